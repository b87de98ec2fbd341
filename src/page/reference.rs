//! The records that a phrase such as *superseded by* names: links, ids, numbers.

use super::{Field, Origin, Page, identity::Id};
use crate::{
    markdown::{self, Inline, Link, LinkKind},
    text::{Span, Spanned},
};
use std::ops::Range;

/// A record as it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The target of a link, an id, a number or a path.
    pub target: String,
    /// Whether it is a path or an address that a link leads to, and no name.
    pub is_link: bool,
    /// Where it is written.
    pub span: Span,
}

/// The records that a field names whose key is a relation.
pub fn named(page: &Page, field: &Field) -> Vec<Reference> {
    let texts = field.value.texts().into_iter();
    texts.flat_map(|text| in_text(page, text, field.from)).collect()
}

/// The records that one text of a field names. Front matter is no Markdown, and yet people write
/// links there; outside of it the links were read with the page.
fn in_text(page: &Page, text: &Spanned<String>, from: Origin) -> Vec<Reference> {
    if from == Origin::FrontMatter && text.value.contains("](") {
        let document = markdown::parse(&text.value, text.span.start);
        return document.outline.links.iter().map(|it| linked(it, text.span)).collect();
    }
    let inside = |it: &&Link| it.span.start < text.span.end && text.span.start < it.span.end;
    let links = page.outline.links.iter().filter(inside).map(|it| linked(it, it.span));
    let links: Vec<Reference> = links.collect();
    if !links.is_empty() && from != Origin::FrontMatter {
        return links;
    }
    let pieces = pieces(text, &page.source.text);
    pieces.map(|(target, span)| Reference { target, is_link: false, span }).collect()
}

/// What a link names. `[[ADR-7]]` and a bare id are links too, and yet they say a name.
fn linked(link: &Link, span: Span) -> Reference {
    let is_link = !matches!(link.kind, LinkKind::Wiki | LinkKind::Bare);
    Reference { target: link.target.clone(), is_link, span }
}

/// The comma-separated pieces of a text, each with its place. Where a text is not what is written
/// in the source, as with escapes, that is all of it.
fn pieces(text: &Spanned<String>, source: &str) -> impl Iterator<Item = (String, Span)> {
    const AROUND: [char; 7] = [' ', ',', ';', '`', '\n', '<', '>'];
    let is_verbatim = source.get(text.span.range()) == Some(&text.value);
    let mut at = 0;
    text.value.split_inclusive([',', ';']).filter_map(move |piece| {
        let start = at + piece.len() - piece.trim_start_matches(AROUND).len();
        at += piece.len();
        let bare = piece.trim_matches(AROUND);
        let bare = bare.split_once(" (").map_or(bare, |(name, _)| name.trim_end());
        let own = Span::from(start..start + bare.len()).shifted(text.span.start);
        let span = if is_verbatim { own } else { text.span };
        let nothing =
            bare.is_empty() || ["none", "n/a", "-", "no"].contains(&&*bare.to_lowercase());
        (!nothing).then(|| (bare.to_owned(), span))
    })
}

/// The references that follow one another from the start of a range on, joined by commas or *and*.
pub(super) fn references(inline: &Inline, range: Range<usize>, links: &[Link]) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = range.start;
    loop {
        at += joint(&inline.text[at..range.end]);
        if let Some((link, end)) = inline.link_at(at).filter(|_| at < range.end) {
            found.push(linked(&links[link], links[link].span));
            // What a link says may go on behind the range, on the next line.
            at = end.min(range.end);
        } else if let Some(length) = name(&inline.text[at..range.end]) {
            let target = inline.text[at..at + length].to_owned();
            let span = inline.span_of(at..at + length);
            found.push(Reference { target, is_link: false, span });
            at += length;
        } else {
            return found;
        }
    }
}

/// How many bytes of `text` only join what stands before and after them.
fn joint(text: &str) -> usize {
    let mut rest = text;
    loop {
        let before = rest.len();
        rest =
            rest.trim_start_matches([' ', ',', '&', '/', ':', '"', '\'', '(', '<', '\n', '\u{a0}']);
        for word in ["and", "in part", "with", "the"] {
            let after = rest.strip_prefix(word).filter(|it| it.starts_with([' ', ':', '\n']));
            rest = after.unwrap_or(rest);
        }
        if rest.len() == before {
            return text.len() - rest.len();
        }
    }
}

/// The length of the id or number that `text` begins with.
fn name(text: &str) -> Option<usize> {
    let token = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '#')));
    let token = &text[..token.unwrap_or(text.len())];
    let numeral = token.trim_start_matches('#');
    let digits = numeral.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=5).contains(&digits) && digits == numeral.len() {
        return Some(token.len());
    }
    if Id(token.to_owned()).number().is_some() {
        return Some(token.len());
    }
    // `ADR 0007`: the number is the next word.
    let next = text[token.len()..].strip_prefix([' ', '\u{a0}'])?;
    let digits = next.bytes().take_while(u8::is_ascii_digit).count();
    let prefix = (2..=8).contains(&token.len()) && token.chars().all(|c| c.is_ascii_uppercase());
    (prefix && (1..=5).contains(&digits)).then(|| text.len() - next.len() + digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let document = parse(text, 0);
        let inline = &document.blocks[0].text;
        let at = inline.text.find("by").unwrap() + 2;
        let found = references(inline, at..inline.text.len(), &document.outline.links);
        let found: Vec<_> = found.iter().map(|it| it.target.as_str()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn records_are_named_in_many_ways() {
        check("superseded by [ADR-0005](0005-x.md)", &["0005-x.md"]);
        check("superseded by ADR-7, ADR 0008 and ADR0009 too", &["ADR-7", "ADR 0008", "ADR0009"]);
        check("superseded by 0007", &["0007"]);
        check("superseded by #7 & [x](y.md).", &["#7", "y.md"]);
        check("superseded by [[ADR-7]]", &["ADR-7"]);
        check("superseded by the new way", &[]);
        check("superseded by 2026-01-03", &[]);
    }

    #[test]
    fn a_link_that_goes_on_behind_the_range_is_the_last_one() {
        let document = parse("superseded by [ADR-5, which is\nof the next line](5.md), ADR-6", 0);
        let inline = &document.blocks[0].text;
        let line = inline.text.find("by").unwrap() + 2..inline.text.find('\n').unwrap();
        let found = references(inline, line, &document.outline.links);
        assert_eq!(found.iter().map(|it| &*it.target).collect::<Vec<_>>(), ["5.md"]);
    }

    #[test]
    fn a_piece_is_where_it_is_written() {
        let check = |source: &str, value: &str, expected: &[&str]| {
            let span = Span::from(2..source.len());
            let text = Spanned { value: value.to_owned(), span };
            let found = pieces(&text, source).map(|(_, span)| &source[span.range()]);
            assert_eq!(found.collect::<Vec<_>>(), expected);
        };
        check(
            "- `ADR-1`, <é>; ADR-2 (in part)",
            "`ADR-1`, <é>; ADR-2 (in part)",
            &["ADR-1", "é", "ADR-2"],
        );
        check("- \\u00e9, é", "é, é", &["\\u00e9, é", "\\u00e9, é"]);
    }
}
