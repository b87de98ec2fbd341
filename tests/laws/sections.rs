//! How far a change is seen: no page depends on what others are not told of, and none grows with the
//! book.

use crate::books::{Memory, files, site, sources};
use std::collections::BTreeMap;

/// The kinds of the standard method by which its sections begin: name, prefix, section.
const KINDS: &[(&str, &str, &str)] = &[
    ("requirement", "REQ", "requirements"),
    ("exploration", "EXP", "exploration"),
    ("document", "DOC", "documents"),
    ("decision", "ADR", "decisions"),
    ("module", "MOD", "definition"),
    ("component", "CMP", "development"),
    ("test", "TST", "tests"),
    ("deployment", "DEP", "deployment"),
    ("runbook", "RUN", "maintenance"),
    ("feedback", "FBK", "feedback"),
    ("review", "REV", "reviews"),
];

/// A record with nothing special about it.
fn record(kind: &str, prefix: &str, number: usize, more: &str) -> (String, String) {
    let front =
        format!("id: {prefix}-{number:04}\nkind: {kind}\nstatus: accepted\ndate: 2026-01-02");
    let text = format!("---\n{front}\n---\n\n# The {kind} of number {number:04}\n\n{more}\n");
    (format!("{kind}s/{number:04}.md"), text)
}

fn rendered(book: &[(String, String)]) -> BTreeMap<String, String> {
    let sources = sources(book.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    files(&site(sources, &Memory::default()))
}

#[test]
fn more_records_in_one_section_change_no_page_of_another() {
    let each = |numbers: std::ops::Range<usize>| {
        let all = KINDS.iter().flat_map(move |it| numbers.clone().map(move |at| (it, at)));
        all.map(|((kind, prefix, _), at)| record(kind, prefix, at, "")).collect::<Vec<_>>()
    };
    let book = [each(1..3), vec![("guide.md".to_owned(), "# Guide\n".to_owned())]].concat();
    let before = rendered(&book);
    // What is about the whole book, and says so.
    let whole = [
        "index.html",
        "_/stages/",
        "_/views",
        "_/report.html",
        "_/progress.css",
        "_/audit.csv",
        "_/search/",
        "_/cards/",
    ];
    let also =
        ["_/badge.", "_/print", "_/schemas/", "requirements/0001.html", "_/sections/requirements"];
    for (kind, prefix, section) in KINDS {
        // The first of them refers to a requirement, which may show that, as its list may.
        let new =
            (3..40).map(|at| record(kind, prefix, at, if at == 3 { "See REQ-0001." } else { "" }));
        let after = rendered(&[book.clone(), new.collect()].concat());
        let own = [format!("{kind}s/"), format!("_/sections/{section}")];
        let others = before.iter().filter(|(address, _)| {
            let begins = |start: &&str| address.starts_with(*start);
            !whole.iter().chain(&also).any(begins) && !own.iter().any(|it| address.starts_with(it))
        });
        for (address, text) in others {
            assert_eq!(Some(text), after.get(address), "{address} changes with a {kind}");
        }
    }
}

#[test]
fn the_first_page_that_is_no_record_changes_no_record() {
    let book = vec![record("decision", "ADR", 1, "")];
    let before = rendered(&book);
    let after = rendered(&[book, vec![("guide.md".to_owned(), "# Guide\n".to_owned())]].concat());
    for address in ["decisions/0001.html", "_/sections/decisions.html", "404.html"] {
        assert_eq!(before[address], after[address], "{address}");
    }
}

#[test]
fn no_page_grows_with_its_section() {
    /// What a longer way through a list may add: a few links, twice.
    const WAY_BYTES_MAX: usize = 1024;
    let largest = |count: usize| {
        let records = (0..count).map(|at| record("decision", "ADR", at, "By ADR-0000."));
        let prose = (0..count).map(|at| (format!("guide/{at:04}.md"), format!("# Page {at:04}\n")));
        let pages = rendered(&records.chain(prose).collect::<Vec<_>>());
        let pages = pages.into_iter().filter(|(_, text)| text.starts_with("<!doctype html>"));
        pages.map(|(address, text)| (text.len(), address)).max().unwrap()
    };
    let (few, many) = (largest(300), largest(1000));
    assert!(many.0 <= few.0 + WAY_BYTES_MAX, "{many:?} after {few:?}");
}
