//! The Y-statement (Olaf Zimmermann, 2012): a decision in one sentence. *In the context of a use
//! case, facing a concern, we decided for an option and against others, to achieve a quality,
//! accepting a downside.*

use crate::markdown::Document;

/// What the sentence has a place for.
pub(super) const PLACES: &[&str] =
    &["context", "drivers", "options", "decision", "rationale", "consequences"];

/// What such a sentence says, in this order.
const CLAUSES: &[&str] = &["in the context of", "facing", "decided", "achieve"];

/// Whether a paragraph of a text is such a sentence.
pub(super) fn is_in(document: &Document) -> bool {
    document.blocks.iter().filter(|block| block.is_prose()).any(|block| {
        let text = block.text.text.to_lowercase().replace('\n', " ");
        let mut rest = text.trim_start();
        rest.starts_with(CLAUSES[0])
            && CLAUSES.iter().all(|clause| match rest.split_once(clause) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn the_sentence_is_known_however_it_is_wrapped() {
        let text =
            "In\nthe context of search, facing load, we decided for an index, to achieve\nspeed.";
        assert!(is_in(&parse(text, 0)));
        assert!(!is_in(&parse("In the context of search we decided nothing.", 0)));
    }
}
