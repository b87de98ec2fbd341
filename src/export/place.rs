//! Places as other tools know them: lines and columns of files.

use crate::{
    finding::Place,
    handbook::Handbook,
    source::Source,
    text::{BookPath, LineIndex, Span},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A place in a file. Lines and columns start at 1 and count characters; the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Where {
    /// The file, from the root of the book.
    pub path: String,
    /// The line it begins in.
    pub line: usize,
    /// The character of that line it begins with.
    pub column: usize,
    /// The line it ends in.
    pub end_line: usize,
    /// The character of that line it ends before.
    pub end_column: usize,
}

/// Every text that a finding may point into, with its lines.
pub(super) struct Lines<'a> {
    below: &'a str,
    texts: BTreeMap<&'a BookPath, (&'a str, LineIndex<'a>)>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(handbook: &'a Handbook) -> Self {
        let line = |source: &'a Source| (&*source.text, LineIndex::new(&source.text));
        let texts = handbook.sources.texts().map(|source| (&source.path, line(source)));
        Self { below: &handbook.sources.below, texts: texts.collect() }
    }

    /// A place without the line breaks at its end: a heading is not in two lines.
    pub(super) fn place(&self, place: &Place) -> Where {
        let text = self.texts.get(&place.path).and_then(|(text, _)| text.get(place.span.range()));
        let breaks = text.map_or(0, |it| it.len() - it.trim_end_matches(['\r', '\n']).len());
        let breaks = u32::try_from(breaks).expect("a span is measured in 32 bits");
        let span = Span { end: place.span.end - breaks, ..place.span };
        self.exact(&Place { path: place.path.clone(), span })
    }

    /// A place in the repository around the book: hosts of repositories know files from its root.
    pub(super) fn in_repository(&self, place: &Place) -> Where {
        let place = self.place(place);
        Where { path: format!("{}{}", self.below, place.path), ..place }
    }

    /// A place to the byte. One in a file that has no text is its start.
    pub(super) fn exact(&self, place: &Place) -> Where {
        let empty = LineIndex::new("");
        let index = self.texts.get(&place.path).map_or(&empty, |(_, index)| index);
        let start = index.line_column(place.span.start);
        let end = index.line_column(place.span.end);
        Where {
            path: place.path.as_str().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
