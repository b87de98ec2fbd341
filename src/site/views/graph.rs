//! What joins the records of the book, drawn: `graph.html`. A large book has a drawing of its
//! sections first, and one more of each.

use crate::{
    handbook::{EntryIndex, Handbook},
    method::SectionIndex,
    site::{
        base::{Belongs, FrameView, frame},
        drawing::{DrawingView, Item, Line, Sketch, draw},
        page::HeadlineView,
        parts::{EntryView, LinkView},
        standpoint::Standpoint,
        ties::{self, Tie},
        views::{Answers, ViewIndex},
    },
    theme::grouped,
};
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// What `graph.html` shows.
#[derive(Serialize)]
struct GraphView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// The link to the drawing of the whole book; none on that itself.
    whole: Option<LinkView>,
    /// What the page is called.
    heading: HeadlineView,
    /// What it answers.
    text: &'a str,
    /// How many records are drawn, and what is not.
    summary: String,
    /// Whether lines are drawn that are no relation.
    linked: bool,
    /// The drawing.
    drawing: DrawingView<'a>,
    /// The same as a list.
    rows: Vec<RowView<'a>>,
}

/// A record, or a section, with what is joined to it.
#[derive(Serialize)]
struct RowView<'a> {
    /// The record; none for a section.
    entry: Option<EntryView<'a>>,
    /// The section; none for a record.
    section: Option<LinkView>,
    /// What is joined to it, by what it is to it.
    ties: Vec<TiesView>,
}

/// What is joined to a record in one way.
#[derive(Serialize)]
struct TiesView {
    /// In which way.
    name: String,
    /// What.
    links: Vec<LinkView>,
}

/// What the view goes by.
const NAME: &str = "graph";
/// Nobody can follow more lines between more records than these: where there are several sections,
/// they are drawn instead.
const RECORDS_MAX: usize = 150;
const TIES_MAX: usize = 200;
/// No drawing has more records. Those that are joined to most others stay.
const DRAWN_MAX: usize = 240;

/// Its one page, where anything joins two records.
pub(super) fn pages(_: &Handbook, answers: &Answers) -> usize {
    usize::from(!answers.ties.is_empty())
}

/// The sections that have a drawing of their own, since that of the whole book would be too large.
pub(super) fn sections(handbook: &Handbook, answers: &Answers) -> Vec<SectionIndex> {
    let ties = &answers.ties;
    let ends = ends(ties);
    let sections: BTreeSet<SectionIndex> =
        ends.iter().filter_map(|it| handbook.section(*it)).collect();
    let large = ends.len() > RECORDS_MAX || ties.len() > TIES_MAX;
    if large && sections.len() > 1 { sections.into_iter().collect() } else { Vec::new() }
}

/// Renders the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let ties = &from.site.offered().answers.ties;
    let title = at.title(from);
    let page = Page { from, title, belongs: Belongs::Views(Some(at)), whole: None };
    if from.site.offered().graphs.is_empty() {
        page.of_records(ties)
    } else {
        page.of_sections(ties)
    }
}

/// Renders the drawing of a section.
pub(in crate::site) fn render_section(
    from: &Standpoint<'_>,
    at: SectionIndex,
) -> Result<String, String> {
    let handbook = &from.site.handbook;
    let of_section =
        |it: &&Tie| [it.earlier, it.later].iter().any(|it| handbook.section(*it) == Some(at));
    let ties: Vec<Tie> =
        from.site.offered().answers.ties.iter().filter(of_section).cloned().collect();
    let view = ViewIndex::named(NAME);
    let belongs = Belongs::Views(view);
    Page { from, title: &handbook.method.section(at).title, belongs, whole: link(from, view) }
        .of_records(&ties)
}

/// The link to the drawing of the whole book.
fn link(from: &Standpoint<'_>, view: Option<ViewIndex>) -> Option<LinkView> {
    let address = from.site.offered().views.get(&view?)?;
    Some(LinkView { href: from.href(address), text: view?.title(from).to_owned() })
}

