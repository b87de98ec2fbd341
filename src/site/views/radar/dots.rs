//! Where the dots of a radar are: each in its ring and its sector, and none upon another.
//!
//! Dots stand on arcs, as far from each other and from the edges of their sector as a dot and its
//! gap need. A ring is as wide as its fullest sector asks for, so that every dot has a place. The
//! same dots get the same places, always.

use std::f64::consts::TAU;

/// How far a dot reaches from its middle.
pub(super) const DOT: f64 = 12.0;
/// How far the middles of two dots are from each other, at least.
pub(super) const PITCH: f64 = 30.0;
/// How far the middle of a dot is from the edge of its sector, at least: names stand there.
pub(super) const GUTTER: f64 = 23.0;

/// Where a dot belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dot {
    /// In which ring, from the middle.
    pub(super) ring: u16,
    /// In which sector, from the right against the clock.
    pub(super) sector: u16,
}

/// A radar as it is drawn, around a middle at zero. Up is negative.
#[derive(Debug, PartialEq)]
pub(super) struct Placed {
    /// How far each ring reaches, from the innermost.
    pub(super) radii: Vec<f64>,
    /// The middle of each dot, in their order.
    pub(super) dots: Vec<(f64, f64)>,
}

/// Places dots in so many sectors, and in rings of which each is this wide, at least.
pub(super) fn place(dots: &[Dot], widths: &[f64], sectors: u16) -> Placed {
    let mut placed = Placed { radii: Vec::new(), dots: vec![(0.0, 0.0); dots.len()] };
    let mut inner = 0.0;
    for (ring, &width) in (0..).zip(widths) {
        let of = |sector| {
            let own = dots.iter().enumerate().filter(move |(_, it)| **it == Dot { ring, sector });
            own.map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let groups: Vec<Vec<usize>> = (0..sectors).map(of).collect();
        let most = groups.iter().map(Vec::len).max().unwrap_or(0);
        let (outer, slots) = band(inner, width, sectors, most);
        for (sector, group) in (0..).zip(&groups) {
            for (&dot, slot) in group.iter().zip(spread(&slots, group.len())) {
                placed.dots[dot] = point(slot, sector, sectors);
            }
        }
        placed.radii.push(outer);
        inner = outer;
    }
    placed
}

/// A place in any sector: how far from the middle, and at which angle from the sector's beginning.
type Slot = (f64, f64);

/// How far a ring reaches that begins at `inner` and has a place for so many dots in a sector; and
/// these places.
fn band(inner: f64, width: f64, sectors: u16, dots: usize) -> (f64, Vec<Slot>) {
    let mut slots = Vec::new();
    let mut radius = inner + PITCH / 2.0;
    while radius + PITCH / 2.0 <= inner + width || slots.len() < dots {
        slots.extend(arc(radius, sectors));
        radius += PITCH;
    }
    ((radius - PITCH / 2.0).max(inner + width), slots)
}

/// The places on an arc from one edge of a sector to the other.
fn arc(radius: f64, sectors: u16) -> Vec<Slot> {
    if radius <= GUTTER {
        return Vec::new();
    }
    let edge = (GUTTER / radius).asin();
    let free = TAU / f64::from(sectors) - 2.0 * edge;
    let step = 2.0 * (PITCH / 2.0 / radius).asin();
    if free < 0.0 {
        return Vec::new();
    }
    let count = (1..=u16::MAX).take_while(|it| f64::from(*it) * step <= free).last().unwrap_or(1);
    let angle = |at: u16| edge + free * (f64::from(at) + 0.5) / f64::from(count);
    (0..count).map(|at| (radius, angle(at))).collect()
}

/// So many of these places, as far apart in their order as can be.
fn spread(slots: &[Slot], count: usize) -> impl Iterator<Item = Slot> {
    (0..count).map(move |at| slots[(2 * at + 1) * slots.len() / (2 * count)])
}

fn point((radius, angle): Slot, sector: u16, sectors: u16) -> (f64, f64) {
    let angle = angle + TAU * f64::from(sector) / f64::from(sectors);
    (radius * angle.cos(), -radius * angle.sin())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dots() -> impl Strategy<Value = (Vec<Dot>, Vec<f64>, u16)> {
        let dot = (0_u16..6, 0_u16..4).prop_map(|(ring, sector)| Dot { ring, sector });
        let widths = prop::collection::vec(0_f64..150.0, 1..6);
        (prop::collection::vec(dot, 0..160), widths, 1_u16..=4).prop_map(
            |(dots, widths, sectors)| {
                let rings = u16::try_from(widths.len()).unwrap();
                let inside = |it: Dot| Dot { ring: it.ring % rings, sector: it.sector % sectors };
                (dots.into_iter().map(inside).collect(), widths, sectors)
            },
        )
    }

    proptest! {
        #[test]
        fn no_dot_lies_upon_another((dots, widths, sectors) in dots()) {
            let placed = place(&dots, &widths, sectors);
            for (at, one) in placed.dots.iter().enumerate() {
                for other in &placed.dots[..at] {
                    let apart = (one.0 - other.0).hypot(one.1 - other.1);
                    prop_assert!(apart >= 2.0 * DOT + 1.0, "{apart}");
                }
            }
            prop_assert_eq!(placed, place(&dots, &widths, sectors));
        }

        #[test]
        fn every_dot_is_in_its_ring_and_its_sector((dots, widths, sectors) in dots()) {
            let placed = place(&dots, &widths, sectors);
            for (dot, (x, y)) in dots.iter().zip(&placed.dots) {
                let (radius, ring) = (x.hypot(*y), usize::from(dot.ring));
                let inner = if ring == 0 { 0.0 } else { placed.radii[ring - 1] };
                prop_assert!(radius - DOT >= inner && radius + DOT <= placed.radii[ring]);
                let angle = (-y).atan2(*x).rem_euclid(TAU);
                let width = TAU / f64::from(sectors);
                prop_assert!(angle >= width * f64::from(dot.sector));
                prop_assert!(angle <= width * f64::from(dot.sector + 1));
            }
        }
    }
}
