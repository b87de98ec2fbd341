//! Tables with a requirement in each row: its id, what is required, how that is verified.

use super::Part;

/// What a row has a place for.
pub(super) const PLACES: &[&str] = &["statement", "verification"];

/// Whether a part of a page is a row of such a table.
pub(super) fn is_row(part: &Part) -> bool {
    part.title.from == super::Origin::Table
}
