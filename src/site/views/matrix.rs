//! Which record answers which other one, and what has no answer yet: `matrix.html`.

mod bands;

use crate::{
    export::Traceability,
    handbook::{EntryIndex, Handbook},
    method::{Meaning, StatusIndex},
    report::{Answer, Ask, Numbers, Traced},
    site::{
        base::{Belongs, FrameView, frame},
        block::{self, PRIORITY, TOPIC},
        criteria,
        page::HeadlineView,
        parts::{EntryView, StatusView, in_words, known_status, status},
        places::Export,
        standpoint::Standpoint,
        views::{Answers, ViewIndex},
    },
    theme::grouped,
};
use bands::{COLUMNS_MAX, Group, groups};
use serde::Serialize;
use std::collections::BTreeSet;

/// What `matrix.html` shows.
#[derive(Serialize)]
struct MatrixView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// The same as plain text.
    title: &'a str,
    /// What it answers.
    text: &'a str,
    /// The link to all of it as CSV.
    csv: String,
    /// The link to all of it as JSON.
    json: String,
    /// What the rows can be filtered by.
    chips: Vec<ChipView>,
    /// How the answers stand that are shown.
    legend: Vec<StatusView>,
    /// Whether any answer that is shown is one in part.
    in_part: bool,
    /// The tables; several where one would be too wide.
    groups: Vec<GroupView<'a>>,
    /// What follows where there are more rows than are shown.
    more: Option<String>,
}

/// Something that rows can be filtered by.
#[derive(Serialize)]
struct ChipView {
    /// What the address calls it; empty for all rows.
    name: String,
    /// What it is called.
    text: String,
    /// How many rows it leaves.
    count: String,
}

/// Rows in one table, with the answers to any of them.
#[derive(Serialize)]
struct GroupView<'a> {
    /// What the rows have in common, and from what to what they go; none where all are here.
    title: Option<String>,
    /// Whether there are too many columns for whole titles above them.
    dense: bool,
    /// The answers, in reading order.
    columns: Vec<EntryView<'a>>,
    /// What is answered.
    rows: Vec<RowView<'a>>,
}

/// A record that is to be answered.
#[derive(Serialize)]
struct RowView<'a> {
    /// The record.
    entry: EntryView<'a>,
    /// What filters leave it.
    kept: String,
    /// How much it matters; none where it does not say.
    priority: Option<String>,
    /// Whether an answer is missing.
    gap: bool,
    /// What is missing, or excused; none where nothing is.
    note: Option<String>,
    /// What follows where it has more answers than are shown.
    more: Option<String>,
    /// The answers, column by column; none where that record does not answer it.
    cells: Vec<Option<CellView<'a>>>,
}

/// An answer.
#[derive(Serialize)]
struct CellView<'a> {
    /// Where the record is that answers.
    href: String,
    /// What it goes by.
    name: &'a str,
    /// All of it in words, such as *ADR-0007 satisfies REQ-012*.
    label: String,
    /// How that record stands.
    status: StatusView,
    /// Whether it is in force, and answers in part only.
    in_part: bool,
}

/// How many rows are shown, what lacks an answer first.
const ROWS_MAX: usize = 200;
/// With more columns than this, their titles would take too much room.
const WIDE_MAX: usize = 8;
/// What the filter for what lacks an answer is called in addresses.
const GAPS: &str = "gaps";

/// Its one page, where any record answers another one.
pub(super) fn pages(handbook: &Handbook, _: &Answers) -> usize {
    usize::from(Ask::of(&handbook.method).is_some_and(|it| it.is_answered(handbook)))
}

/// Renders the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let site = from.site;
    let Some(ask) = Ask::of(&site.handbook.method) else {
        return Err("the method asks for no answers".to_owned());
    };
    let mut rows = ask.rows(&site.handbook, &site.report);
    let more = rows.len().saturating_sub(ROWS_MAX);
    rows.truncate(ROWS_MAX);
    let about = at.text(from);
    let frame = frame(from, Belongs::Views(Some(at)), at.title(from), about.to_owned());
    let frame = frame.styled(from, "views-matrix.css").scripted(from, "app-matrix.js");
    let link = |form| site.offered().exports.get(&Export::Matrix(form)).map(|it| from.href(it));
    let view = MatrixView {
        frame,
        heading: HeadlineView::plain(at.title(from)),
        title: at.title(from),
        text: about,
        csv: link(Traceability::Csv).unwrap_or_default(),
        json: link(Traceability::Json).unwrap_or_default(),
        chips: chips(from, &rows),
        legend: legend(from, &rows),
        in_part: rows.iter().flat_map(|it| &it.answers).any(|it| is_in_part(from, *it)),
        groups: groups(from, &rows).iter().map(|it| group(from, ask, it)).collect(),
        more: (more > 0).then(|| site.theme.count("more-in-csv", more)),
    };
    site.theme.render("matrix.html", &view)
}

fn group<'a>(from: &Standpoint<'a>, ask: Ask, group: &Group<'_>) -> GroupView<'a> {
    let row = |traced: &&Traced| row(from, ask, traced, &group.columns);
    GroupView {
        title: group.title.clone(),
        dense: group.columns.len() > WIDE_MAX,
        columns: group.columns.iter().map(|&it| EntryView::new(from, it)).collect(),
        rows: group.rows.iter().map(row).collect(),
    }
}

