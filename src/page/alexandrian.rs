//! The record in the form of Christopher Alexander's patterns: prologue, discussion, solution,
//! consequences (github.com/joelparkerhenderson/architecture-decision-record, its template).

/// The sections that make a record one of these.
pub(super) const SECTIONS: &[&str] = &["prologue", "discussion"];

/// What its template has a place for.
pub(super) const PLACES: &[&str] = &["context", "decision", "consequences"];
