//! Every page of a snapshot, each read by itself.

use crate::{
    finding::attempt,
    memo::Memo,
    page::{self, Page},
    source::{Source, Sources},
};
use rayon::prelude::*;
use std::sync::Arc;

/// Reads every page of a snapshot, in parallel and from memory where it can.
pub fn read(sources: &mut Sources, memo: &Memo<Arc<Source>, Page>) -> Vec<Arc<Page>> {
    read_with(sources, memo, page::read)
}

/// The same by another function than [`page::read`]. A page that it panics at is unread: the
/// snapshot is as if it could not be read, and all others are as they would be.
pub fn read_with(
    sources: &mut Sources,
    memo: &Memo<Arc<Source>, Page>,
    read: impl Fn(&Arc<Source>) -> Page + Sync,
) -> Vec<Arc<Page>> {
    let one = |it: Arc<Source>| (it.clone(), attempt(|| memo.get_or(it, &read)));
    let documents = std::mem::take(&mut sources.documents);
    let all: Vec<_> = documents.into_par_iter().map(one).collect();
    let mut pages = Vec::with_capacity(all.len());
    sources.documents.reserve(all.len());
    for (document, page) in all {
        match page {
            Ok(page) => {
                sources.documents.push(document);
                pages.push(page);
            }
            Err(panic) => {
                let reason = format!("archbook fails at it, a mistake to be reported: {panic}");
                sources.unread.push((document.path.clone(), reason));
            }
        }
    }
    pages
}
