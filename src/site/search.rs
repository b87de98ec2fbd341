//! Where a search is shown, and what to do without a script: `search.html`.

mod scripts;

use super::{
    base::{Belongs, FrameView, frame},
    missing::sections,
    parts::LinkView,
    standpoint::Standpoint,
};
pub(super) use scripts::{Script, literal, script, scripts};
use serde::Serialize;

/// What `search.html` shows.
#[derive(Serialize)]
struct SearchView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// The sections that have something.
    sections: Vec<LinkView>,
}

/// Renders the page.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let theme = &from.site.theme;
    let title = theme.word("search");
    let view = SearchView {
        frame: frame(from, Belongs::Alone, title, theme.word("search-scripts").to_owned()),
        sections: sections(from),
    };
    theme.render("search.html", &view)
}
