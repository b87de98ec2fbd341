//! Other processes than the standard one: each is a file of data in `tests/methods`, and nothing
//! else.

use crate::{
    books::{Memory, find, handbook, site, sources, status},
    crawl::faults,
};
use archbook::{
    handbook::Handbook,
    report::{Report, State},
    site::Site,
};

const MADR: &str = include_str!("methods/madr.toml");
const ARC42: &str = include_str!("methods/arc42.toml");
const RISKS: &str = include_str!("methods/risks.toml");

/// The whole site of a book, in which no link is dead and which has no fault in its text.
fn book(files: &[(&str, &str)]) -> Site {
    let site = site(sources(files.iter().copied()), &Memory::default());
    assert_eq!(faults(&site), Vec::<String>::new());
    assert_eq!(site.report().findings, []);
    site
}

/// What is not met, by its key.
fn unmet(book: &Handbook, report: &Report) -> Vec<String> {
    report.unmet().map(|it| it.key(book)).collect()
}

/// A decision in the form of MADR, which states no kind.
fn madr(fields: &str, outcome: &str) -> String {
    format!(
        "---\nstatus: accepted\ndate: 2026-11-02\n{fields}\n---\n# Keep what we know\n\n\
         ## Context and Problem Statement\n\nWe need a queue that two people can run.\n\n\
         ## Considered Options\n\n* The log\n* The broker\n\n{outcome}"
    )
}

#[test]
fn decisions_alone_are_a_method() {
    let outcome = "## Decision Outcome\n\nChosen option: the log, because we run one already.\n";
    let first = madr("replaced-by: ADR-2", outcome);
    let first = first.replace("status: accepted", "status: superseded");
    let second = madr("decision-makers: Ann\nweighs: OPT-1\nsupersedes: ADR-1", outcome);
    let third = madr("decision-makers: Ann", "");
    let paper = "---\nstatus: accepted\n---\n# The log\n\nIt is there already and it is slow.\n";
    let site = book(&[
        ("method.toml", MADR),
        ("book.toml", "[method]\nstages = [\"explore\", \"decide\"]\n"),
        ("option-papers/OPT-1-log.md", paper),
        ("adr/0001-broker.md", &first),
        ("adr/0002-log.md", &second),
        ("adr/0003-codec.md", &third),
    ]);
    let (handbook, report) = (site.handbook(), site.report());
    assert_eq!(handbook.kind_name(find(handbook, "ADR-2")), Some("choice"));
    assert_eq!(handbook.kind_name(find(handbook, "OPT-1")), Some("option-paper"));
    assert_eq!(["ADR-1", "ADR-2"].map(|it| status(handbook, it)), ["replaced", "accepted"]);
    assert_eq!(unmet(handbook, report), ["outcomeless/ADR-0003", "unweighed/ADR-0003"]);
    assert_eq!(report.obligations.len(), 6);
    let closed: Vec<bool> = report.stages.iter().map(|it| it.gate.is_closed()).collect();
    assert_eq!(closed, [false, true]);
}

#[test]
fn the_sections_of_arc42_are_a_method() {
    let text =
        "---\nstatus: accepted\n---\n# It is said\n\nThis page says all that is known of it.\n";
    let kinds = [
        "goal",
        "constraint",
        "neighbour",
        "strategy",
        "building-block",
        "scenario",
        "node",
        "concept",
        "decision",
        "quality",
        "risk",
    ];
    let paths = kinds.map(|kind| format!("{kind}/first.md"));
    let pages = paths.iter().map(|path| (path.as_str(), text));
    let files: Vec<(&str, &str)> = [("method.toml", ARC42)]
        .into_iter()
        .chain([("book.toml", "[method]\nstages = [\"architecture\"]\n")])
        .chain(pages)
        .collect();
    let site = book(&files);
    let (handbook, report) = (site.handbook(), site.report());
    let met = report.obligations.iter().filter(|it| it.state == State::Met);
    assert_eq!((met.count(), report.sections.len()), (11, 12));
    assert_eq!(unmet(handbook, report), ["unstarted/glossary"]);
    for section in &handbook.method.sections {
        let address = format!("_/sections/{}.html", section.name);
        assert!(site.addresses().any(|it| it.as_str() == address), "there is no {address}");
    }
}

