//! What leads to a record: who refers to it, as what, and in which words.

use super::{
    parts::{EntryView, in_words},
    standpoint::Standpoint,
};
use crate::{
    handbook::{Edge, EntryIndex},
    markdown::Sentence,
    method::RelationIndex,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What `references.html` shows.
#[derive(Serialize)]
pub(super) struct ReferencesView<'a> {
    /// How many entries refer to this one, as a heading.
    heading: String,
    /// Who does, by what the reference means.
    groups: Vec<GroupView<'a>>,
}

/// References that mean the same.
#[derive(Serialize)]
struct GroupView<'a> {
    /// What they mean, told from here.
    name: String,
    /// The first of them.
    shown: Vec<ReferenceView<'a>>,
    /// The others, which are folded away.
    folded: Vec<ReferenceView<'a>>,
    /// What unfolds them.
    more: String,
    /// What stands in for those that are not listed at all.
    rest: Option<String>,
}

/// An entry that refers to this one.
#[derive(Serialize)]
struct ReferenceView<'a> {
    /// The entry.
    entry: EntryView<'a>,
    /// The sentence with the link in it; none where there is none.
    quote: Option<QuoteView<'a>>,
}

/// A sentence with a link in it.
#[derive(Serialize)]
struct QuoteView<'a> {
    /// What stands before the link.
    before: &'a str,
    /// The text of the link.
    mark: &'a str,
    /// What follows it.
    after: &'a str,
}

/// How many references of one meaning are shown, and how many are listed at all.
const SHOWN_MAX: usize = 8;
const LISTED_MAX: usize = 200;

/// What leads to any of these entries from elsewhere; none where nothing does.
pub(super) fn references<'a>(
    from: &Standpoint<'a>,
    of: &[EntryIndex],
) -> Option<ReferencesView<'a>> {
    let mut sentences: BTreeMap<EntryIndex, Option<&'a Sentence>> = BTreeMap::new();
    let mut relations: BTreeMap<RelationIndex, Vec<EntryIndex>> = BTreeMap::new();
    for edge in of.iter().flat_map(|&at| from.site.handbook.incoming(at)) {
        let by = edge.from.entry;
        if of.contains(&by) {
            continue;
        }
        if let Some(relation) = edge.relation {
            relations.entry(relation).or_default().push(by);
        } else {
            let known = sentences.entry(by).or_default();
            *known = known.or_else(|| sentence(from, edge));
        }
    }
    let mut referring: BTreeSet<EntryIndex> = relations.values().flatten().copied().collect();
    let mentions = sentences.keys().filter(|it| !referring.contains(it));
    let mentions: Vec<EntryIndex> = mentions.copied().collect();
    let method = &from.site.handbook.method;
    let mut groups = Vec::new();
    for (relation, mut by) in relations {
        by.sort_unstable();
        by.dedup();
        let name = in_words(&method.relation(relation).inverse);
        groups.push(group(from, name, &by, &sentences));
    }
    if !mentions.is_empty() {
        let name = from.site.theme.word("mentioned-by").to_owned();
        groups.push(group(from, name, &mentions, &sentences));
    }
    referring.extend(mentions);
    let heading = from.site.theme.count("referenced", referring.len());
    (!groups.is_empty()).then_some(ReferencesView { heading, groups })
}

fn group<'a>(
    from: &Standpoint<'a>,
    name: String,
    by: &[EntryIndex],
    sentences: &BTreeMap<EntryIndex, Option<&'a Sentence>>,
) -> GroupView<'a> {
    let view = |at: &EntryIndex| ReferenceView {
        entry: EntryView::new(from, *at),
        quote: sentences.get(at).copied().flatten().and_then(quote),
    };
    // Folding one or two away would hide more than it clears up.
    let shown = if by.len() <= SHOWN_MAX + 2 { by.len() } else { SHOWN_MAX };
    let mut listed = by.iter().take(LISTED_MAX).map(view);
    let rest = by.len().saturating_sub(LISTED_MAX);
    let theme = &from.site.theme;
    GroupView {
        name,
        shown: listed.by_ref().take(shown).collect(),
        folded: listed.collect(),
        more: theme.count("more", by.len() - shown),
        rest: (rest > 0).then(|| theme.count("more", rest)),
    }
}

/// The sentence around a link in the prose.
fn sentence<'a>(from: &Standpoint<'a>, edge: &Edge) -> Option<&'a Sentence> {
    let place = &edge.stated.first()?.place;
    let outline = &from.site.handbook.page_of(edge.from.entry).outline;
    let link = outline.link_at(place.span.start)?;
    outline.links[link].sentence.as_ref()
}

/// A sentence taken apart; none where it says nothing but the link.
fn quote(sentence: &Sentence) -> Option<QuoteView<'_>> {
    let (start, end) = (sentence.mark.start as usize, sentence.mark.end as usize);
    let (before, rest) = sentence.text.split_at(start);
    let (mark, after) = rest.split_at(end - start);
    let says = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    (says(before) || says(after)).then_some(QuoteView { before, mark, after })
}
