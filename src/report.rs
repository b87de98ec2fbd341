//! The result of checking: what a handbook owes, and what is wrong with its text.
//!
//! One ledger of obligations feeds the terminal, the site, the preview and every export, so that
//! their numbers agree.

mod baseline;
mod edits;
mod progress;
mod trace;

use crate::{
    finding::{Finding, Place, Severity},
    handbook::{EntryIndex, Handbook},
    method::{RuleIndex, SectionIndex, StageIndex},
    text::{Date, Span},
};
pub use baseline::Baseline;
pub use edits::NextEdit;
pub use progress::{Gate, Numbers, Progress};
use std::collections::{BTreeMap, BTreeSet};
pub use trace::{Answer, Ask, Traced};

/// Everything found, and everything owed.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong with the text: in path order, then by place, then by rule.
    pub findings: Vec<Finding>,
    /// What is owed: by the book first, then by entry in reading order; for each in the order of
    /// the method's rules.
    pub obligations: Vec<Obligation>,
    /// How far each stage of the method is.
    pub stages: Vec<Progress>,
    /// How far each section of the method is.
    pub sections: Vec<Numbers>,
    /// Every waiver that counts.
    pub waivers: Vec<Waived>,
    /// The keys that the baseline knows.
    pub known: BTreeSet<String>,
}

/// One thing owed: a rule applied to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The rule.
    pub rule: RuleIndex,
    /// How much it matters.
    pub severity: Severity,
    /// The stage whose gate it counts for.
    pub stage: StageIndex,
    /// What owes it.
    pub by: Debtor,
    /// Whether it is met.
    pub state: State,
}

/// What owes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Debtor {
    /// The book.
    Book,
    /// A topic of the method.
    Topic(usize),
    /// A section of the method.
    Section(SectionIndex),
    /// A best practice of the method.
    Practice(usize),
    /// An entry.
    Entry(EntryIndex),
    /// One of an entry's criteria.
    Criterion(EntryIndex, u16),
}

/// How an obligation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is met.
    Met,
    /// It is not, and this is what is so.
    Unmet(String),
    /// It is not, and excused for a while: what is so, and the index of the waiver.
    Waived(String, usize),
    /// It does not apply, and this is why.
    NotApplicable(String),
    /// Nobody can tell, and this is why.
    Unknown(String),
}

/// A waiver that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The key of what it excuses.
    pub key: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day it counts.
    pub expires: Date,
}

impl Report {
    /// The same report with what else was found.
    #[must_use]
    pub fn with(mut self, others: Vec<Finding>) -> Self {
        self.findings.extend(others);
        self.findings
            .sort_by(|a, b| (&a.place, &a.rule, &a.message).cmp(&(&b.place, &b.rule, &b.message)));
        self.findings.dedup();
        self
    }

