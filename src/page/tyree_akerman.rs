//! The record of Jeff Tyree and Art Akerman (*Architecture Decisions: Demystifying Architecture*,
//! IEEE Software, 2005), in sections or in a list of fields.

/// The sections that make a record one of these; *status*, *decision*, *assumptions* and
/// *constraints* others have too.
pub(super) const SECTIONS: &[&str] =
    &["issue", "group", "positions", "argument", "implications", "related decisions"];

/// What its template has a place for.
pub(super) const PLACES: &[&str] = &[
    "status",
    "context",
    "group",
    "assumptions",
    "constraints",
    "options",
    "decision",
    "rationale",
    "consequences",
    "links",
];
