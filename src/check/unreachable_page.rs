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
        let name = page.path().stem().to_lowercase();
        let found = ["index", "readme", "summary"].contains(&name.as_str());
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
