//! What a site shows, page by page.

use crate::books::{Memory, files, site, sources};
use archbook::{source::Source, text::BookPath};
use std::collections::BTreeMap;

fn shown(book: &[(&str, &str)]) -> BTreeMap<String, String> {
    files(&site(sources(book.iter().copied()), &Memory::default()))
}

const OLD: &str =
    "# Reconcile nightly\n\n## Status\n\nAccepted\n\n## Context\n\nFour services, by ADR-2.\n";
const NEW: &str = "---\nstatus: accepted\ndate: 2026-03-14\nsupersedes: [ADR-0001]\n---\n\n\
                   # Keep an append-only log\n\n## Context\n\nSee [the old way](0001-old.md#context) first.\n";

#[test]
fn a_superseded_record_names_its_successor() {
    let site = shown(&[("adr/0001-old.md", OLD), ("adr/0002-new.md", NEW)]);
    let old = &site["adr/0001-old.html"];
    assert!(old.contains("<title>ADR-0001 Reconcile nightly (superseded) – "), "{old}");
    assert!(old.contains("<time datetime=\"2026-03-14\">14 March 2026</time> by "), "{old}");
    assert!(old.contains("states: accepted"), "{old}");
    assert!(old.contains("See <mark>the old way</mark> first."), "{old}");
    assert!(site["adr/0002-new.html"].contains("<span class=\"nb\">append-only</span>"));
    let section = &site["_/sections/decisions.html"];
    assert!(section.contains("2 records, 1 in force"), "{section}");
}

#[test]
fn every_page_has_one_title_whatever_its_text_has() {
    let site =
        shown(&[("a.md", "# One\n\n# Two\n\n<h1 align=\"center\">Three</h1>\n"), ("b.md", "x")]);
    for (address, html) in site.iter().filter(|(_, text)| text.starts_with("<!doctype html>")) {
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
    }
}

#[test]
fn an_index_speaks_for_its_folder_and_the_first_for_the_book() {
    let site = shown(&[
        ("README.md", "# Welcome\n\nHello.\n"),
        ("a/README.md", "# A\n"),
        ("b/README.md", "# B\n"),
        ("b/index.md", "# B index\n"),
        ("_/report.md", "# Mine\n"),
        ("404.md", "# Lost\n"),
    ]);
    assert!(site["index.html"].contains("<h1 id=\"welcome\">Welcome</h1>"));
    for (address, title) in [
        ("a/index.html", "A"),
        ("b/index.html", "B index"),
        ("b/README.html", "B"),
        ("_/report-2.html", "Mine"),
        ("404-2.html", "Lost"),
    ] {
        assert!(site[address].contains(&format!(">{title}</h1>")), "{address}");
    }
}

#[test]
fn the_page_for_missing_addresses_works_at_any_depth() {
    let config = "[output.html]\nsite-url = \"https://example.org/hand book/\"\n";
    let site = shown(&[("book.toml", config), ("a.md", "# A\n")]);
    assert!(site["404.html"].contains("href=\"/hand%20book/_/theme.css\""), "{}", site["404.html"]);
}

#[test]
fn a_template_that_fails_costs_its_pages_only() {
    let mut book = sources([("a.md", "# A\n")]);
    let path = BookPath::new("theme/page.html").unwrap();
    book.theme = vec![Source { path, text: "{{ nothing.at.all }}".into() }];
    let site = files(&site(book, &Memory::default()));
    assert!(site["a.html"].contains("This page could not be rendered"));
    assert!(site["a.html"].contains("page.html:1:4"), "{}", site["a.html"]);
    assert!(!site["index.html"].contains("could not be rendered"));
}

#[test]
fn an_empty_section_says_how_to_begin() {
    let site = shown(&[("a.md", "# A\n")]);
    let page = &site["_/sections/requirements.html"];
    assert!(page.contains("Nothing here yet."), "{page}");
    assert!(page.contains("kind: requirement\nid: REQ-001\nstatus: draft\n"), "{page}");
}

#[test]
fn an_edition_is_one_document_of_many_pages() {
    let text = "# See\n\n## Context\n\nA[^1] and [here](#context), [there](b.md#context), \
                [guide](../guide.md), ADR-1.\n\n[^1]: Note\n";
    let site = shown(&[("adr/0001-a.md", text), ("adr/b.md", text), ("guide.md", "# Guide\n")]);
    let stage = &site["_/print/implement.html"];
    assert!(stage.contains("<h4 id=\"p1.context\">"), "{stage}");
    assert!(stage.contains("<a href=\"#p1.context\">here</a>"), "{stage}");
    assert!(stage.contains("<a class=\"snr\" href=\"#p1.fn-1\""), "{stage}");
    assert!(stage.contains("<a href=\"../../guide.html\">guide</a>"), "{stage}");
    let whole = &site["_/print.html"];
    assert!(whole.contains("<a href=\"#p2.context\">there</a>"), "{whole}");
    assert!(whole.contains("<a href=\"#p3\">guide</a>"), "{whole}");
    assert!(!site.contains_key("_/print/research.html"), "nothing of that stage is there");
}

#[test]
fn a_large_book_has_editions_only_if_it_asks() {
    let paths: Vec<String> = (0..501).map(|count| format!("page-{count}.md")).collect();
    let pages = paths.iter().map(|path| (path.as_str(), "# Page\n"));
    let editions = |pages: Vec<(&str, &str)>, enable: &str| {
        let config = format!("[output.html.print]\n{enable}\n");
        let site = shown(&[pages, vec![("book.toml", &config)]].concat());
        site.contains_key("_/print.html")
    };
    let all: Vec<_> = pages.collect();
    assert!(!editions(all.clone(), "") && editions(all[1..].to_vec(), ""));
    assert!(
        editions(all.clone(), "enable = true") && !editions(all[1..].to_vec(), "enable = false")
    );
}
