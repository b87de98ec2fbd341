//! MADR 2 as log4brains keeps it: a day at the start of the file's name, tags, and links to other
//! records at the end (github.com/thomvaill/log4brains, its template).

use super::FileName;

/// What its template has a place for beside what MADR has.
pub(super) const PLACES: &[&str] = &["tags"];

/// Whether a MADR of this name is kept by log4brains.
pub(super) fn keeps(name: &FileName) -> bool {
    name.date.is_some()
}
