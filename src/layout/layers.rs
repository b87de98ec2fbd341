//! Says which nodes of a component stand in the same layer, and so below one another.
//!
//! A lane has as many layers as its longest way. Then every node that has more to its right than to
//! its left moves to the right as far as it may, which makes edges shorter, as the network simplex
//! of Gansner and others (1993) would, without its tableau.
//!
//! A high layer is not spread over several: straight links would make a staircase of it, as high as
//! before and wider.

use super::{Graph, component::Component};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

/// Which layer each node of a component is in.
#[derive(Debug)]
pub(super) struct Layers {
    /// By node. No layer is left out.
    pub(super) of_node: Vec<usize>,
    /// The lane of each layer, in ascending order.
    pub(super) lanes: Vec<u16>,
}

/// Layers inside of lanes.
struct Depths<'a> {
    lanes: &'a [u16],
    /// Nodes that a node's links lead to on its left and on its right.
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    /// By node, in its lane.
    of_node: Vec<usize>,
    /// Of the last layer of each lane.
    deepest: BTreeMap<u16, usize>,
}

/// Puts every node into a layer, so that all links lead to later layers.
pub(super) fn assign(graph: &Graph, component: &Component) -> Layers {
    let lanes: Vec<u16> = component.nodes.iter().map(|&it| graph.node(it).lane).collect();
    let mut depths = Depths {
        lanes: &lanes,
        before: vec![Vec::new(); lanes.len()],
        after: vec![Vec::new(); lanes.len()],
        of_node: vec![0; lanes.len()],
        deepest: BTreeMap::new(),
    };
    for link in &component.links {
        depths.before[link.right].push(link.left);
        depths.after[link.left].push(link.right);
    }
    let order = depths.order();
    for &node in &order {
        depths.put(node);
    }
    for &node in order.iter().rev() {
        depths.move_right(node);
    }
    numbered(&lanes, &depths.of_node)
}

impl Depths<'_> {
    /// All nodes, lane by lane, each after everything that leads to it.
    fn order(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> = self.before.iter().map(Vec::len).collect();
        let ready = (0..waiting.len()).filter(|&it| waiting[it] == 0);
        let mut ready: BinaryHeap<_> = ready.map(|it| Reverse((self.lanes[it], it))).collect();
        let mut order = Vec::with_capacity(waiting.len());
        while let Some(Reverse((_, node))) = ready.pop() {
            order.push(node);
            for &next in &self.after[node] {
                waiting[next] -= 1;
                if waiting[next] == 0 {
                    ready.push(Reverse((self.lanes[next], next)));
                }
            }
        }
        debug_assert_eq!(order.len(), waiting.len(), "links make no circle");
        order
    }

    /// Puts a node into the first layer of its lane that is right of all that lead to it.
    fn put(&mut self, node: usize) {
        let before = self.in_lane(node, &self.before[node]);
        let depth = before.map(|it| it + 1).max().unwrap_or(0);
        self.of_node[node] = depth;
        let deepest = self.deepest.entry(self.lanes[node]).or_default();
        *deepest = depth.max(*deepest);
    }

    /// Moves a node to the right as far as it may, if that makes more links shorter than longer.
    fn move_right(&mut self, node: usize) {
        if self.after[node].len() > self.before[node].len() {
            let after = self.in_lane(node, &self.after[node]).min();
            self.of_node[node] = after.map_or(self.deepest[&self.lanes[node]], |it| it - 1);
        }
    }

    /// The depths of those neighbours of a node that are in its lane.
    fn in_lane(&self, node: usize, neighbours: &[usize]) -> impl Iterator<Item = usize> {
        let near = neighbours.iter().filter(move |&&it| self.lanes[it] == self.lanes[node]);
        near.map(|&it| self.of_node[it])
    }
}

/// Counts the layers of all lanes together, leaving out those that have become empty.
fn numbered(lanes: &[u16], depths: &[usize]) -> Layers {
    let places: Vec<(u16, usize)> = lanes.iter().copied().zip(depths.iter().copied()).collect();
    let mut used = places.clone();
    used.sort_unstable();
    used.dedup();
    let layer = |place| used.binary_search(place).expect("every place of a node is used");
    Layers {
        of_node: places.iter().map(layer).collect(),
        lanes: used.iter().map(|&(lane, _)| lane).collect(),
    }
}
