//! How the places of a text are written: as ids, and as links to them.

use super::{Rendering, escape::escaped, escape::escaped_href};
use crate::text::Span;

impl Rendering<'_> {
    /// ` id="…"` for the place with this anchor.
    pub(super) fn id(&self, anchor: &str) -> String {
        format!(" id=\"{}{}\"", self.prefix, escaped(anchor))
    }

    /// `#…`, which leads to it.
    pub(super) fn href_to(&self, anchor: &str) -> String {
        format!("#{}{}", self.prefix, escaped_href(anchor))
    }

    /// ` id="…"` for the item, row or paragraph that starts here, if it has an anchor of its own.
    pub(super) fn id_of_item(&self, span: Span) -> Option<String> {
        let at = self.items.binary_search_by_key(&span.start, |item| item.0).ok()?;
        Some(self.id(&self.items[at].1))
    }
}
