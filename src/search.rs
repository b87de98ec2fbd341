//! The search: which terms the pages of a handbook say, for a script to find them without a server.
//!
//! A document is an entry, and has a number: those whose status is closed come last. Terms are
//! sorted and cut into shards, of which a query reads the one or two that its words are in. How
//! many files there are follows from the number of entries alone, so that each has its address
//! before any page is read for words.

mod facts;
mod gather;
mod posting;
mod shards;
mod terms;

use crate::{
    handbook::{EntryIndex, Handbook},
    method::Meaning,
};
pub use facts::{Fact, Facts, Value, facts};
pub use terms::terms;

/// How many documents there are to a shard: so many pages of usual length fill some kilobytes.
const SHARD_DOCUMENTS: usize = 16;
/// How many documents are described together. A query shows ten that lie anywhere, so it should
/// not have to load much beside them.
const BLOCK_DOCUMENTS: usize = 20;

/// Every word of a handbook with where it stands. Immutable.
#[derive(Debug)]
pub struct Index {
    documents: Vec<Document>,
    retired_from: usize,
    shards: Vec<Shard>,
}

/// Something to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which entry it is.
    pub entry: EntryIndex,
    /// The headings that postings count, as indices into the outline of its page.
    pub headings: Vec<usize>,
}

/// Terms that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// The first of them; where there is none, that of the next shard.
    pub first: String,
    /// All of them with their postings: how many letters the term shares with the one before, as a
    /// digit, and the other letters; a blank; its postings, with a star in front where every
    /// document counts as having it; a blank.
    pub text: String,
}

/// How many shards the terms of so many documents are in.
pub fn shards(documents: usize) -> usize {
    documents.div_ceil(SHARD_DOCUMENTS).max(1)
}

/// How many blocks describe so many documents.
pub fn blocks(documents: usize) -> usize {
    documents.div_ceil(BLOCK_DOCUMENTS)
}

/// Reads every page for its words.
pub fn index(handbook: &Handbook) -> Index {
    let (order, retired_from) = order(handbook);
    let gathered = gather::gather(handbook, &order);
    let shards = shards::shards(gathered.terms, &gathered.lengths, shards(order.len()));
    let documents = order.into_iter().zip(gathered.headings);
    let documents = documents.map(|(entry, headings)| Document { entry, headings }).collect();
    Index { documents, retired_from, shards }
}

/// Every entry by its number as a document, and the number of the first whose status is closed.
fn order(handbook: &Handbook) -> (Vec<EntryIndex>, usize) {
    let is_closed = |at: &EntryIndex| handbook.meaning(*at) == Some(Meaning::Closed);
    let all = handbook.iter().map(|(at, _)| at);
    let (closed, mut order): (Vec<_>, Vec<_>) = all.partition(is_closed);
    let retired_from = order.len();
    order.extend(closed);
    (order, retired_from)
}

impl Index {
    /// Everything that can be found, by number.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The number of the first document whose status is closed; all after it are, too.
    pub fn retired_from(&self) -> usize {
        self.retired_from
    }

    /// The terms, piece by piece, in the order in which scripts compare texts.
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    /// The documents that the n-th block describes.
    pub fn block(&self, block: usize) -> &[Document] {
        let end = self.documents.len().min((block + 1) * BLOCK_DOCUMENTS);
        &self.documents[(block * BLOCK_DOCUMENTS).min(end)..end]
    }

    /// How many documents a block describes, if it is not the last.
    pub const fn block_size() -> usize {
        BLOCK_DOCUMENTS
    }
}
