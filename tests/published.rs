//! Our own handbook and, where they are at hand, real ones: built, and crawled.

use crate::crawl;
use archbook::{
    book::Book,
    check::check,
    finding::Severity,
    handbook::Handbook,
    markdown::Highlighter,
    query::{Ends, Query},
    report::{Gate, Progress},
    site::{self, Site},
    terminal,
    text::Date,
    theme::Theme,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// No page of our own is longer, but for the editions, which are many pages each.
const PAGE_BYTES_MAX: usize = 100 * 1024;
/// A reason that somebody can judge has a verb and an object.
const REASON_WORDS_MIN: usize = 5;

fn read(root: &Path) -> Handbook {
    let as_of = Date::parse("2026-11-22").unwrap();
    let output = root.join("site");
    Book::at(root.to_path_buf(), output, as_of).read().unwrap()
}

fn plan(handbook: Handbook) -> Site {
    let handbook = Arc::new(handbook);
    let report = Arc::new(check(&handbook));
    site::plan(handbook, report, Arc::new(Theme::default()), Arc::new(Highlighter::new()))
}

/// Our own handbook's.
pub(crate) fn site() -> Site {
    plan(read(&own()))
}

fn own() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn our_own_handbook_has_nothing_to_say_against_it() {
    let handbook = read(&own());
    let report = check(&handbook);
    let told = terminal::findings(&report, &handbook.sources);
    let wrong = report.findings.iter().any(|it| it.severity >= Severity::Warning);
    assert!(!wrong, "{told}");
}

#[test]
fn our_own_handbook_owes_nothing_that_it_does_not_say() {
    let handbook = read(&own());
    let report = check(&handbook);
    let owed = terminal::owed(&report, &handbook, Severity::Error);
    assert!(!report.reaches(&handbook, Severity::Error), "{owed}");
    assert!(report.known.is_empty(), "our own handbook has no baseline to hide behind");
    for Progress { gate, .. } in &report.stages {
        assert!(matches!(gate, Gate::Open { .. }), "{}", terminal::gates(&report, &handbook));
    }
    for waiver in &report.waivers {
        let words = waiver.reason.split_whitespace().count();
        assert!(words >= REASON_WORDS_MIN, "{} is waived without a reason", waiver.key);
    }
}

#[test]
fn our_own_site_has_no_dead_link_and_no_endless_page() {
    let site = site();
    assert_eq!(crawl::faults(&site), Vec::<String>::new());
    let files = crate::books::files(&site);
    for (address, text) in files.iter().filter(|(it, _)| !it.starts_with("_/print")) {
        assert!(text.len() <= PAGE_BYTES_MAX, "{address} is {} bytes long", text.len());
    }
}

#[test]
fn the_queries_of_the_guide_find_something() {
    let handbook = read(&own());
    let guide = fs::read_to_string(own().join("content/guide/queries.md")).unwrap();
    let examples = guide.lines().filter_map(|line| line.strip_prefix("archbook list '"));
    let examples: Vec<&str> = examples.map(|it| it.strip_suffix('\'').unwrap()).collect();
    assert!(!examples.is_empty());
    for text in examples {
        let (query, misread) = Query::parse(text);
        let (bound, strange) = query.bind(&handbook.method);
        assert_eq!((misread, strange), (vec![], vec![]), "{text}");
        let found = handbook.iter().any(|(at, _)| bound.matches(&handbook, at, Ends::All));
        assert!(found, "{text}");
    }
}

/// `ARCHBOOK_CORPORA` names a folder of books that nobody here wrote.
#[test]
fn real_books_have_no_dead_link() {
    let Some(corpora) = env::var_os("ARCHBOOK_CORPORA") else {
        eprintln!("skipped: ARCHBOOK_CORPORA names no folder of real books");
        return;
    };
    let mut folders: Vec<PathBuf> =
        fs::read_dir(corpora).unwrap().map(|it| it.unwrap().path()).collect();
    folders.retain(|it| it.is_dir());
    folders.sort();
    let mut faults = Vec::new();
    for folder in folders {
        let site = plan(read(&folder));
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        eprintln!("{name}: {} addresses", site.addresses().count());
        faults.extend(crawl::faults(&site).into_iter().map(|it| format!("{name}: {it}")));
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults[..faults.len().min(60)].join("\n")
    );
}
