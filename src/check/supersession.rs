//! `contradicted-status`, `one-sided-supersession`, `premature-supersession`,
//! `dangling-supersession`, `supersession-cycle`: records that do not agree on which of them holds.

use super::broken_link::is_broken_link;
use crate::{
    finding::{Finding, Place, Severity},
    handbook::{Destination, EntryIndex, Handbook, Missing, Retirement, Supersession},
    method::Meaning,
    text::Span,
};

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        handbook.supersessions.iter().filter_map(|it| one(handbook, it)).collect();
    findings.extend(contradicted(handbook));
    findings.extend(dangling(handbook));
    findings.extend(unnamed(handbook));
    findings
}

/// What is wrong with one supersession.
fn one(handbook: &Handbook, it: &Supersession) -> Option<Finding> {
    let (new, old) = (handbook.label(it.new), handbook.label(it.old));
    let place = it.by_new.as_ref().or(it.by_old.as_ref())?;
    match it.retirement {
        Retirement::Cyclic => {
            let direct = |other: &&Supersession| (other.new, other.old) == (it.old, it.new);
            let message = if it.new == it.old {
                format!("`{new}` supersedes itself")
            } else if handbook.supersessions.iter().any(|other| direct(&other)) {
                format!("`{new}` and `{old}` supersede each other")
            } else {
                format!("`{new}` supersedes `{old}`, which supersedes it through others")
            };
            Some(
                finding("supersession-cycle", Severity::Error, place, message)
                    .note("neither retires the other until this is settled"),
            )
        }
        Retirement::Premature => {
            let status = status_name(handbook, handbook.entry(it.new).stated);
            let says = handbook.effective(it.old).map(|it| handbook.method.status(it));
            let message = match says.filter(|it| it.meaning == Meaning::Closed) {
                // What it held before nobody knows any more, so it stands as it says.
                Some(gone) => format!("`{new}` is {status}, but `{old}` says it is {}", gone.name),
                None => format!("`{new}` is {status}, so `{old}` still holds"),
            };
            Some(finding("premature-supersession", Severity::Warning, place, message))
        }
        Retirement::Full => one_sided(handbook, it),
        Retirement::Partial | Retirement::Unproven => None,
    }
}

/// Only one of the two says so. That a record is superseded shows in its status as well.
fn one_sided(handbook: &Handbook, it: &Supersession) -> Option<Finding> {
    let (new, old) = (handbook.label(it.new), handbook.label(it.old));
    let (place, message, advice) = match (&it.by_new, &it.by_old) {
        (None, Some(place)) => (
            place,
            format!("`{new}` does not say that it supersedes `{old}`"),
            format!("add `supersedes: {old}` to it"),
        ),
        (Some(place), None) => (
            place,
            format!("`{old}` does not say that `{new}` supersedes it"),
            format!("add `superseded-by: {new}` to it"),
        ),
        _ => return None,
    };
    Some(finding("one-sided-supersession", Severity::Warning, place, message).note(advice))
}

/// Records that say they hold, and that something in force supersedes.
fn contradicted(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    handbook.iter().filter_map(move |(at, entry)| {
        let &new = entry.standing.retired_by.first()?;
        let stated = entry.stated.filter(|_| entry.stated != entry.standing.effective)?;
        let read = handbook.part(at).status()?;
        let closed = handbook.method.status(stated).meaning == Meaning::Closed;
        let message = format!(
            "this says {}, and `{}` supersedes it",
            status_name(handbook, Some(stated)),
            handbook.label(new)
        );
        let place = handbook.place(at, read.span);
        let finding = finding("contradicted-status", Severity::Warning, &place, message);
        (!closed).then(|| finding.note("the site shows it as superseded"))
    })
}

/// Relations that name a record which is not there.
fn dangling(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let relations = handbook.relations().iter();
    let supersedes = handbook.method.supersedes();
    let ours = relations.filter(move |edge| edge.relation.is_some() && edge.relation == supersedes);
    ours.filter_map(|edge| {
        let place = &edge.stated.place;
        let named = match &edge.to {
            Destination::Missing(
                Missing::File(it) | Missing::Name(it) | Missing::Ambiguous(it, _),
            ) => it.clone(),
            _ => return None,
        };
        let message = format!("no record of this book goes by `{named}`");
        let finding = finding("dangling-supersession", Severity::Warning, place, message);
        (!is_broken_link(handbook, place)).then_some(finding)
    })
}

/// Records that say they are superseded, and not by what.
fn unnamed(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let superseded = handbook.method.retired();
    handbook.iter().filter_map(move |(at, entry)| {
        let told =
            entry.stated.is_some() && entry.stated == superseded && !names_successor(handbook, at);
        let read = handbook.part(at).status().filter(|_| told)?;
        let place = handbook.place(at, read.span);
        let message = "this says superseded, and not by what".to_owned();
        let finding = finding("dangling-supersession", Severity::Warning, &place, message);
        Some(finding.note("name the record that holds instead: `superseded by ADR-7`"))
    })
}

/// Whether a record tells its successor, there or not, or another record claims to be it.
fn names_successor(handbook: &Handbook, at: EntryIndex) -> bool {
    let supersedes = handbook.method.supersedes();
    let told =
        |edge: &crate::handbook::Edge| edge.relation.is_some() && edge.relation == supersedes;
    let incoming = handbook.incoming(at).any(told);
    let missing = |edge: &crate::handbook::Edge| {
        told(edge) && edge.statements().any(|it| it.end == crate::method::End::To)
    };
    incoming || handbook.outgoing(at).any(missing)
}

fn status_name(handbook: &Handbook, status: Option<crate::method::StatusIndex>) -> &str {
    status.map_or("of unknown status", |it| &handbook.method.status(it).name)
}

fn finding(rule: &'static str, severity: Severity, place: &Place, message: String) -> Finding {
    let Place { path, span } = place;
    let span: Span = *span;
    Finding::new(rule, severity, path, span, message)
}
