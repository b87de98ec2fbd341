//! The classic record as alphagov keeps it (github.com/alphagov/govuk-aws): `ADR015` in the file's
//! name and the title, and no day, which its history tells.

use super::{FileName, Part};

/// What its template has a place for.
pub(super) const PLACES: &[&str] =
    &["status", "context", "decision", "consequences", "supersedes", "superseded-by"];

/// Whether a classic record is kept so.
pub(super) fn keeps(whole: &Part, name: &FileName) -> bool {
    name.prefix.is_some() && name.is_joined && whole.dates.is_empty()
}
