//! Live blocks: what they ask for, in the place where they stand. `live.html`.
//!
//! A page that has one is made from the whole handbook, as its author asked.

use super::{
    block::{LINKS_MAX, RelatedView, field, related_entry, value},
    owed::coded,
    parts::{DateView, EntryView, LinkView, StatusView, field_title, in_words, status},
    progress,
    standpoint::Standpoint,
};
use crate::{
    handbook::{Destination, EntryIndex, PageIndex, Spot},
    live::{Column, Form, Live},
    markdown::Added,
    method::{End, RelationIndex},
    query::Misread,
    report::Numbers,
    theme::grouped,
};
use serde::Serialize;

/// What `live.html` shows.
#[derive(Default, Serialize)]
struct LiveView<'a> {
    /// What was asked for, one below the other; empty in another form.
    list: Vec<EntryView<'a>>,
    /// What was asked for, day by day; empty in another form.
    timeline: Vec<EntryView<'a>>,
    /// What was asked for, row by row; none in another form.
    table: Option<TableView<'a>>,
    /// How many there are; none in another form.
    count: Option<CountView>,
    /// How much of what they owe is met; none in another form.
    progress: Option<ShareView>,
    /// How many of how many are shown; none where all are.
    rest: Option<String>,
    /// The list that holds all of them; none where all are shown, or no such list is.
    all: Option<LinkView>,
    /// Why nothing is shown; none where something is.
    wrong: Option<WrongView<'a>>,
}

/// A table.
#[derive(Serialize)]
struct TableView<'a> {
    /// What each column is called.
    columns: Vec<String>,
    /// The rows, with as many cells.
    rows: Vec<Vec<CellView<'a>>>,
}

/// What a table says of an entry in one column; a cell says one of these things, or nothing.
#[derive(Default, Serialize)]
struct CellView<'a> {
    /// A text.
    text: Option<String>,
    /// What the entry goes by.
    id: Option<&'a str>,
    /// Where the entry is, in the column by which it is reached.
    href: Option<String>,
    /// How it stands.
    status: Option<StatusView>,
    /// The day it names.
    date: Option<DateView>,
    /// What a relation leads to.
    links: Vec<RelatedView>,
    /// What follows where there are more than are shown.
    more: Option<String>,
}

/// So many of something.
#[derive(Serialize)]
struct CountView {
    /// How many.
    number: String,
    /// What they are.
    word: String,
}

/// How much of something is met.
#[derive(Serialize)]
struct ShareView {
    /// In words.
    text: String,
    /// In percent; none where nothing is owed.
    percent: Option<usize>,
    /// How much is waived, in percent.
    waived: usize,
}

/// A block that cannot be understood.
#[derive(Serialize)]
struct WrongView<'a> {
    /// What it says.
    code: &'a str,
    /// What is wrong with it, as HTML.
    messages: Vec<String>,
}

/// The live blocks of a page, filled in. The error is for the author of a template.
pub(super) fn live(from: &Standpoint<'_>, page: PageIndex) -> Result<Vec<Added>, String> {
    let handbook = &from.site.handbook;
    let blocks = handbook.page(page).outline.live.iter();
    let fill = |block: &crate::markdown::Live| {
        let view = match Live::parse(&block.code.text, &handbook.method) {
            Ok(live) => view(from, &live),
            Err(misread) => wrong(from, block.code.text.trim_end(), &misread),
        };
        let html = from.site.theme.render("live.html", &view)?;
        Ok(Added { start: block.span.start, instead: Some(html), ..Added::default() })
    };
    blocks.map(fill).collect()
}

fn view<'a>(from: &Standpoint<'a>, live: &Live) -> LiveView<'a> {
    let found = live.entries(&from.site.handbook);
    let shown = &found[..found.len().min(live.limit)];
    let entries = || shown.iter().map(|&at| EntryView::dated(from, at)).collect();
    let whole = LiveView::default();
    let view = match &live.form {
        Form::Count => return LiveView { count: Some(count(from, &found)), ..whole },
        Form::Progress => {
            let share = share(from, &found, live.is_whole());
            return LiveView { progress: Some(share), ..whole };
        }
        Form::List => LiveView { list: entries(), ..whole },
        Form::Timeline => LiveView { timeline: entries(), ..whole },
        Form::Table(_) if shown.is_empty() => whole,
        Form::Table(columns) => LiveView { table: Some(table(from, columns, shown)), ..whole },
    };
    if shown.len() == found.len() {
        return view;
    }
    let rest = from.site.theme.word("live-shown").replace("{shown}", &grouped(shown.len()));
    let rest = Some(rest.replace("{total}", &grouped(found.len())));
    LiveView { rest, all: list_of(from, &found), ..view }
}

/// The list of the section that all of these records belong to.
fn list_of(from: &Standpoint<'_>, found: &[EntryIndex]) -> Option<LinkView> {
    let handbook = &from.site.handbook;
    let section = handbook.section(*found.first()?)?;
    let alone = found.iter().all(|&it| handbook.section(it) == Some(section));
    alone.then(|| LinkView {
        href: from.href(&from.site.places.sections[usize::from(section.0)]),
        text: handbook.method.section(section).title.clone(),
    })
}

