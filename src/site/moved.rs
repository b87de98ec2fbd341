//! What stands where a page was before: `moved.html`, which leads on.

use super::standpoint::Standpoint;
use crate::{handbook::Destination, markdown::Href};
use serde::Serialize;

/// What `moved.html` shows.
#[derive(Serialize)]
struct MovedView<'a> {
    /// The language tag of the book.
    language: &'a str,
    /// What the page is called, or its address where it is none of the site.
    title: &'a str,
    /// Where it is now.
    href: String,
}

/// Renders what leads from an earlier address to where that is now.
pub(super) fn render(from: &Standpoint<'_>, to: &Destination) -> Result<String, String> {
    let site = from.site;
    let title = match to {
        Destination::Spot(spot) => site.title(spot.entry),
        Destination::Web(url) => url,
        _ => return Err("only what is somewhere is led to".to_owned()),
    };
    let (Href::To(href) | Href::Term(href)) = from.destination(to) else {
        return Err("what is somewhere has an address".to_owned());
    };
    let language = site.handbook.config.book.language.as_deref().unwrap_or("en");
    site.theme.render("moved.html", &MovedView { language, title, href })
}
