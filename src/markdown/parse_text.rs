//! The text inside a block, while it is parsed: what it says, and what it links to.

use super::{
    BlockKind, Flaw, Inline, Link, LinkKind, bare_ids, inline::Style, math::mathml, parse::Reading,
    raw_html, raw_html::Role,
};
use crate::text::Span;
use pulldown_cmark::CowStr;

impl Reading {
    pub(super) fn style(&self) -> Style {
        Style { strong: self.strong > 0, code: false, link: self.links.first().copied() }
    }

    pub(super) fn say(&mut self, text: &str, span: Span, style: Style) {
        if self.open.is_none() {
            self.open_block(BlockKind::Paragraph, span);
        }
        let block = self.open.as_mut().expect("opened above");
        block.text.push(text, span, style);
        block.span = block.span.to(span);
    }

    /// How much the open block says so far.
    fn length(&self) -> usize {
        self.open.as_ref().map_or(0, |block| block.text.text.len())
    }

    pub(super) fn text(&mut self, text: &str, span: Span) {
        let style = self.style();
        self.say(text, span, style);
        let kind = self.open.as_ref().map(|block| block.kind);
        let prose = !matches!(kind, Some(BlockKind::Code | BlockKind::Html | BlockKind::Heading));
        // Where a text differs from its source (an entity, an escape), places in it are unknown.
        let verbatim = text.len() == span.range().len();
        if !prose || !verbatim || style.link.is_some() || self.html_code > 0 {
            return;
        }
        for id in bare_ids(text) {
            let start = self.length() - text.len();
            let link = self.outline.links.len();
            self.said.push((link, start + id.start..start + id.end));
            let target = text[id.clone()].to_owned();
            let span = Span::from(id).shifted(span.start);
            self.outline.links.push(Link { kind: LinkKind::Bare, target, span, sentence: None });
        }
    }

    /// A formula is part of what its block says, as it is written.
    pub(super) fn formula(&mut self, formula: &str, span: Span) {
        self.say(formula, inside(span, formula), self.style());
        self.judge(formula, span);
    }

    /// Takes note of a formula that cannot be read.
    pub(super) fn judge(&mut self, formula: &str, span: Span) {
        if let Err(message) = mathml(formula, false) {
            self.flaws.push(Flaw { span, message });
        }
    }

    pub(super) fn open_link(&mut self, kind: LinkKind, target: CowStr<'_>, span: Span) {
        let link = self.outline.links.len();
        self.links.push(link);
        let target = match kind {
            LinkKind::Wiki => target.trim_end_matches('\\').to_owned(),
            _ => target.into_string(),
        };
        self.outline.links.push(Link { kind, target, span, sentence: None });
        // An image may say nothing at all, and is still part of its block.
        self.say("", Span { start: span.start, end: span.start }, self.style());
        self.said.push((link, self.length()..self.length()));
    }

    /// What the link says that was opened last ends here.
    pub(super) fn close_link(&mut self) {
        let said = self.links.pop().map(|link| self.said.binary_search_by_key(&link, |it| it.0));
        if let Some(Ok(at)) = said {
            self.said[at].1.end = self.length();
        }
    }

    /// Keeps the brackets of what looks like a link in a heading and is none: forges show them.
    pub(super) fn bracket(&mut self, text: &str, span: Span) {
        let heading = self.open.as_ref().is_some_and(|it| it.kind == BlockKind::Heading);
        let link = self.links.last().map(|&it| self.outline.links[it].kind);
        if heading && link == Some(LinkKind::Undefined) {
            self.say(text, Span { start: span.end, end: span.end }, self.style());
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        let tag = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
        if tag.starts_with("br") {
            return self.say("\n", span, self.style());
        }
        let is = |name: &str| {
            let rest = tag.strip_prefix(name);
            rest.is_some_and(|it| !it.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        };
        if is("a") || is("code") || is("pre") {
            let depth = self.html_code;
            self.html_code =
                if html.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
        }
        self.raw_html(&Inline::of(html, span));
    }

    /// Takes note of the links and anchors in a piece of raw HTML.
    pub(super) fn raw_html(&mut self, fragment: &Inline) {
        if raw_html::is_comment(&fragment.text) {
            return;
        }
        self.outline.has_html = true;
        self.tangle.see(&fragment.text, fragment.span_of(0..fragment.text.len()));
        for (markup, range) in raw_html::refused(&fragment.text) {
            if self.refused.insert(markup.clone()) {
                self.outline.refused.push((markup, fragment.span_of(range)));
            }
        }
        for attribute in raw_html::attributes(&fragment.text) {
            match attribute.role {
                Role::Anchor => self.outline.html_anchors.push(attribute.value),
                Role::Target | Role::Picture => self.outline.links.push(Link {
                    kind: LinkKind::Html,
                    target: attribute.value,
                    span: fragment.span_of(attribute.range),
                    sentence: None,
                }),
            }
        }
    }
}

/// The code in a span of code, without its backticks and padding.
pub(super) fn inside(span: Span, code: &str) -> Span {
    let length = u32::try_from(code.len()).expect("texts are under 1 GiB");
    let around = (span.end - span.start).saturating_sub(length) / 2;
    Span { start: span.start + around, end: (span.start + around + length).min(span.end) }
}
