//! `check --format json`: what is wrong and what is owed, version 1.
//!
//! The same types read an earlier check back, to compare with.

use super::{
    audit::{self, Excuse},
    keyed,
    place::{Lines, Where},
};
use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    method::StageIndex,
    report::{self, Obligation, Progress, Report},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that a check has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Of this form: 1.
    pub version: u32,
    /// The day it was taken for, as 2026-03-14.
    pub as_of: String,
    /// What the book asks of itself.
    pub policy: Policy,
    /// How many errors are found or unmet.
    pub errors: usize,
    /// How many warnings are.
    pub warnings: usize,
    /// How much advice is.
    pub advice: usize,
    /// The number of the book: that of its weakest stage. None where nothing is owed.
    pub total: Option<Total>,
    /// How far each stage is, in the order of the method.
    pub stages: Vec<Stage>,
    /// How far each section is, in the order of the method.
    pub sections: Vec<Section>,
    /// What is wrong with the text, by place.
    pub findings: Vec<Found>,
    /// The ledger: what is owed by the book first, then entry by entry.
    pub obligations: Vec<Owed>,
    /// The waivers that count.
    pub waivers: Vec<Excuse>,
    /// What does not apply.
    pub not_applicable: Vec<Excuse>,
    /// The keys that the baseline knows.
    pub baseline: Vec<String>,
}

/// What the book asks of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The names of the stages it has adopted.
    pub stages: Vec<String>,
    /// The severities that it gives to rules: `error`, `warning`, `advice` or `off`.
    pub rules: BTreeMap<String, String>,
}

/// The number of the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The name of its weakest stage.
    pub stage: String,
    /// How much is met there.
    #[serde(flatten)]
    pub numbers: Numbers,
}

/// How many obligations stand how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// Met.
    pub met: usize,
    /// Met, unmet and waived.
    pub total: usize,
    /// Not met, and not excused.
    pub unmet: usize,
    /// Not met, and excused.
    pub waived: usize,
    /// Nobody can tell; in no total.
    pub unknown: usize,
    /// Declared not applicable; in no total.
    pub not_applicable: usize,
    /// How much of the total is met, rounded down; none of an empty total.
    pub percent: Option<usize>,
}

/// How far a stage is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name in the method.
    pub name: String,
    /// What it owes.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// How its gate stands.
    pub gate: Gate,
}

/// How far a section is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its name in the method.
    pub name: String,
    /// What it owes.
    #[serde(flatten)]
    pub numbers: Numbers,
}

/// How a gate stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Gate {
    /// The book has not adopted the stage.
    NotStarted,
    /// It is open, by so many waivers.
    Open {
        /// How many.
        waivers: usize,
    },
    /// It is closed by an obligation.
    Closed {
        /// The key of what holds it.
        by: String,
        /// What is so.
        message: String,
    },
    /// It is closed because another stage's is.
    Behind {
        /// The name of that stage.
        stage: String,
    },
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its stable name.
    pub key: String,
    /// The rule that found it.
    pub rule: String,
    /// `error`, `warning` or `advice`.
    pub severity: String,
    /// Where.
    #[serde(flatten)]
    pub place: Where,
    /// What is so.
    pub message: String,
    /// Why it matters, what else to look at, what to do.
    pub notes: Vec<Noted>,
    /// The edit that clears it, where there is exactly one.
    pub fix: Option<Fix>,
}

/// Something to add to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// What.
    pub message: String,
    /// Where, if somewhere else.
    pub place: Option<Where>,
}

/// An edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// The new text.
    pub text: String,
    /// What the new text takes the place of.
    pub place: Where,
}

/// An obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// Its stable name.
    pub key: String,
    /// The rule that asks it.
    pub rule: String,
    /// `error`, `warning` or `advice`.
    pub severity: String,
    /// The name of the stage whose gate it counts for.
    pub stage: String,
    /// How it stands.
    pub state: State,
    /// What owes it: `book`, the name of a topic, section or practice, an id or a path.
    pub by: String,
    /// What is so, or why it does not apply, or why nobody can tell; none where it is met.
    pub message: Option<String>,
    /// Where it is owed.
    #[serde(flatten)]
    pub place: Where,
}

/// How an obligation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is met.
    Met,
    /// It is not.
    Unmet,
    /// It is not, and excused for a while.
    Waived,
    /// It does not apply.
    NotApplicable,
    /// Nobody can tell.
    Unknown,
}

/// The report as JSON, ending in a newline.
pub fn checked(handbook: &Handbook, report: &Report) -> String {
    let checked = Checked::of(handbook, report);
    serde_json::to_string_pretty(&checked).expect("plain data has a JSON form") + "\n"
}

