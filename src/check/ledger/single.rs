//! What each entry owes.

use super::{Asked, Outcome, Policy, asked::Expected, demand};
use crate::{
    finding::Severity,
    handbook::{At, Entry, EntryIndex, Handbook, Proof, Spot},
    method::{Demand, Each, KindIndex},
    page::Format,
    query::Ends,
    report::{Debtor, Obligation},
};
use rayon::prelude::*;

/// What all entries owe, in reading order, for each in the order of the rules.
pub(super) fn obligations(
    handbook: &Handbook,
    policy: &Policy,
    asked: &[Asked<'_>],
) -> Vec<Obligation> {
    let rules = asked.iter().filter(|it| matches!(it.rule.each, Each::Entry | Each::Criterion));
    let rules: Vec<&Asked<'_>> = rules.collect();
    let kinds = (0..).map(KindIndex).take(handbook.method.kinds.len());
    let by_kind: Vec<Vec<&Asked<'_>>> = kinds.map(|kind| of_kind(&rules, kind)).collect();
    let entries: Vec<(EntryIndex, &Entry)> = handbook.iter().collect();
    let owed = entries.into_par_iter().flat_map_iter(|(at, entry)| {
        let rules = entry.kind.into_iter().flat_map(|kind| &by_kind[usize::from(kind.0)]);
        rules.filter_map(move |rule| owed(handbook, policy, rule, at)).flatten()
    });
    owed.collect()
}

/// The rules that records of a kind may be asked, so that most are never looked at.
fn of_kind<'a>(rules: &[&'a Asked<'a>], kind: KindIndex) -> Vec<&'a Asked<'a>> {
    let asks = |it: &&&Asked<'_>| it.applies.kinds().is_none_or(|kinds| kinds.contains(&kind));
    rules.iter().filter(asks).copied().collect()
}

/// What an entry owes by a rule, as a whole or for each of its criteria; `None` if it is not asked.
fn owed<'a>(
    handbook: &'a Handbook,
    policy: &'a Policy,
    asked: &'a Asked<'_>,
    at: EntryIndex,
) -> Option<impl Iterator<Item = Obligation> + 'a> {
    if !has_place(handbook, asked, at) || !asked.applies.matches(handbook, at, Ends::All) {
        return None;
    }
    let stage = asked.stage.or_else(|| handbook.stage(at))?;
    let raised = asked.error_when.as_ref().is_some_and(|it| it.matches(handbook, at, Ends::All));
    let severity = if raised { Severity::Error } else { asked.severity };
    let criteria = match asked.rule.each {
        Each::Criterion => handbook.part(at).criteria.len(),
        _ => 0,
    };
    let criteria = u16::try_from(criteria).unwrap_or(u16::MAX);
    let whole = (criteria == 0).then_some(Debtor::Entry(at));
    let debtors = (0..criteria).map(move |it| Debtor::Criterion(at, it));
    let obligation = move |by: Debtor| {
        let (outcome, severity) = match outcome(handbook, asked, by) {
            (outcome, Some(raised)) => (outcome, raised.max(severity)),
            (outcome, None) => (outcome, severity),
        };
        let details = || vec![("id", label(handbook, by))];
        asked.obligation((handbook, policy), (by, stage, severity), outcome, details)
    };
    Some(whole.into_iter().chain(debtors).map(obligation))
}

/// How an entry is called in the message of a rule.
fn label(handbook: &Handbook, by: Debtor) -> String {
    match by {
        Debtor::Criterion(at, criterion) => {
            let anchor = &handbook.part(at).criteria[usize::from(criterion)].anchor;
            format!("{}#{anchor}", handbook.label(at))
        }
        by => by.entry().map_or_else(String::new, |at| handbook.label(at).to_owned()),
    }
}

/// Whether the form of a record has a place for what a rule asks. A record of no known form has a
/// place for what it holds under that very name.
fn has_place(handbook: &Handbook, asked: &Asked<'_>, at: EntryIndex) -> bool {
    let places = &asked.rule.place;
    if places.is_empty() {
        return true;
    }
    let format = handbook.page_of(at).format;
    let part = handbook.part(at);
    let holds = |place: &String| part.passages.iter().any(|passage| passage.key == *place);
    places
        .iter()
        .any(|place| format.has_place_for(place) || (format == Format::Unknown && holds(place)))
}

