//! A graph as a drawing that needs no script: boxes that are links, and lines between them.
//! `drawing.html`.

use super::{
    parts::{EntryView, StatusView},
    standpoint::Standpoint,
};
use crate::{
    handbook::EntryIndex,
    layout::{Drawing, Graph, Lane, Node, NodeIndex, Point, Rectangle, Style, layout},
    method::Meaning,
};
use serde::Serialize;
use std::fmt::Write;

/// What is to be drawn.
#[derive(Default)]
pub(super) struct Sketch<'a> {
    /// The boxes.
    pub(super) items: Vec<Item<'a>>,
    /// The lines between them.
    pub(super) lines: Vec<Line>,
}

/// A box in a sketch.
pub(super) struct Item<'a> {
    /// Its lane, by its number.
    pub(super) lane: u16,
    /// What it leads to.
    pub(super) href: String,
    /// What stands above its title; none where nothing does.
    pub(super) id: Option<String>,
    /// What it is called.
    pub(super) title: &'a str,
    /// How it stands; none where it is no record.
    pub(super) status: Option<StatusView>,
    /// What that means, as a class of the style.
    pub(super) stands: &'static str,
}

/// A line in a sketch, from one box to another, which are known by their places in it.
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    /// What it says.
    pub(super) title: String,
    /// Whether it is a weak one.
    pub(super) faint: bool,
}

/// What `drawing.html` shows.
#[derive(Serialize)]
pub(super) struct DrawingView<'a> {
    /// In pixels.
    width: i64,
    /// In pixels.
    height: i64,
    /// The lanes, from left to right.
    lanes: Vec<LaneView<'a>>,
    /// The boxes.
    boxes: Vec<BoxView>,
    /// The lines between them.
    paths: Vec<PathView>,
}

/// A lane.
#[derive(Serialize)]
struct LaneView<'a> {
    /// Of its left side.
    x: i64,
    /// How wide it is.
    width: i64,
    /// What it is called.
    title: &'a str,
}

/// A box.
#[derive(Serialize)]
struct BoxView {
    /// Of its left side.
    x: i64,
    /// Of its upper side.
    y: i64,
    /// What it leads to.
    href: String,
    /// All of what it says.
    label: String,
    /// What it goes by; none where its title has all of its room.
    id: Option<String>,
    /// Its title, line by line, as far as there is room.
    lines: Vec<String>,
    /// How it stands; none where it is no record.
    status: Option<StatusView>,
    /// What that means, as a class of the style: `force`, `open`, `closed` or `none`.
    stands: &'static str,
}

/// A line.
#[derive(Serialize)]
struct PathView {
    /// Its way, as SVG writes it.
    way: String,
    /// What it says.
    title: String,
    /// Which boxes it joins, by their places.
    ends: String,
    /// Whether it is a weak one.
    faint: bool,
}

/// How every drawing begins.
pub(super) const DRAWN: &str = "<div class=\"graph\">";

/// How large a box is.
const WIDTH: u16 = 196;
const HEIGHT: u16 = 52;
/// What is free around all lanes, and above their boxes.
const MARGIN: i64 = 20;
const HEAD: i64 = 44;
/// How wide a title may be, and how wide it is where the icon stands beside it.
const TITLE_MAX: u32 = 174;
const TITLE_BESIDE_ICON_MAX: u32 = 152;
/// How many letters of an id there is room for.
const ID_MAX: usize = 20;
/// How large the letters of a title are.
const LETTERS: u32 = 12;

const STYLE: Style = Style {
    column_gap: 56,
    lane_gap: 40,
    row_gap: 14,
    edge_gap: 10,
    component_gap: 28,
    rows: std::num::NonZeroU16::new(12).expect("12 is not zero"),
};

impl<'a> Item<'a> {
    /// A record, in the lane of its stage.
    pub(super) fn record(from: &Standpoint<'a>, at: EntryIndex) -> Self {
        let handbook = &from.site.handbook;
        let EntryView { href, id, title, status, .. } = EntryView::new(from, at);
        let stands = match handbook.meaning(at) {
            Some(Meaning::InForce) => "force",
            Some(Meaning::Open) => "open",
            Some(Meaning::Closed) => "closed",
            None => "none",
        };
        let lane = handbook.stage(at).map_or(u16::MAX, |it| u16::from(it.0));
        Self { lane, href, id: id.map(ToOwned::to_owned), title, status, stands }
    }
}

