//! Ways to write a Markdown text again that mean the same. Lines end with `\n` here.

use archbook::{markdown::FrontMatter, text::Span};
use std::ops::Range;

/// Writes a text again, in some of the places where that is possible.
pub(crate) type Rewriting = fn(&str, Places) -> String;

/// A way with the name it goes by when it fails.
pub(crate) type Named = (&'static str, Rewriting);

pub(crate) const ALL: &[Named] = &[
    ("blank lines", blank_lines),
    ("bullets", bullets),
    ("letter case of keys", letter_case_of_keys),
    ("letter case of statuses", letter_case_of_statuses),
    ("emphasis of keys", emphasis_of_keys),
    ("emphasis of values", emphasis_of_values),
    ("blanks behind colons", blanks_behind_colons),
    ("comments between blocks", comments_between_blocks),
    ("comments behind values", comments_behind_values),
    ("soft wraps", soft_wraps),
    ("trailing blanks", trailing_blanks),
    ("indentation", indentation),
    ("final newlines", final_newlines),
];

/// Which of the places that a text has, and which of several ways in each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places(pub(crate) u64);

impl Places {
    /// Whether the n-th place is one of them.
    fn has(self, place: usize) -> bool {
        self.0 >> (place % 64) & 1 == 1
    }

    /// One of several ways for the n-th place; the first where it is none of them.
    fn pick<T: Copy>(self, place: usize, ways: &[T]) -> T {
        let at = (0..3).map(|bit| usize::from(self.has(place * 3 + bit)) << bit).sum::<usize>();
        ways[at % ways.len()]
    }
}

/// The words that mean a status in any case.
const STATUSES: &[&str] = &[
    "accepted",
    "active",
    "aceito",
    "approved",
    "decided",
    "draft",
    "proposed",
    "superseded",
    "superceded",
];

/// The keys of fields that are names, so that their letters may be of either case.
const KEYS: &[&str] = &[
    "status",
    "date",
    "deciders",
    "decision-makers",
    "consulted",
    "informed",
    "author",
    "data",
    "decisores",
    "created",
    "tags",
    "title",
    "supersedes",
    "superseded_by",
    "number",
    "id",
];

/// What a line is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    FrontMatter,
    Code,
    Comment,
    Text,
}

/// Writes the lines of some parts again, each with the number it has; the others stay.
fn lines(text: &str, parts: &[Part], mut write: impl FnMut(usize, &str) -> String) -> String {
    let (front, below) = FrontMatter::find(text);
    let front = below.map_or(0..front.end as usize, Span::range);
    let (mut at, mut fenced, mut hidden, mut out) = (0, false, false, String::new());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_start().starts_with("```") && !front.contains(&at);
        let comment = hidden || line.trim_start().starts_with("<!--");
        let part = match () {
            () if front.contains(&at) => Part::FrontMatter,
            () if comment => Part::Comment,
            () if fenced || fence => Part::Code,
            () => Part::Text,
        };
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let written = if parts.contains(&part) { write(number, bare) } else { bare.to_owned() };
        out.push_str(&written);
        out.push_str(&line[bare.len()..]);
        at += line.len();
        fenced ^= fence;
        hidden = comment && !line.contains("-->");
    }
    out
}

/// Where one more blank line follows a blank line, there is no more than a gap between blocks.
fn blank_lines(text: &str, places: Places) -> String {
    lines(text, &[Part::Text], |number, line| {
        let more = is_blank(line) && places.has(number);
        if more {
            format!("{line}\n{}", places.pick(number, &["", "\n", "  "]))
        } else {
            line.into()
        }
    })
}

/// All three signs make an item. A list whose items have several is several lists of the same items.
fn bullets(text: &str, places: Places) -> String {
    lines(text, &[Part::Text], |number, line| match bullet(line) {
        Some(at) => {
            format!("{}{}{}", &line[..at], places.pick(number, &["*", "-", "+"]), &line[at + 1..])
        }
        None => line.into(),
    })
}

