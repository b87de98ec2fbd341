//! What rules ask and why, for tools that show it beside what was found.

use crate::{handbook::Handbook, method::Rule};

/// What a rule asks, as plain text.
pub(super) struct Told {
    /// In one sentence.
    pub(super) brief: String,
    /// With the reasons, and what to do.
    pub(super) full: String,
}

/// The pages about rules that look at the text itself, by the name of the rule.
macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../content/rules/", $name, ".md")))),*]
    };
}

const PAGES: &[(&str, &str)] = pages![
    "bad-config",
    "bad-date",
    "bad-front-matter",
    "bad-method",
    "bad-theme",
    "broken-anchor",
    "broken-link",
    "broken-reference",
    "conflicting-metadata",
    "contradicted-status",
    "dangling-supersession",
    "duplicate-id",
    "leftover-template",
    "link-to-superseded",
    "missing-asset",
    "number-collision",
    "one-sided-supersession",
    "outside-book",
    "premature-supersession",
    "reserved-address",
    "supersession-cycle",
    "unknown-field",
    "unknown-kind",
    "unknown-status",
    "unpinned-criterion",
    "unreachable-page",
    "unreadable-file",
    "wrong-relation",
];

/// What is known of a rule: a rule of the method says it itself, any other has a page.
pub(super) fn told(handbook: &Handbook, name: &str) -> Told {
    let method = &handbook.method;
    let page = PAGES.iter().find(|(rule, _)| *rule == name);
    match (method.rule_named(name), page) {
        (Some(at), _) => of_method(method.rule(at)),
        (None, Some((_, page))) => of_page(page),
        (None, None) => Told { brief: words(name), full: words(name) },
    }
}

fn of_method(rule: &Rule) -> Told {
    let brief = words(&rule.name);
    let full = if rule.why.is_empty() { brief.clone() } else { rule.why.clone() };
    Told { brief, full }
}

/// What stands on a page between its title and its first example.
fn of_page(page: &str) -> Told {
    let (_, text) = page.split_once("\n\n").unwrap_or_default();
    let text = text.split("\n## ").next().unwrap_or_default();
    let paragraphs = text.split("\n\n").map(|it| it.trim().replace('\n', " "));
    let paragraphs: Vec<String> = paragraphs.filter(|it| !it.is_empty()).collect();
    Told { brief: paragraphs.first().cloned().unwrap_or_default(), full: paragraphs.join("\n\n") }
}

/// The name of a rule as words.
fn words(name: &str) -> String {
    name.replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_its_rule_asks() {
        for (name, page) in PAGES {
            let Told { brief, full } = of_page(page);
            assert!(brief.len() > 20 && full.len() > brief.len(), "{name}: {brief}");
            assert!(!full.contains("````"), "{name}: {full}");
        }
    }
}
