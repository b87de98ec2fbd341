//! The attributes in a piece of raw HTML that lead somewhere or can be led to.

use super::{
    Href, Markup,
    escape::{escaped, escaped_href},
    sanitize::{is_attribute_kept, is_kept},
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
    for Tag { name, attributes, .. } in starts(fragment) {
        let tag = fragment[name].to_ascii_lowercase();
        for Written { name, range, whole } in attributes {
            let role = match (fragment[name].to_ascii_lowercase().as_str(), tag.as_str()) {
                ("href", _) => Role::Target,
                ("src", "img" | "image" | "video" | "audio" | "source") => Role::Picture,
                ("id", _) | ("name", "a") => Role::Anchor,
                _ => continue,
            };
            let Some(range) = range else {
                continue;
            };
            let value = fragment[range.clone()].trim().replace("&amp;", "&");
            found.push(Attribute { role, value, range, whole });
        }
    }
    found
}

/// Finds the elements and attributes in `fragment` that do not reach the site unless a book allows
/// them, each with where its name stands.
pub(super) fn refused(fragment: &str) -> Vec<(Markup, Range<usize>)> {
    let mut found = Vec::new();
    for Tag { name, attributes, .. } in starts(fragment) {
        let tag = fragment[name.clone()].to_ascii_lowercase();
        let element = Markup::Element(tag.clone());
        if !is_kept(&tag) {
            let lost = !element.is_harmless();
            found.push((element, name));
            // Its attributes go with it.
            if lost {
                continue;
            }
        }
        for Written { name, .. } in attributes {
            let attribute = fragment[name.clone()].to_ascii_lowercase();
            if !is_attribute_kept(&tag, &attribute) {
                found.push((Markup::Attribute(attribute), name));
            }
        }
    }
    found
}

/// A tag, by where its pieces stand.
pub(super) struct Tag {
    /// Whether it ends an element.
    pub(super) is_end: bool,
    /// Whether a slash says that the element ends where it begins.
    pub(super) is_whole: bool,
    pub(super) name: Range<usize>,
    pub(super) attributes: Vec<Written>,
}

impl Tag {
    /// Its name and its attributes.
    pub(super) fn whole(&self) -> Range<usize> {
        let end = self.attributes.last().map_or(self.name.end, |it| it.whole.end);
        self.name.start..end
    }
}

/// An attribute of a tag.
pub(super) struct Written {
    name: Range<usize>,
    /// Its value without quotes; none where it has none.
    range: Option<Range<usize>>,
    /// All of it, with the blank before it.
    whole: Range<usize>,
}

/// The start tags in `fragment`.
fn starts(fragment: &str) -> impl Iterator<Item = Tag> {
    tags(fragment).into_iter().filter(|it| !it.is_end)
}

/// The tags in `fragment`.
pub(super) fn tags(fragment: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = fragment[at..].find('<').map(|it| at + it) {
        if fragment[open..].starts_with("<!--") {
            at = fragment[open..].find("-->").map_or(fragment.len(), |it| open + it + 3);
            continue;
        }
        let is_end = fragment[open + 1..].starts_with('/');
        let name = name(fragment, open + 1 + usize::from(is_end));
        at = name.end.max(open + 1);
        if fragment[name.clone()].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (attributes, end) =
                if is_end { (Vec::new(), at) } else { tag_attributes(fragment, at) };
            let is_whole = fragment[..end].ends_with('/');
            found.push(Tag { is_end, is_whole, name, attributes });
            at = end;
        }
    }
    found
}

/// The attributes from `at` to the end of the tag, and where that is.
fn tag_attributes(text: &str, mut at: usize) -> (Vec<Written>, usize) {
    let mut found = Vec::new();
    loop {
        let start = at;
        at = skip(text, at, |c| c.is_whitespace() || c == '/');
        let name = name(text, at);
        if name.is_empty() {
            return (found, skip(text, at, |c| c != '>').max(at));
        }
        at = name.end;
        let equals = skip(text, at, char::is_whitespace);
        let range = text[equals..].starts_with('=').then(|| {
            let from = skip(text, equals + 1, char::is_whitespace);
            let range = value(text, from);
            let quoted = range.start > from;
            at = if quoted { (range.end + 1).min(text.len()) } else { range.end };
            range
        });
        found.push(Written { name, range, whole: start..at });
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
    fn what_does_not_reach_the_site_is_found() {
        let found = refused("<b onclick=\"<i>\" id=x>a</b><Iframe src=x style='y'>a<T></T> 1<2");
        let found: Vec<_> = found.iter().map(|(it, _)| it.name()).collect();
        assert_eq!(found, ["onclick", "iframe", "t"]);
    }

    #[test]
    fn comments_say_nothing() {
        assert!(is_comment(" <!-- a --> <!-- b -->\n"));
        assert!(is_comment("<!-- never closed"));
        assert!(!is_comment("<!-- a --><b>"));
    }
}
