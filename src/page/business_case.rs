//! The record as a business case: what was looked at, by which criteria, and what is recommended
//! (github.com/joelparkerhenderson/architecture-decision-record, its template).

/// The sections that make a record one of these.
pub(super) const SECTIONS: &[&str] = &["evaluation criteria", "candidates", "recommendation"];

/// What its template has a place for.
pub(super) const PLACES: &[&str] = &["drivers", "options", "pros-and-cons", "decision"];
