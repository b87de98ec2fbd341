//! What a record or a book starts with.
//!
//! Of a record: its place, its number, its name, its text, and what others say of it. All of it is
//! taken from the records that are there: a new one is named, numbered and written as they are.
//! Nothing is written here; whoever asks gets texts and edits.

mod book;
mod compose;
mod deploy;
mod facts;
mod fill;
mod name;
mod retire;
mod series;
mod slug;

use crate::{
    handbook::{EntryIndex, Handbook, record_id},
    method::End,
    page::read,
    source::Source,
    text::{BookPath, Span},
};
pub use book::{NewBook, PAGES, all_stages, example, forge, stages, unread_statuses};
pub use deploy::Deploy;
use facts::Facts;
pub use facts::Told;
use retire::Successor;
pub use series::{Series, next};
use std::sync::Arc;

/// A record that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Where it goes.
    pub path: BookPath,
    /// Its text.
    pub text: String,
    /// What else has to be written: of each record that it retires, the edits that say so.
    pub edits: Vec<Edit>,
    /// The records that it retires, and that somebody has to edit by hand.
    pub by_hand: Vec<EntryIndex>,
    /// What it goes by, if it has an id.
    pub id: Option<String>,
    /// Whether its text says how it stands: a template may have no place for that.
    pub stands: bool,
}

/// A change of a page that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The page.
    pub path: BookPath,
    /// What is replaced, in bytes of its text.
    pub span: Span,
    /// With what.
    pub text: String,
}

/// Draws up the next record of a series. `names` are those of files that its folders have
/// elsewhere, as on other branches. `None` where the title has no letter or digit, by which the
/// file is named.
pub fn record(
    handbook: &Handbook,
    series: &Series,
    title: &str,
    relations: &[Told],
    names: &[String],
) -> Option<Start> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    title.contains(char::is_alphanumeric).then_some(())?;
    let number = series.number(handbook, names);
    let date = handbook.sources.as_of;
    let (name, stem) = series.form.name(number, date, &title);
    let path = series.folder.below(&name);
    let number = series.is_numbered.then_some(number);
    let title = title.as_str();
    let facts = Facts { handbook, series, title, number, path, stem, date, relations };
    let text = match series.template {
        Some(template) => fill::text(&facts, template),
        None => compose::text(&facts),
    };
    let page = read(&Arc::new(Source { path: facts.path.clone(), text: text.as_str().into() }));
    let id = record_id(&page, page.whole(), Some(series.kind), &handbook.method);
    let stands = page.whole().status().is_some();
    let new = Successor { path: &facts.path, id: id.as_deref(), title };
    let (edits, by_hand) = retire(handbook, relations, &new);
    Some(Start { path: facts.path.clone(), text, edits, by_hand, id, stands })
}

/// The edits of the records that a new one retires, and those that cannot be edited.
fn retire(
    handbook: &Handbook,
    relations: &[Told],
    new: &Successor<'_>,
) -> (Vec<Edit>, Vec<EntryIndex>) {
    let retires = |told: &&Told| {
        let relation = handbook.method.relation_named(&told.key);
        let retires = |(at, end)| end == End::From && handbook.method.relation(at).retires;
        told.anchor.is_none() && relation.is_some_and(retires)
    };
    let mut edits = Vec::new();
    let mut by_hand = Vec::new();
    for told in relations.iter().filter(retires) {
        match retire::edits(handbook, told.to, new) {
            Some(own) => edits.extend(own),
            None => by_hand.push(told.to),
        }
    }
    (edits, by_hand)
}

/// A text after its edits.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let edits: Vec<_> = edits.iter().map(|it| (it.span, it.text.clone())).collect();
    edited_with(text, &edits)
}

/// A text with other text in the place of some of it. Spans do not overlap; of several insertions
/// at one place, the first comes first.
fn edited_with(text: &str, edits: &[(Span, String)]) -> String {
    let mut edits: Vec<&(Span, String)> = edits.iter().collect();
    edits.sort_by_key(|(span, _)| *span);
    let mut done = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in edits {
        done.push_str(&text[at..span.range().start]);
        done.push_str(new);
        at = span.range().end;
    }
    done + &text[at..]
}
