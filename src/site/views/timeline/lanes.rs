//! Which record has which lane: a chain of supersession is one, as long as one holds at a time.

use crate::{
    handbook::{EntryIndex, Handbook, Retirement},
    text::Date,
};
use std::collections::BTreeMap;

/// From when to when a record held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life {
    /// The record.
    pub(super) entry: EntryIndex,
    /// The day it names.
    pub(super) start: Date,
    /// The day it held no more, or today; none where it never held, or nobody says until when.
    pub(super) end: Option<Date>,
}

/// A record in its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The record.
    pub(super) life: Life,
    /// Its lane, from the top.
    pub(super) lane: i32,
}

/// The records in their lanes, lane by lane and each from its start, and how many records are left
/// out with all but so many chains: those in which nothing happened for longest.
pub(super) fn placed(
    handbook: &Handbook,
    lives: Vec<Life>,
    chains_max: usize,
) -> (Vec<Placed>, usize) {
    let mut chains = chains(handbook, lives);
    let last = |chain: &[Life]| chain.iter().map(|it| it.start).max();
    chains.sort_by_key(|chain| std::cmp::Reverse(last(chain)));
    let more = chains.iter().skip(chains_max).map(Vec::len).sum();
    chains.truncate(chains_max);
    chains.sort_by_key(|chain| chain.first().map(|it| (it.start, it.entry)));
    let (mut placed, mut lane) = (Vec::new(), 0);
    for chain in chains {
        for row in rows(chain) {
            placed.extend(row.into_iter().map(|life| Placed { life, lane }));
            lane += 1;
        }
    }
    (placed, more)
}

/// The records by the chain that they belong to, each chain from its start.
fn chains(handbook: &Handbook, lives: Vec<Life>) -> Vec<Vec<Life>> {
    let mut heads: BTreeMap<EntryIndex, EntryIndex> = BTreeMap::new();
    for it in handbook.supersessions.iter().filter(|it| it.retirement == Retirement::Full) {
        let (new, old) = (head(&mut heads, it.new), head(&mut heads, it.old));
        heads.insert(new.max(old), new.min(old));
    }
    let mut chains: BTreeMap<EntryIndex, Vec<Life>> = BTreeMap::new();
    for life in lives {
        chains.entry(head(&mut heads, life.entry)).or_default().push(life);
    }
    let mut chains: Vec<Vec<Life>> = chains.into_values().collect();
    for chain in &mut chains {
        chain.sort_by_key(|it| (it.start, it.entry));
    }
    chains
}

/// The record that stands for the chain of another one. Each look shortens the way for the next.
fn head(heads: &mut BTreeMap<EntryIndex, EntryIndex>, at: EntryIndex) -> EntryIndex {
    let mut top = at;
    while let Some(&next) = heads.get(&top).filter(|it| **it != top) {
        top = next;
    }
    heads.insert(at, top);
    top
}

/// The records of a chain in as few rows as let none begin before the one before it has ended.
fn rows(chain: Vec<Life>) -> Vec<Vec<Life>> {
    let mut rows: Vec<Vec<Life>> = Vec::new();
    for life in chain {
        let free = |row: &&mut Vec<Life>| {
            row.last().is_some_and(|it| it.end.unwrap_or(it.start) <= life.start)
        };
        match rows.iter_mut().find(free) {
            Some(row) => row.push(life),
            None => rows.push(vec![life]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(entry: u32, start: &str, end: &str) -> Life {
        let day = |text| Date::parse(text).unwrap();
        Life { entry: EntryIndex(entry), start: day(start), end: Some(day(end)) }
    }

    #[test]
    fn what_holds_at_one_time_stands_in_two_rows() {
        let [a, b, c] = [
            life(0, "2025-01-01", "2025-06-01"),
            life(1, "2025-03-01", "2025-06-01"),
            life(2, "2025-06-01", "2026-01-01"),
        ];
        assert_eq!(rows(vec![a, b, c]), [vec![a, c], vec![b]]);
    }

    #[test]
    fn records_that_supersede_each_other_have_one_head() {
        let mut heads = BTreeMap::new();
        for (new, old) in [(3, 2), (2, 0), (4, 3)].map(|(a, b)| (EntryIndex(a), EntryIndex(b))) {
            let (new, old) = (head(&mut heads, new), head(&mut heads, old));
            heads.insert(new.max(old), new.min(old));
        }
        let found: Vec<u32> = (0..5).map(|it| head(&mut heads, EntryIndex(it)).0).collect();
        assert_eq!(found, [0, 1, 0, 0, 0]);
    }
}
