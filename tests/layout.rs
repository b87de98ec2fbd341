//! What must hold for every drawing, checked with generated graphs.

use archbook::layout::{Drawing, Graph, Node, NodeIndex, Point, Rectangle, Style, layout};
use proptest::{prelude::*, sample::Index};
use std::num::NonZeroU16;

/// A graph, as the tests make it.
#[derive(Clone, Debug)]
struct Made {
    nodes: Vec<Node>,
    edges: Vec<(usize, usize)>,
}

impl Made {
    fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for &node in &self.nodes {
            graph.add(node);
        }
        for &(from, to) in &self.edges {
            graph.connect(NodeIndex(from), NodeIndex(to));
        }
        graph
    }

    fn drawing(&self, style: &Style) -> Drawing {
        layout(&self.graph(), style)
    }
}

fn node() -> impl Strategy<Value = Node> {
    let lane = prop_oneof![0_u16..4, Just(u16::MAX)];
    (lane, 0_u16..300, 0_u16..90).prop_map(|(lane, width, height)| Node { lane, width, height })
}

fn made() -> impl Strategy<Value = Made> {
    let nodes = prop::collection::vec(node(), 1..40);
    let edges = prop::collection::vec((any::<Index>(), any::<Index>()), 0..70);
    (nodes, edges).prop_map(|(nodes, edges)| {
        let end = |it: Index| it.index(nodes.len());
        let edges = edges.into_iter().map(|(from, to)| (end(from), end(to))).collect();
        Made { nodes, edges }
    })
}

fn style() -> impl Strategy<Value = Style> {
    (0_u16..80, 0_u16..50, 0_u16..30, 0_u16..20, 0_u16..40, 1_u16..12).prop_map(|it| Style {
        column_gap: it.0,
        lane_gap: it.1,
        row_gap: it.2,
        edge_gap: it.3,
        component_gap: it.4,
        rows: NonZeroU16::new(it.5).unwrap(),
    })
}

fn right(of: &Rectangle) -> i64 {
    of.left + of.width
}

fn bottom(of: &Rectangle) -> i64 {
    of.top + of.height
}

/// Whether two ranges have more than their ends in common; if the first is a point, whether it is
/// inside the second.
fn meet(one: (i64, i64), other: (i64, i64)) -> bool {
    one.0.max(other.0) < one.1.min(other.1)
        || (one.0 == one.1 && other.0 < one.0 && one.0 < other.1)
}

fn overlap(one: &Rectangle, other: &Rectangle) -> bool {
    meet((one.left, right(one)), (other.left, right(other)))
        && meet((one.top, bottom(one)), (other.top, bottom(other)))
}

fn on_border(point: Point, of: &Rectangle) -> bool {
    let inside_x = (of.left..=right(of)).contains(&point.x);
    let inside_y = (of.top..=bottom(of)).contains(&point.y);
    let at_side = point.x == of.left || point.x == right(of);
    let at_end = point.y == of.top || point.y == bottom(of);
    inside_x && inside_y && (at_side || at_end)
}

