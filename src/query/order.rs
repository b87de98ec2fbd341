//! The order that a query wishes for.

use super::{
    Bound, Value,
    bind::{Wrong, unknown},
    named::{day, fields},
};
use crate::{
    handbook::{EntryIndex, Handbook},
    method::{Field, Method},
    page::{Id, field_key},
    text::{Date, key},
};
use std::cmp::Ordering;

/// What entries are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    by: By,
    /// Whether the last comes first.
    backwards: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum By {
    Id,
    Title,
    Path,
    Kind,
    Status,
    Number,
    Day(String),
    Field(Field),
}

/// What an entry has that it is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Day(Date),
    Place(usize),
    /// A text, and a number to tell equal ones apart: `ADR-2` stands before `ADR-10`.
    Text(String, u32),
}

const BY: &[(&str, By)] = &[
    ("id", By::Id),
    ("title", By::Title),
    ("path", By::Path),
    ("kind", By::Kind),
    ("status", By::Status),
    ("number", By::Number),
];

/// Reads what to order by, such as `-date`.
pub(super) fn sort(method: &Method, value: &Value) -> Result<Sort, Wrong> {
    let name = value.text.strip_prefix('-');
    let backwards = name.is_some();
    let spelled = field_key(name.unwrap_or(&value.text));
    let own = BY.iter().find(|(name, _)| *name == spelled).map(|(_, by)| by.clone());
    let by = own.or_else(|| {
        let field = method.field_named(&spelled)?.clone();
        Some(if field.day { By::Day(field.name) } else { By::Field(field) })
    });
    by.map(|by| Sort { by, backwards }).ok_or_else(|| {
        let own = BY.iter().map(|(name, _)| *name);
        let fields = method.fields.iter().map(|field| field.name.as_str());
        let names: Vec<&str> = own.chain(fields).collect();
        let Wrong { suggestion, .. } = unknown("field", value, &names);
        let message = format!("entries cannot be sorted by `{}`", value.text);
        let dash = if backwards { "-" } else { "" };
        Wrong { message, suggestion: suggestion.map(|it| format!("{dash}{it}")) }
    })
}

impl Bound {
    /// Puts entries in the order that the query wishes for: by its first `sort:`, those that are
    /// equal by its second, and so on; what is equal by all of them stays as it is. What an entry
    /// has not puts it last, in either direction.
    pub fn order(&self, handbook: &Handbook, entries: &mut Vec<EntryIndex>) {
        for sort in self.sorts.iter().rev() {
            let rank = |at: EntryIndex| (rank(handbook, at, &sort.by), at);
            let mut ranked: Vec<_> = entries.iter().copied().map(rank).collect();
            ranked.sort_by(|(one, _), (other, _)| {
                compare(one.as_ref(), other.as_ref(), sort.backwards)
            });
            *entries = ranked.into_iter().map(|(_, at)| at).collect();
        }
    }
}

fn compare(one: Option<&Rank>, other: Option<&Rank>, backwards: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if backwards => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

fn rank(handbook: &Handbook, at: EntryIndex, by: &By) -> Option<Rank> {
    let (entry, part) = (handbook.entry(at), handbook.part(at));
    let place = |at: u8| Rank::Place(usize::from(at));
    Some(match by {
        By::Id => {
            let id = Id(entry.id.clone()?);
            let prefix = id.prefix().unwrap_or(&id.0).to_lowercase();
            Rank::Text(prefix, id.number().unwrap_or_default())
        }
        By::Title => Rank::Text(part.title.value.to_lowercase(), 0),
        By::Path => Rank::Text(handbook.page_of(at).path().as_str().to_owned(), 0),
        By::Kind => place(entry.kind?.0),
        By::Status => place(handbook.effective(at)?.0),
        By::Number => Rank::Place(part.number? as usize),
        By::Day(name) => Rank::Day(day(part, name)?),
        By::Field(field) => {
            let mut texts = fields(part, &field.name);
            let text = texts.find_map(|it| Some(key(&it.value.first_text()?.value)));
            field_rank(field, text?)
        }
    })
}

/// What the method says a field may say has its order; any other text stands behind.
fn field_rank(field: &Field, text: String) -> Rank {
    let place = field.values.iter().position(|it| *it == text);
    place.map_or(Rank::Text(text, 0), Rank::Place)
}