/// Nobody tells `Status` from `status` or `STATUS`.
fn letter_case_of_keys(text: &str, places: Places) -> String {
    lines(text, &[Part::FrontMatter, Part::Text], |number, line| match Field::of(line) {
        Some(field) => {
            let key = places.pick(number, CASES)(&line[field.key.clone()]);
            format!("{}{key}{}", &line[..field.key.start], &line[field.key.end..])
        }
        None => line.into(),
    })
}

/// Nor `Accepted` from `accepted` or `ACCEPTED`, where it is a word of its own. Titles are quoted
/// as they are.
fn letter_case_of_statuses(text: &str, places: Places) -> String {
    lines(text, &[Part::FrontMatter, Part::Text], |number, line| {
        if line.trim_start().starts_with("# ") || line.to_lowercase().contains("title") {
            return line.into();
        }
        let case = places.pick(number, CASES);
        let word = |word: &str| {
            let letters = word.trim_matches(|c: char| !c.is_alphabetic());
            let own = word.len() - letters.len() <= 4 && !word.contains(['-', '/', '=']);
            let is_status = STATUSES.contains(&letters.to_lowercase().as_str());
            if own && is_status { word.replace(letters, &case(letters)) } else { word.to_owned() }
        };
        line.split(' ').map(word).collect::<Vec<_>>().join(" ")
    })
}

/// A key may be set in bold or in italics, with its colon or without it, or not at all.
fn emphasis_of_keys(text: &str, places: Places) -> String {
    const WAYS: &[(&str, &str)] = &[
        ("", ":"),
        ("**", ":**"),
        ("**", "**:"),
        ("__", ":__"),
        ("__", "__:"),
        ("*", "*:"),
        ("_", "_:"),
        ("*", ":*"),
    ];
    lines(text, &[Part::Text], |number, line| match Field::of(line) {
        Some(Field { before, key, value }) if places.has(number) => {
            let (open, close) = places.pick(number, WAYS);
            format!("{}{open}{}{close}{}", &line[..before], &line[key], &line[value..])
        }
        _ => line.into(),
    })
}

/// So may a value, and the line that says how a record stands.
fn emphasis_of_values(text: &str, places: Places) -> String {
    lines(text, &[Part::Text], |number, line| {
        let start = Field::of(line).map(|it| it.value);
        let own = || STATUSES.contains(&line.trim().to_lowercase().as_str()).then_some(0);
        let plain = |at: &usize| {
            let rest = line[*at..].trim();
            let letters =
                |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | ',' | '/' | '(' | ')');
            !rest.is_empty() && rest.chars().all(letters)
        };
        let Some(at) = start.or_else(own).filter(plain).filter(|_| places.has(number)) else {
            return line.into();
        };
        let value = line[at..].trim();
        let from = line.len() - line[at..].trim_start().len();
        let mark = places.pick(number, &["**", "*", "_", "__"]);
        format!("{}{mark}{value}{mark}{}", &line[..from], &line[from + value.len()..])
    })
}

/// A blank is a blank, whether a line may break there or not; several are as good as one.
fn blanks_behind_colons(text: &str, places: Places) -> String {
    lines(text, &[Part::Text], |number, line| match Field::of(line) {
        Some(Field { value, .. }) if places.has(number) && !is_blank(&line[value..]) => {
            let blank = places.pick(number, &["\u{a0}", "  ", "\u{a0} ", "\t"]);
            format!("{}{blank}{}", &line[..value], line[value..].trim_start())
        }
        _ => line.into(),
    })
}

/// Comments are not there, even when they say something. Only between the title and the first
/// section may one hold the fields of a record that has none elsewhere.
fn comments_between_blocks(text: &str, places: Places) -> String {
    const COMMENTS: &[&str] = &[
        "<!-- a note -->",
        "<!-- Status: rejected -->",
        "<!--\n## Status\n\nRejected\n\n-->",
        "<!--\n**Date:** 2001-02-03\n-->",
    ];
    let mut comments = &COMMENTS[..1];
    lines(text, &[Part::Text], |number, line| {
        if line.starts_with("## ") {
            comments = COMMENTS;
        }
        let here = is_blank(line) && places.has(number) && number > 0;
        if here { format!("\n{}\n", places.pick(number, comments)) } else { line.into() }
    })
}