/// Whether a straight line goes through the inside of a box. A line that only touches does not.
fn passes(from: Point, to: Point, of: &Rectangle) -> bool {
    if of.width == 0 || of.height == 0 {
        return false;
    }
    let across = |one: i64, other: i64| (one.min(other), one.max(other));
    if !meet(across(from.x, to.x), (of.left, right(of)))
        || !meet(across(from.y, to.y), (of.top, bottom(of)))
    {
        return false;
    }
    // All corners of the box on one side of the line, or on it: the line passes by.
    let side = |x: i64, y: i64| (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    let sides = [
        side(of.left, of.top),
        side(right(of), of.top),
        side(of.left, bottom(of)),
        side(right(of), bottom(of)),
    ];
    sides.iter().any(|&it| it < 0) && sides.iter().any(|&it| it > 0)
}

proptest! {
    #[test]
    fn boxes_are_as_large_as_their_nodes_and_do_not_overlap(made in made(), style in style()) {
        let boxes = made.drawing(&style).boxes;
        prop_assert_eq!(boxes.len(), made.nodes.len());
        for (at, one) in boxes.iter().enumerate() {
            let node = made.nodes[at];
            prop_assert_eq!((one.width, one.height), (node.width.into(), node.height.into()));
            for other in &boxes[at + 1..] {
                prop_assert!(!overlap(one, other), "{one:?} overlaps {other:?}");
            }
        }
    }

    #[test]
    fn paths_lead_from_box_to_box_and_through_none(made in made(), style in style()) {
        let drawing = made.drawing(&style);
        prop_assert_eq!(drawing.paths.len(), made.edges.len());
        for (path, &(from, to)) in drawing.paths.iter().zip(&made.edges) {
            prop_assert!(path.len() >= 2);
            prop_assert!(on_border(path[0], &drawing.boxes[from]), "{path:?}");
            prop_assert!(on_border(path[path.len() - 1], &drawing.boxes[to]), "{path:?}");
            for piece in path.windows(2) {
                let met = drawing.boxes.iter().find(|it| passes(piece[0], piece[1], it));
                prop_assert!(met.is_none(), "{piece:?} passes through {met:?}");
            }
        }
    }

    #[test]
    fn lanes_keep_their_order_and_their_nodes(made in made(), style in style()) {
        let drawing = made.drawing(&style);
        let lanes = &drawing.lanes;
        for pair in lanes.windows(2) {
            prop_assert!(pair[0].lane < pair[1].lane);
            prop_assert!(pair[0].left + pair[0].width <= pair[1].left);
        }
        for (node, of) in made.nodes.iter().zip(&drawing.boxes) {
            let lane = lanes.iter().find(|it| it.lane == node.lane).unwrap();
            prop_assert!(lane.left <= of.left && right(of) <= lane.left + lane.width);
        }
    }

    #[test]
    fn everything_lies_inside_the_drawing(made in made(), style in style()) {
        let drawing = made.drawing(&style);
        for of in &drawing.boxes {
            prop_assert!(of.left >= 0 && of.top >= 0);
            prop_assert!(right(of) <= drawing.width && bottom(of) <= drawing.height);
        }
        for point in drawing.paths.iter().flatten() {
            prop_assert!((0..=drawing.width).contains(&point.x), "{point:?}");
            prop_assert!((0..=drawing.height).contains(&point.y), "{point:?}");
        }
    }

    #[test]
    fn the_order_of_edges_does_not_matter(
        (made, shuffled) in made().prop_flat_map(|made| {
            let edges = Just(made.edges.clone()).prop_shuffle();
            (Just(made), edges)
        }),
    ) {
        let style = Style::default();
        let first = made.drawing(&style);
        prop_assert_eq!(&made.drawing(&style), &first);
        let other = Made { edges: shuffled, ..made.clone() };
        let second = other.drawing(&style);
        prop_assert_eq!(&second.boxes, &first.boxes);
        prop_assert_eq!(second.crossings, first.crossings);
        prop_assert_eq!(named_paths(&other, second), named_paths(&made, first));
    }
}

/// Paths with the ends of their edges, in one order for all.
fn named_paths(made: &Made, drawing: Drawing) -> Vec<((usize, usize), Vec<Point>)> {
    let mut paths: Vec<_> = made.edges.iter().copied().zip(drawing.paths).collect();
    paths.sort();
    paths
}

/// How many crossings are left in some graphs: their nodes, edges, lanes, and how far apart in the
/// order of nodes the ends of an edge are at most. Who finds fewer writes the new number here.
const CROSSINGS: &[(u16, usize, u16, u16, u64)] = &[
    (20, 30, 1, 20, 2),
    (60, 80, 3, 60, 134),
    (150, 200, 5, 20, 127),
    (150, 200, 3, 150, 740),
    (400, 500, 4, 30, 801),
];

#[test]
fn crossings_are_no_more_than_they_were() {
    let found = CROSSINGS.iter().map(|&(nodes, edges, lanes, reach, _)| {
        let crossings = generated(nodes, edges, lanes, reach).drawing(&Style::default()).crossings;
        (nodes, edges, lanes, reach, crossings)
    });
    let worse: Vec<_> = found.zip(CROSSINGS).filter(|(now, then)| now.4 > then.4).collect();
    assert!(worse.is_empty(), "more crossings now than then: {worse:?}");
}

#[test]
fn what_cannot_be_drawn_without_crossings_has_as_few_as_can_be() {
    // Every two on the left with every two on the right: one crossing each.
    let edges = (0..5).flat_map(|left| (5..9).map(move |right| (left, right))).collect();
    let nodes = (0..9).map(|it| plain(u16::from(it >= 5))).collect();
    let drawing = Made { nodes, edges }.drawing(&Style::default());
    assert_eq!(drawing.crossings, 10 * 6);
}

proptest! {
    #[test]
    fn a_tree_is_drawn_without_a_crossing(parents in prop::collection::vec(any::<Index>(), 0..80)) {
        let edges: Vec<_> = (1..).zip(&parents).map(|(at, it)| (it.index(at), at)).collect();
        let made = Made { nodes: vec![plain(0); edges.len() + 1], edges };
        prop_assert_eq!(made.drawing(&Style::default()).crossings, 0);
    }
}

#[test]
fn a_long_edge_runs_straight_where_nothing_is_in_its_way() {
    let nodes = vec![plain(0), plain(1), plain(2), plain(2)];
    let edges = vec![(1, 0), (2, 1), (3, 3)];
    let drawing = Made { nodes, edges }.drawing(&Style::default());
    assert_eq!(drawing.paths[0].len(), 2);
    assert_eq!(drawing.paths[0][0].y, drawing.paths[1][1].y);
}

#[test]
fn edges_between_the_same_two_boxes_can_be_told_apart() {
    let nodes = vec![plain(0), plain(1)];
    let edges = vec![(0, 1), (1, 0), (0, 1), (0, 0), (0, 0)];
    let mut paths = Made { nodes, edges }.drawing(&Style::default()).paths;
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 5);
}

