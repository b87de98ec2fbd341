//! `check --format json`: what was found, version 1.

use crate::{
    finding::{Finding, Place, Severity},
    handbook::Handbook,
    report::Report,
    text::{BookPath, LineIndex},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a check finds.
#[derive(Serialize, JsonSchema)]
pub(super) struct Checked<'a> {
    /// Of this form: 1.
    version: u32,
    /// The day it was taken for, as 2026-03-14.
    as_of: String,
    /// How many errors are found.
    errors: usize,
    /// How many warnings are found.
    warnings: usize,
    /// How much advice is found.
    advice: usize,
    /// What is found, by place.
    findings: Vec<Found<'a>>,
}

/// One thing that is found.
#[derive(Serialize, JsonSchema)]
struct Found<'a> {
    /// The name of the rule.
    rule: &'a str,
    /// `error`, `warning` or `advice`.
    severity: &'static str,
    #[serde(flatten)]
    place: Where<'a>,
    /// What is so.
    message: &'a str,
    /// Why it matters, what else to look at, what to do.
    notes: Vec<Noted<'a>>,
    /// The edit that clears it, where there is exactly one.
    fix: Option<Fix<'a>>,
}

/// Lines and columns start at 1 and count characters; the end is exclusive.
#[derive(Serialize, JsonSchema)]
struct Where<'a> {
    /// The file, from the root of the book.
    path: &'a str,
    /// The line it begins in.
    line: usize,
    /// The character of that line it begins with.
    column: usize,
    /// The line it ends in.
    end_line: usize,
    /// The character of that line it ends before.
    end_column: usize,
}

/// Something to add to a finding.
#[derive(Serialize, JsonSchema)]
struct Noted<'a> {
    /// What.
    message: &'a str,
    /// Where, if somewhere else.
    place: Option<Where<'a>>,
}

/// A ready edit.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// What it does.
    title: &'a str,
    /// The new text.
    text: &'a str,
    /// Where it goes.
    place: Where<'a>,
}

/// Everything found as JSON, ending in a newline.
pub fn findings(handbook: &Handbook, report: &Report) -> String {
    let texts = Texts::of(handbook, report);
    let found = report.findings.iter().map(|finding| found(finding, &texts)).collect();
    let checked = Checked {
        version: 1,
        as_of: handbook.sources.as_of.to_string(),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        advice: report.count(Severity::Advice),
        findings: found,
    };
    let mut json = serde_json::to_string_pretty(&checked).expect("plain data has a JSON form");
    json.push('\n');
    json
}

fn found<'a>(finding: &'a Finding, texts: &Texts<'a>) -> Found<'a> {
    let note = |it: &'a crate::finding::Note| Noted {
        message: &it.message,
        place: it.place.as_ref().map(|place| texts.place(place)),
    };
    Found {
        rule: &finding.rule.0,
        severity: finding.severity.name(),
        place: texts.place(&finding.place),
        message: &finding.message,
        notes: finding.notes.iter().map(note).collect(),
        fix: finding.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            text: &fix.text,
            place: texts.place(&fix.place),
        }),
    }
}

/// The lines of every text that a finding may point into.
struct Texts<'a>(BTreeMap<&'a BookPath, LineIndex<'a>>);

impl<'a> Texts<'a> {
    fn of(handbook: &'a Handbook, report: &'a Report) -> Self {
        let places = report.findings.iter().flat_map(Finding::places).map(|place| &place.path);
        let paths: BTreeSet<&BookPath> = places.collect();
        let texts = paths.into_iter().filter_map(|path| handbook.sources.text(path));
        Self(texts.map(|source| (&source.path, LineIndex::new(&source.text))).collect())
    }

    fn place(&self, place: &'a Place) -> Where<'a> {
        let empty = LineIndex::new("");
        let index = self.0.get(&place.path).unwrap_or(&empty);
        let start = index.line_column(place.span.start);
        let end = index.line_column(place.span.end);
        Where {
            path: place.path.as_str(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
