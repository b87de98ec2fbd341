//! Handbook to [`Report`].
//!
//! Every file in `check/` is one rule, or a few that look at the same thing; each rule has a page
//! in `content/rules/` that says what it asks, and that is its test.

mod bad_live_block;
mod broken_link;
mod conflicting_metadata;
mod duplicate_id;
mod ledger;
mod link_to_superseded;
mod nearest;
mod outside_book;
mod raw_html;
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
use rayon::prelude::*;

/// Checks everything.
pub fn check(handbook: &Handbook) -> Report {
    let mut policy = Policy::of(handbook);
    let ((mut obligations, flaws), mut findings) =
        rayon::join(|| ledger::obligations(handbook, &policy), || integrity(handbook));
    let (waivers, excuses) = waivers::apply(handbook, &mut obligations);
    let (baseline, unread) = Baseline::parse(&handbook.sources.baseline);
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

/// The rules about the text itself, whatever the method. Each looks at all of it by itself.
const INTEGRITY: &[fn(&Handbook) -> Vec<Finding>] = &[
    |handbook| bad_live_block::check(handbook).collect(),
    broken_link::check,
    |handbook| conflicting_metadata::check(handbook).collect(),
    duplicate_id::check,
    link_to_superseded::check,
    |handbook| outside_book::check(handbook).collect(),
    raw_html::check,
    reserved_address::check,
    supersession::check,
    |handbook| unknown_status::check(handbook).collect(),
    |handbook| unpinned_criterion::check(handbook).collect(),
    |handbook| unreachable_page::check(handbook).collect(),
    |handbook| unreadable_file::check(handbook).collect(),
    |handbook| wrong_relation::check(handbook).collect(),
];

/// What is wrong with the text itself.
fn integrity(handbook: &Handbook) -> Vec<Finding> {
    let found: Vec<Vec<Finding>> = INTEGRITY.par_iter().map(|rule| rule(handbook)).collect();
    handbook.findings.iter().cloned().chain(found.into_iter().flatten()).collect()
}
