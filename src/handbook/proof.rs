//! What tests prove: the evidence that they name, looked at.
//!
//! A file is a report of a test tool, and its cases count. A link counts by its author's word, if a
//! day stands beside it, and a review counts if it is in force. Every piece must hold: proof that
//! holds in part is none.

mod report;

use super::{Destination, EntryIndex, Handbook, resolve, resolve::Target};
use crate::{
    evidence::{Tally, junit},
    markdown::Value,
    method::Meaning,
    page::{Field, Id, Origin, Page, Part, Reference, named},
    source::Sources,
    text::{BookPath, Date, Span},
};
use rayon::prelude::*;
use report::Report;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// What a test has to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Every piece of evidence that it names, in its order; there is at least one.
    pub pieces: Vec<Piece>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What the test names: a path and perhaps cases, an address, an id.
    pub named: String,
    /// Where it does.
    pub span: Span,
    /// What it amounts to.
    pub state: State,
    /// The day of the run, or of the word that stands for it; `None` if nobody says.
    pub day: Option<Date>,
    /// The cases of the report that are the test's; none for links and reviews.
    pub tally: Tally,
}

/// What a piece of evidence amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Something ran, and all that ran passed; or somebody says so, with a day.
    Passed,
    /// A case failed.
    Failed,
    /// None failed, but one broke down before it could tell.
    Errored,
    /// Every case was skipped.
    Skipped,
    /// The report has no case that is the test's.
    Unmatched,
    /// Neither a file of the book nor a record goes by this name.
    Missing,
    /// The file could not be read as a report, so nobody knows; and why.
    Unreadable(String),
    /// It is a link or a review, and no day is told.
    Undated,
    /// It is a review that is not in force, that says nothing, or nothing of the test.
    Void,
    /// It is a record of another kind than a review.
    NoReview,
}

impl Proof {
    /// Whether it holds: every piece of it does.
    pub fn is_proven(&self) -> bool {
        self.pieces.iter().all(|it| it.state == State::Passed)
    }

    /// Whether a piece of it proves the contrary.
    pub fn is_failing(&self) -> bool {
        self.pieces.iter().any(|it| it.state == State::Failed)
    }

    /// Whether it cannot be told: nothing fails, and a piece of it cannot be read.
    pub fn is_unknown(&self) -> bool {
        let unreadable = |it: &Piece| matches!(it.state, State::Unreadable(_));
        !self.is_failing() && self.pieces.iter().any(unreadable)
    }

    /// The day from which it holds at the earliest: that of its oldest piece. `None` if no piece
    /// names a day.
    pub fn day(&self) -> Option<Date> {
        self.pieces.iter().filter_map(|it| it.day).min()
    }
}

impl State {
    /// A word for it, the same in every output.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Errored => "errored",
            Self::Skipped => "skipped",
            Self::Unmatched => "unmatched",
            Self::Missing => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::Undated => "undated",
            Self::Void => "void",
            Self::NoReview => "no review",
        }
    }

    /// What the cases of a report amount to.
    fn of(tally: Tally) -> Self {
        match tally {
            Tally { failed: 1.., .. } => Self::Failed,
            Tally { errored: 1.., .. } => Self::Errored,
            Tally { passed: 1.., .. } => Self::Passed,
            Tally { skipped: 1.., .. } => Self::Skipped,
            _ => Self::Unmatched,
        }
    }
}

/// `passed, 12 cases, 3 skipped, 2026-11-01, reports/junit.xml`
impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { failed, errored, skipped, .. } = self.tally;
        f.write_str(self.state.name())?;
        if let State::Unreadable(reason) = &self.state {
            write!(f, " ({reason})")?;
        }
        match self.tally.total() {
            0 => (),
            1 => f.write_str(", 1 case")?,
            total => write!(f, ", {total} cases")?,
        }
        for (count, word) in [(failed, "failed"), (errored, "errored"), (skipped, "skipped")] {
            if count > 0 {
                write!(f, ", {count} {word}")?;
            }
        }
        if let Some(day) = self.day {
            write!(f, ", {day}")?;
        }
        write!(f, ", {}", self.named)
    }
}

/// The files that a page may mean by the evidence it names. Whether it is a test is not known yet,
/// and what is a page is read already.
pub(super) fn wants(sources: &Sources, page: &Page) -> Vec<BookPath> {
    let written = page.parts.iter().flat_map(|part| evidence(page, part));
    let paths = written.flat_map(|(it, _)| match resolve::target(&it.target) {
        Target::Local(path, _) => candidates(page.path(), &path),
        Target::Web | Target::Forbidden(_) => Vec::new(),
    });
    paths.filter(|it| sources.text(it).is_none()).collect()
}

/// What a part names as evidence, and in what. Unlike other fields, a text that names cases or an
/// address is one piece: commas may stand in both.
fn evidence(page: &Page, part: &Part) -> Vec<(Reference, Origin)> {
    let Some(field) = part.field("evidence") else {
        return Vec::new();
    };
    let pieces = field.value.texts().into_iter().flat_map(|text| {
        let target = text.value.trim_matches([' ', '\n', '`']);
        if (target.contains('#') || target.starts_with("http")) && !target.contains("](") {
            return vec![Reference { target: target.to_owned(), is_link: true, span: text.span }];
        }
        named(page, &Field { value: Value::Text(text.clone()), ..field.clone() })
    });
    pieces.map(|it| (it, field.from)).collect()
}

