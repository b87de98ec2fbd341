//! What a rule demands and no query can say.

use super::{Asked, Details, Outcome, asked::bound, gated, single, words::Words};
use crate::{
    finding::Severity,
    handbook::{Destination, EntryIndex, Handbook, State},
    method::{Demand, End},
    page::{Part, Passage},
    query::Ends,
    source::{Beyond, Presence},
    text::{BookPath, Date},
};
use std::collections::BTreeSet;

/// Whether an entry meets a demand, and the severity that it raises the rule to where it does not.
pub(super) fn of_entry(
    handbook: &Handbook,
    asked: &Asked<'_>,
    demand: &Demand,
    at: EntryIndex,
) -> (Outcome, Option<Severity>) {
    let part = handbook.part(at);
    let details = match demand {
        Demand::Names { names, under } => names_all(handbook, at, names, under),
        Demand::Avoids { under, .. } => avoids_all(handbook, at, &asked.words, under),
        Demand::Mentions { mentions, under } => {
            mentions_one(handbook, at, mentions, &asked.words, under)
        }
        Demand::Exists { exists } => exists_all(handbook, at, exists),
        Demand::AtMost { at_most, share, relation, of } => {
            is_few(handbook, at, (*at_most, *share), relation, of)
        }
        Demand::Current { current } => is_current(handbook, at, current),
        Demand::Gated { gated, by, naming } => gated::lacking(handbook, at, gated, by, naming),
        Demand::Due { due, grace_days } => return is_due(handbook, part, due, *grace_days),
        Demand::Before { .. } => None,
    };
    let outcome = match details {
        None => Outcome::Met,
        Some(details) => match single::excused(handbook, at, demand) {
            Some(reason) => Outcome::NotApplicable(reason),
            None => Outcome::Unmet(details),
        },
    };
    (outcome, None)
}

/// Whether the book meets a demand as a whole.
pub(super) fn of_book(handbook: &Handbook, asked: &Asked<'_>, demand: &Demand) -> Outcome {
    let Demand::Before { before } = demand else {
        return Outcome::Met;
    };
    let earliest = |query: &crate::query::Bound| {
        let entries = handbook.iter().map(|(at, _)| at);
        let meant = entries.filter(|at| query.matches(handbook, *at, Ends::All));
        meant.filter_map(|at| Some((handbook.part(at).date()?, at))).min()
    };
    let then = earliest(&bound(&handbook.method, before));
    match (earliest(&asked.applies), then) {
        (Some((first_date, first)), Some((then_date, then))) if first_date > then_date => {
            Outcome::Unmet(vec![
                ("first", handbook.label(first).to_owned()),
                ("then", handbook.label(then).to_owned()),
                ("first-date", first_date.to_string()),
                ("then-date", then_date.to_string()),
            ])
        }
        _ => Outcome::Met,
    }
}

/// The words that none of these entries speaks of.
pub(super) fn unsaid(handbook: &Handbook, entries: &[EntryIndex], words: &[String]) -> Vec<String> {
    let parts = entries.iter().map(|at| handbook.part(*at));
    let texts: Vec<String> = parts.map(|part| said(&part.title.value, &part.passages)).collect();
    let missing = words.iter().filter(|word| !texts.iter().any(|text| text.contains(*word)));
    missing.cloned().collect()
}

fn said<'a>(title: &str, passages: impl IntoIterator<Item = &'a Passage>) -> String {
    let texts =
        passages.into_iter().flat_map(|it| [it.key.replace('-', " "), it.text.to_lowercase()]);
    texts.fold(title.to_lowercase(), |all, text| all + "\n" + &text)
}

fn names_all(
    handbook: &Handbook,
    at: EntryIndex,
    names: &[String],
    under: &str,
) -> Option<Details> {
    let field = handbook.part(at).field(under).map(|it| it.value.texts()).unwrap_or_default();
    let field = field.iter().fold(String::new(), |all, text| all + " " + &text.value);
    let text = said(&field.to_lowercase(), handbook.passages(at, under));
    let lacks: Vec<String> = names.iter().filter(|it| !text.contains(*it)).cloned().collect();
    (!lacks.is_empty()).then(|| vec![("lacks", series(&lacks, "and"))])
}

fn avoids_all(
    handbook: &Handbook,
    at: EntryIndex,
    words: &Words<'_>,
    under: &str,
) -> Option<Details> {
    let passages = handbook.passages(at, under);
    let word = passages.iter().find_map(|it| words.first_in(&it.text))?;
    Some(vec![("word", word.to_owned())])
}

fn mentions_one(
    handbook: &Handbook,
    at: EntryIndex,
    list_name: &str,
    words: &Words<'_>,
    under: &str,
) -> Option<Details> {
    // Below a heading that says it all, two words are enough: *Global variables.*
    let named = |it: &&Passage| it.words >= 2 && it.excuse.is_none();
    if handbook.passages(at, list_name).iter().any(named) {
        return None;
    }
    let passages = handbook.passages(at, under);
    let mentions = passages.iter().any(|it| words.first_in(&it.text).is_some());
    (!mentions).then(Vec::new)
}

