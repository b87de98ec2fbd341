//! Where a link leads.

use super::{
    At, Destination, EntryIndex, Handbook, Missing, PageIndex, Spot,
    names::{Named, term_key},
};
use crate::{
    markdown::{Link, LinkKind},
    page::{Criterion, Origin, Page, Reference},
    source::{Beyond, Presence, Sources},
    text::{self, BookPath, OuterPath},
};
use percent_encoding::percent_decode_str;
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
};
use unicode_normalization::UnicodeNormalization;

/// A written target, taken apart.
pub(super) enum Target<'a> {
    Web,
    Forbidden(&'a str),
    /// A path and an anchor, decoded; either may be empty.
    Local(Cow<'a, str>, Cow<'a, str>),
}

/// What a path leads to.
enum Located {
    /// A file of the book.
    File(BookPath),
    /// Something else, if anything.
    Beyond(Beyond),
}

/// What a page links to that is not among the files of the book, of which these are the pages.
pub(super) fn wants<'a>(
    sources: &'a Sources,
    pages: &'a HashSet<&str>,
    page: &'a Page,
) -> impl Iterator<Item = Beyond> + 'a {
    let from = page.path();
    let paths = page.outline.links.iter().filter(|link| is_path(link.kind));
    paths.filter_map(move |link| {
        let Target::Local(path, _) = target(&link.target) else {
            return None;
        };
        if path.is_empty() || straight(from, &path).is_some_and(|it| pages.contains(&*it)) {
            return None;
        }
        match locate(sources, from, &path) {
            Located::Beyond(beyond) => Some(beyond),
            Located::File(_) => None,
        }
    })
}

/// What a path, written in the file at `from`, leads to if a page is there. Most do, and so need
/// not be looked for.
fn straight(from: &BookPath, path: &str) -> Option<String> {
    if path.starts_with('/') { None } else { from.beside(path) }
}

/// The pictures of the book that a page shows.
pub(super) fn pictures(sources: &Sources, page: &Page) -> BTreeSet<BookPath> {
    let images = page.outline.links.iter().filter(|link| link.kind == LinkKind::Image);
    let located = images.filter_map(|link| match target(&link.target) {
        Target::Local(path, _) if !path.is_empty() => Some(locate(sources, page.path(), &path)),
        _ => None,
    });
    let files = located.filter_map(|located| match located {
        Located::File(path) => Some(path),
        Located::Beyond(_) => None,
    });
    files.collect()
}

fn is_path(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::Plain | LinkKind::Image | LinkKind::Html)
}

/// Where a link of the outline of `page` leads.
pub(super) fn link(handbook: &Handbook, page: PageIndex, link: &Link) -> Destination {
    match link.kind {
        LinkKind::Plain | LinkKind::Image | LinkKind::Html => written(handbook, page, &link.target),
        LinkKind::Wiki => wiki(handbook, page, &link.target),
        LinkKind::Bare => bare(handbook, page, &link.target),
        LinkKind::Undefined => Destination::Missing(Missing::Label(link.target.clone())),
    }
}

/// Where the reference of a relation leads. People are less careful here than in links, and mean
/// a record: so a path may also start at the root, or lack its extension.
pub(super) fn reference(
    handbook: &Handbook,
    page: PageIndex,
    to: &Reference,
    from: Origin,
) -> Destination {
    let path = handbook.page(page).path();
    if to.is_link || to.target.contains("://") {
        let found = written(handbook, page, &to.target);
        let Destination::Missing(Missing::File(_)) = found else {
            return found;
        };
        let rooted = to.target.split('#').next().and_then(BookPath::new);
        let rooted = rooted.and_then(|it| handbook.page_at(it.as_str()));
        return match rooted {
            Some(page) => whole(handbook.entry_of(page)),
            None => found,
        };
    }
    let file = path.join(&to.target).ok().filter(|_| from == Origin::FrontMatter);
    match file.and_then(|file| handbook.page_at(file.as_str())) {
        Some(page) => whole(handbook.entry_of(page)),
        None => name(handbook, page, &to.target),
    }
}

fn whole(entry: EntryIndex) -> Destination {
    Destination::Spot(Spot { entry, at: At::Whole })
}

/// Where a written path or address leads, or an anchor of the page itself.
fn written(handbook: &Handbook, page: PageIndex, written: &str) -> Destination {
    let from = handbook.page(page).path();
    match target(written) {
        Target::Local(path, anchor) if path.is_empty() => match anchor.is_empty() {
            false => spot(handbook, page, &anchor),
            true if written.contains('#') => spot(handbook, page, ""),
            // A chapter that is yet to be written is listed so.
            true if from.is_summary() => Destination::Nothing,
            true => Destination::Missing(Missing::File(String::new())),
        },
        _ => address(handbook, from, written),
    }
}

