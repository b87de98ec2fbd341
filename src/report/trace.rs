//! Which records answer what is asked of the criteria of others: the rows of a traceability matrix.
//!
//! The method says what an answer is. The first rule about criteria that a new record would meet
//! names the relation that it would state, such as *satisfies*.

use super::{Numbers, Report};
use crate::{
    handbook::{At, Destination, Edge, EntryIndex, Handbook, Spot},
    method::{Each, Edit, End, Meaning, Method, RelationIndex, RuleIndex},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked, and by which relation a record answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The rule that asks.
    pub rule: RuleIndex,
    /// The relation that leads from an answer to what is asked for one.
    pub relation: RelationIndex,
}

/// A record that is asked for answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The record.
    pub entry: EntryIndex,
    /// How what the rule asks of it and its criteria stands.
    pub numbers: Numbers,
    /// What answers it, in reading order.
    pub answers: Vec<Answer>,
}

/// A record that answers another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The record.
    pub by: EntryIndex,
    /// Whether it answers a part of the other one only.
    pub in_part: bool,
}

impl Ask {
    /// What a method asks of criteria that another record could answer; none where it asks nothing
    /// of the kind.
    pub fn of(method: &Method) -> Option<Self> {
        let rules = (0..).map(RuleIndex).zip(&method.rules);
        let mut asked = rules.filter(|(_, rule)| rule.each == Each::Criterion);
        asked.find_map(|(at, rule)| {
            let Some(Edit::New { with: Some(with), .. }) = &rule.edit else {
                return None;
            };
            let (relation, end) = method.relation_told(with)?;
            (end == End::From).then_some(Self { rule: at, relation })
        })
    }

    /// Whether any record answers another one.
    pub fn is_answered(self, handbook: &Handbook) -> bool {
        let leads = |edge: &Edge| matches!(edge.to, Destination::Spot(_));
        handbook.relations().iter().any(|it| it.relation == Some(self.relation) && leads(it))
    }

    /// Every record that may be answered and is not closed: first those that lack an answer, and
    /// in reading order among themselves.
    pub fn rows(self, handbook: &Handbook, report: &Report) -> Vec<Traced> {
        let kinds = &handbook.method.relation(self.relation).to;
        let asked = handbook.iter().map(|(at, _)| at).filter(|&at| {
            let kind = handbook.kind_name(at);
            let may = kind.is_some_and(|kind| kinds.iter().any(|it| it == kind));
            may && handbook.meaning(at) != Some(Meaning::Closed)
        });
        let mut rows: Vec<Traced> = asked.map(|at| self.row(handbook, report, at)).collect();
        rows.sort_by_key(|row| row.numbers.unmet == 0);
        rows
    }

    fn row(self, handbook: &Handbook, report: &Report, entry: EntryIndex) -> Traced {
        let mut numbers = Numbers::default();
        let owed = report.owed_by(entry).iter().filter(|it| it.rule == self.rule);
        owed.for_each(|it| numbers.count(&it.state));
        let mut spots: BTreeMap<EntryIndex, BTreeSet<At>> = BTreeMap::new();
        for edge in handbook.incoming(entry).filter(|it| it.relation == Some(self.relation)) {
            if let Destination::Spot(Spot { at, .. }) = edge.to {
                // What is said to hold in part names no whole, whatever it leads to.
                let named = if edge.partial { None } else { Some(at) };
                spots.entry(edge.from.entry).or_default().extend(named);
            }
        }
        let criteria = handbook.part(entry).criteria.len();
        let is_all = |named: &BTreeSet<At>| {
            let each = named.iter().filter(|it| matches!(it, At::Criterion(_))).count();
            named.contains(&At::Whole) || (criteria > 0 && each == criteria)
        };
        let answers = spots.iter().map(|(by, named)| Answer { by: *by, in_part: !is_all(named) });
        Traced { entry, numbers, answers: answers.collect() }
    }
}
