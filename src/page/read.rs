//! [`Source`] to [`Page`]. Total: every text is a page.

use super::{
    FileName, Format, Id, Origin, Page, Part, Read, badge, bold_line, considered, criterion, day,
    edgex, html, identity, languages, links_section, madr,
    metadata::{self, Filling, Said},
    nygard, passage, piece, point, status, table,
    words::words,
};
use crate::{
    finding::{Finding, Severity},
    markdown::{self, Block, BlockKind, Document, Flaw, FrontMatter, Heading},
    source::Source,
    text::{Span, Spanned},
};
use std::sync::Arc;

/// Reads one source.
pub fn read(source: &Arc<Source>) -> Page {
    let name = FileName::of(&source.path);
    let (front, front_below) = FrontMatter::find(&source.text);
    let body = front.end;
    let document = markdown::parse_without(&source.text[body as usize..], body, front_below);
    let mut findings = formulas(&document, source);
    let heading = title(&document);
    let title = heading.map(|at| &document.outline.headings[at]);
    let title = title.map(|it| it.span.of(it.text.clone()));
    let title = title.or_else(|| listed_title(&document, &source.text));
    let mut part = whole(source, &document);
    let mut filling = Filling { part: &mut part, findings: &mut findings, path: &source.path };
    take_front_matter(&mut filling, front);
    fill(&mut filling, &document, &source.text);
    day::fill(&mut filling, &document, &name);
    html::fill_comments(&mut filling, &source.text, preamble(&document));
    status::settle(&mut part);
    identify(&mut part, &name, title.as_ref());
    if let Some(heading) = heading {
        piece::whole(&mut part, &document, heading, &source.path, &mut findings);
    }
    let mut parts = vec![part];
    parts.extend(piece::pieces(&document, &source.path, heading, &mut findings));
    criterion::fill(&document, &mut parts);
    considered::fill(&document, &mut parts);
    passage::fill(&document, &mut parts, title.as_ref().map(|it| it.span));
    let format = Format::of(&document, &parts, &name);
    let title_heading = title.map(|it| it.span);
    let points = point::points(&document, &parts);
    let Document { outline, .. } = document;
    let source = Arc::clone(source);
    Page {
        source,
        format,
        name,
        body,
        title_heading,
        front_below,
        parts,
        points,
        outline,
        findings,
    }
}

/// The formulas that cannot be read.
fn formulas(document: &Document, source: &Source) -> Vec<Finding> {
    let finding = |flaw: &Flaw| {
        let message = format!("the formula cannot be read: {}", flaw.message);
        Finding::new("bad-math", Severity::Warning, &source.path, flaw.span, message)
            .note("it is shown as it is written")
    };
    document.flaws.iter().map(finding).collect()
}

/// The page as a part that says nothing yet.
fn whole(source: &Source, document: &Document) -> Part {
    let (value, raw) = (String::new(), String::new());
    let title = Read { value, raw, span: Span::START, from: Origin::FileName };
    let range = Span::from(0..source.text.len());
    Part { words: words(document, range), ..Part::empty(range, title) }
}

fn take_front_matter(filling: &mut Filling<'_>, front: FrontMatter) {
    for flaw in front.flaws {
        let finding = Finding::new(
            "bad-front-matter",
            Severity::Warning,
            filling.path,
            flaw.span,
            flaw.message,
        );
        filling.findings.push(finding.note("this line is taken as plain text; the rest is read"));
    }
    for field in front.fields {
        let key = metadata::key(&field.key.value);
        if let Some(meant) = metadata::meant(&key) {
            let message = format!("`{}` is no field that archbook reads", field.key.value);
            let span = field.key.span;
            let finding =
                Finding::new("unknown-field", Severity::Warning, filling.path, span, message);
            filling.findings.push(finding.fix(span, format!("write `{meant}`"), meant));
        }
        filling.front_matter(field);
    }
}

/// Lets every format fill in what it finds; what an earlier place said comes first.
fn fill(filling: &mut Filling<'_>, document: &Document, source: &str) {
    let links = &document.outline.links;
    for block in preamble(document) {
        bold_line::fill(filling, block, &Said { inline: &block.text, links });
    }
    bold_line::fill_lists(filling, preamble(document), links);
    table::fill(filling, preamble(document), links);
    let end = preamble(document).last().map_or(0, |block| block.span.end);
    badge::fill(filling, links.iter().filter(|link| link.span.start < end));
    html::fill(filling, source, preamble(document));
    nygard::fill(filling, document);
    links_section::fill(filling, document);
    edgex::fill(filling, document);
}

