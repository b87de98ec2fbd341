//! What somebody may have meant who asked for an address that the site has not.

use super::{address::Address, places::Target, standpoint::Standpoint};
use crate::page::same_id;
use serde::Serialize;
use strsim::normalized_damerau_levenshtein as likeness;

/// A page that may have been meant.
#[derive(Serialize)]
pub(super) struct NearView<'a> {
    /// Where it is.
    href: String,
    /// What it goes by; none for what has no id.
    id: Option<&'a str>,
    /// What it is called.
    title: &'a str,
}

/// How many are named.
const NEAR_MAX: usize = 5;
/// How alike they must be to what was asked for, where 1 is the same.
const LIKE_MIN: f64 = 0.6;

/// The pages that are nearest to what was asked for: of its id, or of nearly its address.
pub(super) fn nearest<'a>(from: &Standpoint<'a>, asked: &Address) -> Vec<NearView<'a>> {
    let asked = plain(asked);
    let mut near: Vec<(f64, NearView<'a>)> = by_id(from, &asked).map(|it| (1.0, it)).collect();
    for (address, target) in from.site.targets() {
        let like = alike(&asked, &plain(address));
        if like >= LIKE_MIN
            && let Some((id, title)) = named(from, target)
        {
            let href = from.href(address);
            if near.iter().all(|(_, it)| it.href != href) {
                near.push((like, NearView { href, id, title }));
            }
        }
    }
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    near.into_iter().map(|(_, it)| it).take(NEAR_MAX).collect()
}

/// What goes by the id that the last part of an address is.
fn by_id<'a>(from: &Standpoint<'a>, asked: &str) -> impl Iterator<Item = NearView<'a>> {
    let name = last(asked).to_owned();
    from.site.handbook.iter().filter_map(move |(at, entry)| {
        let id = entry.id.as_deref().filter(|id| same_id(id, &name))?;
        Some(NearView { href: from.entry(at), id: Some(id), title: from.site.title(at) })
    })
}

/// What the page at an address is called; none for what is no page to read.
fn named<'a>(from: &Standpoint<'a>, target: &Target) -> Option<(Option<&'a str>, &'a str)> {
    let (handbook, theme) = (&from.site.handbook, &from.site.theme);
    Some(match target {
        Target::Home => (None, handbook.title()),
        Target::Page(page) => {
            let at = handbook.entry_of(*page);
            (handbook.entry(at).id.as_deref(), from.site.title(at))
        }
        Target::Stage(at) => (None, &handbook.method.stage(*at).title),
        Target::Section(at, 0) => (None, &handbook.method.section(*at).title),
        Target::Pages(0) => (None, theme.word("pages")),
        Target::Report => (None, theme.word("completeness")),
        Target::Method => (None, theme.word("method")),
        Target::Views => (None, theme.word("views")),
        Target::View(at) => (None, at.title(from)),
        _ => return None,
    })
}

/// An address without what people leave out or confuse: its letter case, its end, an index.
fn plain(address: &Address) -> String {
    let lower = address.as_str().to_lowercase();
    let bare = [".html", ".htm", ".md"].iter().find_map(|end| lower.strip_suffix(end));
    let bare = bare.unwrap_or(&lower).trim_end_matches('/');
    bare.strip_suffix("/index").unwrap_or(bare).to_owned()
}

fn last(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

/// How alike two addresses are. The name counts most: folders are what moves.
fn alike(asked: &str, there: &str) -> f64 {
    let (name, other) = (last(asked), last(there));
    let begins = other.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
    let names = if begins { 1.0 } else { likeness(name, other) };
    // Most names are far off, and their folders are not worth a look.
    if names < LIKE_MIN {
        return 0.0;
    }
    names.mul_add(0.8, likeness(asked, there) * 0.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: &str, there: &str, near: bool) {
        let like = alike(&plain(&Address::new(asked)), &plain(&Address::new(there)));
        assert_eq!(like >= LIKE_MIN, near, "{asked} {there}: {like}");
    }

    #[test]
    fn a_slip_or_another_folder_is_near_and_another_name_is_not() {
        check("decisions/0007-event-lgo.html", "decisions/0007-event-log.html", true);
        check("adr/0007-event-log.md", "decisions/0007-event-log.html", true);
        check("decisions/0007", "decisions/0007-event-log.html", true);
        check("Guide/", "guide/index.html", true);
        check("decisions/0007-event-log", "decisions/0008-other-thing.html", false);
        check("favicon.ico", "index.html", false);
    }
}
