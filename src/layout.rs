//! Lays out a graph: sizes, lanes and edges in; boxes and paths that can be drawn out.
//!
//! A *lane* is a stage of design. Lanes stand side by side from left to right, and a node never
//! leaves its own. Inside a lane, what leads to something stands left of it.
//!
//! The way is that of Sugiyama, Tagawa and Toda (Methods for Visual Understanding of Hierarchical
//! System Structures, 1981), with a file for every step:
//!
//! ```text
//! cycles → component → layers → bends → order → place → pack → route
//! ```
//!
//! Everything is counted in whole pixels, so that every machine draws the same picture. Nothing
//! here depends on the order of edges, and nothing on chance.

mod align;
mod bends;
mod component;
mod crossings;
mod cycles;
mod layers;
mod order;
mod pack;
mod place;
mod route;

use std::num::NonZeroU16;

/// What is to be drawn. Edges may run in any direction, in circles, from a node to itself, and
/// several times between the same two nodes.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

/// What a box is needed for.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Lanes stand in the order of their numbers; numbers may be left out.
    pub lane: u16,
    /// In pixels.
    pub width: u16,
    /// In pixels.
    pub height: u16,
}

/// A node of a [`Graph`], in the order in which nodes were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeIndex(pub usize);

/// An edge of a [`Graph`], in the order in which edges were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EdgeIndex(pub usize);

#[derive(Clone, Copy, Debug)]
struct Edge {
    from: NodeIndex,
    to: NodeIndex,
}

/// How much room there is between things, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Between two columns of boxes; edges run across it at a slant.
    pub column_gap: u16,
    /// What lanes are further apart than columns.
    pub lane_gap: u16,
    /// Between a box and the next one below it.
    pub row_gap: u16,
    /// Between an edge and what it passes, and between two ends of edges at one side of a box.
    pub edge_gap: u16,
    /// Between parts of the graph that no edge connects, if that is more than `row_gap`, which is
    /// enough for nodes without any edge.
    pub component_gap: u16,
    /// About how many nodes that are connected with nothing outside of their lane stand below one
    /// another, before the lane gets another column for them.
    pub rows: NonZeroU16,
}

impl Default for Style {
    /// For boxes with a line or two of text in them.
    fn default() -> Self {
        Self {
            column_gap: 64,
            lane_gap: 48,
            row_gap: 16,
            edge_gap: 12,
            component_gap: 32,
            rows: NonZeroU16::new(16).expect("16 is not zero"),
        }
    }
}

/// A place in a [`Drawing`], in pixels from its left upper corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// To the right.
    pub x: i64,
    /// Downwards.
    pub y: i64,
}

/// Where a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rectangle {
    /// Of its left side.
    pub left: i64,
    /// Of its upper side.
    pub top: i64,
    /// As its node says.
    pub width: i64,
    /// As its node says.
    pub height: i64,
}

/// Where a lane is. It is as high as the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// As its nodes say.
    pub lane: u16,
    /// Of its leftmost box.
    pub left: i64,
    /// To the right side of its rightmost box.
    pub width: i64,
}

/// A graph with a place for everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// One for each node. No two of them overlap.
    pub boxes: Vec<Rectangle>,
    /// One for each edge: at least two corners, of which the first is on the border of the box that
    /// the edge comes from, and the last on that of the box it leads to. In between it crosses no
    /// box. It arrives level at boxes and bends, so that corners can be drawn round.
    pub paths: Vec<Vec<Point>>,
    /// The lanes that have nodes, from left to right.
    pub lanes: Vec<Lane>,
    /// Of all of it.
    pub width: i64,
    /// Of all of it.
    pub height: i64,
    /// How often two edges cross between columns.
    pub crossings: u64,
}

impl Graph {
    /// Adds a node.
    pub fn add(&mut self, node: Node) -> NodeIndex {
        self.nodes.push(node);
        NodeIndex(self.nodes.len() - 1)
    }

    /// Adds an edge between two nodes of this graph.
    pub fn connect(&mut self, from: NodeIndex, to: NodeIndex) -> EdgeIndex {
        let count = self.nodes.len();
        assert!(
            from.0 < count && to.0 < count,
            "an edge has its ends among the nodes of its graph"
        );
        self.edges.push(Edge { from, to });
        EdgeIndex(self.edges.len() - 1)
    }

    fn node(&self, index: NodeIndex) -> &Node {
        &self.nodes[index.0]
    }

    fn edge(&self, index: EdgeIndex) -> &Edge {
        &self.edges[index.0]
    }

    /// All edges, in an order that does not depend on when they were added, but for those that
    /// nobody can tell apart.
    fn edges_by_ends(&self) -> Vec<EdgeIndex> {
        let mut edges: Vec<EdgeIndex> = (0..self.edges.len()).map(EdgeIndex).collect();
        edges.sort_by_key(|&it| (self.edge(it).from, self.edge(it).to));
        edges
    }
}

/// Finds a place for everything.
pub fn layout(graph: &Graph, style: &Style) -> Drawing {
    let links = cycles::orient(graph);
    let components = component::split(graph, &links);
    let plans: Vec<_> = components.into_iter().map(|it| place::plan(graph, it, style)).collect();
    let packing = pack::pack(graph, &plans, style);
    route::draw(graph, &plans, &packing, style)
}
