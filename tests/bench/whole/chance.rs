//! Numbers that look like chance and are the same every time.

/// A generator of such numbers.
pub(crate) struct Chance(u32);

impl Chance {
    /// A row of numbers for each seed.
    pub(crate) fn new(seed: usize) -> Self {
        Self(u32::try_from(seed).unwrap().wrapping_mul(2_654_435_761).wrapping_add(97))
    }

    /// A number from 0 up to, and without, `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % bound
    }

    /// One of several.
    pub(crate) fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}
