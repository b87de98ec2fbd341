//! Blocks of code, and what is written in them: diagrams and formulas.

use super::{Highlighter, Words, escape::escaped, info::Info, math};
use pulldown_cmark::CodeBlockKind;

/// The language of formulas.
const MATH: &str = "math";
/// The language of diagrams.
const MERMAID: &str = "mermaid";
/// The language of live blocks.
const LIVE: &str = "archbook";

/// A block of code under way.
pub(super) struct Fence {
    info: Info,
    code: String,
    /// What is written instead of it; none where it is shown as what it is.
    instead: Option<String>,
}

/// What a block of code may be beside code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Code,
    Formula,
    Live,
}

/// What a block of code is.
pub(super) fn role(kind: &CodeBlockKind<'_>) -> Role {
    match kind {
        CodeBlockKind::Fenced(info) => match &*Info::parse(info).language {
            MATH => Role::Formula,
            LIVE => Role::Live,
            _ => Role::Code,
        },
        CodeBlockKind::Indented => Role::Code,
    }
}

/// How the figure begins that a diagram is.
const DIAGRAM: &str = "<figure class=\"diagram\">";

/// Whether there is a diagram in the HTML of a text.
pub fn has_diagram(html: &str) -> bool {
    html.contains(DIAGRAM)
}

impl Fence {
    pub(super) fn open(kind: &CodeBlockKind<'_>, instead: Option<String>) -> Self {
        let info = if let CodeBlockKind::Fenced(info) = kind { info } else { "" };
        Self { info: Info::parse(info), code: String::new(), instead }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.code.push_str(text);
    }

    pub(super) fn html(&self, highlighter: &Highlighter, words: &Words<'_>) -> String {
        if let Some(instead) = &self.instead {
            return instead.clone();
        }
        match &*self.info.language {
            MATH => format!("<p>{}</p>\n", math::html(&self.code, true, words.formula)),
            MERMAID => self.diagram(words),
            _ => self.figure(highlighter, words),
        }
    }

    /// A diagram as its source. A script may draw it where the book brings the library for that.
    fn diagram(&self, words: &Words<'_>) -> String {
        let title = self.info.title.as_deref().map(escaped);
        let label = title.clone().unwrap_or_else(|| escaped(words.diagram));
        let caption = title.map(|it| format!("<figcaption>{it}</figcaption>")).unwrap_or_default();
        let code = escaped(&self.code);
        format!(
            "{DIAGRAM}<pre tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><code>{code}</code></pre>{caption}</figure>\n"
        )
    }

    /// It can be reached and scrolled with the keyboard.
    fn figure(&self, highlighter: &Highlighter, words: &Words<'_>) -> String {
        let Info { language, title, marked, numbered } = &self.info;
        let shown = highlighter.html(language, &self.code);
        let shown =
            if *numbered || !marked.is_empty() { self.lines(&shown) } else { (*shown).clone() };
        let (class, language) =
            (if *numbered { "code numbered" } else { "code" }, escaped(language));
        let title = title.as_deref().map(escaped);
        let caption = match &title {
            Some(title) => format!("<figcaption>{title}<span>{language}</span></figcaption>"),
            None if language.is_empty() => String::new(),
            None => format!("<figcaption class=\"lang\">{language}</figcaption>"),
        };
        let named = title.or((!language.is_empty()).then_some(language));
        let label = named.unwrap_or_else(|| escaped(words.code));
        format!(
            "<figure class=\"{class}\">{caption}<pre tabindex=\"0\" role=\"group\" \
             aria-label=\"{label}\"><code>{shown}</code></pre></figure>\n"
        )
    }

    /// Each line in an element of its own. A colour that goes on over the end of a line is begun
    /// anew on the next.
    fn lines(&self, shown: &str) -> String {
        let mut html = String::with_capacity(shown.len() * 2);
        let mut colour = "";
        for (line, number) in shown.split_inclusive('\n').zip(1..) {
            // The end of an element that ends with the last line.
            if line == closing(colour) {
                continue;
            }
            let marked = self.info.marked.iter().any(|it| it.contains(&number));
            html.push_str(if marked { "<span class=\"ln hl\">" } else { "<span class=\"ln\">" });
            html.push_str(colour);
            html.push_str(line);
            colour = going_on(line, colour);
            html.push_str(closing(colour));
            html.push_str("</span>");
        }
        html
    }
}

/// The tag that is still open at the end of a line of highlighted code. No other begins inside of
/// one.
fn going_on<'a>(line: &'a str, before: &'a str) -> &'a str {
    match line.rfind('<').map(|it| &line[it..]) {
        Some(last) if last.starts_with("</") => "",
        Some(last) => last.find('>').map_or(last, |end| &last[..=end]),
        None => before,
    }
}

/// What ends the element that this tag begins; nothing where none does.
fn closing(opening: &str) -> &'static str {
    match opening.as_bytes().get(1) {
        Some(b'b') => "</b>",
        Some(_) => "</i>",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::html::tests::WORDS;

    #[track_caller]
    fn check(info: &str, code: &str, expected: &str) {
        let mut fence = Fence::open(&CodeBlockKind::Fenced(info.into()), None);
        fence.push(code);
        assert_eq!(fence.html(&Highlighter::new(), &WORDS).trim(), expected);
    }

    #[test]
    fn code_says_what_it_is() {
        check(
            "x title=\"a<b\"",
            "c",
            "<figure class=\"code\"><figcaption>a&lt;b<span>x</span></figcaption><pre tabindex=\"0\" \
             role=\"group\" aria-label=\"a&lt;b\"><code>c</code></pre></figure>",
        );
        check(
            "x",
            "c",
            "<figure class=\"code\"><figcaption class=\"lang\">x</figcaption><pre tabindex=\"0\" \
             role=\"group\" aria-label=\"x\"><code>c</code></pre></figure>",
        );
    }

    #[test]
    fn colours_do_not_run_over_the_ends_of_lines() {
        check(
            "rust {2} linenos",
            "a /* b\n c */ d\n",
            "<figure class=\"code numbered\"><figcaption class=\"lang\">rust</figcaption>\
             <pre tabindex=\"0\" role=\"group\" aria-label=\"rust\"><code>\
             <span class=\"ln\">a <i class=c>/* b\n</i></span>\
             <span class=\"ln hl\"><i class=c> c */</i> d\n</span></code></pre></figure>",
        );
    }

    #[test]
    fn diagrams_and_formulas_are_no_code() {
        check(
            "mermaid title=\"Flow\"",
            "a-->b",
            "<figure class=\"diagram\"><pre tabindex=\"0\" role=\"group\" aria-label=\"Flow\"><code>\
             a--&gt;b</code></pre><figcaption>Flow</figcaption></figure>",
        );
        let mut fence = Fence::open(&CodeBlockKind::Fenced("math".into()), None);
        fence.push("x");
        assert!(fence.html(&Highlighter::new(), &WORDS).contains("<math display=\"block\">"));
    }
}
