//! What leads to a record: who refers to it, as what, and in which words.

use super::{
    block::LINKS_MAX,
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
#[derive(Clone, Copy, Serialize)]
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

/// The sentence of each entry that mentions another one; none where the link stands alone.
type Sentences<'a> = BTreeMap<EntryIndex, Option<QuoteView<'a>>>;

/// What leads to any of these entries from elsewhere; none where nothing does.
pub(super) fn references<'a>(
    from: &Standpoint<'a>,
    of: &[EntryIndex],
) -> Option<ReferencesView<'a>> {
    let mut sentences: Sentences<'a> = BTreeMap::new();
    let mut relations: BTreeMap<RelationIndex, BTreeSet<EntryIndex>> = BTreeMap::new();
    for edge in of.iter().flat_map(|&at| from.site.handbook.incoming(at)) {
        let by = edge.from.entry;
        if of.contains(&by) {
            continue;
        }
        if let Some(relation) = edge.relation {
            relations.entry(relation).or_default().insert(by);
        } else {
            let known = sentences.entry(by).or_default();
            *known = known.or_else(|| sentence(from, edge).and_then(quote));
        }
    }
    let related: BTreeSet<EntryIndex> = relations.values().flatten().copied().collect();
    let mentions = sentences.keys().copied().filter(|it| !related.contains(it)).collect();
    if let [only] = of
        && from.site.handbook.entry(*only).kind.is_some()
    {
        for by in relations.values_mut() {
            leave_out_what_is_named(by, &sentences);
        }
    }
    let method = &from.site.handbook.method;
    let told = |(relation, by)| (in_words(&method.relation(relation).inverse), by);
    let mentioned = (from.site.theme.word("mentioned-by").to_owned(), mentions);
    let groups = relations.into_iter().map(told).chain([mentioned]);
    let groups: Vec<(String, BTreeSet<EntryIndex>)> =
        groups.filter(|(_, by)| !by.is_empty()).collect();
    let all: BTreeSet<EntryIndex> = groups.iter().flat_map(|(_, by)| by).copied().collect();
    let heading = from.site.theme.count("referenced", all.len());
    let groups = groups.into_iter().map(|(name, by)| group(from, name, by, &sentences));
    (!all.is_empty()).then(|| ReferencesView { heading, groups: groups.collect() })
}

/// Leaves out what the title block names, unless it says something in a sentence: a reader who
/// comes here has read the block. Where the block does not show all, the whole list stands here.
fn leave_out_what_is_named(by: &mut BTreeSet<EntryIndex>, sentences: &Sentences<'_>) {
    if by.len() <= LINKS_MAX {
        by.retain(|it| sentences.get(it).is_some_and(Option::is_some));
    }
}

fn group<'a>(
    from: &Standpoint<'a>,
    name: String,
    by: BTreeSet<EntryIndex>,
    sentences: &Sentences<'a>,
) -> GroupView<'a> {
    let view = |at| ReferenceView {
        entry: EntryView::new(from, at),
        quote: sentences.get(&at).copied().flatten(),
    };
    // Folding one or two away would hide more than it clears up.
    let shown = if by.len() <= SHOWN_MAX + 2 { by.len() } else { SHOWN_MAX };
    let theme = &from.site.theme;
    let (rest, more) = (by.len().saturating_sub(LISTED_MAX), by.len() - shown);
    let mut listed = by.into_iter().take(LISTED_MAX).map(view);
    GroupView {
        name,
        shown: listed.by_ref().take(shown).collect(),
        folded: listed.collect(),
        more: theme.count("more", more),
        rest: (rest > 0).then(|| theme.count("more", rest)),
    }
}

/// The sentence around a link in the prose.
fn sentence<'a>(from: &Standpoint<'a>, edge: &Edge) -> Option<&'a Sentence> {
    let outline = &from.site.handbook.page_of(edge.from.entry).outline;
    let link = outline.link_at(edge.stated.place.span.start)?;
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
