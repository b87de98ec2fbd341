//! `conflicting-metadata`: two places of one record disagree.

use crate::{
    finding::{Finding, Severity},
    handbook::{EntryIndex, Handbook},
    page::Read,
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let records = handbook.iter().filter(|(_, entry)| entry.kind.is_some());
    records.flat_map(|(at, _)| [status(handbook, at), date(handbook, at)]).flatten()
}

fn status(handbook: &Handbook, at: EntryIndex) -> Option<Finding> {
    let [first, others @ ..] = handbook.part(at).statuses.as_slice() else {
        return None;
    };
    let means = |read: &Read<_>| handbook.status_of(&read.value);
    let other = others.iter().find(|it| means(it).is_some() && means(it) != means(first))?;
    Some(conflict(handbook, at, "status", first, other))
}

fn date(handbook: &Handbook, at: EntryIndex) -> Option<Finding> {
    let [first, others @ ..] = handbook.part(at).dates.as_slice() else {
        return None;
    };
    let other = others.iter().find(|it| it.value != first.value)?;
    Some(conflict(handbook, at, "date", first, other))
}

fn conflict<T>(
    handbook: &Handbook,
    at: EntryIndex,
    what: &str,
    first: &Read<T>,
    other: &Read<T>,
) -> Finding {
    let path = handbook.page_of(at).path();
    let message = format!("the {what} is `{}` here and `{}` elsewhere", first.raw, other.raw);
    Finding::new("conflicting-metadata", Severity::Warning, path, first.span, message)
        .see(handbook.place(at, other.span), "and here")
        .note("the first place counts")
}
