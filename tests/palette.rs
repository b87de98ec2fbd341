//! The colours of the built-in style: whatever it writes on whatever can be read, in both schemes.
//!
//! The style is read as text. A colour that nobody here knows, and a pair that cannot be read, fail.

use archbook::theme::{Colour, built_in};
use std::collections::BTreeMap;

/// A text can be read: WCAG 2.2, 1.4.3.
const TEXT_MIN: f64 = 4.5;
/// An edge can be seen: WCAG 2.2, 1.4.11.
const EDGE_MIN: f64 = 3.0;

/// What a colour is for.
enum Role {
    /// It stands behind others.
    Ground,
    /// Text, icons and what must be told apart is drawn in it on these.
    Text(&'static [&'static str]),
    /// It bounds what can be used, on these.
    Edge(&'static [&'static str]),
    /// It only adorns: what it parts is apart without it.
    Line,
}

use Role::{Edge, Ground, Line, Text};

const PLAIN: &[&str] = &["paper", "surface", "sunken"];
const ALL: &[&str] = &["paper", "surface", "sunken", "soft", "hl"];

/// Every colour that the style names, and where it stands.
const TOKENS: &[(&str, Role)] = &[
    ("paper", Ground),
    ("surface", Ground),
    ("sunken", Ground),
    ("soft", Ground),
    ("hl", Ground),
    ("line", Line),
    ("edge", Edge(PLAIN)),
    ("ink", Text(ALL)),
    ("ink2", Text(ALL)),
    ("ink3", Text(ALL)),
    ("accent", Text(ALL)),
    ("accepted", Text(&["accepted-bg", "paper", "surface", "sunken", "hl"])),
    ("accepted-bg", Ground),
    ("proposed", Text(&["proposed-bg", "paper", "surface", "sunken", "hl"])),
    ("proposed-bg", Ground),
    ("draft", Text(&["draft-bg", "paper", "surface", "sunken", "hl"])),
    ("draft-bg", Ground),
    ("rejected", Text(&["rejected-bg", "paper", "surface", "sunken", "hl"])),
    ("rejected-bg", Ground),
    ("superseded", Text(&["superseded-bg", "paper", "surface", "sunken", "hl"])),
    ("superseded-bg", Ground),
    ("deprecated", Text(&["deprecated-bg", "paper", "surface", "sunken", "hl"])),
    ("deprecated-bg", Ground),
];

/// A colour in light and in dark.
type Pair = [Colour; 2];

/// The styles of the theme, by name, without comments.
fn styles() -> Vec<(&'static str, String)> {
    let styles = built_in().filter(|it| it.name.rsplit('.').next() == Some("css"));
    styles.map(|it| (it.name, without_comments(it.text))).collect()
}

fn without_comments(css: &str) -> String {
    let pieces = css.split("/*").enumerate();
    let outside = pieces.map(|(at, it)| match it.split_once("*/") {
        Some((_, rest)) if at > 0 => rest,
        _ => it,
    });
    outside.collect()
}

/// The innermost blocks of a style: what they are for, and their declarations.
fn rules(css: &str) -> Vec<(&str, BTreeMap<&str, &str>)> {
    let mut rules = Vec::new();
    for piece in css.split('}') {
        let Some((before, body)) = piece.rsplit_once('{') else { continue };
        let selector = before.rsplit(['{', ';', '}']).next().unwrap().trim();
        let declarations = body.split(';').filter_map(|it| it.split_once(':'));
        rules.push((selector, declarations.map(|(key, it)| (key.trim(), it.trim())).collect()));
    }
    rules
}

fn pair(value: &str) -> Option<Pair> {
    let (light, dark) = value.strip_prefix("light-dark(")?.strip_suffix(')')?.split_once(',')?;
    Some([Colour::parse(light.trim())?, Colour::parse(dark.trim())?])
}

/// Every colour with a name.
fn tokens() -> BTreeMap<String, Pair> {
    let mut tokens = BTreeMap::new();
    for (file, css) in styles() {
        for (_, declarations) in rules(&css) {
            for (key, value) in declarations {
                if let (Some(name), Some(pair)) = (key.strip_prefix("--"), pair(value)) {
                    let known = tokens.insert(name.to_owned(), pair);
                    assert!(known.is_none(), "{file}: --{name} is set twice");
                }
            }
        }
    }
    tokens
}

