//! The classic record (Michael Nygard, 2011; adr-tools): a date line under the title, and sections
//! *Status*, *Context*, *Decision*, *Consequences*.

use super::{
    Origin,
    metadata::{Filling, Said},
};
use crate::markdown::{Block, BlockKind, Document};

/// The sections that make a record a classic one.
pub(super) const SECTIONS: &[&str] = &["status", "context", "decision", "consequences"];

/// Fills in what the sections *Status* and *Date* say.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document) {
    for (at, heading) in document.outline.headings.iter().enumerate() {
        let title = heading.text.trim().to_lowercase();
        // `## Status: Accepted` says it in the heading.
        let (name, rest) = title.split_once(':').unwrap_or((&title, ""));
        if heading.level == 1 || !matches!(name.trim(), "status" | "date") {
            continue;
        }
        let own = |block: &&Block| block.under == Some(at) && says(block, !rest.trim().is_empty());
        for (block, first) in document
            .blocks
            .iter()
            .filter(own)
            .zip(std::iter::once(true).chain(std::iter::repeat(false)))
        {
            section(filling, document, block, name.trim(), first);
        }
    }
}

/// Whether a block of the section says something: its paragraphs, or its heading.
fn says(block: &Block, in_heading: bool) -> bool {
    match block.kind {
        BlockKind::Heading => in_heading,
        BlockKind::Paragraph => block.quote_depth == 0,
        _ => false,
    }
}

/// Takes in one block: the first says how the record stands, all may name other records.
fn section(filling: &mut Filling<'_>, document: &Document, block: &Block, name: &str, first: bool) {
    let said = Said { inline: &block.text, links: &document.outline.links };
    let text = &block.text.text;
    let start = match (block.kind, text.find(':')) {
        (BlockKind::Heading, Some(colon)) => colon + 1,
        _ => 0,
    };
    if name == "date" {
        if first {
            filling.date(&text[start..], block.text.span_of(start..text.len()), Origin::Section);
        }
        return;
    }
    let stated = filling.part.statuses.len();
    filling.status(&said, start..text.len(), Origin::Section, None);
    if !first {
        filling.part.statuses.truncate(stated);
    }
}
