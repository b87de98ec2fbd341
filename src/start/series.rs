//! Where the next record of a kind belongs: its folder, the records it is numbered with, and the
//! one that it is written like.

use super::name::{Core, NameForm, Pieces};
use crate::{
    handbook::{EntryIndex, Handbook, PageIndex, series},
    method::KindIndex,
    page::{FileName, Page},
    text::{BookPath, Date},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Where the next record of a kind belongs.
#[derive(Clone, Debug)]
pub struct Series {
    /// The kind.
    pub kind: KindIndex,
    /// The folder.
    pub folder: BookPath,
    /// Every folder whose records share its numbers, itself included.
    pub folders: Vec<BookPath>,
    /// Whether its records have numbers: in their names, or, where those are words alone, in their
    /// ids.
    pub is_numbered: bool,
    /// The newest record whose name is as most of them are; `None` where there is none yet.
    pub(super) model: Option<EntryIndex>,
    /// How its files are named.
    pub(super) form: NameForm,
    /// The book's own page to begin such a record with.
    pub(super) template: Option<PageIndex>,
}

/// The series that the next record of a kind belongs to.
///
/// Of the folders that hold such records, the first that has a template of its own; else the one
/// that most of them are in. Without any, the folder of the kind.
pub fn next(handbook: &Handbook, kind: KindIndex) -> Series {
    let records = records(handbook, kind);
    let folder = folder(handbook, &records);
    let folder = folder.or_else(|| prepared(handbook, kind)).unwrap_or_else(|| {
        let name = &handbook.method.kind(kind).plural;
        let own = handbook.sources.below.trim_end_matches('/').rsplit('/').next();
        let is_own = own.is_some_and(|it| handbook.method.kind_of_folder(it) == Some(kind));
        if is_own { handbook.sources.src.clone() } else { handbook.sources.src.below(name) }
    });
    let own = records.get(folder.as_str()).map(Vec::as_slice).unwrap_or_default();
    let like = if own.is_empty() { other(handbook) } else { own.to_vec() };
    let (form, model) = form(handbook, &like);
    let form = if own.is_empty() { form.named_for(handbook, kind, model) } else { form };
    let template = template(handbook, kind, &folder);
    let folders = shared(handbook, &records, &folder);
    let is_numbered = match form.frame.core {
        Core::Number => true,
        Core::Words => model.is_some_and(|at| handbook.part(at).number.is_some()),
        Core::Day | Core::Digits => false,
    };
    Series { kind, folder, folders, is_numbered, model, form, template }
}

impl Series {
    /// The first number after all that are in use: by pages of the book, and by `names`, which are
    /// those of files and folders elsewhere.
    pub(super) fn number(&self, handbook: &Handbook, names: &[String]) -> u32 {
        let here = handbook.pages.iter().filter(|it| {
            let own = series(it.path());
            self.folders.iter().any(|folder| folder.as_str() == own)
        });
        let own = |page: &std::sync::Arc<Page>| page.name.value();
        let stated = handbook.iter().filter(|(at, entry)| {
            let folder = series(handbook.page_of(*at).path());
            let near = self.folders.iter().any(|it| it.as_str() == folder);
            entry.kind == Some(self.kind) && near
        });
        let stated = stated.filter_map(|(at, _)| handbook.part(at).number);
        let elsewhere = names.iter().filter_map(|name| {
            let folder = !name.contains('.') || is_page(name);
            FileName::of(&self.folder.below(name)).value().filter(|_| folder)
        });
        let used = here.filter_map(own).chain(elsewhere).chain(stated.filter(|_| self.is_numbered));
        used.max().map_or(1, |it| it.saturating_add(1))
    }
}

fn is_page(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, it)| matches!(it, "md" | "markdown"))
}

