//! How a record says it stands: a word, and what it says about other records beside it.
//!
//! The grammar is the one that people use in the wild: the first clause is the status, and anywhere
//! in the text `superseded by`, `amends` and their like name other records. Which words mean what
//! is the method's business; here they are only told from the rest.

use super::{Claim, reference::references};
use crate::markdown::{Inline, Link};
use std::ops::Range;

/// A status as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusText {
    /// The first clause, without decoration and without the records it names.
    pub word: String,
}

/// What begins the naming of other records, in any case.
const PHRASES: &[(&str, &str)] = &[
    ("superseded by", "superseded-by"),
    ("superceded by", "superseded-by"),
    ("superseeded by", "superseded-by"),
    ("replaced by", "superseded-by"),
    ("obsoleted by", "superseded-by"),
    ("deprecated by", "superseded-by"),
    ("supersedes", "supersedes"),
    ("supercedes", "supersedes"),
    ("replaces", "supersedes"),
    ("obsoletes", "supersedes"),
    ("amended by", "amended-by"),
    ("amends", "amends"),
    ("refined by", "refined-by"),
    ("refines", "refines"),
];

/// What says, before or after a phrase, that it holds for a part only.
const PARTIAL: &[&str] = &["partially", "partly", "in part", "part of", "partial"];

/// The status that `text` begins with; `None` for a placeholder or nothing.
pub(super) fn word(text: &str) -> Option<StatusText> {
    let line = text.lines().map(undecorated).find(|line| !line.is_empty())?;
    if is_placeholder(line) {
        return None;
    }
    let end =
        line.find(['.', ',', ';', '(', '—', '–', '·', '|', ':', '[', '<']).unwrap_or(line.len());
    let clause = line[..end].split(" - ").next().unwrap_or_default().trim();
    let lower = clause.to_lowercase();
    let named = PHRASES.iter().filter(|(phrase, _)| phrase.ends_with(" by"));
    let cut = named.filter_map(|(phrase, _)| Some(lower.find(phrase)? + phrase.len() - 3)).min();
    let word = clause.get(..cut.unwrap_or(clause.len())).unwrap_or(clause);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().any(char::is_alphabetic);
    letters.then(|| StatusText { word: word.to_owned() })
}

/// Whether a value is what a template left there: a menu, or braces to be filled in.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let braces = text.starts_with('{') && text.ends_with('}');
    let menu = text.matches('|').count() >= 2 || text.matches(" / ").count() >= 2;
    braces || menu || (text.starts_with('[') && text.ends_with(']') && text.contains('|'))
}

/// A line without what people put around a status: signs, ticks, quotes.
fn undecorated(line: &str) -> &str {
    let line = line.trim();
    let line = ["[x]", "[X]"].iter().find_map(|tick| line.strip_prefix(tick)).unwrap_or(line);
    let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '{' | '[' | '(');
    line.trim_start_matches(sign).trim_end_matches(['"', '\'', '*', '_', '`', ' ', '\u{a0}'])
}

/// What a range of a text says about other records, in order.
pub(super) fn claims(inline: &Inline, range: Range<usize>, links: &[Link]) -> Vec<Claim> {
    // A line of prose may end inside a phrase.
    let lower = inline.text[range.clone()].to_ascii_lowercase().replace('\n', " ");
    let mut starts: Vec<(usize, &str, &'static str)> = Vec::new();
    for &(phrase, relation) in PHRASES {
        let words = lower.match_indices(phrase).filter(|(at, _)| is_word(&lower, *at, phrase));
        starts.extend(words.map(|(at, _)| (at, phrase, relation)));
    }
    starts.sort_unstable_by_key(|start| start.0);
    let mut claims = Vec::new();
    for (at, phrase, relation) in starts {
        let before = lower[..at].trim_end();
        let after = lower[at + phrase.len()..].trim_start();
        let partial = PARTIAL.iter().any(|it| before.ends_with(it) || after.starts_with(it));
        let behind = range.start + at + phrase.len();
        let named = references(inline, behind..range.end, links);
        claims.extend(named.into_iter().map(|to| Claim { relation, partial, to }));
    }
    claims
}

/// Whether a phrase found at `at` is not a part of longer words.
fn is_word(text: &str, at: usize, phrase: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    edge(text[..at].chars().next_back()) && edge(text[at + phrase.len()..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_clause_is_the_status() {
        for (text, expected) in [
            ("Accepted", "Accepted"),
            ("Accepted.", "Accepted"),
            ("✅ Accepted (2026-03-15). Refines ADR-7", "Accepted"),
            ("[x] Accepted", "Accepted"),
            ("Superceded by [3. Use Postgres](x)", "Superceded"),
            ("Partly superseded", "Partly superseded"),
            ("accepted; supersedes ADR-0045", "accepted"),
            ("Accepted, partially superseded by ADR-3", "Accepted"),
            ("**PROVISIONAL** (…)", "PROVISIONAL"),
            ("\"superseded by ADR-0123\"", "superseded"),
            ("Superseded - [003 - Use x](./003-use-x)", "Superseded"),
        ] {
            assert_eq!(word(text).map(|it| it.word).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_whole_text_may_name_other_records() {
        let text = "Accepted, partially superseded by [ADR-3](3.md). Supersedes ADR-1 and ADR-2";
        let document = crate::markdown::parse(text, 0);
        let inline = &document.blocks[0].text;
        let claims = claims(inline, 0..inline.text.len(), &document.outline.links);
        let show = |it: &Claim| format!("{} {} {}", it.relation, it.partial, it.to.target);
        assert_eq!(
            claims.iter().map(show).collect::<Vec<_>>(),
            ["superseded-by true 3.md", "supersedes false ADR-1", "supersedes false ADR-2"]
        );
    }

    #[test]
    fn a_phrase_may_be_wrapped() {
        let document = crate::markdown::parse("Superseded\nby the\n[new\none](3.md)", 0);
        let inline = &document.blocks[0].text;
        let claims = claims(inline, 0..inline.text.len(), &document.outline.links);
        assert_eq!(claims.iter().map(|it| &*it.to.target).collect::<Vec<_>>(), ["3.md"]);
    }

    #[test]
    fn placeholders_are_no_status() {
        for text in
            ["", "-", "{proposed | accepted}", "[proposed | rejected | accepted]", "{STATUS}"]
        {
            assert_eq!(word(text), None, "{text}");
        }
    }
}
