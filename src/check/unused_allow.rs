//! `unused-allow`, and what `allow` in the front matter of a page lets pass.

use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    page::Origin,
    text::{BookPath, Spanned},
};
use std::collections::BTreeSet;

/// The findings without those that their pages allow. Errors cannot be allowed, nor can what is
/// owed: that takes a waiver, which somebody answers for.
pub(super) fn apply(handbook: &Handbook, mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut used: BTreeSet<(&BookPath, &str)> = BTreeSet::new();
    let allowed: Vec<(&BookPath, &Spanned<String>)> = allowed(handbook).collect();
    let by = |finding: &Finding| {
        let own = |(path, rule): &&(&BookPath, &Spanned<String>)| {
            **path == finding.place.path && rule.value == *finding.rule.0
        };
        allowed.iter().find(own).filter(|_| finding.severity < Severity::Error)
    };
    findings.retain(|finding| match by(finding) {
        Some((path, rule)) => {
            used.insert((path, &rule.value));
            false
        }
        None => true,
    });
    let unused =
        allowed.iter().filter(|(path, rule)| !used.contains(&(*path, rule.value.as_str())));
    let unused = unused.map(|(path, rule)| finding(handbook, path, rule));
    findings.extend(unused);
    findings
}

/// Every rule that a page allows to be broken on it.
fn allowed(handbook: &Handbook) -> impl Iterator<Item = (&BookPath, &Spanned<String>)> {
    handbook.pages.iter().flat_map(|page| {
        let fields = page.whole().fields.iter();
        let own = fields.filter(|it| it.key == "allow" && it.from == Origin::FrontMatter);
        own.flat_map(|field| field.value.texts()).map(|rule| (page.path(), rule))
    })
}

fn finding(handbook: &Handbook, path: &BookPath, rule: &Spanned<String>) -> Finding {
    let message = format!("`allow: {}` excuses nothing on this page", rule.value);
    let finding = Finding::new("unused-allow", Severity::Warning, path, rule.span, message)
        .about(rule.value.clone());
    match handbook.method.rule_named(&rule.value) {
        Some(_) => finding.note("what is owed is excused by a waiver: `archbook waive`"),
        None => finding.note("remove it"),
    }
}
