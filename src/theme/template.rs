//! The templates of a theme: the built-in ones, and those of the book's own that can stand in.

use super::{BUILT_IN, bad, extension, name};
use crate::{finding::Finding, source::Source, text::Span};
use std::collections::BTreeMap;
use tera::{ErrorKind, Tera};

pub(super) fn is_template(name: &str) -> bool {
    extension(name) == "html"
}

/// The built-in templates, and those of the book's own that can stand in for them.
///
/// Own templates may need each other, so they are tried again as long as one more of them fits.
pub(super) fn templates(
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
