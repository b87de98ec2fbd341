//! Puts the vertices of each layer into an order in which few pieces cross.
//!
//! Again and again, from left to right and back, each vertex moves to the mean place of its
//! neighbours in the layer before (Sugiyama, Tagawa and Toda, 1981), and then any two vertices that
//! stand together change places where that saves a crossing (Gansner and others, 1993, section 3).
//! The best order that was seen on the way stays.

use super::{bends::Layered, crossings};
use std::cmp::Ordering;

/// How many sweeps there are at most. Little is won after the first ten.
const SWEEPS_MAX: usize = 24;
/// How many sweeps may pass without a better order before the search is given up.
const IDLE_MAX: usize = 4;
/// How often a layer is looked through for exchanges in each sweep. More takes longer than another
/// sweep, and saves less.
const PASSES_MAX: usize = 4;

/// Layers in order, and how many crossings they have.
type Ordered = (u64, Vec<Vec<usize>>);

/// Orders the layers, and says how many crossings are left. Where the sweeps begin matters, and
/// nobody knows beforehand which side is better.
pub(super) fn order(layered: &mut Layered) -> u64 {
    let start = by_search(layered);
    layered.layers.clone_from(&start);
    let mut best = improved(layered, true);
    if best.0 > 0 {
        layered.layers = start;
        let other = improved(layered, false);
        if other.0 < best.0 {
            best = other;
        }
    }
    layered.layers = best.1;
    best.0
}

/// The best order on a way that begins with a sweep to the right, or to the left.
fn improved(layered: &mut Layered, rightwards: bool) -> Ordered {
    let mut positions = layered.positions();
    let mut best = (crossings::count(layered, &positions), layered.layers.clone());
    let mut idle = 0;
    for turn in 0..SWEEPS_MAX {
        if best.0 == 0 || idle == IDLE_MAX {
            break;
        }
        sweep(layered, &mut positions, rightwards == (turn % 2 == 0));
        exchange(layered, &mut positions);
        idle += 1;
        let crossings = crossings::count(layered, &positions);
        if crossings < best.0 {
            best.0 = crossings;
            best.1.clone_from(&layered.layers);
            idle = 0;
        }
    }
    best
}

/// The order in which a search in depth meets the vertices. A tree whose edges all lead away from
/// its root is drawn without a crossing by that alone.
fn by_search(layered: &Layered) -> Vec<Vec<usize>> {
    let mut layers = vec![Vec::new(); layered.layers.len()];
    let mut met = vec![false; layered.count()];
    let mut open: Vec<usize> = layered.layers.iter().flatten().rev().copied().collect();
    while let Some(vertex) = open.pop() {
        if !met[vertex] {
            met[vertex] = true;
            layers[layered.layer_of[vertex]].push(vertex);
            open.extend(layered.before[vertex].iter().rev());
            open.extend(layered.after[vertex].iter().rev());
        }
    }
    layers
}

/// Orders each layer by its neighbours in the layer that was ordered before it.
fn sweep(layered: &mut Layered, positions: &mut [usize], rightwards: bool) {
    let count = layered.layers.len();
    for step in 1..count {
        let layer = if rightwards { step } else { count - 1 - step };
        let neighbours = if rightwards { &layered.before } else { &layered.after };
        let vertices = &mut layered.layers[layer];
        by_mean(vertices, neighbours, positions);
        for (position, &vertex) in vertices.iter().enumerate() {
            positions[vertex] = position;
        }
    }
}

/// Sorts vertices by the mean place of their neighbours. Those without any keep their place.
fn by_mean(vertices: &mut [usize], neighbours: &[Vec<usize>], positions: &[usize]) {
    let mut sorted: Vec<(Mean, usize)> = vertices
        .iter()
        .filter(|&&it| !neighbours[it].is_empty())
        .map(|&it| (Mean::of(&neighbours[it], positions), it))
        .collect();
    sorted.sort_by(|left, right| left.0.cmp(&right.0));
    let free = vertices.iter_mut().filter(|it| !neighbours[**it].is_empty());
    for (place, (_, vertex)) in free.zip(sorted) {
        *place = vertex;
    }
}

/// A mean, kept as what it is a fraction of, so that equal means are equal.
struct Mean {
    sum: usize,
    count: usize,
}

impl Mean {
    fn of(neighbours: &[usize], positions: &[usize]) -> Self {
        let sum = neighbours.iter().map(|&it| positions[it]).sum();
        Self { sum, count: neighbours.len() }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        (self.sum * other.count).cmp(&(other.sum * self.count))
    }
}

/// Exchanges vertices that stand together where that saves crossings.
fn exchange(layered: &mut Layered, positions: &mut [usize]) {
    // A layer is looked at again only when it, or one beside it, has changed.
    let mut stale = vec![true; layered.layers.len()];
    for _ in 0..PASSES_MAX {
        for layer in 0..stale.len() {
            if std::mem::take(&mut stale[layer]) && exchange_in(layered, layer, positions) {
                let beside = layer.saturating_sub(1)..(layer + 2).min(stale.len());
                stale[beside].fill(true);
            }
        }
    }
}

/// Looks through one layer once. Whether anything was exchanged.
fn exchange_in(layered: &mut Layered, layer: usize, positions: &mut [usize]) -> bool {
    let mut exchanged = false;
    for at in 1..layered.layers[layer].len() {
        let (upper, lower) = (layered.layers[layer][at - 1], layered.layers[layer][at]);
        let saved = crossings::saved(&layered.before[upper], &layered.before[lower], positions)
            + crossings::saved(&layered.after[upper], &layered.after[lower], positions);
        if saved > 0 {
            layered.layers[layer].swap(at - 1, at);
            (positions[upper], positions[lower]) = (at, at - 1);
            exchanged = true;
        }
    }
    exchanged
}
