//! Ways to look complete without being it. None of them works.

use crate::books::{self, Memory};
use archbook::{
    check::check,
    finding::Severity,
    handbook::Handbook,
    report::{Gate, Report, State},
    text::BookPath,
};
use std::sync::Arc;

const ALL_STAGES: &str = "[method]\nstages = [\"research\", \"implement\", \"iterate\"]\n";
const REQUIREMENT: &str = "---\nid: REQ-001\nkind: requirement\nstatus: accepted\npriority: must\n\
    topic: functional\nowner: Ann\n---\n\n# Take payments\n\nA customer pays an order by card, and \
    gets a receipt for it.\n";
const DECISION: &str = "---\nid: ADR-001\nkind: decision\nstatus: accepted\nsatisfies: [REQ-001]\n\
    ---\n\n# Use a payment provider\n\n## Context\n\nWe may not store card numbers, and have nobody \
    who could.\n\n## Decision\n\nWe use the provider that our bank recommends for shops.\n";
const TEST: &str = "---\nid: TST-001\nkind: test\nstatus: accepted\nverifies: [REQ-001]\n\
    evidence: junit.xml\n---\n\n# Pay an order\n\nAn order is paid with the card of the sandbox, and \
    the receipt is read.\n";
const PASSED: &str = "<testsuite><testcase name=\"pays\"/></testsuite>";
const SKIPPED: &str = "<testsuite><testcase name=\"pays\"><skipped/></testcase></testsuite>";

type File<'a> = (&'a str, &'a str);

/// A book of these files, and what is found in it.
fn checked(files: &[File<'_>]) -> (Arc<Handbook>, Report) {
    let mut sources = books::sources(files.iter().copied());
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        let path = BookPath::new(path).unwrap();
        sources.evidence.insert(path, Ok((*text).into()));
    }
    let handbook = Arc::new(books::handbook(sources, &Memory::default()));
    let report = check(&handbook);
    (handbook, report)
}

