//! The attributes in a piece of raw HTML that lead somewhere or can be led to.

use super::{
    Href,
    escape::{escaped, escaped_href},
};
use std::ops::Range;

/// One attribute of interest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) role: Role,
    /// The value, with `&amp;` undone.
    pub(super) value: String,
    /// The value as written, without its quotes.
    pub(super) range: Range<usize>,
    /// The attribute with its name and quotes, and the blank before it.
    pub(super) whole: Range<usize>,
}

/// What an attribute is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `href`.
    Target,
    /// `src` of something that is shown.
    Picture,
    /// `id`, or `name` of an `<a>`.
    Anchor,
}

/// Whether a fragment is nothing but comments and blanks.
pub(super) fn is_comment(fragment: &str) -> bool {
    let mut rest = fragment.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((_, after)) => rest = after.trim_start(),
            None => return true,
        }
    }
    rest.is_empty()
}

/// `fragment` with what `change` says written over a range at each attribute of interest.
pub(super) fn rewrite(
    fragment: &str,
    mut change: impl FnMut(&Attribute) -> (Range<usize>, String),
) -> String {
    let mut html = String::with_capacity(fragment.len());
    let mut at = 0;
    for attribute in attributes(fragment) {
        let (range, text) = change(&attribute);
        html.push_str(&fragment[at..range.start]);
        html.push_str(&text);
        at = range.end;
    }
    html.push_str(&fragment[at..]);
    html
}

/// An attribute that points somewhere, as it is published. What cannot be shown is named instead.
pub(super) fn pointed(attribute: &Attribute, href: &Href) -> String {
    let (name, instead) = match attribute.role {
        Role::Picture => ("src", format!(" alt=\"{}\"", escaped(&attribute.value))),
        Role::Target | Role::Anchor => ("href", String::new()),
    };
    match href {
        Href::To(to) | Href::Term(to) => format!(" {name}=\"{}\"", escaped_href(to)),
        Href::Text => instead,
        Href::Broken(_) => instead + " class=\"broken\"",
    }
}

/// Finds the attributes of interest of every start tag in `fragment`.
pub(super) fn attributes(fragment: &str) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = fragment[at..].find('<').map(|it| at + it) {
        if fragment[open..].starts_with("<!--") {
            at = fragment[open..].find("-->").map_or(fragment.len(), |it| open + it + 3);
            continue;
        }
        let name = name(fragment, open + 1);
        at = name.end.max(open + 1);
        if name.is_empty() {
            continue;
        }
        let tag = fragment[name.clone()].to_ascii_lowercase();
        at = tag_attributes(fragment, name.end, &tag, &mut found);
    }
    found
}

/// Reads attributes from `at` to the end of the tag, and says where that is.
fn tag_attributes(text: &str, mut at: usize, tag: &str, found: &mut Vec<Attribute>) -> usize {
    loop {
        let start = at;
        at = skip(text, at, |c| c.is_whitespace() || c == '/');
        let name = name(text, at);
        if name.is_empty() {
            return skip(text, at, |c| c != '>').max(at);
        }
        at = skip(text, name.end, char::is_whitespace);
        if !text[at..].starts_with('=') {
            continue;
        }
        let from = skip(text, at + 1, char::is_whitespace);
        let range = value(text, from);
        at = if range.start > from { (range.end + 1).min(text.len()) } else { range.end };
        let role = match (text[name].to_ascii_lowercase().as_str(), tag) {
            ("href", _) => Role::Target,
            ("src", "img" | "image" | "video" | "audio" | "source") => Role::Picture,
            ("id", _) | ("name", "a") => Role::Anchor,
            _ => continue,
        };
        let value = text[range.clone()].trim().replace("&amp;", "&");
        found.push(Attribute { role, value, range, whole: start..at });
    }
}

/// The range of a quoted or bare value that starts at `at`.
fn value(text: &str, at: usize) -> Range<usize> {
    match text[at..].chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let start = at + 1;
            start..text[start..].find(quote).map_or(text.len(), |it| start + it)
        }
        _ => at..skip(text, at, |c| !c.is_whitespace() && c != '>'),
    }
}

fn name(text: &str, at: usize) -> Range<usize> {
    at..skip(text, at, |c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'))
}

/// The first place from `at` on whose character is not `wanted`.
fn skip(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !wanted(c)).map_or(text.len(), |it| at + it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fragment: &str, expected: &[(Role, &str)]) {
        let found = attributes(fragment);
        for it in &found {
            assert_eq!(fragment[it.range.clone()].trim().replace("&amp;", "&"), it.value);
        }
        let found: Vec<_> = found.iter().map(|it| (it.role, it.value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn targets_and_anchors_are_found() {
        use Role::{Anchor, Picture, Target};
        check("<a href=\"x.md\" id='y'>", &[(Target, "x.md"), (Anchor, "y")]);
        check("<A NAME=top></a><img  src = a.png/>", &[(Anchor, "top"), (Picture, "a.png/")]);
        check("<a\n  href=\"a?b&amp;c\">", &[(Target, "a?b&c")]);
        check("<div name=x><script src=y></script>", &[]);
        check("1 < 2 <a href= <!-- <a href=no> -->", &[(Target, "<!--")]);
        check("<a href=\"open", &[(Target, "open")]);
    }

    #[test]
    fn comments_say_nothing() {
        assert!(is_comment(" <!-- a --> <!-- b -->\n"));
        assert!(is_comment("<!-- never closed"));
        assert!(!is_comment("<!-- a --><b>"));
    }
}
