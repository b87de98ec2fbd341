//! What entries go by, and how to find them by it.

use super::{Entry, EntryIndex, order::series};
use crate::{
    page::{Page, id_key, id_prefix},
    text::BookPath,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, OnceLock},
};

/// Every name of every entry.
#[derive(Debug, Default)]
pub struct Names {
    ids: Ids,
    /// The numbers of each series, in order.
    numbers: BTreeMap<String, Vec<(u32, EntryIndex)>>,
    /// The entries that are pages.
    wholes: Vec<EntryIndex>,
    /// File names without their extension, in lower case. Few books go by them, so that they are
    /// collected when one does.
    stems: OnceLock<HashMap<String, Vec<EntryIndex>>>,
    /// The glossaries that define a term, by the term in lower case.
    terms: HashMap<String, Vec<EntryIndex>>,
    /// The path of the page of each entry.
    paths: Vec<BookPath>,
}

/// Every id.
#[derive(Debug, Default)]
struct Ids {
    /// Who goes by which id, by key.
    bearers: HashMap<String, Bearers>,
    /// The keys of ids that more than one entry declares.
    repeated: Vec<String>,
    /// Prefixes of declared ids.
    prefixes: BTreeSet<String>,
}

/// The entries that go by an id.
#[derive(Debug, Default)]
struct Bearers {
    /// Those that declare it.
    declared: Vec<EntryIndex>,
    /// Those that it follows for from a number in their file's name.
    derived: Vec<EntryIndex>,
    /// Those that went by it before.
    former: Vec<EntryIndex>,
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
        let (ids, (numbers, terms)) = rayon::join(
            || Ids::new(entries, pages),
            || (numbers(entries, pages), terms(entries, pages)),
        );
        let paths = entries.iter().map(|it| pages[it.page.0 as usize].path().clone()).collect();
        let wholes = (0..).map(EntryIndex).zip(entries).filter(|(_, entry)| entry.part == 0);
        let wholes = wholes.map(|(at, _)| at).collect();
        Self { ids, numbers, wholes, stems: OnceLock::new(), terms, paths }
    }

    /// The entry that `name` means on the page at `from`: by a declared id, by a derived one of the
    /// same series or else of any, by one it had before, by a number in the series, by the name of
    /// its file.
    pub fn find(&self, name: &str, from: &BookPath) -> Named {
        let name = name.trim().trim_start_matches('#');
        if let Some(Bearers { declared, derived, former }) = self.ids.bearers.get(&id_key(name)) {
            return match (declared.as_slice(), derived.as_slice()) {
                ([], []) => self.nearest(former, from),
                ([], derived) => self.nearest(derived, from),
                (declared, _) => named(declared),
            };
        }
        if let Some(found) = name.parse().ok().and_then(|number| self.numbered(number, from)) {
            return found;
        }
        let stem = name.to_lowercase();
        let stem = stem.strip_suffix(".md").unwrap_or(&stem);
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        self.stems().get(stem).map_or(Named::Nothing, |found| self.nearest(found, from))
    }

    /// The glossary that defines a term, as it is named on the page at `from`.
    pub fn glossary(&self, term: &str, from: &BookPath) -> Named {
        let found = self.terms.get(&term_key(term));
        found.map_or(Named::Nothing, |found| self.nearest(found, from))
    }

    /// Whether entries of the book declare ids with this prefix, so that another one is expected to
    /// be there.
    pub fn expects(&self, name: &str) -> bool {
        let prefix = id_prefix(name).map(str::to_uppercase);
        prefix.is_some_and(|prefix| self.ids.prefixes.contains(&prefix))
    }

    /// Whether no other entry goes by this id.
    pub fn is_alone(&self, id: &str) -> bool {
        let bearers = self.ids.bearers.get(&id_key(id));
        bearers.is_some_and(|it| it.declared.len() + it.derived.len() == 1)
    }

    /// Every declared id that more than one entry has.
    pub fn duplicates(&self) -> impl Iterator<Item = &[EntryIndex]> {
        self.ids.repeated.iter().map(|key| self.ids.bearers[key].declared.as_slice())
    }

    /// Every number that more than one entry of a series has.
    pub fn collisions(&self) -> impl Iterator<Item = Vec<EntryIndex>> {
        let same = |(one, _): &(u32, EntryIndex), (other, _): &(u32, EntryIndex)| one == other;
        let alike = self.numbers.values().flat_map(move |it| it.chunk_by(same));
        alike.filter(|it| it.len() > 1).map(|it| it.iter().map(|(_, at)| *at).collect())
    }

    /// The entries in the series of the page at `from`, else in the one above, else all of them.
    fn nearest(&self, found: &[EntryIndex], from: &BookPath) -> Named {
        let of = |wanted: &str| -> Vec<EntryIndex> {
            let own = |at: &EntryIndex| series(&self.paths[at.0 as usize]) == wanted;
            found.iter().copied().filter(own).collect()
        };
        // Who is alone is the nearest one, wherever it is.
        let several = found.len() > 1;
        let near = around(from).into_iter().filter(|_| several).map(of).find(|it| !it.is_empty());
        named(near.as_deref().unwrap_or(found))
    }

    /// The entries with a number in the series of the page at `from`, else in the one above.
    fn numbered(&self, number: u32, from: &BookPath) -> Option<Named> {
        around(from).into_iter().find_map(|series| {
            let numbers = self.numbers.get(series)?;
            let start = numbers.partition_point(|(it, _)| *it < number);
            let found = numbers[start..].iter().take_while(|(it, _)| *it == number);
            let found: Vec<EntryIndex> = found.map(|(_, at)| *at).collect();
            (!found.is_empty()).then(|| named(&found))
        })
    }

    fn stems(&self) -> &HashMap<String, Vec<EntryIndex>> {
        self.stems.get_or_init(|| {
            let mut stems: HashMap<String, Vec<EntryIndex>> =
                HashMap::with_capacity(self.wholes.len());
            for &at in &self.wholes {
                stems.entry(self.paths[at.0 as usize].stem().to_lowercase()).or_default().push(at);
            }
            stems
        })
    }
}

