//! Points: what items of lists and rows of tables are to a decision, by how they begin.
//!
//! *Good, because* and its like, the option that was chosen, and the terms of a section *Fit*. What
//! is not certain is no point: an option counts as chosen only where the text names one and only
//! one of the options so.

use super::languages;
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

/// What the sections are called that list options.
const OPTIONS: &[&str] = &["considered options", "options", "options considered"];
/// What stands before the option that was chosen.
const CHOSEN: &[&str] = &["chosen option", "chosen"];
/// What the sections are called that say how a decision fits.
const FIT: &[&str] = &["fit", "fitness", "suitability"];

/// What stands before it has no more bytes than this.
const LABEL_MAX: usize = 48;
/// A term has no more characters than this.
const TERM_MAX: usize = 32;

/// Every point of a page, in order.
pub(super) fn points(document: &Document) -> Vec<Point> {
    let listed = document.blocks.iter().filter_map(|block| Some((block, block.item?)));
    let listed = listed.filter(|(block, _)| block.kind == BlockKind::Paragraph);
    let verdicts =
        listed.filter_map(|(block, item)| Some(Point { item, sort: verdict(&block.text.text)? }));
    let mut points: Vec<Point> = verdicts.collect();
    points.extend(chosen(document).map(|item| Point { item, sort: Sort::Chosen }));
    points.extend(fits(document));
    points.sort_by_key(|it| it.item);
    points.dedup_by_key(|it| it.item);
    points
}

/// What an item speaks for that begins with a word for it, as in *Good, because*.
fn verdict(text: &str) -> Option<Sort> {
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

/// The option that the text says was chosen, if that is one and only one of those it lists.
fn chosen(document: &Document) -> Option<u32> {
    let options = items(document, OPTIONS).into_iter();
    let options: Vec<(String, u32)> =
        options.map(|(block, item)| (words(&block.text.text), item)).collect();
    if options.is_empty() {
        return None;
    }
    let paragraphs = document.blocks.iter().filter(|it| it.kind == BlockKind::Paragraph);
    let mut named = paragraphs.filter_map(|block| {
        let (label, name) = block.text.text.split_once([':', '：'])?;
        let is_label =
            label.len() <= LABEL_MAX && CHOSEN.contains(&languages::section(label).as_str());
        is_label.then(|| words(option(name)))
    });
    let name = named.next().filter(|it| !it.is_empty())?;
    let only = |is: &dyn Fn(&str) -> bool| {
        let mut those = options.iter().filter(|(option, _)| is(option)).map(|(_, item)| *item);
        those.next().filter(|_| those.next().is_none())
    };
    let longer = format!("{name} ");
    only(&|it| it == name).or_else(|| only(&|it| it.starts_with(&longer)))
}

/// The option that a text begins with: what is quoted, else what stands before the first pause.
fn option(text: &str) -> &str {
    let text = text.trim_start();
    let quotes = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“')];
    let opened = quotes.iter().find(|(open, _)| text.starts_with(*open));
    if let Some((open, close)) = opened {
        let inner = &text[open.len_utf8()..];
        let ends =
            |(at, end): &(usize, &str)| !inner[at + end.len()..].starts_with(char::is_alphanumeric);
        let end = inner.match_indices(*close).find(ends);
        return end.map_or(inner, |(at, _)| &inner[..at]);
    }
    let pauses = [", ", "; ", ". ", "\n", " (", " because ", "，", "。", " – ", " — "];
    let end = pauses.iter().filter_map(|pause| text.find(pause)).min();
    &text[..end.unwrap_or(text.len())]
}

/// The words of a text in small letters, with one blank between two.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
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
        let found = points(&parse(text, 0));
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
    fn the_option_that_is_named_was_chosen() {
        let text =
            "## Considered Options\n\n* A log\n* A log and a *table*\n\n## Decision Outcome\n\n";
        for chosen in
            ["Chosen option: \"A log\", because", "**Chosen:** a log. It is", "Chosen: [A log](#x)"]
        {
            check(&format!("{text}{chosen}"), &[("* A log", Sort::Chosen)]);
        }
        check(
            &format!("{text}Chosen option: 'A log and a \"table\"', since"),
            &[("* A log and a *table*", Sort::Chosen)],
        );
        for unsure in ["Chosen option: none of them", "A log", "Chosen: a"] {
            check(&format!("{text}{unsure}"), &[]);
        }
        check("## Options\n\n|o|\n|-|\n|A log|\n|B|\n\nChosen: B", &[("|B|", Sort::Chosen)]);
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
