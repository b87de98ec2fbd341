//! How much a text really says.

use super::WORDS_COUNTED;
use crate::{
    markdown::{BlockKind, Document},
    text::Span,
};
use std::collections::HashSet;

/// How many different words the prose in a range really says, up to [`WORDS_COUNTED`].
pub(super) fn words(document: &Document, range: Span) -> u32 {
    let mut seen = HashSet::with_capacity(WORDS_COUNTED as usize);
    for block in document.within(range) {
        if !range.contains(block.span)
            || matches!(block.kind, BlockKind::Heading | BlockKind::Code | BlockKind::Html)
        {
            continue;
        }
        for word in block.text.text.split(|c: char| !c.is_alphanumeric()) {
            let real = word.len() > 1 && !matches!(word, "TODO" | "TBD" | "FIXME");
            if real && seen.insert(word) && seen.len() >= WORDS_COUNTED as usize {
                return WORDS_COUNTED;
            }
        }
    }
    u32::try_from(seen.len()).expect("counting stops early")
}
