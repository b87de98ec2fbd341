//! Text to terms, which are what a search compares. `theme/terms.js` does the same in a browser.
//!
//! A term is a word without marks, in lower case. What people write as one word although it is
//! several, such as `eventLog`, `event_log` or `ADR7`, is a term as a whole and in pieces. Chinese,
//! Japanese and Korean put no blanks between words, so every two signs that follow each other are a
//! term.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Nobody searches for what has more characters.
const TERM_MAX: usize = 40;

/// Letters with marks that Unicode does not take apart, and others that people write as these.
const PLAIN: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŧ', "t"),
    ('ς', "σ"),
];

/// Marks that a reader may leave out: those of Latin, Greek and Cyrillic letters, and the vowels of
/// Hebrew and Arabic. In other scripts, a mark is a part of the word.
const MARKS: &[(char, char)] = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{487}'),
    ('\u{591}', '\u{5c7}'),
    ('\u{610}', '\u{61a}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{fe20}', '\u{fe2f}'),
];

/// Signs of scripts without blanks: kana, ideographs and Hangul.
const DENSE: &[(char, char)] = &[
    ('\u{3005}', '\u{3007}'),
    ('\u{3041}', '\u{30ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// What a sign is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Dense,
    Between,
}

/// Shows `see` every term of a text, in order.
pub fn terms(text: &str, mut see: impl FnMut(&str)) {
    let text = unmarked(text);
    let mut room = String::new();
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        let class = class(first);
        let end = rest.find(|c| self::class(c) != class).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match class {
            Class::Word => word(run, &mut room, &mut see),
            Class::Dense => pairs(run, &mut see),
            Class::Between => (),
        }
        rest = after;
    }
}

/// The text in its plainest characters, without marks.
fn unmarked(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkd().filter(|&c| !is_among(c, MARKS)).nfc().collect())
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        let word = c.is_ascii_alphanumeric() || c == '_';
        return if word { Class::Word } else { Class::Between };
    }
    match c {
        c if is_among(c, DENSE) => Class::Dense,
        c if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ => Class::Between,
    }
}

fn is_among(c: char, ranges: &[(char, char)]) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&c))
}

/// The terms of a word: its pieces where it has several, then all of it.
fn word(word: &str, room: &mut String, see: &mut impl FnMut(&str)) {
    // Most words are these, and need neither a copy nor a closer look.
    if word.bytes().all(|it| it.is_ascii_lowercase()) {
        return told(word, see);
    }
    room.clear();
    let several = breaks(word).count() > 1;
    for piece in breaks(word) {
        let start = room.len();
        push(piece, room);
        let is_long = room[start..].chars().nth(1).is_some();
        if several && (is_long || room[start..].starts_with(char::is_numeric)) {
            told(&room[start..], see);
        }
    }
    told(room, see);
}

fn told(term: &str, see: &mut impl FnMut(&str)) {
    if !term.is_empty() && term.chars().nth(TERM_MAX).is_none() {
        see(term);
    }
}

/// Adds a piece as it is compared: in lower case, and a number without the zeros before it.
fn push(piece: &str, room: &mut String) {
    let short = piece.trim_start_matches('0');
    let zero = short.is_empty() && !piece.is_empty();
    for c in if zero { "0" } else { short }.chars().flat_map(char::to_lowercase) {
        match PLAIN.iter().find(|(it, _)| *it == c) {
            Some((_, plain)) => room.push_str(plain),
            None => room.push(c),
        }
    }
}

/// The pieces of a word: between underscores, before capitals, and around numbers.
fn breaks(word: &str) -> impl Iterator<Item = &str> {
    word.split('_').flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let (piece, after) = rest.split_at(first_break(rest));
            rest = after;
            (!piece.is_empty()).then_some(piece)
        })
    })
}

/// Where the first piece ends.
fn first_break(word: &str) -> usize {
    let mut before: Option<char> = None;
    for (at, c) in word.char_indices() {
        let next = || word[at + c.len_utf8()..].chars().next();
        let breaks = before.is_some_and(|before| {
            before.is_numeric() != c.is_numeric()
                || (c.is_uppercase()
                    && (before.is_lowercase()
                        || (before.is_uppercase() && next().is_some_and(char::is_lowercase))))
        });
        if breaks {
            return at;
        }
        before = Some(c);
    }
    word.len()
}

/// Every two signs that follow each other; a sign that stands alone.
fn pairs(run: &str, see: &mut impl FnMut(&str)) {
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut pairs = run.char_indices().zip(ends.skip(1)).peekable();
    if pairs.peek().is_none() {
        see(run);
    }
    pairs.for_each(|((start, _), end)| see(&run[start..end]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        terms(text, |it| found.push(it.to_owned()));
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_lose_case_and_marks() {
        check("Kafka, (again)", "kafka again");
        check("Zürich ŁÓDŹ Straße Ørsted", "zurich lodz strasse orsted");
        check("ＡＢＣ ﬁne x²", "abc fine 2 x2");
        check("ΟΔΟΣ οδος ЙОД", "οδοσ οδοσ иод");
    }

    #[test]
    fn compounds_are_whole_and_in_pieces() {
        check(
            "eventLog EVENT_LOG parseHTMLText",
            "event log eventlog event log eventlog parse html text parsehtmltext",
        );
        check("ADR-0007 ADR7 utf8", "adr 7 adr 7 adr7 utf 8 utf8");
        check("_x_ __ 007 000 aB", "x 7 0 ab");
    }

    #[test]
    fn signs_without_blanks_come_in_pairs() {
        check("決定を下す 決", "決定 定を を下 下す 決");
        check("kafka決定 한국어", "kafka 決定 한국 국어");
        check("ｶﾞｽ", "ガス");
    }

    #[test]
    fn marks_that_make_a_word_stay() {
        check("हिन्दी ไทย", "हिन्दी ไทย");
    }
}
