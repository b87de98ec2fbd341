//! The print edition as a PDF, made by the command that the guide says.

use super::tools::{Built, root, tools};
use std::{collections::BTreeSet, fs};

const PAGES_MIN: usize = 20;

/// What follows each occurrence of a key in the objects of a PDF, up to its end. A browser leaves
/// these as plain text, and presses only what is on the pages.
fn values<'a>(pdf: &'a str, key: &'a str, end: &'a [char]) -> impl Iterator<Item = &'a str> {
    pdf.split(key).skip(1).map(move |it| it.split(end).next().unwrap())
}

#[test]
fn the_print_edition_becomes_a_pdf_with_links_and_an_outline() {
    let Some(tools) = tools() else { return };
    let guide = fs::read_to_string(root().join("content/guide/publishing.md")).unwrap();
    let command = guide.lines().find(|it| it.trim().starts_with("chromium ")).unwrap();
    let book = Built::own();
    let pdf = tools.pdf(command.trim(), book.site());
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with("%PDF-"));
    let kinds = values(&pdf, "/Type /", &['\n', '>', ' ']);
    assert!(kinds.filter(|it| *it == "Page").count() > PAGES_MIN);

    let (_, places) = pdf.split_once("/Dests ").unwrap();
    let object = format!("\n{} 0 obj", places.split(' ').next().unwrap());
    let (_, places) = pdf.split_once(&object).unwrap();
    let places = values(places.split("endobj").next().unwrap(), "/", &[' ', '[']);
    let places: BTreeSet<&str> = places.collect();
    let links: Vec<&str> = values(&pdf, "/Dest /", &['\n', '>']).collect();
    assert!(links.len() > PAGES_MIN, "{} links stay inside", links.len());
    for link in links {
        assert!(places.contains(link.trim()), "a link leads to {link}, which is nowhere");
    }
    assert!(!pdf.contains("file://"), "no link leads to this disk");

    let titles: BTreeSet<&str> = values(&pdf, "/Title (", &[')']).collect();
    for title in ["Quick at any size", "Nothing is made up"] {
        let known = titles.iter().any(|it| it.contains(title));
        assert!(known, "the outline has no {title}: {titles:?}");
    }
}