/// Where a path or address leads that is written in the file at `from`.
pub(super) fn address(handbook: &Handbook, from: &BookPath, written: &str) -> Destination {
    let (path, anchor) = match target(written) {
        Target::Web => return Destination::Web(written.trim().to_owned()),
        Target::Forbidden(scheme) => {
            return Destination::Missing(Missing::Scheme(scheme.to_owned()));
        }
        Target::Local(path, anchor) => (path, anchor),
    };
    let sources = &handbook.sources;
    if let Some(page) = straight(from, &path).and_then(|it| handbook.page_at(&it)) {
        return spot(handbook, page, &anchor);
    }
    match locate(sources, from, &path) {
        Located::File(path) => match handbook.page_at(path.as_str()) {
            Some(page) => spot(handbook, page, &anchor),
            None if is_run(&path) && !handbook.config.is_unsafe() => {
                Destination::Missing(Missing::Unpublished(path))
            }
            None => Destination::File(path),
        },
        Located::Beyond(beyond) => match sources.beyond.get(&beyond) {
            None | Some(Presence::Absent) => Destination::Missing(Missing::File(path.into_owned())),
            Some(_) => Destination::Beyond(beyond),
        },
    }
}

/// Pages that others than archbook made, by how their names end: a browser runs what is in them, on
/// a host that it trusts with more than this site.
const RUN: &[&str] = &["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml"];

fn is_run(path: &BookPath) -> bool {
    let extension = path.name().rsplit_once('.').map_or("", |(_, it)| it);
    RUN.iter().any(|it| it.eq_ignore_ascii_case(extension))
}

/// A page, or the place with this anchor on it. Forges ignore case in anchors, so people do too.
fn spot(handbook: &Handbook, page: PageIndex, anchor: &str) -> Destination {
    let entry = handbook.entry_of(page);
    if anchor.is_empty() || anchor == "top" {
        return whole(entry);
    }
    if let Some(entry) = handbook.entry_at(page, anchor) {
        return whole(entry);
    }
    let read = handbook.page(page);
    let entries = handbook.entries_on(page);
    let same = |it: &Criterion| it.anchor == anchor;
    if let Some(found) = entries.into_iter().find_map(|it| criterion(handbook, it, same)) {
        return found;
    }
    let exact = read.outline.anchors().position(|it| it == anchor);
    let lower = anchor.to_lowercase();
    let at = exact.or_else(|| read.outline.anchors().position(|it| it.to_lowercase() == lower));
    match at {
        Some(at) => Destination::Spot(Spot { entry, at: At::Anchor(index(at)) }),
        None => Destination::Missing(Missing::Anchor(read.path().clone(), anchor.to_owned())),
    }
}

/// The first criterion of an entry that is wanted.
fn criterion(
    handbook: &Handbook,
    entry: EntryIndex,
    wanted: impl Fn(&Criterion) -> bool,
) -> Option<Destination> {
    let at = handbook.part(entry).criteria.iter().position(wanted)?;
    Some(Destination::Spot(Spot { entry, at: At::Criterion(index(at)) }))
}

/// Places on a page are counted in two bytes; what lies beyond them counts as the last.
fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Where a wiki link leads: to what goes by the name, else to the term that a glossary defines. The
/// plural of a term is the term.
fn wiki(handbook: &Handbook, page: PageIndex, written: &str) -> Destination {
    let found = name(handbook, page, written);
    let Destination::Missing(Missing::Name(wanted)) = &found else {
        return found;
    };
    let forms = [Some(wanted.as_str()), wanted.strip_suffix('s'), wanted.strip_suffix("es")];
    let term = forms.into_iter().flatten().find_map(|it| term(handbook, page, it));
    term.unwrap_or(found)
}

/// The place where a term is defined, if one is.
fn term(handbook: &Handbook, page: PageIndex, wanted: &str) -> Option<Destination> {
    let entry = match handbook.names.glossary(wanted, handbook.page(page).path()) {
        Named::Nothing => return None,
        Named::Several(entries) => {
            return Some(Destination::Missing(Missing::Ambiguous(wanted.to_owned(), entries)));
        }
        Named::One(entry) => entry,
    };
    let outline = &handbook.page_of(entry).outline;
    let key = term_key(wanted);
    let at = outline.terms.iter().position(|it| term_key(&it.text) == key)?;
    let at = At::Anchor(index(outline.anchor_of_term(at)));
    Some(Destination::Spot(Spot { entry, at }))
}

