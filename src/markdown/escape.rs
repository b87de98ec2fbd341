//! Text and addresses as HTML.

use pulldown_cmark_escape::{escape_href, escape_html};

/// A text as HTML, also inside the quotes of an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html(&mut html, text).expect("writing to a string cannot fail");
    html
}

/// An address as the value of an attribute.
pub(super) fn escaped_href(target: &str) -> String {
    let mut html = String::with_capacity(target.len());
    escape_href(&mut html, target).expect("writing to a string cannot fail");
    html
}
