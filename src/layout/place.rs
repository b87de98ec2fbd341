//! Gives every vertex of a component its height.
//!
//! This is what Brandes and Köpf do with columns (2001): line vertices up in four ways, from the
//! left and from the right, from the top and from the bottom, and take the mean of the two middle
//! results. Lines are pushed together by longest ways, and not by the classes of the paper, whose
//! third algorithm can push lines into each other (Brandes, Walter and Zink: Erratum, 2020).

use super::{
    Graph, Style,
    align::{self, Conflicts},
    bends::Layered,
    component::Component,
    layers, order,
};

/// A component with a layer and a height for everything in it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) component: Component,
    /// The lane of each layer.
    pub(super) lanes: Vec<u16>,
    pub(super) layered: Layered,
    /// By vertex, how far its middle is below the upper side of the component.
    pub(super) middles: Vec<i64>,
    /// To the lower side of the lowest box, or to the lowest bend.
    pub(super) height: i64,
    /// How often pieces cross.
    pub(super) crossings: u64,
}

/// What vertices need around their middles.
struct Room<'a> {
    layered: &'a Layered,
    /// By box.
    heights: Vec<i64>,
    row_gap: i64,
    edge_gap: i64,
}

/// From where vertices are lined up.
#[derive(Clone, Copy)]
struct Corner {
    right: bool,
    bottom: bool,
}

const CORNERS: [Corner; 4] = [
    Corner { right: false, bottom: false },
    Corner { right: false, bottom: true },
    Corner { right: true, bottom: false },
    Corner { right: true, bottom: true },
];

/// Lays out a component by itself.
pub(super) fn plan(graph: &Graph, component: Component, style: &Style) -> Plan {
    let layers = layers::assign(graph, &component);
    let mut layered = Layered::new(&component, &layers);
    let crossings = order::order(&mut layered);
    let room = Room {
        layered: &layered,
        heights: component.nodes.iter().map(|&it| graph.node(it).height.into()).collect(),
        row_gap: style.row_gap.into(),
        edge_gap: style.edge_gap.into(),
    };
    let mut middles = middles(&room);
    let (top, bottom) = room.extent(&middles);
    for middle in &mut middles {
        *middle -= top;
    }
    Plan { component, lanes: layers.lanes, layered, middles, height: bottom - top, crossings }
}

impl Room<'_> {
    /// How much is above the middle of a vertex.
    fn above(&self, vertex: usize) -> i64 {
        self.heights.get(vertex).map_or(0, |it| it / 2)
    }

    /// How much is below the middle of a vertex.
    fn below(&self, vertex: usize) -> i64 {
        self.heights.get(vertex).map_or(0, |it| it - it / 2)
    }

    /// How far apart the middles of two vertices are at least, when one stands above the other.
    fn between(&self, upper: usize, lower: usize) -> i64 {
        let boxes = !self.layered.is_bend(upper) && !self.layered.is_bend(lower);
        let gap = if boxes { self.row_gap } else { self.edge_gap };
        self.below(upper) + gap + self.above(lower)
    }

    /// From where to where vertices reach.
    fn extent(&self, middles: &[i64]) -> (i64, i64) {
        let all = || middles.iter().enumerate();
        let top = all().map(|(vertex, middle)| middle - self.above(vertex)).min();
        let bottom = all().map(|(vertex, middle)| middle + self.below(vertex)).max();
        top.zip(bottom).expect("a component has a node")
    }
}

/// The mean of the two middle ones of four heights for each vertex. It keeps vertices as far apart
/// as each of the four does.
fn middles(room: &Room) -> Vec<i64> {
    let conflicts = align::conflicts(room.layered);
    let mut four = CORNERS.map(|corner| from_corner(room, corner, &conflicts));
    bring_together(room, &mut four);
    (0..room.layered.count())
        .map(|vertex| {
            let mut candidates = four.each_ref().map(|it| it[vertex]);
            candidates.sort_unstable();
            (candidates[1] + candidates[2]).div_euclid(2)
        })
        .collect()
}

/// Moves results to the narrowest one: those from the top to its top, those from the bottom to
/// its bottom.
fn bring_together(room: &Room, results: &mut [Vec<i64>; 4]) {
    let extents = results.each_ref().map(|it| room.extent(it));
    let narrowest = extents.into_iter().min_by_key(|(top, bottom)| bottom - top);
    let (top, bottom) = narrowest.expect("there are four corners");
    for ((result, extent), corner) in results.iter_mut().zip(extents).zip(CORNERS) {
        let shift = if corner.bottom { bottom - extent.1 } else { top - extent.0 };
        for height in result {
            *height += shift;
        }
    }
}

/// Heights with as many vertices lined up as can be, beginning in one corner.
fn from_corner(room: &Room, corner: Corner, conflicts: &Conflicts) -> Vec<i64> {
    let layered = room.layered;
    let mut layers = layered.layers.clone();
    let mut neighbours = &layered.before;
    if corner.right {
        layers.reverse();
        neighbours = &layered.after;
    }
    if corner.bottom {
        for layer in &mut layers {
            layer.reverse();
        }
    }
    let firsts = align::lines(&layers, neighbours, conflicts);
    let between = |one, next| {
        if corner.bottom { room.between(next, one) } else { room.between(one, next) }
    };
    let mut heights = push_together(&layers, &firsts, between);
    if corner.bottom {
        for height in &mut heights {
            *height = -*height;
        }
    }
    heights
}

/// Gives every line the least height that keeps it apart from those before it, and then moves it
/// towards those behind it as far as they are away.
fn push_together(
    layers: &[Vec<usize>],
    firsts: &[usize],
    between: impl Fn(usize, usize) -> i64,
) -> Vec<i64> {
    let mut behind = vec![Vec::new(); firsts.len()];
    let mut waiting = vec![0_usize; firsts.len()];
    for pair in layers.iter().flat_map(|it| it.windows(2)) {
        behind[firsts[pair[0]]].push((firsts[pair[1]], between(pair[0], pair[1])));
        waiting[firsts[pair[1]]] += 1;
    }
    let mut heights = vec![0; firsts.len()];
    let mut order: Vec<usize> =
        (0..firsts.len()).filter(|&it| firsts[it] == it && waiting[it] == 0).collect();
    let mut at = 0;
    while let Some(&line) = order.get(at) {
        for &(next, distance) in &behind[line] {
            heights[next] = heights[next].max(heights[line] + distance);
            waiting[next] -= 1;
            if waiting[next] == 0 {
                order.push(next);
            }
        }
        at += 1;
    }
    for &line in order.iter().rev() {
        let room = behind[line].iter().map(|&(next, distance)| heights[next] - distance).min();
        heights[line] = room.unwrap_or(heights[line]);
    }
    firsts.iter().map(|&it| heights[it]).collect()
}
