//! A text to compare with, in which `*` may stand for anything.

use super::Value;

/// What a text must be: these pieces, with anything between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<String>);

impl Pattern {
    /// What a value asks for, once `spell` has brought it to the spelling it is compared in. In
    /// quotes, a star is a star.
    pub(super) fn new(value: &Value, spell: impl Fn(&str) -> String) -> Self {
        let text = spell(&value.text);
        if value.quoted {
            return Self(vec![text]);
        }
        Self(text.split('*').map(ToOwned::to_owned).collect())
    }

    /// The same, but that anything may follow a text without a star.
    pub(super) fn or_beginning(mut self) -> Self {
        if self.0.len() == 1 {
            self.0.push(String::new());
        }
        self
    }

    /// The text that is asked for, if it is one alone.
    pub(super) fn whole(&self) -> Option<&str> {
        match &self.0[..] {
            [whole] => Some(whole),
            _ => None,
        }
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        let [first, between @ .., last] = &self.0[..] else {
            return self.whole() == Some(text);
        };
        let Some(rest) = text.strip_prefix(first.as_str()) else {
            return false;
        };
        // The earliest place for each piece leaves the most room for the next.
        let rest = between
            .iter()
            .try_fold(rest, |rest, piece| rest.split_once(piece.as_str()).map(|(_, rest)| rest));
        rest.is_some_and(|rest| rest.ends_with(last.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_star_is_anything() {
        for (pattern, text, expected) in [
            ("abc", "abc", true),
            ("abc", "abcd", false),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            let value = Value { text: pattern.to_owned(), quoted: false, span: Span::START };
            let found = Pattern::new(&value, str::to_owned).matches(text);
            assert_eq!(found, expected, "{pattern} {text}");
        }
    }
}
