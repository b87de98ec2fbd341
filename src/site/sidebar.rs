//! What stands beside the content: the sections of the stage, or the pages of the book.

use super::{base::Belongs, lists::window, parts::EntryView, standpoint::Standpoint};
use crate::{
    handbook::EntryIndex,
    method::{SectionIndex, StageIndex},
};
use serde::Serialize;

/// How many entries are shown of the list that the page belongs to, and of any other.
const OWN_MAX: usize = 25;
const OTHER_MAX: usize = 12;

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
    /// How many there are.
    count: String,
    /// Whether that page of all is the page under way.
    current: bool,
    /// Whether the list is unfolded.
    open: bool,
    /// The entries around the page under way.
    entries: Vec<EntryView<'a>>,
    /// What the link to all of them says; none where all are shown.
    all: Option<String>,
}

/// The sidebar of a page; none where there is nothing to put there.
pub(super) fn sidebar<'a>(from: &Standpoint<'a>, belongs: Belongs) -> Option<SidebarView<'a>> {
    let groups = match belongs {
        Belongs::Alone => return None,
        Belongs::Stage(stage) => stage_groups(from, stage, None, None),
        Belongs::Section(section) => {
            stage_groups(from, from.site.handbook.method.stage_of(section), Some(section), None)
        }
        Belongs::Record(section, entry) => {
            let stage = from.site.handbook.method.stage_of(section);
            stage_groups(from, stage, Some(section), Some(entry))
        }
        Belongs::Prose(_) if from.site.lists.prose.is_empty() => return None,
        Belongs::Prose(entry) => vec![prose(from, entry)],
    };
    let label = from.site.theme.word("sidebar").to_owned();
    Some(SidebarView { label, groups })
}

fn stage_groups<'a>(
    from: &Standpoint<'a>,
    stage: StageIndex,
    section: Option<SectionIndex>,
    entry: Option<EntryIndex>,
) -> Vec<GroupView<'a>> {
    let method = &from.site.handbook.method;
    let sections = (0..).map(SectionIndex).zip(&method.sections);
    let of_stage = sections.filter(|(at, _)| method.stage_of(*at) == stage);
    let group = |(at, of): (SectionIndex, &'a crate::method::Section)| {
        let list = from.site.lists.section(at);
        let own = section == Some(at);
        let (entries, all) = entries(from, list, entry.filter(|_| own), own);
        GroupView {
            title: &of.title,
            href: from.href(&from.site.places.sections[usize::from(at.0)]),
            count: list.len().to_string(),
            current: own && entry.is_none(),
            open: own || section.is_none(),
            entries,
            all,
        }
    };
    of_stage.map(group).collect()
}

fn prose<'a>(from: &Standpoint<'a>, entry: Option<EntryIndex>) -> GroupView<'a> {
    let list = &from.site.lists.prose;
    let (entries, all) = entries(from, list, entry, true);
    GroupView {
        title: from.site.theme.word("pages"),
        href: from.href(&from.site.places.listing),
        count: list.len().to_string(),
        current: false,
        open: true,
        entries,
        all,
    }
}

/// The entries of a list around the page under way, and what the link to all of them says.
fn entries<'a>(
    from: &Standpoint<'a>,
    list: &[EntryIndex],
    current: Option<EntryIndex>,
    own: bool,
) -> (Vec<EntryView<'a>>, Option<String>) {
    let around = current.and_then(|it| list.binary_search(&it).ok());
    let shown = window(list, around, if own { OWN_MAX } else { OTHER_MAX });
    let view =
        |&at: &EntryIndex| EntryView { current: Some(at) == current, ..EntryView::new(from, at) };
    let all = shown.len() < list.len();
    let all = all.then(|| from.site.theme.count("all", list.len()));
    (shown.iter().map(view).collect(), all)
}
