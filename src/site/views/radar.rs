//! What was explored and what came of it, as a radar and as a table: `radar.html`.
//!
//! The method says which field is the ring, which the sector, and what a record is about.

mod dots;

use crate::{
    handbook::{EntryIndex, Handbook},
    method::{Field, Meaning, Serves},
    site::{
        base::{Belongs, FrameView, frame},
        block,
        page::HeadlineView,
        parts::{EntryView, in_words},
        standpoint::Standpoint,
        views::{Answers, ViewIndex},
    },
};
use dots::{DOT, Dot, Placed, place};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap, f64::consts::TAU};

/// What `radar.html` shows.
#[derive(Serialize)]
struct RadarView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// What it answers.
    text: &'a str,
    /// Half of the width and the height of the drawing, whose middle is at zero.
    half: String,
    /// All of them.
    size: String,
    /// How far a dot reaches from its middle.
    dot: String,
    /// The rings, from the outermost.
    rings: Vec<RingView>,
    /// The sectors; empty where there is only one.
    sectors: Vec<SectorView>,
    /// The records, ring by ring.
    blips: Vec<BlipView<'a>>,
    /// Whether any of them says what it is about.
    about: bool,
    /// How many more there are than the drawing shows, in words; none where it shows all.
    undrawn: Option<String>,
}

/// A ring.
#[derive(Serialize)]
struct RingView {
    /// What it means.
    title: String,
    /// How far it reaches from the middle.
    radius: String,
    /// Where its title stands, to the right of the middle.
    label: String,
}

/// A sector.
#[derive(Serialize)]
struct SectorView {
    /// What it is about.
    title: String,
    /// Where its first edge ends, which begins in the middle.
    edge: PointView,
    /// Where its title stands: in a corner of the drawing.
    corner: PointView,
    /// Which end of the title stands there, as `text-anchor` says it.
    end: &'static str,
}

/// A place in the drawing.
#[derive(Serialize)]
struct PointView {
    /// How far it is to the right of the middle.
    x: String,
    /// How far below.
    y: String,
}

/// A record on the radar.
#[derive(Serialize)]
struct BlipView<'a> {
    /// What it goes by in the drawing.
    number: usize,
    /// The record.
    entry: EntryView<'a>,
    /// What it is about; empty where it does not say.
    about: String,
    /// Its ring.
    ring: String,
    /// The place of its ring, from the innermost.
    rank: usize,
    /// Its sector; empty where it does not say.
    sector: String,
    /// Where it is drawn; none where it is not.
    at: Option<PointView>,
}

/// With more sectors nobody sees which is which.
const SECTORS_MAX: usize = 4;
/// With more dots nobody finds one of them: these are the newest.
const DRAWN_MAX: usize = 150;
/// How wide a ring is, at least, beside a letter of its title.
const RING_MIN: f64 = 62.0;
const LETTER: f64 = 8.0;
/// What is left free around the rings.
const EDGE: f64 = 4.0;
/// How many letters of the title of a sector fit into a corner.
const TITLE_MAX: usize = 24;

/// What came of an exploration.
struct Blip {
    at: EntryIndex,
    ring: usize,
    /// Its sector, as it was written; empty where it was not.
    sector: String,
}

/// The radar of a handbook.
struct Radar {
    /// What the rings mean, from the innermost.
    rings: Vec<String>,
    /// What the sectors are about.
    sectors: Vec<String>,
    /// What stands on it: ring by ring, and sector by sector.
    blips: Vec<Blip>,
    /// Which of them are drawn.
    drawn: Vec<usize>,
    placed: Placed,
}

/// Its one page, where anything that was explored has come to something.
pub(super) fn pages(handbook: &Handbook, _: &Answers) -> usize {
    usize::from(blips(handbook).next().is_some())
}

