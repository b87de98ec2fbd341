//! What stands beside the content: the sections of the stage, or the pages of the book.

use super::{
    base::Belongs, lists::window, parts::EntryView, standpoint::Standpoint, views::ViewIndex,
};
use crate::{
    handbook::EntryIndex,
    method::{Meaning, Section, SectionIndex, StageIndex},
};
use serde::Serialize;

/// How many entries of a list are shown.
const ENTRIES_MAX: usize = 17;
/// Folding away fewer than this would hide more than it clears up.
const FOLDED_MIN: usize = 3;

/// What `sidebar.html` shows.
#[derive(Serialize)]
pub(super) struct SidebarView<'a> {
    /// What it holds, for those who cannot see it.
    label: String,
    /// The lists, in order.
    groups: Vec<GroupView<'a>>,
}

/// A list of entries.
#[derive(Serialize)]
struct GroupView<'a> {
    /// What the entries have in common.
    title: &'a str,
    /// Where all of them are.
    href: String,
    /// The class that the style of the figures knows their number by: no page of a section changes
    /// when another one gets a record.
    count: String,
    /// Whether that page of all is the page under way.
    current: bool,
    /// The entries around the page under way; empty where it is not among them.
    entries: Vec<EntryView<'a>>,
    /// Those of them that hold no more, where they are folded away.
    folded: Option<FoldView<'a>>,
    /// Whether there are more than are shown.
    cut: bool,
}

/// Entries that are folded away.
#[derive(Serialize)]
struct FoldView<'a> {
    /// What unfolds them.
    title: String,
    /// Whether they are unfolded: the page under way is one of them.
    open: bool,
    /// The entries.
    entries: Vec<EntryView<'a>>,
}

/// The sidebar of a page; none where there is nothing to put there.
pub(super) fn sidebar<'a>(from: &Standpoint<'a>, belongs: Belongs) -> Option<SidebarView<'a>> {
    let stage = |section| from.site.handbook.method.stage_of(section);
    let groups = match belongs {
        Belongs::Alone => return None,
        Belongs::Stage(at) => sections(from, at, None, None),
        Belongs::Section(at) => sections(from, stage(at), Some(at), None),
        Belongs::Record(at, record) => sections(from, stage(at), Some(at), Some(record)),
        Belongs::Prose(_) if from.site.lists.prose.is_empty() => return None,
        Belongs::Prose(page) => vec![prose(from, page)],
        Belongs::Views(current) => vec![views(from, current)],
    };
    let label = from.site.theme.word("sidebar").to_owned();
    Some(SidebarView { label, groups })
}

/// The sections of a stage. The one that a record belongs to is unfolded.
fn sections<'a>(
    from: &Standpoint<'a>,
    stage: StageIndex,
    current: Option<SectionIndex>,
    record: Option<EntryIndex>,
) -> Vec<GroupView<'a>> {
    let method = &from.site.handbook.method;
    let all = (0..).map(SectionIndex).zip(&method.sections);
    let of_stage = all.filter(|(at, _)| method.stage_of(*at) == stage);
    let group = |(at, section): (SectionIndex, &'a Section)| {
        let list = from.site.lists.section(at);
        let own = current == Some(at);
        let record = record.filter(|_| own);
        let group = GroupView {
            title: &section.title,
            href: from.href(&from.site.places.sections[usize::from(at.0)]),
            count: counted(Some(at)),
            current: own && record.is_none(),
            entries: Vec::new(),
            folded: None,
            cut: false,
        };
        if record.is_some() { group.with(from, list, record) } else { group }
    };
    of_stage.map(group).collect()
}

/// The class by which the style of the figures knows how many records a section has, or how many
/// pages are no record.
pub(super) fn counted(section: Option<SectionIndex>) -> String {
    section.map_or_else(|| "np".to_owned(), |at| format!("n{}", at.0))
}

/// The pages that are no record.
fn prose<'a>(from: &Standpoint<'a>, current: Option<EntryIndex>) -> GroupView<'a> {
    let list = &from.site.lists.prose;
    GroupView {
        title: from.site.theme.word("pages"),
        href: from.href(&from.site.places.listing),
        count: counted(None),
        current: false,
        entries: Vec::new(),
        folded: None,
        cut: false,
    }
    .with(from, list, current)
}

/// The views.
fn views<'a>(from: &Standpoint<'a>, current: Option<ViewIndex>) -> GroupView<'a> {
    let places = &from.site.places;
    let entry = |(at, address): (&ViewIndex, _)| EntryView {
        current: current.is_some_and(|it| it.first() == *at),
        ..EntryView::plain(from.href(address), at.title(from))
    };
    let views = from.site.offered().views.iter().filter(|(at, _)| at.page() == 0);
    let report = EntryView::plain(from.href(&places.report), from.site.theme.word("completeness"));
    GroupView {
        title: from.site.theme.word("views"),
        href: from.href(&places.offers),
        count: "views".to_owned(),
        current: current.is_none(),
        entries: std::iter::once(report).chain(views.map(entry)).collect(),
        folded: None,
        cut: false,
    }
}

impl<'a> GroupView<'a> {
    /// The group with the entries of its list that are around the page under way.
    fn with(self, from: &Standpoint<'a>, list: &[EntryIndex], current: Option<EntryIndex>) -> Self {
        let around = current.and_then(|it| list.binary_search(&it).ok());
        let shown = window(list, around, ENTRIES_MAX);
        let closed = |at: &EntryIndex| from.site.handbook.meaning(*at) == Some(Meaning::Closed);
        let (mut gone, mut held): (Vec<_>, Vec<_>) = shown.iter().copied().partition(closed);
        if gone.len() < FOLDED_MIN || held.is_empty() {
            (gone, held) = (Vec::new(), shown.to_vec());
        }
        let views = |all: &[EntryIndex]| -> Vec<EntryView<'a>> {
            let view = |&at| EntryView { current: Some(at) == current, ..EntryView::new(from, at) };
            all.iter().map(view).collect()
        };
        let folded = FoldView {
            title: from.site.theme.count("folded", gone.len()),
            open: current.is_some_and(|it| gone.contains(&it)),
            entries: views(&gone),
        };
        Self {
            entries: views(&held),
            folded: (!gone.is_empty()).then_some(folded),
            cut: shown.len() < list.len(),
            ..self
        }
    }
}