/// The records that ties join.
fn ends(ties: &[Tie]) -> BTreeSet<EntryIndex> {
    ties.iter().flat_map(|it| [it.earlier, it.later]).collect()
}

/// As many records as are drawn, in reading order: those with the most ties.
fn drawn(ties: &[Tie]) -> Vec<EntryIndex> {
    let mut counts: BTreeMap<EntryIndex, usize> = BTreeMap::new();
    for end in ties.iter().flat_map(|it| [it.earlier, it.later]) {
        *counts.entry(end).or_default() += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().map(|(at, count)| (Reverse(count), at)).collect();
    ranked.sort_unstable();
    ranked.truncate(DRAWN_MAX);
    let mut drawn: Vec<EntryIndex> = ranked.into_iter().map(|(_, at)| at).collect();
    drawn.sort_unstable();
    drawn
}

/// A page with a drawing.
struct Page<'s, 'a> {
    from: &'s Standpoint<'a>,
    title: &'a str,
    belongs: Belongs,
    /// The link to the drawing of the whole book; none on that itself.
    whole: Option<LinkView>,
}

impl<'a> Page<'_, 'a> {
    fn of_records(self, ties: &[Tie]) -> Result<String, String> {
        let from = self.from;
        let drawn = drawn(ties);
        let mut shown: Vec<(&Tie, usize, usize)> = Vec::new();
        for tie in ties {
            let place = |at: EntryIndex| drawn.binary_search(&at).ok();
            if let (Some(one), Some(other)) = (place(tie.earlier), place(tie.later)) {
                shown.push((tie, one, other));
            }
        }
        let line = |&(tie, from_place, to): &(&Tie, usize, usize)| Line {
            from: from_place,
            to,
            title: ties::told(from, tie),
            faint: tie.names.is_empty(),
        };
        let sketch = Sketch {
            items: drawn.iter().map(|&it| Item::record(from, it)).collect(),
            lines: shown.iter().map(line).collect(),
        };
        let rows = drawn.iter().filter_map(|&at| row(from, at, &shown)).collect();
        let mut text = from.site.theme.count("graph-drawn", drawn.len());
        let joined = ends(ties).len();
        if drawn.len() < joined {
            text += &from.site.theme.phrase("graph-of", &grouped(joined));
        }
        if self.whole.is_none() {
            text += &alone(from, joined);
        }
        self.finish(text + ".", sketch, rows)
    }

    /// The sections as boxes.
    fn of_sections(self, ties: &[Tie]) -> Result<String, String> {
        let from = self.from;
        let clusters = Clusters::of(&from.site.handbook, ties);
        let joined = ends(ties).len();
        let text = from.site.theme.count("graph-sections", joined) + &alone(from, joined);
        self.finish(text + ".", clusters.sketch(from), clusters.rows(from))
    }

    fn finish(
        self,
        summary: String,
        sketch: Sketch<'a>,
        rows: Vec<RowView<'a>>,
    ) -> Result<String, String> {
        let Page { from, title, belongs, whole } = self;
        let text = from.site.theme.word("view-graph-text");
        let frame = frame(from, belongs, title, summary.clone());
        let view = GraphView {
            frame: frame.styled(from, "views-graph.css").scripted(from, "app-graph.js"),
            whole,
            heading: HeadlineView::plain(title),
            text,
            summary,
            linked: sketch.lines.iter().any(|it| it.faint),
            drawing: draw(sketch, |lane| Some(ties::lane(from, lane))),
            rows,
        };
        from.site.theme.render("graph.html", &view)
    }
}

/// Sections, with what joins their records.
#[derive(Default)]
struct Clusters {
    /// The records of each that are joined to others.
    records: BTreeMap<SectionIndex, BTreeSet<EntryIndex>>,
    /// How many ties lead from one to another one.
    ties: BTreeMap<(SectionIndex, SectionIndex), usize>,
}

