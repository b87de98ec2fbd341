//! Reading order: by stage, section, kind, series and number; then prose, as the summary has it.

use super::link::Draft;
use crate::{
    markdown::LinkKind,
    method::Method,
    page::Page,
    text::{BookPath, Date},
};
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// What entries are sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank<'a> {
    Record {
        stage: u8,
        section: u8,
        kind: u8,
        folder: &'a str,
        number: u32,
        date: Option<Date>,
        path: &'a BookPath,
        part: usize,
    },
    Prose {
        listed: usize,
        folder: &'a str,
        inside: bool,
        path: &'a BookPath,
        part: usize,
    },
}

/// Puts entries into reading order.
pub(super) fn sort(drafts: &mut [Draft], pages: &[Arc<Page>], method: &Method) {
    let summary = summary(pages);
    drafts.par_sort_by_cached_key(|draft| rank(draft, pages, method, &summary));
}

fn rank<'a>(
    draft: &Draft,
    pages: &'a [Arc<Page>],
    method: &Method,
    summary: &BTreeMap<&BookPath, usize>,
) -> Rank<'a> {
    let page = &pages[draft.page.0 as usize];
    let path = page.path();
    let part = draft.part;
    let Some(kind) = draft.kind else {
        let listed = summary.get(path).copied().unwrap_or(usize::MAX);
        let inside = !path.is_index();
        return Rank::Prose { listed, folder: path.folder(), inside, path, part };
    };
    let section = method.section_of(kind);
    Rank::Record {
        stage: section.map_or(u8::MAX, |it| method.stage_of(it).0),
        section: section.map_or(u8::MAX, |it| it.0),
        kind: kind.0,
        folder: series(path),
        number: page.parts[part].number.unwrap_or(u32::MAX),
        date: page.name.date,
        path,
        part,
    }
}

/// The folder whose records are numbered together. A record that is a folder's README belongs to
/// the series of the folder above.
pub fn series(path: &BookPath) -> &str {
    let folder = path.folder();
    if path.is_index() { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder }
}

/// Where each page stands in the book's `SUMMARY.md`, as mdBook has it.
fn summary(pages: &[Arc<Page>]) -> BTreeMap<&BookPath, usize> {
    let Some(summary) = pages.iter().find(|page| page.path().is_summary()) else {
        return BTreeMap::new();
    };
    let mut places = BTreeMap::new();
    for link in summary.outline.links.iter().filter(|link| link.kind == LinkKind::Plain) {
        let target = link.target.split('#').next().unwrap_or_default();
        let Ok(path) = summary.path().join(target) else {
            continue;
        };
        if let Ok(at) = pages.binary_search_by(|page| page.path().cmp(&path)) {
            let place = places.len();
            places.entry(pages[at].path()).or_insert(place);
        }
    }
    places
}
