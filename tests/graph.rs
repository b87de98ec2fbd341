//! The drawing of what joins records, and of what is around one.

use crate::books::{Memory, files, site, sources};
use std::{collections::BTreeMap, fmt::Write};

fn shown(book: &[(String, String)]) -> BTreeMap<String, String> {
    let book = book.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    files(&site(sources(book), &Memory::default()))
}

/// A record with a number, and lines of front matter.
fn record(kind: &str, number: usize, front: &str, text: &str) -> (String, String) {
    let text =
        format!("---\nkind: {kind}\nstatus: accepted\n{front}---\n# The {number}.\n\n{text}\n");
    (format!("{kind}s/{number:04}-x.md"), text)
}

/// What stands between two texts, every time.
fn between<'a>(html: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    html.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

const VIEW: &str = "_/views/graph.html";

#[test]
fn a_line_leads_from_what_was_first_to_what_answers_it() {
    let site = shown(&[
        record("requirement", 1, "", ""),
        record("stakeholder", 1, "needs: REQ-1\n", ""),
        record("decision", 1, "satisfies: REQ-1\n", ""),
        record("decision", 2, "satisfies: REQ-1\nsupersedes: ADR-1\n", ""),
        record("test", 1, "verifies: REQ-1\n", ""),
    ]);
    let titles = between(&site[VIEW], "\"><title>", "</title>");
    let expected = [
        "ADR-0001 satisfies REQ-0001",
        "ADR-0002 satisfies REQ-0001",
        "TST-0001 verifies REQ-0001",
        "REQ-0001 needed by STK-0001",
        "ADR-0002 supersedes ADR-0001",
    ];
    assert_eq!(titles[..5], expected);
    let boxes = between(&site[VIEW], "translate(", "<rect");
    let place = |name: &str| -> i64 {
        let found = boxes.iter().find(|it| it.contains(name)).unwrap();
        found.split(' ').next().unwrap().parse().unwrap()
    };
    assert!(place(">STK-0001 ") < place(">REQ-0001 "));
    assert!(place(">REQ-0001 ") < place(">ADR-0001 "));
    assert!(place(">ADR-0001 ") < place(">ADR-0002 "));
    assert!(site[VIEW].contains("class=\"closed superseded\""));
}

#[test]
fn a_book_without_relations_shows_what_most_others_are_linked_with() {
    let link = |to: usize| format!("See ADR-{to}.");
    let mut book: Vec<_> = (2..=9).map(|it| record("decision", it, "", &link(1))).collect();
    book.push(record("decision", 1, "", "Nothing."));
    book.push(record("decision", 10, "", "See ADR-9 and ADR-1 and ADR-2."));
    book.push(record("decision", 11, "", "Nothing."));
    let view = &shown(&book)[VIEW];
    let ways = between(view, "<path class=\"faint\"", "</path>");
    assert_eq!(ways.len(), 9, "{view}");
    assert!(ways.iter().all(|it| it.ends_with(" linked with ADR-0001</title>")), "{ways:?}");
    assert!(view.contains("10 records are drawn. Nothing joins 1 other to any."), "{view}");
    assert!(!shown(&[record("decision", 1, "", "Alone.")]).contains_key(VIEW));
}

#[test]
fn a_large_book_has_a_drawing_of_each_section() {
    let decision = |it: usize| record("decision", it, &format!("satisfies: REQ-{it}\n"), "");
    let book = (1..=100).flat_map(|it| [record("requirement", it, "", ""), decision(it)]);
    let site = shown(&book.collect::<Vec<_>>());
    let view = &site[VIEW];
    assert!(view.contains("<title>Setting requirements – Choose the design: 100 ties</title>"));
    assert!(view.contains("href=\"graph-decisions.html\""), "{view}");
    let own = &site["_/views/graph-decisions.html"];
    assert_eq!(between(own, "<path data-ends", "</path>").len(), 100);
    assert!(site.contains_key("_/views/graph-requirements.html"));
}

#[test]
fn a_record_shows_what_is_around_it_where_that_is_much() {
    let names = (1..=20).fold(String::new(), |mut names, it| {
        write!(names, "REQ-{it}, ").unwrap();
        names
    });
    let mut book: Vec<_> = (1..=20).map(|it| record("requirement", it, "", "")).collect();
    book.push(record("decision", 1, &format!("satisfies: [{names}]\n"), ""));
    let site = shown(&book);
    let page = &site["decisions/0001-x.html"];
    assert!(page.contains("20 records around this one, drawn"), "{page}");
    assert_eq!(between(page, "data-ends=", "</path>").len(), 11);
    assert!(!site["requirements/0001-x.html"].contains("class=\"graph\""));
}
