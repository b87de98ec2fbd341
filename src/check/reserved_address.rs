//! `reserved-address`: two pages that would share an address, or one that archbook needs itself.

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
        let path = page.path();
        let Some(below) = path.within(&handbook.sources.src) else {
            continue;
        };
        let found = |message| {
            Finding::new("reserved-address", Severity::Warning, path, Span::START, message)
        };
        if below.starts_with("_/") || below.eq_ignore_ascii_case("404.md") {
            let message = "archbook's own pages live at this address".to_owned();
            let note = "where that one is taken, the page gets another; rename it to choose";
            findings.push(found(message).note(note));
        }
        // Disks that ignore case would write one page over the other.
        let plain = below.rsplit_once('.').map_or(below, |(name, _)| name).to_lowercase();
        if let Some(first) = taken.get(&plain) {
            let message = format!("`{}` has the same address", first.path());
            findings.push(found(message).note("this page gets another one; rename it to choose"));
        } else {
            taken.insert(plain, page);
        }
    }
    findings
}
