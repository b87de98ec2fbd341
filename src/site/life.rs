//! The life of a record, from what its text and its successors say: `life.html`.

use super::{
    parts::{DateView, known_status, status},
    standpoint::Standpoint,
};
use crate::{
    handbook::{EntryIndex, Handbook},
    method::Meaning,
    page::Part,
    text::{Date, Span},
};
use serde::Serialize;

/// What `life.html` shows: moments in their order, those to come last.
#[derive(Serialize)]
pub(super) struct LifeView {
    /// Its moments, in order.
    points: Vec<MomentView>,
}

/// Something that happened to a record, or is to.
#[derive(Serialize)]
struct MomentView {
    /// What.
    word: String,
    /// When.
    date: DateView,
    /// Whether somebody planned it: no text says that it happened.
    planned: bool,
}

/// The fields that name the day of something that happened, beside its date.
const HAPPENED: &[(&str, &[&str])] = &[
    ("begun", &["created", "created-on", "creation-date", "date-created", "start-date"]),
    ("proposed-on", &["proposed", "proposed-on"]),
    ("deprecated-on", &["deprecated", "deprecated-on"]),
    ("superseded-on-day", &[SUPERSEDED]),
];

/// The field that names the day when others took the place of a record.
const SUPERSEDED: &str = "superseded-on";

/// The field that names the day when a record is to be looked at again.
pub(super) const REVIEW: &str = "review-by";

/// The life of a record; none where only one day is known, since the block says that anyway.
pub(super) fn life(from: &Standpoint<'_>, at: EntryIndex) -> Option<LifeView> {
    let happened = happened(from, at);
    let word = from.site.theme.word("review-due");
    let review = review(from.site.handbook.part(at)).map(|day| (day, word.to_owned()));
    let known = happened.len() > 1 || review.is_some();
    let happened = happened.into_iter().map(|it| moment(it, false));
    let points = happened.chain(review.map(|it| moment(it, true))).collect();
    known.then_some(LifeView { points })
}

/// What happened to a record, by what its text and its successors say, in order.
pub(super) fn happened(from: &Standpoint<'_>, at: EntryIndex) -> Vec<(Date, String)> {
    let part = from.site.handbook.part(at);
    let word = |name: &str| from.site.theme.word(name).to_owned();
    let days = HAPPENED.iter().filter_map(|(name, keys)| {
        let (day, _) = keys.iter().find_map(|key| day(part, key))?;
        Some((day, word(name)))
    });
    let mut happened: Vec<(Date, String)> = days.collect();
    let named = part.date().filter(|_| !is_begin(part));
    happened.extend(named.map(|day| (day, dated(from, at))));
    // Some write the day of the last change as their date. What they then say of it is not known.
    let last = happened.iter().map(|(day, _)| *day).max();
    let superseded = superseded(from, at).filter(|(day, _)| Some(*day) >= last);
    happened.extend(superseded.filter(|_| day(part, SUPERSEDED).is_none()));
    happened.sort_by_key(|(day, _)| *day);
    happened.dedup_by(|next, before| next.0 == before.0 && next.1 == before.1);
    happened
}

/// The day from which on a record that is closed held no more; none where nobody says.
pub(super) fn ended(handbook: &Handbook, at: EntryIndex) -> Option<Date> {
    let part = handbook.part(at);
    let own = [SUPERSEDED, "deprecated-on", "deprecated"].into_iter().find_map(|it| day(part, it));
    let by = handbook.entry(at).standing.retired_by.iter();
    own.map(|(day, _)| day).or_else(|| by.filter_map(|&it| handbook.part(it).date()).max())
}

/// Whether the day of a record is the one on which it was begun, since it names no other.
pub(super) fn is_begin(part: &Part) -> bool {
    let (_, begun) = HAPPENED[0];
    let read = part.dates.first().map(|it| it.span);
    read.is_some() && begun.iter().any(|key| day(part, key).map(|(_, span)| span) == read)
}

/// The day when a record is to be looked at again.
pub(super) fn review(part: &Part) -> Option<Date> {
    day(part, REVIEW).map(|(day, _)| day)
}

fn moment((day, word): (Date, String), planned: bool) -> MomentView {
    MomentView { word, date: day.into(), planned }
}

/// The day that a field names, and where.
fn day(part: &Part, key: &str) -> Option<(Date, Span)> {
    let text = part.field(key)?.value.first_text()?;
    Some((Date::parse_prefix(&text.value)?, text.span))
}

/// What happened to a record on its date: it came to stand as it says, or, where it holds no more,
/// was decided once.
fn dated(from: &Standpoint<'_>, at: EntryIndex) -> String {
    let method = &from.site.handbook.method;
    let Some(stated) = from.site.handbook.entry(at).stated else {
        return from.site.theme.word("date").to_owned();
    };
    let once =
        method.status(stated).meaning == Meaning::Closed && method.status(stated).ever_held();
    if once {
        return from.site.theme.word("decided").to_owned();
    }
    known_status(from.site, stated).word
}

/// When others took the place of a record: the day the last of them was decided.
fn superseded(from: &Standpoint<'_>, at: EntryIndex) -> Option<(Date, String)> {
    let handbook = &from.site.handbook;
    let by = handbook.entry(at).standing.retired_by.iter();
    let on = by.filter_map(|&it| handbook.part(it).date()).max()?;
    Some((on, status(from.site, at).word))
}
