//! The pages about the whole book: what they say, and that they stay light.

use crate::books::{Memory, files, site, sources};
use std::{collections::BTreeMap, fmt::Write};

/// No view has more, whatever the book.
const VIEW_BYTES_MAX: usize = 400 * 1024;

fn shown(book: &[(String, String)]) -> BTreeMap<String, String> {
    let book = book.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    files(&site(sources(book), &Memory::default()))
}

fn requirement(number: usize, more: &str) -> (String, String) {
    let front = format!("id: REQ-{number:04}\nkind: requirement\nstatus: accepted\n{more}");
    let text = format!(
        "---\n{front}---\n\n# Keep order {number}\n\nNo order that was once confirmed is \
         ever lost again.\n\n## Criteria\n\n- one {{#a}}\n- two {{#b}}\n"
    );
    (format!("requirements/{number:04}.md"), text)
}

fn decision(number: usize, more: &str) -> (String, String) {
    let front = format!("id: ADR-{number:04}\nkind: decision\n{more}");
    let text = format!(
        "---\n{front}---\n\n# Decide on log {number}\n\n## Context\n\nOrders get lost between four \
         services.\n\n## Decision\n\nWe keep one log that is only appended.\n"
    );
    (format!("decisions/{number:04}.md"), text)
}

/// The line of a page that holds a text.
#[track_caller]
fn line<'a>(page: &'a str, text: &str) -> &'a str {
    page.lines().find(|it| it.contains(text)).unwrap_or_else(|| panic!("no {text} in {page}"))
}

#[test]
fn a_book_of_prose_has_no_view_but_the_report() {
    let pages = shown(&[("guide.md".to_owned(), "# Guide\n".to_owned())]);
    assert!(!pages.keys().any(|it| it.starts_with("_/views/")), "{:?}", pages.keys());
    assert!(pages["_/views.html"].contains("<dt><a href=\"report.html\">Completeness</a></dt>"));
}

#[test]
fn the_matrix_says_what_answers_what_and_begins_with_gaps() {
    let pages = shown(&[
        requirement(1, "priority: must\ntopic: security\n"),
        requirement(2, "priority: should\n"),
        requirement(3, "priority: must\n"),
        requirement(4, "satisfied-by: [ADR-0001]\n"),
        decision(1, "status: accepted\nsatisfies: [REQ-0001, \"REQ-0003#a\"]\n"),
        decision(2, "status: rejected\nsatisfies: [REQ-0001]\n"),
        decision(3, "status: accepted\nsatisfies: [\"REQ-0004#a\", \"REQ-0004#b\"]\n"),
    ]);
    let page = &pages["_/views/matrix.html"];
    let order = ["REQ-0002</span>", "REQ-0003</span>", "REQ-0001</span>", "REQ-0004</span>"];
    let places: Vec<usize> = order.iter().map(|it| page.find(it).unwrap()).collect();
    assert!(places.is_sorted(), "{page}");
    assert!(line(page, order[0]).contains("Should · <b>no decision yet</b>"), "{page}");
    assert!(line(page, order[1]).contains("Must · <b>1 of 2 criteria met</b>"), "{page}");
    for label in [
        "\"ADR-0001 satisfies REQ-0001\"",
        "\"ADR-0002 satisfies REQ-0001 (rejected)\"",
        "\"ADR-0001 satisfies REQ-0003, in part\"",
        "\"ADR-0001 satisfies REQ-0004\"",
        "\"ADR-0003 satisfies REQ-0004\"",
    ] {
        assert!(page.contains(&format!("aria-label={label}")), "{label}: {page}");
    }
    let chips = page.lines().find(|it| it.contains("value=\"gaps\"")).unwrap();
    for chip in ["All <small>4<", "Gaps <small>2<", "Must <small>2<", "Security <small>1<"] {
        assert!(chips.contains(chip), "{chip}: {chips}");
    }
    let csv = &pages["_/views/matrix.csv"];
    assert!(csv.contains("REQ-0002,Keep order 2,accepted,yes,,,,,\r\n"), "{csv}");
    let half =
        "REQ-0003,Keep order 3,accepted,yes,satisfies,ADR-0001,Decide on log 1,accepted,yes\r\n";
    assert!(csv.contains(half), "{csv}");
}

#[test]
fn a_large_matrix_is_folded_and_says_what_it_leaves_out() {
    let topics = ["users", "security", "functional"];
    let requirements =
        (0..500).map(|at| requirement(at, &format!("topic: {}\n", topics[at % topics.len()])));
    let decisions = (0..500).map(|at| {
        let mut satisfies = String::new();
        for of in [at, (at * 7) % 500, (at * 13) % 500] {
            write!(satisfies, "REQ-{of:04}, ").unwrap();
        }
        decision(at, &format!("status: accepted\nsatisfies: [{satisfies}]\n"))
    });
    let pages = shown(&requirements.chain(decisions).collect::<Vec<_>>());
    let page = &pages["_/views/matrix.html"];
    assert!(page.len() <= VIEW_BYTES_MAX, "{} bytes", page.len());
    assert!(page.contains("and 300 more: <a href=\"matrix.csv\">CSV</a>"));
    assert_eq!(page.matches("data-kept=").count(), 200);
    assert_eq!(page.matches("<details class=\"band\" open>").count(), 1);
    for table in page.split("<thead>").skip(1) {
        let head = table.split("</thead>").next().unwrap();
        assert!(head.matches("<th ").count() <= 41, "{head}");
    }
    assert_eq!(pages["_/views/matrix.csv"].lines().count(), 1 + 1494);
}
