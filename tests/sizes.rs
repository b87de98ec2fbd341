//! How long pages are: as long as what they show, however much is beside it.

use crate::books::{self, Memory, sources};
use archbook::{
    method::{Kind, Method},
    site::{Address, File, Site},
};
use std::collections::BTreeMap;

/// What a longer list may add to its pages: links to one more of them, where the way through it is
/// shown, and digits of numbers.
const WAY_BYTES_MAX: usize = 512;

/// A book with so many records of each of these kinds, and as many pages of prose.
fn book<'a>(kinds: impl Iterator<Item = &'a Kind>, count: usize, more: &str) -> Site {
    let records = kinds.flat_map(|kind| (1..=count).map(move |at| record(kind, at, count, more)));
    let prose = (1..=count).map(|at| (format!("guide/{at:04}.md"), format!("# Page {at:04}\n")));
    let files: Vec<(String, String)> = records.chain(prose).collect();
    let sources = sources(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    books::site(sources, &Memory::default())
}

/// A record that refers to those before and after it.
fn record(kind: &Kind, at: usize, count: usize, more: &str) -> (String, String) {
    let Kind { name, prefix, .. } = kind;
    let front = format!("id: {prefix}-{at:04}\nkind: {name}\nstatus: accepted\ndate: 2026-01-02");
    let (before, after) = (at.max(2) - 1, count.min(at + 1));
    let text = format!("See {prefix}-{before:04} and {prefix}-{after:04}.");
    let title = format!("The {name} of number {at:04}");
    let page = format!("---\n{front}\n{more}---\n\n# {title}\n\n{text}\n");
    (format!("{name}s/{at:04}.md"), page)
}

#[test]
fn a_record_says_the_same_in_a_small_section_and_in_a_large_one() {
    let kinds = Method::standard().kinds;
    let (small, large) = (book(kinds.iter(), 50, ""), book(kinds.iter(), 1000, ""));
    for folder in kinds.iter().map(|it| format!("{}s", it.name)).chain(["guide".to_owned()]) {
        // Before and after these the list of a page shows others, of this kind or of the next.
        for at in 10..=40 {
            let address = Address::new(&format!("{folder}/{at:04}.html"));
            let said = |site: &Site| match site.file(&address) {
                Some(File::Bytes(bytes)) => bytes,
                _ => panic!("{folder} has no {at}"),
            };
            assert!(said(&small) == said(&large), "{}", address.as_str());
        }
    }
}

/// Both books are so large that every list has several pages, and no view draws all of it.
#[test]
fn no_page_is_longer_than_its_window() {
    let kinds = Method::standard().kinds;
    let few = kinds.iter().filter(|it| ["requirement", "decision"].contains(&&*it.name));
    let more = "satisfies: REQ-0001\nowner: Ada Lovelace\ntags: [speed]\n";
    let pages = |count| {
        let all = books::files(&book(few.clone(), count, more));
        all.into_iter().filter(|(_, text)| text.starts_with("<!doctype html>"))
    };
    let large: BTreeMap<String, String> = pages(2000).collect();
    // The last of each kind has others after it in the larger book.
    for (address, text) in pages(1000).filter(|(it, _)| !it.ends_with("/1000.html")) {
        let (length, longer) = (text.len(), large[&address].len());
        assert!(longer <= length + WAY_BYTES_MAX, "{address}: {longer} bytes after {length}");
    }
}
