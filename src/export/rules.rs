//! What rules ask and why, for tools that show it beside what was found.

use crate::{finding::page, handbook::Handbook, method::Rule};

/// What a rule asks, as plain text.
pub(super) struct Told {
    /// In one sentence.
    pub(super) brief: String,
    /// With the reasons, and what to do.
    pub(super) full: String,
}

/// What is known of a rule: it has a page, or a method says why it is asked.
pub(super) fn told(handbook: &Handbook, name: &str) -> Told {
    let method = &handbook.method;
    match (page(name), method.rule_named(name)) {
        (Some(page), _) => of_page(page),
        (None, Some(at)) => of_method(method.rule(at)),
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
    use crate::finding::rules;

    #[test]
    fn a_page_says_what_its_rule_asks() {
        for name in rules() {
            let Told { brief, full } = of_page(page(name).unwrap());
            assert!(brief.len() > 20 && full.len() > brief.len(), "{name}: {brief}");
            assert!(!full.contains("````"), "{name}: {full}");
        }
    }
}
