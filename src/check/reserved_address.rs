//! `reserved-address`: two files that would share an address, one at an address that archbook needs
//! itself or that not every system can hold; and one that a page had before, and another has now.

use crate::{
    finding::{Finding, Severity},
    handbook::{Destination, Handbook},
    page::Page,
    text::{self, BookPath, Span},
};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

/// What became of a file that cannot have the address it asks for.
const MOVED: &str = "this one gets another address; rename it to choose";

/// Which file is where, by what disks tell addresses apart by.
type Taken<'a> = HashMap<String, &'a BookPath>;

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut taken = Taken::with_capacity(handbook.pages.len());
    let pages = handbook.pages.iter().map(|page| page.path());
    for path in pages.chain(linked(handbook)) {
        if let Some(below) = path.within(&handbook.sources.src) {
            let reasons = [own(below), unportable(path), shared(path, below, &mut taken)];
            findings.extend(reasons.into_iter().flatten().map(|it| found(path, Span::START, it)));
        }
    }
    let mut findings: Vec<Finding> = findings.into_iter().map(|it| it.note(MOVED)).collect();
    for page in &handbook.pages {
        findings.extend(former(page, &taken));
    }
    findings
}

/// The files that pages link to or show, which are on the site as well.
fn linked(handbook: &Handbook) -> BTreeSet<&BookPath> {
    let files = handbook.edges.iter().filter_map(|edge| match &edge.to {
        Destination::File(path) => Some(path),
        _ => None,
    });
    files.collect()
}

fn own(below: &str) -> Option<String> {
    let is_own = below.starts_with("_/") || below.eq_ignore_ascii_case("404.md");
    is_own.then(|| "archbook's own pages live at this address".to_owned())
}

fn unportable(path: &BookPath) -> Option<String> {
    let bad = path.as_str().split('/').find(|name| text::portable(name) != *name)?;
    Some(format!("not every system can hold a file that is called `{bad}`"))
}

fn shared<'a>(path: &'a BookPath, below: &str, taken: &mut Taken<'a>) -> Option<String> {
    let place = plain(below);
    if let Some(first) = taken.get(&place) {
        return Some(format!("`{first}` has the same address"));
    }
    taken.insert(place, path);
    None
}

/// The addresses that a page had before and at which nothing can lead on to it.
fn former(page: &Page, taken: &Taken<'_>) -> Vec<Finding> {
    let reason = |address: &str| match taken.get(&plain(address)) {
        Some(there) => Some(format!("`{there}` is at this address now")),
        None => unportable(&BookPath::root().below(address)),
    };
    let note = "nobody who looks there is sent on to this page";
    let addresses = page.former_addresses();
    addresses
        .filter_map(|(address, written)| {
            Some(found(page.path(), written.span, reason(&address)?).note(note))
        })
        .collect()
}

/// What two addresses have in common that a disk could take for the same. A page is HTML there.
fn plain(path: &str) -> String {
    let page = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown"));
    let address = page.map_or_else(|| path.to_owned(), |it| [it, ".html"].concat());
    match text::folded(&address) {
        Cow::Borrowed(_) => address,
        Cow::Owned(folded) => folded,
    }
}

fn found(path: &BookPath, span: Span, message: String) -> Finding {
    Finding::new("reserved-address", Severity::Warning, path, span, message)
}
