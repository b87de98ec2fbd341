//! Sections of links, such as log4brains' *Links*: items that name another record after a word that
//! says what it is to this one, as in `- Supersedes [X](20240101-x.md)`.

use super::{metadata::Filling, status};
use crate::markdown::{BlockKind, Document};

const SECTIONS: &[&str] =
    &["links", "related", "relations", "related decisions", "related adrs", "related records"];

/// Takes in the records that the items of such sections name.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document) {
    for block in &document.blocks {
        let heading = block.under.map(|at| &document.outline.headings[at]);
        let title = heading.map(|heading| heading.text.trim().to_lowercase());
        let ours = title.is_some_and(|title| SECTIONS.contains(&title.as_str()));
        if ours && block.kind == BlockKind::Paragraph && block.item.is_some() {
            let range = 0..block.text.text.len();
            let claims = status::claims(&block.text, range, &document.outline.links);
            filling.part.claims.extend(claims);
        }
    }
}