/// Nor are those that a template left behind a value.
fn comments_behind_values(text: &str, places: Places) -> String {
    lines(text, &[Part::Text], |number, line| {
        let here = places.has(number) && Field::of(line).is_some() && !line.ends_with("  ");
        if here { format!("{line} <!-- optional, or rejected -->") } else { line.into() }
    })
}

/// A line of prose may end at any blank, as long as the next does not begin as something else.
fn soft_wraps(text: &str, places: Places) -> String {
    lines(text, &[Part::Text], |number, line| {
        let prose = line.starts_with(char::is_alphabetic) && Field::of(line).is_none();
        let sectioned = line.contains(['|', '<']);
        let mut words = line.split(' ').enumerate();
        if !prose || sectioned {
            return line.into();
        }
        let mut out = words.next().map(|(_, word)| word.to_owned()).unwrap_or_default();
        for (at, word) in words {
            let fits = word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '[' | '*'));
            let breaks = fits && word.len() > 1 && places.has(number + at);
            out.push(if breaks { '\n' } else { ' ' });
            out.push_str(word);
        }
        out
    })
}

/// Blanks at the end of a line are not seen; two of them break a line that ends anyway. No tab below
/// the head of a table: pulldown-cmark takes that for no table.
fn trailing_blanks(text: &str, places: Places) -> String {
    lines(text, &[Part::FrontMatter, Part::Text], |number, line| {
        let ways: &[&str] =
            if line.trim_start().starts_with('|') { &["", " "] } else { &["", " ", "  ", "\t"] };
        format!("{line}{}", places.pick(number, ways))
    })
}

/// Up to three blanks before a line are nothing, but below an item, where two make it part of that.
fn indentation(text: &str, places: Places) -> String {
    let (mut below_item, mut after_blank) = (false, true);
    lines(text, &[Part::Text], |number, line| {
        let item = bullet(line).is_some();
        let inner = line.starts_with([' ', '\t']) || is_blank(line);
        let narrow = below_item || item;
        let ends = (after_blank || line.starts_with('#')) && !inner && !item;
        below_item = item || (below_item && !ends);
        after_blank = is_blank(line);
        let ways: &[&str] = if narrow { &["", " "] } else { &["", " ", "  ", "   "] };
        if inner { line.into() } else { format!("{}{line}", places.pick(number, ways)) }
    })
}

/// A text ends where it ends.
fn final_newlines(text: &str, places: Places) -> String {
    format!("{}{}", text.trim_end_matches('\n'), places.pick(0, &["\n", "", "\n\n\n"]))
}

const CASES: &[fn(&str) -> String] =
    &[str::to_owned, str::to_uppercase, str::to_lowercase, capital];

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Where the sign of an item is.
fn bullet(line: &str) -> Option<usize> {
    let at = line.len() - line.trim_start().len();
    let sign = line[at..].starts_with(['*', '-', '+']);
    (sign && line[at + 1..].starts_with(' ')).then_some(at)
}

/// A line that is a field.
struct Field {
    /// Where its key with its markup begins.
    before: usize,
    key: Range<usize>,
    /// Behind the colon and the markup.
    value: usize,
}

impl Field {
    fn of(line: &str) -> Option<Self> {
        let before = bullet(line).map_or(0, |at| at + 2);
        let quoted = line[before..].strip_prefix("> ").map_or(0, |_| 2);
        let before = before + quoted;
        let start = line.len() - line[before..].trim_start_matches('*').len();
        let colon = start + line[start..].find(':')?;
        let end = start + line[start..colon].trim_end_matches('*').len();
        let key = start..end;
        let known = KEYS.contains(&line[key.clone()].to_lowercase().as_str());
        let bold = start > before;
        let value = colon + 1;
        let value = if bold && end == colon {
            line.len() - line[value..].trim_start_matches('*').len()
        } else {
            value
        };
        known.then_some(Self { before, key, value })
    }
}
