//! `matrix.csv` and `matrix.json`: which record answers which other one, all of them.

use super::csv::row;
use crate::{
    handbook::{EntryIndex, Handbook},
    method::Meaning,
    report::{Ask, Report, Traced},
};
use serde::Serialize;

/// A form that the matrix is offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Traceability {
    /// A row for each answer, and for what has none.
    Csv,
    /// What is answered, each with its answers.
    Json,
}

/// The matrix, version 1.
#[derive(Serialize)]
struct Matrix<'a> {
    version: u32,
    /// The rule that asks for answers.
    rule: &'a str,
    /// The relation that leads from an answer to what is asked for one.
    relation: &'a str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    /// How many obligations of the rule it has, and how many are met.
    asked: usize,
    met: usize,
    /// Whether one of them is neither met nor excused.
    gap: bool,
    answers: Vec<Given<'a>>,
}

#[derive(Serialize)]
struct Given<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    in_part: bool,
}

#[derive(Serialize)]
struct Record<'a> {
    id: Option<&'a str>,
    path: &'a str,
    anchor: Option<&'a str>,
    title: &'a str,
    status: Option<&'a str>,
    in_force: bool,
}

/// What every row of the CSV says: one for each answer, and one for what has none.
const COLUMNS: [&str; 9] =
    ["id", "title", "status", "gap", "relation", "by", "by-title", "by-status", "in-part"];

/// The matrix in one of its forms; an empty one where the method asks for no answers.
pub fn traceability(handbook: &Handbook, report: &Report, form: Traceability) -> String {
    match form {
        Traceability::Csv => csv(handbook, report),
        Traceability::Json => json(handbook, report),
    }
}

fn json(handbook: &Handbook, report: &Report) -> String {
    let ask = Ask::of(&handbook.method);
    let method = &handbook.method;
    let matrix = Matrix {
        version: 1,
        rule: ask.map_or("", |it| &method.rule(it.rule).name),
        relation: ask.map_or("", |it| &method.relation(it.relation).name),
        rows: rows(handbook, report).iter().map(|it| view(handbook, it)).collect(),
    };
    serde_json::to_string_pretty(&matrix).expect("plain data has a JSON form") + "\n"
}

fn csv(handbook: &Handbook, report: &Report) -> String {
    let ask = Ask::of(&handbook.method);
    let relation = ask.map_or("", |it| handbook.method.relation(it.relation).name.as_str());
    let mut text = row(COLUMNS);
    for traced in rows(handbook, report) {
        let record = record(handbook, traced.entry);
        let gap = yes(traced.numbers.unmet > 0);
        let start = [name(&record), record.title, status(&record), gap];
        if traced.answers.is_empty() {
            text += &line(start, [""; 5]);
        }
        for it in &traced.answers {
            let by = self::record(handbook, it.by);
            text += &line(start, [relation, name(&by), by.title, status(&by), yes(it.in_part)]);
        }
    }
    text
}

fn rows(handbook: &Handbook, report: &Report) -> Vec<Traced> {
    Ask::of(&handbook.method).map(|it| it.rows(handbook, report)).unwrap_or_default()
}

fn line([id, title, status, gap]: [&str; 4], answer: [&str; 5]) -> String {
    let [relation, by, by_title, by_status, in_part] = answer;
    row([id, title, status, gap, relation, by, by_title, by_status, in_part])
}

fn view<'a>(handbook: &'a Handbook, it: &Traced) -> Row<'a> {
    let given = it.answers.iter();
    Row {
        record: record(handbook, it.entry),
        asked: it.numbers.total(),
        met: it.numbers.met,
        gap: it.numbers.unmet > 0,
        answers: given
            .map(|it| Given { record: record(handbook, it.by), in_part: it.in_part })
            .collect(),
    }
}

fn record(handbook: &Handbook, at: EntryIndex) -> Record<'_> {
    let part = handbook.part(at);
    let status = handbook.effective(at).map(|it| handbook.method.status(it));
    Record {
        id: handbook.entry(at).id.as_deref(),
        path: handbook.page_of(at).path().as_str(),
        anchor: part.anchor.as_deref(),
        title: part.title.value.trim(),
        status: status.map(|it| it.name.as_str()),
        in_force: status.is_some_and(|it| it.meaning == Meaning::InForce),
    }
}

fn name<'a>(record: &Record<'a>) -> &'a str {
    record.id.unwrap_or(record.path)
}

fn status<'a>(record: &Record<'a>) -> &'a str {
    record.status.unwrap_or_default()
}

fn yes(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}
