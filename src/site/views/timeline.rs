//! What held from when to when: `timeline.html`.

mod lanes;
mod scale;

use crate::{
    handbook::{EntryIndex, Handbook},
    method::{Meaning, Shape, Status},
    site::{
        base::{Belongs, FrameView, frame},
        life::ended,
        page::HeadlineView,
        parts::{DateView, EntryView, status},
        standpoint::Standpoint,
        views::{
            Answers, ViewIndex,
            changes::{ChangeView, latest},
        },
    },
};
use lanes::{Life, Placed, placed};
use scale::Scale;
use serde::Serialize;

/// What `timeline.html` shows.
#[derive(Serialize)]
struct TimelineView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// The same as plain text.
    title: &'a str,
    /// What it answers.
    text: &'a str,
    /// How wide the drawing is, in its units.
    width: i32,
    /// How high it is.
    height: i32,
    /// Where years or months begin.
    ticks: Vec<TickView>,
    /// Where today is, from the left.
    today: i32,
    /// The day it shows.
    as_of: DateView,
    /// The records, lane by lane.
    bars: Vec<BarView<'a>>,
    /// What happened to them, the latest first.
    changes: Vec<ChangeView<'a>>,
    /// What follows where there is more than is shown.
    more: Option<String>,
    /// How many records name no day, in words; none where all do.
    undated: Option<String>,
}

/// Where a year or a month begins.
#[derive(Serialize)]
struct TickView {
    /// How far from the left.
    x: i32,
    /// Which one: its year, or its year and its month.
    text: String,
}

/// A record, from when to when it held.
#[derive(Serialize)]
struct BarView<'a> {
    /// The record.
    entry: EntryView<'a>,
    /// All of it in words.
    label: String,
    /// Where it begins, from the left.
    start: i32,
    /// Where it ends; none where it is a moment, since nobody knows more or it never held.
    end: Option<i32>,
    /// Whether nobody has decided it yet.
    open: bool,
    /// Where its line is, from the top.
    y: i32,
    /// Where its text is, from the left.
    x: i32,
    /// Whether its text ends there.
    ends: bool,
    /// As much of its title as there is room for.
    title: String,
    /// How it stands, where its bar does not show that; none where it is in force.
    word: Option<String>,
}

/// How many chains of records are shown, those in which something happened last.
const CHAINS_MAX: usize = 200;
/// How much of what happened is listed.
const CHANGES_MAX: usize = 200;
/// How high a lane is, and what stands above the first one.
const LANE_HEIGHT: i32 = 44;
const TOP: i32 = 52;
/// How wide a letter is.
const LETTER_WIDTH: i32 = 7;

/// Its one page, where there are days to show, and not one only.
pub(super) fn pages(handbook: &Handbook, _: &Answers) -> usize {
    let mut days = decisions(handbook).filter_map(|at| handbook.part(at).date());
    let first = days.next();
    usize::from(days.any(|day| Some(day) != first))
}

/// Renders the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let handbook = &from.site.handbook;
    let today = handbook.sources.as_of;
    let lives: Vec<Life> = decisions(handbook).filter_map(|it| life(from, it)).collect();
    let undated = decisions(handbook).count() - lives.len();
    let (placed, more) = placed(handbook, lives, CHAINS_MAX);
    let days = placed.iter().flat_map(|it| [it.life.start, it.life.end.unwrap_or(today)]);
    let scale = Scale::of(days.chain([today]));
    let lanes = placed.last().map_or(0, |it| it.lane + 1);
    let drawn = placed.iter().map(|it| it.life.entry);
    let (changes, _) = latest(from, drawn, CHANGES_MAX);
    let about = at.text(from);
    let frame = frame(from, Belongs::Views(Some(at)), at.title(from), about.to_owned());
    let ticks = scale.ticks().into_iter().map(|(x, text)| TickView { x, text });
    let view = TimelineView {
        frame: frame.styled(from, "views-timeline.css"),
        heading: HeadlineView::plain(at.title(from)),
        title: at.title(from),
        text: about,
        width: scale::WIDTH,
        height: TOP + LANE_HEIGHT * lanes,
        ticks: ticks.collect(),
        today: scale.x(today),
        as_of: today.into(),
        bars: bars(from, &placed, &scale),
        changes: changes.iter().map(|it| ChangeView::new(from, it)).collect(),
        more: (more > 0).then(|| from.site.theme.count("more", more)),
        undated: (undated > 0).then(|| from.site.theme.count("undated", undated)),
    };
    from.site.theme.render("timeline.html", &view)
}

