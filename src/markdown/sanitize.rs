//! What raw HTML may do on the site.

use super::{raw_html, raw_html::Role};
use std::{
    collections::{BTreeSet, HashSet},
    sync::OnceLock,
};

/// Keeps of `html` what is text, structure and safe links, and balances its tags.
///
/// Runs over the whole body of a page that contains raw HTML, since a tag opened in one block may
/// be closed in another. So everything archbook itself writes into a body must be allowed here.
pub(super) fn sanitize(html: &str) -> String {
    static POLICY: OnceLock<ammonia::Builder<'static>> = OnceLock::new();
    anchors_once(&POLICY.get_or_init(policy).clean(html).to_string())
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

fn policy() -> ammonia::Builder<'static> {
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
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "ftp"]))
        // What scrolls must be reached with the keyboard.
        .set_tag_attribute_value("pre", "tabindex", "0")
        .link_rel(None);
    policy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_stays_and_scripts_go() {
        let kept = "<details open=\"\"><summary>a</summary><div class=\"tbl\" role=\"group\" \
                    tabindex=\"0\" aria-label=\"x\"><a href=\"b.html#c\" id=\"d\">e</a></div></details>";
        assert_eq!(sanitize(kept), kept);
        assert_eq!(sanitize("<script>alert(1)</script>a"), "a");
        assert_eq!(sanitize("<img src=x onerror=alert(1)>"), "<img src=\"x\">");
        assert_eq!(sanitize("<a href=\"javascript:alert(1)\">b</a>"), "<a>b</a>");
        assert_eq!(
            sanitize("<p><a id=\"x\">a</p><p>b</p>"),
            "<p><a id=\"x\">a</a></p><p><a>b</a></p>"
        );
        assert_eq!(sanitize("<p style=\"position:fixed\">c"), "<p>c</p>");
    }
}
