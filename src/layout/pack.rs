//! Finds a place for every component: lanes have columns, and components fill them from the top.
//!
//! A component takes the columns from its first to its last one for itself, from its upper side to
//! its lower one. What connects lanes comes first, large before small; nodes without an edge come
//! last, and so fill the columns that others left empty, row by row.

use super::{Graph, Lane, Style, place::Plan};
use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

/// Where everything is.
#[derive(Debug)]
pub(super) struct Packing {
    /// By component.
    pub(super) spots: Vec<Spot>,
    pub(super) columns: Vec<Column>,
    pub(super) lanes: Vec<Lane>,
}

/// Where a component is.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    pub(super) top: i64,
    /// The column of each of its layers.
    pub(super) columns: Vec<usize>,
}

/// Where a column is. One without boxes has no width.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) left: i64,
    pub(super) width: i64,
    /// Whether any box is in it.
    used: bool,
}

/// Which columns a lane has.
type Lanes = BTreeMap<u16, Range<usize>>;

/// Finds a place for every component.
pub(super) fn pack(graph: &Graph, plans: &[Plan], style: &Style) -> Packing {
    let lanes = lanes(plans, style);
    let spots = spots(plans, &lanes, style);
    let mut columns = columns(graph, plans, &spots, &lanes);
    let lanes = set_out(&mut columns, &lanes, style);
    Packing { spots, columns, lanes }
}

/// As many columns for each lane as any component needs in it, and as many as let those that are
/// in this lane alone not stand higher than they should.
fn lanes(plans: &[Plan], style: &Style) -> Lanes {
    let rows = usize::from(style.rows.get());
    let mut needed: BTreeMap<u16, usize> = BTreeMap::new();
    let mut alone: BTreeMap<u16, usize> = BTreeMap::new();
    for plan in plans {
        for layers in plan.lanes.chunk_by(|one, next| one == next) {
            let needed = needed.entry(layers[0]).or_default();
            *needed = layers.len().max(*needed);
        }
        if is_in_one_lane(plan) {
            *alone.entry(plan.lanes[0]).or_default() += plan.component.nodes.len();
        }
    }
    let mut start = 0;
    needed
        .into_iter()
        .map(|(lane, needed)| {
            let columns =
                start..start + needed.max(alone.get(&lane).map_or(0, |it| it.div_ceil(rows)));
            start = columns.end;
            (lane, columns)
        })
        .collect()
}

fn is_in_one_lane(plan: &Plan) -> bool {
    plan.lanes.first() == plan.lanes.last()
}

/// Puts components below one another, each as high as it can be.
fn spots(plans: &[Plan], lanes: &Lanes, style: &Style) -> Vec<Spot> {
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_key(|&it| (is_in_one_lane(&plans[it]), Reverse(plans[it].component.nodes.len())));
    let mut spots = vec![Spot::default(); plans.len()];
    // How far down each column is taken.
    let mut taken = vec![0; lanes.values().map(|it| it.end).max().unwrap_or(0)];
    for at in order {
        let plan = &plans[at];
        let choices = choices(plan, lanes).into_iter().map(|columns| {
            let top = taken[range(&columns)].iter().copied().max().unwrap_or(0);
            Spot { top, columns }
        });
        let spot = choices.min_by_key(|it| it.top).expect("every component fits into its lanes");
        let gap = match plan.middles.len() {
            1 => style.row_gap,
            // An edge of the lowest box to itself needs some of the room between rows.
            _ => style.component_gap.max(style.row_gap),
        };
        taken[range(&spot.columns)].fill(spot.top + plan.height + i64::from(gap));
        spots[at] = spot;
    }
    spots
}

/// All columns from the first to the last.
fn range(columns: &[usize]) -> Range<usize> {
    columns.first().map_or(0..0, |&first| first..columns[columns.len() - 1] + 1)
}

/// The columns that the layers of a component may have. One that connects lanes keeps to the
/// border between its first two lanes, so that its edges are short; one in a single lane may be
/// anywhere in it.
fn choices(plan: &Plan, lanes: &Lanes) -> Vec<Vec<usize>> {
    let first = &lanes[&plan.lanes[0]];
    let count = plan.lanes.iter().take_while(|&&it| it == plan.lanes[0]).count();
    let last_start = first.end - count;
    if is_in_one_lane(plan) {
        return (first.start..=last_start).map(|it| (it..it + count).collect()).collect();
    }
    let mut columns: Vec<usize> = (last_start..first.end).collect();
    for layers in plan.lanes[count..].chunk_by(|one, next| one == next) {
        let start = lanes[&layers[0]].start;
        columns.extend(start..start + layers.len());
    }
    vec![columns]
}

/// All columns, each as wide as its widest box.
fn columns(graph: &Graph, plans: &[Plan], spots: &[Spot], lanes: &Lanes) -> Vec<Column> {
    let count = lanes.values().map(|it| it.end).max().unwrap_or(0);
    let mut columns = vec![Column::default(); count];
    for (plan, spot) in plans.iter().zip(spots) {
        for (&node, &layer) in plan.component.nodes.iter().zip(&plan.layered.layer_of) {
            let column = &mut columns[spot.columns[layer]];
            column.width = column.width.max(graph.node(node).width.into());
            column.used = true;
        }
    }
    columns
}

/// Sets columns side by side, and says where that leaves the lanes.
fn set_out(columns: &mut [Column], lanes: &Lanes, style: &Style) -> Vec<Lane> {
    let mut left = 0;
    let mut set_out = Vec::with_capacity(lanes.len());
    for (&lane, range) in lanes {
        let start = left;
        for column in &mut columns[range.clone()] {
            column.left = left;
            if column.used {
                left += column.width + i64::from(style.column_gap);
            }
        }
        let width = left - i64::from(style.column_gap) - start;
        set_out.push(Lane { lane, left: start, width });
        left += i64::from(style.lane_gap);
    }
    set_out
}
