//! What entries go by, and how to find them by it.

use super::{Entry, EntryIndex, order::series};
use crate::{
    page::{Id, Page},
    text::BookPath,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Every name of every entry.
#[derive(Debug, Default)]
pub struct Names {
    /// Ids that entries declare, by key.
    declared: BTreeMap<String, Vec<EntryIndex>>,
    /// Ids that follow from a number in a file's name, by key.
    derived: BTreeMap<String, Vec<EntryIndex>>,
    /// Numbers within a folder's series.
    numbers: BTreeMap<(String, u32), Vec<EntryIndex>>,
    /// File names without their extension, in lower case.
    stems: BTreeMap<String, Vec<EntryIndex>>,
    /// Prefixes of declared ids.
    prefixes: BTreeSet<String>,
    /// The series of each entry.
    series: Vec<String>,
}

/// What a name leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Named {
    /// To nothing.
    Nothing,
    /// To one entry.
    One(EntryIndex),
    /// To several, so to none.
    Several(Vec<EntryIndex>),
}

impl Names {
    /// Collects the names of all entries.
    pub(super) fn new(entries: &[Entry], pages: &[Arc<Page>]) -> Self {
        let mut names = Self::default();
        for (at, entry) in (0..).map(EntryIndex).zip(entries) {
            let page = &pages[entry.page.0 as usize];
            let part = &page.parts[entry.part];
            let series = series(page).to_owned();
            if let Some(id) = part.id.as_ref().filter(|_| entry.id.is_some()) {
                names.declared.entry(id.value.key()).or_default().push(at);
                names.prefixes.extend(id.value.prefix().map(str::to_uppercase));
            } else if let Some(id) = &entry.id {
                names.derived.entry(Id(id.clone()).key()).or_default().push(at);
            }
            if let Some(number) = part.number.filter(|_| entry.kind.is_some()) {
                names.numbers.entry((series.clone(), number)).or_default().push(at);
            }
            if entry.part == 0 {
                names.stems.entry(page.path().stem().to_lowercase()).or_default().push(at);
            }
            names.series.push(series);
        }
        names
    }

    /// The entry that `name` means on the page at `from`: by a declared id, by a derived one of the
    /// same series or else of any, by a number in the series, by a file's name.
    pub fn find(&self, name: &str, from: &BookPath) -> Named {
        let name = name.trim().trim_start_matches('#');
        let key = Id(name.to_owned()).key();
        if let Some(found) = self.declared.get(&key) {
            return named(found.clone());
        }
        if let Some(found) = self.derived.get(&key) {
            let near = self.near(found, from);
            return named(if near.is_empty() { found.clone() } else { near });
        }
        if let Some(found) = name.parse().ok().and_then(|number| self.numbered(number, from)) {
            return named(found.clone());
        }
        let stem = name.to_lowercase();
        let stem = stem.strip_suffix(".md").unwrap_or(&stem);
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        self.stems.get(stem).map_or(Named::Nothing, |found| {
            let near = self.near(found, from);
            named(if near.is_empty() { found.clone() } else { near })
        })
    }

    /// Whether entries of the book declare ids with this prefix, so that another one is expected to
    /// be there.
    pub fn expects(&self, name: &str) -> bool {
        let prefix = Id(name.to_owned()).prefix().map(str::to_uppercase);
        prefix.is_some_and(|prefix| self.prefixes.contains(&prefix))
    }

    /// Whether no other entry goes by this id.
    pub fn is_alone(&self, id: &str) -> bool {
        let key = Id(id.to_owned()).key();
        let count = |ids: &BTreeMap<_, Vec<_>>| ids.get(&key).map_or(0, Vec::len);
        count(&self.declared) + count(&self.derived) == 1
    }

    /// Every declared id that more than one entry has.
    pub fn duplicates(&self) -> impl Iterator<Item = &[EntryIndex]> {
        self.declared.values().map(Vec::as_slice).filter(|entries| entries.len() > 1)
    }

    /// Every number that more than one entry of a series has.
    pub fn collisions(&self) -> impl Iterator<Item = &[EntryIndex]> {
        self.numbers.values().map(Vec::as_slice).filter(|entries| entries.len() > 1)
    }

    /// Every id, as a key, that something goes by.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.declared.keys().chain(self.derived.keys()).map(String::as_str)
    }

    fn near(&self, found: &[EntryIndex], from: &BookPath) -> Vec<EntryIndex> {
        let own = from.folder();
        let above = own.rsplit_once('/').map_or("", |(above, _)| above);
        let series = |at: &EntryIndex| self.series[at.0 as usize].as_str();
        let same: Vec<EntryIndex> = found.iter().copied().filter(|at| series(at) == own).collect();
        if same.is_empty() {
            return found.iter().copied().filter(|at| series(at) == above).collect();
        }
        same
    }

    fn numbered(&self, number: u32, from: &BookPath) -> Option<&Vec<EntryIndex>> {
        let own = from.folder().to_owned();
        let above = own.rsplit_once('/').map_or("", |(above, _)| above).to_owned();
        self.numbers.get(&(own, number)).or_else(|| self.numbers.get(&(above, number)))
    }
}

fn named(mut found: Vec<EntryIndex>) -> Named {
    if found.len() > 1 {
        return Named::Several(found);
    }
    found.pop().map_or(Named::Nothing, Named::One)
}
