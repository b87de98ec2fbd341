//! `link-to-superseded`: a record in force leans on one that holds no more, without saying so.

use crate::{
    finding::{Finding, Severity},
    handbook::{Destination, EntryIndex, Handbook},
    method::Meaning,
};

/// Words that say that what is linked to is past.
const PAST: &[&str] = &[
    "supersed",
    "superced",
    "replac",
    "deprecat",
    "obsolet",
    "retire",
    "former",
    "previous",
    "earlier",
    "original",
    "history",
    "historical",
    "no longer",
    "used to",
    "reject",
    "instead",
    "amend",
    "was decided",
    "revis",
];

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, entry) in handbook.iter() {
        if entry.kind.is_none() || handbook.meaning(at) != Some(Meaning::InForce) {
            continue;
        }
        let page = handbook.page(entry.page);
        for (link, edge) in page.outline.links.iter().zip(handbook.links(entry.page)) {
            let Destination::Spot(spot) = edge.to else {
                continue;
            };
            let Some(now) = retired(handbook, spot.entry) else {
                continue;
            };
            let said = link.sentence.as_ref().map(|it| it.text.to_lowercase()).unwrap_or_default();
            let past = PAST.iter().any(|word| said.contains(word));
            if past || spot.entry == at || related(handbook, at, spot.entry) {
                continue;
            }
            let message = format!("`{}` is superseded", handbook.label(spot.entry));
            let path = page.path();
            findings.push(
                Finding::new("link-to-superseded", Severity::Warning, path, link.span, message)
                    .note(now),
            );
        }
    }
    findings
}

/// What holds instead of a superseded record; `None` if it is not superseded.
fn retired(handbook: &Handbook, at: EntryIndex) -> Option<String> {
    let standing = &handbook.entry(at).standing;
    if standing.retired_by.is_empty() {
        return None;
    }
    Some(match standing.now {
        Some(now) => format!("`{}` holds instead", handbook.label(now)),
        None => "several records took its place".to_owned(),
    })
}

/// Whether a relation joins two entries, so that the link needs no words.
fn related(handbook: &Handbook, one: EntryIndex, other: EntryIndex) -> bool {
    let leads = |from, to| {
        let mut edges = handbook.outgoing(from);
        edges.any(|edge| matches!(edge.to, Destination::Spot(spot) if spot.entry == to))
    };
    leads(one, other) || leads(other, one)
}
