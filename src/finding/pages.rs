//! The pages of the rules, as the handbook publishes them. A test keeps the list complete.

macro_rules! pages {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../content/rules/", $name, ".md")))),*]
    };
}

const PAGES: &[(&str, &str)] = pages! {
    "aimless-document"
    "aimless-exploration"
    "bad-config"
    "bad-date"
    "bad-front-matter"
    "bad-live-block"
    "bad-math"
    "bad-method"
    "bad-theme"
    "broken-anchor"
    "broken-link"
    "broken-reference"
    "closed-module"
    "conflicting-metadata"
    "contradicted-status"
    "costless-decision"
    "dangling-supersession"
    "duplicate-id"
    "errorless-interface"
    "expired-waiver"
    "failing-test"
    "idle-component"
    "irreversible-deployment"
    "late-stakeholder"
    "leftover-template"
    "link-to-superseded"
    "missing-asset"
    "no-must"
    "number-collision"
    "objectiveless-requirement"
    "one-sided-supersession"
    "optionless-decision"
    "orphaned-waiver"
    "outside-book"
    "overdue-review"
    "overloaded-decision"
    "partial-document"
    "premature-supersession"
    "reserved-address"
    "stale-test"
    "stuck-decision"
    "supersession-cycle"
    "unaddressed-document"
    "unanswered-feedback"
    "unconcluded-exploration"
    "uncontrolled-deployment"
    "uncovered-topic"
    "undated-decision"
    "undecided-by"
    "undecided-module"
    "undecided-requirement"
    "undeployed-component"
    "undriven-decision"
    "unfit-decision"
    "ungated-deployment"
    "ungrounded-decision"
    "unheard-stakeholder"
    "unknown-field"
    "unknown-kind"
    "unknown-status"
    "unmaintained-component"
    "unmeasured-objective"
    "unmeasured-requirement"
    "unowned-data"
    "unowned-requirement"
    "unpinned-criterion"
    "unpractised"
    "unprioritised-requirement"
    "unproven-test"
    "unprovided-interface"
    "unreachable-page"
    "unreadable-file"
    "unrealized-module"
    "unreviewed-handbook"
    "unsigned-waiver"
    "unsourced-requirement"
    "unstarted-section"
    "unstated-requirement"
    "untopical-requirement"
    "unused-allow"
    "unused-exploration"
    "unverified-requirement"
    "vague-requirement"
    "wrong-relation"
};

/// The page about a rule, in Markdown; none where the rule is one of a book's own method.
pub fn page(rule: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == rule).map(|(_, page)| *page)
}

/// The rules that have a page.
pub fn rules() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}
