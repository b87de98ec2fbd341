//! What may stand in XML.

use quick_xml::escape::escape;

/// A text without the characters that no XML 1.0 document may hold, however they are escaped.
pub(super) fn clean(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        c => c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    text.chars().map(|c| if allowed(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// A text as it may stand between elements and in an attribute.
pub(super) fn escaped(text: &str) -> String {
    escape(clean(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_breaks_a_document_gets_into_it() {
        assert_eq!(
            escaped("a\u{b} <b> \"&'\u{ffff}"),
            "a\u{fffd} &lt;b&gt; &quot;&amp;&apos;\u{fffd}"
        );
    }
}