fn row<'a>(
    from: &Standpoint<'a>,
    ask: Ask,
    traced: &Traced,
    columns: &[EntryIndex],
) -> RowView<'a> {
    let part = from.site.handbook.part(traced.entry);
    let cell = |column: &EntryIndex| {
        let answer = traced.answers.iter().find(|it| it.by == *column)?;
        Some(cell(from, ask, traced.entry, *answer))
    };
    let cells: Vec<_> = columns.iter().map(cell).collect();
    let more = traced.answers.len().saturating_sub(COLUMNS_MAX);
    RowView {
        entry: EntryView::new(from, traced.entry),
        kept: kept(from, traced).join(" "),
        priority: block::field(part, PRIORITY).map(|it| block::value(from, it)),
        gap: traced.numbers.unmet > 0,
        note: note(from, ask, traced),
        more: (more > 0).then(|| from.site.theme.count("more", more)),
        cells,
    }
}

/// What is missing or excused, in words.
fn note(from: &Standpoint<'_>, ask: Ask, traced: &Traced) -> Option<String> {
    let theme = &from.site.theme;
    match traced.numbers {
        Numbers { unmet: 0, waived: 0, .. } => None,
        Numbers { unmet: 0, .. } => Some(theme.word("waived").to_lowercase()),
        Numbers { met: 0, waived: 0, .. } => {
            // An answer in force may be none that counts, since its record is not real yet.
            let answered = traced.answers.iter().any(|it| is_in_force(from, it.by));
            let kind = criteria::kind(from, ask.rule).filter(|_| !answered);
            let word = |kind: String| theme.phrase("none-yet", &kind);
            Some(kind.map_or_else(|| theme.word("unmet").to_lowercase(), word))
        }
        Numbers { met, .. } => {
            let words = theme.count("criteria-met", traced.numbers.total());
            Some(words.replace("{met}", &grouped(met)))
        }
    }
}

fn cell<'a>(from: &Standpoint<'a>, ask: Ask, of: EntryIndex, answer: Answer) -> CellView<'a> {
    let Standpoint { site, .. } = from;
    let name = |at| site.handbook.entry(at).id.as_deref().unwrap_or_else(|| site.title(at));
    let relation = &site.handbook.method.relation(ask.relation).name;
    let relation = in_words(relation).to_lowercase();
    let mut label = format!("{} {relation} {}", name(answer.by), name(of));
    if answer.in_part {
        label = format!("{label}, {}", site.theme.word("in-part"));
    }
    let status = status(site, answer.by);
    if !is_in_force(from, answer.by) {
        label = format!("{label} ({})", status.word.to_lowercase());
    }
    let in_part = is_in_part(from, answer);
    CellView { href: from.entry(answer.by), name: name(answer.by), label, status, in_part }
}

fn is_in_force(from: &Standpoint<'_>, at: EntryIndex) -> bool {
    from.site.handbook.meaning(at) == Some(Meaning::InForce)
}

/// Whether an answer shows that it is one in part. Of one that is not in force, that matters more.
fn is_in_part(from: &Standpoint<'_>, answer: Answer) -> bool {
    answer.in_part && is_in_force(from, answer.by)
}

/// How the answers to these rows stand, in the order of the method.
fn legend(from: &Standpoint<'_>, rows: &[Traced]) -> Vec<StatusView> {
    let answers = rows.iter().flat_map(|it| &it.answers).filter(|it| !is_in_part(from, **it));
    let known = answers.filter_map(|it| from.site.handbook.effective(it.by));
    let known: BTreeSet<StatusIndex> = known.collect();
    known.into_iter().map(|it| known_status(from.site, it)).collect()
}

/// What the rows can be filtered by: what is missing, what matters most, each topic.
fn chips(from: &Standpoint<'_>, rows: &[Traced]) -> Vec<ChipView> {
    let theme = &from.site.theme;
    let method = &from.site.handbook.method;
    let kept: Vec<Vec<String>> = rows.iter().map(|it| kept(from, it)).collect();
    let chip = |name: String, text: &str| {
        let count = kept.iter().filter(|it| name.is_empty() || it.contains(&name)).count();
        ChipView { name, text: text.to_owned(), count: grouped(count) }
    };
    let most = method.field_named(PRIORITY).and_then(|it| it.values.first());
    let all = [chip(String::new(), theme.word("all")), chip(GAPS.to_owned(), theme.word("gaps"))];
    let most = most.map(|it| chip(it.clone(), &in_words(it)));
    let topics = method.topics.iter().map(|it| chip(it.name.clone(), &it.title));
    let chips = all.into_iter().chain(most).chain(topics);
    chips.filter(|it| it.count != "0").collect()
}

/// The names of the filters that leave a row.
fn kept(from: &Standpoint<'_>, traced: &Traced) -> Vec<String> {
    let part = from.site.handbook.part(traced.entry);
    let gap = (traced.numbers.unmet > 0).then(|| GAPS.to_owned());
    let said = [PRIORITY, TOPIC].into_iter().filter_map(|name| block::field(part, name));
    gap.into_iter().chain(said.map(|it| block::text(it).to_lowercase())).collect()
}
