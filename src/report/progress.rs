//! How far stages and sections are, counted from the ledger.

use super::{Debtor, Obligation, Report, State};
use crate::{
    finding::Severity,
    handbook::Handbook,
    method::{SectionIndex, StageIndex},
};
use std::fmt;

/// How many obligations stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Met.
    pub met: usize,
    /// Not met.
    pub unmet: usize,
    /// Not met, and excused.
    pub waived: usize,
    /// Declared not applicable; in no total.
    pub not_applicable: usize,
    /// Nobody can tell; in no total.
    pub unknown: usize,
}

/// How far a stage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it owes.
    pub numbers: Numbers,
    /// Whether it is done with.
    pub gate: Gate,
}

/// Whether a stage is done with: it is, when every error obligation of it is met or excused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// The book has not adopted the stage, and this stage has no gate.
    NotStarted,
    /// It is open, by so many waivers.
    Open {
        /// How many of its error obligations are waived.
        waivers: usize,
    },
    /// It is closed by an obligation: its index in the ledger.
    Closed {
        /// The first that blocks it.
        by: usize,
    },
    /// It is closed because another stage's is.
    Behind(StageIndex),
}

impl Numbers {
    /// What counts: met, unmet and waived. A waiver never raises what is met.
    pub fn total(&self) -> usize {
        self.met + self.unmet + self.waived
    }

    /// How much of the total is met, in percent and rounded down; nothing for an empty total.
    pub fn percent(&self) -> Option<usize> {
        (self.met * 100).checked_div(self.total())
    }

    /// One more obligation.
    pub fn count(&mut self, state: &State) {
        match state {
            State::Met => self.met += 1,
            State::Unmet(_) => self.unmet += 1,
            State::Waived(..) => self.waived += 1,
            State::NotApplicable(_) => self.not_applicable += 1,
            State::Unknown(_) => self.unknown += 1,
        }
    }
}

/// `12/18 +2 waived ?1 unknown, 1 n/a`; what is none is not said, and an empty total is a dash.
impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.total() {
            0 => f.write_str("-")?,
            total => write!(f, "{}/{total}", self.met)?,
        }
        if self.waived > 0 {
            write!(f, " +{} waived", self.waived)?;
        }
        if self.unknown > 0 {
            write!(f, " ?{} unknown", self.unknown)?;
        }
        if self.not_applicable > 0 {
            write!(f, ", {} n/a", self.not_applicable)?;
        }
        Ok(())
    }
}

impl Progress {
    /// Counts every stage, and says how its gate stands.
    pub fn of(handbook: &Handbook, adopted: &[bool], obligations: &[Obligation]) -> Vec<Self> {
        let mut stages: Vec<Self> = adopted.iter().map(|it| Self::empty(*it)).collect();
        for (at, it) in obligations.iter().enumerate() {
            let stage = &mut stages[usize::from(it.stage.0)];
            stage.numbers.count(&it.state);
            if it.severity == Severity::Error {
                stage.gate.consider(at, &it.state);
            }
        }
        for at in 0..stages.len() {
            let before = handbook.method.stages[at].after.as_deref();
            let before = before.and_then(|it| handbook.method.stage_named(it));
            let closed = |it: &StageIndex| stages[usize::from(it.0)].gate.is_closed();
            if let Some(before) = before.filter(closed)
                && matches!(stages[at].gate, Gate::Open { .. })
            {
                stages[at].gate = Gate::Behind(before);
            }
        }
        stages
    }

    /// The stage that says how far a book is: the one of which the smallest share is met. None
    /// where nothing is owed.
    pub fn weakest(stages: &[Self]) -> Option<StageIndex> {
        let owing = (0..).map(StageIndex).zip(stages.iter().map(|it| it.numbers));
        let owing = owing.filter(|(_, it)| it.total() > 0);
        let weakest = owing.min_by(|(_, a), (_, b)| (a.met * b.total()).cmp(&(b.met * a.total())));
        weakest.map(|(at, _)| at)
    }

    fn empty(adopted: bool) -> Self {
        let gate = if adopted { Gate::Open { waivers: 0 } } else { Gate::NotStarted };
        Self { numbers: Numbers::default(), gate }
    }
}

impl Numbers {
    /// Counts what the entries of every section owe, and the sections themselves.
    pub fn by_section(handbook: &Handbook, obligations: &[Obligation]) -> Vec<Self> {
        let mut sections = vec![Self::default(); handbook.method.sections.len()];
        for it in obligations {
            let section = match it.by {
                Debtor::Section(section) => Some(section),
                by => by.entry().and_then(|at| handbook.section(at)),
            };
            if let Some(SectionIndex(section)) = section {
                sections[usize::from(section)].count(&it.state);
            }
        }
        sections
    }
}

impl Gate {
    /// How it stands, in words.
    pub fn in_words(&self, handbook: &Handbook, report: &Report) -> String {
        match self {
            Self::NotStarted => "not started".to_owned(),
            Self::Open { waivers: 0 } => "open".to_owned(),
            Self::Open { waivers: 1 } => "open, by 1 waiver".to_owned(),
            Self::Open { waivers } => format!("open, by {waivers} waivers"),
            Self::Closed { by } => {
                format!("held: {}", report.obligations[*by].finding(handbook).message)
            }
            Self::Behind(stage) => format!("waits for {}", handbook.method.stage(*stage).title),
        }
    }

    /// Whether it is closed, for whatever reason.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed { .. } | Self::Behind(_))
    }

    fn consider(&mut self, at: usize, state: &State) {
        match (state, &mut *self) {
            (State::Unmet(_) | State::Unknown(_), Self::Open { .. }) => {
                *self = Self::Closed { by: at };
            }
            (State::Waived(..), Self::Open { waivers }) => *waivers += 1,
            _ => (),
        }
    }
}
