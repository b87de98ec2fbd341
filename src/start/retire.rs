//! The other end of a supersession: the edits by which the old record says what took its place.

use super::{
    Edit,
    compose::names_line,
    facts::{in_the_case_of, link, quoted, yaml},
};
use crate::{
    handbook::{EntryIndex, Handbook},
    markdown::Value,
    page::{Format, Origin, Page, Read, StatusText, read},
    source::Source,
    text::{BookPath, Span, way},
};
use std::sync::Arc;

/// What took the place of a record.
pub(super) struct Successor<'a> {
    pub(super) path: &'a BookPath,
    /// What it goes by, if it has an id.
    pub(super) id: Option<&'a str>,
    pub(super) title: &'a str,
}

/// The edits of the page of `old` that say `new` supersedes it, wherever it states how it stands.
/// `None` where that is said in a way that cannot be edited without changing what else it says.
pub(super) fn edits(
    handbook: &Handbook,
    old: EntryIndex,
    new: &Successor<'_>,
) -> Option<Vec<Edit>> {
    let page = handbook.page_of(old);
    let part = handbook.part(old);
    let retired = &handbook.method.status(handbook.method.retired()?).name;
    let native = page.format == Format::Native;
    let mut edits = Vec::new();
    for status in &part.statuses {
        if !is_plain(status) {
            return None;
        }
        let front = status.from == Origin::FrontMatter;
        let text = match status.from {
            Origin::FrontMatter if native => retired.clone(),
            Origin::FrontMatter => {
                let name = new.id.map_or_else(|| page_link(page, new), ToOwned::to_owned);
                format!("{retired} by {name}")
            }
            Origin::Block | Origin::Section => {
                let word = in_the_case_of(&status.value.word, retired);
                format!("{word} by {}", page_link(page, new))
            }
            Origin::Heading | Origin::Table | Origin::FileName => return None,
        };
        let text = if front { quoted_as(page, status.span, &text) } else { text };
        edits.push(Edit { path: page.path().clone(), span: status.span, text });
    }
    if native && part.field("superseded-by").is_none() {
        edits.push(field(page, &part.statuses, new)?);
    }
    let says_it = says_it(handbook, old, &edits, retired);
    (says_it && !edits.is_empty()).then_some(edits)
}

/// Whether a status says nothing beside itself.
fn is_plain(status: &Read<StatusText>) -> bool {
    let decoration = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '*' | '_' | '`' | '.');
    status.raw.trim_matches(decoration) == status.value.word
}

/// The line that names the successor, below that of the status in front matter.
fn field(page: &Page, statuses: &[Read<StatusText>], new: &Successor<'_>) -> Option<Edit> {
    let status = statuses.iter().find(|it| it.from == Origin::FrontMatter)?;
    let text = &page.source.text;
    let after = status.span.range().end;
    let end = after + text[after..].find('\n')? + 1;
    let line = text[..after].rfind('\n').map_or(0, |it| it + 1);
    let indent = text[line..].len() - text[line..].trim_start().len();
    // A field of a record that keeps all of them in one of its own, or of a list, stands deeper.
    (indent == 0).then_some(())?;
    let name =
        new.id.map_or_else(|| way(page.path().as_str(), new.path.as_str()), ToOwned::to_owned);
    let toml = text.trim_start().starts_with("+++");
    let newline = if text[..end].ends_with("\r\n") { "\r\n" } else { "\n" };
    let field = names_line("superseded-by", &[name], toml);
    let span = Span::from(end..end);
    Some(Edit { path: page.path().clone(), span, text: format!("{field}{newline}") })
}

fn page_link(page: &Page, new: &Successor<'_>) -> String {
    link(new.id.unwrap_or(new.title), page.path(), new.path, None)
}

/// A value of front matter in the quotes of the one that stood there.
fn quoted_as(page: &Page, span: Span, text: &str) -> String {
    let written = &page.source.text[span.range()];
    match written.chars().next() {
        Some('"') => quoted(text),
        Some('\'') => format!("'{}'", text.replace('\'', "''")),
        _ if page.source.text.trim_start().starts_with("+++") => quoted(text),
        _ if text.contains('[') => text.to_owned(),
        _ => yaml(text),
    }
}

/// Whether the page, edited and read again, says that the record is retired, and by what.
fn says_it(handbook: &Handbook, old: EntryIndex, edits: &[Edit], retired: &str) -> bool {
    let page = handbook.page_of(old);
    let text = super::edited(&page.source.text, edits);
    let again = read(&Arc::new(Source { path: page.path().clone(), text: text.into() }));
    let Some(part) = again.parts.get(handbook.entry(old).part) else {
        return false;
    };
    let states = |it: &Read<StatusText>| {
        let status = handbook.status_of(&it.value);
        status.is_some_and(|it| handbook.method.status(it).name == retired)
    };
    let claims = part.claims.iter().map(|it| it.relation);
    let fields = part.fields.iter().filter(|it| !matches!(it.value, Value::Empty(_)));
    let mut told = claims.chain(fields.map(|it| it.key.as_str()));
    let same = part.title.value == handbook.part(old).title.value;
    same && part.statuses.iter().all(states) && told.any(|it| it == "superseded-by")
}
