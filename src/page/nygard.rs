//! The classic record (Michael Nygard, 2011; adr-tools): a date line under the title, and sections
//! *Status*, *Context*, *Decision*, *Consequences*.
//!
//! In the wild the status is also told in its heading (`## Status: Accepted`), as a list of which
//! one item is ticked, and as a history of lines that begin with a day, of which the last counts.

use super::{
    Origin, bold_line,
    metadata::{self, Filling, Said},
};
use crate::{
    markdown::{Block, BlockKind, Document},
    text::Date,
};
use std::ops::Range;

/// The sections that make a record a classic one.
pub(super) const SECTIONS: &[&str] = &["status", "context", "decision", "consequences"];

/// What the template of adr-tools has a place for.
pub(super) const PLACES: &[&str] =
    &["status", "date", "context", "decision", "consequences", "supersedes", "superseded-by"];

/// Fills in what the sections *Status* and *Date* say.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document) {
    for (at, heading) in document.outline.headings.iter().enumerate() {
        // The first block under a heading is itself, with the text that its places are in.
        let Some(own) = document.under(at).first() else { continue };
        let (name, rest) = split(&own.text.text);
        if heading.level == 1 || !matches!(name.as_str(), "status" | "date") {
            continue;
        }
        let own = document.under(at).iter();
        let own: Vec<&Block> = own.filter(|block| says(block, rest.is_some())).collect();
        match name.as_str() {
            "date" => date(filling, &own, rest),
            _ => status(filling, document, &own, rest),
        }
    }
}

/// What a heading is called, and where what it says behind that begins.
fn split(heading: &str) -> (String, Option<usize>) {
    let text = heading.trim_end();
    let marks = [text.find(':').map(|at| (at, 1)), text.find(" - ").map(|at| (at, 3))];
    let mark = marks.into_iter().flatten().min();
    let (name, rest) = mark.map_or((text, None), |(at, length)| (&text[..at], Some(at + length)));
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = rest.filter(|&it| !text[it..].trim().is_empty());
    (metadata::block_key(name), rest)
}

/// Whether a block of the section says something: its paragraphs, or its heading.
fn says(block: &Block, in_heading: bool) -> bool {
    match block.kind {
        BlockKind::Heading => in_heading,
        BlockKind::Paragraph => block.quote_depth == 0 && block.task != Some(false),
        _ => false,
    }
}

fn date(filling: &mut Filling<'_>, blocks: &[&Block], rest: Option<usize>) {
    if let Some(block) = blocks.first() {
        let range = rest.unwrap_or_default()..block.text.text.len();
        let text = &block.text.text[range.clone()];
        filling.date(text, block.text.span_of(range), Origin::Section);
    }
}

/// Takes in how the record stands, and the other records that any text of the section names.
fn status(filling: &mut Filling<'_>, document: &Document, blocks: &[&Block], rest: Option<usize>) {
    let before = filling.part.statuses.len();
    for block in blocks {
        let said = Said { inline: &block.text, links: &document.outline.links };
        let first = block.text.lines().next().filter(|_| block.kind == BlockKind::Paragraph);
        if first.is_some_and(|line| bold_line::holds(&block.text, line)) {
            bold_line::fill(filling, block, &said);
            continue;
        }
        let start = rest.filter(|_| block.kind == BlockKind::Heading).unwrap_or_default();
        let stated = filling.part.statuses.len();
        filling.status(&said, start..block.text.text.len(), Origin::Section, None);
        // Only the first text says how the record stands; those that follow explain it.
        if stated > before {
            filling.part.statuses.truncate(stated);
        }
    }
    if let Some((block, range)) = history(blocks) {
        let said = Said { inline: &block.text, links: &document.outline.links };
        filling.part.statuses.truncate(before);
        filling.status(&said, range, Origin::Section, None);
    }
}

/// What the last line says that begins with a day.
fn history<'a>(blocks: &[&'a Block]) -> Option<(&'a Block, Range<usize>)> {
    let lines = blocks.iter().flat_map(|block| block.text.lines().map(move |line| (*block, line)));
    let dated = lines.filter_map(|(block, line)| {
        let text = &block.text.text[line.clone()];
        let (day, rest) = text.split_once(' ')?;
        Date::parse(day).filter(|_| rest.contains(char::is_alphabetic))?;
        Some((block, line.start + day.len() + 1..line.end))
    });
    dated.last()
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[track_caller]
    fn check(section: &str, status: &str, date: &str) {
        let text = format!("# 1. X\n\n{section}\n\n## Context\n\nc\n");
        let path = BookPath::new("0001-x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let word = page.whole().status().map(|it| it.value.word.clone()).unwrap_or_default();
        let day = page.whole().date().map(|it| it.to_string()).unwrap_or_default();
        assert_eq!((word.as_str(), day.as_str()), (status, date));
    }

    #[test]
    fn a_status_is_told_in_many_ways() {
        check("## Status\n\nAccepted", "Accepted", "");
        check("## Status - ACTIVE", "ACTIVE", "");
        check("## Status: Accepted", "Accepted", "");
        // A blank that Markdown keeps.
        check("## &nbsp;Status: Überholt", "Überholt", "");
        check("## &emsp;&emsp;Date: &nbsp;2024-02-15&emsp;", "", "2024-02-15");
        check("## Status\n\n- [ ] Proposed\n- [x] Accepted\n- [ ] Superseded", "Accepted", "");
        check("## Status\n\n2024-02-14 proposed\n\n2024-02-20 accepted", "accepted", "");
        check("## Status\n\nAccepted\n\nDate: 2024-02-16", "Accepted", "2024-02-16");
        check("## Status\n\nAccepted (2024-02-15)", "Accepted", "2024-02-15");
        check("## Date\n\n2024-02-15\n\n## Status\n\nDraft", "Draft", "2024-02-15");
    }

    #[test]
    fn a_status_is_told_in_many_languages() {
        check("## Situação\n\nAceito", "Aceito", "");
        check("## Statut\n\nAccepté\n\n## Date\n\n16 juillet 2026", "Accepté", "2026-07-16");
        check("## ⚡ Estado\n\nAceptada", "Aceptada", "");
        check("**Stato:** Accettato\n\n**Data:** 16 luglio 2026", "Accettato", "2026-07-16");
        check("## 状态\n\n已接受\n\n## 日期\n\n2026年7月16日", "已接受", "2026-07-16");
        check("ステータス：採用", "採用", "");
        check("## 상태\n\n승인됨", "승인됨", "");
    }

    #[test]
    fn tables_and_quotes_hold_fields() {
        check(
            "| Field | Value |\n|---|---|\n| **Status** | Draft |\n| Date | 2024-02-03 |",
            "Draft",
            "2024-02-03",
        );
        check(
            "| Status | Date |\n|---|---|\n| Draft | 2024-02-03 |\n| Accepted | 2024-02-04 |",
            "Accepted",
            "2024-02-04",
        );
        check("> **Status:** Draft · **Date:** 2024-02-05", "Draft", "2024-02-05");
    }
}
