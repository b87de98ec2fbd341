//! What an option is called: the text that it begins with, without what only counts it.

use crate::{
    markdown::Inline,
    page::{languages, madr, nygard},
};
use std::ops::Range;

/// What a name ends with, where more follows in one text.
const PAUSES: &[&str] = &[": ", ":\n", " – ", " — ", " - ", ". ", ".\n"];
/// What a name ends with that would be too long otherwise.
const SHORT_PAUSES: &[&str] = &[", ", ",\n", "; ", " ("];
/// A longer text names nothing: it is a sentence about several things.
const BYTES_MAX: usize = 140;
/// What options are called that are only counted, as in *Option 2: Lunr*.
const COUNTED: &[&str] =
    &["option", "alternative", "approach", "variant", "solution", "variante", "lösung", "opção"];

/// Where the name is that a text begins with; none where it begins with none.
pub(super) fn of(text: &Inline) -> Option<Range<usize>> {
    let all = text.text.trim_end();
    let end = match text.strong_start() {
        0 => end(text, PAUSES).min(all.len()),
        bold => bold.min(all.len()),
    };
    let end = if end > BYTES_MAX { super::name::end(text, SHORT_PAUSES).min(end) } else { end };
    let name = 0..all[..end].trim_end().len();
    (name.end <= BYTES_MAX && is_real(&all[name.clone()])).then_some(name)
}

/// Where the first pause of a text is, after what only counts it. Code has none.
fn end(text: &Inline, pauses: &[&str]) -> usize {
    let start = counted(&text.text);
    let pause = |pause: &&str| {
        let mut found = text.text[start..].match_indices(*pause).map(|(at, _)| start + at);
        found.find(|&at| !text.is_code(at..at + 1) && is_closed(&text.text[..at]))
    };
    pauses.iter().filter_map(pause).min().unwrap_or(text.text.len())
}

/// Whether a text closes every bracket that it opens.
fn is_closed(text: &str) -> bool {
    text.matches('(').count() <= text.matches(')').count()
}

/// A name as lists show it: on one line, without what only counts it or ends a sentence.
pub(super) fn plain(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = name[counted(&name)..].trim();
    let rest = if rest.chars().any(char::is_alphanumeric) { rest } else { &name };
    rest.trim_end_matches([':', ',', ';', ' ']).trim_end_matches('.').to_owned()
}

/// How many bytes at the start of a name only count it: `2.`, `(b)`, `Option 3:`.
fn counted(name: &str) -> usize {
    let rest = name.trim_start_matches(['(', '[', '#', ' ']);
    let (word, after) = rest.split_at(rest.find([' ', '\u{a0}']).unwrap_or(0));
    let called = COUNTED.contains(&word.to_lowercase().as_str());
    let rest = if called { after.trim_start() } else { rest };
    let count = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let after = &rest[count..];
    let counts = count > 0 && (rest[..count].bytes().all(|it| it.is_ascii_digit()) || count == 1);
    let marks = [")", "]", ":", ".", " –", " —", " -"];
    let mark = marks.iter().find(|it| after.starts_with(**it)).filter(|_| counts);
    let end = mark.map(|it| name.len() - after.len() + it.len());
    // What counts is followed by a blank: `1.5 times` is a name.
    end.filter(|&end| name[end..].starts_with([' ', '\u{a0}', ':', ')'])).unwrap_or(0)
}

/// Whether a name is one: not left from a template, no question, and not the next section.
pub(super) fn is_real(name: &str) -> bool {
    let name = name.trim();
    let left = name.starts_with(['{', '<']) || name.starts_with('[') && name.ends_with(']');
    let title = languages::section(name);
    let section = nygard::SECTIONS.iter().chain(madr::SECTIONS).any(|it| *it == title);
    !left && !section && !name.ends_with('?') && name.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_not_its_number() {
        for name in
            ["Option 2: Lunr.js", "2. Lunr.js", "(b) Lunr.js", "Option B - Lunr.js.", "Lunr.js:"]
        {
            assert_eq!(plain(name), "Lunr.js");
        }
        for name in ["1.5 times", "Option 2", "A database", "MADR 4.0.0", "C: the language"] {
            assert!(name.ends_with(&plain(name)[1..]), "{name}: {}", plain(name));
        }
    }
}
