//! What entries go by, and how to find them by it.

use super::{Entry, EntryIndex, order::series};
use crate::{
    page::{Page, id_key, id_prefix},
    text::BookPath,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Every name of every entry.
#[derive(Debug, Default)]
pub struct Names {
    /// Who goes by which id, by key.
    ids: HashMap<String, Bearers>,
    /// The keys of ids that more than one entry declares.
    repeated: Vec<String>,
    /// Numbers within a folder's series.
    numbers: BTreeMap<(String, u32), Vec<EntryIndex>>,
    /// File names without their extension, in lower case.
    stems: HashMap<String, Vec<EntryIndex>>,
    /// The glossaries that define a term, by the term in lower case.
    terms: HashMap<String, Vec<EntryIndex>>,
    /// Prefixes of declared ids.
    prefixes: BTreeSet<String>,
    /// The series of each entry.
    series: Vec<String>,
}

/// The entries that go by an id.
#[derive(Debug, Default)]
struct Bearers {
    /// Those that declare it.
    declared: Vec<EntryIndex>,
    /// Those that it follows for from a number in their file's name.
    derived: Vec<EntryIndex>,
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
                let bearers = names.ids.entry(id.value.key()).or_default();
                bearers.declared.push(at);
                names.repeated.extend((bearers.declared.len() == 2).then(|| id.value.key()));
                names.prefixes.extend(id.value.prefix().map(str::to_uppercase));
            } else if let Some(id) = &entry.id {
                names.ids.entry(id_key(id)).or_default().derived.push(at);
            }
            if let Some(number) = part.number.filter(|_| entry.kind.is_some()) {
                names.numbers.entry((series.clone(), number)).or_default().push(at);
            }
            if entry.part == 0 {
                names.stems.entry(page.path().stem().to_lowercase()).or_default().push(at);
            }
            if entry.part == 0 && entry.kind.is_none() && is_glossary(page) {
                for term in page.outline.terms.iter().map(|it| term_key(&it.text)) {
                    let glossaries = names.terms.entry(term).or_default();
                    glossaries.extend((glossaries.last() != Some(&at)).then_some(at));
                }
            }
            names.series.push(series);
        }
        names
    }

    /// The entry that `name` means on the page at `from`: by a declared id, by a derived one of the
    /// same series or else of any, by a number in the series, by a file's name.
    pub fn find(&self, name: &str, from: &BookPath) -> Named {
        let name = name.trim().trim_start_matches('#');
        if let Some(Bearers { declared, derived }) = self.ids.get(&id_key(name)) {
            return if declared.is_empty() {
                named(self.nearest(derived, from))
            } else {
                named(declared.clone())
            };
        }
        if let Some(found) = name.parse().ok().and_then(|number| self.numbered(number, from)) {
            return named(found.clone());
        }
        let stem = name.to_lowercase();
        let stem = stem.strip_suffix(".md").unwrap_or(&stem);
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        self.stems.get(stem).map_or(Named::Nothing, |found| named(self.nearest(found, from)))
    }

    /// The glossary that defines a term, as it is named on the page at `from`.
    pub fn glossary(&self, term: &str, from: &BookPath) -> Named {
        let found = self.terms.get(&term_key(term));
        found.map_or(Named::Nothing, |found| named(self.nearest(found, from)))
    }

    /// Whether entries of the book declare ids with this prefix, so that another one is expected to
    /// be there.
    pub fn expects(&self, name: &str) -> bool {
        let prefix = id_prefix(name).map(str::to_uppercase);
        prefix.is_some_and(|prefix| self.prefixes.contains(&prefix))
    }

    /// Whether no other entry goes by this id.
    pub fn is_alone(&self, id: &str) -> bool {
        let bearers = self.ids.get(&id_key(id));
        bearers.is_some_and(|it| it.declared.len() + it.derived.len() == 1)
    }

    /// Every declared id that more than one entry has.
    pub fn duplicates(&self) -> impl Iterator<Item = &[EntryIndex]> {
        self.repeated.iter().map(|key| self.ids[key].declared.as_slice())
    }

    /// Every number that more than one entry of a series has.
    pub fn collisions(&self) -> impl Iterator<Item = &[EntryIndex]> {
        self.numbers.values().map(Vec::as_slice).filter(|entries| entries.len() > 1)
    }

    /// The entries in the series of the page at `from`, else in the one above, else all of them.
    fn nearest(&self, found: &[EntryIndex], from: &BookPath) -> Vec<EntryIndex> {
        let own = from.folder();
        let above = own.rsplit_once('/').map_or("", |(above, _)| above);
        let of = |series: &str| -> Vec<EntryIndex> {
            let own = |at: &EntryIndex| self.series[at.0 as usize] == series;
            found.iter().copied().filter(own).collect()
        };
        let near = [own, above].into_iter().map(of).find(|near| !near.is_empty());
        near.unwrap_or_else(|| found.to_vec())
    }

    fn numbered(&self, number: u32, from: &BookPath) -> Option<&Vec<EntryIndex>> {
        let own = from.folder().to_owned();
        let above = own.rsplit_once('/').map_or("", |(above, _)| above).to_owned();
        self.numbers.get(&(own, number)).or_else(|| self.numbers.get(&(above, number)))
    }
}

/// Whether a page of prose defines terms: by the name of its file, or by its title.
fn is_glossary(page: &Page) -> bool {
    let is = |name: &str| name.trim().eq_ignore_ascii_case("glossary");
    is(page.path().stem()) || is(&page.whole().title.value)
}

/// A term as it is looked up: in lower case, with single blanks.
pub(super) fn term_key(term: &str) -> String {
    term.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn named(mut found: Vec<EntryIndex>) -> Named {
    if found.len() > 1 {
        return Named::Several(found);
    }
    found.pop().map_or(Named::Nothing, Named::One)
}
