//! `unreachable-page`: prose that no other page links to. Records are listed in their sections.

use crate::{
    finding::{Finding, Severity},
    handbook::{Edge, Handbook},
    text::Span,
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let prose = handbook.iter().filter(|(_, entry)| entry.kind.is_none() && entry.part == 0);
    prose.filter_map(|(at, entry)| {
        let page = handbook.page(entry.page);
        let found = page.path().is_index() || page.path().stem().eq_ignore_ascii_case("summary");
        let other = |edge: &Edge| edge.from.entry != at;
        if found || page.name.is_prose || handbook.incoming(at).any(other) {
            return None;
        }
        let message = "no other page leads here".to_owned();
        Some(
            Finding::new("unreachable-page", Severity::Advice, page.path(), Span::START, message)
                .note("link to it from a page that people read"),
        )
    })
}
