//! The words that a demand looks for in what records say.

use crate::method::{Demand, Method, Rule};
use aho_corasick::{AhoCorasick, Match};
use std::{borrow::Cow, collections::BTreeMap};

/// Words in all languages, since a book may mix them.
pub(super) struct Words<'a> {
    words: Vec<&'a str>,
    /// None where there is nothing to look for.
    finder: Option<AhoCorasick>,
}

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
        let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
        let finder = (!words.is_empty()).then(|| {
            let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(&words);
            finder.expect("the words of a method are no gigabytes")
        });
        Self { words, finder }
    }

    /// Of the words that stand in a text as words of their own, the one that ends first.
    pub(super) fn first_in(&self, text: &str) -> Option<&'a str> {
        let finder = self.finder.as_ref()?;
        // What is plain is compared without regard to case, and need not be copied for that.
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { text.to_lowercase().into() };
        let mut found = finder.find_overlapping_iter(&*text);
        found.find(|it| stands(it, &text)).map(|it| self.words[it.pattern()])
    }
}

/// Whether what was found is a word of its own. A sign right behind a word is none: `5%` does not
/// say `%`.
fn stands(found: &Match, text: &str) -> bool {
    let before = text[..found.start()].chars().next_back();
    let after = text[found.end()..].chars().next();
    before.is_none_or(is_apart) && after.is_none_or(is_apart)
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
