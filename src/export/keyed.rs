//! What is wrong and what is owed as one list, each with its stable name.

use crate::{finding::Finding, handbook::Handbook, report::Report};
use std::{borrow::Cow, cmp::Reverse};

/// A finding, or an obligation that is not met as one.
pub(super) struct Keyed<'a> {
    pub(super) key: String,
    pub(super) finding: Cow<'a, Finding>,
}

/// What is wrong with the text, in the order of the report.
pub(super) fn findings(report: &Report) -> Vec<Keyed<'_>> {
    let keyed = report.keys().into_iter().zip(&report.findings);
    keyed.map(|(key, finding)| Keyed { key, finding: Cow::Borrowed(finding) }).collect()
}

/// What is owed and not met, in the order of the ledger.
pub(super) fn unmet<'a>(handbook: &Handbook, report: &'a Report) -> Vec<Keyed<'a>> {
    let keyed = report.unmet().map(|it| {
        let finding = Cow::Owned(it.finding(handbook));
        Keyed { key: it.key(handbook), finding }
    });
    keyed.collect()
}

/// Both, the worst first.
pub(super) fn worst_first<'a>(handbook: &Handbook, report: &'a Report) -> Vec<Keyed<'a>> {
    let mut all = findings(report);
    all.extend(unmet(handbook, report));
    all.sort_by_key(|it| Reverse(it.finding.severity));
    all
}
