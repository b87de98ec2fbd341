//! Code to HTML with an element for each role of a token.
//!
//! There are seven roles, and tokens that follow each other in one role share its element, so that
//! the result is twice as long as the code, not forty times. What is met most, keywords and
//! strings, has an element without a class: `b` and `i`, which mean nothing to those who listen,
//! and a little to those who read without styles.

mod lines;

use super::escape::{escaped, push_escaped};
use crate::memo::Memo;
use lines::{Grammars, Role};
use std::sync::Arc;
use syntect::{parsing::SyntaxReference, util::LinesWithEndings};

/// Code longer than this, or with longer lines, is shown without colours: highlighting it costs
/// more than anyone gains by it.
const CODE_BYTES_MAX: usize = 256 * 1024;
const LINE_BYTES_MAX: usize = 2_000;

/// Names of languages that lead to a grammar that must not be used: on `x /*` the one called
/// *JavaScript* never comes to an end (syntect, pull request 706). Its sibling does.
const INSTEAD: &[(&str, &str)] = &[("javascript", "js")];

/// Highlights code, and remembers what it highlighted.
#[derive(Debug)]
pub struct Highlighter {
    grammars: Grammars,
    memo: Memo<(String, String), String>,
}

impl Highlighter {
    /// Loads the grammars, which takes about two milliseconds.
    pub fn new() -> Self {
        Self { grammars: Grammars::new(), memo: Memo::default() }
    }

    /// The HTML of `code`, to stand inside `<code>`. An unknown language is only escaped.
    pub fn html(&self, language: &str, code: &str) -> Arc<String> {
        let key = (language.to_owned(), code.to_owned());
        self.memo.get_or(key, |(language, code)| {
            let small = code.len() <= CODE_BYTES_MAX
                && code.lines().all(|line| line.len() <= LINE_BYTES_MAX);
            let grammar = self.grammars.find(grammar(language)).filter(|_| small);
            grammar.and_then(|it| self.highlight(it, code)).unwrap_or_else(|| escaped(code))
        })
    }

    /// Ends a build: what it remembers gets older.
    pub fn age(&self) {
        self.memo.age();
    }

    /// `None` if the grammar fails on this code.
    fn highlight(&self, grammar: &SyntaxReference, code: &str) -> Option<String> {
        let mut out = Roles { html: String::with_capacity(code.len() * 2), open: None };
        self.grammars.read(grammar, LinesWithEndings::from(code), |line, tokens| {
            let mut rest = line;
            for token in tokens {
                let (text, after) = rest.split_at(token.length);
                out.push(token.role, text);
                rest = after;
            }
        })?;
        Some(out.finish())
    }
}

/// The name of the grammar for a language.
fn grammar(language: &str) -> &str {
    let same = |it: &&(&str, &str)| it.0.eq_ignore_ascii_case(language);
    INSTEAD.iter().find(same).map_or(language, |(_, grammar)| grammar)
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

/// HTML under way, and the role whose element is open.
struct Roles {
    html: String,
    open: Option<Role>,
}

impl Roles {
    fn push(&mut self, role: Option<Role>, text: &str) {
        // Blanks look the same in every role, so those that a line begins with end no element.
        let role = if text.trim().is_empty() { self.open } else { role };
        if role != self.open {
            self.close();
            self.html.push_str(role.map_or("", Role::opening));
            self.open = role;
        }
        push_escaped(&mut self.html, text);
    }

    fn close(&mut self) {
        self.html.push_str(self.open.take().map_or("", Role::closing));
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_get_the_element_of_their_role() {
        let html = Highlighter::new().html("rust", "let x = \"<a>\"; // done\n");
        assert_eq!(
            *html,
            "<b>let</b> x <i class=p>= </i><i>&quot;&lt;a&gt;&quot;</i>; <i class=c>// done\n</i>"
        );
    }

    #[test]
    fn javascript_comes_to_an_end() {
        let highlighter = Highlighter::new();
        for language in ["js", "javascript", "JavaScript"] {
            assert!(highlighter.html(language, "x /*\n y */\n").contains("class=c"));
        }
    }

    #[test]
    fn unknown_languages_and_endless_lines_are_escaped() {
        let highlighter = Highlighter::new();
        assert_eq!(*highlighter.html("", "a < b\n"), "a &lt; b\n");
        let long = "let ".repeat(1_000);
        assert_eq!(*highlighter.html("rust", &long), long);
    }
}
