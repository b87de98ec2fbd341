//! The feeds of a site whose place on the web is known: of the whole book, and of each stage.

use super::{
    address::{Address, encode},
    hosting,
    life::happened,
    parts::{LinkView, in_words},
    standpoint::Standpoint,
};
use crate::{
    export::{self, FeedItem},
    handbook::{EntryIndex, Handbook},
    markdown::slug,
    method::StageIndex,
    text::Date,
};
use std::{cmp::Reverse, collections::BTreeSet};

/// How many records a feed has.
const ITEMS_MAX: usize = 50;

/// The feeds of a book, each with its address: that of all first. What a feed names must be
/// absolute, so a book has none that does not say where its site is.
pub(super) fn feeds(handbook: &Handbook) -> Vec<(Option<StageIndex>, String)> {
    if hosting::home(handbook).is_none() {
        return Vec::new();
    }
    let stages: BTreeSet<StageIndex> =
        handbook.iter().filter_map(|(at, _)| handbook.stage(at)).collect();
    let stage = |at: StageIndex| {
        let name = slug(&handbook.method.stage(at).name);
        (Some(at), format!("_/feeds/{name}.xml"))
    };
    std::iter::once((None, "_/feed.xml".to_owned())).chain(stages.into_iter().map(stage)).collect()
}

/// The feed of a stage, or of the whole book, as XML.
pub(super) fn feed(from: &Standpoint<'_>, of: Option<StageIndex>, address: &Address) -> String {
    let (handbook, places) = (&from.site.handbook, &from.site.places);
    let book = &handbook.config.book;
    let stage = of.map(|at| handbook.method.stage(at));
    let title = handbook.title();
    let page = of.map_or(&places.home, |at| &places.stages[usize::from(at.0)]);
    let url = |to| hosting::url(handbook, to).unwrap_or_default();
    let mut all = latest(from, of);
    all.truncate(ITEMS_MAX);
    let authors =
        if book.authors.is_empty() { vec![title.to_owned()] } else { book.authors.clone() };
    let feed = export::Feed {
        title: stage.map_or_else(|| title.to_owned(), |it| format!("{title}: {}", it.title)),
        subtitle: stage.map(|it| it.purpose.clone()).or_else(|| book.description.clone()),
        language: book.language.clone(),
        url: url(address),
        page: url(page),
        authors,
        updated: all.first().map_or(handbook.sources.as_of, |(day, ..)| *day),
        items: all.into_iter().map(|it| item(from, it)).collect(),
    };
    export::feed(&feed)
}

/// The records of a stage, or of all, with the last thing that happened to each until today: the
/// latest first.
fn latest(from: &Standpoint<'_>, of: Option<StageIndex>) -> Vec<(Date, EntryIndex, String)> {
    let handbook = &from.site.handbook;
    let today = handbook.sources.as_of;
    let records = handbook.iter().map(|(at, _)| at).filter(|at| {
        let stage = handbook.stage(*at);
        stage.is_some() && (of.is_none() || stage == of)
    });
    let last = |at| {
        let mut past = happened(from, at).into_iter().filter(|(day, _)| *day <= today);
        past.next_back().map(|(day, word)| (day, at, word))
    };
    let mut all: Vec<_> = records.filter_map(last).collect();
    all.sort_by_key(|(day, at, _)| Reverse((*day, *at)));
    all
}

fn item(from: &Standpoint<'_>, (day, at, word): (Date, EntryIndex, String)) -> FeedItem {
    let handbook = &from.site.handbook;
    let entry = handbook.entry(at);
    let title = from.site.title(at);
    let url = hosting::url(handbook, from.site.places.page(entry.page)).unwrap_or_default();
    let anchor = handbook.part(at).anchor.as_ref();
    FeedItem {
        title: entry.id.as_ref().map_or_else(|| title.to_owned(), |id| format!("{id} {title}")),
        url: anchor.map_or_else(|| url.clone(), |it| format!("{url}#{}", encode(it))),
        updated: day,
        kind: handbook.kind_name(at).map(in_words).unwrap_or_default(),
        summary: handbook.gist(at).map_or_else(|| word.clone(), |it| format!("{word}: {it}")),
    }
}

/// The links to all feeds, each called by what it is of.
pub(super) fn links(from: &Standpoint<'_>) -> Vec<LinkView> {
    let method = &from.site.handbook.method;
    let title = |of: Option<StageIndex>| match of {
        Some(at) => method.stage(at).title.clone(),
        None => from.site.theme.word("all").to_owned(),
    };
    let feeds = from.site.places.feeds.iter();
    feeds.map(|(of, to)| LinkView { href: from.href(to), text: title(*of) }).collect()
}
