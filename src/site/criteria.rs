//! How the criteria of a record stand, rule by rule: `criteria.html`.

use super::{owed::tone, standpoint::Standpoint};
use crate::{
    handbook::{At, EntryIndex, Spot},
    method::RuleIndex,
    report::{Debtor, Obligation, State},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What `criteria.html` shows.
#[derive(Serialize)]
pub(super) struct CriteriaView<'a> {
    /// What is asked of the criteria.
    asked: Vec<AskedView<'a>>,
    /// The criteria, in order.
    rows: Vec<CriterionView<'a>>,
    /// What follows where there are more than are shown.
    more: Option<String>,
}

/// What a rule asks of every criterion.
#[derive(Serialize)]
struct AskedView<'a> {
    /// What each is when it is met, such as *Decided*; else the name of the rule.
    title: &'a str,
    /// How each criterion stands, as classes of the style.
    segments: Vec<&'static str>,
    /// How many of them are met.
    met: usize,
    /// How many count.
    total: usize,
}

/// A criterion.
#[derive(Serialize)]
struct CriterionView<'a> {
    /// Where it is.
    href: String,
    /// What it goes by.
    name: &'a str,
    /// What it says.
    text: &'a str,
    /// How it stands, for each thing asked.
    cells: Vec<CellView<'a>>,
}

/// How a criterion stands.
#[derive(Serialize)]
struct CellView<'a> {
    /// What it is when it is met.
    title: &'a str,
    /// A class of the style; empty where the rule does not ask this of it.
    tone: &'static str,
    /// The word for it.
    word: &'a str,
}

/// How many criteria the page of a record lists.
const CRITERIA_MAX: usize = 24;

/// The obligations of the criteria of a page, by criterion and rule.
type Owed<'a> = BTreeMap<(EntryIndex, u16), BTreeMap<RuleIndex, &'a Obligation>>;

/// How the criteria of a page stand; none where nothing is asked of any.
pub(super) fn criteria<'a>(from: &Standpoint<'a>, of: &[EntryIndex]) -> Option<CriteriaView<'a>> {
    let report = &from.site.report;
    let mut owed: Owed<'_> = BTreeMap::new();
    for it in of.iter().flat_map(|at| report.owed_by(*at)) {
        if let Debtor::Criterion(at, criterion) = it.by {
            owed.entry((at, criterion)).or_default().insert(it.rule, it);
        }
    }
    let rules: BTreeSet<RuleIndex> = owed.values().flat_map(BTreeMap::keys).copied().collect();
    let rows = owed.iter().take(CRITERIA_MAX);
    let more = owed.len().saturating_sub(CRITERIA_MAX);
    let view = CriteriaView {
        asked: rules.iter().map(|rule| asked(from, *rule, &owed)).collect(),
        rows: rows.map(|(at, owed)| row(from, *at, owed, &rules)).collect(),
        more: (more > 0).then(|| from.site.theme.count("more", more)),
    };
    (!owed.is_empty()).then_some(view)
}

fn asked<'a>(from: &Standpoint<'a>, rule: RuleIndex, owed: &Owed<'_>) -> AskedView<'a> {
    let all: Vec<&Obligation> = owed.values().filter_map(|it| it.get(&rule).copied()).collect();
    let counts =
        |it: &&&Obligation| matches!(it.state, State::Met | State::Unmet(_) | State::Waived(..));
    AskedView {
        title: title(from, rule),
        segments: all.iter().take(CRITERIA_MAX).map(|it| shade(it)).collect(),
        met: all.iter().filter(|it| it.state == State::Met).count(),
        total: all.iter().filter(counts).count(),
    }
}

fn row<'a>(
    from: &Standpoint<'a>,
    (entry, criterion): (EntryIndex, u16),
    owed: &BTreeMap<RuleIndex, &Obligation>,
    rules: &BTreeSet<RuleIndex>,
) -> CriterionView<'a> {
    let theme = &from.site.theme;
    let cell = |rule: &RuleIndex| {
        let tone = owed.get(rule).map(|it| shade(it)).unwrap_or_default();
        CellView { title: title(from, *rule), tone, word: theme.word(tone) }
    };
    let said = &from.site.handbook.part(entry).criteria[usize::from(criterion)];
    CriterionView {
        href: from.spot(Spot { entry, at: At::Criterion(criterion) }),
        name: &said.name,
        text: &said.text,
        cells: rules.iter().map(cell).collect(),
    }
}

/// How an obligation stands, without how much that matters.
fn shade(it: &Obligation) -> &'static str {
    match it.state {
        State::Unmet(_) => "unmet",
        _ => tone(it),
    }
}

/// What a criterion is when it meets a rule, in a word; else the name of the rule.
fn title<'a>(from: &Standpoint<'a>, rule: RuleIndex) -> &'a str {
    let name = &from.site.handbook.method.rule(rule).name;
    let word = from.site.theme.word(&format!("rule-{name}"));
    if word.is_empty() { name } else { word }
}
