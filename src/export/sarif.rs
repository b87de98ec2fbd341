//! `check --format sarif`: what is wrong and what is owed for code scanning, SARIF 2.1.0.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>, and what GitHub asks beyond
//! it: <https://docs.github.com/en/code-security>, *SARIF support for code scanning*.
//!
//! Hosts show a suppressed result all the same, so what is waived is left out.

use super::{
    keyed::{self, Keyed},
    place::{Lines, Where},
    rules::{self, Told},
};
use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    report::Report,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::collections::BTreeMap;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// GitHub refuses a run with more results.
const RESULTS_MAX: usize = 25_000;

/// GitHub refuses a longer description of a rule.
const DESCRIPTION_CHARACTERS_MAX: usize = 1024;

/// What may stand in a path of a URI as it is: RFC 3986, unreserved characters and `/`.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    automation_details: AutomationDetails,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct AutomationDetails {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    #[serde(rename = "problem.severity")]
    severity: &'static str,
    precision: &'static str,
}

/// One result, in the words of the standard.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// The report as SARIF, ending in a newline.
pub fn sarif(handbook: &Handbook, report: &Report) -> String {
    let lines = Lines::of(handbook);
    let all = keyed::worst_first(handbook, report);
    let shown = &all[..all.len().min(RESULTS_MAX)];
    // The worst of a rule comes first, and is what the rule itself gets.
    let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
    for it in shown {
        worst.entry(&it.finding.rule.0).or_insert(it.finding.severity);
    }
    let names: Vec<&str> = worst.keys().copied().collect();
    let outcome = |it: &Keyed<'_>| {
        let at = names.binary_search(&&*it.finding.rule.0);
        Outcome::of(it, at.expect("every rule that found something is listed"), &lines)
    };
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "archbook",
                version: env!("CARGO_PKG_VERSION"),
                rules: worst.iter().map(|(name, it)| Rule::of(handbook, name, *it)).collect(),
            },
        },
        automation_details: AutomationDetails { id: "archbook/completeness/" },
        column_kind: "unicodeCodePoints",
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: left_out(all.len() - shown.len()),
        }],
        results: shown.iter().map(outcome).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).expect("plain data has a JSON form") + "\n"
}

fn left_out(count: usize) -> Vec<Notification> {
    let text = format!("{count} more are left out, none of them worse than those that are here");
    let notification = Notification { level: "warning", message: Message { text } };
    if count == 0 { Vec::new() } else { vec![notification] }
}

impl Rule {
    fn of(handbook: &Handbook, name: &str, severity: Severity) -> Self {
        let Told { brief, full } = rules::told(handbook, name);
        Self {
            id: name.to_owned(),
            short_description: Message::cut(&brief),
            full_description: Message::cut(&full),
            help: Message { text: full },
            default_configuration: Configuration { level: level(severity) },
            properties: Properties {
                severity: match severity {
                    Severity::Advice => "recommendation",
                    other => other.name(),
                },
                precision: "very-high",
            },
        }
    }
}

impl Outcome {
    fn of(it: &Keyed<'_>, rule_index: usize, lines: &Lines<'_>) -> Self {
        let Keyed { key, finding } = it;
        let related = finding.notes.iter().filter_map(|note| {
            let message = Some(Message { text: unlinked(&note.message) });
            Some(Location { message, ..Location::of(&lines.in_repository(note.place.as_ref()?)) })
        });
        Self {
            rule_id: finding.rule.to_string(),
            rule_index,
            level: level(finding.severity),
            message: Message { text: message(finding) },
            locations: [Location::of(&lines.in_repository(&finding.place))],
            related_locations: related.collect(),
            // The only fingerprint that GitHub compares; it computes its own from the line where
            // there is none.
            partial_fingerprints: BTreeMap::from([("primaryLocationLineHash", key.clone())]),
        }
    }
}

/// What is so, and what there is to say to it that belongs to no other place.
fn message(finding: &Finding) -> String {
    let notes = finding.notes.iter().filter(|it| it.place.is_none());
    let text =
        notes.fold(finding.message.clone(), |text, note| format!("{text}\n{}", note.message));
    unlinked(&text)
}

/// A text without links: what stands in brackets before a pair of parentheses would be one, also in
/// a plain text (SARIF 2.1.0, section 3.11.6), and authors decide what stands there.
fn unlinked(text: &str) -> String {
    text.replace("](", "]\u{200b}(")
}

impl Location {
    fn of(place: &Where) -> Self {
        let uri = utf8_percent_encode(&place.path, PLAIN).to_string();
        let region = Region {
            start_line: place.line,
            start_column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
        };
        let artifact_location = ArtifactLocation { uri };
        Self { message: None, physical_location: PhysicalLocation { artifact_location, region } }
    }
}

impl Message {
    fn cut(text: &str) -> Self {
        Self { text: text.chars().take(DESCRIPTION_CHARACTERS_MAX).collect() }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Advice => "note",
        other => other.name(),
    }
}
