//! Many short lists, kept as one.

/// What belongs to each of some things, in the order in which they are counted.
#[derive(Debug)]
pub(super) struct Grouped<T> {
    /// Where the list of each begins; one more at the end.
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T: Copy> Grouped<T> {
    /// Gives each of so many things what comes with its number, in the order in which it comes.
    pub(super) fn new(count: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut starts = vec![0; count + 1];
        for (of, _) in pairs.clone() {
            starts[of + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let Some((_, first)) = pairs.clone().next() else {
            return Self { starts, all: Vec::new() };
        };
        let mut all = vec![first; starts[count] as usize];
        let mut next = starts.clone();
        for (of, it) in pairs {
            all[next[of] as usize] = it;
            next[of] += 1;
        }
        Self { starts, all }
    }

    /// What belongs to the thing with this number.
    pub(super) fn of(&self, at: usize) -> &[T] {
        &self.all[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The same, to be changed.
    pub(super) fn of_mut(&mut self, at: usize) -> &mut [T] {
        &mut self.all[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_what_comes_with_its_number_in_the_order_in_which_it_comes() {
        let grouped = Grouped::new(4, [(2, 'a'), (0, 'b'), (2, 'c'), (2, 'd')].into_iter());
        let lists: Vec<&[char]> = (0..4).map(|at| grouped.of(at)).collect();
        assert_eq!(lists, [&['b'][..], &[], &['a', 'c', 'd'], &[]]);
        assert!(Grouped::<char>::new(1, std::iter::empty()).of(0).is_empty());
    }
}
