//! The theme: templates, words, styles and scripts, each replaceable by the book's own.
//!
//! A file in the book's `theme/` stands in for the built-in one of the same name. What is wrong
//! with one is a finding, and the built-in one stays; so a site can always be rendered.

use crate::{
    finding::{Finding, Severity},
    source::Source,
    text::{BookPath, Span},
};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};

/// The built-in theme: every file with its name.
const BUILT_IN: &[(&str, &str)] = &[
    ("base.css", include_str!("../theme/base.css")),
    ("base.html", include_str!("../theme/base.html")),
    ("block.html", include_str!("../theme/block.html")),
    ("colours.js", include_str!("../theme/colours.js")),
    ("contents.js", include_str!("../theme/contents.js")),
    ("copy.js", include_str!("../theme/copy.js")),
    ("criteria.html", include_str!("../theme/criteria.html")),
    ("findings.html", include_str!("../theme/findings.html")),
    ("forced.css", include_str!("../theme/forced.css")),
    ("home.html", include_str!("../theme/home.html")),
    ("icon.svg", include_str!("../theme/icon.svg")),
    ("layout.css", include_str!("../theme/layout.css")),
    ("missing.html", include_str!("../theme/missing.html")),
    ("owed.html", include_str!("../theme/owed.html")),
    ("page.html", include_str!("../theme/page.html")),
    ("pages.html", include_str!("../theme/pages.html")),
    ("parts.css", include_str!("../theme/parts.css")),
    ("parts.html", include_str!("../theme/parts.html")),
    ("print.css", include_str!("../theme/print.css")),
    ("print.html", include_str!("../theme/print.html")),
    ("prose.css", include_str!("../theme/prose.css")),
    ("references.html", include_str!("../theme/references.html")),
    ("report.html", include_str!("../theme/report.html")),
    ("section.html", include_str!("../theme/section.html")),
    ("sidebar.html", include_str!("../theme/sidebar.html")),
    ("sidebar.js", include_str!("../theme/sidebar.js")),
    ("stage.html", include_str!("../theme/stage.html")),
    ("theme.js", include_str!("../theme/theme.js")),
    (WORDS, include_str!("../theme/words.toml")),
];

/// The files of the site that are made of several files of the theme, in this order.
const JOINED: &[(&str, &[&str])] = &[
    ("theme.css", &["base.css", "layout.css", "prose.css", "parts.css", "forced.css", "print.css"]),
    ("app.js", &["colours.js", "copy.js", "contents.js", "sidebar.js"]),
];

/// The file of interface words.
const WORDS: &str = "words.toml";

/// The style that a book adds to the built-in one.
const CUSTOM: &str = "custom.css";

/// What every page of a site is made with.
#[derive(Debug)]
pub struct Theme {
    templates: Tera,
    words: BTreeMap<String, String>,
    files: BTreeMap<&'static str, String>,
}

impl Theme {
    /// The built-in theme with what the book's own files replace. Total.
    pub fn parse(own: &[Source]) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let (words, flaw) = words(own.iter().find(|it| name(it) == WORDS));
        findings.extend(flaw);
        let templates = templates(own, &words, &mut findings);
        (Self { templates, words, files: files(own) }, findings)
    }

    /// Renders a template with what its page has to show. The error is for the author of the
    /// template.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, String> {
        let context = Context::from_serialize(view).map_err(|it| it.to_string())?;
        self.templates.render(template, &context).map_err(|it| it.to_string())
    }

    /// The names of the styles, scripts and pictures that the site carries, in order.
    pub fn files(&self) -> impl Iterator<Item = &'static str> {
        self.files.keys().copied()
    }

    /// The text of one of them.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// The name of the style that the book adds to the built-in one, if it does.
    pub fn custom_style(&self) -> Option<&'static str> {
        self.files.contains_key(CUSTOM).then_some(CUSTOM)
    }

    /// The interface text that goes by this name.
    pub fn word(&self, name: &str) -> &str {
        self.words.get(name).map_or("", String::as_str)
    }

    /// The interface text that goes by this name, with `{}` filled in.
    pub fn phrase(&self, name: &str, with: &str) -> String {
        self.word(name).replace("{}", with)
    }

    /// So many of something: the text `<name>-one` for one of them, else `<name>-many`.
    pub fn count(&self, name: &str, count: usize) -> String {
        let form = if count == 1 { "one" } else { "many" };
        self.phrase(&format!("{name}-{form}"), &grouped(count))
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::parse(&[]).0
    }
}

/// A number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What a file of the book's theme is called below its folder.
fn name(source: &Source) -> &str {
    let folder = BookPath::new("theme").expect("a name is a path");
    source.path.within(&folder).unwrap_or(source.path.name())
}

/// The styles, scripts and pictures that the site carries, by name.
fn files(own: &[Source]) -> BTreeMap<&'static str, String> {
    let text = |wanted: &str| {
        let own = own.iter().find(|it| name(it) == wanted).map(|it| &*it.text);
        own.or_else(|| BUILT_IN.iter().find(|(name, _)| *name == wanted).map(|(_, text)| *text))
    };
    let mut files = BTreeMap::new();
    for &(name, parts) in JOINED {
        let joined = || parts.iter().filter_map(|it| text(it)).collect();
        files.insert(name, text(name).map_or_else(joined, ToOwned::to_owned));
    }
    let parts: Vec<&str> = JOINED.iter().flat_map(|(_, parts)| *parts).copied().collect();
    let single = BUILT_IN.iter().map(|(name, _)| *name).chain([CUSTOM]);
    for name in single.filter(|it| is_file(it) && !parts.contains(it)) {
        files.extend(text(name).map(|text| (name, text.to_owned())));
    }
    files
}

fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

fn is_file(name: &str) -> bool {
    !is_template(name) && name != WORDS
}

/// The built-in words, and the book's own in their place.
fn words(own: Option<&Source>) -> (BTreeMap<String, String>, Option<Finding>) {
    let built_in = BUILT_IN.iter().find(|(name, _)| *name == WORDS).map(|(_, text)| *text);
    let built_in = built_in.expect("the built-in theme has words");
    let mut words: BTreeMap<String, String> =
        toml::from_str(built_in).expect("the built-in words are tested");
    let Some(source) = own else {
        return (words, None);
    };
    match toml::from_str::<BTreeMap<String, String>>(&source.text) {
        Ok(own) => {
            words.extend(own);
            (words, None)
        }
        Err(error) => {
            let span = error.span().map_or(Span::START, Span::from);
            (words, Some(bad(source, span, error.message())))
        }
    }
}

fn bad(source: &Source, span: Span, message: &str) -> Finding {
    Finding::new("bad-theme", Severity::Error, &source.path, span, message)
        .note("the built-in file stands in for it")
}

/// The built-in templates, and those of the book's own that can stand in for them.
///
/// Own templates may need each other, so they are tried again as long as one more of them fits.
fn templates(
    own: &[Source],
    words: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Tera {
    let mut tera = Tera::default();
    tera.global_context().insert("words", words);
    let built_in = BUILT_IN.iter().filter(|(name, _)| is_template(name)).copied();
    tera.add_raw_templates(built_in).expect("the built-in templates are tested");
    let mut waiting: Vec<&Source> = own.iter().filter(|it| is_template(name(it))).collect();
    let all = waiting.iter().map(|it| (name(it), &*it.text));
    if tera.add_raw_templates(all).is_ok() {
        return tera;
    }
    loop {
        let before = waiting.len();
        waiting.retain(|source| tera.add_raw_template(name(source), &source.text).is_err());
        if waiting.len() == before {
            break;
        }
    }
    for source in waiting {
        if let Err(error) = tera.add_raw_template(name(source), &source.text) {
            let (span, message) = flaw(source, &error);
            findings.push(bad(source, span, &message));
        }
    }
    tera
}

/// Where a template is wrong, and how.
fn flaw(source: &Source, error: &tera::Error) -> (Span, String) {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let end = source.text.floor_char_boundary(range.end);
            let start = source.text.floor_char_boundary(range.start.min(end));
            (Span::from(start..end), report.message().to_lowercase_first())
        }
        // Names that mean nothing come as a finished text, which begins with what is wrong.
        kind => {
            let text = kind.to_string();
            let first = text.lines().next().unwrap_or_default();
            let message = first.strip_prefix("error: ").unwrap_or(first);
            (Span::START, message.to_lowercase_first())
        }
    }
}

/// Spells a message of tera as findings spell theirs.
trait Spelling {
    fn to_lowercase_first(&self) -> String;
}

impl Spelling for str {
    fn to_lowercase_first(&self) -> String {
        let mut rest = self.chars();
        let first = rest.next().map(char::to_lowercase);
        first.into_iter().flatten().chain(rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: BookPath::new(path).unwrap(), text: text.into() }
    }

    #[test]
    fn a_books_own_files_stand_in_for_the_built_in_ones() {
        let own = [
            source("theme/missing.html", "{% include 'own.html' %}: {{ words.home }}"),
            source("theme/own.html", "gone"),
            source("theme/custom.css", "a{}"),
            source("theme/words.toml", "home = \"Start\""),
        ];
        let (theme, findings) = Theme::parse(&own);
        assert_eq!(findings, []);
        assert_eq!(
            theme.render("missing.html", &BTreeMap::<&str, &str>::new()).unwrap(),
            "gone: Start"
        );
        assert_eq!((theme.custom_style(), theme.file("custom.css")), (Some(CUSTOM), Some("a{}")));
    }

    #[test]
    fn a_broken_template_is_a_finding_and_the_built_in_one_stays() {
        let own = [
            source("theme/page.html", "{{ frame"),
            source("theme/home.html", "{% include 'none.html' %}"),
        ];
        let (theme, findings) = Theme::parse(&own);
        let found: Vec<_> =
            findings.iter().map(|it| (it.place.path.as_str(), it.place.span.start)).collect();
        assert_eq!(found, [("theme/page.html", 3), ("theme/home.html", 0)]);
        assert_eq!(findings[1].message, "unknown template `none.html`");
        assert!(theme.render("page.html", &BTreeMap::<&str, &str>::new()).is_err());
    }

    #[test]
    fn styles_work_from_right_to_left() {
        let styles = BUILT_IN.iter().filter(|(name, _)| name.ends_with(".css"));
        for (name, text) in styles {
            for side in ["left:", "right:", ": left", ": right"] {
                let line = text.lines().find(|line| line.contains(side));
                assert_eq!(line, None, "{name}: say inline-start or inline-end");
            }
        }
    }

    #[test]
    fn counts_read_well() {
        let theme = Theme::default();
        assert_eq!(theme.count("records", 1), "1 record");
        assert_eq!(theme.count("records", 12_345), "12,345 records");
    }
}
