//! `outside-book`: a picture that is there and that the site will not have.

use crate::{
    finding::{Finding, Severity},
    handbook::{Destination, Handbook, PageIndex},
    markdown::LinkKind,
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let pages = (0..).map(PageIndex).zip(&handbook.pages);
    pages.flat_map(move |(at, page)| {
        let links = page.outline.links.iter().zip(handbook.links(at));
        let outside = links.filter(|(link, edge)| {
            link.kind == LinkKind::Image && matches!(edge.to, Destination::Beyond(_))
        });
        outside.map(move |(link, _)| {
            let message = format!("the picture `{}` is not in the book", link.target);
            Finding::new("outside-book", Severity::Advice, page.path(), link.span, message)
                .note("the site shows its text instead; copy it beside the page to show it")
        })
    })
}
