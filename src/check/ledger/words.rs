//! The words that a demand looks for in what records say.

use crate::method::{Demand, Method, Rule};
use std::{borrow::Cow, collections::BTreeMap};

/// Words in all languages, since a book may mix them: in order, by the byte that they begin with.
pub(super) struct Words<'a>([Vec<&'a str>; 256]);

impl<'a> Words<'a> {
    /// The words of the list that the demand of a rule names; none if it names no list.
    pub(super) fn of(method: &'a Method, rule: &Rule) -> Self {
        let list = match &rule.demand {
            Some(Demand::Avoids { avoids: list, .. } | Demand::Mentions { mentions: list, .. }) => {
                method.words.get(list)
            }
            _ => None,
        };
        let languages = list.into_iter().flat_map(BTreeMap::values);
        Self::new(languages.flatten().map(String::as_str))
    }

    fn new(words: impl Iterator<Item = &'a str>) -> Self {
        let mut by_byte = [const { Vec::new() }; 256];
        for word in words.filter(|it| !it.is_empty()) {
            by_byte[usize::from(word.as_bytes()[0])].push(word);
        }
        for words in &mut by_byte {
            words.sort_unstable();
        }
        Self(by_byte)
    }

    /// The first of the words that stands in a text as a word of its own.
    pub(super) fn first_in(&self, text: &str) -> Option<&'a str> {
        // What is plain is compared without regard to case, and need not be copied for that.
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { text.to_lowercase().into() };
        let mut apart = true;
        for (at, letter) in text.char_indices() {
            // A sign right behind a word is none by itself: `5%` does not say `%`.
            if apart {
                let first = text.as_bytes()[at].to_ascii_lowercase();
                let mut known = self.0[usize::from(first)].iter();
                if let Some(word) = known.find(|it| stands(it, &text[at..])) {
                    return Some(word);
                }
            }
            apart = is_apart(letter);
        }
        None
    }
}

/// Whether a text begins with a word, and the word ends there.
fn stands(word: &str, text: &str) -> bool {
    let begins = text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
    begins && text[word.len()..].chars().next().is_none_or(is_apart)
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