impl Ids {
    fn new(entries: &[Entry], pages: &[Arc<Page>]) -> Self {
        let mut ids = Self { bearers: HashMap::with_capacity(entries.len()), ..Self::default() };
        for (at, entry) in (0..).map(EntryIndex).zip(entries) {
            let part = &pages[entry.page.0 as usize].parts[entry.part];
            if let Some(id) = part.id.as_ref().filter(|_| entry.id.is_some()) {
                let bearers = ids.bearers.entry(id.value.key()).or_default();
                bearers.declared.push(at);
                ids.repeated.extend((bearers.declared.len() == 2).then(|| id.value.key()));
                let prefix = id.value.prefix().filter(|it| !ids.prefixes.contains(*it));
                ids.prefixes.extend(prefix.map(str::to_uppercase));
            } else if let Some(id) = &entry.id {
                ids.bearers.entry(id_key(id)).or_default().derived.push(at);
            }
            for name in part.former_names() {
                ids.bearers.entry(id_key(name)).or_default().former.push(at);
            }
        }
        ids
    }
}

/// The numbers of the records of each series.
fn numbers(entries: &[Entry], pages: &[Arc<Page>]) -> BTreeMap<String, Vec<(u32, EntryIndex)>> {
    let mut numbers: BTreeMap<String, Vec<(u32, EntryIndex)>> = BTreeMap::new();
    for (at, entry) in (0..).map(EntryIndex).zip(entries) {
        let page = &pages[entry.page.0 as usize];
        if let Some(number) = page.parts[entry.part].number.filter(|_| entry.kind.is_some()) {
            let series = series(page.path());
            match numbers.get_mut(series) {
                Some(known) => known.push((number, at)),
                None => drop(numbers.insert(series.to_owned(), vec![(number, at)])),
            }
        }
    }
    for it in numbers.values_mut() {
        it.sort_unstable();
    }
    numbers
}

/// The glossaries that define each term.
fn terms(entries: &[Entry], pages: &[Arc<Page>]) -> HashMap<String, Vec<EntryIndex>> {
    let mut terms: HashMap<String, Vec<EntryIndex>> = HashMap::new();
    let prose =
        (0..).map(EntryIndex).zip(entries).filter(|(_, it)| it.part == 0 && it.kind.is_none());
    for (at, entry) in prose {
        let page = &pages[entry.page.0 as usize];
        for term in page.outline.terms.iter().filter(|_| page.is_glossary()) {
            let glossaries = terms.entry(term_key(&term.text)).or_default();
            glossaries.extend((glossaries.last() != Some(&at)).then_some(at));
        }
    }
    terms
}

/// A term as it is looked up: in lower case, with single blanks.
pub(super) fn term_key(term: &str) -> String {
    term.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The series that the file at `from` may mean without saying so: its own, and the one above.
fn around(from: &BookPath) -> [&str; 2] {
    let own = from.folder();
    [own, own.rsplit_once('/').map_or("", |(above, _)| above)]
}

fn named(found: &[EntryIndex]) -> Named {
    match found {
        [] => Named::Nothing,
        [one] => Named::One(*one),
        several => Named::Several(several.to_vec()),
    }
}