    /// How many findings and unmet obligations are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter().filter(|it| it.severity == severity);
        let unmet = self.unmet().filter(|it| it.severity == severity);
        findings.count() + unmet.count()
    }

    /// Whether anything is found or unmet at this severity or above it that the baseline does not
    /// know.
    pub fn reaches(&self, handbook: &Handbook, severity: Severity) -> bool {
        self.fresh_findings().any(|it| it.severity >= severity)
            || self.fresh_unmet(handbook).any(|it| it.severity >= severity)
    }

    /// The findings that the baseline does not know.
    pub fn fresh_findings(&self) -> impl Iterator<Item = &Finding> {
        let keys = if self.known.is_empty() { Vec::new() } else { self.keys() };
        let known: Vec<bool> = keys.iter().map(|key| self.known.contains(key)).collect();
        let fresh = move |(at, _): &(usize, &Finding)| !known.get(*at).copied().unwrap_or_default();
        self.findings.iter().enumerate().filter(fresh).map(|(_, it)| it)
    }

    /// The unmet obligations that the baseline does not know.
    pub fn fresh_unmet(&self, handbook: &Handbook) -> impl Iterator<Item = &Obligation> {
        let known =
            |it: &Obligation| !self.known.is_empty() && self.known.contains(&it.key(handbook));
        self.unmet().filter(move |it| !known(it))
    }

    /// The obligations that are not met, and not excused.
    pub fn unmet(&self) -> impl Iterator<Item = &Obligation> {
        self.obligations.iter().filter(|it| matches!(it.state, State::Unmet(_)))
    }

    /// What an entry owes, its criteria included.
    pub fn owed_by(&self, at: EntryIndex) -> &[Obligation] {
        // What the book owes comes first, and no entry is less than any.
        let start = self.obligations.partition_point(|it| it.by.entry() < Some(at));
        let rest = &self.obligations[start..];
        &rest[..rest.partition_point(|it| it.by.entry() == Some(at))]
    }

    /// The stable name of each finding: `rule/path#about`, with `-2` and so on for repeats.
    pub fn keys(&self) -> Vec<String> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let key = |finding: &Finding| {
            let about = finding.subject().map(|it| format!("#{it}")).unwrap_or_default();
            let key = format!("{}/{}{about}", finding.rule, finding.place.path);
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            if *count == 1 { key } else { format!("{key}-{count}") }
        };
        self.findings.iter().map(key).collect()
    }
}

impl Debtor {
    /// The entry that owes it, itself or with one of its criteria.
    pub fn entry(self) -> Option<EntryIndex> {
        match self {
            Self::Entry(at) | Self::Criterion(at, _) => Some(at),
            Self::Book | Self::Topic(_) | Self::Section(_) | Self::Practice(_) => None,
        }
    }

    /// What messages, waivers and outputs call it.
    pub fn name(self, handbook: &Handbook) -> String {
        let method = &handbook.method;
        match self {
            Self::Book => "book".to_owned(),
            Self::Topic(at) => method.topics[at].name.clone(),
            Self::Section(at) => method.section(at).name.clone(),
            Self::Practice(at) => method.practices[at].name.clone(),
            Self::Entry(at) => handbook.unique_name(at),
            Self::Criterion(at, criterion) => {
                let anchor = &handbook.part(at).criteria[usize::from(criterion)].anchor;
                format!("{}#{anchor}", handbook.unique_name(at))
            }
        }
    }
}

impl Obligation {
    /// Its stable name, the same everywhere: `rule/id`, `rule/id#criterion`, `rule/topic`.
    pub fn key(&self, handbook: &Handbook) -> String {
        format!("{}/{}", handbook.method.rule(self.rule).name, self.by.name(handbook))
    }

    /// Itself as a finding: where it is owed, what is so, and why it is asked.
    pub fn finding(&self, handbook: &Handbook) -> Finding {
        let rule = handbook.method.rule(self.rule);
        let message = match &self.state {
            State::Unmet(message) | State::Waived(message, _) | State::Unknown(message) => message,
            State::NotApplicable(reason) => reason,
            State::Met => &rule.message,
        };
        let place = self.place(handbook);
        let mut finding = Finding::owed(&rule.name, self.severity, place, message.clone());
        finding.about = Some(self.by.name(handbook));
        if rule.why.is_empty() { finding } else { finding.note(rule.why.clone()) }
    }

    /// Where it is owed: at the criterion, at the title, or in the configuration of the book.
    pub fn place(&self, handbook: &Handbook) -> Place {
        match self.by {
            Debtor::Criterion(at, criterion) => {
                let span = handbook.part(at).criteria[usize::from(criterion)].span;
                handbook.place(at, span)
            }
            Debtor::Entry(at) => handbook.place(at, handbook.part(at).title.span),
            Debtor::Book | Debtor::Topic(_) | Debtor::Section(_) | Debtor::Practice(_) => {
                Place { path: handbook.sources.config.path.clone(), span: Span::START }
            }
        }
    }
}
