//! A section with its records, some pages of them where they are many: `section.html`.

use super::{
    base::{Belongs, FrameView, crumbs, frame},
    columns::Column,
    page::HeadlineView,
    pager::{PagerView, pager, range},
    parts::{EntryView, LinkView, field_title, in_words},
    progress, report,
    standpoint::Standpoint,
};
use crate::{
    handbook::EntryIndex,
    method::{KindIndex, Section, SectionIndex},
    report::Numbers,
};
use serde::Serialize;

/// What `section.html` shows.
#[derive(Serialize)]
struct SectionView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// The way from the top of the site.
    crumbs: Vec<LinkView>,
    /// What the section is called.
    heading: HeadlineView,
    /// What belongs here.
    kinds: Vec<KindView<'a>>,
    /// How many records it has, and how many of them are in force.
    summary: String,
    /// How much of what it owes is met; none where it owes nothing.
    progress: Option<String>,
    /// Where the report says what its stage lacks; none where this section lacks nothing.
    missing: Option<LinkView>,
    /// Its records on this page, in order.
    rows: Vec<RowView<'a>>,
    /// Whether they are so many that a script offers to filter them.
    filtered: bool,
    /// Whether any of its records has an id.
    numbered: bool,
    /// Whether any of them names a day.
    dated: bool,
    /// The fields that many of them have.
    columns: Vec<ColumnView<'a>>,
    /// The way to its other pages; none where this is the only one.
    pager: Option<PagerView>,
}

/// A record in the table.
#[derive(Serialize)]
struct RowView<'a> {
    /// The record.
    entry: EntryView<'a>,
    /// What it says, column by column.
    cells: Vec<CellView>,
}

/// What a record says in a field.
#[derive(Serialize)]
struct CellView {
    /// The text; empty where it says nothing.
    text: String,
    /// Its place among what the field may say; none for any text.
    rank: Option<usize>,
}

/// A field with a column of its own.
#[derive(Serialize)]
struct ColumnView<'a> {
    /// The name by which the address of a sorted table knows it.
    name: &'a str,
    /// What people call it.
    title: String,
}

/// A kind of record, and how to begin one.
#[derive(Serialize)]
pub(super) struct KindView<'a> {
    /// What several of them are called.
    plural: String,
    /// What one of them says.
    purpose: &'a str,
    /// The command that starts one.
    start: String,
}

/// With fewer records than this, a page is seen as a whole.
const FILTERED_MIN: usize = 25;

/// Renders a page of a section.
pub(super) fn render(
    from: &Standpoint<'_>,
    at: SectionIndex,
    page: usize,
) -> Result<String, String> {
    let site = from.site;
    let section = site.handbook.method.section(at);
    let belongs = Belongs::Section(at);
    let (entries, _) = site.lists.page(Some(at), page);
    let columns = site.lists.columns(&site.handbook, at);
    let summary = summary(from, at);
    let mut title = section.title.clone();
    if page > 0 {
        title = format!("{title}, {}", range(from, Some(at), page));
    }
    let view = SectionView {
        frame: frame(from, belongs, &title, format!("{title}: {summary}"))
            .scripted(from, "app-lists.js"),
        crumbs: crumbs(from, belongs),
        heading: HeadlineView::plain(&section.title),
        kinds: kinds(from, section),
        summary,
        progress: progress(from, at),
        missing: missing(from, at),
        rows: entries.iter().map(|&it| row(from, it, &columns.fields)).collect(),
        filtered: entries.len() > FILTERED_MIN,
        numbered: columns.numbered,
        dated: columns.dated,
        columns: columns.fields.iter().map(|it| column(from, it)).collect(),
        pager: pager(from, Some(at), page),
    };
    site.theme.render("section.html", &view)
}

fn row<'a>(from: &Standpoint<'a>, at: EntryIndex, columns: &[Column]) -> RowView<'a> {
    let part = from.site.handbook.part(at);
    let cell = |column: &Column| {
        let said = column.said(part).unwrap_or_default();
        let rank = column.rank(&said);
        CellView { text: rank.map_or_else(|| said.clone(), |_| in_words(&said)), rank }
    };
    RowView { entry: EntryView::dated(from, at), cells: columns.iter().map(cell).collect() }
}

fn column<'a>(from: &Standpoint<'a>, column: &'a Column) -> ColumnView<'a> {
    ColumnView { name: &column.name, title: field_title(from.site, &column.name) }
}

/// How many records a section has, and how many of them are in force.
pub(super) fn summary(from: &Standpoint<'_>, at: SectionIndex) -> String {
    let (lists, theme) = (&from.site.lists, &from.site.theme);
    let count = lists.section(at).len();
    if count == 0 {
        return theme.word("records-none").to_owned();
    }
    let in_force = lists.in_force(at).len();
    format!("{}, {}", theme.count("records", count), theme.count("in-force", in_force))
}

/// How much of what a section owes is met.
pub(super) fn progress(from: &Standpoint<'_>, at: SectionIndex) -> Option<String> {
    let numbers = &from.site.report.sections[usize::from(at.0)];
    (*numbers != Numbers::default()).then(|| progress::in_words(&from.site.theme, numbers))
}

/// The link to what a section lacks.
fn missing(from: &Standpoint<'_>, at: SectionIndex) -> Option<LinkView> {
    let stage = from.site.handbook.method.stage_of(at);
    report::missing_link(from, stage, from.site.report.sections[usize::from(at.0)].unmet)
}

/// What belongs in a section.
pub(super) fn kinds<'a>(from: &Standpoint<'a>, section: &Section) -> Vec<KindView<'a>> {
    let method = &from.site.handbook.method;
    let named = section.kinds.iter().filter_map(|name| method.kind_named(name));
    named.map(|kind| view(from, kind)).collect()
}

fn view<'a>(from: &Standpoint<'a>, at: KindIndex) -> KindView<'a> {
    let method = &from.site.handbook.method;
    let kind = method.kind(at);
    let title = from.site.theme.word("start-title");
    KindView {
        plural: in_words(&kind.plural),
        purpose: &kind.purpose,
        start: format!("archbook new {} \"{title}\"", kind.name),
    }
}
