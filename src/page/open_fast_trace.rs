//! Specification items of `OpenFastTrace` (its user guide, *Specification items*): a heading above
//! an id in code, such as `` `req~recover~1` ``.

use super::Part;

/// What an item has a place for.
pub(super) const PLACES: &[&str] =
    &["status", "statement", "rationale", "comment", "covers", "needs", "depends", "tags"];

/// Whether a part of a page is such an item.
pub(super) fn is_item(part: &Part) -> bool {
    part.id.as_ref().is_some_and(|id| id.value.0.contains('~'))
}