/// What a path may mean, written in the file at `from`: from there, or from the root.
fn candidates(from: &BookPath, path: &str) -> Vec<BookPath> {
    if path.is_empty() {
        return Vec::new();
    }
    [from.join(path).ok(), BookPath::new(path)].into_iter().flatten().collect()
}

/// Looks at the evidence of every test.
pub(super) fn prove(handbook: &mut Handbook) {
    let sources = Arc::clone(&handbook.sources);
    let read = |text: &Result<Arc<str>, String>| match text {
        Ok(text) => junit::parse(text).map(Report::new),
        Err(reason) => Err(reason.clone()),
    };
    let reports = sources.evidence.par_iter().map(|(path, text)| (path, read(text))).collect();
    let tests = handbook
        .iter()
        .filter(|(_, entry)| entry.kind.is_some_and(|kind| handbook.method.kind(kind).proves));
    let tests: Vec<EntryIndex> = tests.map(|(at, _)| at).collect();
    let proof = |&at: &EntryIndex| Some((at, proof(handbook, &reports, at)?));
    let proofs: Vec<(EntryIndex, Proof)> = tests.par_iter().filter_map(proof).collect();
    for (at, proof) in proofs {
        handbook.entries[at.0 as usize].proof = Some(proof);
    }
}

/// Every report by its path, or why it is none.
type Reports<'a> = BTreeMap<&'a BookPath, Result<Report, String>>;

/// What a test proves, if it names evidence.
fn proof(handbook: &Handbook, reports: &Reports<'_>, at: EntryIndex) -> Option<Proof> {
    let pieces = evidence(handbook.page_of(at), handbook.part(at)).into_iter();
    let pieces: Vec<Piece> =
        pieces.map(|(it, from)| piece(handbook, reports, at, it, from)).collect();
    (!pieces.is_empty()).then_some(Proof { pieces })
}

fn piece(
    handbook: &Handbook,
    reports: &Reports<'_>,
    at: EntryIndex,
    written: Reference,
    from: Origin,
) -> Piece {
    let (state, day, tally) = match resolve::target(&written.target) {
        Target::Web => word(handbook.part(at).text("last-run").and_then(Date::parse_prefix)),
        Target::Forbidden(_) => (State::Missing, None, Tally::default()),
        Target::Local(path, cases) => {
            let paths = candidates(handbook.page_of(at).path(), &path);
            match paths.iter().find_map(|path| reports.get(path)) {
                Some(Ok(report)) => {
                    let tally = report.tally(&cases, || subjects(handbook, at));
                    (State::of(tally), report.day(), tally)
                }
                Some(Err(reason)) => (State::Unreadable(reason.clone()), None, Tally::default()),
                None => {
                    let page = handbook.entry(at).page;
                    record(handbook, at, &resolve::reference(handbook, page, &written, from))
                }
            }
        }
    };
    Piece { named: written.target, span: written.span, state, day, tally }
}

/// What somebody's word amounts to that is given on a day.
fn word(day: Option<Date>) -> (State, Option<Date>, Tally) {
    (day.map_or(State::Undated, |_| State::Passed), day, Tally::default())
}

/// What a record amounts to as evidence of a test. It has to speak of that test.
fn record(handbook: &Handbook, test: EntryIndex, to: &Destination) -> (State, Option<Date>, Tally) {
    let Destination::Spot(spot) = to else {
        return (State::Missing, None, Tally::default());
    };
    let entry = handbook.entry(spot.entry);
    if !entry.kind.is_some_and(|kind| handbook.method.kind(kind).vouches) {
        return (State::NoReview, None, Tally::default());
    }
    let day = handbook.part(spot.entry).date();
    let speaks = handbook.incoming(test).any(|edge| {
        let from = handbook.entry(edge.from.entry);
        edge.from.entry == spot.entry || (edge.relation.is_none() && from.page == entry.page)
    });
    let in_force = handbook.meaning(spot.entry) == Some(Meaning::InForce);
    let holds = entry.eligible && in_force && speaks;
    if holds { word(day) } else { (State::Void, day, Tally::default()) }
}

/// What the cases of a test may name: the test itself, and the requirements and criteria that it
/// verifies. Each is the key of an id, with the anchor of a criterion.
fn subjects(handbook: &Handbook, at: EntryIndex) -> Vec<(String, Option<String>)> {
    let key = |at: EntryIndex| Some(Id(handbook.entry(at).id.clone()?).key());
    let method = &handbook.method;
    let proves = |edge: &&super::Edge| edge.relation.is_some_and(|it| method.relation(it).proves);
    let edges = handbook.outgoing(at).filter(proves);
    let ends = edges.filter_map(|edge| match edge.to {
        Destination::Spot(to) => {
            Some((key(to.entry)?, handbook.criterion(to).map(|it| it.anchor.clone())))
        }
        _ => None,
    });
    key(at).map(|own| (own, None)).into_iter().chain(ends).collect()
}
