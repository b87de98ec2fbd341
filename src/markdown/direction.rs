//! The direction in which a text runs.

/// The blocks of letters that run from right to left: Hebrew to Arabic, the forms of both for old
/// typesetting, and the historical and African scripts of the first supplementary plane.
const RIGHT_TO_LEFT: &[(char, char)] = &[
    ('\u{590}', '\u{8ff}'),
    ('\u{fb1d}', '\u{fdff}'),
    ('\u{fe70}', '\u{feff}'),
    ('\u{10800}', '\u{10fff}'),
    ('\u{1e800}', '\u{1efff}'),
];

/// A text that begins with more signs than this has no letter to speak of: each of a thousand
/// quotations in each other would look through all that are in it.
const SIGNS_BYTES_MAX: usize = 256;

/// The attribute of a list, a table or a quotation whose text is such.
pub(super) const TURNED: &str = " dir=\"rtl\"";

/// The attribute of what says this in Markdown: it lets browsers see where the text starts, and is
/// written only where it starts with a letter that runs from right to left.
pub(super) fn direction(markdown: &str) -> &'static str {
    // The mark of a task that is done is no letter of its text.
    let beginning = &markdown[..markdown.floor_char_boundary(SIGNS_BYTES_MAX)];
    let mut letters = beginning.split("[x]").flat_map(str::chars);
    let first = letters.find(|c| c.is_alphabetic());
    let turns = |c: char| RIGHT_TO_LEFT.iter().any(|(from, to)| (*from..=*to).contains(&c));
    if first.is_some_and(turns) { " dir=\"auto\"" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_starts_from_the_right_says_so() {
        assert_eq!(direction("- [ ] **שלום** world"), " dir=\"auto\"");
        assert_eq!(direction("1. [x] مرحبا"), " dir=\"auto\"");
        assert_eq!(direction("world, שלום"), "");
        assert_eq!(direction("12 €"), "");
        assert_eq!(direction(&("€".repeat(100) + "שלום")), "");
    }
}
