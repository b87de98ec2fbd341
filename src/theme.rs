//! The theme: templates, words, styles and scripts, each replaceable by the book's own.
//!
//! A file in the book's `theme/` stands in for the built-in one of the same name. What is wrong
//! with one is a finding, and the built-in one stays; so a site can always be rendered.

mod accent;
mod added;
mod built_in;
mod colour;
mod icons;
mod joined;
mod template;
mod tight;
mod told;

use crate::{
    config::Config,
    finding::{Finding, Severity},
    source::{Source, Sources},
    text::{BookPath, Span},
};
use accent::Palette;
use built_in::BUILT_IN;
pub use built_in::{BuiltIn, built_in};
pub use colour::Colour;
use icons::{ICONS, Icons};
use joined::files;
pub use joined::is_told;
use serde::Serialize;
use std::collections::BTreeMap;
use template::templates;
use tera::{Context, Tera};
use told::told;

/// What a page of the site may do, as a Content-Security-Policy (level 3): scripts and styles are
/// files of the site, `connect-src` is for the search and for the reload of a preview, and nothing
/// comes from elsewhere but pictures.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' https: data:; font-src 'self'; media-src 'self'; connect-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a drawing may do that is opened by itself, as may any other file that a browser runs and
/// that is no page of the site: be looked at.
pub const DRAWING_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

/// The file of interface words.
const WORDS: &str = "words.toml";

/// The style that every page has.
const STYLE: &str = "theme.css";

/// The icon of the site.
const ICON: &str = "icon.svg";

/// The style that a book adds to the built-in one.
const CUSTOM: &str = "custom.css";

/// What every page of a site is made with.
#[derive(Debug)]
pub struct Theme {
    templates: Tera,
    icons: Icons,
    words: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    styles: Vec<String>,
    scripts: Vec<String>,
    library: Option<String>,
}

impl Theme {
    /// The built-in theme with what the book replaces, colours and adds. Total.
    pub fn parse(sources: &Sources, config: &Config) -> (Self, Vec<Finding>) {
        let (mut theme, mut findings) = Self::own(&sources.theme);
        findings.extend(theme.colour(config, &sources.config));
        findings.extend(theme.add(config, sources));
        (theme, findings)
    }

    /// The built-in theme with what the files of the book's own replace.
    fn own(own: &[Source]) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let (words, flaw) = words(own.iter().find(|it| name(it) == WORDS));
        findings.extend(flaw);
        let templates = templates(own, &words, &mut findings);
        let drawn = own.iter().find(|it| name(it) == ICONS).map(|it| &*it.text);
        let icons = Icons::parse(drawn.unwrap_or_else(|| built_in_text(ICONS)));
        let mut files = files(own);
        let told = told(&words, &icons);
        files
            .iter_mut()
            .filter(|(name, _)| is_told(name))
            .for_each(|(_, it)| it.insert_str(0, &told));
        let styles = files.keys().filter(|it| *it == CUSTOM).cloned().collect();
        let theme =
            Self { templates, icons, words, files, styles, scripts: Vec::new(), library: None };
        (theme, findings)
    }

    /// Gives the style and the icon the accent that the book chooses.
    fn colour(&mut self, config: &Config, source: &Source) -> Vec<Finding> {
        let palette = self.file(STYLE).and_then(Palette::parse);
        let built_in = palette.or_else(|| Palette::parse(include_str!("../theme/base.css")));
        let built_in = built_in.expect("the built-in style has every colour");
        let (chosen, findings) = accent::chosen(&config.theme, source, built_in);
        if let Some(chosen) = chosen {
            let (old, new) = (built_in[0].accent.to_string(), chosen[0].accent.to_string());
            self.files.entry(STYLE.to_owned()).and_modify(|it| *it += &accent::rule(&chosen));
            self.files.entry(ICON.to_owned()).and_modify(|it| *it = it.replace(&old, &new));
        }
        findings
    }

    /// Renders a template with what its page has to show. The error is for the author of the
    /// template.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, String> {
        let context = Context::from_serialize(view).map_err(|it| it.to_string())?;
        let page = self.templates.render(template, &context).map_err(|it| it.to_string())?;
        Ok(self.icons.fill(page))
    }

    /// The names of the styles, scripts and pictures that the site carries, in order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of one of them.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// The names of the styles that the book adds to the built-in one, in the order they count.
    pub fn styles(&self) -> &[String] {
        &self.styles
    }

    /// The name of the library that draws diagrams, if the book brings one.
    pub fn library(&self) -> Option<&str> {
        self.library.as_deref()
    }

    /// The names of the scripts that the book adds to the built-in one, in the order they run.
    pub fn scripts(&self) -> &[String] {
        &self.scripts
    }

    /// The symbols of all icons, as SVG.
    pub fn icons(&self) -> String {
        self.icons.all()
    }

    /// An icon by its name, as SVG that needs nothing of the page it is put on.
    pub fn icon(&self, name: &str) -> String {
        self.icons.alone(name)
    }

    /// The interface text that goes by this name.
    pub fn word(&self, name: &str) -> &str {
        self.words.get(name).map_or("", String::as_str)
    }

    /// The interface texts whose names begin so, without that beginning, in order.
    pub fn words(&self, beginning: &str) -> impl Iterator<Item = (&str, &str)> {
        let all = self.words.iter().filter_map(move |(name, text)| {
            Some((name.strip_prefix(beginning)?.trim_start_matches('-'), text.as_str()))
        });
        all.filter(|(name, _)| !name.is_empty())
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
        Self::own(&[]).0
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

/// What the name of a file ends with, behind its last dot.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// A file of the built-in theme.
fn built_in_text(wanted: &str) -> &'static str {
    let file = BUILT_IN.iter().find(|(name, _)| *name == wanted);
    file.map(|(_, text)| *text).expect("the built-in theme has what it is asked for")
}

/// The built-in words, and the book's own in their place.
fn words(own: Option<&Source>) -> (BTreeMap<String, String>, Option<Finding>) {
    let mut words: BTreeMap<String, String> =
        toml::from_str(built_in_text(WORDS)).expect("the built-in words are tested");
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
        let (theme, findings) = Theme::own(&own);
        assert_eq!(findings, []);
        assert_eq!(
            theme.render("missing.html", &BTreeMap::<&str, &str>::new()).unwrap(),
            "gone: Start"
        );
        assert_eq!((theme.styles(), theme.file(CUSTOM)), (&[CUSTOM.to_owned()][..], Some("a{}")));
    }

    #[test]
    fn a_broken_template_is_a_finding_and_the_built_in_one_stays() {
        let own = [
            source("theme/page.html", "{{ frame"),
            source("theme/home.html", "{% include 'none.html' %}"),
        ];
        let (theme, findings) = Theme::own(&own);
        let found: Vec<_> =
            findings.iter().map(|it| (it.place.path.as_str(), it.place.span.start)).collect();
        assert_eq!(found, [("theme/page.html", 3), ("theme/home.html", 0)]);
        assert_eq!(findings[1].message, "unknown template `none.html`");
        assert!(theme.render("page.html", &BTreeMap::<&str, &str>::new()).is_err());
    }

    #[test]
    fn styles_work_from_right_to_left() {
        let styles = BUILT_IN.iter().filter(|(name, _)| extension(name) == "css");
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
