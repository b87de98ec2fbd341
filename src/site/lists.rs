//! What is listed together, worked out once so that rendering a page need not look at all others.

use super::places::Places;
use crate::{
    handbook::{EntryIndex, Handbook, PageIndex, Retirement},
    method::{Meaning, SectionIndex},
};
use std::collections::BTreeMap;

/// The lists of a site, each in reading order.
#[derive(Debug)]
pub(super) struct Lists {
    /// By section: its records.
    sections: Vec<Vec<EntryIndex>>,
    /// By section: those of its records that are in force.
    in_force: Vec<Vec<EntryIndex>>,
    /// The pages that are no record of a section, without the one that home begins with.
    pub(super) prose: Vec<EntryIndex>,
    /// The pages that hold more than themselves, with what they hold.
    parts: BTreeMap<PageIndex, Vec<EntryIndex>>,
    /// What supersedes a part of a record.
    partial: BTreeMap<EntryIndex, Vec<EntryIndex>>,
}

impl Lists {
    pub(super) fn new(handbook: &Handbook, places: &Places) -> Self {
        let sections = handbook.method.sections.len();
        let mut lists = Self {
            sections: vec![Vec::new(); sections],
            in_force: vec![Vec::new(); sections],
            prose: Vec::new(),
            parts: BTreeMap::new(),
            partial: BTreeMap::new(),
        };
        for (at, entry) in handbook.iter() {
            if entry.part > 0 {
                lists.parts.entry(entry.page).or_default().push(at);
            }
            if let Some(section) = handbook.section(at) {
                lists.sections[usize::from(section.0)].push(at);
                if handbook.meaning(at) == Some(Meaning::InForce) {
                    lists.in_force[usize::from(section.0)].push(at);
                }
            } else if entry.part == 0 && Some(entry.page) != places.opening {
                lists.prose.push(at);
            }
        }
        let partial = handbook.supersessions.iter();
        for it in partial.filter(|it| it.retirement == Retirement::Partial) {
            lists.partial.entry(it.old).or_default().push(it.new);
        }
        lists
    }

    /// The records of a section.
    pub(super) fn section(&self, at: SectionIndex) -> &[EntryIndex] {
        &self.sections[usize::from(at.0)]
    }

    /// The records of a section that are in force.
    pub(super) fn in_force(&self, at: SectionIndex) -> &[EntryIndex] {
        &self.in_force[usize::from(at.0)]
    }

    /// What a page holds beside itself.
    pub(super) fn parts(&self, page: PageIndex) -> &[EntryIndex] {
        self.parts.get(&page).map_or(&[], Vec::as_slice)
    }

    /// What supersedes a part of a record.
    pub(super) fn partial(&self, old: EntryIndex) -> &[EntryIndex] {
        self.partial.get(&old).map_or(&[], Vec::as_slice)
    }
}

/// The part of a list around one of its items, at most `count` long.
pub(super) fn window<T>(list: &[T], around: Option<usize>, count: usize) -> &[T] {
    let start = around.unwrap_or(0).saturating_sub(count / 2);
    let start = start.min(list.len().saturating_sub(count));
    &list[start..(start + count).min(list.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_stay_inside_their_list() {
        let list: Vec<usize> = (0..10).collect();
        assert_eq!(window(&list, None, 4), [0, 1, 2, 3]);
        assert_eq!(window(&list, Some(5), 4), [3, 4, 5, 6]);
        assert_eq!(window(&list, Some(9), 4), [6, 7, 8, 9]);
        assert_eq!(window(&list[..2], Some(1), 4), [0, 1]);
    }
}
