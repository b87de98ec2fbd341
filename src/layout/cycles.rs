//! Turns edges around where that is needed, so that all of them run from left to right.
//!
//! Between lanes the lanes decide. Inside a lane, an edge is turned around when a search in depth
//! finds it leading back to where the search came from; without such edges there is no circle.
//! (Gansner, Koutsofios, North and Vo: A Technique for Drawing Directed Graphs, 1993, section 2.1.)

use super::{EdgeIndex, Graph, NodeIndex};

/// An edge between two different nodes, as it runs on the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) edge: EdgeIndex,
    pub(super) left: NodeIndex,
    pub(super) right: NodeIndex,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Never,
    Open,
    Done,
}

/// Every edge but those from a node to itself, without a circle.
pub(super) fn orient(graph: &Graph) -> Vec<Link> {
    let lane = |node: NodeIndex| graph.node(node).lane;
    let mut links = Vec::with_capacity(graph.edges.len());
    let mut outgoing = vec![Vec::new(); graph.nodes.len()];
    let mut entered = vec![false; graph.nodes.len()];
    for edge in graph.edges_by_ends() {
        let (from, to) = (graph.edge(edge).from, graph.edge(edge).to);
        if from == to {
            continue;
        }
        if lane(from) == lane(to) {
            outgoing[from.0].push((links.len(), to));
            entered[to.0] = true;
        }
        let (left, right) = if lane(from) <= lane(to) { (from, to) } else { (to, from) };
        links.push(Link { edge, left, right });
    }
    for link in leading_back(&outgoing, &entered) {
        let Link { left, right, .. } = &mut links[link];
        std::mem::swap(left, right);
    }
    links
}

/// The links that lead back. The search begins where nothing enters, so that a circle is cut where
/// it returns to its entrance.
fn leading_back(outgoing: &[Vec<(usize, NodeIndex)>], entered: &[bool]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut visits = vec![Visit::Never; outgoing.len()];
    let mut roots: Vec<usize> = (0..outgoing.len()).collect();
    roots.sort_by_key(|&it| entered[it]);
    for root in roots {
        if visits[root] != Visit::Never {
            continue;
        }
        visits[root] = Visit::Open;
        // Not a recursion, since a chain of records may be longer than the stack.
        let mut path = vec![(root, outgoing[root].iter())];
        while let Some((node, rest)) = path.last_mut() {
            let Some(&(link, NodeIndex(to))) = rest.next() else {
                visits[*node] = Visit::Done;
                path.pop();
                continue;
            };
            match visits[to] {
                Visit::Never => {
                    visits[to] = Visit::Open;
                    path.push((to, outgoing[to].iter()));
                }
                Visit::Open => found.push(link),
                Visit::Done => (),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Node;

    fn turned(lanes: &[u16], edges: &[(usize, usize)]) -> Vec<usize> {
        let mut graph = Graph::default();
        for &lane in lanes {
            graph.add(Node { lane, width: 1, height: 1 });
        }
        for &(from, to) in edges {
            graph.connect(NodeIndex(from), NodeIndex(to));
        }
        let links = orient(&graph).into_iter();
        links.filter(|it| it.left != graph.edge(it.edge).from).map(|it| it.edge.0).collect()
    }

    #[test]
    fn a_circle_is_cut_where_it_returns_to_its_entrance() {
        assert_eq!(turned(&[0; 4], &[(3, 1), (1, 2), (2, 0), (0, 1)]), [3]);
        assert_eq!(turned(&[0; 3], &[(0, 1), (1, 2), (0, 2)]), [] as [usize; 0]);
    }

    #[test]
    fn between_lanes_the_lanes_decide() {
        assert_eq!(turned(&[1, 0], &[(0, 1), (1, 0)]), [0]);
    }
}
