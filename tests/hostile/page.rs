//! What is live in a page, as a browser parses it.

use archbook::theme::Theme;
use html5ever::{parse_document, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::sync::LazyLock;

/// Elements that no page of a site has.
const NEVER: &[&str] = &[
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "frame",
    "frameset",
    "applet",
    "template",
    "noscript",
    "textarea",
    "marquee",
    "foreignobject",
    "animate",
    "set",
    "xmp",
    "plaintext",
];

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "href",
    "xlink:href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "ping",
    "background",
    "longdesc",
    "manifest",
];

/// Attributes of SVG whose names are in mixed case.
const MIXED: &[&str] = &[
    "viewBox",
    "preserveAspectRatio",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "markerUnits",
];

/// Everything in a page that could do something and is not the theme's, one line each.
pub(crate) fn live(html: &str) -> Vec<String> {
    let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut found = Vec::new();
    walk(&dom.document, &mut found);
    found
}

fn walk(node: &Handle, found: &mut Vec<String>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let element = name.local.to_string();
        let attributes: Vec<(String, String)> = attrs
            .borrow()
            .iter()
            .map(|it| {
                let prefix = it.name.prefix.as_ref().map(|it| format!("{it}:"));
                (prefix.unwrap_or_default() + &it.name.local, it.value.to_string())
            })
            .collect();
        let text: String = node.children.borrow().iter().filter_map(text).collect();
        let faults = faults(&element, &attributes, &text);
        found.extend(faults.into_iter().map(|it| format!("<{element}>: {it}")));
    }
    node.children.borrow().iter().for_each(|child| walk(child, found));
}

fn text(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Text { contents } => Some(contents.borrow().to_string()),
        _ => None,
    }
}

fn faults(element: &str, attributes: &[(String, String)], text: &str) -> Vec<String> {
    let get = |name: &str| attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str());
    let mut found = Vec::new();
    if NEVER.contains(&element.to_lowercase().as_str()) {
        found.push("is not the theme's".to_owned());
    }
    match element {
        "script" if get("type") == Some("application/json") => {
            let parsed = serde_json::from_str::<serde_json::Value>(text);
            found.extend(parsed.err().map(|error| format!("holds no JSON: {error}")));
        }
        "script" if get("src").is_none_or(|it| !is_own(it)) || !text.is_empty() => {
            found.push(format!("runs {:?}: {text}", get("src")));
        }
        "link" if get("rel") == Some("stylesheet") && get("href").is_none_or(|it| !is_own(it)) => {
            found.push(format!("loads {:?}", get("href")));
        }
        "form" if get("action").is_none_or(|it| !is_own(it)) => {
            found.push(format!("sends to {:?}", get("action")));
        }
        // An earlier address of a page leads on to where it is now.
        "meta" if get("http-equiv") == Some("refresh") => {
            let to = get("content").and_then(|it| it.strip_prefix("0;url="));
            let own = to.is_some_and(|it| scheme(it).is_none() && !it.starts_with(['/', '\\']));
            found.extend((!own).then(|| format!("leads on to {to:?}")));
        }
        "meta" if get("http-equiv").is_some() => found.push(format!("says {attributes:?}")),
        _ => (),
    }
    for (name, value) in attributes {
        let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | ':' | '0'..='9');
        let known = name.chars().all(plain) || MIXED.contains(&name.as_str());
        if name.starts_with("on") || name == "style" || !known {
            found.push(format!("has the attribute `{name}`"));
        }
        if ADDRESSES.contains(&name.as_str()) && !is_safe(value) {
            found.push(format!("leads to `{value}`"));
        }
        if matches!(name.as_str(), "id" | "name")
            && value.starts_with("page.")
            && !is_part(element, value)
        {
            found.push(format!("passes for `{value}`"));
        }
    }
    found
}

/// Whether an element is one that the theme gives this anchor.
fn is_part(element: &str, anchor: &str) -> bool {
    match anchor {
        "page.search" => element == "div" || element == "section",
        _ => true,
    }
}

/// Whether an address is that of a file that the site itself brings.
fn is_own(address: &str) -> bool {
    static OWN: LazyLock<Vec<String>> = LazyLock::new(|| {
        let theme = Theme::default();
        let more = ["progress.css", "search.html"];
        theme.files().chain(more).map(ToOwned::to_owned).collect()
    });
    let name = address.rsplit('/').next().unwrap_or_default();
    scheme(address).is_none() && !address.starts_with("//") && OWN.iter().any(|it| it == name)
}

/// Whether a browser that follows an address runs nothing of it and leaves the disk alone.
fn is_safe(address: &str) -> bool {
    scheme(address)
        .is_none_or(|it| ["http", "https", "mailto", "tel", "ftp"].contains(&it.as_str()))
}

/// The scheme of an address as browsers find it (WHATWG URL, *basic URL parser*): they pass by
/// tabs and line breaks anywhere, and by blanks and controls in front.
fn scheme(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_start_matches(|c: char| c <= ' ');
    let (scheme, _) = address.split_once(':')?;
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(legal);
    named.then(|| scheme.to_ascii_lowercase())
}

#[test]
fn what_is_live_is_found() {
    for html in [
        "<p onclick=x>",
        "<a href=' java\tscript:x'>",
        "<script>x</script>",
        "<script src=//evil.example/_/app.js></script>",
        "<script type=application/json>{</script>",
        "<svg><animate/></svg>",
        "<form action=https://evil.example>",
        "<p style=x>",
        "<p a\"b=c>",
        "<p id=page.search>",
    ] {
        assert_eq!(live(html).len(), 1, "{html}: {:?}", live(html));
    }
    assert!(live("<a href=b.html#c><svg viewBox='0 0 1 1'/></a>").is_empty());
}
