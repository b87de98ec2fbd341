//! The styles and scripts that a book adds to every page, `additional-css` and `additional-js`, and
//! to those with diagrams, `mermaid`.

use super::{CUSTOM, Theme};
use crate::{
    config::Config,
    finding::{Finding, Severity},
    source::{Source, Sources},
    text::{BookPath, Span},
};
use toml::Spanned;

impl Theme {
    /// Adds what `book.toml` names; what is not there is a finding at that name.
    pub(super) fn add(&mut self, config: &Config, sources: &Sources) -> Vec<Finding> {
        let html = &config.output.html;
        let mut findings = Vec::new();
        let mut names = |theme: &mut Self, wanted: &[Spanned<String>]| {
            let mut names = Vec::new();
            for wanted in wanted {
                match find(wanted, sources) {
                    Ok(Some(source)) => names.push(theme.keep(source)),
                    Ok(None) => (),
                    Err(message) => findings.push(missing(wanted, sources, message)),
                }
            }
            names
        };
        let styles = names(self, &html.additional_css);
        self.scripts = names(self, &html.additional_js);
        self.library = names(self, html.mermaid.as_slice()).pop();
        // The book's own style comes last, and may be named as an additional one for other tools.
        self.styles.retain(|it| !styles.contains(it));
        self.styles.splice(0..0, styles);
        findings
    }

    /// Keeps a file for the site, and says under which name. The theme's own style is kept already.
    fn keep(&mut self, source: &Source) -> String {
        if source.path.as_str().strip_prefix("theme/") == Some(CUSTOM) {
            return CUSTOM.to_owned();
        }
        let name = format!("added/{}", source.path);
        self.files.insert(name.clone(), source.text.to_string());
        name
    }
}

/// The file that the book names; `None` if another finding says what is wrong with it.
fn find<'a>(wanted: &Spanned<String>, sources: &'a Sources) -> Result<Option<&'a Source>, String> {
    let text = wanted.get_ref();
    let path = BookPath::new(text).ok_or_else(|| format!("`{text}` is outside of the book"))?;
    match sources.added.iter().find(|it| it.path == path) {
        None if !sources.unread.iter().any(|(it, _)| *it == path) => {
            Err(format!("there is no file `{text}`"))
        }
        found => Ok(found),
    }
}

fn missing(wanted: &Spanned<String>, sources: &Sources, message: String) -> Finding {
    let span = Span::from(wanted.span());
    Finding::new("bad-theme", Severity::Error, &sources.config.path, span, message)
        .note("paths count from the folder of `book.toml`; pages are made without it")
}
