//! Pieces of a page with an id of their own, such as `## REQ-012 Recover within 60 s`.

use super::{
    FileName, Id, Origin, Part, Read, bold_line, identity,
    metadata::{Filling, Said},
    open_fast_trace, requirement_table, status,
    words::words,
};
use crate::{
    finding::Finding,
    markdown::{Block, Document, Heading},
    text::{BookPath, Span, Spanned},
};
use std::collections::BTreeSet;

/// Every piece of a text whose heading begins with an id, that is a specification item, or that is
/// a row of a table of requirements. Whether that id means anything is for the handbook to say.
/// `title` is the heading that is the title of the page.
pub(super) fn pieces(
    document: &Document,
    path: &BookPath,
    title: Option<usize>,
    findings: &mut Vec<Finding>,
) -> Vec<Part> {
    let headings = document.outline.headings.iter().filter(|heading| heading.level > 1);
    let mut pieces = open_fast_trace::items(document, title);
    let headed = pieces.iter().filter(|it| it.title.from == Origin::Heading);
    let items: BTreeSet<u32> = headed.map(|it| it.range.start).collect();
    let others = headings.filter(|heading| !items.contains(&heading.span.start));
    let named: Vec<Part> = others.filter_map(piece).collect();
    pieces.extend(named);
    pieces.sort_by_key(|part| part.range.start);
    for at in 0..pieces.len() {
        let own = own(document, &pieces, at);
        let part = &mut pieces[at];
        part.words = words(document, part.range);
        fill(&mut Filling { part, findings, path }, document, &own);
        status::settle(&mut pieces[at]);
    }
    pieces.extend(requirement_table::rows(document, path, findings));
    settle(document, &mut pieces);
    pieces
}

/// Gives each piece that no heading begins an anchor that nothing else on the page has.
fn settle(document: &Document, pieces: &mut [Part]) {
    let mut taken: BTreeSet<String> = document.outline.anchors().map(ToOwned::to_owned).collect();
    for piece in pieces.iter_mut().filter(|piece| piece.item.is_some()) {
        let wanted = piece.anchor.take().unwrap_or_default();
        let numbered = (1..).map(|count| format!("{wanted}-{count}"));
        let mut anchors = std::iter::once(wanted.clone()).chain(numbered);
        piece.anchor = anchors.find(|it| taken.insert(it.clone()));
    }
}

/// Makes a page the specification item that its title is the title of, if there is one.
pub(super) fn whole(
    part: &mut Part,
    document: &Document,
    title: usize,
    path: &BookPath,
    findings: &mut Vec<Finding>,
) {
    let Some(id) = open_fast_trace::id_below(document, title).filter(|_| part.id.is_none()) else {
        return;
    };
    part.id = Some(id);
    let own: Vec<&Block> = document.under(title).iter().collect();
    open_fast_trace::fill(&mut Filling { part, findings, path }, &own);
}

/// Fills in what the blocks of a piece, or of a page that is one, say.
fn fill(filling: &mut Filling<'_>, document: &Document, own: &[&Block]) {
    for block in own {
        let said = Said { inline: &block.text, links: &document.outline.links };
        bold_line::fill(filling, block, &said);
    }
    if open_fast_trace::is_item(filling.part) {
        open_fast_trace::fill(filling, own);
    }
}

/// The blocks that are a piece's own: below its heading and above the next one, or up to the next
/// piece.
fn own<'a>(document: &'a Document, pieces: &[Part], at: usize) -> Vec<&'a Block> {
    let range = pieces[at].range;
    let next = pieces.get(at + 1).map_or(u32::MAX, |it| it.range.start);
    let inside = document.within(range).iter().filter(|it| range.contains(it.span));
    let inside: Vec<&Block> = inside.filter(|it| it.span.start < next).collect();
    let under = inside.first().and_then(|it| it.under);
    inside.into_iter().filter(|it| it.under == under).collect()
}

/// The piece that a heading begins, if it begins with an id: capitals, a dash, a number.
fn piece(heading: &Heading) -> Option<Part> {
    let (id, number, title) = identity::strip(heading.text.trim(), &FileName::default());
    let Id(written) = id?;
    let (prefix, rest) = written.split_once('-')?;
    let capitals = prefix.bytes().all(|it| it.is_ascii_uppercase());
    let digits = rest.bytes().all(|it| it.is_ascii_digit());
    let id = heading.span.of(Id(written));
    (capitals && digits).then(|| Part { number, ..part(heading, title, id) })
}

fn part(heading: &Heading, title: String, id: Spanned<Id>) -> Part {
    let raw = heading.text.trim().to_owned();
    let title = Read { value: title, raw, span: heading.span, from: Origin::Heading };
    let range = Span { start: heading.span.start, end: heading.body.end };
    let anchor = Some(heading.anchor.clone());
    Part { id: Some(id), anchor, ..Part::empty(range, title) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn headings_that_begin_with_an_id_are_parts() {
        let text = "# All\n\n## ADR-001 — Keycloak\n\n**Status:** Accepted\n\n### Context\n\nWe need a login.\n\n\
                    ## Step 2: go\n\n## REQ-012 Recover\n";
        let path = BookPath::new("all.md").unwrap();
        let pieces = pieces(&parse(text, 0), &path, Some(0), &mut Vec::new());
        let show = |part: &Part| {
            let status = part.status().map_or("-", |it| &it.value.word);
            let anchor = part.anchor.as_deref().unwrap_or_default();
            format!("{} {anchor} {} {status}", part.id.as_ref().unwrap().value, part.title.value)
        };
        assert_eq!(
            pieces.iter().map(show).collect::<Vec<_>>(),
            ["ADR-001 adr-001--keycloak Keycloak Accepted", "REQ-012 req-012-recover Recover -"]
        );
        let text = "# UX\n\n## Disabled instead of hidden\n`req~ux.disabled~1`\n\nIt is disabled.\n\n\
                    ## Other\n`req~x`\n";
        let items = super::pieces(&parse(text, 0), &path, Some(0), &mut Vec::new());
        assert_eq!(
            items.iter().map(show).collect::<Vec<_>>(),
            ["req~ux.disabled~1 disabled-instead-of-hidden Disabled instead of hidden -"]
        );
        assert!(pieces[0].words > 3 && pieces[1].words == 0);
    }
}
