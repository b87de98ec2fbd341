//! The way through a list that is longer than a page.

use super::{address::Address, lists::window, standpoint::Standpoint};
use crate::{handbook::EntryIndex, method::SectionIndex, page::Id, theme::grouped};
use serde::Serialize;

/// What the component `pager` shows.
#[derive(Serialize)]
pub(super) struct PagerView {
    /// The link to the page before; none on the first.
    previous: Option<String>,
    /// The link to the page after; none on the last.
    next: Option<String>,
    /// The pages that are linked to, in order.
    pages: Vec<PageView>,
}

/// A page of the list.
#[derive(Serialize)]
struct PageView {
    /// Where it is.
    href: String,
    /// From what to what it lists.
    range: String,
    /// Whether it is the page under way.
    current: bool,
    /// Whether pages before it are left out.
    gap: bool,
}

/// How many pages around the page under way are linked to, beside the first and the last.
const AROUND_MAX: usize = 5;
/// Longer ids than this do not name a range well.
const ID_MAX: usize = 12;

/// The way through a list, from one of its pages; none where that is the only one.
pub(super) fn pager(
    from: &Standpoint<'_>,
    of: Option<SectionIndex>,
    page: usize,
) -> Option<PagerView> {
    way(from, &from.site.places.list(of), page, |page| range(from, of, page))
}

/// The way through pages at these addresses, each of which `range` names.
pub(super) fn way(
    from: &Standpoint<'_>,
    addresses: &[&Address],
    page: usize,
    range: impl Fn(usize) -> String,
) -> Option<PagerView> {
    let all: Vec<usize> = (0..addresses.len()).collect();
    let last = all.len().checked_sub(1)?;
    let mut shown = window(&all, Some(page), AROUND_MAX).to_vec();
    shown.extend([0, last]);
    shown.sort_unstable();
    shown.dedup();
    let href = |page: usize| addresses.get(page).map(|it| from.href(it));
    let view = |(place, &at): (usize, &usize)| {
        Some(PageView {
            href: href(at)?,
            range: range(at),
            current: at == page,
            gap: place > 0 && shown[place - 1] + 1 < at,
        })
    };
    (last > 0).then(|| PagerView {
        previous: page.checked_sub(1).and_then(href),
        next: href(page + 1),
        pages: shown.iter().enumerate().filter_map(view).collect(),
    })
}

/// From what to what a page of a list goes: by the ids of the entries, or by their places in it.
pub(super) fn range(from: &Standpoint<'_>, of: Option<SectionIndex>, page: usize) -> String {
    let (entries, before) = from.site.lists.page(of, page);
    let id = |at: Option<&EntryIndex>| {
        at.and_then(|it| from.site.handbook.entry(*it).id.as_deref())
            .filter(|it| it.len() <= ID_MAX)
    };
    match (id(entries.first()), id(entries.last())) {
        (Some(first), Some(last)) if counts_up(from, of) => format!("{first} – {last}"),
        _ => format!("{} – {}", grouped(before + 1), grouped(before + entries.len())),
    }
}

/// Whether the ids at the ends of the pages of a list say where they are: whether their numbers
/// grow, kind by kind. Where several series follow each other they do not.
fn counts_up(from: &Standpoint<'_>, of: Option<SectionIndex>) -> bool {
    let lists = &from.site.lists;
    let ends = (0..lists.pages(of)).flat_map(|page| {
        let (entries, _) = lists.page(of, page);
        [entries.first(), entries.last()].into_iter().flatten()
    });
    let id = |at: &EntryIndex| from.site.handbook.entry(*at).id.clone().map(Id);
    let ids: Vec<Option<Id>> = ends.map(id).collect();
    ids.windows(2).all(|two| match two {
        [Some(one), Some(other)] => {
            one.prefix() != other.prefix() || one.number() <= other.number()
        }
        _ => false,
    })
}
