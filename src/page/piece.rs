//! Pieces of a page with an id of their own, such as `## REQ-012 Recover within 60 s`.

use super::{
    FileName, Id, Origin, Part, Read, bold_line, identity,
    metadata::{Filling, Said},
    words::words,
};
use crate::{
    finding::Finding,
    markdown::{Document, Heading},
    text::{BookPath, Span},
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
        if let Some(mut part) = piece(heading) {
            let mut filling = Filling { part: &mut part, findings, path };
            for block in document.blocks.iter().filter(|block| block.under == Some(at)) {
                let said = Said { inline: &block.text, links: &document.outline.links };
                bold_line::fill(&mut filling, block, &said);
            }
            part.words = words(document, part.range);
            pieces.push(part);
        }
    }
    pieces
}

/// The piece that a heading begins, if it begins with an id: capitals, a dash, a number.
fn piece(heading: &Heading) -> Option<Part> {
    let raw = heading.text.trim();
    let (id, number, title) = identity::strip(raw, &FileName::default());
    let Id(written) = id?;
    let (prefix, rest) = written.split_once('-')?;
    let capitals = prefix.bytes().all(|it| it.is_ascii_uppercase());
    let digits = rest.bytes().all(|it| it.is_ascii_digit());
    let read =
        Read { value: title, raw: raw.to_owned(), span: heading.span, from: Origin::Heading };
    let range = Span { start: heading.span.start, end: heading.body.end };
    (capitals && digits).then(|| Part {
        id: Some(heading.span.of(Id(written))),
        number,
        anchor: Some(heading.anchor.clone()),
        ..Part::empty(range, read)
    })
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
        assert!(pieces[0].words > 3 && pieces[1].words == 0);
    }
}
