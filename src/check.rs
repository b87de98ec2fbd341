//! Handbook to [`Report`].
//!
//! Every file in `check/` is one rule, or a few that look at the same thing; each rule has a page
//! in `content/rules/` that says what it asks, and that is its test.

mod broken_link;
mod conflicting_metadata;
mod duplicate_id;
mod link_to_superseded;
mod nearest;
mod outside_book;
mod reserved_address;
mod supersession;
mod unknown_status;
mod unpinned_criterion;
mod unreachable_page;
mod unreadable_file;
mod wrong_relation;

use crate::{finding::Finding, handbook::Handbook, report::Report};

/// Checks everything.
pub fn check(handbook: &Handbook) -> Report {
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
    Report::default().with(findings)
}
