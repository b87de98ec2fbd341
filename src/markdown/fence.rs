//! Blocks of code.

use super::{Highlighter, escape::escaped};
use pulldown_cmark::CodeBlockKind;

/// A block of code under way.
pub(super) struct Fence {
    language: String,
    code: String,
}

impl Fence {
    /// The language is the first word behind the fence.
    pub(super) fn open(kind: &CodeBlockKind<'_>) -> Self {
        let info = if let CodeBlockKind::Fenced(info) = kind { info } else { "" };
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
        Self { language: language.to_owned(), code: String::new() }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.code.push_str(text);
    }

    /// It can be reached and scrolled with the keyboard.
    pub(super) fn html(&self, highlighter: &Highlighter) -> String {
        let shown = highlighter.html(&self.language, &self.code);
        let label = if self.language.is_empty() { "Code" } else { &self.language };
        let label = escaped(label);
        format!(
            "<figure class=\"code\"><pre tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\
             <code>{shown}</code></pre></figure>\n"
        )
    }
}
