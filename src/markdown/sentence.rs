//! The sentence around a link, for the page that it leads to.

use std::ops::Range;

/// A sentence of plain text, and which part of it is the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence, on one line; cut with `…` where it is long.
    pub text: Box<str>,
    /// The text of the link in it, in bytes.
    pub mark: Range<u32>,
}

/// How many bytes are kept on either side of the link.
const SIDE_MAX: usize = 140;

impl Sentence {
    /// The sentence of `text` that holds the range `link`.
    pub(super) fn around(text: &str, link: Range<usize>) -> Self {
        let start = sentence_start(&text[..link.start], SIDE_MAX);
        let end = link.end + sentence_end(&text[link.end..], SIDE_MAX);
        let from = text.ceil_char_boundary(start.max(link.start.saturating_sub(SIDE_MAX)));
        let to = text.floor_char_boundary(end.min(link.end + SIDE_MAX));
        let mut sentence = String::with_capacity(to - from + 2 * '…'.len_utf8());
        if from > start {
            sentence.push('…');
        }
        push_line(&mut sentence, text[from..link.start].trim_start());
        let mark_start = sentence.len();
        push_line(&mut sentence, &text[link.clone()]);
        let mark_end = sentence.len();
        push_line(&mut sentence, text[link.end..to].trim_end());
        if to < end {
            sentence.push('…');
        }
        let offset = |at| u32::try_from(at).expect("sentences are short");
        Self { text: sentence.into(), mark: offset(mark_start)..offset(mark_end) }
    }
}

/// The first sentence of a text, on one line; cut with `…` between words where it has more than so
/// many characters.
pub fn first_sentence(text: &str, characters_max: usize) -> String {
    let text = text.trim();
    shortened(&text[..sentence_end(text, text.len())], characters_max)
}

/// A text on one line; cut with `…` between words where it has more than so many characters.
pub fn shortened(text: &str, characters_max: usize) -> String {
    let mut sentence = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = sentence.char_indices().nth(characters_max) {
        let start = sentence[..end].trim_end();
        let cut = start.rfind(' ').unwrap_or(start.len());
        sentence.truncate(cut);
        sentence.push_str(" …");
    }
    sentence
}

/// Where the sentence begins that is still going on at the end of `text`; the start of `text` where
/// that is not among its last `bytes`.
fn sentence_start(text: &str, bytes: usize) -> usize {
    ends(text, text.len().saturating_sub(bytes + 1)..text.len()).next_back().unwrap_or(0)
}

/// Where the sentence ends that is already going on at the start of `text`; the end of `text` where
/// that is not among its first `bytes`.
fn sentence_end(text: &str, bytes: usize) -> usize {
    ends(text, 0..text.len().min(bytes)).next().unwrap_or(text.len())
}

/// The places right behind the marks in a range of `text` that end a sentence. Every link asks, so
/// letters that are one byte are passed by without a closer look.
fn ends(text: &str, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
    let likely = |byte: u8| matches!(byte, b'.' | b'!' | b'?') || !byte.is_ascii();
    let start = range.start;
    let places = text.as_bytes()[range].iter().enumerate();
    let places = places.map(move |(at, &byte)| (start + at, byte));
    let places = places.filter(move |&(_, byte)| likely(byte));
    places.filter_map(move |(last, _)| {
        let mark = text.get(..=last)?.chars().next_back()?;
        let ends = match mark {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => followed(&text[last + 1..]) && !abbreviates(&text[..last]),
            _ => false,
        };
        ends.then_some(last + 1)
    })
}

/// Whether what follows a full stop can follow a sentence.
fn followed(rest: &str) -> bool {
    let mut next = rest.chars();
    next.next().is_none_or(char::is_whitespace) && next.next().is_none_or(|c| !c.is_lowercase())
}

/// Whether a full stop after `text` belongs to something like `e.g.`
fn abbreviates(text: &str) -> bool {
    let mut before = text.chars().rev();
    before.next().is_some_and(char::is_alphabetic) && before.next() == Some('.')
}

fn push_line(sentence: &mut String, text: &str) {
    for (at, line) in text.split('\n').enumerate() {
        sentence.extend((at > 0).then_some(' '));
        sentence.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, link: &str, expected: &str) {
        let start = text.find(link).unwrap();
        let Sentence { text, mark } = Sentence::around(text, start..start + link.len());
        assert_eq!(&*text, expected);
        assert_eq!(&text[mark.start as usize..mark.end as usize], link);
    }

    #[test]
    fn one_sentence_is_kept() {
        check("First. See ADR-7 for\nmore! Last.", "ADR-7", "See ADR-7 for more!");
        check("Use e.g. ADR-7, v1.2 of it", "ADR-7", "Use e.g. ADR-7, v1.2 of it");
        check("ADR-7", "ADR-7", "ADR-7");
        check("先看。见 ADR-7！再看。", "ADR-7", "见 ADR-7！");
    }

    #[test]
    fn a_first_sentence_fits() {
        assert_eq!(first_sentence(" We use v1.2 of\nit. Always.", 40), "We use v1.2 of it.");
        assert_eq!(first_sentence("Lorem ipsum dolor sit amet", 15), "Lorem ipsum …");
        assert_eq!(first_sentence(&"决".repeat(9), 4), "决决决决 …");
        assert_eq!(first_sentence("", 4), "");
    }

    #[test]
    fn long_sentences_are_cut_between_characters() {
        let long = "é".repeat(200) + "ADR-7" + &"é".repeat(200);
        let cut = format!("…{}ADR-7{}…", "é".repeat(70), "é".repeat(70));
        check(&long, "ADR-7", &cut);
    }
}
