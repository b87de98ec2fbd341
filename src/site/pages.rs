//! The pages that are no record, some pages of them where they are many: `pages.html`.

use super::{
    base::{Belongs, FrameView, frame},
    page::HeadlineView,
    pager::{PagerView, pager, range},
    parts::EntryView,
    standpoint::Standpoint,
};
use serde::Serialize;

/// What `pages.html` shows.
#[derive(Serialize)]
struct PagesView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the list is called.
    heading: HeadlineView,
    /// The pages by folder, in reading order.
    folders: Vec<FolderView<'a>>,
    /// The way to the rest of the list; none where all of it is here.
    pager: Option<PagerView>,
}

/// Pages that follow each other and lie in one folder.
#[derive(Serialize)]
struct FolderView<'a> {
    /// The folder; empty at the top.
    folder: &'a str,
    /// Its pages.
    entries: Vec<EntryView<'a>>,
}

/// Renders a page of the list.
pub(super) fn render(from: &Standpoint<'_>, page: usize) -> Result<String, String> {
    let site = from.site;
    let mut folders: Vec<FolderView<'_>> = Vec::new();
    for &at in site.lists.page(None, page).0 {
        let path = site.handbook.page_of(at).path();
        let below = path.within(&site.handbook.sources.src).unwrap_or(path.as_str());
        let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
        let entry = EntryView::new(from, at);
        match folders.last_mut().filter(|it| it.folder == folder) {
            Some(last) => last.entries.push(entry),
            None => folders.push(FolderView { folder, entries: vec![entry] }),
        }
    }
    let plain = site.theme.word("pages");
    let mut title = plain.to_owned();
    if page > 0 {
        title = format!("{title}, {}", range(from, None, page));
    }
    let about = site.theme.count("pages", site.lists.prose.len());
    let view = PagesView {
        frame: frame(from, Belongs::Prose(None), &title, about),
        heading: HeadlineView::plain(plain),
        folders,
        pager: pager(from, None, page),
    };
    site.theme.render("pages.html", &view)
}
