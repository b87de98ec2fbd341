//! Sections of links, such as log4brains' *Links*: items that name another record after a word that
//! says what it is to this one, as in `- Supersedes [X](20240101-x.md)`.

use super::{
    Claim, languages,
    metadata::{self, Filling},
    reference::references,
    status,
};
use crate::markdown::Document;

const SECTIONS: &[&str] =
    &["links", "related", "relations", "related decisions", "related adrs", "related records"];

/// What a section is for, by its title.
#[derive(Clone, Copy)]
enum Section {
    /// Its items say what each record they name is to this one.
    Links,
    /// It names records that are this to the one it stands in, perhaps in part.
    Relation(&'static str, bool),
    Other,
}

/// Takes in the records that such sections name.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document) {
    let sections: Vec<Section> =
        document.outline.headings.iter().map(|heading| section(&heading.text)).collect();
    let links = &document.outline.links;
    for block in document.blocks.iter().filter(|block| block.is_prose()) {
        let range = 0..block.text.text.len();
        match block.under.map_or(Section::Other, |at| sections[at]) {
            Section::Relation(relation, partial) => {
                let named = references(&block.text, range, links).into_iter();
                filling.part.claims.extend(named.map(|to| Claim { relation, partial, to }));
            }
            Section::Links if block.item.is_some() => {
                filling.part.claims.extend(status::claims(&block.text, range, links));
            }
            Section::Links | Section::Other => (),
        }
    }
}

fn section(title: &str) -> Section {
    if let Some((relation, partial)) = metadata::relation(title.trim()) {
        Section::Relation(relation, partial)
    } else if SECTIONS.contains(&languages::section(title).as_str()) {
        Section::Links
    } else {
        Section::Other
    }
}
