//! The first page: what the book says of itself, its stages, what is in force now. `home.html`.

use super::{
    base::{Belongs, FrameView, frame},
    body::{HeadingView, body, contents, description},
    cards::cards,
    lists::window,
    owed::{OwedView, inline},
    page::{HeadlineView, headline},
    parts::EntryView,
    progress::{FigureView, figure, lead},
    standpoint::Standpoint,
};
use crate::method::{SectionIndex, Stage, StageIndex};
use serde::Serialize;

/// What `home.html` shows.
#[derive(Serialize)]
struct HomeView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the handbook is called, or what its first page says it is.
    heading: HeadlineView,
    /// What the method stands for.
    motto: &'a str,
    /// What the book says of itself, as HTML; empty where it says nothing.
    body: String,
    /// What its links lead to, for the script that shows cards: JSON. None where it has no such links.
    cards: Option<String>,
    /// The headings of the whole page.
    contents: Vec<HeadingView>,
    /// The stages, in order.
    stages: Vec<StageView<'a>>,
    /// What holds each gate, and how much is met, as HTML.
    lead: String,
    /// What is missing, the worst first.
    missing: Vec<OwedView<'a>>,
    /// What the link to all of it says; none where all is shown.
    all_missing: Option<String>,
    /// What is in force, by section.
    in_force: Vec<SectionView<'a>>,
    /// The first pages that are no record.
    pages: Vec<EntryView<'a>>,
    /// What the link to all of them says; none where all are shown.
    all_pages: Option<String>,
}

/// A stage with its sections.
#[derive(Serialize)]
struct StageView<'a> {
    /// Its place among the stages, from 1.
    number: usize,
    /// What it is called.
    title: &'a str,
    /// Where it is.
    href: String,
    /// What it is for.
    purpose: &'a str,
    /// How far it is.
    figure: FigureView,
    /// Its sections, in order.
    sections: Vec<SectionView<'a>>,
}

/// A section.
#[derive(Serialize)]
struct SectionView<'a> {
    /// What it is called.
    title: &'a str,
    /// Where it is.
    href: String,
    /// How many records it has.
    count: usize,
    /// Those of its records that are shown.
    entries: Vec<EntryView<'a>>,
    /// What the link to all of them says; none where all are shown.
    all: Option<String>,
}

/// How many records in force the first page shows, and how many pages.
const IN_FORCE_MAX: usize = 20;
const PAGES_MAX: usize = 24;
/// How much of what is missing it shows.
const MISSING_MAX: usize = 5;

/// Renders the first page.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let site = from.site;
    let (handbook, prose) = (&site.handbook, &site.lists.prose);
    let opening = site.places.opening;
    let body = opening.map(|page| body(from, page)).unwrap_or_default();
    let own = handbook.config.book.description.clone();
    let about = own.or_else(|| description(&body)).unwrap_or_else(|| handbook.title().to_owned());
    let heading = match opening.filter(|&it| site.title_anchor(it).is_some()) {
        Some(page) => headline(from, page, site.title(handbook.entry_of(page))),
        None => HeadlineView::plain(handbook.title()),
    };
    let pages = window(prose, None, PAGES_MAX);
    let in_force = in_force(from);
    let missing = missing(from);
    let mut contents = opening.map(|page| contents(site, page)).unwrap_or_default();
    let mut add = |there: bool, anchor: &str, word: &str| {
        contents.extend(there.then(|| HeadingView::added(anchor, site.theme.word(word))));
    };
    add(true, "page.stages", "the-stages");
    add(!missing.is_empty(), "page.missing", "what-is-missing");
    add(!in_force.is_empty(), "page.force", "in-force-now");
    add(!pages.is_empty(), "page.pages", "pages");
    let view = HomeView {
        frame: frame(from, Belongs::Alone, "", about),
        heading,
        motto: &handbook.method.motto,
        body,
        cards: opening.and_then(|page| cards(from, page, &[])),
        contents,
        stages: stages(from),
        lead: lead(from),
        all_missing: (missing.len() < site.lists.missing.len())
            .then(|| site.theme.count("all", site.lists.missing.len())),
        missing,
        in_force,
        pages: pages.iter().map(|&it| EntryView::new(from, it)).collect(),
        all_pages: (pages.len() < prose.len()).then(|| site.theme.count("all", prose.len())),
    };
    site.theme.render("home.html", &view)
}

fn stages<'a>(from: &Standpoint<'a>) -> Vec<StageView<'a>> {
    let method = &from.site.handbook.method;
    let sections = |of: StageIndex| {
        let all = (0..).map(SectionIndex).take(method.sections.len());
        all.filter(|&it| method.stage_of(it) == of).map(|it| section(from, it, 0)).collect()
    };
    let view = |(at, stage): (StageIndex, &'a Stage)| StageView {
        number: usize::from(at.0) + 1,
        title: &stage.title,
        href: from.href(&from.site.places.stages[usize::from(at.0)]),
        purpose: &stage.purpose,
        figure: figure(from, at),
        sections: sections(at),
    };
    (0..).map(StageIndex).zip(&method.stages).map(view).collect()
}

/// The worst of what is missing.
fn missing<'a>(from: &Standpoint<'a>) -> Vec<OwedView<'a>> {
    let site = from.site;
    let worst = site.lists.missing.iter().take(MISSING_MAX);
    worst.map(|at| inline(from, &site.report.obligations[*at], None)).collect()
}

/// The sections that have something in force, with a fair share of it each.
fn in_force<'a>(from: &Standpoint<'a>) -> Vec<SectionView<'a>> {
    let sections = (0..).map(SectionIndex).take(from.site.handbook.method.sections.len());
    let sections: Vec<_> =
        sections.filter(|&it| !from.site.lists.in_force(it).is_empty()).collect();
    let share = (IN_FORCE_MAX / sections.len().max(1)).max(3);
    sections.into_iter().map(|it| section(from, it, share)).collect()
}

fn section<'a>(from: &Standpoint<'a>, at: SectionIndex, shown: usize) -> SectionView<'a> {
    let site = from.site;
    let in_force = site.lists.in_force(at);
    let count = site.lists.section(at).len();
    let entries = in_force.iter().take(shown).map(|&it| EntryView::new(from, it));
    SectionView {
        title: &site.handbook.method.section(at).title,
        href: from.href(&site.places.sections[usize::from(at.0)]),
        count,
        entries: entries.collect(),
        all: (in_force.len().min(shown) < count).then(|| site.theme.count("all", count)),
    }
}
