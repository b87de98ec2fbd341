//! Text to [`Document`]. Total: any text is a document.

use super::{
    Block, BlockKind, Document, Flaw, Heading, Inline, LinkKind, Live, Markup, Outline, Sentence,
    Term,
    anchor::{Anchors, is_reserved},
    fence::{Role, role},
    inline::Style,
    parse_text, parser, slug,
    tangle::Tangle,
};
use crate::text::Span;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use std::{collections::BTreeSet, ops::Range};

/// Parses `text`, which starts at byte `offset` of its source.
pub fn parse(text: &str, offset: u32) -> Document {
    parse_without(text, offset, None)
}

/// Parses `text` as if nothing stood in the range `without` of its source.
pub fn parse_without(text: &str, offset: u32, without: Option<Span>) -> Document {
    let mut reading = Reading::default();
    for (event, range) in parser(text) {
        let span = Span::from(range).shifted(offset);
        if !without.is_some_and(|it| it.contains(span)) {
            reading.see(event, span);
        }
    }
    reading.finish(Span::from(text.len()..text.len()).shifted(offset).end)
}

#[derive(Default)]
pub(super) struct Reading {
    pub(super) outline: Outline,
    blocks: Vec<Block>,
    anchors: Anchors,
    /// The headings whose sections go on, each of a higher level than the one before.
    sections: Vec<usize>,
    pub(super) open: Option<Block>,
    /// The bounds of what each link of the open block says, in the order of the outline.
    pub(super) said: Vec<(usize, Range<usize>)>,
    /// Links and images that are open, innermost last.
    pub(super) links: Vec<usize>,
    /// Custom ids of headings, until their headings end.
    heading_id: Option<String>,
    lists: u32,
    quotes: u32,
    /// Where the list item or the row starts that the next block opens.
    item: Option<u32>,
    /// Whether that item is ticked, if it is a task.
    task: Option<bool>,
    cell: (u16, u16),
    /// Whether the text is in the definition of a term.
    defining: bool,
    pub(super) strong: u32,
    /// How deep in raw `<a>`, `<code>` or `<pre>` the text is.
    pub(super) html_code: u32,
    /// What the code that is open is.
    role: Role,
    /// Formulas that cannot be read.
    pub(super) flaws: Vec<Flaw>,
    /// What of raw HTML does not reach the site, so far.
    pub(super) refused: BTreeSet<Markup>,
    pub(super) tangle: Tangle,
}

