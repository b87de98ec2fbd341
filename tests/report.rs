//! One report, and every form it takes: they say the same, and other tools can read them.

mod junit;

use crate::books::{Memory, handbook, sources};
use archbook::{
    check::check,
    export::{self, Checked, Gate, State},
    finding::{Severity, rules},
    handbook::Handbook,
    markdown::Highlighter,
    report::{self, Numbers, Progress, Report, Waived},
    site::{self, Address, File},
    source::Sources,
    terminal,
    text::Date,
    theme::Theme,
};
use junit::Xml;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

const CONFIG: &str = r#"
[book]
title = "Pay | *ments* @team"

[method]
stages = ["research", "implement", "iterate"]

[check]
rules = { no-must = "warning" }

[[not-applicable]]
obligation = "uncovered-topic/compliance"
reason = "=the sandbox holds nothing, of anybody"
owner = "ann"
review-by = "2027-01-31"
"#;

const MEASURED: &str = "---\nid: REQ-1\nkind: requirement\nstatus: accepted\npriority: must\n\
    topic: performance\nowner: ann\nreview-by: one fine day\n---\n\
    # Take a payment & <b>answer</b>\n\n## Statement\n\n\
    A payment that a shop sends is answered at any hour of the day.\n\n\
    ## Criteria\n\n- Answered within 2 s {#time}\n- No payment is lost {#loss}\n";

const BROKEN: &str = "---\nid: REQ-2\nkind: requirement\nstatus: accepted\ntopic: security\n---\n\
    # Nobody pays\u{b} twice: 100 %, [always]\n\nSee [the plan](é%20plan.md).\n";

const DECISION: &str = "---\nid: ADR-1\nkind: decision\nstatus: accepted\ndate: 2026-03-14\n\
    satisfies: REQ-1#time\n---\n# Keep the queue in memory\n\n## Context\n\n\
    Disks of the old data centre answer in tens of milliseconds, and shops wait for us.\n\n\
    ## Decision\n\nThe queue is kept in memory on three machines: memory answers at once.\n";

/// A book of which some obligations are met, unmet, unknown and not applicable.
fn book() -> (Arc<Handbook>, Report) {
    let files = [
        ("book.toml", CONFIG),
        ("requirements/001.md", MEASURED),
        ("requirements/two words.md", BROKEN),
        ("decisions/0001.md", DECISION),
    ];
    let sources = Sources { below: "docs/".to_owned(), ..sources(files) };
    let handbook = Arc::new(handbook(sources, &Memory::default()));
    let report = check(&handbook);
    (handbook, report)
}

/// The same with one error excused.
fn excused() -> (Arc<Handbook>, Report) {
    let (handbook, mut report) = book();
    let unmet = |it: &&mut report::Obligation| matches!(it.state, report::State::Unmet(_));
    let it = report.obligations.iter_mut().filter(unmet).find(|it| it.severity == Severity::Error);
    let it = it.unwrap();
    it.state = report::State::Waived("it is so".to_owned(), 0);
    report.waivers.push(Waived {
        key: it.key(&handbook),
        reason: "+the team is <new> \"here\"".to_owned(),
        owner: "bo".to_owned(),
        expires: Date::parse("2027-02-01").unwrap(),
    });
    report.stages = Progress::of(&handbook, &[true; 3], &report.obligations);
    (handbook, report)
}

/// What the ledger says, counted here.
fn counted(handbook: &Handbook, report: &Report) -> Vec<(String, Numbers)> {
    let stages = handbook.method.stages.iter().zip(0..);
    let numbers = |stage: u8| {
        let mut numbers = Numbers::default();
        let of = report.obligations.iter().filter(|it| it.stage.0 == stage);
        of.for_each(|it| numbers.count(&it.state));
        numbers
    };
    stages.map(|(stage, at)| (stage.name.clone(), numbers(at))).collect()
}

#[test]
fn every_state_is_in_the_book_of_this_test() {
    let (_, report) = excused();
    let stands = report.stages.iter().fold([0; 5], |all, it| {
        let Numbers { met, unmet, waived, not_applicable, unknown } = it.numbers;
        let numbers = [met, unmet, waived, not_applicable, unknown];
        std::array::from_fn(|at| all[at] + numbers[at])
    });
    assert!(stands.iter().all(|it| *it > 0), "{stands:?}");
}