#[test]
fn nodes_without_edges_stand_in_rows() {
    let nodes = vec![plain(0); 100];
    let style = Style { rows: NonZeroU16::new(10).unwrap(), ..Style::default() };
    let boxes = Made { nodes, edges: Vec::new() }.drawing(&style).boxes;
    let places: Vec<_> = boxes.iter().map(|it| (it.top, it.left)).collect();
    assert!(places.is_sorted(), "they are read row by row");
    assert_eq!(boxes.iter().filter(|it| it.top == 0).count(), 10);
    assert_eq!(boxes.iter().filter(|it| it.left == 0).count(), 10);
}

#[test]
fn a_chain_may_be_longer_than_a_stack() {
    let edges = (0..20_000).map(|it| (it, it + 1)).chain([(20_000, 0)]).collect();
    let nodes = vec![plain(0); 20_001];
    let made = Made { nodes, edges };
    assert_eq!(made.drawing(&Style::default()).crossings, 0);
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let drawing = layout(&Graph::default(), &Style::default());
    assert_eq!((drawing.width, drawing.height, drawing.lanes.len()), (0, 0, 0));
}

fn plain(lane: u16) -> Node {
    Node { lane, width: 196, height: 52 }
}

/// A graph that looks like chance and is the same every time.
fn generated(nodes: u16, edges: usize, lanes: u16, reach: u16) -> Made {
    let mut chance = u32::from(nodes);
    let mut below = |bound: u16| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from((chance >> 8) % u32::from(bound)).unwrap()
    };
    let count = usize::from(nodes);
    let edges = (0..edges).map(|_| (below(nodes), below(reach)));
    let edges = edges.map(|(from, further)| (from, (from + further) % count)).collect();
    let lane =
        |at: u16| u16::try_from(u32::from(at) * u32::from(lanes) / u32::from(nodes)).unwrap();
    Made { nodes: (0..nodes).map(|at| plain(lane(at))).collect(), edges }
}
