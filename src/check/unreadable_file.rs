//! `unreadable-file`: a page, or a file of the theme, that is no text.

use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    text::Span,
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    handbook.sources.unread.iter().map(|(path, reason)| {
        let message = format!("this file cannot be read: {reason}");
        Finding::new("unreadable-file", Severity::Error, path, Span::START, message)
            .note("the handbook is made without it")
    })
}
