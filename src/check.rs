//! Handbook to [`Report`].
//!
//! Every file in `check/` is one rule, or a few that look at the same thing; each rule has a page
//! in `content/rules/` that says what it asks, and that is its test.

mod broken_link;
mod conflicting_metadata;
mod duplicate_id;
mod ledger;
mod link_to_superseded;
mod nearest;
mod outside_book;
mod reserved_address;
mod supersession;
mod unknown_status;
mod unpinned_criterion;
mod unreachable_page;
mod unreadable_file;
mod unused_allow;
mod waivers;
mod wrong_relation;

use crate::{
    finding::Finding,
    handbook::Handbook,
    report::{Baseline, Numbers, Progress, Report},
};
use ledger::Policy;
pub use ledger::evidence;

/// Checks everything.
pub fn check(handbook: &Handbook) -> Report {
    let mut policy = Policy::of(handbook);
    let (mut obligations, flaws) = ledger::obligations(handbook, &policy);
    let (waivers, excuses) = waivers::apply(handbook, &mut obligations);
    let (baseline, unread) = Baseline::parse(&handbook.sources.baseline);
    let mut findings = integrity(handbook);
    for others in [flaws, excuses, unread, std::mem::take(&mut policy.findings)] {
        findings.extend(others);
    }
    Report {
        stages: Progress::of(handbook, &policy.adopted, &obligations),
        sections: Numbers::by_section(handbook, &obligations),
        obligations,
        waivers,
        known: baseline.known,
        ..Report::default()
    }
    .with(policy.weighed(unused_allow::apply(handbook, findings)))
}

/// What is wrong with the text itself, whatever the method.
fn integrity(handbook: &Handbook) -> Vec<Finding> {
    let mut findings: Vec<Finding> = handbook.findings.clone();
    findings.extend(broken_link::check(handbook));
    findings.extend(conflicting_metadata::check(handbook));
    findings.extend(duplicate_id::check(handbook));
    findings.extend(link_to_superseded::check(handbook));
    findings.extend(outside_book::check(handbook));
    findings.extend(reserved_address::check(handbook));
    findings.extend(supersession::check(handbook));
    findings.extend(unknown_status::check(handbook));
    findings.extend(unpinned_criterion::check(handbook));
    findings.extend(unreachable_page::check(handbook));
    findings.extend(unreadable_file::check(handbook));
    findings.extend(wrong_relation::check(handbook));
    findings
}
