//! What version control knows of a book.

use crate::text::{BookPath, Date};
use std::{collections::BTreeMap, sync::Arc};

/// The version control around a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// The commit that is checked out.
    pub commit: String,
    /// The branch on which others change the book, as far as that is known.
    pub branch: Option<String>,
    /// How each file of the book changed, where that was asked for. Empty in a repository of which
    /// only the last commits are here: it would date everything to the first of these.
    pub changes: Arc<BTreeMap<BookPath, Change>>,
    /// Whether only its last commits are here.
    pub is_shallow: bool,
}

/// How a file changed, as far as that was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day it was first committed, in UTC.
    pub created: Date,
    /// The day it was last committed.
    pub updated: Date,
    /// The commit that changed it last.
    pub commit: Arc<str>,
    /// Who changed it, whoever did so last first. Nobody is named twice.
    pub authors: Vec<Arc<str>>,
}
