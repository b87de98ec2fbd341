//! Points: what items of lists and rows of tables are to a decision, by how they begin.
//!
//! *Good, because* and its like, the option that was chosen, and the terms of a section *Fit*. What
//! is not certain is no point.

use super::{Fate, Part, languages};
use crate::{
    markdown::{Block, BlockKind, Document},
    text::Span,
};

/// An item of a list, or a row of a table, that is something to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where the item or the row starts.
    pub item: u32,
    /// What it is.
    pub sort: Sort,
}

/// What an item is to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It speaks for an option.
    Good,
    /// It speaks against one.
    Bad,
    /// It does neither.
    Neutral,
    /// It is the option that was chosen.
    Chosen,
    /// It says how the decision fits something, which it names first: where, if that is not bold.
    Fits(Option<Span>),
}

/// What the sections are called that say how a decision fits.
const FIT: &[&str] = &["fit", "fitness", "suitability"];

/// A term has no more characters than this.
const TERM_MAX: usize = 32;

/// Every point of a page with these parts, in order.
pub(super) fn points(document: &Document, parts: &[Part]) -> Vec<Point> {
    let listed = document.blocks.iter().filter_map(|block| Some((block, block.item?)));
    let listed = listed.filter(|(block, _)| block.kind == BlockKind::Paragraph);
    let verdicts =
        listed.filter_map(|(block, item)| Some(Point { item, sort: verdict(&block.text.text)? }));
    let mut points: Vec<Point> = verdicts.collect();
    let options = parts.iter().flat_map(|part| &part.considered);
    let chosen = options.filter(|it| it.fate == Fate::Chosen).filter_map(|it| it.item);
    points.extend(chosen.map(|item| Point { item, sort: Sort::Chosen }));
    points.extend(fits(document));
    points.sort_by_key(|it| it.item);
    points.dedup_by_key(|it| it.item);
    points
}

/// What an item speaks for that begins with a word for it, as in *Good, because*.
pub(super) fn verdict(text: &str) -> Option<Sort> {
    let text = text.trim_start();
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic())?);
    if !rest.starts_with([',', ':', '，', '：', '、']) {
        return None;
    }
    match languages::english(&word.to_lowercase()) {
        "good" => Some(Sort::Good),
        "bad" => Some(Sort::Bad),
        "neutral" => Some(Sort::Neutral),
        _ => None,
    }
}

/// The items right below headings of these names.
fn items<'a>(document: &'a Document, names: &[&str]) -> Vec<(&'a Block, u32)> {
    let headings = document.outline.headings.iter();
    // Looking a heading up costs more than looking at a block, so each is looked up once.
    let wanted: Vec<bool> =
        headings.map(|it| names.contains(&languages::section(&it.text).as_str())).collect();
    if !wanted.contains(&true) {
        return Vec::new();
    }
    let first = |block: &&Block| {
        block.list_depth == 1 || matches!(block.kind, BlockKind::Cell { row: 1.., column: 0 })
    };
    let headed = |block: &&Block| block.under.is_some_and(|at| wanted[at]);
    let below = document.blocks.iter().filter(first).filter(headed);
    below.filter_map(|block| Some((block, block.item?))).collect()
}

/// The items of *Fit*, if each of them begins with a term.
fn fits(document: &Document) -> Vec<Point> {
    let listed = items(document, FIT).into_iter();
    let points: Option<Vec<Point>> = listed
        .filter(|(block, _)| block.kind == BlockKind::Paragraph)
        .map(|(block, item)| {
            let end = block.text.text.find(':').filter(|end| *end <= TERM_MAX)? + 1;
            let bold = block.text.is_strong(0..end - 1);
            let span = (!bold).then(|| block.text.span_of(0..end));
            Some(Point { item, sort: Sort::Fits(span) })
        })
        .collect();
    points.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Sort)]) {
        let found = points(&parse(text, 0), &[]);
        let line = |it: &Point| text[it.item as usize..].lines().next().unwrap();
        let found: Vec<_> = found.iter().map(|it| (line(it), it.sort)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn consequences_say_what_they_are() {
        check(
            "- Good, because a\n- Bad: b\n- Neutral\n- goodness, no\n  - Gut, weil c\n",
            &[
                ("- Good, because a", Sort::Good),
                ("- Bad: b", Sort::Bad),
                ("- Gut, weil c", Sort::Good),
            ],
        );
    }

    #[test]
    fn what_fits_names_what() {
        check(
            "## Fit\n\n- Time: a\n- **Budget:** b",
            &[
                ("- Time: a", Sort::Fits(Some(Span { start: 10, end: 15 }))),
                ("- **Budget:** b", Sort::Fits(None)),
            ],
        );
        check("## Fit\n\n- Time: a\n- none", &[]);
    }
}
