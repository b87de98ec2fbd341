//! What hosts show at an address that has nothing: `missing.html`.

use super::{
    base::{Belongs, FrameView, frame},
    page::HeadlineView,
    standpoint::Standpoint,
};
use serde::Serialize;

/// What `missing.html` shows.
#[derive(Serialize)]
struct MissingView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
}

/// Renders the page. Its links must work at any depth.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let theme = &from.site.theme;
    let title = theme.word("missing");
    let view = MissingView {
        frame: frame(from, Belongs::Alone, title, theme.word("missing-text").to_owned()),
        heading: HeadlineView::plain(title),
    };
    theme.render("missing.html", &view)
}
