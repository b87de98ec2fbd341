//! `check --format json`: what was found, version 1.

use crate::{
    finding::{Finding, Place, Severity},
    handbook::Handbook,
    report::Report,
    text::{BookPath, LineIndex},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Checked<'a> {
    version: u32,
    as_of: String,
    errors: usize,
    warnings: usize,
    advice: usize,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'a str,
    severity: &'static str,
    #[serde(flatten)]
    place: Where<'a>,
    message: &'a str,
    notes: Vec<Noted<'a>>,
    fix: Option<Fix<'a>>,
}

/// Lines and columns start at 1 and count characters; the end is exclusive.
#[derive(Serialize)]
struct Where<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Noted<'a> {
    message: &'a str,
    place: Option<Where<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    text: &'a str,
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
