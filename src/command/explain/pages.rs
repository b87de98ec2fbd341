//! The pages of the rules, as the handbook publishes them. A test keeps the list complete.

macro_rules! pages {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../content/rules/", $name, ".md")))),*]
    };
}

const PAGES: &[(&str, &str)] = pages! {
    "bad-config"
    "bad-date"
    "bad-front-matter"
    "bad-method"
    "bad-theme"
    "broken-anchor"
    "broken-link"
    "broken-reference"
    "conflicting-metadata"
    "contradicted-status"
    "dangling-supersession"
    "duplicate-id"
    "expired-waiver"
    "leftover-template"
    "link-to-superseded"
    "missing-asset"
    "number-collision"
    "one-sided-supersession"
    "orphaned-waiver"
    "outside-book"
    "premature-supersession"
    "reserved-address"
    "supersession-cycle"
    "unknown-field"
    "unknown-kind"
    "unknown-status"
    "unpinned-criterion"
    "unreachable-page"
    "unreadable-file"
    "unsigned-waiver"
    "unused-allow"
    "wrong-relation"
};

/// The page of a rule.
pub(super) fn page(rule: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == rule).map(|(_, page)| *page)
}

/// The rules that have a page.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}
