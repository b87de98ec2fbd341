//! How a record says it stands: a word, and what it says about other records beside it.
//!
//! The grammar is the one that people use in the wild: the first clause is the status, and anywhere
//! in the text `superseded by`, `amends` and their like name other records. Which words mean what
//! is the method's business; here they are only told from the rest.

use super::{Claim, Part, reference::references};
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
    ("superseded in part by", "superseded-by"),
    ("superseded partially by", "superseded-by"),
    ("superseded partly by", "superseded-by"),
    ("succeeded by", "superseded-by"),
    ("extended by", "amended-by"),
    ("extends", "amends"),
    ("clarified by", "amended-by"),
    ("clarifies", "amends"),
    ("substituído por", "superseded-by"),
    ("substituída por", "superseded-by"),
    ("substitui", "supersedes"),
    ("remplacé par", "superseded-by"),
    ("remplacée par", "superseded-by"),
    ("remplace", "supersedes"),
    ("reemplazado por", "superseded-by"),
    ("reemplazada por", "superseded-by"),
    ("sustituido por", "superseded-by"),
    ("sustituida por", "superseded-by"),
    ("reemplaza", "supersedes"),
    ("ersetzt durch", "superseded-by"),
    ("abgelöst durch", "superseded-by"),
    ("ersetzt", "supersedes"),
    ("sostituito da", "superseded-by"),
    ("sostituita da", "superseded-by"),
    ("sostituisce", "supersedes"),
];

/// What says, before or after a phrase, that it holds for a part only, or for a time.
const PARTIAL: &[&str] = &[
    "partially",
    "partly",
    "in part",
    "part of",
    "partial",
    "provisionally",
    "temporarily",
    "parcialmente",
    "partiellement",
    "teilweise",
    "parzialmente",
    "vorläufig",
];

/// Whether the value of a field says that it holds for a part only, or for a time.
pub(super) fn says_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["in part", "partially", "partly", "(partial", "provisionally", "temporarily"]
        .iter()
        .any(|it| lower.contains(it))
}

/// The status that `text` begins with; `None` for a placeholder or nothing.
pub(super) fn word(text: &str) -> Option<StatusText> {
    let line = text.lines().map(undecorated).find(|line| !line.is_empty())?;
    // Some repeat the key in its value.
    let line = match line.split_once(':') {
        Some((key, rest)) if key.trim().eq_ignore_ascii_case("status") => undecorated(rest),
        _ => line,
    };
    if is_placeholder(line) {
        return None;
    }
    let end =
        line.find(['.', ',', ';', '(', '—', '–', '·', '|', ':', '[', '<']).unwrap_or(line.len());
    let clause = line[..end].split(" - ").next().unwrap_or_default().trim();
    let lower = clause.to_lowercase();
    let named = PHRASES.iter().filter(|(_, relation)| relation.ends_with("-by"));
    let cut = named.filter_map(|(phrase, _)| {
        let word = phrase.rfind(' ')?;
        Some(lower.find(phrase)? + word)
    });
    let cut = cut.min();
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
    // Of two phrases that begin alike, the longer one is meant.
    starts.sort_unstable_by_key(|(at, phrase, _)| (*at, std::cmp::Reverse(phrase.len())));
    starts.dedup_by_key(|start| start.0);
    let mut claims = Vec::new();
    for (at, phrase, relation) in starts {
        let before = lower[..at].trim_end();
        let after = lower[at + phrase.len()..].trim_start();
        let partial = phrase.contains("part")
            || PARTIAL.iter().any(|it| before.ends_with(it) || after.starts_with(it));
        let behind = range.start + at + phrase.len();
        let named = references(inline, behind..range.end, links);
        claims.extend(named.into_iter().map(|to| Claim { relation, partial, to }));
    }
    claims
}

/// Words for a record that was dealt with elsewhere, where it says where.
const DEALT_WITH: &[&str] = &["resolved", "erledigt"];

/// Words for a record that another one took the place of.
const TAKEN_OVER: &[&str] = &["superseded", "superceded", "replaced", "obsolete", "obsoleted"];

/// Settles what it means that a record says to see another one: its successor, if the record says
/// that it has been dealt with or taken over, and names no other successor; else nothing.
pub(super) fn settle(part: &mut Part) {
    let word = part.status().map(|it| it.value.word.to_lowercase()).unwrap_or_default();
    let first = word.split_whitespace().next().unwrap_or_default();
    let dealt_with = DEALT_WITH.contains(&word.as_str());
    let named = part.claims.iter().any(|it| it.relation == "superseded-by")
        || part.fields.iter().any(|it| it.key == "superseded-by");
    let over = !named && (dealt_with || TAKEN_OVER.contains(&first));
    let mut seen = part.claims.iter().filter(|it| it.relation == "see");
    let one = seen.next().is_some() && seen.next().is_none();
    for claim in part.claims.iter_mut().filter(|it| over && one && it.relation == "see") {
        claim.relation = "superseded-by";
    }
    part.claims.retain(|it| it.relation != "see");
    if let Some(status) = part.statuses.first_mut().filter(|_| over && one && dealt_with) {
        "superseded".clone_into(&mut status.value.word);
    }
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
            ("Status: Active Review (Aug 10)", "Active Review"),
            ("Superseded in part by ADR-3", "Superseded in part"),
            ("Ersetzt durch ADR-3", "Ersetzt"),
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
