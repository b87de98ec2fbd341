//! What raw HTML is written in, and which of it a book may let through.

/// Something in raw HTML that can be let through or not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Markup {
    /// An element, by its name in lower case.
    Element(String),
    /// An attribute, by its name in lower case.
    Attribute(String),
}

impl Markup {
    /// What is written between the angle brackets or before the equals sign.
    pub fn name(&self) -> &str {
        match self {
            Self::Element(name) | Self::Attribute(name) => name,
        }
    }

    /// Whether a book may allow it.
    pub fn is_harmless(&self) -> bool {
        let plain = |it: &str| {
            it.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
        };
        match self {
            // An element of somebody's own does nothing without a script.
            Self::Element(name) if name.contains('-') => {
                let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
                begins && plain(name) && !FOREIGN.contains(&name.as_str())
            }
            Self::Element(name) => ELEMENTS.contains(&name.as_str()),
            Self::Attribute(name) => {
                let own = name.strip_prefix("data-").is_some_and(|it| !it.is_empty() && plain(it));
                own || ATTRIBUTES.contains(&name.as_str())
            }
        }
    }

    /// Whether HTML has an element of this name that may do harm.
    pub fn is_dangerous(&self) -> bool {
        matches!(self, Self::Element(name) if NEVER.contains(&name.as_str()))
    }
}

/// Elements of HTML that a book may allow.
const ELEMENTS: &[&str] = &[
    "big", "button", "datalist", "dialog", "fieldset", "font", "label", "legend", "menu", "meter",
    "nobr", "optgroup", "option", "output", "progress", "search", "select", "tfoot",
];

/// Attributes that a book may allow, beside those that begin with `data-`. None of them names an
/// address, a style or something to run; and no `name`, which could stand for a part of the page
/// that scripts look for.
const ATTRIBUTES: &[&str] = &[
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "checked",
    "clear",
    "color",
    "compact",
    "controls",
    "datetime",
    "default",
    "disabled",
    "face",
    "for",
    "hidden",
    "high",
    "hspace",
    "itemid",
    "itemprop",
    "itemscope",
    "itemtype",
    "kind",
    "label",
    "low",
    "max",
    "min",
    "multiple",
    "nowrap",
    "optimum",
    "preload",
    "property",
    "rel",
    "reversed",
    "rules",
    "selected",
    "size",
    "span",
    "spellcheck",
    "srclang",
    "target",
    "translate",
    "type",
    "valign",
    "value",
    "vspace",
];

/// Elements of HTML that are not what they seem, or that run, load or send something.
const NEVER: &[&str] = &[
    "applet",
    "base",
    "body",
    "canvas",
    "embed",
    "fencedframe",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "input",
    "link",
    "main",
    "marquee",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "param",
    "plaintext",
    "portal",
    "script",
    "slot",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "track",
    "xmp",
];

/// Names with a hyphen that are no elements of somebody's own, but of SVG and `MathML`.
const FOREIGN: &[&str] = &[
    "annotation-xml",
    "color-profile",
    "font-face",
    "font-face-format",
    "font-face-name",
    "font-face-src",
    "font-face-uri",
    "missing-glyph",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_loads_or_sends_can_be_allowed() {
        let element = |name: &str| Markup::Element(name.to_owned()).is_harmless();
        let attribute = |name: &str| Markup::Attribute(name.to_owned()).is_harmless();
        for name in NEVER.iter().chain(FOREIGN).chain(&["string", "", "x-Y", "-x", "math"]) {
            assert!(!element(name), "{name}");
        }
        let never = [
            "onclick",
            "style",
            "href",
            "src",
            "srcset",
            "srcdoc",
            "action",
            "formaction",
            "ping",
            "poster",
            "background",
            "cite",
            "http-equiv",
            "name",
            "form",
            "is",
            "data-",
            "xmlns",
            "usemap",
            "autofocus",
            "contenteditable",
            "data-a b",
            "popovertarget",
            "command",
        ];
        for name in never {
            assert!(!attribute(name), "{name}");
        }
        assert!(element("font") && element("my-own") && attribute("data-x") && attribute("color"));
    }
}