impl Checked {
    /// The report of a handbook.
    pub fn of(handbook: &Handbook, report: &Report) -> Self {
        let lines = Lines::of(handbook);
        let stages = (0..).map(StageIndex).zip(&report.stages);
        let sections = handbook.method.sections.iter().zip(&report.sections);
        let total = Progress::weakest(&report.stages).map(|at| Total {
            stage: handbook.method.stage(at).name.clone(),
            numbers: Numbers::of(report.stages[usize::from(at.0)].numbers),
        });
        Self {
            version: 1,
            as_of: handbook.sources.as_of.to_string(),
            policy: Policy::of(handbook, report),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            advice: report.count(Severity::Advice),
            total,
            stages: stages.map(|(at, it)| Stage::of(handbook, report, at, it)).collect(),
            sections: sections
                .map(|(section, it)| Section {
                    name: section.name.clone(),
                    numbers: Numbers::of(*it),
                })
                .collect(),
            findings: keyed::findings(report)
                .iter()
                .map(|it| Found::of(it.key.clone(), &it.finding, &lines))
                .collect(),
            obligations: report
                .obligations
                .iter()
                .map(|it| Owed::of(handbook, it, &lines))
                .collect(),
            waivers: audit::waivers(report),
            not_applicable: audit::not_applicable(handbook, report),
            baseline: report.known.iter().cloned().collect(),
        }
    }

    /// Reads what an earlier check wrote; an error says why the text is nothing of the kind.
    pub fn parse(text: &str) -> Result<Self, String> {
        let checked: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match checked.version {
            1 => Ok(checked),
            other => Err(format!("it is of version {other}, and this archbook reads version 1")),
        }
    }
}

impl Policy {
    fn of(handbook: &Handbook, report: &Report) -> Self {
        let stages = handbook.method.stages.iter().zip(&report.stages);
        let adopted = stages.filter(|(_, it)| it.gate != report::Gate::NotStarted);
        let rules = handbook.config.check.rules.iter();
        Self {
            stages: adopted.map(|(stage, _)| stage.name.clone()).collect(),
            rules: rules.map(|(rule, it)| (rule.clone(), it.get_ref().clone())).collect(),
        }
    }
}

impl Numbers {
    fn of(numbers: report::Numbers) -> Self {
        let report::Numbers { met, unmet, waived, not_applicable, unknown } = numbers;
        let (total, percent) = (numbers.total(), numbers.percent());
        Self { met, total, unmet, waived, unknown, not_applicable, percent }
    }
}

impl Stage {
    fn of(handbook: &Handbook, report: &Report, at: StageIndex, progress: &Progress) -> Self {
        let name = |at: StageIndex| handbook.method.stage(at).name.clone();
        let gate = match progress.gate {
            report::Gate::NotStarted => Gate::NotStarted,
            report::Gate::Open { waivers } => Gate::Open { waivers },
            report::Gate::Closed { by } => {
                let by = &report.obligations[by];
                Gate::Closed { by: by.key(handbook), message: by.finding(handbook).message }
            }
            report::Gate::Behind(stage) => Gate::Behind { stage: name(stage) },
        };
        Self { name: name(at), numbers: Numbers::of(progress.numbers), gate }
    }
}

impl Found {
    fn of(key: String, finding: &Finding, lines: &Lines<'_>) -> Self {
        let notes = finding.notes.iter().map(|it| Noted {
            message: it.message.clone(),
            place: it.place.as_ref().map(|place| lines.place(place)),
        });
        let fix = finding.fix.as_ref().map(|fix| Fix {
            title: fix.title.clone(),
            text: fix.text.clone(),
            place: lines.exact(&fix.place),
        });
        Self {
            key,
            rule: finding.rule.to_string(),
            severity: finding.severity.name().to_owned(),
            place: lines.place(&finding.place),
            message: finding.message.clone(),
            notes: notes.collect(),
            fix,
        }
    }
}

impl Owed {
    fn of(handbook: &Handbook, it: &Obligation, lines: &Lines<'_>) -> Self {
        let (state, message) = match &it.state {
            report::State::Met => (State::Met, None),
            report::State::Unmet(message) => (State::Unmet, Some(message)),
            report::State::Waived(message, _) => (State::Waived, Some(message)),
            report::State::NotApplicable(reason) => (State::NotApplicable, Some(reason)),
            report::State::Unknown(reason) => (State::Unknown, Some(reason)),
        };
        Self {
            key: it.key(handbook),
            rule: handbook.method.rule(it.rule).name.clone(),
            severity: it.severity.name().to_owned(),
            stage: handbook.method.stage(it.stage).name.clone(),
            state,
            by: it.by.name(handbook),
            message: message.cloned(),
            place: lines.place(&it.place(handbook)),
        }
    }
}

impl State {
    /// Its name in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Waived => "waived",
            Self::NotApplicable => "not_applicable",
            Self::Unknown => "unknown",
        }
    }
}