/// The records that decide something, as the method says which kinds do.
fn decisions(handbook: &Handbook) -> impl Iterator<Item = EntryIndex> {
    let decides = |kind| handbook.method.kind(kind).shape == Some(Shape::Decision);
    let all = handbook.iter().filter(move |(_, entry)| entry.kind.is_some_and(decides));
    all.map(|(at, _)| at)
}

/// From when to when a record held, as far as texts say it; none where it names no day.
fn life(from: &Standpoint<'_>, at: EntryIndex) -> Option<Life> {
    let handbook = &from.site.handbook;
    let start = handbook.part(at).date()?;
    let known: Option<&Status> = handbook.effective(at).map(|it| handbook.method.status(it));
    let end = match known.map(|it| it.meaning) {
        Some(Meaning::Closed) => ended(handbook, at),
        Some(_) => Some(handbook.sources.as_of),
        None => None,
    };
    // What never held has no length, and neither has what is dated behind its own end.
    let held = known.is_some_and(|it| it.ever_held() || is_open(it));
    Some(Life { entry: at, start, end: end.filter(|end| held && *end > start) })
}

fn is_open(status: &Status) -> bool {
    status.meaning == Meaning::Open
}

fn bars<'a>(from: &Standpoint<'a>, placed: &[Placed], scale: &Scale) -> Vec<BarView<'a>> {
    let next = |at: usize| placed.get(at + 1).filter(|it| it.lane == placed[at].lane);
    let bar = |(at, it): (usize, &Placed)| {
        let start = scale.x(it.life.start);
        let before = at.checked_sub(1).filter(|&before| placed[before].lane == it.lane);
        // A text goes to the left where there is more room.
        let room_after = next(at).map_or(scale::WIDTH, |it| scale.x(it.life.start)) - start;
        let ends = before.is_none() && next(at).is_none() && start > scale::WIDTH * 2 / 3;
        let room = if ends { start } else { room_after };
        bar(from, it, scale, ends, room)
    };
    placed.iter().enumerate().map(bar).collect()
}

fn bar<'a>(
    from: &Standpoint<'a>,
    it: &Placed,
    scale: &Scale,
    ends: bool,
    room: i32,
) -> BarView<'a> {
    let (handbook, at) = (&from.site.handbook, it.life.entry);
    let entry = EntryView::new(from, at);
    let known = handbook.effective(at).map(|it| handbook.method.status(it));
    let start = scale.x(it.life.start);
    let end = it.life.end.map(|it| scale.x(it)).filter(|it| *it > start);
    let word = status(from.site, at).word;
    let name = entry.id.map_or(String::new(), |id| format!("{id} "));
    let days = match it.life.end {
        Some(end) if end != handbook.sources.as_of => format!("{} – {end}", it.life.start),
        _ => it.life.start.to_string(),
    };
    let letters = usize::try_from(room / LETTER_WIDTH).unwrap_or_default();
    let shown = (end.is_none() || known.is_none_or(is_open)).then(|| word.to_lowercase());
    let taken = name.chars().count() + shown.as_ref().map_or(0, |it| it.chars().count() + 1);
    let letters = letters.saturating_sub(taken + 1);
    BarView {
        label: format!("{name}{}, {}, {days}", entry.title, word.to_lowercase()),
        title: shortened(entry.title, letters),
        word: shown,
        entry,
        start,
        end,
        open: known.is_some_and(is_open),
        y: TOP + LANE_HEIGHT * it.lane,
        x: if ends { end.unwrap_or(start) - LETTER_WIDTH } else { start },
        ends,
    }
}

/// A text, or as much of it as so many letters can say.
fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let short: String = text.chars().take(letters.saturating_sub(1)).collect();
    if short.trim().is_empty() { String::new() } else { format!("{}…", short.trim_end()) }
}
