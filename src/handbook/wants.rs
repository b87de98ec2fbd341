//! What pages want of the disk: what they link to, show and name as evidence that the snapshot does
//! not hold.

use super::{proof, resolve};
use crate::{
    memo::Memo,
    page::Page,
    source::{Beyond, Sources, Wants},
    text::BookPath,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashSet},
    hash::{Hash, Hasher},
    sync::{Arc, OnceLock},
};

/// What pages wanted before. A save changes one of them, and asks all.
pub type Wanted = Memo<Among, Wants>;

/// A page, and all files among which it looks for what it links to. Neither ever changes, so each
/// is known by where it is kept.
#[derive(Debug)]
pub struct Among {
    page: Arc<Page>,
    tree: Arc<BTreeSet<BookPath>>,
}

impl PartialEq for Among {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.page, &other.page) && Arc::ptr_eq(&self.tree, &other.tree)
    }
}

impl Eq for Among {}

impl Hash for Among {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.page).hash(state);
        Arc::as_ptr(&self.tree).hash(state);
    }
}

/// What all pages want, for `disk` to look up.
pub fn wants(sources: &Sources, pages: &[Arc<Page>], wanted: &Wanted) -> Wants {
    let known = OnceLock::new();
    let known = || known.get_or_init(|| pages.iter().map(|it| it.path().as_str()).collect());
    let of = |page: &Arc<Page>| {
        let key = Among { page: Arc::clone(page), tree: Arc::clone(&sources.tree) };
        wanted.get_or(key, |_| linked(sources, known(), page))
    };
    let all: Vec<Arc<Wants>> = pages.par_iter().map(of).collect();
    let mut wants = Wants::default();
    for it in &all {
        wants.beyond.extend(it.beyond.iter().cloned());
        wants.pictures.extend(it.pictures.iter().cloned());
    }
    // Which of these are texts of the book follows from more than its files.
    wants.evidence = pages.par_iter().flat_map_iter(|it| proof::wants(sources, it)).collect();
    wants
}

/// What a page wants apart from evidence; `known` are the paths of all pages.
fn linked(sources: &Sources, known: &HashSet<&str>, page: &Page) -> Wants {
    Wants {
        beyond: resolve::wants(sources, known, page).chain(code(page)).collect(),
        evidence: BTreeSet::new(),
        pictures: resolve::pictures(sources, page),
    }
}

/// The code that the records of a page say they are kept in.
fn code(page: &Page) -> Vec<Beyond> {
    let fields = page.parts.iter().filter_map(|part| part.field("code-path"));
    let texts = fields.flat_map(|field| field.value.texts());
    texts.filter_map(|text| BookPath::new(text.value.trim())).map(Beyond::Inside).collect()
}