#[test]
fn every_output_has_the_same_numbers() {
    for (handbook, report) in [book(), excused()] {
        let counted = counted(&handbook, &report);
        let json = Checked::parse(&export::checked(&handbook, &report)).unwrap();
        let suites = Xml::read(&export::junit(&handbook, &report)).suites();
        let terminal = terminal::gates(&report, &handbook);
        let sarif: Value = serde_json::from_str(&export::sarif(&handbook, &report)).unwrap();
        let markdown = export::markdown(&handbook, &report);
        assert_eq!(suites[0][..3], ["integrity", "1", "1"], "one finding");
        for (at, (name, numbers)) in counted.iter().enumerate() {
            let Numbers { met, unmet, waived, unknown, not_applicable } = *numbers;
            let stage = &json.stages[at].numbers;
            assert_eq!((&json.stages[at].name, stage.met, stage.unmet), (name, met, unmet));
            assert_eq!((stage.total, stage.waived), (met + unmet + waived, waived));
            assert_eq!((stage.unknown, stage.not_applicable), (unknown, not_applicable));
            let cases = [met + unmet + waived + unknown, unmet, unknown, waived];
            assert_eq!(suites[at + 1][1..], cases.map(|it| it.to_string()), "{name}");
            let shown = format!("{met}/{}", met + unmet + waived);
            assert!(terminal.lines().nth(at).unwrap().contains(&shown), "{terminal}");
            assert!(markdown.lines().nth(at + 4).unwrap().contains(&shown), "{markdown}");
        }
        let unmet: usize = counted.iter().map(|(_, it)| it.unmet).sum();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), unmet + json.findings.len(), "what is waived is left out");
        assert_eq!(results.len(), json.errors + json.warnings + json.advice);
    }
}

#[test]
fn the_number_of_a_book_is_that_of_its_weakest_stage() {
    let (handbook, report) = excused();
    let json = Checked::of(&handbook, &report);
    let total = json.total.unwrap();
    let percent = json.stages.iter().filter_map(|it| it.numbers.percent).min();
    assert_eq!(total.numbers.percent, percent);
    let stage = handbook.method.stage(handbook.method.stage_named(&total.stage).unwrap());
    let message = format!("{} {}/{}", stage.title, total.numbers.met, total.numbers.total);
    let (theme, code) = (Arc::new(Theme::default()), Arc::new(Highlighter::new()));
    let site = site::plan(handbook, Arc::new(report), theme, code);
    let file = |address: &str| match site.file(&Address::new(address)) {
        Some(File::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{address} is {other:?}"),
    };
    let endpoint: Value = serde_json::from_str(&file("_/badge.json")).unwrap();
    assert_eq!(endpoint["message"], message);
    assert_eq!((&endpoint["schemaVersion"], &endpoint["color"]), (&1.into(), &"red".into()));
    let picture = file("_/badge.svg");
    Xml::read(&picture);
    assert!(picture.contains(&format!("<title>handbook: {message}</title>")), "{picture}");
    let audit = file("_/audit.csv");
    insta::assert_snapshot!(audit.replace("\r\n", "\n"), @r#"
    what,key,reason,owner,until
    waiver,uncovered-topic/purpose,"'+the team is <new> ""here""",bo,2027-02-01
    not applicable,uncovered-topic/compliance,"'=the sandbox holds nothing, of anybody",ann,2027-01-31
    "#);
}

#[test]
fn what_was_checked_is_read_back_as_it_was_written() {
    let (handbook, report) = excused();
    let text = export::checked(&handbook, &report);
    let checked = Checked::parse(&text).unwrap();
    assert_eq!(checked, Checked::of(&handbook, &report));
    let keys: Vec<&str> = checked.obligations.iter().map(|it| it.key.as_str()).collect();
    let own: Vec<String> = report.obligations.iter().map(|it| it.key(&handbook)).collect();
    assert_eq!(keys, own);
    assert_eq!(checked.policy.stages, ["research", "implement", "iterate"]);
    assert_eq!(checked.policy.rules, BTreeMap::from([("no-must".into(), "warning".into())]));
    assert!(matches!(&checked.stages[0].gate, Gate::Closed { by, .. } if keys.contains(&&**by)));
    assert_eq!((checked.waivers.len(), checked.not_applicable.len()), (1, 1));
    assert_eq!(checked.not_applicable[0].until.as_deref(), Some("2027-01-31"));
    let waived = checked.obligations.iter().find(|it| it.state == State::Waived).unwrap();
    assert_eq!(waived.key, checked.waivers[0].key);
    let newer = text.replacen("\"version\": 1", "\"version\": 2", 1);
    assert!(Checked::parse(&newer).unwrap_err().contains("version 2"));
    assert!(Checked::parse("[]").is_err());
}

/// `serde-sarif` has its types from the schema; what it does not know, it drops.
#[test]
fn sarif_is_what_its_schema_says() {
    let (handbook, report) = excused();
    let text = export::sarif(&handbook, &report);
    let written: Value = serde_json::from_str(&text).unwrap();
    let sarif: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
    let mut read = serde_json::to_value(&sarif).unwrap();
    drop_nulls(&mut read);
    assert_eq!(read, written);
    let empty = |text: &str| text.is_empty();
    each_text(&written, &mut |it| assert!(!empty(it), "GitHub takes no empty text: {text}"));
    let run = &written["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["automationDetails"]["id"], "archbook/completeness/");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut fingerprints: Vec<&str> = Vec::new();
    for result in run["results"].as_array().unwrap() {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[at]["id"], result["ruleId"]);
        fingerprints
            .push(result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap());
    }
    let broken = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(broken["artifactLocation"]["uri"], "docs/requirements/two%20words.md");
    assert_eq!(broken["region"]["startColumn"], 5);
    fingerprints.sort_unstable();
    let all = fingerprints.len();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all);
}

/// `explain` prints it, and code scanning shows it beside what was found.
#[test]
fn every_page_about_a_rule_is_in_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/rules");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let names = files.map(|it| it.to_str().unwrap().trim_end_matches(".md").to_owned());
    let names: BTreeSet<String> = names.filter(|it| it != "index").collect();
    assert_eq!(rules().map(ToOwned::to_owned).collect::<BTreeSet<_>>(), names);
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, it| !it.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => (),
    }
}

