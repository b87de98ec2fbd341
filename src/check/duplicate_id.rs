//! `duplicate-id`: two entries declare one id. `number-collision`: two files of a folder have one
//! number, and something refers to it.

use crate::{
    finding::{Finding, Severity},
    handbook::{Destination, EntryIndex, Handbook, Missing},
    text::Span,
};
use std::collections::BTreeSet;

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entries in handbook.names.duplicates() {
        let (&first, rest) = entries.split_first().expect("a duplicate has two entries");
        findings.extend(rest.iter().map(|&again| duplicate(handbook, first, again)));
    }
    let meant = referred_to(handbook);
    for entries in handbook.names.collisions() {
        if entries.iter().any(|at| meant.contains(at)) {
            let (&first, rest) = entries.split_first().expect("a collision has two entries");
            findings.extend(rest.iter().map(|&again| collision(handbook, first, again)));
        }
    }
    findings
}

fn duplicate(handbook: &Handbook, first: EntryIndex, again: EntryIndex) -> Finding {
    let message = format!("`{}` is taken", handbook.label(again));
    let span = id_span(handbook, again);
    let path = handbook.page_of(again).path();
    Finding::new("duplicate-id", Severity::Error, path, span, message)
        .see(handbook.place(first, id_span(handbook, first)), "by this one")
}

fn collision(handbook: &Handbook, first: EntryIndex, again: EntryIndex) -> Finding {
    let number = handbook.part(again).number.unwrap_or_default();
    let message = format!("number {number} is taken in this folder, and something refers to it");
    let span = handbook.part(again).title.span;
    let path = handbook.page_of(again).path();
    Finding::new("number-collision", Severity::Warning, path, span, message)
        .see(handbook.place(first, handbook.part(first).title.span), "by this one")
}

fn id_span(handbook: &Handbook, at: EntryIndex) -> Span {
    handbook.part(at).id.as_ref().map_or(Span::START, |id| id.span)
}

/// Every entry that a reference may mean and does not, since others may be meant as well.
fn referred_to(handbook: &Handbook) -> BTreeSet<EntryIndex> {
    let missing = handbook.edges.iter().filter_map(|edge| match &edge.to {
        Destination::Missing(Missing::Ambiguous(_, entries)) => Some(entries),
        _ => None,
    });
    missing.flatten().copied().collect()
}
