//! What a Markdown text contains.

use super::{Flaw, Inline, Markup, Sentence};
use crate::text::Span;

/// A parsed text: its outline, and its blocks of text in order.
///
/// Blocks live while one page is read; the outline is kept.
#[derive(Debug)]
pub struct Document {
    /// Headings, links and anchors.
    pub outline: Outline,
    /// Paragraphs, headings, items, cells and so on, in order.
    pub blocks: Vec<Block>,
    /// Formulas that cannot be read, in order.
    pub flaws: Vec<Flaw>,
}

/// The skeleton of a text: what others can link to, and what it links to.
#[derive(Debug, Default)]
pub struct Outline {
    /// Every heading, in order.
    pub headings: Vec<Heading>,
    /// Every link, image and id in the prose, in order of their place.
    pub links: Vec<Link>,
    /// Anchors that the author placed in raw HTML.
    pub html_anchors: Vec<String>,
    /// Every term of a definition list, in order.
    pub terms: Vec<Term>,
    /// Every live block, in order.
    pub live: Vec<Live>,
    /// Whether there is raw HTML other than comments, and it is shown as HTML.
    pub has_html: bool,
    /// Where there is raw HTML that takes too long to make safe, so that all of it is shown as
    /// text.
    pub tangled: Option<Span>,
    /// What of it does not reach the site unless the book allows it: each name once, with where it
    /// stands first, in order.
    pub refused: Vec<(Markup, Span)>,
}

/// A block of code in the language `archbook`: it asks for something that is shown in its place.
#[derive(Debug)]
pub struct Live {
    /// All of it, with its fences.
    pub span: Span,
    /// What it asks.
    pub code: Inline,
}

/// A heading and the range of what stands under it.
#[derive(Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text, without markup.
    pub text: String,
    /// Unique in its text.
    pub anchor: String,
    /// The heading itself.
    pub span: Span,
    /// What follows it, up to the next heading of the same or a higher level.
    pub body: Span,
}

/// A term of a definition list.
#[derive(Debug)]
pub struct Term {
    /// Its words, without markup.
    pub text: String,
    /// What it means: the first paragraph of its definition, without markup.
    pub definition: String,
    /// Unique in its text.
    pub anchor: String,
    /// Where it starts.
    pub start: u32,
}

/// Something that points somewhere.
#[derive(Debug)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// Where it points, as written.
    pub target: String,
    /// The whole of it.
    pub span: Span,
    /// The sentence around it; only kept for what may lead to another page of the book.
    pub sentence: Option<Sentence>,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](target)`, `[text][label]`, `<target>`.
    Plain,
    /// `![text](target)`.
    Image,
    /// `[[target]]`, `[[target|text]]`.
    Wiki,
    /// An id such as `ADR-0007` in the prose.
    Bare,
    /// `href` or `src` in raw HTML.
    Html,
    /// `[text][label]` where no such label is defined; the target is the label.
    Undefined,
}

/// A run of text that is not interrupted by another block.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// Which heading it stands under, as an index into the outline; `None` before the first.
    pub under: Option<usize>,
    /// How many lists it is in.
    pub list_depth: u8,
    /// How many block quotes it is in.
    pub quote_depth: u8,
    /// Where the list item or the row of a table starts whose first text it is.
    pub item: Option<u32>,
    /// Whether that item is ticked, if it is a task.
    pub task: Option<bool>,
    /// What it says.
    pub text: Inline,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading; `under` is its own index.
    Heading,
    /// A cell of a table; both numbers start at 0, row 0 is the head.
    Cell {
        /// Which row.
        row: u16,
        /// Which column.
        column: u16,
    },
    /// Fenced or indented code.
    Code,
    /// Raw HTML.
    Html,
}

impl Block {
    /// Whether it is running text.
    pub fn is_prose(&self) -> bool {
        self.kind == BlockKind::Paragraph
    }
}

impl Document {
    /// The blocks that stand under a heading and under no other below it, itself first.
    pub fn under(&self, heading: usize) -> &[Block] {
        let start = self.blocks.partition_point(|it| it.under < Some(heading));
        let length = self.blocks[start..].partition_point(|it| it.under == Some(heading));
        &self.blocks[start..start + length]
    }

    /// The blocks that begin in a range.
    pub fn within(&self, range: Span) -> &[Block] {
        let start = self.blocks.partition_point(|it| it.span.start < range.start);
        let end = self.blocks.partition_point(|it| it.span.start < range.end);
        &self.blocks[start..end.max(start)]
    }
}

impl Outline {
    /// The heading that has this anchor.
    pub fn heading_at(&self, anchor: &str) -> Option<usize> {
        self.headings.iter().position(|heading| heading.anchor == anchor)
    }

    /// Whether something has this anchor.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors().any(|it| it == anchor)
    }

    /// Every anchor: those of headings, of raw HTML, of terms.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| heading.anchor.as_str());
        let html = self.html_anchors.iter().map(String::as_str);
        headings.chain(html).chain(self.terms.iter().map(|term| term.anchor.as_str()))
    }

    /// The term that has the n-th of all anchors; none where something else has it.
    pub fn term_at(&self, anchor: usize) -> Option<&Term> {
        self.terms.get(anchor.checked_sub(self.headings.len() + self.html_anchors.len())?)
    }

    /// The place among all anchors that the n-th term has.
    pub fn anchor_of_term(&self, term: usize) -> usize {
        self.headings.len() + self.html_anchors.len() + term
    }

    /// The link, image or id that starts at this byte.
    pub fn link_at(&self, start: u32) -> Option<usize> {
        self.links.binary_search_by_key(&start, |link| link.span.start).ok()
    }
}
