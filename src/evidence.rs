//! Evidence: what a test tool wrote of a run.
//!
//! Only what proves something is kept: which cases there were, what became of each, and what the
//! tool says that they are about. Nothing here knows records; which cases speak for which record is
//! the handbook's business.

pub mod junit;

use crate::text::Date;
use std::ops::Range;

/// One run of tests, as a report tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The latest day that the report names; `None` if it names none.
    pub day: Option<Date>,
    /// Every case, in the order of the report.
    pub cases: Vec<Case>,
    /// What the report says beside, in its order.
    pub properties: Vec<Property>,
}

/// One test that was run, or was meant to be. What a report does not say of it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The class, module or file that the case is in.
    pub class: String,
    /// What it is called there.
    pub name: String,
    /// The source file it is written in.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a case. Of several, the last in this order counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It ran, and nothing was wrong.
    #[default]
    Passed,
    /// It did not run.
    Skipped,
    /// It broke down before it could tell.
    Errored,
    /// It ran, and something was wrong.
    Failed,
}

/// Something that a report says of some of its cases, such as which requirement they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name, as written.
    pub name: String,
    /// What it says, as written.
    pub value: String,
    /// Of which cases: one, or all of a suite.
    pub cases: Range<usize>,
}

/// How many cases there are of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases that passed.
    pub passed: usize,
    /// Cases that did not run.
    pub skipped: usize,
    /// Cases that broke down.
    pub errored: usize,
    /// Cases that failed.
    pub failed: usize,
}

impl Tally {
    /// Counts cases.
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let mut tally = Self::default();
        for case in cases {
            match case.outcome {
                Outcome::Passed => tally.passed += 1,
                Outcome::Skipped => tally.skipped += 1,
                Outcome::Errored => tally.errored += 1,
                Outcome::Failed => tally.failed += 1,
            }
        }
        tally
    }

    /// How many cases there are.
    pub fn total(self) -> usize {
        self.passed + self.skipped + self.errored + self.failed
    }
}
