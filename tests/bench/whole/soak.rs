//! The preview through a day of writing: whether it stays as small as it was, and whether it still
//! says what a build says that remembers nothing.

use super::{
    ARCHBOOK,
    corpus::{Corpus, Form},
    edit::{Edit, Writer},
    preview::{DAY, Preview},
};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use walkdir::WalkDir;

/// How long an answer may differ: of two files that are written together, one may come first.
const SETTLED: Duration = Duration::from_secs(20);

/// What the allocator gives back, it gives back a second after it was freed, and when it is next
/// asked for something; so the preview is left alone for longer than that, and asked for a page.
const REST: Duration = Duration::from_millis(1_500);

/// How often the memory is read after that, of which the least counts.
const READINGS: usize = 25;

/// How much is done.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// Which edits.
    pub(crate) seed: usize,
    /// How many.
    pub(crate) edits: usize,
    /// After how many the answers are held against a cold build, and the memory is noted.
    pub(crate) every: usize,
}

/// What came of it.
pub(crate) struct Soak {
    /// The memory of the preview in MB, every so often; empty where the system does not say.
    pub(crate) memory: Vec<f64>,
    /// How many answers were held against a cold build.
    pub(crate) compared: usize,
}

impl Soak {
    /// How many times the memory is at the end what it was when the preview had warmed up.
    pub(crate) fn growth(&self) -> Option<f64> {
        Some(self.memory.last()? / self.memory.first()?)
    }
}

/// Edits a book while it is previewed. It fails at the first answer that differs.
pub(crate) fn run(corpus: &Corpus, plan: Plan) -> Soak {
    let root = corpus.root(Form::Plain);
    let (mut writer, preview) = (Writer::new(&root, plan.seed), Preview::start(&root));
    let mut soak = Soak { memory: Vec::new(), compared: 0 };
    for at in 1..=plan.edits {
        let edit = writer.edit();
        wait(&preview, &edit);
        if at % plan.every == 0 {
            build(corpus);
            let concerned = concerned(corpus, &writer, &edit);
            let after =
                format!("edit {at} of seed {}, {:?} of {}", plan.seed, edit.deed, edit.page);
            for it in &concerned {
                equal(&preview, &corpus.output(), it, &after);
            }
            soak.compared += concerned.len();
            soak.memory.extend(at_rest(&preview));
        }
    }
    build(corpus);
    let all = files(&corpus.output(), "");
    for it in &all {
        equal(&preview, &corpus.output(), it, "everything");
    }
    soak.compared += all.len();
    soak
}

/// Waits until an edit is seen.
fn wait(preview: &Preview, edit: &Edit) {
    preview.wait(&address(&edit.page), |answer| match &edit.mark {
        Some(mark) => answer.says(mark),
        None => answer.status == 404,
    });
}

/// The memory of a preview in MB when it has rested.
fn at_rest(preview: &Preview) -> Option<f64> {
    thread::sleep(REST);
    preview.get("index.html");
    let readings = (0..READINGS).filter_map(|_| {
        thread::sleep(Duration::from_millis(20));
        preview.memory("VmRSS")
    });
    readings.min_by(f64::total_cmp)
}

/// Builds the book as if it never had been.
fn build(corpus: &Corpus) {
    fs::remove_dir_all(corpus.output()).unwrap_or_default();
    let mut command = Command::new(ARCHBOOK);
    command.arg("build").arg(corpus.root(Form::Plain)).arg("--output").arg(corpus.output());
    command.env("SOURCE_DATE_EPOCH", DAY);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?} fails");
}

/// The edited page, where it was before, the pages that refer to either, and all lists of sections.
fn concerned(corpus: &Corpus, writer: &Writer, edit: &Edit) -> BTreeSet<String> {
    let own = [Some(&edit.page), edit.former.as_ref()].into_iter().flatten();
    let referring = own.clone().flat_map(|it| writer.referring(it));
    let pages = own.map(String::as_str).chain(referring).map(address);
    pages.chain(files(&corpus.output(), "_/sections/")).collect()
}

/// Holds an answer against the file of a cold build; where there is none, there must be no answer.
fn equal(preview: &Preview, built: &Path, address: &str, after: &str) {
    let start = Instant::now();
    let expected = fs::read(built.join(address)).ok();
    loop {
        let answer = preview.get(address);
        let shown = (answer.status == 200).then(|| answer.into_built());
        if shown == expected {
            return;
        }
        let is_late = start.elapsed() > SETTLED;
        assert!(
            !is_late,
            "after {after}: {address} {}",
            difference(shown.as_deref(), expected.as_deref())
        );
        thread::sleep(Duration::from_millis(20));
    }
}

/// Where two answers part.
fn difference(shown: Option<&[u8]>, expected: Option<&[u8]>) -> String {
    let (Some(shown), Some(expected)) = (shown, expected) else {
        return format!("is there: {}, and is built: {}", shown.is_some(), expected.is_some());
    };
    let same = shown.iter().zip(expected).take_while(|(one, other)| one == other).count();
    let piece = |of: &[u8]| {
        let end = of.len().min(same + 200);
        String::from_utf8_lossy(&of[same.saturating_sub(80)..end]).into_owned()
    };
    format!("is shown as\n{}\nand built as\n{}", piece(shown), piece(expected))
}

/// The files of a site whose address begins so, without archbook's own notes.
fn files(site: &Path, start: &str) -> Vec<String> {
    let items = WalkDir::new(site).sort_by_file_name().into_iter().map(Result::unwrap);
    let items = items.filter(|it| it.file_type().is_file());
    let inside =
        items.map(|it| it.path().strip_prefix(site).unwrap().to_str().unwrap().replace('\\', "/"));
    inside.filter(|it| it.starts_with(start) && !it.starts_with('.')).collect()
}

/// The address of a page.
fn address(page: &str) -> String {
    format!("{}.html", page.strip_suffix(".md").expect("pages are Markdown"))
}
