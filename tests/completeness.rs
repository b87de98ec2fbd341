//! What the site shows of what a book owes.

use crate::{
    books::{Memory, files, site, sources},
    crawl,
};
use std::collections::BTreeMap;

fn shown(book: &[(&str, &str)]) -> BTreeMap<String, String> {
    files(&site(sources(book.iter().copied()), &Memory::default()))
}

const CONFIG: &str = "[method]\nstages = [\"research\", \"implement\"]\n\n\
    [[not-applicable]]\nobligation = \"uncovered-topic/compliance\"\n\
    reason = \"no law applies to a toy\"\nowner = \"Ann\"\nreview-by = 2027-01-01\n";
const REQUIREMENT: &str = "---\nid: REQ-1\nkind: requirement\nstatus: accepted\npriority: must\n\
    topic: functional\nowner: Ann Lee\n---\n\n# Keep every order\n\n\
    No order that was once confirmed to a customer is ever lost again.\n\n\
    ## Criteria\n\n- none is lost {#none}\n- all are found {#all}\n";
const DECISION: &str = "---\nid: ADR-1\nkind: decision\nstatus: accepted\ndate: 2026-03-14\n\
    satisfies: [\"REQ-1#none\"]\n---\n\n# Keep an append-only log\n\n## Context\n\n\
    Orders get lost between four services.\n\n## Decision\n\nWe keep one log that is only appended.\n";

fn book() -> BTreeMap<String, String> {
    shown(&[("book.toml", CONFIG), ("req/1.md", REQUIREMENT), ("adr/1.md", DECISION)])
}

#[test]
fn the_report_names_what_holds_each_gate_and_counts() {
    let report = &book()["_/report.html"];
    let lead = report.split("<p class=\"lead\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(lead.starts_with("Research is held: no requirement in force answers the "), "{lead}");
    assert!(
        lead.contains("Implement is held: no decision in force satisfies <a href=\""),
        "{lead}"
    );
    assert!(lead.contains("#all\"><code>REQ-1#all</code></a>. "), "{lead}");
    assert!(lead.ends_with("obligations met, 1 not applicable."), "{lead}");
    assert!(report.contains("id=\"undecided-requirement/REQ-1#all\""), "{report}");
    assert!(report.contains("<td>no law applies to a toy</td>"), "{report}");
    assert!(report.contains("<td>Ann Lee</td>"), "{report}");
}

#[test]
fn a_requirement_shows_how_each_criterion_stands() {
    let page = &book()["req/1.html"];
    assert!(page.contains("0 of 2 criteria met<span"), "{page}");
    let row = |text: &str| {
        let start = page.find(text).unwrap();
        let item = page[..start].rfind("<li").unwrap();
        page[item..].split("</li>").next().unwrap()
    };
    let half = row("none is lost");
    assert!(half.starts_with("<li id=\"none\" class=\"crit partly\">"), "{half}");
    assert!(half.contains("Decided: </span><a href=\"../adr/1.html\" class=\"id\""), "{half}");
    assert!(half.contains("Verified: </span>no test yet"), "{half}");
    assert!(row("id=\"all\"").contains("Decided: </span>no decision yet"), "{page}");
    assert!(
        page.contains("a new decision that says <code>satisfies: [REQ-1#all]</code>"),
        "{page}"
    );
}

#[test]
fn a_record_that_owes_nothing_says_nothing_of_it() {
    let site = shown(&[("a.md", "# A\n\nProse.\n"), ("adr/1.md", DECISION)]);
    assert!(site["adr/1.html"].contains("Still owed here"), "{}", site["adr/1.html"]);
    assert!(!site["a.html"].contains("Still owed here"), "{}", site["a.html"]);
}

#[test]
fn no_page_holds_how_far_the_others_are() {
    let untold = REQUIREMENT.replace("topic: functional\n", "");
    let less = shown(&[("book.toml", CONFIG), ("req/1.md", &untold), ("adr/1.md", DECISION)]);
    let more = book();
    assert_ne!(less["_/progress.css"], more["_/progress.css"]);
    assert_eq!(less["adr/1.html"], more["adr/1.html"]);
    let style = &more["_/progress.css"];
    assert!(style.contains(".stages li:nth-child(3) a::after{content:\"-\""), "{style}");
    assert!(style.contains("\", not started\""), "{style}");
}

#[test]
fn a_long_report_shows_the_worst_and_counts_the_rest() {
    let records: Vec<(String, String)> = (1..400)
        .map(|it| {
            (
                format!("adr/{it:04}.md"),
                format!("---\nkind: decision\nstatus: accepted\n---\n\n# Number {it}\n"),
            )
        })
        .collect();
    let mut texts: Vec<(&str, &str)> =
        records.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    texts.extend([("book.toml", CONFIG), ("req/1.md", REQUIREMENT)]);
    let site = site(sources(texts.iter().copied()), &Memory::default());
    assert_eq!(crawl::faults(&site), Vec::<String>::new());
    let report = &files(&site)["_/report.html"];
    assert_eq!(report.matches("<tr id=").count(), 201, "200 are missing, one does not apply");
    assert!(report.contains("more: <code>archbook check</code> lists them all"), "{report}");
    assert!(report.contains("id=\"undecided-requirement/REQ-1#all\""), "an error is among them");
}

#[test]
fn a_rule_is_a_link_where_the_book_has_a_page_about_it() {
    let report = |book: &[(&str, &str)]| shown(book)["_/report.html"].clone();
    let without = report(&[("adr/1.md", DECISION)]);
    assert!(without.contains("<span class=\"id\">undecided-by</span>"), "{without}");
    let with = report(&[("adr/1.md", DECISION), ("our/undecided-by.md", "# Who decided\n")]);
    assert!(with.contains("<a class=\"id\" href=\"../our/undecided-by.html\">"), "{with}");
}
