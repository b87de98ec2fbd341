//! Draws what was planned: boxes in their columns, and paths between them.
//!
//! A path crosses columns level, and changes its height only between two columns, where there are
//! no boxes. So it meets no box but its own two.

use super::{
    Drawing, EdgeIndex, Graph, NodeIndex, Point, Rectangle, Style,
    pack::{Column, Packing, Spot},
    place::Plan,
};

/// A side of a box at which links have their ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Draws everything.
pub(super) fn draw(graph: &Graph, plans: &[Plan], packing: &Packing, style: &Style) -> Drawing {
    let nothing = Rectangle { left: 0, top: 0, width: 0, height: 0 };
    let mut drawing = Drawing {
        boxes: vec![nothing; graph.nodes.len()],
        paths: vec![Vec::new(); graph.edges.len()],
        lanes: packing.lanes.clone(),
        width: 0,
        height: 0,
        crossings: plans.iter().map(|it| it.crossings).sum(),
    };
    let loops = loops(graph);
    for (plan, spot) in plans.iter().zip(&packing.spots) {
        let part = Part { graph, plan, spot, columns: &packing.columns, loops: &loops, style };
        part.draw(&mut drawing);
    }
    let corners = drawing.boxes.iter().map(|it| (it.left + it.width, it.top + it.height));
    let points = drawing.paths.iter().flatten().map(|it| (it.x, it.y));
    let (width, height) =
        corners.chain(points).fold((0, 0), |most, it| (most.0.max(it.0), most.1.max(it.1)));
    Drawing { width, height, ..drawing }
}

/// By node, its edges to itself.
fn loops(graph: &Graph) -> Vec<Vec<EdgeIndex>> {
    let mut loops = vec![Vec::new(); graph.nodes.len()];
    for edge in graph.edges_by_ends() {
        if graph.edge(edge).from == graph.edge(edge).to {
            loops[graph.edge(edge).from.0].push(edge);
        }
    }
    loops
}

/// A component that is being drawn.
struct Part<'a> {
    graph: &'a Graph,
    plan: &'a Plan,
    spot: &'a Spot,
    columns: &'a [Column],
    loops: &'a [Vec<EdgeIndex>],
    style: &'a Style,
}

