//! Ranges of text.

use std::ops::Range;

/// A range of bytes in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl Span {
    /// The start of a source: where findings about the whole of it point.
    pub const START: Self = Self { start: 0, end: 0 };

    /// Attaches this place to `value`.
    pub fn of<T>(self, value: T) -> Spanned<T> {
        Spanned { value, span: self }
    }

    /// The same range as indices into the text it was measured in.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    #[must_use]
    /// This range of a text that itself starts `offset` bytes into its source.
    pub fn shifted(self, offset: u32) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }

    /// Whether `other` lies inside this range.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    #[must_use]
    /// The smallest range that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        let offset = |at| u32::try_from(at).expect("disk.rs refuses sources over 1 GiB");
        Self { start: offset(range.start), end: offset(range.end) }
    }
}