/// Renders the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let theme = &from.site.theme;
    let radar = Radar::of(&from.site.handbook, theme.word("other-sectors"));
    let blips = radar.views(from);
    let undrawn = blips.len() - radar.drawn.len();
    let around = frame(from, Belongs::Views(Some(at)), at.title(from), at.text(from).to_owned());
    let view = RadarView {
        frame: around.styled(from, "views-answers.css").scripted(from, "app-lists.js"),
        heading: HeadlineView::plain(at.title(from)),
        text: at.text(from),
        half: figure(radar.half()),
        size: figure(2.0 * radar.half()),
        dot: figure(DOT),
        rings: radar.ring_views(),
        sectors: radar.sector_views(),
        about: blips.iter().any(|it| !it.about.is_empty()),
        blips,
        undrawn: (undrawn > 0).then(|| theme.count("undrawn", undrawn)),
    };
    theme.render("radar.html", &view)
}

/// The field that is the ring: the first that may say a few things only.
fn ring(handbook: &Handbook) -> Option<&Field> {
    handbook.method.serving(Serves::Ring).find(|it| !it.values.is_empty())
}

/// What was explored and has come to something, in reading order, without what holds no more.
fn blips(handbook: &Handbook) -> impl Iterator<Item = Blip> {
    let ring = ring(handbook);
    let sector = handbook.method.serving(Serves::Sector).next();
    let open = handbook.iter().filter(|(at, entry)| {
        entry.kind.is_some() && handbook.meaning(*at) != Some(Meaning::Closed)
    });
    open.filter_map(move |(at, _)| {
        let kind = handbook.kind_name(at)?;
        let ring = ring.filter(|it| it.kinds.is_empty() || it.kinds.iter().any(|it| it == kind))?;
        let part = handbook.part(at);
        let said = block::text(part.field(&ring.name)?);
        let ring = ring.values.iter().position(|it| it.eq_ignore_ascii_case(&said))?;
        let sector = sector.and_then(|it| part.field(&it.name)).map(block::text);
        Some(Blip { at, ring, sector: sector.unwrap_or_default() })
    })
}

impl PointView {
    fn at(x: f64, y: f64) -> Self {
        Self { x: figure(x), y: figure(y) }
    }
}

impl Radar {
    fn of(handbook: &Handbook, other: &str) -> Self {
        let mut blips: Vec<Blip> = blips(handbook).collect();
        let sectors = sectors(&blips, other);
        blips.sort_by_key(|it| (it.ring, sector(&sectors, it), it.at));
        let rings = ring(handbook).map_or(&[][..], |it| &it.values);
        let rings: Vec<String> = rings.iter().map(|it| in_words(it)).collect();
        let drawn = drawn(handbook, &blips);
        let dot = |&at: &usize| {
            let blip: &Blip = &blips[at];
            Dot { ring: small(blip.ring), sector: small(sector(&sectors, blip)) }
        };
        let dots: Vec<Dot> = drawn.iter().map(dot).collect();
        let letters = |title: &String| f64::from(small(title.chars().count()));
        let widths: Vec<f64> =
            rings.iter().map(|it| (letters(it) * LETTER + 2.0 * EDGE).max(RING_MIN)).collect();
        let placed = place(&dots, &widths, small(sectors.len()));
        Self { rings, sectors, blips, drawn, placed }
    }

    /// Half of the width and the height of the drawing.
    fn half(&self) -> f64 {
        self.placed.radii.last().copied().unwrap_or_default() + EDGE
    }

    /// The rings, from the outermost, so that the inner ones are drawn upon it.
    fn ring_views(&self) -> Vec<RingView> {
        let inner = [0.0].into_iter().chain(self.placed.radii.iter().copied());
        let rings = self.rings.iter().zip(&self.placed.radii).zip(inner);
        let view = |((title, &radius), inner): ((&String, &f64), f64)| RingView {
            title: title.clone(),
            radius: figure(radius),
            label: figure(f64::midpoint(radius, inner)),
        };
        let mut views: Vec<RingView> = rings.map(view).collect();
        views.reverse();
        views
    }