/// The records of a kind that are pages, by their folder.
fn records(handbook: &Handbook, kind: KindIndex) -> BTreeMap<&str, Vec<EntryIndex>> {
    let mut folders: BTreeMap<&str, Vec<EntryIndex>> = BTreeMap::new();
    let own = handbook.iter().filter(|(_, it)| it.kind == Some(kind) && it.part == 0);
    for (at, _) in own {
        folders.entry(series(handbook.page_of(at).path())).or_default().push(at);
    }
    folders
}

/// The folder of the next record among those that hold such records.
fn folder(handbook: &Handbook, records: &BTreeMap<&str, Vec<EntryIndex>>) -> Option<BookPath> {
    let prepared = |folder: &str| templates(handbook).any(|it| it.path().folder() == folder);
    let depth = |folder: &str| folder.split('/').count();
    let by_template = || records.keys().filter(|it| prepared(it)).min_by_key(|it| depth(it));
    let fullest = records.iter().max_by_key(|(it, own)| (own.len(), Reverse(depth(it))));
    let folder = by_template().or(fullest.map(|(folder, _)| folder))?;
    BookPath::new(folder)
}

/// A folder that holds a template and is named after the kind, but has no record yet.
fn prepared(handbook: &Handbook, kind: KindIndex) -> Option<BookPath> {
    let folders = templates(handbook).map(|it| it.path().folder());
    let last = |it: &&str| it.rsplit('/').next().unwrap_or_default().to_owned();
    let mut named = folders.filter(|it| handbook.method.kind_of_folder(&last(it)) == Some(kind));
    named.next().and_then(BookPath::new)
}

/// Every page that is there to begin others with.
fn templates(handbook: &Handbook) -> impl Iterator<Item = &Page> {
    let named = |page: &&Page| page.name.is_prose && stem(page).contains("template");
    handbook.pages.iter().map(AsRef::as_ref).filter(named)
}

fn stem(page: &Page) -> String {
    page.path().stem().to_lowercase()
}

/// The book's own page to begin a record with: in its folder, in `templates` beside or above it
/// where it is named after the kind.
fn template(handbook: &Handbook, kind: KindIndex, folder: &BookPath) -> Option<PageIndex> {
    let kind = handbook.method.kind(kind);
    let names = [&kind.name, &kind.prefix].into_iter().chain(&kind.aliases);
    let names: Vec<String> = names.map(|it| it.to_lowercase()).collect();
    let about = |page: &Page| {
        let stem = stem(page);
        let mut words = stem.split(|c: char| !c.is_alphanumeric());
        stem.starts_with("0000") || words.any(|word| names.iter().any(|it| it == word))
    };
    let rank = |page: &Page| {
        let own = page.path().folder();
        let beside = ["template", "templates"].map(|it| folder.below(it).as_str().to_owned());
        let above = own.trim_end_matches("templates").trim_end_matches("template");
        let around = format!("{folder}/").starts_with(above);
        match own {
            own if own == folder.as_str() => Some(0),
            own if beside.iter().any(|it| it == own) => Some(1),
            _ if around && about(page) => Some(2),
            _ => None,
        }
    };
    let ranked = templates(handbook).filter_map(|page| Some((rank(page)?, page)));
    let order = |page: &Page| (!about(page), page.path().name().len(), page.path().clone());
    let best = ranked.min_by_key(|(rank, page)| (*rank, order(page)))?;
    handbook.page_at(best.1.path().as_str())
}

/// The records of a book that a new one of a kind without any is written like: those that state
/// what they are.
fn other(handbook: &Handbook) -> Vec<EntryIndex> {
    let own = handbook.iter().filter(|(at, it)| {
        let native = handbook.page_of(*at).format == crate::page::Format::Native;
        it.kind.is_some() && it.part == 0 && native
    });
    own.map(|(at, _)| at).collect()
}

