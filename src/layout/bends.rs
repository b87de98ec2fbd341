//! Cuts long links into pieces from one layer to the next, with a *bend* in each layer between.
//!
//! A bend takes its place among the boxes of its layer, and so makes way for its link.

use super::{component::Component, layers::Layers};

/// A component in layers, whose links lead from each layer to the next only.
///
/// Its vertices are the nodes of the component, as they are counted there, and behind them bends.
#[derive(Debug)]
pub(super) struct Layered {
    /// How many vertices are boxes.
    boxes: usize,
    /// By vertex.
    pub(super) layer_of: Vec<usize>,
    /// The vertices of each layer, from top to bottom.
    pub(super) layers: Vec<Vec<usize>>,
    /// By vertex, its neighbours in the layer before; twice those that two links lead to.
    pub(super) before: Vec<Vec<usize>>,
    /// By vertex, its neighbours in the layer behind.
    pub(super) after: Vec<Vec<usize>>,
    /// The vertices of each link of the component, from its left end to its right one.
    pub(super) chains: Vec<Vec<usize>>,
}

impl Layered {
    /// Cuts the links of a component. Vertices of a layer are in no particular order yet.
    pub(super) fn new(component: &Component, layers: &Layers) -> Self {
        let boxes = component.nodes.len();
        let mut layered = Self {
            boxes,
            layer_of: layers.of_node.clone(),
            layers: vec![Vec::new(); layers.lanes.len()],
            before: vec![Vec::new(); boxes],
            after: vec![Vec::new(); boxes],
            chains: Vec::with_capacity(component.links.len()),
        };
        for link in &component.links {
            let chain = layered.cut(link.left, link.right);
            layered.chains.push(chain);
        }
        for (vertex, &layer) in layered.layer_of.iter().enumerate() {
            layered.layers[layer].push(vertex);
        }
        layered
    }

    fn cut(&mut self, left: usize, right: usize) -> Vec<usize> {
        let mut chain = vec![left];
        for layer in self.layer_of[left] + 1..self.layer_of[right] {
            chain.push(self.layer_of.len());
            self.layer_of.push(layer);
            self.before.push(Vec::new());
            self.after.push(Vec::new());
        }
        chain.push(right);
        for piece in chain.windows(2) {
            self.after[piece[0]].push(piece[1]);
            self.before[piece[1]].push(piece[0]);
        }
        chain
    }

    /// How many vertices there are.
    pub(super) fn count(&self) -> usize {
        self.layer_of.len()
    }

    /// Whether a vertex is a bend.
    pub(super) fn is_bend(&self, vertex: usize) -> bool {
        vertex >= self.boxes
    }

    /// By vertex, its place in its layer.
    pub(super) fn positions(&self) -> Vec<usize> {
        positions(&self.layers, self.count())
    }
}

/// By vertex, its place in its layer.
pub(super) fn positions(layers: &[Vec<usize>], count: usize) -> Vec<usize> {
    let mut positions = vec![0; count];
    for layer in layers {
        for (position, &vertex) in layer.iter().enumerate() {
            positions[vertex] = position;
        }
    }
    positions
}