impl Clusters {
    fn of(handbook: &Handbook, ties: &[Tie]) -> Self {
        let mut clusters = Self::default();
        for tie in ties {
            let ends = [tie.earlier, tie.later].map(|it| (handbook.section(it), it));
            for (section, end) in ends {
                if let Some(section) = section {
                    clusters.records.entry(section).or_default().insert(end);
                }
            }
            if let [(Some(one), _), (Some(other), _)] = ends
                && one != other
            {
                *clusters.ties.entry((one, other)).or_default() += 1;
            }
        }
        clusters
    }

    fn sketch<'a>(&self, from: &Standpoint<'a>) -> Sketch<'a> {
        let (method, theme) = (&from.site.handbook.method, &from.site.theme);
        let title = |at: &SectionIndex| method.section(*at).title.as_str();
        let item = |(at, records): (&SectionIndex, &BTreeSet<EntryIndex>)| Item {
            lane: u16::from(method.stage_of(*at).0),
            href: drawing_of(from, *at).href,
            id: Some(theme.count("records", records.len())),
            title: title(at),
            status: None,
            stands: "force",
        };
        let place = |at: &SectionIndex| self.records.range(..at).count();
        let line = |((one, other), count): (&(SectionIndex, SectionIndex), &usize)| {
            let count = theme.count("graph-ties", *count);
            let title = format!("{} – {}: {count}", title(one), title(other));
            Line { from: place(one), to: place(other), title, faint: false }
        };
        Sketch {
            items: self.records.iter().map(item).collect(),
            lines: self.ties.iter().map(line).collect(),
        }
    }

    fn rows<'a>(&self, from: &Standpoint<'a>) -> Vec<RowView<'a>> {
        let row = |at: &SectionIndex| {
            let own = self.ties.iter().filter(|((one, _), _)| one == at);
            let counted = |((_, other), count): (&(_, SectionIndex), &usize)| {
                let LinkView { href, text } = drawing_of(from, *other);
                LinkView { href, text: format!("{text} ({})", grouped(*count)) }
            };
            let name = from.site.theme.word("graph-joined").to_owned();
            let ties = vec![TiesView { name, links: own.map(counted).collect() }];
            RowView { entry: None, section: Some(drawing_of(from, *at)), ties }
        };
        self.records.keys().map(row).collect()
    }
}

/// The link to the drawing of a section.
fn drawing_of(from: &Standpoint<'_>, at: SectionIndex) -> LinkView {
    let address = from.site.offered().graphs.get(&at).map(|it| from.href(it));
    let text = from.site.handbook.method.section(at).title.clone();
    LinkView { href: address.unwrap_or_default(), text }
}

/// A record with what it is to those before it; none where nothing joins it to any of them.
fn row<'a>(
    from: &Standpoint<'a>,
    at: EntryIndex,
    shown: &[(&Tie, usize, usize)],
) -> Option<RowView<'a>> {
    let mut joined: BTreeMap<String, Vec<LinkView>> = BTreeMap::new();
    for (tie, ..) in shown.iter().filter(|(tie, ..)| tie.later == at) {
        let EntryView { href, id, title, .. } = EntryView::new(from, tie.earlier);
        let text = id.unwrap_or(title).to_owned();
        joined.entry(ties::names(from, tie)).or_default().push(LinkView { href, text });
    }
    let ties: Vec<TiesView> =
        joined.into_iter().map(|(name, links)| TiesView { name, links }).collect();
    let entry = Some(EntryView::new(from, at));
    (!ties.is_empty()).then_some(RowView { entry, section: None, ties })
}

/// How many records nothing joins to another one, if there are any.
fn alone(from: &Standpoint<'_>, joined: usize) -> String {
    let records = from.site.handbook.entries.iter().filter(|it| it.kind.is_some());
    let alone = records.count() - joined;
    if alone > 0 { from.site.theme.count("graph-alone", alone) } else { String::new() }
}
