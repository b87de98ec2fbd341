//! How each record stands, by what the whole handbook says.
//!
//! A record that something in force supersedes is superseded, whatever it states itself. A
//! successor that is only proposed retires nothing, and neither does one that supersedes its own
//! successor.

use super::{At, Destination, Edge, EntryIndex, Statement};
use crate::{
    finding::Place,
    method::{End, Method, RelationIndex, StatusIndex},
};
use std::collections::{BTreeMap, BTreeSet};

/// How a record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its effective status; `None` is unknown.
    pub effective: Option<StatusIndex>,
    /// The records that retire it, in reading order.
    pub retired_by: Vec<EntryIndex>,
    /// The record that holds in its place today: the end of the chain, if that is one record.
    pub now: Option<EntryIndex>,
}

/// One record that says, or is said, to take the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supersession {
    /// The successor.
    pub new: EntryIndex,
    /// What it takes the place of.
    pub old: EntryIndex,
    /// Where the successor says so.
    pub by_new: Option<Place>,
    /// Where the other one says so.
    pub by_old: Option<Place>,
    /// What it amounts to.
    pub retirement: Retirement,
}

/// What a supersession amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retirement {
    /// The old record holds no more.
    Full,
    /// A part of the old record holds no more.
    Partial,
    /// The new record is not decided, or never came into force.
    Premature,
    /// The new record does not say how it stands.
    Unproven,
    /// Each is the other's successor, directly or through others.
    Cyclic,
}

/// Every supersession among the relations.
pub(super) fn supersessions(
    edges: &[Edge],
    supersedes: Option<RelationIndex>,
    stated: &[Option<StatusIndex>],
    method: &Method,
) -> Vec<Supersession> {
    let mut found: Vec<Supersession> = Vec::new();
    for edge in edges.iter().filter(|edge| edge.relation.is_some() && edge.relation == supersedes) {
        let Destination::Spot(to) = edge.to else {
            continue;
        };
        let (new, old) = (edge.from.entry, to.entry);
        let place = |end| {
            let at_end = edge.statements().find(|it: &&Statement| it.end == end);
            at_end.map(|it| it.place.clone())
        };
        let part = edge.partial || to.at != At::Whole || edge.from.at != At::Whole;
        let retirement = match stated[new.0 as usize].map(|it| method.status(it)) {
            _ if part => Retirement::Partial,
            None => Retirement::Unproven,
            Some(status) if !status.ever_held() => Retirement::Premature,
            Some(_) => Retirement::Full,
        };
        let (by_new, by_old) = (place(End::From), place(End::To));
        found.push(Supersession { new, old, by_new, by_old, retirement });
    }
    mark_cycles(&mut found);
    found
}

/// Marks every supersession between records that supersede each other in a circle.
fn mark_cycles(found: &mut [Supersession]) {
    let whole = || found.iter().filter(|it| it.retirement != Retirement::Partial);
    // Few of all entries, so that they are counted anew.
    let entries: BTreeSet<EntryIndex> = whole().flat_map(|it| [it.old, it.new]).collect();
    let numbers: BTreeMap<EntryIndex, usize> = entries.into_iter().zip(0..).collect();
    let mut successors: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    for it in whole() {
        successors[numbers[&it.old]].push(numbers[&it.new]);
    }
    let component = components(&successors);
    for it in found.iter_mut().filter(|it| it.retirement != Retirement::Partial) {
        let (old, new) = (numbers[&it.old], numbers[&it.new]);
        if old == new || component[old] == component[new] {
            it.retirement = Retirement::Cyclic;
        }
    }
}

/// The strongly connected component of each node (Kosaraju: order by finishing time, then gather
/// backwards). Without recursion, since chains may be as long as the book.
fn components(next: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(next.len());
    let mut seen = vec![false; next.len()];
    let mut path = Vec::new();
    for start in 0..next.len() {
        path.push((start, 0));
        while let Some((node, child)) = path.pop() {
            if child == 0 && std::mem::replace(&mut seen[node], true) {
                continue;
            }
            match next[node].get(child) {
                Some(&other) => path.extend([(node, child + 1), (other, 0)]),
                None => order.push(node),
            }
        }
    }
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (node, others) in next.iter().enumerate() {
        for &other in others {
            back[other].push(node);
        }
    }
    let mut component = vec![usize::MAX; next.len()];
    let mut open = Vec::new();
    for &start in order.iter().rev() {
        open.push(start);
        while let Some(node) = open.pop() {
            if component[node] == usize::MAX {
                component[node] = start;
                open.extend(&back[node]);
            }
        }
    }
    component
}

/// How every entry stands, given how each says it does.
pub(super) fn standings(
    supersessions: &[Supersession],
    stated: &[Option<StatusIndex>],
    method: &Method,
) -> Vec<Standing> {
    let superseded = method.retired();
    let mut standings: Vec<Standing> =
        stated.iter().map(|&effective| Standing { effective, ..Standing::default() }).collect();
    for it in supersessions.iter().filter(|it| it.retirement == Retirement::Full) {
        let standing = &mut standings[it.old.0 as usize];
        standing.effective = superseded;
        standing.retired_by.push(it.new);
    }
    for standing in &mut standings {
        standing.retired_by.sort_unstable();
        standing.retired_by.dedup();
    }
    for at in 0..standings.len() {
        standings[at].now = chain_end(&standings, at);
    }
    standings
}

/// Where a chain of successors ends, if it does not branch. Cycles retire nothing, so it ends.
fn chain_end(standings: &[Standing], mut at: usize) -> Option<EntryIndex> {
    let mut end = None;
    while let [next] = standings[at].retired_by[..] {
        end = Some(next);
        at = next.0 as usize;
    }
    end.filter(|_| standings[at].retired_by.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_one_component_and_chains_are_not() {
        let component = components(&[vec![1], vec![2], vec![0], vec![0], vec![4]]);
        assert!(component[0] == component[1] && component[1] == component[2]);
        assert!(component[3] != component[0] && component[4] != component[3]);
    }
}
