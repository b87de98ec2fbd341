//! What joins two records: relations, and links in the prose where a book has few relations.

use super::{parts::in_words, standpoint::Standpoint};
use crate::{
    handbook::{Destination, Edge, EntryIndex, Handbook},
    method::{SectionIndex, StageIndex},
};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

/// Two records that something joins, in the order of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    /// What was first.
    pub(super) earlier: EntryIndex,
    /// What answers it, follows from it or takes its place.
    pub(super) later: EntryIndex,
    /// What the later one is to the earlier one, by the names of relations; none for a link in the
    /// prose.
    pub(super) names: BTreeSet<String>,
}

/// Links in the prose count where relations join less than one record in so many: most books have
/// never named a relation, and say what belongs together in their sentences.
const RELATED_SHARE: usize = 4;

/// Everything that joins records, or, where that is nearly nothing, the backbone of their links.
pub(super) fn ties(handbook: &Handbook) -> Vec<Tie> {
    let named = handbook.relations().iter().filter(|it| it.relation.is_some());
    let mut ties = join(handbook, named);
    let ends: BTreeSet<EntryIndex> = ties.iter().flat_map(|it| [it.earlier, it.later]).collect();
    let records = handbook.entries.iter().filter(|it| it.kind.is_some()).count();
    if ends.len() * RELATED_SHARE < records {
        let links = handbook.edges.iter().filter(|it| it.relation.is_none());
        let backbone = backbone(&join(handbook, links));
        let known: BTreeSet<_> = ties.iter().map(pair).collect();
        ties.extend(backbone.into_iter().filter(|it| !known.contains(&pair(it))));
        ties.sort_by_key(|it| (it.earlier, it.later));
    }
    ties
}

/// The relations that join a record to others.
pub(super) fn ties_of(handbook: &Handbook, at: EntryIndex) -> Vec<Tie> {
    let incoming = handbook.incoming(at).filter(|it| it.relation.is_some());
    join(handbook, handbook.outgoing(at).chain(incoming))
}

/// Two records, whichever was first.
fn pair(tie: &Tie) -> (EntryIndex, EntryIndex) {
    (tie.earlier.min(tie.later), tie.earlier.max(tie.later))
}

/// Of all links, for each record the one with the record that most others are linked with. All of
/// them are a tangle: in `aries-rfcs`, 349 links join 102 records in chains of forty.
fn backbone(links: &[Tie]) -> Vec<Tie> {
    let mut linked: BTreeMap<EntryIndex, BTreeSet<EntryIndex>> = BTreeMap::new();
    for (one, other) in links.iter().map(pair) {
        linked.entry(one).or_default().insert(other);
        linked.entry(other).or_default().insert(one);
    }
    let weight = |at: EntryIndex| (linked[&at].len(), Reverse(at));
    let hub = |(&later, others): (&EntryIndex, &BTreeSet<EntryIndex>)| {
        let earlier = others.iter().copied().max_by_key(|it| weight(*it))?;
        let names = BTreeSet::new();
        (weight(earlier) > weight(later)).then_some(Tie { earlier, later, names })
    };
    linked.iter().filter_map(hub).collect()
}

fn join<'a>(handbook: &Handbook, edges: impl Iterator<Item = &'a Edge>) -> Vec<Tie> {
    let mut joined: BTreeMap<(EntryIndex, EntryIndex), BTreeSet<String>> = BTreeMap::new();
    for edge in edges {
        let Destination::Spot(to) = edge.to else {
            continue;
        };
        let (from, to) = (edge.from.entry, to.entry);
        let records = [from, to].iter().all(|it| handbook.entry(*it).kind.is_some());
        if !records || from == to {
            continue;
        }
        let relation = edge.relation.map(|it| handbook.method.relation(it));
        let is_first = match place(handbook, from).cmp(&place(handbook, to)) {
            Ordering::Less => true,
            Ordering::Greater => false,
            // What is told of a record of the same kind was there before.
            Ordering::Equal => handbook.entry(from).kind != handbook.entry(to).kind,
        };
        let ends = if is_first { (from, to) } else { (to, from) };
        // Told of the later one, so it is the relation's own name where that starts it.
        let name = relation.map(|it| if is_first { &it.inverse } else { &it.name });
        joined.entry(ends).or_default().extend(name.cloned());
    }
    let tie = |((earlier, later), names)| Tie { earlier, later, names };
    joined.into_iter().map(tie).collect()
}

/// A tie as a sentence, of its later end.
pub(super) fn told(from: &Standpoint<'_>, tie: &Tie) -> String {
    let handbook = &from.site.handbook;
    let label = |at| handbook.entry(at).id.as_deref().unwrap_or_else(|| from.site.title(at));
    format!("{} {} {}", label(tie.later), names(from, tie).to_lowercase(), label(tie.earlier))
}

/// What the later end of a tie is to the earlier one.
pub(super) fn names(from: &Standpoint<'_>, tie: &Tie) -> String {
    if tie.names.is_empty() {
        return from.site.theme.word("linked-with").to_owned();
    }
    tie.names.iter().map(|it| in_words(it)).collect::<Vec<_>>().join(", ")
}

/// What the lane of a stage is called.
pub(super) fn lane<'a>(from: &Standpoint<'a>, lane: u16) -> &'a str {
    let stage = from.site.handbook.method.stages.get(usize::from(lane));
    stage.map_or_else(|| from.site.theme.word("of-no-section"), |it| &it.title)
}

/// Where in the work a record belongs.
fn place(handbook: &Handbook, at: EntryIndex) -> (Option<StageIndex>, Option<SectionIndex>) {
    (handbook.stage(at), handbook.section(at))
}
