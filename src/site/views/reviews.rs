//! The records that somebody is to look at again, by when: `reviews.html`.

use crate::{
    handbook::{EntryIndex, Handbook},
    method::Meaning,
    site::{
        base::{ACCOUNT, Belongs, FrameView, frame},
        block::owner,
        life::review,
        page::HeadlineView,
        parts::{DateView, EntryView},
        standpoint::Standpoint,
        views::{Answers, ViewIndex},
    },
    text::Date,
};
use serde::Serialize;

/// What `reviews.html` shows.
#[derive(Serialize)]
struct ReviewsView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// What it answers.
    text: &'a str,
    /// The day it shows.
    as_of: DateView,
    /// The records whose day is over, and those whose day is to come; none of them is empty.
    groups: Vec<GroupView<'a>>,
    /// Whether any of the records names who answers for it.
    owned: bool,
    /// What follows where there are more than are shown.
    more: Option<String>,
}

/// Records that stand in one way.
#[derive(Serialize)]
struct GroupView<'a> {
    /// Its anchor.
    anchor: &'static str,
    /// What they have in common.
    title: &'a str,
    /// The records, the earliest day first.
    rows: Vec<RowView<'a>>,
}

/// A record that is to be looked at again.
#[derive(Serialize)]
struct RowView<'a> {
    /// By when.
    day: DateView,
    /// The record.
    entry: EntryView<'a>,
    /// Who answers for it; none where it does not say.
    owner: Option<String>,
}

/// How many records are shown, the most urgent first.
const ROWS_MAX: usize = 200;

/// Its one page, where any record is to be looked at again.
pub(super) fn pages(handbook: &Handbook, _: &Answers) -> usize {
    usize::from(due(handbook).next().is_some())
}

/// Renders the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let handbook = &from.site.handbook;
    let today = handbook.sources.as_of;
    let mut due: Vec<(Date, EntryIndex)> = due(handbook).collect();
    due.sort_unstable();
    let more = due.len().saturating_sub(ROWS_MAX);
    due.truncate(ROWS_MAX);
    let (overdue, coming) = due.split_at(due.partition_point(|(day, _)| *day < today));
    let groups = [group(from, overdue, true), group(from, coming, false)];
    let owned = groups.iter().flat_map(|it| &it.rows).any(|it| it.owner.is_some());
    let view = ReviewsView {
        frame: frame(from, Belongs::Views(Some(at)), at.title(from), at.text(from).to_owned())
            .styled(from, ACCOUNT),
        heading: HeadlineView::plain(at.title(from)),
        text: at.text(from),
        as_of: today.into(),
        groups: groups.into_iter().filter(|it| !it.rows.is_empty()).collect(),
        owned,
        more: (more > 0).then(|| from.site.theme.count("more", more)),
    };
    from.site.theme.render("reviews.html", &view)
}

/// The records that are to be looked at again, each with its day. What is closed needs no review.
fn due(handbook: &Handbook) -> impl Iterator<Item = (Date, EntryIndex)> {
    let records = handbook.iter().filter(|(_, entry)| entry.kind.is_some());
    let open = records.filter(|(at, _)| handbook.meaning(*at) != Some(Meaning::Closed));
    open.filter_map(|(at, _)| Some((review(handbook.part(at))?, at)))
}

fn group<'a>(from: &Standpoint<'a>, due: &[(Date, EntryIndex)], overdue: bool) -> GroupView<'a> {
    let (anchor, word) =
        if overdue { ("page.overdue", "overdue") } else { ("page.coming", "coming") };
    let row = |&(day, at): &(Date, EntryIndex)| RowView {
        day: day.into(),
        entry: EntryView::new(from, at),
        owner: owner(from.site.handbook.part(at)),
    };
    let rows = due.iter().map(row).collect();
    GroupView { anchor, title: from.site.theme.word(word), rows }
}
