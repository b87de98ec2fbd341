//! Sections of links, such as log4brains' *Links*: items that name another record after a word that
//! says what it is to this one, as in `- Supersedes [X](20240101-x.md)`.

use super::{
    Claim, languages,
    metadata::{self, Filling},
    reference::references,
    status,
};
use crate::markdown::{BlockKind, Document};

const SECTIONS: &[&str] =
    &["links", "related", "relations", "related decisions", "related adrs", "related records"];

/// Takes in the records that the items of such sections name.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document) {
    for block in &document.blocks {
        let heading = block.under.map(|at| &document.outline.headings[at]);
        let title = heading.map(|heading| heading.text.trim().to_lowercase());
        let ours =
            title.is_some_and(|title| SECTIONS.contains(&languages::section(&title).as_str()));
        let named = heading.and_then(|heading| metadata::relation(heading.text.trim()));
        if let Some((relation, partial)) = named.filter(|_| block.is_prose()) {
            let range = 0..block.text.text.len();
            let named = references(&block.text, range, &document.outline.links).into_iter();
            filling.part.claims.extend(named.map(|to| Claim { relation, partial, to }));
        } else if ours && block.kind == BlockKind::Paragraph && block.item.is_some() {
            let range = 0..block.text.text.len();
            let claims = status::claims(&block.text, range, &document.outline.links);
            filling.part.claims.extend(claims);
        }
    }
}