/// How most of some records are named, and the newest of these.
fn form(handbook: &Handbook, records: &[EntryIndex]) -> (NameForm, Option<EntryIndex>) {
    let page = |at: &EntryIndex| handbook.page_of(*at);
    let pieces = |at: &EntryIndex| Pieces::of(page(at).path(), &page(at).name);
    let all: Vec<Pieces<'_>> = records.iter().map(pieces).collect();
    let Some(form) = NameForm::of_most(&all) else {
        return (NameForm::usual(), None);
    };
    let alike = records.iter().zip(&all).filter(|(_, it)| it.frame == form.frame);
    let newest = alike.max_by_key(|(at, _)| newness(page(at), handbook.part(**at).number));
    let model = newest.map(|(at, _)| *at);
    (form, model)
}

fn newness(page: &Page, number: Option<u32>) -> (Option<u32>, Option<Date>, &BookPath) {
    (page.name.value().or(number), page.name.date.or(page.whole().date()), page.path())
}

impl NameForm {
    /// The form that other records have, for records of a kind: with its own prefix where theirs
    /// begin with that of their kind.
    fn named_for(
        mut self,
        handbook: &Handbook,
        kind: KindIndex,
        model: Option<EntryIndex>,
    ) -> Self {
        let other = model.and_then(|at| handbook.entry(at).kind);
        let other = other.map_or("", |at| handbook.method.kind(at).prefix.as_str());
        let before = &self.frame.before;
        let letters = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        let own = &handbook.method.kind(kind).prefix;
        if !letters.is_empty() && letters.eq_ignore_ascii_case(other) {
            let lower = letters.chars().all(char::is_lowercase);
            let own = if lower { own.to_lowercase() } else { own.clone() };
            self.frame.before = format!("{own}{}", &before[letters.len()..]);
        }
        self
    }
}

/// The folders whose records share their numbers with those in `folder`: beside it, above it or
/// below it, where no number of theirs is one of its own.
fn shared(
    handbook: &Handbook,
    records: &BTreeMap<&str, Vec<EntryIndex>>,
    folder: &BookPath,
) -> Vec<BookPath> {
    let numbers = |own: &Vec<EntryIndex>| -> BTreeSet<u32> {
        own.iter().filter_map(|at| handbook.page_of(*at).name.value()).collect()
    };
    let above = |it: &str| it.rsplit_once('/').map_or("", |(above, _)| above).to_owned();
    let near = |it: &str| {
        let beside = above(it) == folder.folder() && !it.is_empty();
        beside || above(it) == folder.as_str() || it == folder.folder()
    };
    let own = records.get(folder.as_str()).map(numbers).unwrap_or_default();
    let others = records.iter().filter(|(it, there)| {
        let theirs = numbers(there);
        **it != folder.as_str() && near(it) && !theirs.is_empty() && own.is_disjoint(&theirs)
    });
    let others = others.filter_map(|(it, _)| BookPath::new(it));
    std::iter::once(folder.clone()).chain(others).collect()
}

/// The digits in a label such as `ADR-0007: `, in place of which another number is put: as wide,
/// where they are filled up with zeros.
pub(super) fn renumbered(label: &str, old: u32, new: u32) -> Option<String> {
    let digits = |c: char| c.is_ascii_digit();
    let start = label.find(digits)?;
    let end = label[start..].find(|c| !digits(c)).map_or(label.len(), |it| start + it);
    let written = &label[start..end];
    let width = if written.starts_with('0') { written.len() } else { 1 };
    let own = written.parse() == Ok(old);
    own.then(|| format!("{}{new:0width$}{}", &label[..start], &label[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_gets_another_number_of_the_same_width() {
        assert_eq!(renumbered("ADR-0007: ", 7, 8).as_deref(), Some("ADR-0008: "));
        assert_eq!(renumbered("9. ", 9, 10).as_deref(), Some("10. "));
        assert_eq!(renumbered("H2 ", 7, 8), None);
        assert_eq!(renumbered("ADR: ", 7, 8), None);
    }
}
