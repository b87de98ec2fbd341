//! Lines such as `**Status:** Accepted` between the title and the first section.
//!
//! They have no format of their own: people put them on top of any other, in quotes too. Lists of
//! them are MADR 2.

use super::metadata::{self, Filling, Said};
use crate::markdown::{Block, BlockKind, Inline, Link};
use std::ops::Range;

/// Keys are a few words at most; a longer text before a colon is prose.
const KEY_BYTES_MAX: usize = 30;

/// Fills in what the lines of one block say.
pub(super) fn fill(filling: &mut Filling<'_>, block: &Block, said: &Said<'_>) {
    if block.kind != BlockKind::Paragraph {
        return;
    }
    for line in said.inline.lines() {
        for (key, value) in pairs(said.inline, line) {
            filling.line(said, key, value);
        }
    }
}

/// Fills in what lists say below a line that is nothing but a key, as in
///
/// ```text
/// - Supersedes:
///   - [ADR-1](1.md)
/// ```
pub(super) fn fill_lists<'a>(
    filling: &mut Filling<'_>,
    blocks: impl Iterator<Item = &'a Block>,
    links: &[Link],
) {
    let mut open: Option<(&Block, Range<usize>)> = None;
    for block in blocks {
        let below = |(above, _): &(&Block, Range<usize>)| block.list_depth > above.list_depth;
        open = open.filter(|it| block.is_prose() && below(it));
        if let Some((above, key)) = &open {
            let said = Said { inline: &block.text, links };
            let (written, span) = (&above.text.text[key.clone()], above.text.span_of(key.clone()));
            filling.field(written, span, &said, 0..block.text.text.len());
            continue;
        }
        let last = block.text.lines().last().filter(|_| block.is_prose());
        let last = last.and_then(|line| pairs(&block.text, line).pop());
        open = last.filter(|(_, value)| value.is_empty()).map(|(key, _)| (block, key));
    }
}

/// Whether a line holds fields.
pub(super) fn holds(inline: &Inline, line: Range<usize>) -> bool {
    !pairs(inline, line).is_empty()
}

/// Every key of a line with its value, which goes on to the next key.
fn pairs(inline: &Inline, line: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let text = &inline.text;
    let mut keys: Vec<(Range<usize>, usize)> = Vec::new();
    let mut from = line.start;
    while from < line.end {
        if let Some(key) = key(inline, from..line.end) {
            from = key.1;
            keys.push(key);
        }
        let next = text[from..line.end].find(['|', '·', '•']);
        let Some(next) = next.filter(|_| !keys.is_empty()) else {
            break;
        };
        let separator = text[from + next..].chars().next().map_or(1, char::len_utf8);
        from += next + separator;
    }
    let ends = keys.iter().skip(1).map(|(key, _)| key.start).chain([line.end]);
    let trim = |c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•');
    let pair = |((key, start), end): (&(Range<usize>, usize), usize)| {
        let value = &text[*start..end];
        let start = end - value.trim_start_matches(trim).len();
        (key.clone(), start..start + text[start..end].trim_end_matches(trim).len())
    };
    keys.iter().zip(ends).map(pair).collect()
}

/// The key that a range begins with, and where its value starts.
fn key(inline: &Inline, range: Range<usize>) -> Option<(Range<usize>, usize)> {
    let text = &inline.text[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    let colon = range.start + text.find([':', '：'])?;
    let key = start..start + inline.text[start..colon].trim_end().len();
    let width = inline.text[colon..].chars().next().map_or(1, char::len_utf8);
    let written = &inline.text[key.clone()];
    let short = !written.is_empty() && written.len() <= KEY_BYTES_MAX;
    let apart = !inline.text[colon + width..range.end].starts_with(['/', ':']);
    let known = || metadata::is_known(&metadata::block_key(written));
    (short && apart && (inline.is_strong(key.clone()) || known())).then_some((key, colon + width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let document = parse(text, 0);
        let inline = &document.blocks[0].text;
        let pairs = inline.lines().flat_map(|line| pairs(inline, line));
        let found: Vec<_> = pairs.map(|(k, v)| (&inline.text[k], &inline.text[v])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn bold_keys_and_known_keys_count() {
        check("**Status:** Accepted", &[("Status", "Accepted")]);
        check(
            "**Status**: Accepted  \nDate: 2026-01-02",
            &[("Status", "Accepted"), ("Date", "2026-01-02")],
        );
        check(
            "**Status:** A | **Date:** B · **Team**: C",
            &[("Status", "A"), ("Date", "B"), ("Team", "C")],
        );
        check("Note: this is prose", &[]);
        check("see https://x.org", &[]);
        check("**Status:** Superseded by [A](b) · Kept", &[("Status", "Superseded by A · Kept")]);
    }
}
