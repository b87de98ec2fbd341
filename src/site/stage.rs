//! A stage with its sections: `stage.html`.

use super::{
    base::{Belongs, FrameView, frame},
    page::HeadlineView,
    parts::{EntryView, LinkView},
    progress::{FigureView, figure, in_words},
    report,
    section::{KindView, kinds, summary},
    standpoint::Standpoint,
};
use crate::{
    handbook::EntryIndex,
    method::{SectionIndex, StageIndex},
    report::Numbers,
};
use serde::Serialize;

/// What `stage.html` shows.
#[derive(Serialize)]
struct StageView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the stage is called.
    heading: HeadlineView,
    /// What it is for.
    purpose: &'a str,
    /// How far it is.
    figure: FigureView,
    /// Where the report says what it lacks; none where it lacks nothing.
    missing: Option<LinkView>,
    /// Its sections, in order.
    sections: Vec<SectionView<'a>>,
}

/// A section of the stage.
#[derive(Serialize)]
pub(super) struct SectionView<'a> {
    /// What it is called.
    title: &'a str,
    /// Where it is.
    href: String,
    /// How many records it has, and how many of them are in force.
    summary: String,
    /// How much of what it owes is met; none where it owes nothing.
    progress: Option<String>,
    /// Whether it has none.
    empty: bool,
    /// Some of its records: those in force, or else the first.
    entries: Vec<EntryView<'a>>,
    /// What the link to all of them says; none where all are shown.
    all: Option<String>,
    /// What belongs in it.
    kinds: Vec<KindView<'a>>,
}

/// How many records of a section its stage shows.
const ENTRIES_MAX: usize = 10;

/// Renders a stage.
pub(super) fn render(from: &Standpoint<'_>, at: StageIndex) -> Result<String, String> {
    let method = &from.site.handbook.method;
    let stage = method.stage(at);
    let sections = (0..).map(SectionIndex).take(method.sections.len());
    let sections = sections.filter(|it| method.stage_of(*it) == at);
    let about = format!("{}. {}", stage.title, stage.purpose);
    let view = StageView {
        frame: frame(from, Belongs::Stage(at), &stage.title, about),
        heading: HeadlineView::plain(&stage.title),
        purpose: &stage.purpose,
        figure: figure(from, at),
        missing: missing(from, at),
        sections: sections.map(|it| section(from, it)).collect(),
    };
    from.site.theme.render("stage.html", &view)
}

/// The link to what a stage lacks.
fn missing(from: &Standpoint<'_>, at: StageIndex) -> Option<LinkView> {
    let count = from.site.report.stages[usize::from(at.0)].numbers.unmet;
    let report = from.href(&from.site.places.report);
    (count > 0).then(|| LinkView {
        href: format!("{report}#{}", report::anchor(from, at)),
        text: from.site.theme.count("missing", count),
    })
}

/// How much of what a section owes is met.
fn progress(from: &Standpoint<'_>, at: SectionIndex) -> Option<String> {
    let numbers = &from.site.report.sections[usize::from(at.0)];
    (*numbers != Numbers::default()).then(|| in_words(&from.site.theme, numbers))
}

fn section<'a>(from: &Standpoint<'a>, at: SectionIndex) -> SectionView<'a> {
    let site = from.site;
    let (all, in_force) = (site.lists.section(at), site.lists.in_force(at));
    let shown: &[EntryIndex] = if in_force.is_empty() { all } else { in_force };
    let shown = &shown[..shown.len().min(ENTRIES_MAX)];
    let section = site.handbook.method.section(at);
    SectionView {
        title: &section.title,
        href: from.href(&site.places.sections[usize::from(at.0)]),
        summary: summary(from, at),
        progress: progress(from, at),
        empty: all.is_empty(),
        entries: shown.iter().map(|&it| EntryView::new(from, it)).collect(),
        all: (shown.len() < all.len()).then(|| site.theme.count("all", all.len())),
        kinds: kinds(from, section),
    }
}
