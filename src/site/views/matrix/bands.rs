//! Which rows of the matrix stand in one table: all of them, or as few topics as fit its width.

use crate::{
    handbook::EntryIndex,
    report::Traced,
    site::{
        block::{self, TOPIC},
        standpoint::Standpoint,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that stand in one table.
pub(super) struct Group<'a> {
    /// What they have in common; none where all rows are here.
    pub(super) title: Option<String>,
    /// What answers any of them, in reading order.
    pub(super) columns: Vec<EntryIndex>,
    /// The rows, in their order.
    pub(super) rows: Vec<&'a Traced>,
}

/// How many columns a table has at most.
pub(super) const COLUMNS_MAX: usize = 40;

/// The tables that rows stand in: one, or, where that would be too wide, some for each topic.
pub(super) fn groups<'a>(from: &Standpoint<'_>, rows: &'a [Traced]) -> Vec<Group<'a>> {
    let all: Vec<&Traced> = rows.iter().collect();
    let columns = columns(&all);
    if columns.len() <= COLUMNS_MAX {
        return vec![Group { title: None, columns, rows: all }];
    }
    let mut kinships: BTreeMap<(usize, String), Vec<&Traced>> = BTreeMap::new();
    for row in rows {
        kinships.entry(kinship(from, row)).or_default().push(row);
    }
    let each = kinships.into_iter().flat_map(|((_, title), rows)| {
        let bands = bands(&rows);
        let several = bands.len() > 1;
        bands.into_iter().map(move |rows| {
            let title = if several { ranged(from, &title, &rows) } else { title.clone() };
            Group { title: Some(title), columns: self::columns(&rows), rows }
        })
    });
    each.collect()
}

/// What a row has in common with others, with its place among such things: its topic, else its
/// section.
fn kinship(from: &Standpoint<'_>, row: &Traced) -> (usize, String) {
    let handbook = &from.site.handbook;
    let method = &handbook.method;
    let said = block::field(handbook.part(row.entry), TOPIC).map(block::text);
    let topic =
        method.topics.iter().position(|it| said.as_ref().is_some_and(|text| *text == it.name));
    if let Some(at) = topic {
        return (at, method.topics[at].title.clone());
    }
    let section = handbook.section(row.entry);
    let title = section.map(|it| method.section(it).title.clone()).unwrap_or_default();
    (method.topics.len() + section.map_or(0, |it| usize::from(it.0)), title)
}

/// The title of some rows of many, from which to which they go.
fn ranged(from: &Standpoint<'_>, title: &str, rows: &[&Traced]) -> String {
    let label = |row: Option<&&Traced>| row.map_or("", |it| from.site.handbook.label(it.entry));
    format!("{title}, {} – {}", label(rows.first()), label(rows.last()))
}

/// The rows, cut where the next one would make its table too wide.
fn bands<'a>(rows: &[&'a Traced]) -> Vec<Vec<&'a Traced>> {
    let mut bands: Vec<Vec<&Traced>> = Vec::new();
    let mut wide: BTreeSet<EntryIndex> = BTreeSet::new();
    for &row in rows {
        let own: BTreeSet<EntryIndex> = shown(row).collect();
        let fits = wide.union(&own).count() <= COLUMNS_MAX;
        if let Some(band) = bands.last_mut().filter(|_| fits) {
            band.push(row);
        } else {
            bands.push(vec![row]);
            wide.clear();
        }
        wide.extend(own);
    }
    bands
}

/// What answers any of these rows.
fn columns(rows: &[&Traced]) -> Vec<EntryIndex> {
    let all: BTreeSet<EntryIndex> = rows.iter().flat_map(|it| shown(it)).collect();
    all.into_iter().collect()
}

/// The answers to a row that have a place.
fn shown(row: &Traced) -> impl Iterator<Item = EntryIndex> {
    row.answers.iter().take(COLUMNS_MAX).map(|it| it.by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Answer, Numbers};

    fn row(entry: u32, by: std::ops::Range<u32>) -> Traced {
        let answer = |by| Answer { by: EntryIndex(by), in_part: false };
        Traced {
            entry: EntryIndex(entry),
            numbers: Numbers::default(),
            answers: by.map(answer).collect(),
        }
    }

    #[test]
    fn no_table_is_too_wide_and_no_row_is_lost() {
        let rows = [row(0, 0..30), row(1, 20..40), row(2, 30..50), row(3, 0..0), row(4, 100..190)];
        let rows: Vec<&Traced> = rows.iter().collect();
        let bands = bands(&rows);
        let sizes: Vec<_> = bands.iter().map(|it| (it.len(), columns(it).len())).collect();
        assert_eq!(sizes, [(2, 40), (2, 20), (1, 40)]);
    }
}
