//! What happened to which record, by day: `changes.html`.

use crate::{
    handbook::{Entry, EntryIndex, Handbook},
    method::{Section, SectionIndex},
    site::{
        base::{ACCOUNT, Belongs, FrameView, frame},
        feeds::links,
        life::happened,
        page::HeadlineView,
        parts::{DateView, EntryView, LinkView},
        standpoint::Standpoint,
        views::{Answers, ViewIndex},
    },
    text::Date,
};
use serde::Serialize;
use std::cmp::Reverse;

/// What `changes.html` shows.
#[derive(Serialize)]
struct ChangesView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// What it answers.
    text: &'a str,
    /// The years in which anything happened, the latest first.
    years: Vec<YearView<'a>>,
    /// What follows where more happened than is shown.
    more: Option<String>,
    /// The links to the feeds, each called by what it is of; none where there are no feeds.
    feeds: Vec<LinkView>,
    /// The lists in which all of it is, where it is not all here.
    lists: Vec<LinkView>,
}

/// What happened in a year.
#[derive(Serialize)]
struct YearView<'a> {
    /// The year.
    year: i32,
    /// What happened in it, the latest first.
    changes: Vec<ChangeView<'a>>,
}

/// Something that happened to a record.
#[derive(Serialize)]
pub(super) struct ChangeView<'a> {
    /// When.
    day: DateView,
    /// What.
    word: String,
    /// The record.
    entry: EntryView<'a>,
}

/// Something that happened to a record on a day, in a word.
pub(super) type Change = (Date, EntryIndex, String);

/// How much is shown of what happened, the latest first.
const CHANGES_MAX: usize = 200;

/// Its one page, where any record names a day.
pub(super) fn pages(handbook: &Handbook, _: &Answers) -> usize {
    let dated = |(at, entry): (EntryIndex, &Entry)| {
        let day = handbook.part(at).date();
        entry.kind.is_some() && day.is_some_and(|it| it <= handbook.sources.as_of)
    };
    usize::from(handbook.iter().any(dated))
}

/// Renders the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let handbook = &from.site.handbook;
    let records = handbook.iter().filter(|(_, entry)| entry.kind.is_some()).map(|(at, _)| at);
    let (shown, more) = latest(from, records, CHANGES_MAX);
    let frame = frame(from, Belongs::Views(Some(at)), at.title(from), at.text(from).to_owned());
    let view = ChangesView {
        frame: frame.styled(from, ACCOUNT),
        heading: HeadlineView::plain(at.title(from)),
        text: at.text(from),
        years: years(from, &shown),
        more: (more > 0).then(|| from.site.theme.count("more", more)),
        feeds: links(from),
        lists: if more > 0 { lists(from) } else { Vec::new() },
    };
    from.site.theme.render("changes.html", &view)
}

/// What happened last to some records until today, the latest first, and how much more did.
pub(super) fn latest(
    from: &Standpoint<'_>,
    of: impl Iterator<Item = EntryIndex>,
    count: usize,
) -> (Vec<Change>, usize) {
    let today = from.site.handbook.sources.as_of;
    let of = of.flat_map(|at| happened(from, at).into_iter().map(move |(day, it)| (day, at, it)));
    let mut all: Vec<Change> = of.filter(|(day, ..)| *day <= today).collect();
    all.sort_by_key(|(day, at, _)| Reverse((*day, *at)));
    let more = all.len().saturating_sub(count);
    all.truncate(count);
    (all, more)
}

impl<'a> ChangeView<'a> {
    /// A change as a row of a table.
    pub(super) fn new(from: &Standpoint<'a>, (day, at, word): &Change) -> Self {
        Self { day: (*day).into(), word: word.clone(), entry: EntryView::new(from, *at) }
    }
}

fn years<'a>(from: &Standpoint<'a>, changes: &[Change]) -> Vec<YearView<'a>> {
    let years = changes.chunk_by(|(day, ..), (next, ..)| day.year() == next.year());
    let view = |changes: &[Change]| {
        let (day, ..) = changes.first()?;
        let views = changes.iter().map(|it| ChangeView::new(from, it)).collect();
        Some(YearView { year: day.year(), changes: views })
    };
    years.filter_map(view).collect()
}

/// The lists of the sections whose records name days, the latest first.
fn lists(from: &Standpoint<'_>) -> Vec<LinkView> {
    let site = from.site;
    let sections = (0..).map(SectionIndex).zip(&site.handbook.method.sections);
    let dated = sections.filter(|(at, _)| site.lists.columns(&site.handbook, *at).dated);
    let link = |(at, section): (SectionIndex, &Section)| LinkView {
        href: format!("{}?sort=-date", from.href(&site.places.sections[usize::from(at.0)])),
        text: section.title.clone(),
    };
    dated.map(link).collect()
}
