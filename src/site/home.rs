//! The first page: what the book says of itself, its stages, what is in force now. `home.html`.

use super::{
    base::{Belongs, FrameView, VIEW, frame},
    body::{HeadingView, body, contents, description},
    lists::window,
    owed::{OwedView, inline},
    page::{HeadlineView, headline},
    parts::EntryView,
    progress::{FigureView, figure, lead},
    standpoint::Standpoint,
    views::{OfferView, offers},
};
use crate::{
    handbook::EntryIndex,
    method::{Meaning, SectionIndex, Stage, StageIndex},
    theme::grouped,
};
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
    /// The headings of the whole page.
    contents: Vec<HeadingView>,
    /// The stages, in order.
    stages: Vec<StageView<'a>>,
    /// The last of the stages, where it leads back to the first; none where there is one stage.
    last: Option<&'a str>,
    /// Whether only one section has records, so that they come before the stages.
    alone: bool,
    /// What holds each gate, and how much is met, as HTML.
    lead: String,
    /// What is missing, the worst first.
    missing: Vec<OwedView<'a>>,
    /// What the link to all of it says; none where all is shown.
    all_missing: Option<String>,
    /// What is in force, by section.
    in_force: Vec<SectionView<'a>>,
    /// Where only one section has records: those of them that are not in force.
    others: Option<SectionView<'a>>,
    /// The newest records, the newest first.
    newest: Vec<EntryView<'a>>,
    /// The first pages that are no record.
    pages: Vec<EntryView<'a>>,
    /// What the link to all of them says; none where all are shown.
    all_pages: Option<String>,
    /// The pages about the whole book.
    views: Vec<OfferView<'a>>,
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
    count: String,
    /// Those of its records that are shown.
    entries: Vec<EntryView<'a>>,
    /// What the link to all of them says; none where all are shown.
    all: Option<String>,
}

/// How many records in force the first page shows, and how many pages.
const IN_FORCE_MAX: usize = 20;
const PAGES_MAX: usize = 24;
/// How many of the only section it shows that are not in force.
const OTHERS_MAX: usize = 10;
/// How much of what is missing it shows.
const MISSING_MAX: usize = 5;

/// Renders the first page.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let site = from.site;
    let (handbook, prose) = (&site.handbook, &site.lists.prose);
    let opening = site.places.opening;
    let body = opening.map(|page| body(from, page)).transpose()?.unwrap_or_default();
    let own = handbook.config.book.description.clone();
    let about = own.or_else(|| description(&body)).unwrap_or_else(|| handbook.title().to_owned());
    let heading = match opening.filter(|&it| site.title_anchor(it).is_some()) {
        Some(page) => headline(from, page, site.title(handbook.entry_of(page))),
        None => HeadlineView::plain(handbook.title()),
    };
    let pages = window(prose, None, PAGES_MAX);
    let missing = missing(from);
    let all_missing = site.lists.missing(&site.report).len();
    let stages = stages(from);
    let only = site.lists.only_section();
    let newest = site.lists.newest(handbook, None);
    let view = HomeView {
        frame: frame(from, Belongs::Alone, "", about).holding(from, VIEW, &[&body]),
        heading,
        motto: &handbook.method.motto,
        body,
        contents: opening.map(|page| contents(site, page)).unwrap_or_default(),
        last: stages.last().map(|it| it.title).filter(|_| stages.len() > 1),
        stages,
        alone: only.is_some(),
        lead: lead(from),
        all_missing: (missing.len() < all_missing).then(|| site.theme.count("all", all_missing)),
        missing,
        in_force: in_force(from),
        others: only.and_then(|it| others(from, it)),
        newest: newest.into_iter().map(|it| EntryView::dated(from, it)).collect(),
        pages: pages.iter().map(|&it| EntryView::new(from, it)).collect(),
        all_pages: (pages.len() < prose.len()).then(|| site.theme.count("all", prose.len())),
        views: offers(from),
    };
    site.theme.render("home.html", &view.with_contents(from))
}

impl HomeView<'_> {
    /// The view with the headings that the page adds, in the order of the template.
    fn with_contents(mut self, from: &Standpoint<'_>) -> Self {
        let records = [
            (!self.in_force.is_empty(), "page.force", "in-force-now"),
            (self.others.is_some(), "page.others", "the-others"),
        ];
        let debt = [(!self.missing.is_empty(), "page.missing", "what-is-missing")];
        let newest = [(!self.newest.is_empty(), "page.newest", "what-changed")];
        let stages = [(true, "page.stages", "the-stages")];
        let pages =
            [(true, "page.views", "views"), (!self.pages.is_empty(), "page.pages", "pages")];
        let all = if self.alone {
            [&records[..], &newest, &debt, &stages, &pages].concat()
        } else {
            [&stages[..], &debt, &records, &newest, &pages].concat()
        };
        let shown = all.into_iter().filter(|(there, ..)| *there);
        let word = |word| from.site.theme.word(word);
        self.contents.extend(shown.map(|(_, at, name)| HeadingView::added(at, word(name))));
        self
    }
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
    let worst = site.lists.missing(&site.report).iter().take(MISSING_MAX);
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

/// The records of a section that are not in force, what is open first; none where all are.
fn others<'a>(from: &Standpoint<'a>, at: SectionIndex) -> Option<SectionView<'a>> {
    let site = from.site;
    let in_force = site.lists.in_force(at);
    let all = site.lists.section(at).iter().copied();
    let mut others: Vec<EntryIndex> =
        all.filter(|it| in_force.binary_search(it).is_err()).collect();
    others.sort_by_key(|it| match site.handbook.meaning(*it) {
        Some(Meaning::Open) => 0,
        None | Some(Meaning::InForce) => 1,
        Some(Meaning::Closed) => 2,
    });
    let view = SectionView {
        entries: others.iter().take(OTHERS_MAX).map(|&it| EntryView::new(from, it)).collect(),
        all: (others.len() > OTHERS_MAX)
            .then(|| site.theme.count("all", site.lists.section(at).len())),
        ..section(from, at, 0)
    };
    (!others.is_empty()).then_some(view)
}

fn section<'a>(from: &Standpoint<'a>, at: SectionIndex, shown: usize) -> SectionView<'a> {
    let site = from.site;
    let in_force = site.lists.in_force(at);
    let count = site.lists.section(at).len();
    let entries = in_force.iter().take(shown).map(|&it| EntryView::new(from, it));
    SectionView {
        title: &site.handbook.method.section(at).title,
        href: from.href(&site.places.sections[usize::from(at.0)]),
        count: grouped(count),
        entries: entries.collect(),
        all: (in_force.len().min(shown) < count).then(|| site.theme.count("all", count)),
    }
}
