//! `reserved-address`: two pages that would share an address, or one that archbook needs itself;
//! and one that a page had before, and another has now.

use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    page::Page,
    text::Span,
};
use std::{collections::HashMap, sync::Arc};

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut taken: HashMap<String, &Arc<Page>> = HashMap::with_capacity(handbook.pages.len());
    for page in &handbook.pages {
        let Some(below) = page.path().within(&handbook.sources.src) else {
            continue;
        };
        if below.starts_with("_/") || below.eq_ignore_ascii_case("404.md") {
            let message = "archbook's own pages live at this address".to_owned();
            let note = "where that one is taken, the page gets another; rename it to choose";
            findings.push(found(page, Span::START, message).note(note));
        }
        let place = plain(below);
        if let Some(first) = taken.get(&place) {
            let message = format!("`{}` has the same address", first.path());
            let note = "this page gets another one; rename it to choose";
            findings.push(found(page, Span::START, message).note(note));
        } else {
            taken.insert(place, page);
        }
    }
    for page in &handbook.pages {
        for (address, written) in page.former_addresses() {
            if let Some(there) = taken.get(&plain(&address)) {
                let message = format!("`{}` is at this address now", there.path());
                let note = "nobody who looks there is sent on to this page";
                findings.push(found(page, written.span, message).note(note));
            }
        }
    }
    findings
}

/// What two addresses have in common that a disk could take for the same: disks may ignore case.
fn plain(path: &str) -> String {
    path.rsplit_once('.').map_or(path, |(name, _)| name).to_lowercase()
}

fn found(page: &Page, span: Span, message: String) -> Finding {
    Finding::new("reserved-address", Severity::Warning, page.path(), span, message)
}
