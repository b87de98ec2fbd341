//! Text and addresses as HTML.

use pulldown_cmark_escape::{escape_href, escape_html};

/// A text as HTML, also inside the quotes of an attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(&mut html, text);
    html
}

/// Adds a text as HTML.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    escape_html(html, text).expect("writing to a string cannot fail");
}

/// An address as the value of an attribute.
pub(super) fn escaped_href(target: &str) -> String {
    let mut html = String::with_capacity(target.len());
    escape_href(&mut html, target).expect("writing to a string cannot fail");
    html
}
