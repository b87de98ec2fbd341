//! What the table of a section shows of its records beside their titles.

use super::block;
use crate::{
    handbook::{EntryIndex, Handbook},
    method::SectionIndex,
    page::Part,
};

/// The columns of a table that not every section has.
#[derive(Debug)]
pub(super) struct Columns {
    /// Whether any of the records has an id.
    pub(super) numbered: bool,
    /// Whether any of them names a day.
    pub(super) dated: bool,
    /// The fields that are worth a column.
    pub(super) fields: Vec<Column>,
}

/// A field with a column of its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name.
    pub(super) name: String,
    /// What it may say, in order; none means any text.
    pub(super) values: Vec<String>,
}

/// Of these fields, one that many records have gets a column, whatever the method says of it.
const COMMON: &[&str] = &["owner", "environment", "target", "category"];
/// How many fields have one.
const FIELDS_MAX: usize = 2;
/// A field gets one if this part of the records has it.
const SHARE: usize = 3;

impl Columns {
    /// Of the table of a section. What may say only a few things sorts records best, so that comes
    /// first.
    pub(super) fn of(handbook: &Handbook, at: SectionIndex, list: &[EntryIndex]) -> Self {
        let any = |has: fn(&Handbook, EntryIndex) -> bool| list.iter().any(|&it| has(handbook, it));
        let fields = candidates(handbook, at).into_iter().filter(|column| {
            let has = |it: &&EntryIndex| block::field(handbook.part(**it), &column.name).is_some();
            list.iter().filter(has).count() * SHARE >= list.len().max(1)
        });
        Self {
            numbered: any(|handbook, at| handbook.entry(at).id.is_some()),
            dated: any(|handbook, at| handbook.part(at).date().is_some()),
            fields: fields.take(FIELDS_MAX).collect(),
        }
    }
}

/// The fields that may get a column, the most telling first.
fn candidates(handbook: &Handbook, at: SectionIndex) -> Vec<Column> {
    let method = &handbook.method;
    let kinds = method.section(at).kinds.iter().filter_map(|name| method.kind_named(name));
    let fields = kinds.flat_map(|kind| method.fields_of(kind));
    let closed = fields.filter(|it| !it.values.is_empty());
    let closed = closed.map(|it| Column { name: it.name.clone(), values: it.values.clone() });
    let common = COMMON.iter().map(|name| Column { name: (*name).to_owned(), values: Vec::new() });
    let mut columns: Vec<Column> = Vec::new();
    for column in closed.chain(common) {
        if columns.iter().all(|it| it.name != column.name) {
            columns.push(column);
        }
    }
    columns
}

impl Column {
    /// What a record says in it; none where it says nothing.
    pub(super) fn said(&self, part: &Part) -> Option<String> {
        block::field(part, &self.name).map(block::text)
    }

    /// The place of what a record says among what it may say.
    pub(super) fn rank(&self, said: &str) -> Option<usize> {
        self.values.iter().position(|it| it.eq_ignore_ascii_case(said))
    }
}
