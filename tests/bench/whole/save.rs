//! The preview: how long until it answers, and how long from a save until the saved page is there.

use super::{
    ARCHBOOK,
    corpus::{Corpus, Form},
    run,
};
use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
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
    /// The most memory it had, in MB.
    pub(crate) peak: f64,
}

/// Previews a book and saves one of its pages again and again, each time with another title, so
/// that what lists it changes too.
pub(crate) fn measure(corpus: &Corpus) -> Saves {
    let (root, page) = (corpus.root(Form::Plain), corpus.some_page());
    let (file, port) = (root.join(&page), free_port());
    let before = fs::read_to_string(&file).unwrap();
    let start = Instant::now();
    let mut preview = Command::new(ARCHBOOK)
        .args(["serve", "--port", &port.to_string()])
        .arg(&root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the preview runs");
    let path = page.with_extension("html");
    wait(port, &path, "<main");
    let ready = start.elapsed().as_secs_f64() * 1e3;
    thread::sleep(Duration::from_secs(3));
    let fresh = (0..SAVES).map(|at| save(port, &file, &path, &before, at)).collect();
    let peak = run::memory(preview.id());
    preview.kill().unwrap();
    preview.wait().unwrap();
    fs::write(file, before).unwrap();
    Saves { ready, fresh, peak }
}

/// Saves the page with another title; milliseconds until that is shown.
fn save(port: u16, file: &Path, path: &Path, before: &str, at: usize) -> f64 {
    thread::sleep(Duration::from_millis(500));
    let title = format!("# Saved for the {at}th time");
    let text = before.lines().map(|it| if it.starts_with("# ") { &*title } else { it });
    let text = text.collect::<Vec<_>>().join("\n");
    let start = Instant::now();
    fs::write(file, text).unwrap();
    wait(port, path, &title[2..]);
    start.elapsed().as_secs_f64() * 1e3
}

/// Asks for a page until it holds a text.
fn wait(port: u16, path: &Path, text: &str) {
    let start = Instant::now();
    while !get(port, path).is_some_and(|it| it.contains(text)) {
        assert!(start.elapsed() < Duration::from_mins(2), "{text} does not come");
        thread::sleep(Duration::from_millis(2));
    }
}

fn get(port: u16, path: &Path) -> Option<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    let path = path.display();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
        .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}
