//! What to know before reading what others have taken the place of: `gone.html`, above a record and
//! below a heading.

use super::{
    parts::{DateView, EntryView, StatusView, status},
    standpoint::Standpoint,
};
use crate::{
    handbook::{At, Destination, Edge, EntryIndex},
    markdown::Added,
};
use serde::Serialize;

/// What `gone.html` shows.
#[derive(Serialize)]
pub(super) struct GoneView<'a> {
    /// How the record stands.
    status: StatusView,
    /// Whether it only holds for a part of the record.
    partial: bool,
    /// Whether that part is the section it stands in.
    section: bool,
    /// The records that took its place.
    by: Vec<EntryView<'a>>,
    /// The day the last of them was decided; none where that is unknown.
    on: Option<DateView>,
    /// The record that holds today, where that is another one.
    now: Option<EntryView<'a>>,
}

/// What `gone.html` is given below a heading.
#[derive(Serialize)]
struct NoteView<'a> {
    /// What took the place of what stands below the heading.
    gone: GoneView<'a>,
}

/// What to know about a record that others have taken the place of, wholly or in part.
pub(super) fn gone<'a>(from: &Standpoint<'a>, at: EntryIndex) -> Option<GoneView<'a>> {
    let standing = &from.site.handbook.entry(at).standing;
    let partial = standing.retired_by.is_empty();
    let by = if partial { from.site.lists.partial(at) } else { &standing.retired_by };
    let now = standing.now.filter(|it| !by.contains(it));
    let now = now.map(|it| EntryView::new(from, it));
    (!by.is_empty()).then(|| GoneView { now, ..view(from, at, by, partial) })
}

fn view<'a>(
    from: &Standpoint<'a>,
    at: EntryIndex,
    by: &[EntryIndex],
    partial: bool,
) -> GoneView<'a> {
    let on = by.iter().filter_map(|&it| from.site.handbook.part(it).date()).max();
    GoneView {
        status: status(from.site, at),
        partial,
        section: false,
        by: by.iter().map(|&it| EntryView::new(from, it)).collect(),
        on: on.map(DateView::from),
        now: None,
    }
}

/// Notes below the headings of an entry that others have taken the place of.
pub(super) fn notes(from: &Standpoint<'_>, at: EntryIndex) -> Result<Vec<Added>, String> {
    let handbook = &from.site.handbook;
    let outline = &handbook.page_of(at).outline;
    let supersedes = handbook.method.supersedes();
    let stated = |edge: &Edge| handbook.entry(edge.from.entry).stated;
    let held = |edge: &&Edge| stated(edge).is_some_and(|it| handbook.method.status(it).ever_held());
    let retiring = |edge: &&Edge| edge.relation.is_some() && edge.relation == supersedes;
    let edges = handbook.incoming(at).filter(retiring).filter(held);
    let mut notes: Vec<(u32, Vec<EntryIndex>)> = Vec::new();
    for edge in edges {
        let Destination::Spot(to) = edge.to else {
            continue;
        };
        let At::Anchor(anchor) = to.at else {
            continue;
        };
        // Anchors of headings come first. One in raw HTML has no heading to put a note below.
        let Some(heading) = outline.headings.get(usize::from(anchor)) else {
            continue;
        };
        match notes.iter_mut().find(|(start, _)| *start == heading.span.start) {
            Some((_, by)) => by.push(edge.from.entry),
            None => notes.push((heading.span.start, vec![edge.from.entry])),
        }
    }
    notes.into_iter().map(|(start, by)| note(from, at, start, &by)).collect()
}

fn note(
    from: &Standpoint<'_>,
    at: EntryIndex,
    start: u32,
    by: &[EntryIndex],
) -> Result<Added, String> {
    let gone = GoneView { section: true, ..view(from, at, by, true) };
    let after = from.site.theme.render("gone.html", &NoteView { gone })?;
    Ok(Added { start, after, ..Added::default() })
}
