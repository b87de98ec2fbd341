//! Signs that are words too: the boxes of tasks, the kinds of alerts.

use pulldown_cmark::BlockQuoteKind;

/// A box of a list of tasks; ticked or not, it says so in words.
pub(super) fn task(done: bool) -> String {
    let (class, word) = if done { ("task done", "Done: ") } else { ("task", "To do: ") };
    format!("<span class=\"{class}\"><span class=\"vh\">{word}</span></span>")
}

/// How an alert looks, and the word it begins with.
pub(super) fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("info", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}