/// Draws a sketch. `lane` says what a lane is called; lanes without a name are not shown.
pub(super) fn draw<'a>(
    sketch: Sketch<'a>,
    lane: impl Fn(u16) -> Option<&'a str>,
) -> DrawingView<'a> {
    let mut graph = Graph::default();
    for item in &sketch.items {
        graph.add(Node { lane: item.lane, width: WIDTH, height: HEIGHT });
    }
    for line in &sketch.lines {
        graph.connect(NodeIndex(line.from), NodeIndex(line.to));
    }
    let Drawing { boxes, paths, lanes, width, height, .. } = layout(&graph, &STYLE);
    let lanes = lanes.iter().filter_map(|it| Some(lane_view(it, lane(it.lane)?)));
    let lanes: Vec<LaneView<'_>> = lanes.collect();
    let head = if lanes.is_empty() { MARGIN } else { HEAD };
    let (boxes, paths) =
        (sketch.items.into_iter().zip(&boxes), sketch.lines.into_iter().zip(&paths));
    DrawingView {
        width: width + 2 * MARGIN,
        height: height + head + MARGIN,
        lanes,
        boxes: boxes.map(|(it, at)| box_view(it, at, head)).collect(),
        paths: paths.map(|(it, path)| path_view(it, path, head)).collect(),
    }
}

fn lane_view<'a>(lane: &Lane, title: &'a str) -> LaneView<'a> {
    LaneView { x: lane.left, width: lane.width + 2 * MARGIN, title }
}

fn box_view(item: Item<'_>, at: &Rectangle, head: i64) -> BoxView {
    let id = item.id.as_deref().map(|it| format!("{it} ")).unwrap_or_default();
    let status = item.status.as_ref().map(|it| format!(", {}", it.word.to_lowercase()));
    let first = if item.id.is_some() { TITLE_MAX } else { TITLE_BESIDE_ICON_MAX };
    BoxView {
        x: at.left + MARGIN,
        y: at.top + head,
        href: item.href,
        label: format!("{id}{}{}", item.title, status.unwrap_or_default()),
        id: item.id.map(|it| shortened(&it)),
        lines: lines(item.title, first),
        status: item.status,
        stands: item.stands,
    }
}

fn path_view(line: Line, path: &[Point], head: i64) -> PathView {
    let Line { from, to, title, faint } = line;
    PathView { way: way(path, head), title, ends: format!("{from} {to}"), faint }
}

/// The way of a path: level where it is, and bent softly where it changes its height.
fn way(path: &[Point], head: i64) -> String {
    let mut way = String::new();
    let mut before: Option<Point> = None;
    for point in path {
        let (x, y) = (point.x + MARGIN, point.y + head);
        let written = match before {
            None => write!(way, "M{x} {y}"),
            Some(it) if it.y == y => write!(way, "H{x}"),
            Some(it) => {
                let middle = i64::midpoint(it.x, x);
                write!(way, "C{middle} {} {middle} {y} {x} {y}", it.y)
            }
        };
        written.expect("writing to a string cannot fail");
        before = Some(Point { x, y });
    }
    way
}

/// A title in two lines at most, of which the first has this much room.
fn lines(title: &str, first: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        let count = lines.len();
        let room = if count > 1 { TITLE_MAX } else { first };
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if count == 2 => {
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let room = |at: usize| if at == 0 { first } else { TITLE_MAX };
    lines.iter().enumerate().map(|(at, line)| cut(line, room(at))).collect()
}

/// An id as far as there is room. Its letters are all of one width.
fn shortened(id: &str) -> String {
    if id.chars().count() <= ID_MAX {
        return id.to_owned();
    }
    id.chars().take(ID_MAX - 1).chain(['…']).collect()
}

/// A text that is no wider than there is room.
fn cut(text: &str, room: u32) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.trim_end_matches(" …").chars() {
        if width(&cut) + width_of(letter) + width_of('…') > room {
            break;
        }
        cut.push(letter);
    }
    format!("{}…", cut.trim_end())
}

/// About how wide a text is, rather too much than too little: fonts differ.
fn width(text: &str) -> u32 {
    text.chars().map(width_of).sum()
}

/// In pixels, in parts of the size of letters as they are in the fonts of the theme.
fn width_of(letter: char) -> u32 {
    let hundredths = match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '`' => 32,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' | ' ' | '"' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '–' | '—' => 95,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '_' => 70,
        '\0'..='\u{10ff}' => 60,
        _ => 105,
    };
    (hundredths * LETTERS).div_ceil(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_two_lines_at_most() {
        let check = |title, expected: &[&str]| assert_eq!(lines(title, TITLE_MAX), expected);
        check("Wait", &["Wait"]);
        check("", &[]);
        check("Keep an append-only log of orders", &["Keep an append-only log", "of orders"]);
        check(
            "Keep an append-only log of all orders, and replay them",
            &["Keep an append-only log", "of all orders, and replay…"],
        );
        check("Pneumonoultramicroscopicsilicovolcanoconiosis", &["Pneumonoultramicrosco…"]);
        check("決定を記録するための追記専用ログを採用する", &["決定を記録するための追記…"]);
    }

    #[test]
    fn a_way_is_level_or_bent() {
        let path = [(0, 0), (10, 0), (30, 20), (40, 20)].map(|(x, y)| Point { x, y });
        assert_eq!(way(&path, HEAD), "M20 44H30C40 44 40 64 50 64H60");
    }
}
