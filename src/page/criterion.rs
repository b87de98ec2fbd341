//! Criteria: the list items under *Criteria*, *Acceptance criteria* or *Fit criterion*.

use super::{Criterion, Part, languages};
use crate::markdown::{Block, BlockKind, Document, is_reserved};
use std::collections::BTreeSet;

const SECTIONS: &[&str] =
    &["criteria", "acceptance criteria", "fit criterion", "fit criteria", "acceptance criterion"];

/// Gives every part the criteria it lists, in order: one belongs to the innermost part around it.
/// One that names no anchor goes by its position, `c1`, `c2` …
pub(super) fn fill(document: &Document, parts: &mut [Part]) {
    let anchors = parts.iter().filter_map(|part| part.anchor.as_deref());
    let anchors = anchors.chain(document.outline.anchors()).map(ToOwned::to_owned);
    let mut taken: BTreeSet<String> = anchors.collect();
    let (mut above, mut labelled) = (None, None);
    for block in &document.blocks {
        if block.list_depth == 0 {
            (above, labelled) = (Some(block), None);
        }
        let first_level = block.kind == BlockKind::Paragraph && block.list_depth == 1;
        let Some(item) = block.item.filter(|_| first_level) else {
            continue;
        };
        let is_label = || above.is_some_and(|above| is_label(above, document));
        if !*labelled.get_or_insert_with(is_label) {
            continue;
        }
        let (text, own) = own_anchor(block.text.text.trim());
        let free = |it: &&str| !is_reserved(it) && !taken.contains(*it);
        let own = own.filter(free).map(ToOwned::to_owned);
        let around = parts.iter().enumerate().filter(|(_, part)| part.range.contains(block.span));
        let part = around.min_by_key(|(_, part)| part.range.end - part.range.start);
        let part = &mut parts[part.map_or(0, |(at, _)| at)];
        let pinned = own.is_some();
        let name = own.unwrap_or_else(|| format!("c{}", part.criteria.len() + 1));
        let anchor = match &part.anchor {
            Some(anchor) if !pinned => format!("{anchor}-{name}"),
            _ => name.clone(),
        };
        taken.insert(anchor.clone());
        let (text, span) = (text.to_owned(), block.span);
        part.criteria.push(Criterion { name, anchor, pinned, text, item, span });
    }
}

/// Whether lists below a block hold criteria: below a heading of such a section, or a line that is
/// its name.
fn is_label(block: &Block, document: &Document) -> bool {
    let title = match block.kind {
        BlockKind::Paragraph => block.text.text.trim(),
        _ => block.under.map_or("", |at| document.outline.headings[at].text.trim()),
    };
    let under = block.under.map_or("", |at| document.outline.headings[at].text.trim());
    let is = |title: &str| SECTIONS.contains(&languages::section(title).as_str());
    is(title) || is(under)
}

/// The text of an item without the `{#anchor}` it ends with, and that anchor.
fn own_anchor(text: &str) -> (&str, Option<&str>) {
    let split = text.strip_suffix('}').and_then(|rest| rest.rsplit_once("{#"));
    match split.filter(|(_, id)| !id.is_empty() && !id.contains(char::is_whitespace)) {
        Some((text, id)) => (text.trim_end(), Some(id)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let path = BookPath::new("x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let criteria = page.parts.iter().zip(0..).flat_map(|(part, at)| {
            part.criteria
                .iter()
                .map(move |it| format!("{at} {} {} {}", it.name, it.anchor, it.text))
        });
        assert_eq!(criteria.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn items_under_criteria_have_anchors() {
        check(
            "# A\n\n- no\n\n## Acceptance criteria\n\n- [ ] one\n  - detail\n- two {#two}\n",
            &["0 c1 c1 one", "0 two two two"],
        );
        check("# A\n\ntext\n\n**Criteria:**\n\n- one\n\ntext\n\n- no\n", &["0 c1 c1 one"]);
    }

    #[test]
    fn a_requirement_on_a_page_of_many_has_criteria_of_its_own() {
        check(
            "# A\n\n## REQ-1 Recover\n\n### Criteria\n\n- one\n- two {#two}\n\n\
             ## REQ-2 Keep\n\nCriteria:\n\n- three\n",
            &["1 c1 req-1-recover-c1 one", "1 two two two", "2 c1 req-2-keep-c1 three"],
        );
    }
}