/// Whether every path in a field is there, from the root of the book.
fn exists_all(handbook: &Handbook, at: EntryIndex, field: &str) -> Option<Details> {
    let texts = handbook.part(at).field(field)?.value.texts();
    let missing = texts.iter().find(|text| !exists(handbook, text.value.trim()))?;
    let name = field.replace('-', " ");
    let lacks = format!("a `{name}` that exists: nothing is at `{}`", missing.value.trim());
    Some(vec![("lacks", lacks)])
}

fn exists(handbook: &Handbook, path: &str) -> bool {
    let sources = &handbook.sources;
    let Some(path) = BookPath::new(path) else {
        return false;
    };
    let there = |it: &Presence| *it != Presence::Absent;
    let folder = format!("{path}/");
    sources.tree.contains(&path)
        || sources
            .tree
            .range(path.clone()..)
            .next()
            .is_some_and(|it| it.as_str().starts_with(&folder))
        || sources.beyond.get(&Beyond::Inside(path)).is_some_and(there)
}

fn is_few(
    handbook: &Handbook,
    at: EntryIndex,
    (most, share): (usize, usize),
    relation: &str,
    of: &str,
) -> Option<Details> {
    let count = ends(handbook, at, relation).len();
    let all = bound(&handbook.method, of);
    let meant = || handbook.iter().filter(|(at, _)| all.matches(handbook, *at, Ends::All)).count();
    // A fifth of three is nothing to speak of.
    let few = count <= 3 || (count <= most && count * share <= meant());
    (!few).then(|| vec![("count", count.to_string())])
}

/// The entries that a relation leads to from an entry, each once; told at whichever end.
pub(super) fn ends(handbook: &Handbook, at: EntryIndex, relation: &str) -> BTreeSet<EntryIndex> {
    let Some((relation, end)) = handbook.method.relation_named(relation) else {
        return BTreeSet::new();
    };
    let to = |edge: &crate::handbook::Edge| match edge.to {
        Destination::Spot(spot) if edge.relation == Some(relation) => Some(spot.entry),
        _ => None,
    };
    match end {
        End::From => handbook.outgoing(at).filter_map(to).collect(),
        End::To => {
            let edges = handbook.incoming(at).filter(|edge| edge.relation == Some(relation));
            edges.map(|edge| edge.from.entry).collect()
        }
    }
}

fn is_current(handbook: &Handbook, at: EntryIndex, relation: &str) -> Option<Details> {
    let day = handbook.entry(at).proof.as_ref()?.day()?;
    let dated = ends(handbook, at, relation).into_iter();
    let dated = dated.filter_map(|other| Some((handbook.part(other).date()?, other)));
    let (other_day, other) = dated.max().filter(|(other_day, _)| *other_day > day)?;
    Some(vec![
        ("day", day.to_string()),
        ("other", handbook.label(other).to_owned()),
        ("other-day", other_day.to_string()),
    ])
}

fn is_due(
    handbook: &Handbook,
    part: &Part,
    field: &str,
    grace_days: i32,
) -> (Outcome, Option<Severity>) {
    let Some(day) = part.text(field).and_then(Date::parse_prefix) else {
        let reason = format!("`{field}` names no day");
        return (Outcome::Unknown(reason), None);
    };
    let over = handbook.sources.as_of.days_since(day);
    if over <= 0 {
        return (Outcome::Met, None);
    }
    let raised = (over > grace_days).then_some(Severity::Error);
    (Outcome::Unmet(vec![("day", day.to_string())]), raised)
}

/// Names one after the other: `a, b and c`.
pub(super) fn series(names: &[String], last: &str) -> String {
    match names {
        [others @ .., end] if !others.is_empty() => format!("{} {last} {end}", others.join(", ")),
        _ => names.concat(),
    }
}

/// The pieces of the evidence of a test that show that it fails.
pub(super) fn failing(handbook: &Handbook, at: EntryIndex) -> String {
    let pieces = handbook.entry(at).proof.iter().flat_map(|proof| &proof.pieces);
    let failed = pieces.filter(|it| it.state == State::Failed);
    let names: Vec<String> = failed.map(|it| format!("`{}`", it.named)).collect();
    series(&names, "and")
}

/// What became of the evidence of a test, as the end of a message.
pub(super) fn proof(handbook: &Handbook, at: EntryIndex) -> String {
    let pieces = handbook.entry(at).proof.iter().flat_map(|proof| &proof.pieces);
    let said = pieces.map(|it| format!("`{}` is {}", it.named, it.state.name()));
    let said: Vec<String> = said.collect();
    if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) }
}