fn each_text(value: &Value, check: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => check(text),
        Value::Object(fields) => fields.values().for_each(|it| each_text(it, check)),
        Value::Array(items) => items.iter().for_each(|it| each_text(it, check)),
        _ => (),
    }
}

#[test]
fn a_report_of_tests_is_what_the_strictest_reader_takes() {
    let (handbook, report) = excused();
    let text = export::junit(&handbook, &report);
    let root = Xml::read(&text);
    assert_eq!(root.name, "testsuites");
    root.hold();
    let skipped =
        "<skipped message=\"+the team is &lt;new&gt; &quot;here&quot; (until 2027-02-01)\"/>";
    assert!(text.contains(skipped), "{text}");
    let run = archbook::evidence::junit::parse(&text).unwrap();
    let owed = report.obligations.iter();
    let owed = owed.filter(|it| !matches!(it.state, report::State::NotApplicable(_))).count();
    assert_eq!(run.cases.len(), owed + report.findings.len());
}

#[test]
fn a_step_says_how_many_annotations_it_has_not_made() {
    let (handbook, mut report) = book();
    let text = export::github(&handbook, &report);
    for (command, severity) in [("error", Severity::Error), ("warning", Severity::Warning)] {
        let start = format!("::{command} ");
        let lines: Vec<&str> = text.lines().filter(|it| it.starts_with(&start)).collect();
        assert_eq!(lines.len(), 10, "{text}");
        let more = format!("::and {} more like these in the report", report.count(severity) - 9);
        assert!(lines[9].ends_with(&more), "{text}");
    }
    assert!(text.lines().all(|it| it.starts_with("::")), "{text}");
    assert!(
        text.starts_with("::error file=docs/requirements/two words.md,line=9,endLine=9,col=5,")
    );
    report.known = report.unmet().map(|it| it.key(&handbook)).collect();
    assert_eq!(export::github(&handbook, &report).lines().count(), 1, "only what is new");
}

#[test]
fn a_summary_has_what_is_worst_and_counts_the_rest() {
    let (handbook, mut report) = book();
    let text = export::markdown(&handbook, &report);
    assert!(text.starts_with("## Pay \\| \\*ments\\* \\@\u{200b}team\n"), "{text}");
    let bullets = text.lines().filter(|it| it.starts_with("- **")).count();
    assert_eq!(bullets, report.unmet().count() + report.findings.len());
    let first = text.lines().find(|it| it.starts_with("- ")).unwrap();
    assert!(first.starts_with("- **error**"), "{first}");
    let more: Vec<_> = std::iter::repeat_n(report.obligations.clone(), 9).flatten().collect();
    report.obligations.extend(more);
    let unmet = report.unmet().count();
    let text = export::markdown(&handbook, &report);
    assert!(text.contains(&format!("\n- and {} more\n", unmet - 50)), "{text}");
    report.known = report.unmet().map(|it| it.key(&handbook)).collect();
    let text = export::markdown(&handbook, &report);
    assert!(text.contains(&format!("\n- and {unmet} that the baseline knows\n")), "{text}");
}

#[test]
fn the_ledger_as_a_table_has_a_row_for_each_obligation() {
    let (handbook, report) = excused();
    let csv = export::csv(&handbook, &report);
    assert_eq!(csv.matches("\r\n").count(), report.obligations.len() + 1);
    let row = "uncovered-topic/compliance,uncovered-topic,error,research,not_applicable,compliance,\
               \"'=the sandbox holds nothing, of anybody\",book.toml,1\r\n";
    assert!(csv.contains(row), "{csv}");
}
