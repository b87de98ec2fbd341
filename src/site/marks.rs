//! What a page shows in its text beside what its author wrote: how criteria stand, which option was
//! chosen, what no longer holds, what its live blocks ask for.

use super::{criteria::criterion, gone::notes, live::live, standpoint::Standpoint};
use crate::{
    handbook::{At, EntryIndex, PageIndex, Spot},
    markdown::{Added, escaped},
    page::{Considered, Fate, Point, Sort},
};

/// Fewer options than this are no comparison.
const COMPARED_MIN: usize = 2;

/// Everything that is added to the text of a page, by where it stands, one thing at a place. The
/// error is for the author of a template.
pub(super) fn marks(from: &Standpoint<'_>, page: PageIndex) -> Result<Vec<Added>, String> {
    let handbook = &from.site.handbook;
    let read = handbook.page(page);
    let entries = handbook.entries_on(page);
    let mut marks: Vec<Added> = Vec::new();
    for at in &entries {
        marks.extend(criteria(from, *at)?);
    }
    let placed = read.parts.iter();
    let placed = placed.filter_map(|part| Some(anchored(part.item?, part.anchor.clone()?)));
    marks.extend(placed);
    let terms = read.outline.terms.iter();
    marks.extend(terms.map(|it| anchored(it.start, it.anchor.clone())));
    for at in &entries {
        marks.extend(notes(from, *at)?);
    }
    for at in &entries {
        marks.extend(options(from, *at));
    }
    marks.extend(live(from, page)?);
    // What items are to a decision is of no use to a page that records nothing.
    if entries.iter().any(|at| handbook.entry(*at).kind.is_some()) {
        marks.extend(read.points.iter().map(|it| mark(from, it)));
    }
    // Of several for one place the first stays, since sorting keeps the order of equals.
    marks.sort_by_key(|it| it.start);
    marks.dedup_by_key(|it| it.start);
    Ok(marks)
}

fn anchored(start: u32, anchor: String) -> Added {
    Added { start, anchor: Some(anchor), ..Added::default() }
}

/// The criteria of an entry, with how they stand.
fn criteria(from: &Standpoint<'_>, entry: EntryIndex) -> Result<Vec<Added>, String> {
    let said = from.site.handbook.part(entry).criteria.iter().zip(0..);
    said.map(|(it, at)| {
        let anchor = Some(it.anchor.clone());
        let shown = criterion(from, Spot { entry, at: At::Criterion(at) })?;
        Ok(Added { start: it.item, anchor, ..shown })
    })
    .collect()
}

/// The options that a decision lists, with how much speaks for each and against it, where several
/// can be compared so: the list is their comparison, and leads to what is said of each.
fn options(from: &Standpoint<'_>, entry: EntryIndex) -> Vec<Added> {
    let considered = &from.site.handbook.part(entry).considered;
    let takes_sides = |it: &&Considered| it.arguments.iter().any(|it| it.sort != Sort::Neutral);
    let argued = considered.iter().filter(takes_sides);
    if argued.clone().count() < COMPARED_MIN {
        return Vec::new();
    }
    let listed = argued.filter_map(|it| Some((it.item?, it)));
    listed.map(|(item, option)| compared(from, entry, item, option)).collect()
}

fn compared(from: &Standpoint<'_>, entry: EntryIndex, item: u32, option: &Considered) -> Added {
    let theme = &from.site.theme;
    let count = |sort| option.arguments.iter().filter(|it| it.sort == sort).count();
    let counts = [("speaks-for", count(Sort::Good)), ("speaks-against", count(Sort::Bad))];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts = counts.map(|(word, count)| theme.phrase(word, &count.to_string()));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let heading = option.heading.and_then(|it| u16::try_from(it).ok()).map(At::Anchor);
    let href = from.spot(Spot { entry, at: heading.unwrap_or(At::Whole) });
    let chosen = option.fate == Fate::Chosen;
    let (class, word) = if chosen { ("chosen", theme.word("chosen")) } else { ("", "") };
    let pause = if chosen { ": " } else { "" };
    let after = format!(
        " <small>{}{pause}<a href=\"{}\">{}</a></small>",
        escaped(word),
        escaped(&href),
        escaped(&counts)
    );
    Added { start: item, class: class.to_owned(), after, ..Added::default() }
}

fn mark(from: &Standpoint<'_>, point: &Point) -> Added {
    let (class, term) = match point.sort {
        Sort::Good => ("good", None),
        Sort::Bad => ("bad", None),
        Sort::Neutral => ("neutral", None),
        Sort::Chosen => ("chosen", None),
        Sort::Fits(term) => ("fit", term),
    };
    // The others say it in their own words.
    let chosen = || format!(" <small>{}</small>", escaped(from.site.theme.word("chosen")));
    let after = if point.sort == Sort::Chosen { chosen() } else { String::new() };
    Added { start: point.item, class: class.to_owned(), term, after, ..Added::default() }
}
