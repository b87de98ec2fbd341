//! `check --format junit`: the ledger as a report of tests, a suite per stage and a case per
//! obligation, so that every host draws its trend.
//!
//! The form is the strictest in use, that of Jenkins' `xUnit` plugin:
//! <https://github.com/jenkinsci/xunit-plugin>, `types/model/xsd/junit-10.xsd`.

use super::{
    keyed,
    place::{Lines, Where},
    xml::clean,
};
use crate::{
    finding::Finding,
    handbook::Handbook,
    report::{Gate, Obligation, Report, State},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    key: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    /// Not met: how much it matters, what is so, and where to look.
    Failed(Told),
    /// Nobody can tell.
    Errored(Told),
    /// Excused: why, and until when.
    Skipped(String),
}

struct Told {
    severity: &'static str,
    message: String,
    text: String,
}

/// The report as XML.
pub fn junit(handbook: &Handbook, report: &Report) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, &suites(handbook, report)).expect("writing to memory cannot fail");
    let mut text = String::from_utf8(writer.into_inner()).expect("XML made of text is text");
    text.push('\n');
    text
}

/// What is wrong with the text, if anything is; then a suite per stage that the book has adopted.
fn suites(handbook: &Handbook, report: &Report) -> Vec<Suite> {
    let lines = Lines::of(handbook);
    let findings = keyed::findings(report).into_iter();
    let findings = findings
        .map(|it| Case { outcome: Outcome::Failed(Told::of(&it.finding, &lines)), key: it.key });
    let mut integrity = vec![Suite { name: "integrity".to_owned(), cases: findings.collect() }];
    integrity.retain(|it| !it.cases.is_empty());
    let mut suites: Vec<Suite> = handbook
        .method
        .stages
        .iter()
        .map(|it| Suite { name: it.name.clone(), cases: Vec::new() })
        .collect();
    for it in &report.obligations {
        if let Some(outcome) = outcome(handbook, report, it, &lines) {
            let case = Case { key: it.key(handbook), outcome };
            suites[usize::from(it.stage.0)].cases.push(case);
        }
    }
    let adopted = suites.into_iter().zip(&report.stages);
    let adopted = adopted.filter(|(_, it)| it.gate != Gate::NotStarted);
    integrity.into_iter().chain(adopted.map(|(suite, _)| suite)).collect()
}

/// What becomes of an obligation as a test; none where it does not apply.
fn outcome(
    handbook: &Handbook,
    report: &Report,
    it: &Obligation,
    lines: &Lines<'_>,
) -> Option<Outcome> {
    let told = || Told::of(&it.finding(handbook), lines);
    Some(match &it.state {
        State::Met => Outcome::Passed,
        State::Unmet(_) => Outcome::Failed(told()),
        State::Unknown(_) => Outcome::Errored(told()),
        State::Waived(_, waiver) => {
            let waiver = &report.waivers[*waiver];
            Outcome::Skipped(format!("{} (until {})", waiver.reason, waiver.expires))
        }
        State::NotApplicable(_) => return None,
    })
}

impl Told {
    fn of(finding: &Finding, lines: &Lines<'_>) -> Self {
        let Where { path, line, column, .. } = lines.place(&finding.place);
        let notes = finding.notes.iter().map(|it| it.message.clone());
        let text: Vec<String> =
            [format!("{path}:{line}:{column}")].into_iter().chain(notes).collect();
        Self {
            severity: finding.severity.name(),
            message: finding.message.clone(),
            text: text.join("\n"),
        }
    }
}

impl Suite {
    fn count(&self, of: impl Fn(&Outcome) -> bool) -> String {
        self.cases.iter().filter(|it| of(&it.outcome)).count().to_string()
    }

    fn attributes(&self) -> [(&'static str, String); 5] {
        [
            ("name", clean(&self.name)),
            ("tests", self.cases.len().to_string()),
            ("failures", self.count(|it| matches!(it, Outcome::Failed(_)))),
            ("errors", self.count(|it| matches!(it, Outcome::Errored(_)))),
            ("skipped", self.count(|it| matches!(it, Outcome::Skipped(_)))),
        ]
    }
}

type Output = Writer<Vec<u8>>;

fn write(writer: &mut Output, suites: &[Suite]) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("testsuites").with_attribute(("name", "archbook"));
    root.write_inner_content(|writer| suites.iter().try_for_each(|it| write_suite(writer, it)))?;
    Ok(())
}

fn write_suite(writer: &mut Output, suite: &Suite) -> io::Result<()> {
    let attributes = suite.attributes();
    let attributes = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    let element = writer.create_element("testsuite").with_attributes(attributes);
    let class = format!("archbook.{}", clean(&suite.name));
    element.write_inner_content(|writer| {
        suite.cases.iter().try_for_each(|it| write_case(writer, it, &class))
    })?;
    Ok(())
}

fn write_case(writer: &mut Output, case: &Case, class: &str) -> io::Result<()> {
    let name = clean(&case.key);
    let attributes = [("classname", class), ("name", name.as_str())];
    let element = writer.create_element("testcase").with_attributes(attributes);
    match &case.outcome {
        Outcome::Passed => element.write_empty()?,
        Outcome::Failed(told) => {
            element.write_inner_content(|writer| write_told(writer, "failure", told))?
        }
        Outcome::Errored(told) => {
            element.write_inner_content(|writer| write_told(writer, "error", told))?
        }
        Outcome::Skipped(why) => element.write_inner_content(|writer| {
            let message = clean(why);
            let skipped = writer.create_element("skipped");
            skipped.with_attribute(("message", message.as_str())).write_empty()?;
            Ok(())
        })?,
    };
    Ok(())
}

fn write_told(writer: &mut Output, element: &str, told: &Told) -> io::Result<()> {
    let (message, text) = (clean(&told.message), clean(&told.text));
    let attributes = [("message", message.as_str()), ("type", told.severity)];
    let element = writer.create_element(element).with_attributes(attributes);
    element.write_text_content(BytesText::new(&text))?;
    Ok(())
}