/// Where a name leads, perhaps with an anchor or criterion after `#`.
fn name(handbook: &Handbook, page: PageIndex, written: &str) -> Destination {
    let (name, anchor) = written.split_once('#').unwrap_or((written, ""));
    let from = handbook.page(page).path();
    if name.trim().is_empty() && !anchor.is_empty() {
        return spot(handbook, page, anchor.trim());
    }
    match handbook.names.find(name, from) {
        Named::One(entry) if anchor.trim().is_empty() => whole(entry),
        Named::One(entry) => criterion(handbook, entry, |it| it.name == anchor.trim())
            .unwrap_or_else(|| spot(handbook, handbook.entry(entry).page, anchor.trim())),
        Named::Several(entries) => {
            Destination::Missing(Missing::Ambiguous(written.trim().to_owned(), entries))
        }
        Named::Nothing => Destination::Missing(Missing::Name(written.trim().to_owned())),
    }
}

/// Where an id in the prose leads. Much looks like an id and is none; only what shares its prefix
/// with ids that the book declares is expected to be there.
fn bare(handbook: &Handbook, page: PageIndex, written: &str) -> Destination {
    match handbook.names.find(written, handbook.page(page).path()) {
        Named::One(entry) if entry != handbook.entry_of(page) => whole(entry),
        Named::Nothing if handbook.names.expects(written) => {
            Destination::Missing(Missing::Name(written.to_owned()))
        }
        Named::One(_) | Named::Several(_) | Named::Nothing => Destination::Nothing,
    }
}

pub(super) fn target(written: &str) -> Target<'_> {
    let written = written.trim();
    if written.starts_with("//") {
        return Target::Web;
    }
    if let Some(scheme) = text::scheme(written) {
        let linked = text::is_linked(scheme);
        return if linked { Target::Web } else { Target::Forbidden(scheme) };
    }
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let path = path.split('?').next().unwrap_or_default();
    Target::Local(decoded(path), decoded(anchor))
}

/// A part of a link as it is meant. Hardly any is written in another way.
fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('%') { percent_decode_str(text).decode_utf8_lossy() } else { text.into() }
}

/// What a path, written in the file at `from`, leads to.
fn locate(sources: &Sources, from: &BookPath, path: &str) -> Located {
    let joined = match path.strip_prefix('/') {
        Some(rooted) => from_root(sources, rooted),
        None => from.join(path),
    };
    let path = match joined {
        Ok(path) => path,
        Err(outer) => return Located::Beyond(Beyond::Outside(outer)),
    };
    if let Some(path) = spelled(sources, &path) {
        return Located::File(path);
    }
    let written = path.as_str();
    let page = written.strip_suffix(".html").unwrap_or(written);
    // What is the README of a folder here is its index on the site.
    let folder = page.strip_suffix("index").filter(|it| it.is_empty() || it.ends_with('/'));
    let others = [
        Some(format!("{page}.md")),
        Some(format!("{written}/README.md")),
        Some(format!("{written}/index.md")),
        folder.map(|it| format!("{it}README.md")),
    ];
    let mut others = others.iter().flatten().filter_map(|it| spelled(sources, &BookPath::new(it)?));
    others.next().map_or(Located::Beyond(Beyond::Inside(path)), Located::File)
}

/// The path as the book has it. Some systems take letters with marks apart in the names of files,
/// which nobody sees who writes a link.
fn spelled(sources: &Sources, path: &BookPath) -> Option<BookPath> {
    if sources.tree.contains(path) {
        return Some(path.clone());
    }
    let text = path.as_str();
    let forms = (!text.is_ascii()).then(|| [text.nfc().collect(), text.nfd().collect::<String>()]);
    let forms = forms.into_iter().flatten().filter_map(|it| BookPath::new(&it));
    forms.into_iter().find(|it| sources.tree.contains(it))
}

/// A path with a leading slash starts at the folder of the pages, as on the site, or at the root,
/// as on a forge.
fn from_root(sources: &Sources, path: &str) -> Result<BookPath, OuterPath> {
    let in_src = sources.src.below("x").join(path);
    match in_src {
        Ok(found) if sources.tree.contains(&found) => Ok(found),
        _ => BookPath::root().below("x").join(path),
    }
}
