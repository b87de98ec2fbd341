//! The records around one, drawn on its page: `nearby.html`.

use super::{
    drawing::{DrawingView, Item, Line, Sketch, draw},
    standpoint::Standpoint,
    ties::{self, Tie},
};
use crate::handbook::EntryIndex;
use serde::Serialize;

/// What `nearby.html` shows.
#[derive(Serialize)]
pub(super) struct NearbyView<'a> {
    /// How many records are around it.
    heading: String,
    /// The drawing.
    drawing: DrawingView<'a>,
}

/// With fewer records around it, its title block says it all.
const OTHERS_MIN: usize = 3;
/// A drawing of more would be no view at a glance, and no light page.
const OTHERS_MAX: usize = 11;

/// The records that relations join to a record; none where they are few.
pub(super) fn nearby<'a>(from: &Standpoint<'a>, at: EntryIndex) -> Option<NearbyView<'a>> {
    let handbook = &from.site.handbook;
    handbook.entry(at).kind?;
    let mut ties = ties::ties_of(handbook, at);
    let all = ties.len();
    ties.truncate(OTHERS_MAX);
    let others = ties.iter().map(|it| other(it, at));
    let items =
        std::iter::once(at).chain(others).map(|it| Item { lane: 0, ..Item::record(from, it) });
    let line = |(tie, place): (&Tie, usize)| {
        let is_later = tie.later == at;
        let (one, two) = if is_later { (place, 0) } else { (0, place) };
        Line { from: one, to: two, title: ties::told(from, tie), faint: false }
    };
    let lines = ties.iter().zip(1..).map(line).collect();
    let sketch = Sketch { items: items.collect(), lines };
    (all >= OTHERS_MIN).then(|| NearbyView {
        heading: from.site.theme.count("nearby", all),
        drawing: draw(sketch, |_| None),
    })
}

/// The other end of a tie.
fn other(tie: &Tie, at: EntryIndex) -> EntryIndex {
    if tie.later == at { tie.earlier } else { tie.later }
}
