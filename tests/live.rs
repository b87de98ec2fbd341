//! Live blocks: what they become on the page they stand on, and on no other.

use crate::books::{Memory, files, site, sources};
use std::collections::BTreeMap;

const BOOK: &[(&str, &str)] = &[
    ("adr/0001-old.md", "---\nstatus: accepted\ndate: 2025-01-02\nowner: Ann\n---\n# Old\n"),
    (
        "adr/0002-new.md",
        "---\nstatus: accepted\ndate: 2026-03-14\nsupersedes: ADR-1\n---\n# New way\n",
    ),
    ("requirements/001-quick.md", "---\nstatus: accepted\n---\n# Be quick\n\nIt is quick.\n"),
    ("adr/0003-draft.md", "---\nstatus: draft\n---\n# Draft\n"),
];

/// The site of the book with an index that has this text.
fn shown(index: &str) -> BTreeMap<String, String> {
    let book = BOOK.iter().copied().chain([("index.md", index)]);
    files(&site(sources(book), &Memory::default()))
}

/// What becomes of a block.
#[track_caller]
fn check(code: &str, expected: &[&str]) {
    let site = shown(&format!("# Home\n\n```archbook\n{code}\n```\n\nThe end.\n"));
    let (_, html) = site["index.html"].split_once("class=\"live").expect("a block is shown");
    let (html, _) = html.split_once("<p>The end.").unwrap();
    let mut rest = html;
    for text in expected {
        let at = rest.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
        rest = &rest[at + text.len()..];
    }
}

#[test]
fn each_form_shows_what_is_asked_for() {
    check("list is:in-force", &["href=\"#icon.accepted\"", "ADR-0002</span> New way</a>"]);
    check("timeline sort:-date", &["14 March 2026", "New", "2 January 2025", "Old"]);
    check("timeline", &["2 January 2025", "Old", "14 March 2026", "New"]);
    check("count kind:decision is:in-force", &["<b>1</b> decision<"]);
    check("count kind:decision", &["<b>3</b> decisions<"]);
    check("count", &["<b>5</b> entries<"]);
    check("count is:prose", &["<b>1</b> page<"]);
    check("list owner:nobody", &["Nothing so far."]);
    check("progress kind:requirement", &[" obligations met", "<svg "]);
    check(
        "table sort:-number kind:decision columns:title,superseded-by,owner,status limit:2",
        &["Title</th>", "Superseded by</th>", "Owner</th>", "Draft</a>", "New way</a>"],
    );
    check("table id:ADR-1 columns:id,superseded-by", &[">ADR-0001</span></a>", ">ADR-0002</a>"]);
    check(
        "list kind:decision limit:1",
        &["Old", "1 of 3 are shown.", "_/sections/decisions.html\">All: Choose the design"],
    );
}

#[test]
fn what_cannot_be_understood_is_shown_with_what_is_wrong() {
    check(
        "list kind:decison",
        &["list kind:decison</code>", "<code>decison</code>; did you mean <code>decision</code>?"],
    );
}

#[test]
fn raw_html_on_the_page_takes_nothing_from_a_block() {
    let block = "```archbook\nlist is:in-force\n```\n";
    let site = shown(&format!("# Home\n\n<b>raw</b>\n\n> {}", block.replace('\n', "\n> ")));
    assert!(site["index.html"].contains("<use href=\"#icon.accepted\"/></svg>"));
    let forged = "<hr class=\"live-60\">\n\n```archbook\nlist\n```\n";
    assert!(shown(forged)["index.html"].contains("<hr class=\"live-60\">"));
}

#[test]
fn only_the_page_with_the_block_depends_on_others() {
    let index = "# Home\n\nNothing.\n";
    let block = ("guide.md", "# Guide\n\n```archbook\nlist kind:requirement\n```\n");
    let build = |title: &str| {
        let draft = format!("---\nstatus: draft\n---\n# {title}\n");
        let book = BOOK.iter().copied();
        let book = book.chain([block, ("index.md", index), ("requirements/0001-x.md", &draft)]);
        files(&site(sources(book.collect::<Vec<_>>()), &Memory::default()))
    };
    let (one, other) = (build("One"), build("Other"));
    assert_ne!(one["guide.html"], other["guide.html"]);
    assert_eq!(one["adr/0002-new.html"], other["adr/0002-new.html"]);
}
