//! Many pages as one document, to print or to keep: `print.html`.
//!
//! Rendering one is the only work that loops over the texts of pages.

use super::{
    Site,
    base::{Belongs, FrameView, PRINTED, frame},
    block::{BlockView, block},
    body::body,
    page::{HeadlineView, headline},
    parts::{DateView, EntryView},
    places::Edition,
    standpoint::Standpoint,
};
use crate::{
    handbook::{EntryIndex, PageIndex},
    method::{SectionIndex, StageIndex},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// What `print.html` shows.
#[derive(Serialize)]
struct PrintView<'a> {
    /// What is around it on a screen.
    frame: FrameView<'a>,
    /// What the book is called.
    heading: HeadlineView,
    /// The stage it is about; none where it holds the whole book.
    stage: Option<&'a str>,
    /// What the stage is for, or what the book is about; none where the book does not say.
    about: Option<&'a str>,
    /// Who wrote the book; empty where it does not say.
    authors: String,
    /// The day it shows.
    as_of: DateView,
    /// The commit it was made from, shortened as git does; none where there is none.
    commit: Option<&'a str>,
    /// Its sections, in reading order; none of them is empty.
    sections: Vec<SectionView<'a>>,
}

/// Pages that stand together.
#[derive(Serialize)]
struct SectionView<'a> {
    /// Its anchor.
    anchor: String,
    /// What it is called.
    title: &'a str,
    /// The stage it belongs to, where the edition holds several.
    stage: Option<&'a str>,
    /// Its pages, in order.
    sheets: Vec<SheetView<'a>>,
}

/// A page of the book.
#[derive(Serialize)]
struct SheetView<'a> {
    /// Its anchor, with which all anchors in it begin.
    anchor: String,
    /// What it is called.
    heading: HeadlineView,
    /// The page as a line of the contents.
    entry: EntryView<'a>,
    /// The records it holds beside itself.
    parts: Vec<EntryView<'a>>,
    /// Its title block; none for prose.
    block: Option<BlockView<'a>>,
    /// Its text, as HTML.
    body: String,
}

/// What stands in a section.
struct Section<'a> {
    title: &'a str,
    stage: Option<&'a str>,
    pages: Vec<PageIndex>,
}

/// How much of a commit's name tells it from all others, as a rule.
const COMMIT_LENGTH: usize = 12;

/// The pages that an edition holds.
pub(super) fn pages(site: &Site, edition: Edition) -> BTreeSet<PageIndex> {
    sections(site, edition).into_iter().flat_map(|it| it.pages).collect()
}

/// Renders an edition.
pub(super) fn render(from: &Standpoint<'_>, edition: Edition) -> Result<String, String> {
    let Site { handbook, theme, .. } = from.site;
    let book = &handbook.config.book;
    let stage = match edition {
        Edition::Whole => None,
        Edition::Stage(at) => Some(handbook.method.stage(at)),
    };
    let belongs = match edition {
        Edition::Whole => Belongs::Alone,
        Edition::Stage(at) => Belongs::Stage(at),
    };
    let name = theme.word("print-edition");
    let title = stage.map_or(name.to_owned(), |stage| format!("{}: {name}", stage.title));
    let about = stage.map_or(book.description.as_deref(), |stage| Some(&*stage.purpose));
    let commit = handbook.sources.repository.as_ref().map(|it| it.commit.as_str());
    let sections = sections(from.site, edition).into_iter().zip(1..);
    let sections = sections.map(|(it, number)| section(from, it, number));
    let sections = sections.collect::<Result<Vec<_>, _>>()?;
    let sheets = sections.iter().flat_map(|section| &section.sheets);
    let texts: Vec<&str> = sheets.map(|sheet| sheet.body.as_str()).collect();
    let frame = frame(from, belongs, &title, about.unwrap_or(name).to_owned());
    let frame = frame.holding(from, PRINTED, &texts);
    let view = PrintView {
        frame,
        heading: HeadlineView::plain(handbook.title()),
        stage: stage.map(|it| it.title.as_str()),
        about,
        authors: book.authors.join(", "),
        as_of: handbook.sources.as_of.into(),
        commit: commit.map(|it| it.get(..COMMIT_LENGTH).unwrap_or(it)),
        sections,
    };
    theme.render("print.html", &view)
}

/// The sections of an edition that have pages, each page once: where it stands first.
fn sections(site: &Site, edition: Edition) -> Vec<Section<'_>> {
    let Site { handbook, lists, theme, places, .. } = site;
    let method = &handbook.method;
    let whole = edition == Edition::Whole;
    let of_stage = |at: StageIndex| whole || edition == Edition::Stage(at);
    let mut seen = BTreeSet::new();
    let mut add = |title, stage, entries: &[EntryIndex]| {
        let pages = entries.iter().map(|&it| handbook.entry(it).page);
        Section { title, stage, pages: pages.filter(|it| seen.insert(*it)).collect() }
    };
    let opening = places.opening.filter(|_| whole).map(|it| handbook.entry_of(it));
    let mut sections = vec![add(theme.word("introduction"), None, opening.as_slice())];
    for at in (0..).map(SectionIndex).take(method.sections.len()) {
        let stage = method.stage_of(at);
        if of_stage(stage) {
            let above = whole.then(|| method.stage(stage).title.as_str());
            sections.push(add(&method.section(at).title, above, lists.section(at)));
        }
    }
    if whole {
        sections.push(add(theme.word("pages"), None, &lists.prose));
    }
    sections.retain(|it| !it.pages.is_empty());
    sections
}

fn section<'a>(
    from: &Standpoint<'a>,
    of: Section<'a>,
    number: usize,
) -> Result<SectionView<'a>, String> {
    let sheets = of.pages.into_iter().map(|page| sheet(from, page));
    Ok(SectionView {
        anchor: format!("page.section-{number}"),
        title: of.title,
        stage: of.stage,
        sheets: sheets.collect::<Result<_, _>>()?,
    })
}

fn sheet<'a>(from: &Standpoint<'a>, page: PageIndex) -> Result<SheetView<'a>, String> {
    let site = from.site;
    let at = site.handbook.entry_of(page);
    Ok(SheetView {
        anchor: Standpoint::sheet(page),
        heading: headline(from, page, site.title(at)),
        entry: EntryView::new(from, at),
        parts: site.lists.parts(page).iter().map(|&it| EntryView::new(from, it)).collect(),
        block: block(from, at),
        body: body(from, page)?,
    })
}