    fn sector_views(&self) -> Vec<SectorView> {
        let (half, count) = (self.half(), self.sectors.len());
        let view = |(at, title): (usize, &String)| {
            let width = TAU / f64::from(small(count));
            let (edge, middle) =
                (width * f64::from(small(at)), width * f64::from(small(at)) + width / 2.0);
            let reach = half - EDGE;
            let right = middle.cos() > 0.01;
            let top = middle.sin() > -0.01;
            let x = if right { half } else { -half };
            let y = if top { LETTER * 1.5 - half } else { half - EDGE };
            let end = if right { "end" } else { "start" };
            SectorView {
                title: shortened(title),
                edge: PointView::at(reach * edge.cos(), -reach * edge.sin()),
                corner: PointView::at(x, y),
                end,
            }
        };
        let all = self.sectors.iter().enumerate().filter(|_| count > 1);
        all.map(view).collect()
    }

    fn views<'a>(&self, from: &Standpoint<'a>) -> Vec<BlipView<'a>> {
        let handbook = &from.site.handbook;
        let places = self.drawn.iter().copied().zip(&self.placed.dots);
        let places: BTreeMap<usize, &(f64, f64)> = places.collect();
        let view = |(place, blip): (usize, &Blip)| BlipView {
            number: place + 1,
            entry: EntryView::dated(from, blip.at),
            about: about(handbook, blip.at),
            ring: self.rings[blip.ring].clone(),
            rank: blip.ring,
            sector: blip.sector.clone(),
            at: places.get(&place).map(|(x, y)| PointView::at(*x, *y)),
        };
        self.blips.iter().enumerate().map(view).collect()
    }
}

/// The sectors of the radar: those that most records are in, in the order of their names. Where
/// there are too many, or some records say none, the last one is for those.
fn sectors(blips: &[Blip], other: &str) -> Vec<String> {
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for blip in blips.iter().filter(|it| !it.sector.is_empty()) {
        counts.entry(blip.sector.to_lowercase()).or_insert((0, &blip.sector)).0 += 1;
    }
    let named = counts.len();
    let rest = named > SECTORS_MAX || blips.iter().any(|it| it.sector.is_empty());
    let mut most: Vec<(Reverse<usize>, &str)> =
        counts.into_values().map(|(count, name)| (Reverse(count), name)).collect();
    most.sort_unstable();
    most.truncate(SECTORS_MAX - usize::from(rest));
    let mut sectors: Vec<String> = most.into_iter().map(|(_, name)| name.to_owned()).collect();
    sectors.sort_unstable_by_key(|it| it.to_lowercase());
    sectors.extend(rest.then(|| other.to_owned()));
    sectors
}

/// Which sector a record is in.
fn sector(sectors: &[String], blip: &Blip) -> usize {
    let own = |it: &String| it.to_lowercase() == blip.sector.to_lowercase();
    sectors.iter().position(own).unwrap_or(sectors.len() - 1)
}

/// Which records are drawn: all of them, or the newest.
fn drawn(handbook: &Handbook, blips: &[Blip]) -> Vec<usize> {
    let mut drawn: Vec<usize> = (0..blips.len()).collect();
    drawn.sort_by_key(|&it| Reverse(handbook.part(blips[it].at).date()));
    drawn.truncate(DRAWN_MAX);
    drawn.sort_unstable();
    drawn
}

/// What a record on the radar is about.
fn about(handbook: &Handbook, at: EntryIndex) -> String {
    let fields = handbook.method.serving(Serves::Subject);
    let said = fields.filter_map(|it| handbook.part(at).field(&it.name)).map(block::text);
    said.collect::<Vec<_>>().join(", ")
}

/// A length as a drawing says it.
fn figure(length: f64) -> String {
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    // Zero has no sign.
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A title that fits into a corner.
fn shortened(title: &str) -> String {
    match title.char_indices().nth(TITLE_MAX) {
        Some((end, _)) => format!("{} …", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// What is counted here fits.
fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