impl Part<'_> {
    fn draw(&self, drawing: &mut Drawing) {
        for (vertex, &node) in self.plan.component.nodes.iter().enumerate() {
            drawing.boxes[node.0] = self.rectangle(vertex, node);
        }
        let boxes = &drawing.boxes;
        let starts = self.heights(Side::Right, boxes);
        let ends = self.heights(Side::Left, boxes);
        for (at, link) in self.plan.component.links.iter().enumerate() {
            let mut path = self.path(at, starts[at], ends[at], boxes);
            if self.graph.edge(link.edge).from != self.plan.component.nodes[link.left] {
                path.reverse();
            }
            drawing.paths[link.edge.0] = path;
        }
        for &node in &self.plan.component.nodes {
            self.draw_loops(node, drawing);
        }
    }

    fn column(&self, vertex: usize) -> &Column {
        &self.columns[self.spot.columns[self.plan.layered.layer_of[vertex]]]
    }

    /// The box of a node, in the middle of its column.
    fn rectangle(&self, vertex: usize, node: NodeIndex) -> Rectangle {
        let (width, height) = self.size(node);
        let column = self.column(vertex);
        Rectangle {
            left: column.left + (column.width - width) / 2,
            top: self.spot.top + self.plan.middles[vertex] - height / 2,
            width,
            height,
        }
    }

    fn size(&self, node: NodeIndex) -> (i64, i64) {
        let node = self.graph.node(node);
        (node.width.into(), node.height.into())
    }

    /// At which height each link has its end at one side of a box. Ends stand in the order of what
    /// they lead to, so that links do not cross at their box.
    fn heights(&self, side: Side, boxes: &[Rectangle]) -> Vec<i64> {
        let positions = self.plan.layered.positions();
        let chains = &self.plan.layered.chains;
        let mut ends: Vec<(usize, usize, usize)> = chains
            .iter()
            .enumerate()
            .map(|(link, chain)| match side {
                Side::Right => (chain[0], positions[chain[1]], link),
                Side::Left => (chain[chain.len() - 1], positions[chain[chain.len() - 2]], link),
            })
            .collect();
        ends.sort_unstable();
        let mut heights = vec![0; chains.len()];
        for ends in ends.chunk_by(|one, next| one.0 == next.0) {
            let node = self.plan.component.nodes[ends[0].0];
            // Edges of a node to itself begin below all others.
            let loops = if side == Side::Right { self.loops[node.0].len() } else { 0 };
            let places = self.places(&boxes[node.0], ends.len() + loops);
            for (&(_, _, link), place) in ends.iter().zip(places) {
                heights[link] = place;
            }
        }
        heights
    }

    /// So many heights around the middle of a box, from top to bottom.
    fn places(&self, of: &Rectangle, count: usize) -> impl Iterator<Item = i64> {
        let count = i64::try_from(count).expect("what is in memory can be counted");
        let gaps = count - 1;
        let span = (i64::from(self.style.edge_gap) * gaps).min(of.height * gaps / (count + 1));
        let first = of.top + (of.height - span) / 2;
        (0..count).map(move |it| first + span * it / gaps.max(1))
    }

    /// The path of a link, from its left end to its right one.
    fn path(&self, link: usize, start: i64, end: i64, boxes: &[Rectangle]) -> Vec<Point> {
        let chain = &self.plan.layered.chains[link];
        let (&left, &right) = (&chain[0], &chain[chain.len() - 1]);
        let node = |vertex: usize| &boxes[self.plan.component.nodes[vertex].0];
        let mut path = vec![Point { x: node(left).left + node(left).width, y: start }];
        let mut go = |x, y| extend(&mut path, Point { x, y });
        go(self.column(left).left + self.column(left).width, start);
        for &bend in &chain[1..chain.len() - 1] {
            let height = self.spot.top + self.plan.middles[bend];
            go(self.column(bend).left, height);
            go(self.column(bend).left + self.column(bend).width, height);
        }
        go(self.column(right).left, end);
        go(node(right).left, end);
        if path.len() == 1 {
            // Two boxes touch where there is no gap between columns.
            path.push(path[0]);
        }
        path
    }

    /// Edges from a node to itself leave at the right side and come back from below, around the
    /// corner and one inside the other.
    fn draw_loops(&self, node: NodeIndex, drawing: &mut Drawing) {
        let loops = &self.loops[node.0];
        let corner = drawing.boxes[node.0];
        let (right, bottom) = (corner.left + corner.width, corner.top + corner.height);
        let others = self.plan.component.links.iter();
        let others = others.filter(|it| self.plan.component.nodes[it.left] == node).count();
        let starts = self.places(&corner, others + loops.len()).skip(others);
        let count = i64::try_from(loops.len()).expect("what is in memory can be counted");
        let gap = i64::from(self.style.row_gap.min(self.style.edge_gap));
        // The first one is the outermost.
        for ((&edge, start), nth) in loops.iter().zip(starts).zip((1..=count).rev()) {
            let x = right + i64::from(self.style.column_gap) / 3 * nth / count;
            let y = bottom + gap / 2 * nth / count;
            let end = right - corner.width / 2 * nth / count;
            let corners = [(right, start), (x, start), (x, y), (end, y), (end, bottom)];
            drawing.paths[edge.0] = corners.map(|(x, y)| Point { x, y }).to_vec();
        }
    }
}

/// Goes on to a point. What lies level between two others is no corner.
fn extend(path: &mut Vec<Point>, point: Point) {
    if path.last() == Some(&point) {
        return;
    }
    if let [.., before, last] = path[..]
        && before.y == last.y
        && last.y == point.y
    {
        path.pop();
    }
    path.push(point);
}
