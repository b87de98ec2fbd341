//! The index of the search as files that work from the disk: each calls one function.

use crate::{
    handbook::{EntryIndex, Handbook},
    markdown::{Heading, shortened},
    method::{KindIndex, StatusIndex},
    search::{self, Document, Fact, Facts, Index},
    site::{
        Site,
        address::encode,
        parts::{in_words, known_status},
        standpoint::Standpoint,
    },
    text::Date,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Script {
    /// Where everything else is, and the words of the interface.
    Directory,
    /// The n-th piece of the terms.
    Shard(usize),
    /// The n-th piece of what is shown of documents.
    Block(usize),
    /// What can be asked without words.
    Facts,
}

/// How many characters of a text a result shows.
const EXCERPT_MAX: usize = 160;
/// The words that the script shows, by how their names begin.
const WORDS: &str = "search";

/// What is shown of a document: where it is, its id, its title, its status and its kind as indices
/// into the directory (-1 where it is prose), the beginning of its text, and its headings with
/// their anchors, which are empty where they follow from the headings.
type Shown<'a> = (String, &'a str, &'a str, isize, isize, String, Vec<(&'a str, String)>);

/// The files of the index, and where each of them is. How many there are follows from the number of
/// entries.
pub(in crate::site) fn scripts(handbook: &Handbook) -> Vec<(Script, String)> {
    let documents = handbook.entries.len();
    let shards = (0..search::shards(documents)).map(|at| (Script::Shard(at), format!("t-{at}")));
    let blocks = (0..search::blocks(documents)).map(|at| (Script::Block(at), format!("d-{at}")));
    let single = [(Script::Directory, "index".to_owned()), (Script::Facts, "facts".to_owned())];
    let all = single.into_iter().chain(shards).chain(blocks);
    all.map(|(it, name)| (it, format!("_/search/{name}.js"))).collect()
}

/// The text of a file of the index.
pub(in crate::site) fn script(site: &Site, which: Script) -> String {
    let index = site.index();
    match which {
        Script::Directory => call("i", 0, &directory(site, index)),
        Script::Shard(at) => call("t", at, &index.shards()[at].text),
        Script::Block(at) => {
            let shown = index.block(at).iter().map(|it| shown(site, it));
            call("d", at, &shown.collect::<Vec<_>>())
        }
        Script::Facts => {
            let facts = search::facts(&site.handbook, index);
            call("f", 0, &asked(&facts, site.handbook.sources.as_of))
        }
    }
}

/// The call that hands over what a file holds.
fn call(kind: &str, number: usize, data: &impl Serialize) -> String {
    format!("archbookSearch(\"{kind}\",{number},{});\n", literal(data))
}

/// What a file holds, as scripts write it.
pub(in crate::site) fn literal(data: &impl Serialize) -> String {
    let data = serde_json::to_string(data).expect("there are only texts and numbers");
    // Old scripts take these for the ends of lines, also inside a text.
    data.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// What a reader loads with the first query: how many documents there are and how many of them
/// stand first, whose status is not closed; the first term of each shard; colour, icon and word of
/// each status, and last of what is unknown; all icons; the kinds; the words of the interface.
fn directory(site: &Site, index: &Index) -> Value {
    let method = &site.handbook.method;
    let statuses = (0..).map(StatusIndex).take(method.statuses.len());
    let statuses = statuses.map(|at| known_status(site, at)).map(|it| (it.tone, it.icon, it.word));
    let unknown = ("unknown", "unknown", site.theme.word("unknown").to_owned());
    json!({
        "documents": index.documents().len(),
        "retired": index.retired_from(),
        "block": Index::block_size(),
        "first": index.shards().iter().map(|it| &it.first).collect::<Vec<_>>(),
        "icons": site.theme.icons(),
        "statuses": statuses.chain([unknown]).collect::<Vec<_>>(),
        "kinds": method.kinds.iter().map(|it| in_words(&it.name)).collect::<Vec<_>>(),
        "words": site.theme.words(WORDS).collect::<BTreeMap<_, _>>(),
    })
}

fn shown<'a>(site: &'a Site, document: &Document) -> Shown<'a> {
    let handbook = &site.handbook;
    let at = document.entry;
    let entry = handbook.entry(at);
    let from = Standpoint::at(site, &site.places.home);
    let status = entry.kind.map(|_| entry.standing.effective);
    let unknown = handbook.method.statuses.len();
    let status = status.map(|it| it.map_or(unknown, |StatusIndex(at)| usize::from(at)));
    let kind = entry.kind.map(|KindIndex(at)| usize::from(at));
    let headings = &handbook.page_of(at).outline.headings;
    let headings = document.headings.iter().map(|&it| &headings[it]);
    (
        from.entry(at),
        entry.id.as_deref().unwrap_or_default(),
        site.title(at),
        status.map_or(-1, usize::cast_signed),
        kind.map_or(-1, usize::cast_signed),
        excerpt(site, at),
        headings.map(|it| (it.text.as_str(), anchor(it))).collect(),
    )
}

/// The anchor of a heading as links write it; empty where it is the plain one, which the script
/// makes of the text.
fn anchor(heading: &Heading) -> String {
    let written = encode(&heading.anchor);
    let is_plain = written == heading.text.to_lowercase().replace(' ', "-");
    if is_plain { String::new() } else { written }
}

/// How the text of an entry begins, or what it comes to.
fn excerpt(site: &Site, at: EntryIndex) -> String {
    let part = site.handbook.part(at);
    let text = part.text("summary").or_else(|| site.handbook.gist(at));
    shortened(text.unwrap_or_default(), EXCERPT_MAX)
}

/// What can be asked without words: each fact with its names, whether it has no other values, and
/// its values, each with its names and the set of its documents. Ids, numbers and days are by
/// document; a day is a number such as 20260314, and 0 is none.
fn asked(facts: &Facts, today: Date) -> Value {
    let values =
        |it: &Fact| it.values.iter().map(|it| json!([it.names, it.documents])).collect::<Vec<_>>();
    let fact = |it: &Fact| json!([it.names, it.is_closed, values(it)]);
    json!({
        "today": number(today),
        "facts": facts.facts.iter().map(fact).collect::<Vec<_>>(),
        "ids": facts.ids,
        "numbers": facts.numbers,
        "dates": facts.dates.iter().map(|it| it.map_or(0, number)).collect::<Vec<_>>(),
        "dateNames": facts.date_names,
    })
}

/// A day as a number that is larger the later it is: 20260314.
fn number(day: Date) -> u32 {
    let digits = day.to_string().replace('-', "");
    digits.parse().expect("a day is written in digits")
}
