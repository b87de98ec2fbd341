//! Pieces of a page with an id of their own, such as `## REQ-012 Recover within 60 s`, or a heading
//! above `` `req~recover~1` `` (`OpenFastTrace`, user guide, *Specification items*).

use super::{
    FileName, Id, Origin, Part, Read, bold_line, identity,
    metadata::{Filling, Said},
    passage::passages,
    words::words,
};
use crate::{
    finding::Finding,
    markdown::{Block, Document, Heading},
    text::{BookPath, Span, Spanned},
};

/// Every piece of a text whose heading begins with an id. Whether that id means anything is for the
/// handbook to say.
pub(super) fn pieces(
    document: &Document,
    path: &BookPath,
    findings: &mut Vec<Finding>,
) -> Vec<Part> {
    let headings = document.outline.headings.iter().enumerate();
    let below = headings.filter(|(_, heading)| heading.level > 1);
    let mut pieces = Vec::new();
    for (at, heading) in below {
        let first = document.blocks.iter().find(|it| it.under == Some(at) && it.is_prose());
        let item = first.and_then(|block| item(heading, block));
        if let Some(mut part) = item.or_else(|| piece(heading)) {
            let mut filling = Filling { part: &mut part, findings, path };
            for block in document.blocks.iter().filter(|block| block.under == Some(at)) {
                let said = Said { inline: &block.text, links: &document.outline.links };
                bold_line::fill(&mut filling, block, &said);
            }
            part.words = words(document, part.range);
            part.passages = passages(document, part.range, Some(heading.span));
            pieces.push(part);
        }
    }
    pieces
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

/// The specification item that a heading is the title of: the first line below it is nothing but an
/// id in code, made of a type, a name and a revision.
fn item(heading: &Heading, block: &Block) -> Option<Part> {
    let line = block.text.lines().next().filter(|line| block.text.is_code(line.clone()))?;
    let written = block.text.text[line.clone()].trim();
    let mut pieces = written.split('~');
    let (kind, name, revision) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let shaped = !kind.is_empty() && !name.is_empty() && pieces.next().is_none();
    let numbered = !revision.is_empty() && revision.bytes().all(|it| it.is_ascii_digit());
    let id = block.text.span_of(line).of(Id(written.to_owned()));
    (shaped && numbered).then(|| part(heading, heading.text.trim().to_owned(), id))
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
        let pieces = pieces(&parse(text, 0), &path, &mut Vec::new());
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
        let items = super::pieces(&parse(text, 0), &path, &mut Vec::new());
        assert_eq!(
            items.iter().map(show).collect::<Vec<_>>(),
            ["req~ux.disabled~1 disabled-instead-of-hidden Disabled instead of hidden -"]
        );
        assert!(pieces[0].words > 3 && pieces[1].words == 0);
    }
}
