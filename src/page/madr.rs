//! Markdown Architectural Decision Records (adr.github.io/madr), versions 2 to 4: fields in front
//! matter or in a list under the title, and sections of their own names.

/// The sections that make a record one of these.
pub(super) const SECTIONS: &[&str] = &[
    "context and problem statement",
    "decision drivers",
    "considered options",
    "decision outcome",
    "pros and cons of the options",
];

/// What the templates of all these versions have a place for.
pub(super) const PLACES: &[&str] = &[
    "status",
    "date",
    "deciders",
    "context",
    "drivers",
    "options",
    "decision",
    "consequences",
    "pros-and-cons",
    "links",
    "supersedes",
    "superseded-by",
];