/// How many there are, of what kind if they are all of one.
fn count(from: &Standpoint<'_>, found: &[EntryIndex]) -> CountView {
    let handbook = &from.site.handbook;
    let first = found.first().map(|&it| handbook.entry(it).kind);
    let alone = first.filter(|kind| found.iter().all(|&it| handbook.entry(it).kind == *kind));
    let word = match alone {
        Some(Some(kind)) => {
            let kind = handbook.method.kind(kind);
            in_words(if found.len() == 1 { &kind.name } else { &kind.plural }).to_lowercase()
        }
        Some(None) => from.site.theme.count("live-pages", found.len()),
        None if found.iter().all(|&it| handbook.entry(it).kind.is_some()) => {
            from.site.theme.count("live-records", found.len())
        }
        None => from.site.theme.count("live-entries", found.len()),
    };
    CountView { number: grouped(found.len()), word }
}

/// How much is met of what these entries owe; of all that is owed, where everything is asked for.
fn share(from: &Standpoint<'_>, found: &[EntryIndex], is_whole: bool) -> ShareView {
    let report = &from.site.report;
    let mut numbers = Numbers::default();
    if is_whole {
        report.obligations.iter().for_each(|it| numbers.count(&it.state));
    } else {
        let owed = found.iter().flat_map(|&at| report.owed_by(at));
        owed.for_each(|it| numbers.count(&it.state));
    }
    ShareView {
        text: progress::in_words(&from.site.theme, &numbers),
        percent: numbers.percent(),
        waived: (numbers.waived * 100).checked_div(numbers.total()).unwrap_or_default(),
    }
}

fn table<'a>(from: &Standpoint<'a>, columns: &[Column], shown: &[EntryIndex]) -> TableView<'a> {
    let named = [Column::Title, Column::Id].into_iter().find(|it| columns.contains(it));
    let row = |&at: &EntryIndex| {
        let cell = |it: &Column| {
            let href = (named.as_ref() == Some(it)).then(|| from.entry(at));
            CellView { href, ..cell(from, at, it) }
        };
        columns.iter().map(cell).collect()
    };
    TableView {
        columns: columns.iter().map(|it| heading(from, it)).collect(),
        rows: shown.iter().map(row).collect(),
    }
}

/// What a column is called.
fn heading(from: &Standpoint<'_>, column: &Column) -> String {
    let word = |name: &str| from.site.theme.word(name).to_owned();
    match column {
        Column::Id => word("id"),
        Column::Title => word("title"),
        Column::Kind => word("kind"),
        Column::Status => word("status"),
        Column::Date => word("date"),
        Column::Field(name) => field_title(from.site, name),
        Column::Relation(at, end) => {
            let relation = from.site.handbook.method.relation(*at);
            in_words(if *end == End::From { &relation.name } else { &relation.inverse })
        }
    }
}

fn cell<'a>(from: &Standpoint<'a>, at: EntryIndex, column: &Column) -> CellView<'a> {
    let (site, nothing) = (from.site, CellView::default());
    let (entry, part) = (site.handbook.entry(at), site.handbook.part(at));
    match column {
        Column::Id => CellView { id: entry.id.as_deref(), ..nothing },
        Column::Title => CellView { text: Some(site.title(at).to_owned()), ..nothing },
        Column::Kind => CellView { text: site.handbook.kind_name(at).map(in_words), ..nothing },
        Column::Status => CellView { status: entry.kind.map(|_| status(site, at)), ..nothing },
        Column::Date => CellView { date: part.date().map(DateView::from), ..nothing },
        Column::Field(name) => {
            CellView { text: field(part, name).map(|it| value(from, it)), ..nothing }
        }
        Column::Relation(relation, end) => related(from, at, *relation, *end),
    }
}

/// What a relation leads to from an entry.
fn related<'a>(
    from: &Standpoint<'a>,
    at: EntryIndex,
    relation: RelationIndex,
    end: End,
) -> CellView<'a> {
    let handbook = &from.site.handbook;
    let mut others: Vec<(Spot, bool)> = Vec::new();
    let mut add = |spot: Spot, partial| {
        if spot.entry != at && others.iter().all(|(known, _)| *known != spot) {
            others.push((spot, partial));
        }
    };
    if end == End::From {
        for edge in handbook.outgoing(at).filter(|it| it.relation == Some(relation)) {
            if let Destination::Spot(to) = edge.to {
                add(to, edge.partial);
            }
        }
    } else {
        let edges = handbook.incoming(at).filter(|it| it.relation == Some(relation));
        edges.for_each(|edge| add(edge.from, edge.partial));
    }
    let more = others.len().saturating_sub(LINKS_MAX);
    let links = others.iter().take(LINKS_MAX);
    CellView {
        links: links.map(|(spot, partial)| related_entry(from, *spot, *partial)).collect(),
        more: (more > 0).then(|| from.site.theme.count("more", more)),
        ..CellView::default()
    }
}

fn wrong<'a>(from: &Standpoint<'_>, code: &'a str, misread: &[Misread]) -> LiveView<'a> {
    let message = |it: &Misread| {
        let meant = it.suggestion.as_ref();
        let meant = meant.map(|it| from.site.theme.phrase("did-you-mean", &format!("`{it}`")));
        coded(
            &[Some(it.message.clone()), meant].into_iter().flatten().collect::<Vec<_>>().join("; "),
        )
    };
    let messages = misread.iter().map(message).collect();
    LiveView { wrong: Some(WrongView { code, messages }), ..LiveView::default() }
}
