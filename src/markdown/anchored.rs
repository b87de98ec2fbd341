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

    /// The attributes of what starts here: an id and a class, where it is an item, row, paragraph
    /// or term that has some of its own, and its direction.
    pub(super) fn attributes(&self, tag: &Tag<'_>, span: Span) -> String {
        let anchored =
            matches!(tag, Tag::Item | Tag::Paragraph | Tag::TableRow | Tag::DefinitionListTitle);
        let own = self.added_at(span).filter(|_| anchored);
        let id = own.and_then(|it| it.anchor.as_ref()).map(|it| self.id(it));
        let class = own.filter(|it| !it.class.is_empty());
        let class = class.map(|it| format!(" class=\"{}\"", escaped(&it.class)));
        // A row has the direction of its table.
        let turns = if *tag == Tag::TableRow { "" } else { direction(self.written(span)) };
        id.unwrap_or_default() + &class.unwrap_or_default() + turns
    }

    /// What stands there in the source.
    pub(super) fn written(&self, span: Span) -> &str {
        let place = |at: u32| at.saturating_sub(self.offset) as usize;
        self.text.get(place(span.start)..place(span.end)).unwrap_or_default()
    }
}
