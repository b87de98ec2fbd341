//! What the line that opens a block of code says: `rust title="src/x.rs" {3,5-7} linenos`.
//!
//! Every tool has its own spelling, and most of them are understood. A word that means nothing here
//! is passed by.

use std::ops::RangeInclusive;

/// What is said about a block of code.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info {
    /// The language; empty where none is named.
    pub(super) language: String,
    /// What the block is called, such as the name of a file.
    pub(super) title: Option<String>,
    /// Lines to look at, counted from 1.
    pub(super) marked: Vec<RangeInclusive<usize>>,
    /// Whether lines have numbers.
    pub(super) numbered: bool,
}

const TITLES: &[&str] = &["title", "name", "filename"];
const MARKS: &[&str] = &["hl_lines", "emphasize-lines"];
const NUMBERS: &[&str] =
    &["linenos", "linenums", "lineNumbers", "showLineNumbers", ".numberLines", ".line-numbers"];

impl Info {
    /// Reads the line. Total: any text says something, or nothing.
    pub(super) fn parse(line: &str) -> Self {
        let mut info = Self::default();
        for (at, word) in words(line).into_iter().enumerate() {
            info.take(word, at == 0);
        }
        info
    }

    fn take(&mut self, word: &str, is_first: bool) {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let value = value.trim_matches(['"', '\'']);
        if NUMBERS.contains(&key) {
            self.numbered = value != "false";
        } else if MARKS.contains(&key) {
            self.marked.extend(value.split([' ', ',']).filter_map(lines));
        } else if TITLES.contains(&key) && !value.is_empty() {
            self.title = Some(value.to_owned());
        } else if let Some(lines) = lines(word) {
            self.marked.push(lines);
        } else if let Some(class) = word.strip_prefix('.').filter(|_| self.language.is_empty()) {
            class.clone_into(&mut self.language);
        } else if is_first && key == word {
            word.clone_into(&mut self.language);
        }
    }
}

/// What stands between blanks, commas and braces, but for those in quotes.
fn words(line: &str) -> Vec<&str> {
    let mut quote = None;
    let ends = |c: char| {
        if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && matches!(c, '"' | '\'') {
            quote = Some(c);
        }
        quote.is_none() && matches!(c, ' ' | '\t' | ',' | '{' | '}')
    };
    line.split(ends).filter(|word| !word.is_empty()).collect()
}

/// `3` or `5-7`.
fn lines(word: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, language: &str, title: &str, marked: &str, numbered: bool) {
        let info = Info::parse(line);
        let marks: Vec<_> =
            info.marked.iter().map(|it| format!("{}-{}", it.start(), it.end())).collect();
        let title_read = info.title.as_deref().unwrap_or_default();
        assert_eq!(
            (info.language.as_str(), title_read, marks.join(" ").as_str(), info.numbered),
            (language, title, marked, numbered),
            "{line}"
        );
    }

    #[test]
    fn every_spelling_is_understood() {
        check("", "", "", "", false);
        check("rust,ignore", "rust", "", "", false);
        check("rust title=\"a b.rs\" {3,5-7} linenos", "rust", "a b.rs", "3-3 5-7", true);
        check("py hl_lines=\"1 3-4\" linenums=\"1\"", "py", "", "1-1 3-4", true);
        check("js{1} showLineNumbers", "js", "", "1-1", true);
        check("{.rust .numberLines}", "rust", "", "", true);
        check("rust,linenos,hl_lines=3-5", "rust", "", "3-5", true);
        check("title='x' linenos=false", "", "x", "", false);
        check("it's {2", "it's {2", "", "", false);
    }
}
