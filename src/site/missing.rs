//! What is shown at an address that has nothing: `missing.html`.

use super::{
    address::Address,
    base::{Belongs, FrameView, frame},
    nearest::{NearView, nearest},
    page::HeadlineView,
    parts::LinkView,
    standpoint::Standpoint,
};
use crate::method::{Section, SectionIndex};
use serde::Serialize;

/// What `missing.html` shows.
#[derive(Serialize)]
struct MissingView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// The address that was asked for; none on the page that hosts show at any.
    asked: Option<&'a str>,
    /// What may have been meant, the nearest first.
    nearest: Vec<NearView<'a>>,
    /// The sections that have records.
    sections: Vec<LinkView>,
}

/// Renders the page for an address, or for any. Its links must work there.
pub(super) fn render<'a>(
    from: &Standpoint<'a>,
    asked: Option<&'a Address>,
) -> Result<String, String> {
    let theme = &from.site.theme;
    let title = theme.word("missing");
    let view = MissingView {
        frame: frame(from, Belongs::Alone, title, theme.word("missing-text").to_owned()),
        heading: HeadlineView::plain(title),
        asked: asked.map(Address::as_str),
        nearest: asked.map(|it| nearest(from, it)).unwrap_or_default(),
        sections: sections(from),
    };
    theme.render("missing.html", &view)
}

/// The sections that have something.
pub(super) fn sections(from: &Standpoint<'_>) -> Vec<LinkView> {
    let site = from.site;
    let all = (0..).map(SectionIndex).zip(&site.handbook.method.sections);
    let filled = all.filter(|(at, _)| !site.lists.section(*at).is_empty());
    let link = |(at, section): (SectionIndex, &Section)| LinkView {
        href: from.href(&site.places.sections[usize::from(at.0)]),
        text: section.title.clone(),
    };
    filled.map(link).collect()
}
