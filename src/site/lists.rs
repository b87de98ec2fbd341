//! What is listed together, worked out once so that rendering a page need not look at all others.

use super::columns::Columns;
use crate::{
    finding,
    handbook::{EntryIndex, Handbook, PageIndex, Retirement},
    method::{Meaning, SectionIndex, StageIndex},
    report::{Report, State},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

/// The lists of a site, each in reading order.
#[derive(Debug)]
pub(super) struct Lists {
    /// By section: its records.
    sections: Vec<Vec<EntryIndex>>,
    /// By section: those of its records that are in force.
    in_force: Vec<Vec<EntryIndex>>,
    /// By section: what its table shows beside titles; made when a table is asked for.
    columns: OnceLock<Vec<Columns>>,
    /// By stage: its records with the latest days until today, the newest first; made when a page
    /// that has them is asked for.
    newest: OnceLock<Vec<Vec<EntryIndex>>>,
    /// The pages that are no record of a section, without the one that home begins with.
    pub(super) prose: Vec<EntryIndex>,
    /// The pages that hold more than themselves, with what they hold.
    parts: BTreeMap<PageIndex, Vec<EntryIndex>>,
    /// What supersedes a part of a record.
    partial: BTreeMap<EntryIndex, Vec<EntryIndex>>,
    /// What is missing: the obligations that are not met, the worst first; made when it is asked
    /// for.
    missing: OnceLock<Vec<usize>>,
    /// The pages about rules, by the name of the rule.
    rules: BTreeMap<String, PageIndex>,
    /// The first glossary.
    pub(super) glossary: Option<PageIndex>,
}

/// How many entries of a list are on one page of it.
const PAGE_ENTRIES_MAX: usize = 200;
/// How many of the newest records of a stage are known.
const NEWEST_MAX: usize = 5;

impl Lists {
    pub(super) fn new(handbook: &Handbook, opening: Option<PageIndex>) -> Self {
        let sections = handbook.method.sections.len();
        let mut lists = Self {
            sections: vec![Vec::new(); sections],
            in_force: vec![Vec::new(); sections],
            columns: OnceLock::new(),
            newest: OnceLock::new(),
            prose: Vec::new(),
            parts: BTreeMap::new(),
            partial: BTreeMap::new(),
            missing: OnceLock::new(),
            rules: rules(handbook),
            glossary: glossary(handbook),
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
            } else if entry.part == 0 && Some(entry.page) != opening {
                lists.prose.push(at);
            }
        }
        let partial = handbook.supersessions.iter();
        for it in partial.filter(|it| it.retirement == Retirement::Partial) {
            lists.partial.entry(it.old).or_default().push(it.new);
        }
        lists
    }

    /// The entries of a list: of a section, or of what is no record.
    pub(super) fn list(&self, of: Option<SectionIndex>) -> &[EntryIndex] {
        of.map_or(&self.prose, |at| self.section(at))
    }

    /// On how many pages a list is. An empty one has a page too.
    pub(super) fn pages(&self, of: Option<SectionIndex>) -> usize {
        self.list(of).len().div_ceil(PAGE_ENTRIES_MAX).max(1)
    }

    /// What is on the n-th page of a list, and how many entries are on those before it.
    pub(super) fn page(&self, of: Option<SectionIndex>, page: usize) -> (&[EntryIndex], usize) {
        let list = self.list(of);
        let start = (page * PAGE_ENTRIES_MAX).min(list.len());
        (&list[start..list.len().min(start + PAGE_ENTRIES_MAX)], start)
    }

    /// What the table of a section shows beside titles.
    pub(super) fn columns(&self, handbook: &Handbook, at: SectionIndex) -> &Columns {
        let all = || {
            let sections = (0..).map(SectionIndex).zip(&self.sections);
            sections.map(|(at, list)| Columns::of(handbook, at, list)).collect()
        };
        &self.columns.get_or_init(all)[usize::from(at.0)]
    }

    /// The records of a stage with the latest days, the newest first; without a stage, of all.
    pub(super) fn newest(&self, handbook: &Handbook, of: Option<StageIndex>) -> Vec<EntryIndex> {
        let stages = self.newest.get_or_init(|| newest(handbook, &self.sections));
        match of {
            Some(stage) => stages[usize::from(stage.0)].clone(),
            None => newest_of(handbook, stages.iter().flatten().copied().collect()),
        }
    }

    /// The obligations that are not met, the worst first, in the order of the stages.
    pub(super) fn missing(&self, report: &Report) -> &[usize] {
        self.missing.get_or_init(|| missing(report))
    }

    /// The only section that has records; none where several have.
    pub(super) fn only_section(&self) -> Option<SectionIndex> {
        let sections = (0..).map(SectionIndex).zip(&self.sections);
        let mut filled = sections.filter(|(_, list)| !list.is_empty());
        let (first, _) = filled.next()?;
        filled.next().is_none().then_some(first)
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

    /// The page about a rule.
    pub(super) fn rule_page(&self, name: &str) -> Option<PageIndex> {
        self.rules.get(name).copied()
    }

    /// What supersedes a part of a record.
    pub(super) fn partial(&self, old: EntryIndex) -> &[EntryIndex] {
        self.partial.get(&old).map_or(&[], Vec::as_slice)
    }
}

/// The first glossary of the book.
fn glossary(handbook: &Handbook) -> Option<PageIndex> {
    let mut pages = (0..).map(PageIndex).zip(&handbook.pages);
    let is_prose = |at| handbook.entry(handbook.entry_of(at)).kind.is_none();
    pages.find(|(at, page)| page.is_glossary() && is_prose(*at)).map(|(at, _)| at)
}

/// The newest records of each stage.
fn newest(handbook: &Handbook, sections: &[Vec<EntryIndex>]) -> Vec<Vec<EntryIndex>> {
    let stages = (0..).map(StageIndex).take(handbook.method.stages.len());
    let of = |stage| {
        let all = (0..).map(SectionIndex).zip(sections);
        let own = all.filter(|(at, _)| handbook.method.stage_of(*at) == stage);
        newest_of(handbook, own.flat_map(|(_, list)| list).copied().collect())
    };
    stages.map(of).collect()
}

/// The newest of these records. What is dated ahead has not changed anything yet; of one day, the
/// later in reading order is the newer.
fn newest_of(handbook: &Handbook, of: Vec<EntryIndex>) -> Vec<EntryIndex> {
    let today = handbook.sources.as_of;
    let dated = of.into_iter().filter_map(|at| Some((handbook.part(at).date()?, at)));
    let mut dated: Vec<_> = dated.filter(|(date, _)| *date <= today).collect();
    dated.sort_unstable_by(|a, b| b.cmp(a));
    dated.into_iter().map(|(_, at)| at).take(NEWEST_MAX).collect()
}

fn missing(report: &Report) -> Vec<usize> {
    let all = report.obligations.iter().enumerate();
    let unmet = all.filter(|(_, it)| matches!(it.state, State::Unmet(_)));
    let mut missing: Vec<_> = unmet.map(|(at, it)| (Reverse(it.severity), it.stage, at)).collect();
    missing.sort_unstable();
    missing.into_iter().map(|(.., at)| at).collect()
}

/// The pages of prose that are called as a rule is.
fn rules(handbook: &Handbook) -> BTreeMap<String, PageIndex> {
    let asked = handbook.method.rules.iter().map(|it| it.name.as_str());
    let known = finding::rules().map(|it| -> &str { it });
    let names: BTreeSet<&str> = asked.chain(known).collect();
    let pages = (0..).map(PageIndex).zip(&handbook.pages);
    let about = pages.filter(|(at, page)| {
        let is_prose = handbook.entry(handbook.entry_of(*at)).kind.is_none();
        is_prose && names.contains(page.path().stem())
    });
    about.map(|(at, page)| (page.path().stem().to_owned(), at)).collect()
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
