//! Pages to terms: which documents say each, where, and how often.

use super::terms::terms;
use crate::{
    handbook::{EntryIndex, Handbook, PageIndex},
    markdown::{Said, said},
    page::{Origin, Page},
    text::Span,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// How many pages a thread reads at a time. It is the same everywhere, and so is what comes out.
const CHUNK_PAGES: usize = 128;
/// A document with more headings has no names for the others.
const HEADINGS_MAX: usize = 100;

/// All that the pages say.
pub(super) struct Gathered {
    /// Every term, in the order in which scripts compare texts.
    pub(super) terms: Vec<(Box<str>, Vec<Stand>)>,
    /// By document: how many terms its text has.
    pub(super) lengths: Vec<u32>,
    /// By document: its headings, as indices into the outline of its page.
    pub(super) headings: Vec<Vec<usize>>,
}

/// Where a term stands in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub(super) document: u32,
    pub(super) place: Place,
    /// How often the text has it.
    pub(super) count: u16,
    /// The heading that it first stands under, from 1; 0 where it stands above all of them.
    pub(super) heading: u32,
}

/// In what a term stands: the better, the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Id,
    Title,
    Heading,
    Text,
    /// What is said of the page, and not by its text.
    About,
}

/// Reads every page. `order` is which entry each document is.
pub(super) fn gather(handbook: &Handbook, order: &[EntryIndex]) -> Gathered {
    let mut numbers = vec![0; order.len()];
    for (number, at) in (0..).zip(order) {
        numbers[at.0 as usize] = number;
    }
    let pages: Vec<PageIndex> = (0..).map(PageIndex).take(handbook.pages.len()).collect();
    let chunk = |pages: &[PageIndex]| {
        let mut shelf = Shelf::default();
        for &page in pages {
            shelf.page(handbook, &numbers, page);
        }
        shelf
    };
    // Inside of a thread of the pool, waiting for others would have it take up any other work that
    // waits, which may be to ask for this very index.
    let shelves: Vec<Shelf> = if rayon::current_thread_index().is_some() {
        pages.chunks(CHUNK_PAGES).map(chunk).collect()
    } else {
        pages.par_chunks(CHUNK_PAGES).map(chunk).collect()
    };
    merged(shelves, order.len())
}

/// All shelves as one.
fn merged(shelves: Vec<Shelf>, documents: usize) -> Gathered {
    let mut terms: Vec<(Box<str>, Vec<Stand>)> = Vec::new();
    let mut lengths = vec![0; documents];
    let mut headings = vec![Vec::new(); documents];
    for shelf in shelves {
        terms.extend(shelf.terms);
        for (document, about) in shelf.documents {
            lengths[document as usize] = about.length;
            headings[document as usize] = about.headings;
        }
    }
    terms.sort_by(|(one, _), (other, _)| compared(one, other));
    terms.dedup_by(|(term, stands), (before, all)| {
        let same = term == before;
        if same {
            all.append(stands);
        }
        same
    });
    for (_, stands) in &mut terms {
        stands.sort_by_key(|it| it.document);
        stands.dedup_by(|it, before| it.document == before.document && before.take(it));
    }
    Gathered { terms, lengths, headings }
}

/// The order in which scripts compare texts: by the halves of their characters in UTF-16.
fn compared(one: &str, other: &str) -> std::cmp::Ordering {
    if one.is_ascii() && other.is_ascii() {
        return one.cmp(other);
    }
    one.encode_utf16().cmp(other.encode_utf16())
}

impl Stand {
    /// Adds what else is known of the same document. Always true.
    fn take(&mut self, other: &Self) -> bool {
        // What stands in the title says nothing of where in the text it is.
        let is_first = self.count == 0;
        self.heading = if is_first { other.heading } else { self.heading };
        self.count = self.count.saturating_add(other.count);
        self.place = self.place.min(other.place);
        true
    }
}

/// What some pages say.
#[derive(Default)]
struct Shelf {
    /// Where each term is among the terms.
    places: HashMap<Box<str>, usize>,
    terms: Vec<(Box<str>, Vec<Stand>)>,
    documents: BTreeMap<u32, About>,
}

