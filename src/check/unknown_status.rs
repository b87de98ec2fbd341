//! `unknown-status`: a record says how it stands in a word that means nothing here.

use super::nearest::Sorted;
use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let records =
        handbook.iter().filter(|(_, entry)| entry.kind.is_some() && entry.stated.is_none());
    records.filter_map(|(at, _)| {
        let read = handbook.part(at).status()?;
        let word = &read.value.word;
        let message = format!("`{word}` is no status");
        let path = handbook.page_of(at).path();
        let finding = Finding::new("unknown-status", Severity::Warning, path, read.span, message)
            .note("it counts as unknown");
        let words = handbook.method.statuses.iter().flat_map(|status| {
            status.words.iter().chain([&status.name]).map(|it| (it.as_str(), status.name.as_str()))
        });
        Some(match Sorted::of(words).closest(&word.to_lowercase()) {
            Some(name) => finding.note(format!("did you mean `{name}`?")),
            None => finding,
        })
    })
}
