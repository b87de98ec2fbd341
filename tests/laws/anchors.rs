//! Where links into a page lead: every anchor once, and where it was, whatever else is written there.

use super::{cases, generated};
use archbook::{
    markdown::{Outline, slug},
    page,
    source::Source,
    text::BookPath,
};
use proptest::{collection::vec, prelude::*, sample::select};
use std::sync::Arc;

fn outline(text: &str) -> Outline {
    let path = BookPath::new("guide/a.md").unwrap();
    page::read(&Arc::new(Source { path, text: text.into() })).outline
}

/// Blocks that begin and end by themselves, some of them with anchors.
const BLOCKS: &[&str] = &[
    "# Title",
    "## Some heading",
    "Some heading\n------------",
    "## Some heading 1",
    "### `Code` *and* more",
    "## Überblick 决定",
    "## Fixed {#some-heading}",
    "##",
    "<a id=\"title\"></a>",
    "<a id=\"placed\"></a>",
    "Term\n: what it means",
    "Title\n: what it is",
    "- [ ] an item {#item}",
    "> ## Quoted",
];

/// Blocks without any.
const PLAIN: &[&str] = &[
    "A paragraph with a [link](b.md), *emphasis* and `# code`.",
    "- a list\n- of two\n\n  items",
    "1. one\n2. two",
    "```md\n# No heading\n```",
    "| a | b |\n|---|---|\n| c | d |",
    "> A quotation\n> of two lines",
    "<!-- # Nothing -->",
    "<div>\n# HTML\n</div>",
    "***",
    "A note[^n].\n\n[^n]: Its text.",
    "[label]: b.md",
    "$$\nx^2\n$$",
];

/// The text of blocks.
fn page(blocks: &[&str]) -> String {
    blocks.join("\n\n") + "\n"
}

fn anchors(blocks: &[&str]) -> Vec<String> {
    outline(&page(blocks)).anchors().map(str::to_owned).collect()
}

/// Where a name can be told from another one: numbers behind it are given when it is there again.
fn stem(anchor: &str) -> &str {
    anchor.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-')
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_has_no_anchor_changes_none(
        blocks in vec(select(BLOCKS), 0..8),
        plain in select(PLAIN),
        at: prop::sample::Index,
    ) {
        let mut more = blocks.clone();
        more.insert(at.index(blocks.len() + 1), plain);
        prop_assert_eq!(anchors(&blocks), anchors(&more), "{}", page(&more));
    }

    /// Another heading changes anchors of its own name only, and only below it: there, names are
    /// numbered.
    #[test]
    fn a_heading_changes_no_anchor_of_another_name(
        blocks in vec(select(BLOCKS), 0..8),
        name in select(vec!["Another", "Some heading", "Some heading 2", "Title", "Section"]),
        at: prop::sample::Index,
    ) {
        let at = at.index(blocks.len() + 1);
        let (mut more, heading) = (blocks.clone(), format!("## {name}"));
        more.insert(at, &heading);
        let others = |all: Vec<String>| -> Vec<String> {
            all.into_iter().filter(|it| stem(it) != stem(&slug(name))).collect()
        };
        prop_assert_eq!(others(anchors(&blocks)), others(anchors(&more)), "{}", page(&more));
        let above = |blocks: &[&str]| -> Vec<String> {
            let headings = outline(&page(blocks)).headings;
            let count = outline(&page(&blocks[..at])).headings.len();
            headings.into_iter().take(count).map(|it| it.anchor).collect()
        };
        prop_assert_eq!(above(&blocks), above(&more), "{}", page(&more));
    }

    #[test]
    fn whatever_a_page_says_it_is_read_as_one(text in generated::text()) {
        crate::properties::reads_a_page(&text);
    }
}
