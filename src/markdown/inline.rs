//! Text without markup, that still knows where each piece of it was written.

use crate::text::Span;
use std::ops::Range;

/// The plain text of one block. Line breaks are kept as `\n`.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    /// The text.
    pub text: String,
    runs: Vec<Run>,
}

/// A piece of text that was written in one place, in one style.
#[derive(Clone, Debug)]
struct Run {
    /// Its first byte in the plain text.
    at: usize,
    span: Span,
    style: Style,
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) code: bool,
    /// Which link of the outline it belongs to.
    pub(super) link: Option<usize>,
}

impl Inline {
    /// A text that was written in one place.
    pub(super) fn of(text: &str, span: Span) -> Self {
        let mut inline = Self::default();
        inline.push(text, span, Style::default());
        inline
    }

    pub(super) fn push(&mut self, text: &str, span: Span, style: Style) {
        self.runs.push(Run { at: self.text.len(), span, style });
        self.text.push_str(text);
    }

    /// Where a range of the plain text was written.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let (Some(first), Some(last)) = (self.run(range.start), self.run(range.end.max(1) - 1))
        else {
            return Span::START;
        };
        let place = |run: &Run, at: usize| {
            let inside = u32::try_from(at - run.at).expect("texts are under 1 GiB");
            (run.span.start + inside).min(run.span.end)
        };
        Span { start: place(first, range.start), end: place(last, range.end).max(first.span.start) }
    }

    /// The plain text line by line.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let range = start..start + line.trim_end_matches('\n').len();
            start += line.len();
            range
        })
    }

    /// Whether all letters of a range are set in bold.
    pub fn is_strong(&self, range: Range<usize>) -> bool {
        self.all(range, |style| style.strong)
    }

    /// Where the bold text ends that it begins with; 0 where it begins otherwise.
    pub fn strong_start(&self) -> usize {
        let blank = |extent: &Range<usize>| self.text[extent.clone()].trim().is_empty();
        let mut bold = self.extents().take_while(|(run, extent)| run.style.strong || blank(extent));
        let first = bold.by_ref().find(|(run, _)| run.style.strong);
        first.map_or(0, |(_, first)| bold.last().map_or(first.end, |(_, last)| last.end))
    }

    /// Whether all letters of a range are code.
    pub fn is_code(&self, range: Range<usize>) -> bool {
        self.all(range, |style| style.code)
    }

    /// The links of the outline that a range touches, each with the range of its text.
    pub fn links(&self, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut links: Vec<(usize, Range<usize>)> = Vec::new();
        for (run, extent) in self.extents_in(range) {
            let Some(link) = run.style.link else {
                continue;
            };
            match links.last_mut().filter(|(last, _)| *last == link) {
                Some((_, text)) => text.end = extent.end,
                None => links.push((link, extent)),
            }
        }
        links
    }

    /// The link of the outline that a byte of the text belongs to, and where its text ends.
    pub fn link_at(&self, at: usize) -> Option<(usize, usize)> {
        let runs = self.extents_in(at..self.text.len());
        let mut own = runs.map_while(|(run, extent)| Some((run.style.link?, extent.end)));
        let (link, end) = own.next()?;
        Some((link, own.take_while(|(it, _)| *it == link).last().map_or(end, |(_, end)| end)))
    }

    fn all(&self, range: Range<usize>, holds: impl Fn(Style) -> bool) -> bool {
        let mut runs = self.extents_in(range);
        let blank = |extent: &Range<usize>| self.text[extent.clone()].trim().is_empty();
        runs.all(|(run, extent)| holds(run.style) || blank(&extent))
    }

    /// Every run with its range in the plain text.
    fn extents(&self) -> impl Iterator<Item = (&Run, Range<usize>)> {
        self.extents_from(0)
    }

    /// The runs that a range touches.
    fn extents_in(&self, range: Range<usize>) -> impl Iterator<Item = (&Run, Range<usize>)> {
        let Range { start, end } = range;
        let first = self.runs.partition_point(|run| run.at <= start).saturating_sub(1);
        let until = self.extents_from(first).take_while(move |(run, _)| run.at < end);
        until.skip_while(move |(_, extent)| extent.end <= start)
    }

    fn extents_from(&self, first: usize) -> impl Iterator<Item = (&Run, Range<usize>)> {
        let runs = &self.runs[first..];
        let ends = runs.iter().skip(1).map(|run| run.at).chain([self.text.len()]);
        runs.iter().zip(ends).map(|(run, end)| (run, run.at..end))
    }

    /// The run that holds a byte of the plain text.
    fn run(&self, at: usize) -> Option<&Run> {
        self.runs[..self.runs.partition_point(|run| run.at <= at)].last()
    }
}
