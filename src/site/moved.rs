//! What stands where a page was before: `moved.html`, which leads on.

use super::standpoint::Standpoint;
use crate::handbook::PageIndex;
use serde::Serialize;

/// What `moved.html` shows.
#[derive(Serialize)]
struct MovedView<'a> {
    /// The language tag of the book.
    language: &'a str,
    /// What the page is called.
    title: &'a str,
    /// Where it is now.
    href: String,
}

/// Renders what leads from an earlier address of a page to the page.
pub(super) fn render(from: &Standpoint<'_>, page: PageIndex) -> Result<String, String> {
    let site = from.site;
    let view = MovedView {
        language: site.handbook.config.book.language.as_deref().unwrap_or("en"),
        title: site.title(site.handbook.entry_of(page)),
        href: from.href(site.places.page(page)),
    };
    site.theme.render("moved.html", &view)
}
