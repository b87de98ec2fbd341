//! Cards: what a link leads to, in a few words, for the script that shows them.
//!
//! They stand in files of their own, each with those of some pages: what a page is says the same
//! wherever it is linked from, and a page need not hold what its links lead to. The files are
//! scripts, so that they work from the disk, and are loaded when somebody comes near a link. Which
//! of them has a card follows from the address of its page, so that no page has to say it.

use super::{
    Site,
    address::Address,
    block,
    parts::{in_words, status},
    search::literal,
    standpoint::Standpoint,
};
use crate::{
    handbook::{At, Destination, EntryIndex, Handbook, Spot},
    markdown::first_sentence,
    text::Date,
    theme::is_told,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What has a card, by file, and by how the script knows it.
#[derive(Debug)]
pub(super) struct Cards(Vec<BTreeMap<String, Spot>>);

/// A card as the script reads it: the title; what the record goes by; how it stands, as an index
/// into the statuses of the file; what it comes to, in a sentence; and what kind of thing it is,
/// with what else tells it from others. What there is not is empty, or -1.
type Row<'a> = (&'a str, &'a str, isize, String, String);

/// How something stands: the word for it, the class of its colour, and its icon as SVG.
type StatusRow = (String, &'static str, String);

/// How many entries there are to a file.
const ENTRIES: usize = 64;
/// How many characters of a text a card shows.
const TEXT_MAX: usize = 240;
/// What stands between two pieces of the last line.
const BETWEEN: &str = " · ";

/// The text of a file of the theme. Scripts of every page are told how many files of cards there
/// are, so that a preview in which that changes loads its page anew.
pub(super) fn told(site: &Site, name: &str) -> String {
    let text = site.theme.file(name).unwrap_or_default();
    let count = files(&site.handbook);
    if is_told(name) { format!("{text}archbook.cards={count};\n") } else { text.to_owned() }
}

/// The files of cards by number, and where each of them is.
pub(super) fn cards(handbook: &Handbook) -> Vec<(usize, String)> {
    (0..files(handbook)).map(|at| (at, format!("_/cards/{at}.js"))).collect()
}

/// How many files of cards a handbook has.
fn files(handbook: &Handbook) -> usize {
    handbook.entries.len().div_ceil(ENTRIES).max(1)
}

impl Cards {
    /// Of every entry, and of every place in one that something leads to.
    pub(super) fn new(site: &Site) -> Self {
        let handbook = &site.handbook;
        let entries = handbook.iter().map(|(entry, _)| Spot { entry, at: At::Whole });
        let linked = handbook.edges.iter().filter_map(|edge| match edge.to {
            Destination::Spot(spot) => Some(spot),
            _ => None,
        });
        let spots: BTreeSet<Spot> = entries.chain(linked).collect();
        let top = Address::new("_");
        let from = Standpoint::at(site, &top);
        let mut files = vec![BTreeMap::new(); files(handbook)];
        for spot in spots {
            let (page, key) = key(&from.spot(spot));
            let file = file_of(&page, files.len());
            files[file].insert(key, spot);
        }
        Self(files)
    }

    /// The text of the n-th file: a call with the statuses that its cards have, and with each card
    /// by the way to what it is of, from the top of the site.
    pub(super) fn script(&self, site: &Site, number: usize) -> String {
        let mut statuses = Vec::new();
        let card = |(key, to): (&String, &Spot)| (key.clone(), card(site, *to, &mut statuses));
        let cards: BTreeMap<String, Row<'_>> = self.0[number].iter().map(card).collect();
        let file = literal(&json!({ "statuses": statuses, "cards": cards }));
        format!("archbookCards({file});\n")
    }
}

/// How the script knows the page that a link from the top of the site leads to, and the place:
/// without what hosts may leave out of an address.
fn key(href: &str) -> (String, String) {
    let (page, place) = href.split_at(href.find('#').unwrap_or(href.len()));
    let page = page.strip_suffix(".html").unwrap_or(page);
    let folder = page.strip_suffix("index").filter(|it| it.is_empty() || it.ends_with('/'));
    let page = folder.unwrap_or(page);
    (page.to_owned(), format!("{page}{place}"))
}

/// Which of so many files has the cards of a page, as the script computes it: by the hash of
/// Fowler, Noll and Vo (FNV-1a, 32 bits) of what is plain ASCII.
fn file_of(page: &str, files: usize) -> usize {
    const START: u32 = 0x811c_9dc5;
    const PRIME: u32 = 0x0100_0193;
    let hash = page.bytes().fold(START, |hash, it| (hash ^ u32::from(it)).wrapping_mul(PRIME));
    hash as usize % files
}

fn card<'a>(site: &'a Site, to: Spot, statuses: &mut Vec<StatusRow>) -> Row<'a> {
    let title = site.title(to.entry);
    let sentence = |text: &str| first_sentence(text, TEXT_MAX);
    if let Some(term) = site.handbook.term(to) {
        return (&term.text, "", -1, sentence(&term.definition), title.to_owned());
    }
    let entry = site.handbook.entry(to.entry);
    let text = said(site, to).map(sentence).unwrap_or_default();
    let stands = entry.kind.map_or(-1, |_| place(site, to.entry, statuses));
    (title, entry.id.as_deref().unwrap_or_default(), stands, text, meta(site, to.entry))
}

/// Where the status of an entry is among those of its file; there is one for it from now on.
fn place(site: &Site, at: EntryIndex, statuses: &mut Vec<StatusRow>) -> isize {
    let status = status(site, at);
    let icon = site.theme.icon(status.icon);
    let row = (status.word, status.tone, icon);
    let known = statuses.iter().position(|it| *it == row).unwrap_or_else(|| {
        statuses.push(row);
        statuses.len() - 1
    });
    known.try_into().expect("a method has few statuses")
}

/// What stands at a place in an entry: the criterion, what the heading is over, else the gist.
fn said(site: &Site, to: Spot) -> Option<&str> {
    let handbook = &site.handbook;
    let part = handbook.part(to.entry);
    match to.at {
        At::Whole => part.text("summary").or_else(|| handbook.gist(to.entry)),
        At::Criterion(_) => handbook.criterion(to).map(|it| it.text.as_str()),
        At::Anchor(at) => {
            let mut passages = part.passages.iter();
            let under = passages.find(|it| it.heading == Some(usize::from(at)));
            under.and_then(|it| it.gist()).or_else(|| handbook.gist(to.entry))
        }
    }
}

/// The last line of a card: the kind, then the priority or else the day, then who answers for it.
fn meta(site: &Site, at: EntryIndex) -> String {
    let part = site.handbook.part(at);
    let Some(kind) = site.handbook.kind_name(at) else {
        return site.theme.word("page").to_owned();
    };
    let ranked = part.text("priority").map(in_words);
    let facts = [ranked.or_else(|| part.date().map(Date::in_words)), block::owner(part)];
    let all = [in_words(kind)].into_iter().chain(facts.into_iter().flatten());
    all.collect::<Vec<_>>().join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_knows_a_page_however_its_host_writes_it() {
        let key = |href| key(href).1;
        let hrefs = ["a/b.html#c", "index.html", "a/index.html#c", "a/myindex.html"];
        assert_eq!(hrefs.map(key), ["a/b#c", "", "a/#c", "a/myindex"]);
    }

    #[test]
    fn the_hash_is_the_one_that_others_compute() {
        // From the reference of FNV, http://www.isthe.com/chongo/tech/comp/fnv/.
        let hashes = ["", "a", "foobar"].map(|it| file_of(it, usize::MAX));
        assert_eq!(hashes, [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
