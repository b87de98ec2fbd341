//! A section with all of its records: `section.html`.

use super::{
    base::{Belongs, FrameView, crumbs, frame},
    page::HeadlineView,
    parts::{EntryView, LinkView, in_words},
    standpoint::Standpoint,
};
use crate::method::{KindIndex, Section, SectionIndex};
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
    /// How many records it has, and how many of them are in force.
    summary: String,
    /// Its records, in order.
    entries: Vec<EntryView<'a>>,
    /// Whether any of them names a day.
    dated: bool,
    /// What belongs here.
    kinds: Vec<KindView<'a>>,
}

/// A kind of record, and how to begin one.
#[derive(Serialize)]
pub(super) struct KindView<'a> {
    /// What several of them are called.
    plural: String,
    /// What one of them says.
    purpose: &'a str,
    /// A file to begin with.
    start: String,
}

/// Renders a section.
pub(super) fn render(from: &Standpoint<'_>, at: SectionIndex) -> Result<String, String> {
    let site = from.site;
    let section = site.handbook.method.section(at);
    let belongs = Belongs::Section(at);
    let list = site.lists.section(at);
    let entries: Vec<EntryView<'_>> = list.iter().map(|&it| EntryView::new(from, it)).collect();
    let summary = summary(from, at);
    let view = SectionView {
        frame: frame(from, belongs, &section.title, format!("{}: {summary}", section.title)),
        crumbs: crumbs(from, belongs),
        heading: HeadlineView::plain(&section.title),
        summary,
        dated: entries.iter().any(|entry| entry.date.is_some()),
        entries,
        kinds: kinds(from, section),
    };
    site.theme.render("section.html", &view)
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

/// What belongs in a section.
pub(super) fn kinds<'a>(from: &Standpoint<'a>, section: &Section) -> Vec<KindView<'a>> {
    let method = &from.site.handbook.method;
    let named = section.kinds.iter().filter_map(|name| method.kind_named(name));
    named.map(|kind| view(from, kind)).collect()
}

fn view<'a>(from: &Standpoint<'a>, at: KindIndex) -> KindView<'a> {
    let method = &from.site.handbook.method;
    let kind = method.kind(at);
    let status = method.statuses.first().map_or("", |it| it.name.as_str());
    let title = from.site.theme.word("start-title");
    KindView {
        plural: in_words(&kind.plural),
        purpose: &kind.purpose,
        start: format!(
            "---\nkind: {}\nid: {}-001\nstatus: {status}\n---\n\n# {title}\n",
            kind.name, kind.prefix
        ),
    }
}
