//! Lines vertices up: which of them should be at one height, so that links run straight.
//!
//! This is the alignment of Brandes and Köpf (Fast and Simple Horizontal Coordinate Assignment,
//! 2001, algorithms 1 and 2), with heights for their columns.

use super::bends::{Layered, positions};
use std::collections::BTreeSet;

/// Pieces that must not be straight, as pairs of vertices, the smaller one first.
pub(super) type Conflicts = BTreeSet<(usize, usize)>;

/// The pieces that cross a piece between two bends. That one runs straight, so that a long link
/// has two corners at most where it can.
pub(super) fn conflicts(layered: &Layered) -> Conflicts {
    let positions = layered.positions();
    let mut found = Conflicts::new();
    for pair in layered.layers.windows(2) {
        let mut from = 0;
        let mut done = 0;
        for (at, &vertex) in pair[1].iter().enumerate() {
            let inner = inner_neighbour(layered, vertex).map(|it| positions[it]);
            if inner.is_none() && at + 1 < pair[1].len() {
                continue;
            }
            let to = inner.unwrap_or(pair[0].len() - 1);
            for &right in &pair[1][done..=at] {
                let crosses = |left: usize| !(from..=to).contains(&positions[left]);
                let outer = |left| !(layered.is_bend(left) && layered.is_bend(right));
                let left = layered.before[right].iter().copied();
                let left = left.filter(|&it| crosses(it) && outer(it));
                found.extend(left.map(|it| pair_of(it, right)));
            }
            (from, done) = (to, at + 1);
        }
    }
    found
}

/// The bend in the layer before that a bend is connected with.
fn inner_neighbour(layered: &Layered, vertex: usize) -> Option<usize> {
    let before = layered.before[vertex].first().copied();
    before.filter(|&it| layered.is_bend(vertex) && layered.is_bend(it))
}

fn pair_of(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// For each vertex, the first one of the line that it is in.
///
/// Each vertex, layer by layer, is lined up with the middle one of its neighbours in the layer
/// before, the upper one first where there are two, unless a line that was made already is in the
/// way.
pub(super) fn lines(
    layers: &[Vec<usize>],
    neighbours: &[Vec<usize>],
    conflicts: &Conflicts,
) -> Vec<usize> {
    let positions = positions(layers, neighbours.len());
    let mut firsts: Vec<usize> = (0..neighbours.len()).collect();
    for layer in &layers[1..] {
        // The first place in the layer before that is not yet behind a line.
        let mut free = 0;
        for &vertex in layer {
            let mut candidates = neighbours[vertex].clone();
            candidates.sort_by_key(|&it| positions[it]);
            candidates.dedup();
            let Some(last) = candidates.len().checked_sub(1) else {
                continue;
            };
            let middle = &candidates[last / 2..=last.div_ceil(2)];
            let fits = |it: &&usize| {
                positions[**it] >= free && !conflicts.contains(&pair_of(**it, vertex))
            };
            if let Some(&neighbour) = middle.iter().find(fits) {
                firsts[vertex] = firsts[neighbour];
                free = positions[neighbour] + 1;
            }
        }
    }
    firsts
}