/// How an obligation of an entry comes out, and the severity that its demand raises it to.
fn outcome(handbook: &Handbook, asked: &Asked<'_>, by: Debtor) -> (Outcome, Option<Severity>) {
    let at = by.entry().expect("only entries are asked");
    let spot = match by {
        Debtor::Criterion(entry, criterion) => Spot { entry, at: At::Criterion(criterion) },
        _ => Spot { entry: at, at: At::Whole },
    };
    let mut held = asked.expect.iter();
    let held = asked.expect.is_empty()
        || held.any(|it| it.bound.matches_spot(handbook, spot, Ends::Eligible));
    if !held {
        return (unmet(handbook, asked, spot), None);
    }
    match &asked.rule.demand {
        Some(demand) => demand::of_entry(handbook, asked, demand, at),
        None => (Outcome::Met, None),
    }
}

/// What is lacking, or why nothing is: sections that begin *Not applicable because* answer for what
/// they stand for, if they answer for all that one of the queries asks and does not find.
fn unmet(handbook: &Handbook, asked: &Asked<'_>, spot: Spot) -> Outcome {
    let ways: Vec<Vec<&str>> = asked.expect.iter().map(|it| lacking(handbook, it, spot)).collect();
    if let Some(reason) = ways.iter().find_map(|terms| all_excused(handbook, spot.entry, terms)) {
        return Outcome::NotApplicable(reason);
    }
    let lacking = ways.into_iter().next().unwrap_or_default();
    let proof = handbook.entry(spot.entry).proof.as_ref();
    if proof.is_some_and(Proof::is_unknown) && lacking.contains(&"is:proven") {
        return Outcome::Unknown(demand::proof(handbook, spot.entry));
    }
    // Many things are unmet, and few messages name what is lacking: only these put it into words.
    let terms = lacking.iter().filter(|_| asked.rule.message.contains("{lacks}"));
    let names: Vec<String> = terms.map(|term| named(term)).collect();
    Outcome::Unmet(vec![
        ("lacks", demand::series(&names, "and")),
        ("proof", demand::proof(handbook, spot.entry)),
        ("failing", demand::failing(handbook, spot.entry)),
    ])
}

/// Why there is nothing to say of any of these terms; none if a single one is not excused.
fn all_excused(handbook: &Handbook, at: EntryIndex, terms: &[&str]) -> Option<String> {
    let excuse = |term: &&str| {
        // As in `has:errors` and `options:>=2`.
        let (name, value) = term.split_once(':')?;
        excuse(handbook, at, if name == "has" { value } else { name })
    };
    let reasons: Option<Vec<String>> = terms.iter().map(excuse).collect();
    reasons.filter(|it| !it.is_empty()).map(|it| it.join("; "))
}

fn lacking<'a>(handbook: &Handbook, expected: &'a Expected, spot: Spot) -> Vec<&'a str> {
    let fails = |(_, it): &&(String, _)| {
        let it: &crate::query::Bound = it;
        !it.matches_spot(handbook, spot, Ends::Eligible)
    };
    expected.terms.iter().filter(fails).map(|(name, _)| name.as_str()).collect()
}

/// A term as a message names it: `has:unexpected-input` is *unexpected input*.
fn named(term: &str) -> String {
    match term.strip_prefix("has:") {
        Some(name) => format!("`{}`", name.replace('-', " ")),
        None => match term.split_once(':') {
            Some((field, values)) if !values.contains('(') => {
                let values: Vec<String> = values.split(',').map(str::to_owned).collect();
                format!("`{field}` of {}", demand::series(&values, "or"))
            }
            _ => format!("`{term}`"),
        },
    }
}

/// Why there is nothing to say under a heading.
fn excuse(handbook: &Handbook, at: EntryIndex, heading: &str) -> Option<String> {
    let mut passages = handbook.passages(at, heading).into_iter();
    passages.find_map(|it| it.excuse.clone())
}

/// What a demand under a heading finds there instead: why there is nothing.
pub(super) fn excused(handbook: &Handbook, at: EntryIndex, demand: &Demand) -> Option<String> {
    match demand {
        Demand::Names { under, .. } | Demand::Mentions { under, .. } => excuse(handbook, at, under),
        _ => None,
    }
}
