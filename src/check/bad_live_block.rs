//! `bad-live-block`: a live block asks for something that means nothing here.

use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    live::Live,
    markdown,
    page::Page,
    query::Misread,
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let blocks =
        handbook.pages.iter().flat_map(|page| page.outline.live.iter().map(move |it| (page, it)));
    blocks.flat_map(|(page, block)| {
        let misread = Live::parse(&block.code.text, &handbook.method).err().unwrap_or_default();
        misread.into_iter().map(|it| finding(page, block, it))
    })
}

fn finding(page: &Page, block: &markdown::Live, misread: Misread) -> Finding {
    let range = misread.span.range();
    let span = if range.is_empty() { block.span } else { block.code.span_of(range) };
    let path = page.path();
    let finding = Finding::new("bad-live-block", Severity::Error, path, span, misread.message)
        .note("the page shows what the block says, and what is wrong with it");
    match misread.suggestion {
        Some(meant) => finding.fix(span, format!("write `{meant}`"), meant),
        None => finding,
    }
}
