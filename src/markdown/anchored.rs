//! How the places of a text are written: as ids, and as links to them.

use super::{Rendering, direction::direction, escape::escaped, escape::escaped_href};
use crate::text::Span;
use pulldown_cmark::Tag;

impl Rendering<'_> {
    /// ` id="…"` for the place with this anchor.
    pub(super) fn id(&self, anchor: &str) -> String {
        format!(" id=\"{}{}\"", self.prefix, escaped(anchor))
    }

    /// `#…`, which leads to it.
    pub(super) fn href_to(&self, anchor: &str) -> String {
        format!("#{}{}", self.prefix, escaped_href(anchor))
    }

    /// The attributes of what starts here: an id, where it is an item, row, paragraph or term that
    /// has an anchor of its own, and its direction.
    pub(super) fn attributes(&self, tag: &Tag<'_>, span: Span) -> String {
        let anchored =
            matches!(tag, Tag::Item | Tag::Paragraph | Tag::TableRow | Tag::DefinitionListTitle);
        let item = self.items.binary_search_by_key(&span.start, |item| item.0).ok();
        let id = item.filter(|_| anchored).map(|it| self.id(&self.items[it].1));
        id.unwrap_or_default() + direction(self.written(span))
    }

    /// What stands there in the source.
    pub(super) fn written(&self, span: Span) -> &str {
        let place = |at: u32| at.saturating_sub(self.offset) as usize;
        self.text.get(place(span.start)..place(span.end)).unwrap_or_default()
    }
}
