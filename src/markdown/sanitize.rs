//! What raw HTML may do on the site.

use super::{Markup, raw_html, raw_html::Role};
use crate::text::SCHEMES;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::OnceLock,
};

/// What of raw HTML reaches the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// What is text, structure and safe links.
    Sanitized {
        /// Elements that are kept beside those that always are.
        elements: Vec<String>,
        /// Attributes of any element that are kept beside those that always are.
        attributes: Vec<String>,
    },
    /// All of it.
    AsWritten,
}

impl RawHtml {
    /// The HTML of a text that holds raw HTML, as it may reach the site: its tags are balanced, and
    /// each anchor is there once.
    ///
    /// Runs over the whole of it, since a tag opened in one block may be closed in another. So
    /// everything archbook itself writes into a text must be allowed here.
    pub(super) fn apply(&self, html: String) -> String {
        static PLAIN: OnceLock<ammonia::Builder<'static>> = OnceLock::new();
        let cleaned = match self {
            Self::AsWritten => return html,
            Self::Sanitized { elements, attributes }
                if elements.is_empty() && attributes.is_empty() =>
            {
                PLAIN.get_or_init(policy).clean(&html)
            }
            Self::Sanitized { elements, attributes } => {
                let mut own = policy();
                own.add_tags(elements).add_generic_attributes(attributes);
                own.clean(&html)
            }
        };
        anchors_once(&cleaned.to_string())
    }

    /// Whether it lets something through that always is, or that the book allows.
    pub fn keeps(&self, markup: &Markup) -> bool {
        match (self, markup) {
            (Self::AsWritten, _) => true,
            (Self::Sanitized { elements, .. }, Markup::Element(name)) => elements.contains(name),
            (Self::Sanitized { attributes, .. }, Markup::Attribute(name)) => {
                attributes.contains(name)
            }
        }
    }
}

/// What reaches the site from every book.
struct Kept {
    elements: HashSet<&'static str>,
    attributes: HashSet<&'static str>,
    of_elements: HashMap<&'static str, HashSet<&'static str>>,
}

fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| {
        let policy = policy();
        Kept {
            elements: policy.clone_tags(),
            attributes: policy.clone_generic_attributes(),
            of_elements: policy.clone_tag_attributes(),
        }
    })
}

/// Whether an element reaches the site from every book. To a parser of HTML an `image` is an `img`.
pub(super) fn is_kept(element: &str) -> bool {
    element == "image" || kept().elements.contains(element)
}

/// Whether an attribute of an element does. A `name` is an old word for `id`, and becomes one.
pub(super) fn is_attribute_kept(element: &str, attribute: &str) -> bool {
    let element = if element == "image" { "img" } else { element };
    let own = kept().of_elements.get(element);
    attribute.starts_with("aria-")
        || (element, attribute) == ("a", "name")
        || kept().attributes.contains(attribute)
        || own.is_some_and(|it| it.contains(attribute))
}

/// Balancing repeats a tag that was never closed, with its id; the first one is the anchor.
fn anchors_once(html: &str) -> String {
    let mut seen = BTreeSet::new();
    raw_html::rewrite(html, |it| {
        let again = it.role == Role::Anchor && !seen.insert(it.value.clone());
        (if again { it.whole.clone() } else { it.whole.end..it.whole.end }, String::new())
    })
}

/// What formulas are made of.
const MATH: &[&str] = &[
    "math",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mover",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];
/// What reaches the site from every book: what ammonia takes for safe, and what archbook writes.
fn policy<'a>() -> ammonia::Builder<'a> {
    let mut policy = ammonia::Builder::default();
    policy
        .add_tags(["figure", "figcaption", "section", "picture", "source", "video", "audio"])
        .add_generic_attributes([
            "class",
            "id",
            "role",
            "tabindex",
            "dir",
            "align",
            "width",
            "height",
            "displaystyle",
            "scriptlevel",
        ])
        .add_tags(MATH)
        .add_tag_attributes("math", ["display"])
        .add_tag_attributes("mo", ["stretchy", "symmetric", "minsize", "maxsize"])
        .add_tag_attributes("mi", ["mathvariant"])
        .add_tag_attributes("mfrac", ["linethickness"])
        .add_tag_attributes("mspace", ["depth"])
        .add_generic_attribute_prefixes(["aria-"])
        .add_tag_attributes("img", ["loading", "decoding"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("source", ["src", "media", "type"])
        .add_tag_attributes("video", ["src", "controls", "loop", "muted"])
        .add_tag_attributes("audio", ["src", "controls"])
        .url_schemes(SCHEMES.iter().copied().collect())
        // What scrolls must be reached with the keyboard.
        .set_tag_attribute_value("pre", "tabindex", "0")
        .link_rel(None);
    policy
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: RawHtml = RawHtml::Sanitized { elements: Vec::new(), attributes: Vec::new() };

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(PLAIN.apply(html.to_owned()), expected);
    }

    #[test]
    fn structure_stays_and_scripts_go() {
        let kept = "<details open=\"\"><summary>a</summary><div class=\"tbl\" role=\"group\" \
                    tabindex=\"0\" aria-label=\"x\"><a href=\"b.html#c\" id=\"d\">e</a></div></details>";
        check(kept, kept);
        check("<script>alert(1)</script>a", "a");
        check("<img src=x onerror=alert(1)>", "<img src=\"x\">");
        check("<a href=\"javascript:alert(1)\">b</a>", "<a>b</a>");
        check("<p><a id=\"x\">a</p><p>b</p>", "<p><a id=\"x\">a</a></p><p><a>b</a></p>");
        check("<p style=\"position:fixed\">c", "<p>c</p>");
    }

    #[test]
    fn a_book_may_allow_more() {
        let own = |elements: &[&str], attributes: &[&str]| RawHtml::Sanitized {
            elements: elements.iter().map(ToString::to_string).collect(),
            attributes: attributes.iter().map(ToString::to_string).collect(),
        };
        let html = "<font color=\"red\" onclick=\"x\"><x-y data-z=\"1\">a</x-y></font>";
        let all = own(&["font", "x-y"], &["color", "data-z"]).apply(html.to_owned());
        assert_eq!(all, "<font color=\"red\"><x-y data-z=\"1\">a</x-y></font>");
        assert_eq!(own(&[], &["color"]).apply(html.to_owned()), "a");
        assert_eq!(RawHtml::AsWritten.apply(html.to_owned()), html);
    }

    #[test]
    fn what_is_kept_needs_not_be_allowed() {
        assert!(is_kept("b") && is_kept("image") && !is_kept("script") && !is_kept("font"));
        assert!(is_attribute_kept("a", "href") && !is_attribute_kept("b", "href"));
        assert!(is_attribute_kept("p", "aria-label") && !is_attribute_kept("p", "onclick"));
    }
}