/// What is known of a document beside its terms.
#[derive(Default)]
struct About {
    length: u32,
    headings: Vec<usize>,
}

impl Shelf {
    fn page(&mut self, handbook: &Handbook, numbers: &[u32], at: PageIndex) {
        let page = handbook.page(at);
        let entries = handbook.entries_on(at);
        let number = |at: EntryIndex| numbers[at.0 as usize];
        let parts: Vec<(Span, u32)> = entries
            .iter()
            .filter(|it| handbook.entry(**it).part > 0)
            .map(|&it| (handbook.part(it).range, number(it)))
            .collect();
        let whole = number(handbook.entry_of(at));
        for &entry in &entries {
            self.facts(handbook, entry, number(entry));
        }
        said(page.text(), page.body, page.front_below, |it| {
            let around = parts.iter().filter(|(range, _)| holds(*range, it.start));
            let inner = around.min_by_key(|(range, _)| range.end - range.start);
            let (start, document) = match inner {
                Some((range, document)) => (Some(range.start), *document),
                None => (None, whole),
            };
            self.block(page, start, document, it);
        });
    }

    /// What an entry says of itself, beside its text.
    fn facts(&mut self, handbook: &Handbook, at: EntryIndex, document: u32) {
        let (entry, part) = (handbook.entry(at), handbook.part(at));
        let path = handbook.page_of(at).path();
        self.documents.entry(document).or_default();
        if let Some(id) = &entry.id {
            self.say(id, document, Place::Id, 0);
            // An id is a word of its own, however people write it: `ADR-0007` is `adr7`.
            let letters = id.chars().filter(|it| it.is_alphanumeric());
            self.say(&letters.collect::<String>(), document, Place::Id, 0);
        }
        self.say(&part.title.value, document, Place::Title, 0);
        let below = path.within(&handbook.sources.src).unwrap_or(path.as_str());
        let folders = below.strip_suffix(path.name()).unwrap_or_default();
        self.say(folders, document, Place::About, 0);
        self.say(path.stem(), document, Place::About, 0);
        for field in part.fields.iter().filter(|it| it.from == Origin::FrontMatter) {
            for text in field.value.texts() {
                self.say(&text.value, document, Place::About, 0);
            }
        }
    }

    /// Takes in a block of a document, of which a part of the page begins at `start`.
    fn block(&mut self, page: &Page, start: Option<u32>, document: u32, it: Said<'_>) {
        let span = it.heading.map(|at| page.outline.headings[at].span);
        let title = match start {
            Some(start) => span.filter(|it| it.start == start),
            None => page.title_heading,
        };
        let is_title = span.is_some() && span == title;
        let about = self.documents.entry(document).or_default();
        if it.is_heading && !is_title && about.headings.len() < HEADINGS_MAX {
            about.headings.extend(it.heading);
        }
        let own = about.headings.last().filter(|last| Some(**last) == it.heading);
        let heading = if own.is_some() { about.headings.len() } else { 0 };
        let place = match it.is_heading {
            true if is_title => Place::Title,
            true => Place::Heading,
            false => Place::Text,
        };
        let heading = u32::try_from(heading).expect("headings are counted up to a bound");
        self.say(it.text, document, place, heading);
    }

    fn say(&mut self, text: &str, document: u32, place: Place, heading: u32) {
        let in_text = matches!(place, Place::Heading | Place::Text);
        let mut length = 0;
        terms(text, |term| {
            length += u32::from(in_text);
            let stand = Stand { document, place, count: u16::from(in_text), heading };
            let at = if let Some(&at) = self.places.get(term) {
                at
            } else {
                let at = self.terms.len();
                self.places.insert(term.into(), at);
                self.terms.push((term.into(), Vec::new()));
                at
            };
            let stands = &mut self.terms[at].1;
            match stands.last_mut().filter(|it| it.document == document) {
                Some(last) => {
                    last.take(&stand);
                }
                None => stands.push(stand),
            }
        });
        self.documents.entry(document).or_default().length += length;
    }
}

fn holds(range: Span, place: u32) -> bool {
    (range.start..range.end).contains(&place)
}
