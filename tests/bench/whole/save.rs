//! The preview: how long until it answers, and how long from a save until the saved page is there.

use super::{
    corpus::{self, Corpus, Form},
    preview::Preview,
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// How many saves are measured.
const SAVES: usize = 9;

/// What a preview took.
pub(crate) struct Saves {
    /// Milliseconds until it answered first.
    pub(crate) ready: f64,
    /// Milliseconds from each save until the page was fresh.
    pub(crate) fresh: Vec<f64>,
    /// The most memory it had, in MB; 0 where the system does not say.
    pub(crate) peak: f64,
}

/// The line on which a preview tells open pages what is new.
struct Line(TcpStream);

/// A page in the middle of the book that is saved again and again.
struct Saved {
    file: PathBuf,
    address: String,
    text: String,
}

/// Previews a book and saves one of its pages again and again, each time with another title, so
/// that what lists it changes too. The page is asked for as an open one does: when it is told that
/// something changed. To ask all the time would keep one of two cores from the work.
pub(crate) fn measure(corpus: &Corpus) -> Saves {
    let root = corpus.root(Form::Plain);
    let saved = Saved::new(&root, &corpus::path(corpus.pages / 20 * 7 + 3));
    let start = Instant::now();
    let preview = Preview::start(&root);
    preview.wait(&saved.address, |it| it.says("<main"));
    let ready = start.elapsed().as_secs_f64() * 1e3;
    thread::sleep(Duration::from_secs(3));
    let fresh = (0..SAVES).map(|at| saved.save(&preview, at)).collect();
    let peak = preview.memory("VmHWM").unwrap_or_default();
    drop(preview);
    fs::write(saved.file, saved.text).unwrap();
    Saves { ready, fresh, peak }
}

impl Saved {
    fn new(root: &Path, page: &str) -> Self {
        let file = root.join(page);
        let text = fs::read_to_string(&file).unwrap();
        Self { file, address: page.replace(".md", ".html"), text }
    }

    /// Saves the page with another title; milliseconds until that is shown.
    fn save(&self, preview: &Preview, at: usize) -> f64 {
        thread::sleep(Duration::from_millis(500));
        let title = format!("# Saved for the {at}th time");
        let text = self.text.lines().map(|it| if it.starts_with("# ") { &*title } else { it });
        let text = text.collect::<Vec<_>>().join("\n");
        let mut line = Line::open(preview);
        let start = Instant::now();
        fs::write(&self.file, text).unwrap();
        line.hear();
        while !preview.get(&self.address).says(&title[2..]) {
            line.hear();
        }
        start.elapsed().as_secs_f64() * 1e3
    }
}

impl Line {
    /// What is told first is what is shown now.
    fn open(preview: &Preview) -> Self {
        let mut line = Self(preview.connect());
        write!(line.0, "GET /_/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        while !line.hear().contains("data:") {}
        line
    }

    /// Waits until something is told.
    fn hear(&mut self) -> String {
        let mut told = [0; 1024];
        let length = self.0.read(&mut told).expect("something is told in time");
        assert!(length > 0, "the preview hung up");
        String::from_utf8_lossy(&told[..length]).into_owned()
    }
}
