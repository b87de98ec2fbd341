//! Takes a graph apart into parts that no edge connects; each is laid out by itself.

use super::{EdgeIndex, Graph, NodeIndex, cycles::Link};

/// Nodes that are connected.
#[derive(Debug)]
pub(super) struct Component {
    /// At least one, in the order of the graph.
    pub(super) nodes: Vec<NodeIndex>,
    /// In the order of the ends of their edges.
    pub(super) links: Vec<Local>,
}

/// A link, with the places of its ends in [`Component::nodes`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Local {
    pub(super) edge: EdgeIndex,
    pub(super) left: usize,
    pub(super) right: usize,
}

/// All components, in the order of their first nodes.
pub(super) fn split(graph: &Graph, links: &[Link]) -> Vec<Component> {
    let of_node = numbers(graph.nodes.len(), links);
    let count = of_node.iter().max().map_or(0, |it| it + 1);
    let mut components: Vec<Component> =
        (0..count).map(|_| Component { nodes: Vec::new(), links: Vec::new() }).collect();
    let mut places = Vec::with_capacity(of_node.len());
    for (node, &component) in of_node.iter().enumerate() {
        places.push(components[component].nodes.len());
        components[component].nodes.push(NodeIndex(node));
    }
    for link in links {
        let local =
            Local { edge: link.edge, left: places[link.left.0], right: places[link.right.0] };
        components[of_node[link.left.0]].links.push(local);
    }
    components
}

/// The number of the component of each node, counted from 0 in the order of first nodes.
fn numbers(nodes: usize, links: &[Link]) -> Vec<usize> {
    let mut neighbours = vec![Vec::new(); nodes];
    for link in links {
        neighbours[link.left.0].push(link.right.0);
        neighbours[link.right.0].push(link.left.0);
    }
    let mut numbers = vec![usize::MAX; nodes];
    let mut count = 0;
    for first in 0..nodes {
        if numbers[first] != usize::MAX {
            continue;
        }
        let mut found = vec![first];
        while let Some(node) = found.pop() {
            if numbers[node] == usize::MAX {
                numbers[node] = count;
                found.extend(&neighbours[node]);
            }
        }
        count += 1;
    }
    numbers
}
