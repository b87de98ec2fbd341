//! Signs that are words too: the boxes of tasks, the kinds of alerts.

use super::{Words, escape::escaped};
use pulldown_cmark::BlockQuoteKind;

/// A box of a list of tasks; ticked or not, it says so in words. They are apart from the text of
/// the task (`bdi`), which alone says from which side it is read.
pub(super) fn task(done: bool, words: &Words<'_>) -> String {
    let (class, word) = if done { ("task done", words.done) } else { ("task", words.to_do) };
    format!("<span class=\"{class}\"><bdi class=\"vh\">{}: </bdi></span>", escaped(word))
}

/// How an alert looks, and the word it begins with.
pub(super) fn alert(kind: BlockQuoteKind, words: &Words<'_>) -> (&'static str, String) {
    let [note, tip, important, warning, caution] = words.alerts;
    let (class, word) = match kind {
        BlockQuoteKind::Note => ("info", note),
        BlockQuoteKind::Tip => ("tip", tip),
        BlockQuoteKind::Important => ("important", important),
        BlockQuoteKind::Warning => ("warning", warning),
        BlockQuoteKind::Caution => ("caution", caution),
    };
    (class, escaped(word))
}
