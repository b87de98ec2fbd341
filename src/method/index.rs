//! Which of its things a method means: small numbers, only meaningful for that method.

/// Which stage of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageIndex(pub u8);

/// Which section of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIndex(pub u8);

/// Which kind of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindIndex(pub u8);

/// Which relation of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationIndex(pub u8);

/// Which status of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusIndex(pub u8);

/// Which heading of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeadingIndex(pub u8);

/// Headings of a method, of which there are at most [`Headings::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headings(u128);

/// Which rule of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIndex(pub u16);

impl Headings {
    /// How many headings a method may have.
    pub const MAX: usize = 128;

    /// Takes one more heading in.
    pub fn insert(&mut self, at: HeadingIndex) {
        self.0 |= 1 << at.0;
    }

    /// Takes all headings of another set in.
    pub fn extend(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether a heading is among them.
    pub fn contains(self, at: HeadingIndex) -> bool {
        self.0 >> at.0 & 1 == 1
    }
}
