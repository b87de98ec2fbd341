//! A stage with its sections: `stage.html`.

use super::{
    base::{ACCOUNT, Belongs, FrameView, frame},
    body::HeadingView,
    owed::{OwedView, inline},
    page::HeadlineView,
    parts::{EntryView, LinkView},
    progress::{FigureView, figure},
    report,
    section::{KindView, kinds, progress, summary},
    standpoint::Standpoint,
};
use crate::{
    handbook::EntryIndex,
    markdown::slug,
    method::{SectionIndex, StageIndex},
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
    /// The headings of the page.
    contents: Vec<HeadingView>,
    /// What it lacks, the worst first.
    missing: Vec<OwedView<'a>>,
    /// Where the report says all that it lacks; none where it lacks nothing.
    all_missing: Option<LinkView>,
    /// Its newest records, the newest first.
    newest: Vec<EntryView<'a>>,
    /// Its sections, in order.
    sections: Vec<SectionView<'a>>,
}

/// A section of the stage.
#[derive(Serialize)]
pub(super) struct SectionView<'a> {
    /// Where on the page it is.
    anchor: String,
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
/// How much of what it lacks it shows.
const MISSING_MAX: usize = 5;

/// Renders a stage.
pub(super) fn render(from: &Standpoint<'_>, at: StageIndex) -> Result<String, String> {
    let method = &from.site.handbook.method;
    let stage = method.stage(at);
    let sections = (0..).map(SectionIndex).take(method.sections.len());
    let sections = sections.filter(|it| method.stage_of(*it) == at);
    let sections: Vec<SectionView<'_>> = sections.map(|it| section(from, it)).collect();
    let missing = missing(from, at);
    let newest = from.site.lists.newest(&from.site.handbook, Some(at));
    let about = format!("{}. {}", stage.title, stage.purpose);
    let view = StageView {
        frame: frame(from, Belongs::Stage(at), &stage.title, about).styled(from, ACCOUNT),
        heading: HeadlineView::plain(&stage.title),
        purpose: &stage.purpose,
        figure: figure(from, at),
        contents: contents(from, &missing, &newest, &sections),
        missing,
        all_missing: report::missing_link(from, at, unmet(from, at)),
        newest: newest.into_iter().map(|it| EntryView::dated(from, it)).collect(),
        sections,
    };
    from.site.theme.render("stage.html", &view)
}

fn contents(
    from: &Standpoint<'_>,
    missing: &[OwedView<'_>],
    newest: &[EntryIndex],
    sections: &[SectionView<'_>],
) -> Vec<HeadingView> {
    let word = |name| from.site.theme.word(name);
    let missing =
        (!missing.is_empty()).then(|| HeadingView::added("page.missing", word("what-is-missing")));
    let newest =
        (!newest.is_empty()).then(|| HeadingView::added("page.newest", word("what-changed")));
    let sections = sections.iter().map(|it| HeadingView::added(&it.anchor, it.title));
    missing.into_iter().chain(newest).chain(sections).collect()
}

/// How much a stage lacks.
fn unmet(from: &Standpoint<'_>, at: StageIndex) -> usize {
    from.site.report.stages[usize::from(at.0)].numbers.unmet
}

/// The worst of what a stage lacks.
fn missing<'a>(from: &Standpoint<'a>, at: StageIndex) -> Vec<OwedView<'a>> {
    let site = from.site;
    let all = site.lists.missing(&site.report).iter().map(|it| &site.report.obligations[*it]);
    let own = all.filter(|it| it.stage == at).take(MISSING_MAX);
    own.map(|it| inline(from, it, None)).collect()
}

fn section<'a>(from: &Standpoint<'a>, at: SectionIndex) -> SectionView<'a> {
    let site = from.site;
    let (all, in_force) = (site.lists.section(at), site.lists.in_force(at));
    let shown: &[EntryIndex] = if in_force.is_empty() { all } else { in_force };
    let shown = &shown[..shown.len().min(ENTRIES_MAX)];
    let section = site.handbook.method.section(at);
    SectionView {
        anchor: format!("page.section-{}", slug(&section.name)),
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
