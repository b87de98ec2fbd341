//! Ids that stand in prose as they are, such as ADR-0007.

use std::ops::Range;

/// The ids in a piece of prose: a prefix in capitals, a dash, a number, perhaps a letter.
///
/// A part of something longer, such as a file name or a path, is not an id.
pub fn bare_ids(text: &str) -> impl Iterator<Item = Range<usize>> {
    let dashes = text.match_indices('-').map(|(at, _)| at);
    dashes.filter_map(|dash| {
        let (before, after) = (&text[..dash], &text[dash + 1..]);
        let prefix =
            before.bytes().rev().take_while(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        let start = dash - prefix.count();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let letter = usize::from(after[digits..].starts_with(|c: char| c.is_ascii_lowercase()));
        let end = dash + 1 + digits + letter;
        let starts = text[..start].chars().next_back();
        let ends = text[end..].chars().next();
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let alone = starts.is_none_or(|c| !word(c) && !matches!(c, '-' | '/' | '.' | '#' | '@'))
            && ends.is_none_or(|c| !word(c) && c != '-' && c != '~');
        let named =
            (2..=10).contains(&(dash - start)) && text.as_bytes()[start].is_ascii_alphabetic();
        (named && alone && (1..=8).contains(&digits)).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_alone() {
        let text = "ADR-7, (REQ-021a) x-ADR-9 ADR-1-draft.md a/ADR-2 T-1 UTF-8: ADR-123456789 9A-1";
        let found: Vec<_> = bare_ids(text).map(|it| &text[it]).collect();
        assert_eq!(found, ["ADR-7", "REQ-021a", "UTF-8"]);
    }
}
