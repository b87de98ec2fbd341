//! Counts crossings.
//!
//! Two pieces between the same layers cross when their ends are in different order. That is
//! counted with a tree of sums, as Barth, Jünger and Mutzel do it (Simple and Efficient Bilayer
//! Cross Counting, 2002).

use super::bends::Layered;

/// How often pieces cross between all layers.
pub(super) fn count(layered: &Layered, positions: &[usize]) -> u64 {
    let mut ends = Vec::new();
    let mut sums = Vec::new();
    let mut total = 0;
    for pair in layered.layers.windows(2) {
        ends.clear();
        for &vertex in &pair[0] {
            let start = ends.len();
            ends.extend(layered.after[vertex].iter().map(|&it| positions[it]));
            ends[start..].sort_unstable();
        }
        sums.clear();
        sums.resize(pair[1].len() + 1, 0);
        total += inversions(&ends, &mut sums);
    }
    total
}

/// How many pairs of numbers are in descending order. `sums` is a Fenwick tree of zeros, one
/// longer than the largest number.
fn inversions(numbers: &[usize], sums: &mut [u64]) -> u64 {
    let mut total = 0;
    for (seen, &number) in (0_u64..).zip(numbers) {
        let mut not_larger = 0;
        let mut at = number + 1;
        while at > 0 {
            not_larger += sums[at];
            at &= at - 1;
        }
        total += seen - not_larger;
        let mut at = number + 1;
        while at < sums.len() {
            sums[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

/// How many crossings there are more when the neighbours of one vertex are below those of another
/// than when they are above, if the vertex stands directly above the other one: what an exchange
/// of the two would save.
pub(super) fn saved(upper: &[usize], lower: &[usize], positions: &[usize]) -> i64 {
    let mut saved = 0;
    for &above in upper {
        for &below in lower {
            saved += match positions[above].cmp(&positions[below]) {
                std::cmp::Ordering::Less => -1,
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
            };
        }
    }
    saved
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn inversions_are_pairs_in_descending_order(
            numbers in prop::collection::vec(0_usize..20, 0..40),
        ) {
            let pairs = (0..numbers.len()).flat_map(|to| (0..to).map(move |from| (from, to)));
            let slow = pairs.filter(|&(from, to)| numbers[from] > numbers[to]).count();
            prop_assert_eq!(inversions(&numbers, &mut [0; 21]), slow as u64);
        }
    }
}