/// The colour that a value is, or names.
fn named(value: &str, tokens: &BTreeMap<String, Pair>) -> Option<Pair> {
    let name = value.strip_prefix("var(--").and_then(|it| it.strip_suffix(')'));
    pair(value).or_else(|| tokens.get(name?).copied())
}

#[track_caller]
fn readable(what: &str, one: Pair, other: Pair, least: f64) {
    for (scheme, (one, other)) in ["light", "dark"].iter().zip(one.into_iter().zip(other)) {
        let contrast = one.contrast(other);
        assert!(contrast >= least, "{what}, {scheme}: {one} on {other} is {contrast:.2}:1");
    }
}

#[test]
fn every_colour_can_be_read_where_it_stands() {
    let tokens = tokens();
    let told: Vec<&str> = TOKENS.iter().map(|(name, _)| *name).collect();
    for name in tokens.keys() {
        assert!(told.contains(&name.as_str()), "--{name} stands nowhere yet: say where in TOKENS");
    }
    for (name, role) in TOKENS {
        let own = *tokens.get(*name).unwrap_or_else(|| panic!("the style has no --{name}"));
        let (on, least) = match role {
            Text(on) => (*on, TEXT_MIN),
            Edge(on) => (*on, EDGE_MIN),
            Ground | Line => continue,
        };
        for ground in on {
            readable(&format!("--{name} on --{ground}"), own, tokens[*ground], least);
        }
    }
}

#[test]
fn what_one_rule_writes_on_what_it_paints_can_be_read() {
    let tokens = tokens();
    let mut pairs = 0;
    for (file, css) in styles() {
        for (selector, declarations) in rules(&css) {
            for (text, ground) in [("color", "background"), ("--x", "--b")] {
                let value = |key| declarations.get(key).and_then(|it| named(it, &tokens));
                if let (Some(text), Some(ground)) = (value(text), value(ground)) {
                    readable(&format!("{file}: {selector}"), text, ground, TEXT_MIN);
                    pairs += 1;
                }
            }
        }
    }
    assert!(pairs > 10, "the rules of the style are not read");
}

#[test]
fn code_can_be_read_on_marked_lines_too() {
    let tokens = tokens();
    let mut roles = 0;
    for (file, css) in styles() {
        for (selector, declarations) in rules(&css) {
            let colour = declarations.get("color").and_then(|it| named(it, &tokens));
            let role = selector.strip_prefix(".code ").filter(|it| is_role(it));
            if let (Some(_), Some(colour)) = (role, colour) {
                for ground in ["sunken", "hl"] {
                    readable(&format!("{file}: {selector}"), colour, tokens[ground], TEXT_MIN);
                }
                roles += 1;
            }
        }
    }
    assert!(roles >= 7, "the roles of the highlighter are not read");
}

/// Whether this selects what one role has in code: an element without a class, or a class.
fn is_role(selector: &str) -> bool {
    selector.trim_start_matches('.').len() == 1
}

/// What is not a token is a colour of code, or is on paper, which is white.
#[test]
fn no_colour_goes_without_a_name() {
    for (file, css) in styles() {
        for (selector, declarations) in rules(&css) {
            for (key, value) in declarations.iter().filter(|(_, value)| value.contains('#')) {
                let is_token = key.starts_with("--") && pair(value).is_some();
                let role = selector.strip_prefix(".code ").filter(|it| is_role(it));
                let is_code = role.is_some() && pair(value).is_some();
                if is_token || is_code {
                    continue;
                }
                let colour = Colour::parse(value).filter(|_| file == "print.css");
                let colour = colour.unwrap_or_else(|| panic!("{file}: {selector}: {key}: {value}"));
                let white = Colour::parse("#fff").unwrap();
                assert!(colour == white || colour.contrast(white) >= TEXT_MIN, "{file}: {value}");
            }
        }
    }
}