/// The keys of everything unmet under a rule.
fn unmet(files: &[File<'_>], rule: &str) -> Vec<String> {
    let (handbook, report) = checked(files);
    let keys = report.unmet().map(|it| it.key(&handbook));
    keys.filter(|key| key.starts_with(&format!("{rule}/"))).collect()
}

/// The rules of all findings.
fn found(files: &[File<'_>]) -> Vec<String> {
    checked(files).1.findings.iter().map(|it| it.rule.to_string()).collect()
}

const fn book(decision: &str) -> [File<'_>; 2] {
    [("requirements/REQ-001.md", REQUIREMENT), ("decisions/ADR-001.md", decision)]
}

const UNDECIDED: &str = "undecided-requirement/REQ-001";

#[test]
fn an_honest_book_is_what_it_says() {
    assert_eq!(unmet(&book(DECISION), "undecided-requirement"), [""; 0]);
    let [requirement, decision] = book(DECISION);
    let tested = [requirement, decision, ("tests/TST-001.md", TEST), ("junit.xml", PASSED)];
    assert_eq!(unmet(&tested, "unverified-requirement"), [""; 0]);
    assert_eq!(unmet(&tested, "unproven-test"), [""; 0]);
}

#[test]
fn a_decision_that_says_nothing_satisfies_nothing() {
    let empty = DECISION.split("## Context").next().unwrap().to_owned();
    for body in ["", ".", "## Context\n\n.\n\n## Decision\n\n.\n", "## Context\n\nTODO\n"] {
        let cheat = format!("{empty}{body}");
        assert_eq!(unmet(&book(&cheat), "undecided-requirement"), [UNDECIDED], "{body}");
    }
}

#[test]
fn what_the_template_says_is_nothing() {
    let (handbook, _) = checked(&book(DECISION));
    let kind = handbook.method.kind_named("decision").unwrap();
    let template = &handbook.method.kind(kind).template;
    let cheat = format!("{}{template}", DECISION.split("## Context").next().unwrap());
    assert_eq!(unmet(&book(&cheat), "undecided-requirement"), [UNDECIDED]);
}

#[test]
fn what_is_proposed_or_superseded_satisfies_nothing() {
    let proposed = DECISION.replace("status: accepted", "status: proposed");
    assert_eq!(unmet(&book(&proposed), "undecided-requirement"), [UNDECIDED]);
    let newer = DECISION
        .replace("ADR-001", "ADR-002")
        .replace("satisfies: [REQ-001]", "supersedes: [ADR-001]");
    let [requirement, decision] = book(DECISION);
    let superseded = [requirement, decision, ("decisions/ADR-002.md", &newer)];
    assert_eq!(unmet(&superseded, "undecided-requirement"), [UNDECIDED]);
}

#[test]
fn a_waiver_without_end_excuses_nothing() {
    let waiver = "[[waiver]]\nrule = \"undecided-requirement\"\non = \"REQ-001\"\n\
        reason = \"We will think about it\"\nowner = \"Ann\"\n";
    let proposed = DECISION.replace("status: accepted", "status: proposed");
    let [requirement, decision] = book(&proposed);
    let files = [requirement, decision, ("waivers.toml", waiver)];
    assert_eq!(unmet(&files, "undecided-requirement"), [UNDECIDED]);
    assert_eq!(found(&files), ["unsigned-waiver"]);
}

#[test]
fn a_waiver_dies_with_the_text_it_was_given_for() {
    let proposed = DECISION.replace("status: accepted", "status: proposed");
    let [requirement, decision] = book(&proposed);
    let waiver = "[[waiver]]\nrule = \"undecided-requirement\"\non = \"REQ-001\"\n\
        reason = \"We will think about it\"\nowner = \"Ann\"\nexpires = 2027-01-01\n";
    let (handbook, _) = checked(&[requirement, decision]);
    let at = handbook.iter().find(|(at, _)| handbook.label(*at) == "REQ-001").unwrap().0;
    let print = archbook::handbook::fingerprint(&handbook, at);
    let signed = format!("{waiver}fingerprint = \"{print}\"\n");
    let waived = [requirement, decision, ("waivers.toml", &signed)];
    assert_eq!(unmet(&waived, "undecided-requirement"), [""; 0]);
    let wrapped = REQUIREMENT
        .replace("card, and", "card,\nand")
        .replace("owner: Ann\n", "")
        .replace("kind:", "owner: Ann\nkind:");
    let wrapped = [("requirements/REQ-001.md", &*wrapped), decision, ("waivers.toml", &signed)];
    assert_eq!(unmet(&wrapped, "undecided-requirement"), [""; 0], "the same, written anew");
    let changed = REQUIREMENT.replace("by card", "by card or in cash");
    let changed = [("requirements/REQ-001.md", &*changed), decision, ("waivers.toml", &signed)];
    assert_eq!(unmet(&changed, "undecided-requirement"), [UNDECIDED]);
    assert_eq!(found(&changed), ["expired-waiver"]);
}

#[test]
fn a_waiver_raises_no_number() {
    let topic = "[[waiver]]\nrule = \"uncovered-topic\"\non = \"security\"\n\
        reason = \"The security review is in January\"\nowner = \"Ann\"\nexpires = 2027-01-31\n";
    let owed = |files: &[File<'_>]| checked(files).1.stages[0].numbers;
    let without = [("book.toml", ALL_STAGES), ("requirements/REQ-001.md", REQUIREMENT)];
    let [config, requirement] = without;
    let with = [config, requirement, ("waivers.toml", topic)];
    let (before, after) = (owed(&without), owed(&with));
    assert_eq!((before.met, before.total()), (after.met, after.total()));
    assert_eq!((before.waived, after.waived, after.unmet + 1), (0, 1, before.unmet));
}

#[test]
fn a_book_without_requirements_is_not_done_with_research() {
    let files = [("book.toml", ALL_STAGES), ("decisions/ADR-001.md", DECISION)];
    let (_, report) = checked(&files);
    assert!(matches!(report.stages[0].gate, Gate::Closed { .. }));
    assert!(report.stages[1].gate.is_closed(), "Implement is never open over a closed Research");
    assert_eq!(unmet(&files, "uncovered-topic").len(), 9);
    assert_eq!(unmet(&files, "no-must"), ["no-must/book"]);
}

#[test]
fn three_kinds_of_record_are_not_a_handbook() {
    let [requirement, decision] = book(DECISION);
    let files = [
        ("book.toml", ALL_STAGES),
        requirement,
        decision,
        ("tests/TST-001.md", TEST),
        ("junit.xml", PASSED),
    ];
    let unstarted = unmet(&files, "unstarted-section");
    assert_eq!(unstarted.len(), 8, "{unstarted:?}");
    let (_, report) = checked(&files);
    let weakest = report.stages.iter().filter_map(|it| it.numbers.percent()).min();
    assert!(weakest < Some(50), "a handbook is as complete as its weakest stage");
}

#[test]
fn not_everything_can_be_not_applicable() {
    let (handbook, _) = checked(&[]);
    let declared = handbook.method.topics.iter().fold(ALL_STAGES.to_owned(), |text, topic| {
        text + &format!(
            "[[not-applicable]]\nobligation = \"uncovered-topic/{}\"\nreason = \"It is not needed here\"\n\
             owner = \"Ann\"\nreview-by = 2027-06-01\n",
            topic.name
        )
    });
    let files = [("book.toml", &*declared), ("requirements/REQ-001.md", REQUIREMENT)];
    assert_eq!(
        unmet(&files, "uncovered-topic"),
        ["uncovered-topic/purpose", "uncovered-topic/users"]
    );
    assert_eq!(found(&files), ["bad-config"; 3]);
    let (_, report) = checked(&files);
    assert_eq!(report.stages[0].numbers.not_applicable, 6);
}

#[test]
fn where_nothing_is_a_must_nothing_is_required() {
    for (from, to) in [("priority: must", "priority: could"), ("status: accepted", "status: draft")]
    {
        let cheat = REQUIREMENT.replace(from, to);
        let files = [("book.toml", ALL_STAGES), ("requirements/REQ-001.md", &*cheat)];
        assert_eq!(unmet(&files, "no-must"), ["no-must/book"], "{to}");
        let (_, report) = checked(&files);
        assert!(report.stages[0].gate.is_closed());
    }
}

#[test]
fn skipped_runs_prove_nothing() {
    let [requirement, decision] = book(DECISION);
    let files = [requirement, decision, ("tests/TST-001.md", TEST), ("junit.xml", SKIPPED)];
    assert_eq!(unmet(&files, "unproven-test"), ["unproven-test/TST-001"]);
    assert_eq!(unmet(&files, "unverified-requirement"), ["unverified-requirement/REQ-001"]);
    let unreadable = [requirement, decision, ("tests/TST-001.md", TEST), ("junit.xml", "<testsui")];
    let (handbook, report) = checked(&unreadable);
    let mut owed = report.obligations.iter();
    let owed = owed.find(|it| it.key(&handbook) == "unproven-test/TST-001").unwrap();
    assert!(matches!(owed.state, State::Unknown(_)), "what cannot be read is not met: {owed:?}");
    assert_eq!(owed.severity, Severity::Error);
    assert!(report.stages[1].gate.is_closed());
}

#[test]
fn a_deployment_waits_for_every_test() {
    let other =
        REQUIREMENT.replace("REQ-001", "REQ-002").replace("Take payments", "Give money back");
    let decision = DECISION.replace("[REQ-001]", "[REQ-001, REQ-002]\ndefines: [MOD-001]");
    let module = "---\nid: MOD-001\nkind: module\nstatus: accepted\n---\n\n# Payments\n\n\
        It talks to the payment provider and to nobody else.\n";
    let component = "---\nid: CMP-001\nkind: component\nstatus: accepted\nrealizes: [MOD-001]\n---\n\n\
        # Payment service\n\nIt takes payments and gives them back, one at a time.\n";
    let deployment = "---\nid: DEP-001\nkind: deployment\nstatus: accepted\ndeploys: [CMP-001]\n\
        requires-tests: [TST-001]\n---\n\n# To production\n\nIt goes out on Mondays, after the tests.\n";
    let second = TEST
        .replace("TST-001", "TST-002")
        .replace("REQ-001", "REQ-002")
        .replace("junit.xml", "back.xml");
    let failed = "<testsuite><testcase name=\"x\"><failure/></testcase></testsuite>";
    let files = |deployment, result| {
        [
            ("requirements/REQ-001.md", REQUIREMENT),
            ("requirements/REQ-002.md", &other),
            ("decisions/ADR-001.md", &decision),
            ("modules/MOD-001.md", module),
            ("components/CMP-001.md", component),
            ("deployments/DEP-001.md", deployment),
            ("tests/TST-001.md", TEST),
            ("tests/TST-002.md", &second),
            ("junit.xml", PASSED),
            ("back.xml", result),
        ]
    };
    let ungated = ["ungated-deployment/DEP-001"];
    assert_eq!(unmet(&files(deployment, failed), "ungated-deployment"), ungated);
    assert_eq!(unmet(&files(deployment, PASSED), "ungated-deployment"), ungated, "one is left out");
    let all = deployment.replace("requires-tests: [TST-001]\n", "");
    assert_eq!(unmet(&files(&all, failed), "ungated-deployment"), ungated);
    assert_eq!(unmet(&files(&all, PASSED), "ungated-deployment"), [""; 0]);
}