#[test]
fn the_standard_method_is_extended_with_risks() {
    let risk = |likelihood: &str| {
        format!(
            "---\nstatus: accepted\nlikelihood: {likelihood}\n---\n# It may break\n\n\
             Nobody has tried what happens when the disk is full.\n"
        )
    };
    let decision = madr("deciders: Ann\nmitigates: RSK-1", "");
    let risks = ["high", "high", "low"].map(risk);
    let site = book(&[
        ("method.toml", RISKS),
        ("risks/RSK-1-disk.md", &risks[0]),
        ("risks/RSK-2-net.md", &risks[1]),
        ("risks/RSK-3-sun.md", &risks[2]),
        ("adr/0001-log.md", &decision),
    ]);
    let (handbook, report) = (site.handbook(), site.report());
    let unmet = unmet(handbook, report);
    let risks: Vec<&String> = unmet.iter().filter(|it| it.contains("RSK")).collect();
    assert_eq!(risks, ["unmitigated-risk/RSK-2"]);
    let of = |rule: &str| unmet.iter().any(|it| it.starts_with(rule));
    assert!(of("undriven-decision/") && !of("unfit-decision/") && !of("ungrounded-decision/"));
}

/// What is wrong with a method: what is pointed at, and the message.
#[track_caller]
fn wrong(method: &str, pointed: &str, message: &str) {
    let page = "---\nkind: choice\nid: ADR-1\nstatus: accepted\n---\n# Keep what we know\n";
    let files = [("method.toml", method), ("adr/1.md", page)];
    let site = site(sources(files), &Memory::default());
    let found = site.report().findings.iter().filter(|it| &*it.rule.0 == "bad-method");
    let found: Vec<(&str, &str)> =
        found.map(|it| (&method[it.place.span.range()], it.message.as_str())).collect();
    assert_eq!(found, [(pointed, message)]);
    let book = handbook(sources(files), &Memory::default());
    assert!(!book.method.stages.is_empty(), "a method stands in for a broken one");
}

#[test]
fn a_name_in_a_method_that_means_nothing_is_pointed_at() {
    let with =
        |rule: &str| format!("{MADR}\n[[rule]]\nname = \"own\"\nseverity = \"error\"\n{rule}\n");
    wrong(&with("stage = \"dicide\""), "\"dicide\"", "rule `own` is of no stage `dicide`");
    wrong(
        &with(
            "stage = \"decide\"\nfor = \"kind:choice\"\nexpect = [\"has:date weigs:(kind:choice)\"]",
        ),
        "weigs",
        "`weigs` is no relation, so parentheses mean nothing behind it",
    );
    wrong(
        &with("stage = \"decide\"\ndemand = { exists = \"code-pth\" }"),
        "\"code-pth\"",
        "rule `own` asks for no field `code-pth`",
    );
    wrong(
        &with("stage = \"decide\"\ndemand = { exits = \"date\" }"),
        "{ exits = \"date\" }",
        "a demand is `names`, `avoids` or `mentions` with `under`; `exists`; `at-most` with \
         `share`, `relation` and `of`; `current`; `gated` with `by` and `naming`; `before`; or \
         `due` with `grace-days`",
    );
}

#[test]
fn what_is_wrong_with_an_extension_is_pointed_at() {
    wrong(
        "name = \"x\"\nextends = \"standrd\"\n",
        "extends",
        "there is no method \"standrd\" to extend; there is `standard`",
    );
    let with =
        |rule: &str| format!("{RISKS}\n[[rule]]\nname = \"own\"\nseverity = \"error\"\n{rule}\n");
    wrong(
        &with("stagee = \"iterate\""),
        "stagee",
        "unknown field `stagee`, expected one of `name`, \
         `stage`, `each`, `for`, `expect`, `demand`, `place`, `severity`, `error-when`, `message`, \
         `why`, `edit`",
    );
    wrong(&with("stage = \"itrate\""), "\"itrate\"", "rule `own` is of no stage `itrate`");
}