/// The blocks between the title and the first section.
fn preamble(document: &Document) -> impl Iterator<Item = &Block> {
    let headings = &document.outline.headings;
    let first = headings.iter().position(|heading| heading.level > 1).unwrap_or(headings.len());
    let before = move |block: &&Block| block.under.is_none_or(|under| under < first);
    document.blocks.iter().take_while(before)
}

/// The heading that is the title: the first of level 1, or the one the text begins with, unless
/// that is the name of a section.
fn title(document: &Document) -> Option<usize> {
    let headings = &document.outline.headings;
    let begins = document.blocks.first().is_some_and(|it| it.kind == BlockKind::Heading);
    let section = |heading: &&Heading| {
        let text = languages::section(&heading.text);
        nygard::SECTIONS.iter().chain(madr::SECTIONS).any(|it| *it == text)
    };
    let first = headings.first().filter(|it| begins && !section(it)).map(|_| 0);
    headings.iter().position(|heading| heading.level == 1).or(first)
}

/// A title that Markdown takes for a list: `25. Use Kafka` above a line of `=`.
fn listed_title(document: &Document, source: &str) -> Option<Spanned<String>> {
    let first = document.blocks.first().filter(|it| it.is_prose() && it.list_depth == 1)?;
    let alone = document.blocks.get(1).is_none_or(|it| it.list_depth == 0);
    let (_, line) = first.text.text.split_once('\n').filter(|_| alone)?;
    let underline = line.len() > 1 && line.bytes().all(|it| it == b'=');
    let span = Span { start: first.item?, end: first.span.end };
    let written = source.get(span.range())?.lines().next()?.trim().to_owned();
    underline.then(|| span.of(written))
}

/// Gives the part its title, its number and its id.
fn identify(part: &mut Part, name: &FileName, title: Option<&Spanned<String>>) {
    let declared =
        part.field("id").or(part.field("adr-id")).and_then(|it| it.value.first_text().cloned());
    let (heading_id, heading_number) = give_title(part, name, title);
    let own = |id: &Id| name.value().is_none() || id.number() == name.value();
    part.id = match declared {
        Some(Spanned { value, span }) => Some(span.of(Id(value))),
        None => heading_id.filter(own).zip(title).map(|(id, heading)| heading.span.of(id)),
    };
    let stated = part.text("number").and_then(|it| it.parse().ok());
    let id_number = part.id.as_ref().and_then(|id| id.value.number());
    part.number = name.value().or(stated).or(id_number).or(heading_number);
}

