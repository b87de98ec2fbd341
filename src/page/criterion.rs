//! Criteria: the list items under *Criteria*, *Acceptance criteria* or *Fit criterion*.

use super::Criterion;
use crate::markdown::{BlockKind, Document};

const SECTIONS: &[&str] =
    &["criteria", "acceptance criteria", "fit criterion", "fit criteria", "acceptance criterion"];

/// Every criterion of a page, in order. One that names no anchor gets `c1`, `c2` … by its position.
pub(super) fn criteria(document: &Document) -> Vec<Criterion> {
    let headings = &document.outline.headings;
    let among = |under: Option<usize>| {
        let title = under.map(|at| headings[at].text.trim().to_lowercase());
        title.is_some_and(|it| SECTIONS.contains(&it.as_str()))
    };
    let mut criteria: Vec<Criterion> = Vec::new();
    for block in &document.blocks {
        let first_level = block.kind == BlockKind::Paragraph && block.list_depth == 1;
        let Some(item) = block.item.filter(|_| first_level && among(block.under)) else {
            continue;
        };
        let text = block.text.text.trim();
        let (text, own) = own_anchor(text);
        let free = |it: &&str| {
            !document.outline.has_anchor(it) && !criteria.iter().any(|other| other.anchor == **it)
        };
        let own = own.filter(free);
        let anchor = own.map_or_else(|| format!("c{}", criteria.len() + 1), ToOwned::to_owned);
        let pinned = own.is_some();
        criteria.push(Criterion { anchor, pinned, text: text.to_owned(), item, span: block.span });
    }
    criteria
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
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn items_under_criteria_have_anchors() {
        let text = "# A\n\n- no\n\n## Acceptance criteria\n\n- [ ] one\n  - detail\n- two {#two}\n";
        let criteria = criteria(&parse(text, 0));
        let show = |it: &Criterion| (it.anchor.clone(), it.pinned, it.text.clone());
        assert_eq!(
            criteria.iter().map(show).collect::<Vec<_>>(),
            [("c1".into(), false, "one".into()), ("two".into(), true, "two".into())]
        );
    }
}
