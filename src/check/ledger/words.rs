//! The words that a demand looks for in what records say.

use crate::method::{Demand, Method, Rule};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words in all languages, since a book may mix them; in order, by the piece that they begin with.
#[derive(Default)]
pub(super) struct Words<'a>(HashMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Words<'a> {
    /// The words of the list that the demand of a rule names; none if it names no list.
    pub(super) fn of(method: &'a Method, rule: &Rule) -> Self {
        match &rule.demand {
            Some(Demand::Avoids { avoids: list, .. } | Demand::Mentions { mentions: list, .. }) => {
                let languages = method.words.get(list).into_iter().flat_map(BTreeMap::values);
                Self::new(languages.flatten().map(String::as_str))
            }
            _ => Self::default(),
        }
    }

    fn new(words: impl Iterator<Item = &'a str>) -> Self {
        let mut pieces: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for word in words {
            pieces.entry(first_piece(word)).or_default().insert(word);
        }
        Self(pieces)
    }

    /// The first of the words that stands in a text as a word of its own.
    pub(super) fn first_in(&self, text: &str) -> Option<&'a str> {
        let text = text.to_lowercase();
        let mut rest = text.as_str();
        let mut apart = true;
        while !rest.is_empty() {
            let piece = first_piece(rest);
            let known = if apart { self.0.get(piece) } else { None };
            let ends = |after: &str| after.chars().next().is_none_or(is_apart);
            let stands = |word: &&&str| rest.strip_prefix(**word).is_some_and(ends);
            if let Some(word) = known.and_then(|words| words.iter().find(stands)) {
                return Some(word);
            }
            // A sign right behind a word is none by itself: `5%` does not say `%`.
            apart = piece.starts_with(is_apart);
            rest = &rest[piece.len()..];
        }
        None
    }
}

/// What a text begins with: the letters of a word, or one letter that is none of a word.
fn first_piece(text: &str) -> &str {
    let end = text.find(is_apart).unwrap_or(text.len());
    let sign = text.chars().next().filter(|_| end == 0);
    &text[..sign.map_or(end, char::len_utf8)]
}

/// Whether a letter is none of a word.
fn is_apart(letter: char) -> bool {
    !letter.is_alphanumeric() && letter != '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone() {
        let words = Words::new(["slow", "slow down", "état", "%"].into_iter());
        for (text, found) in [
            ("It is Slow.", Some("slow")),
            ("slow down", Some("slow")),
            ("slowly, snow-slow, slow-ish", None),
            ("L'ÉTAT", Some("état")),
            ("5 % of it", Some("%")),
            ("5% of it", None),
            ("", None),
        ] {
            assert_eq!(words.first_in(text), found, "{text}");
        }
    }
}
