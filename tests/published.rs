//! Our own handbook: built, and crawled.

use crate::crawl;
use archbook::{
    book::{Book, Memory},
    check::check,
    disk::News,
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
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// No page of our own is longer, but for the editions, which are many pages each.
const PAGE_BYTES_MAX: usize = 100 * 1024;
/// A reason that somebody can judge has a verb and an object.
const REASON_WORDS_MIN: usize = 5;

pub(crate) fn read(root: &Path) -> Handbook {
    at(root).read().unwrap()
}

fn at(root: &Path) -> Book {
    let as_of = Date::parse("2026-11-22").unwrap();
    Book::at(root.to_path_buf(), root.join("site"), as_of)
}

fn plan(handbook: Handbook) -> Site {
    let handbook = Arc::new(handbook);
    let report = Arc::new(check(&handbook));
    site::plan(handbook, report, Arc::new(Theme::default()), Arc::new(Highlighter::new()))
}

/// Our own handbook's.
pub(crate) fn site() -> Site {
    site_of(&own())
}

/// That of the book in a folder.
pub(crate) fn site_of(folder: &Path) -> Site {
    plan(read(folder))
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

/// Every page finds the others wherever the site is, but for the one that hosts show anywhere: it
/// has to know.
#[test]
fn our_own_site_works_at_any_address_and_from_the_disk() {
    for base in ["/", "/some/base/"] {
        let site_url = Some(format!("{}{base}", crawl::HOST));
        let book = Book { site_url, ..at(&own()) };
        let memory = Memory::default();
        let sources = book.look(&memory, &News::Anything).unwrap();
        let site = plan(book.read_with_history(sources, &memory, |_| ()));
        assert_eq!(crawl::faults_below(&site, base), Vec::<String>::new(), "{base}");
        let files = crate::books::files(&site);
        let places = files["sitemap.xml"].split("<loc>").skip(1);
        let places: Vec<&str> = places.map(|it| it.split("</loc>").next().unwrap()).collect();
        assert!(places.len() > 100, "{}", places.len());
        let start = format!("{}{base}", crawl::HOST);
        for place in places {
            let inside = place.strip_prefix(&start).unwrap_or_else(|| panic!("{place}"));
            let index = inside.is_empty() || inside.ends_with('/');
            let address = if index { format!("{inside}index.html") } else { inside.to_owned() };
            assert!(files.contains_key(&address), "{place}");
        }
        let html = files.iter().filter(|(it, _)| it.rsplit('.').next() == Some("html"));
        let pages = html.filter(|(it, _)| *it != "404.html");
        for (address, text) in pages {
            let rooted = ["href=\"/", "src=\"/"].into_iter().find(|it| text.contains(it));
            assert_eq!(rooted, None, "{address} works on no disk");
        }
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