impl Reading {
    fn see(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => {
                self.say(
                    &code,
                    parse_text::inside(span, &code),
                    Style { code: true, ..self.style() },
                );
            }
            Event::SoftBreak | Event::HardBreak => self.say("\n", span, self.style()),
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::TaskListMarker(done) => self.mark(done),
            Event::InlineMath(formula) | Event::DisplayMath(formula) => {
                self.formula(&formula, span);
            }
            Event::Html(html) => self.say(&html, span, Style::default()),
            _ => (),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.open_link(LinkKind::Plain, format!("mailto:{dest_url}").into(), span);
            }
            Tag::Link { link_type, dest_url, .. } => {
                self.open_link(link_kind(link_type), dest_url, span);
                self.bracket("[", span);
            }
            Tag::Image { link_type, dest_url, .. } => {
                let known = link_kind(link_type) != LinkKind::Undefined;
                let kind = if known { LinkKind::Image } else { LinkKind::Undefined };
                self.open_link(kind, dest_url, span);
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => (),
            block => self.start_block(block, span),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, span: Span) {
        self.close_block();
        self.tangle.block((self.lists + self.quotes) as usize);
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.defining |= tag == Tag::DefinitionListDefinition;
                self.open_block(BlockKind::Paragraph, span);
            }
            Tag::Heading { id, .. } => {
                self.heading_id = id.map(CowStr::into_string);
                self.open_block(BlockKind::Heading, span);
            }
            Tag::CodeBlock(kind) => {
                self.role = role(&kind);
                self.open_block(BlockKind::Code, span);
            }
            Tag::HtmlBlock => self.open_block(BlockKind::Html, span),
            Tag::List(_) => self.lists += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item | Tag::TableRow => self.item = Some(span.start),
            Tag::Table(_) => self.cell = (0, 0),
            Tag::TableCell => {
                let (row, column) = self.cell;
                self.open_block(BlockKind::Cell { row, column }, span);
            }
            _ => (),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                let target = self.links.last().map(|&it| self.outline.links[it].target.clone());
                self.bracket(&format!("][{}]", target.unwrap_or_default()), span);
                self.close_link();
            }
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Heading(level) => self.end_heading(level, span),
            block => {
                self.close_block();
                self.end_block(block);
            }
        }
    }

    /// In a tight list the text of the item is yet to come, in a loose one it has begun.
    fn mark(&mut self, done: bool) {
        match &mut self.open {
            Some(block) => block.task = Some(done),
            None => self.task = Some(done),
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => self.lists -= 1,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::Item => self.item = None,
            TagEnd::DefinitionListTitle => self.outline.terms.extend(self.blocks.last().map(term)),
            TagEnd::DefinitionListDefinition => self.defining = false,
            TagEnd::TableCell => self.cell.1 = self.cell.1.saturating_add(1),
            TagEnd::TableHead | TagEnd::TableRow => self.cell = (self.cell.0.saturating_add(1), 0),
            _ => (),
        }
    }

    fn end_heading(&mut self, level: HeadingLevel, span: Span) {
        let level = level as u8;
        let text = self.open.as_ref().map_or("", |block| block.text.text.trim()).replace('\n', " ");
        let wanted = self.heading_id.take().unwrap_or_else(|| slug(&text));
        let anchor = self.anchors.assign(wanted);
        self.end_sections(level, span.start);
        let body = Span { start: span.end, end: u32::MAX };
        self.sections.push(self.outline.headings.len());
        self.outline.headings.push(Heading { level, text, anchor, span, body });
        self.close_block();
    }

    /// Ends every open section that a heading of this `level` ends.
    fn end_sections(&mut self, level: u8, end: u32) {
        let headings = &mut self.outline.headings;
        while let Some(open) = self.sections.pop_if(|it| level <= headings[*it].level) {
            headings[open].body.end = end.max(headings[open].body.start);
        }
    }

    pub(super) fn open_block(&mut self, kind: BlockKind, span: Span) {
        let last = self.outline.headings.len();
        let under = if kind == BlockKind::Heading { Some(last) } else { last.checked_sub(1) };
        self.open = Some(Block {
            kind,
            span,
            under,
            list_depth: u8::try_from(self.lists).unwrap_or(u8::MAX),
            quote_depth: u8::try_from(self.quotes).unwrap_or(u8::MAX),
            item: self.item.take(),
            task: self.task.take(),
            text: Inline::default(),
        });
    }

    fn close_block(&mut self) {
        while !self.links.is_empty() {
            self.close_link();
        }
        let Some(block) = self.open.take() else {
            return;
        };
        self.strong = 0;
        for (link, range) in self.said.drain(..) {
            let link = &mut self.outline.links[link];
            if may_be_local(&link.target) && link.kind != LinkKind::Image {
                link.sentence = Some(Sentence::around(&block.text.text, range));
            }
        }
        if block.kind == BlockKind::Html {
            self.raw_html(&block.text);
        }
        if self.defining && block.is_prose() {
            self.define(block.text.text.trim());
        }
        match self.role {
            Role::Formula if block.kind == BlockKind::Code => {
                self.judge(&block.text.text, block.span);
            }
            Role::Live if block.kind == BlockKind::Code => {
                let (span, code) = (block.span, block.text.clone());
                self.outline.live.push(Live { span, code });
            }
            _ => (),
        }
        self.blocks.push(block);
    }

    /// Gives the terms that still wait for it what they mean.
    fn define(&mut self, definition: &str) {
        if definition.is_empty() {
            return;
        }
        let waiting = self.outline.terms.iter_mut().rev().take_while(|it| it.definition.is_empty());
        waiting.for_each(|term| definition.clone_into(&mut term.definition));
    }

    fn finish(mut self, end: u32) -> Document {
        self.close_block();
        self.end_sections(0, end);
        for heading in &mut self.outline.headings {
            heading.body.end = heading.body.end.min(end).max(heading.body.start);
        }
        // A heading keeps its anchor against raw HTML, which mostly repeats it for old renderers.
        let Self { mut outline, blocks, mut anchors, flaws, tangle, .. } = self;
        outline.tangled = tangle.place();
        if outline.tangled.is_some() {
            outline.html_anchors.clear();
            outline.refused.clear();
            outline.has_html = false;
        }
        outline.html_anchors.retain(|it| !it.is_empty() && !is_reserved(it) && anchors.take(it));
        for term in &mut outline.terms {
            term.anchor = anchors.assign(slug(&term.text));
        }
        outline.links.sort_by_key(|link| link.span.start);
        outline.links.dedup_by_key(|link| link.span.start);
        Document { outline, blocks, flaws }
    }
}

/// The term that a block is. It gets its anchor at the end, when headings have theirs.
fn term(block: &Block) -> Term {
    let text = block.text.text.trim().replace('\n', " ");
    Term { text, definition: String::new(), anchor: String::new(), start: block.span.start }
}

fn link_kind(link_type: LinkType) -> LinkKind {
    match link_type {
        LinkType::WikiLink { .. } => LinkKind::Wiki,
        LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
            LinkKind::Undefined
        }
        _ => LinkKind::Plain,
    }
}

/// Whether a target could be a page of the book.
fn may_be_local(target: &str) -> bool {
    !target.contains("://") && !target.starts_with("mailto:") && !target.starts_with('#')
}

#[cfg(test)]
mod tests;
