//! Cards: what the links of a page lead to, in a few words, for the script that shows them.
//!
//! They stand on the page itself, so that they need no request and work from the disk.

use super::{
    Site, block,
    parts::{StatusView, in_words, status},
    standpoint::Standpoint,
};
use crate::{
    handbook::{At, Destination, Edge, EntryIndex, PageIndex, Spot},
    markdown::first_sentence,
    text::Date,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a link leads to.
#[derive(Serialize)]
struct CardView<'a> {
    /// The link, as the page writes it.
    href: String,
    /// What the record goes by; none for prose and for terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// What it is called.
    title: &'a str,
    /// How it stands; none for prose and for terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<CardStatusView>,
    /// What it comes to, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// What kind of thing it is, and what else tells it from others.
    meta: String,
}

/// How what a link leads to stands.
#[derive(Serialize)]
struct CardStatusView {
    /// The word for it, such as *Accepted*.
    word: String,
    /// The colour that means it: a class of the style.
    tone: &'static str,
    /// The reference to the icon that means it, by which the page knows that it needs that.
    icon: String,
}

impl From<StatusView> for CardStatusView {
    fn from(StatusView { word, tone, icon }: StatusView) -> Self {
        Self { word, tone, icon: format!("#icon.{icon}") }
    }
}

/// How many cards a page has.
const CARDS_MAX: usize = 40;
/// How many of them may be those of its title block, so that its text has its share.
const BLOCK_CARDS_MAX: usize = 20;
/// How many characters of a text a card shows.
const TEXT_MAX: usize = 240;
/// What stands between two pieces of the last line.
const BETWEEN: &str = " · ";

/// The cards of a page that shows these entries, as JSON that may stand in a script element; none
/// where it links to nothing that has one. In the order of the page: title block, text, references.
pub(super) fn cards(from: &Standpoint<'_>, page: PageIndex, of: &[EntryIndex]) -> Option<String> {
    let handbook = &from.site.handbook;
    let to = |edge: &Edge| match edge.to {
        Destination::Spot(spot) => Some(spot),
        _ => None,
    };
    let outgoing = of.iter().flat_map(|&at| handbook.outgoing(at)).filter_map(to);
    let incoming = || of.iter().flat_map(|&at| handbook.incoming(at));
    let related = incoming().filter(|it| it.relation.is_some()).map(|it| it.from);
    let text = handbook.links(page).iter().filter_map(to);
    let referring = incoming().map(|it| Spot { entry: it.from.entry, at: At::Whole });
    let spots = outgoing.chain(related).take(BLOCK_CARDS_MAX).chain(text).chain(referring);
    let mut seen = BTreeSet::new();
    let own = handbook.entry_of(page);
    let is_new = |it: &Spot| it.entry != own || handbook.term(*it).is_some();
    let spots = spots.filter(is_new).filter(|it| seen.insert(*it)).take(CARDS_MAX);
    let cards: Vec<CardView<'_>> = spots.map(|it| card(from, it)).collect();
    let json = || serde_json::to_string(&cards).expect("cards have only texts");
    // Nothing in it can end the element that it stands in.
    (!cards.is_empty()).then(|| json().replace('<', "\\u003c"))
}

fn card<'a>(from: &Standpoint<'a>, to: Spot) -> CardView<'a> {
    let site = from.site;
    let (href, title) = (from.spot(to), site.title(to.entry));
    let sentence = |text: &str| Some(first_sentence(text, TEXT_MAX)).filter(|it| !it.is_empty());
    if let Some(term) = site.handbook.term(to) {
        let (text, meta) = (sentence(&term.definition), title.to_owned());
        return CardView { href, id: None, title: &term.text, status: None, text, meta };
    }
    let entry = site.handbook.entry(to.entry);
    CardView {
        href,
        id: entry.id.as_deref(),
        title,
        status: entry.kind.map(|_| status(site, to.entry).into()),
        text: said(site, to).and_then(sentence),
        meta: meta(site, to.entry),
    }
}

/// What stands at a place in an entry: the criterion, what the heading is over, else the gist.
fn said(site: &Site, to: Spot) -> Option<&str> {
    let handbook = &site.handbook;
    let part = handbook.part(to.entry);
    match to.at {
        At::Whole => part.text("summary").or_else(|| handbook.gist(to.entry)),
        At::Criterion(_) => handbook.criterion(to).map(|it| it.text.as_str()),
        At::Anchor(at) => {
            let mut passages = part.passages.iter();
            let under = passages.find(|it| it.heading == Some(usize::from(at)));
            under.and_then(|it| it.gist()).or_else(|| handbook.gist(to.entry))
        }
    }
}

/// The last line of a card: the kind, then the priority or else the day, then who answers for it.
fn meta(site: &Site, at: EntryIndex) -> String {
    let part = site.handbook.part(at);
    let Some(kind) = site.handbook.kind_name(at) else {
        return site.theme.word("page").to_owned();
    };
    let ranked = part.text("priority").map(in_words);
    let facts = [ranked.or_else(|| part.date().map(Date::in_words)), block::owner(part)];
    let all = [in_words(kind)].into_iter().chain(facts.into_iter().flatten());
    all.collect::<Vec<_>>().join(BETWEEN)
}