/// Sets the title from the heading, the front matter or the file name, whichever comes first. A
/// heading that begins with an id is a label; beside it, the front matter has the title.
fn give_title(
    part: &mut Part,
    name: &FileName,
    title: Option<&Spanned<String>>,
) -> (Option<Id>, Option<u32>) {
    let stated = part.field("title").and_then(|it| it.value.first_text().cloned());
    let title = title.filter(|heading| !heading.value.trim().is_empty());
    let label = title.map(|heading| identity::strip(&heading.value, name));
    let labelled = label.as_ref().is_some_and(|(id, _, _)| id.is_some());
    let (raw, span, from) = match (title, stated) {
        (Some(heading), stated) if !labelled || stated.is_none() => {
            (heading.value.clone(), heading.span, Origin::Heading)
        }
        (_, Some(text)) => (text.value, text.span, Origin::FrontMatter),
        _ => (name.words(), Span::START, Origin::FileName),
    };
    let (id, number, value) = identity::strip(&raw, name);
    part.title = Read { value, raw, span, from };
    let (label_id, label_number) = label.map_or((None, None), |(id, number, _)| (id, number));
    (label_id.or(id), label_number.or(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BookPath;

    fn page(path: &str, text: &str) -> Page {
        let path = BookPath::new(path).unwrap();
        read(&Arc::new(Source { path, text: text.into() }))
    }

    /// `id | number | title | status | date | format`, with a dash for what is not there.
    #[track_caller]
    fn check(path: &str, text: &str, expected: &str) {
        let page = page(path, text);
        let part = page.whole();
        let show = |it: Option<String>| it.unwrap_or_else(|| "-".to_owned());
        let facts = [
            show(part.id.as_ref().map(|it| it.value.to_string())),
            show(part.number.map(|it| it.to_string())),
            part.title.value.clone(),
            show(part.status().map(|it| it.value.word.clone())),
            show(part.date().map(|it| it.to_string())),
            page.format.name().to_owned(),
        ];
        assert_eq!(facts.join(" | "), expected);
    }

    #[test]
    fn the_classic_record_is_read() {
        check(
            "0002-use-mysql.md",
            "# 2. Use MySQL\n\nDate: 2024-01-16\n\n## Status\n\nSuperceded by [3. X](0003-x.md)\n\n\
             Amends [1. Y](0001-y.md)\n\n## Context\n\n## Decision\n\n## Consequences\n",
            "- | 2 | Use MySQL | Superceded | 2024-01-16 | Nygard",
        );
        check(
            "1-x.md",
            "# X\n## Status: Accepted\n## Context\n",
            "- | 1 | X | Accepted | - | Nygard",
        );
    }

    #[test]
    fn madr_is_read() {
        check(
            "0011-x.md",
            "---\nstatus: \"accepted\"\ndate: 2024-01-25\n---\n# Use X\n## Context and Problem Statement\n\
             ## Considered Options\n## Decision Outcome\n",
            "- | 11 | Use X | accepted | 2024-01-25 | MADR",
        );
        check(
            "0009-x.md",
            "# Use X\n\n* Status: accepted\n* Deciders: Ann\n* Date: 2024-01-24\n\n## Considered Options\n\
             ## Decision Outcome\n",
            "- | 9 | Use X | accepted | 2024-01-24 | MADR",
        );
    }

    #[test]
    fn a_title_may_be_hard_to_see() {
        check(
            "0025-x.md",
            "25. Use X\n=========\n\nDate: 2024-02-08\n\nStatus\n------\n\nAccepted\n",
            "- | 25 | Use X | Accepted | 2024-02-08 | unknown",
        );
        check(
            "0030-x.md",
            "# ADR — Use X\n\n---\nstatus: draft\ndate: 2024-02-13\n---\n\n## Context\n",
            "- | 30 | Use X | draft | 2024-02-13 | unknown",
        );
    }

    #[test]
    fn bold_lines_are_read() {
        check(
            "ADR-015-x.md",
            "# ADR-015: X\n\n**Status:** Superseded by [ADR-016](ADR-016-x.md) · Kept\n**Date:** 2026-04-13\n",
            "ADR-015 | 15 | X | Superseded | 2026-04-13 | unknown",
        );
    }

    #[test]
    fn native_records_are_read() {
        check(
            "x.md",
            "+++\nid = \"REQ-012\"\nkind = \"requirement\"\ntitle = \"Recover\"\n+++\ntext\n",
            "REQ-012 | 12 | Recover | - | - | native",
        );
    }

    #[test]
    fn a_day_is_looked_for_where_records_keep_it() {
        let begun = "---\nstatus: draft\ncreated: 2026-01-02\nlast-updated: 2026-03-04\n---\n# X\n";
        check("0001-x.md", begun, "- | 1 | X | draft | 2026-01-02 | unknown");
        let log = "# X\n\n## Changelog\n\n- 2026-05-06: first draft\n- 2026-07-08: more\n";
        check("0001-x.md", log, "- | 1 | X | - | 2026-05-06 | unknown");
        check("2026-01-02-x/README.md", "# X\n", "- | - | X | - | 2026-01-02 | unknown");
        check("20260102-x.md", "# X\n\nDate: 2026-03-04\n", "- | - | X | - | 2026-03-04 | unknown");
    }

    #[test]
    fn nothing_is_made_up() {
        check("notes.md", "some text\n", "- | - | Notes | - | - | unknown");
        check(
            "0033-x.md",
            "# 3. Y\n\n## Status\n\n{proposed | accepted}\n",
            "- | 33 | Y | - | - | unknown",
        );
        check("empty.md", "", "- | - | Empty | - | - | unknown");
    }

    #[test]
    fn a_status_may_name_other_records() {
        let page = page("2.md", "# B\n## Status\nAccepted\n\nAmends [1. A](1.md)\n");
        let claims: Vec<_> =
            page.whole().claims.iter().map(|it| (it.relation, &*it.to.target)).collect();
        assert_eq!(claims, [("amends", "1.md")]);
    }
}
