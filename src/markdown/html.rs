//! A Markdown text to HTML that needs no style attribute and no script.

use super::{
    Added, Highlighter, Href, Inline, Outline, RawHtml, Words, added,
    direction::{TURNED, direction},
    escape::{escaped, escaped_href},
    fence::Fence,
    footnote::Footnotes,
    math, parser,
    picture::Picture,
    prose, raw_html,
    raw_html::{Attribute, Role},
    sign::{alert, task},
    table::Table,
    words::filled,
};
use crate::text::Span;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::collections::BTreeSet;

/// What is needed to render one text.
pub struct Rendering<'a> {
    /// The text below the front matter.
    pub text: &'a str,
    /// Where it starts in its source.
    pub offset: u32,
    /// Its outline.
    pub outline: &'a Outline,
    /// What to leave out, since the page shows it elsewhere.
    pub without: &'a [Span],
    /// What places in it get beside, by where they start, in order.
    pub added: &'a [Added],
    /// What every id begins with, so that the texts of several pages can stand on one.
    pub prefix: &'a str,
    /// Where each link of the outline leads.
    pub href: &'a dyn Fn(usize) -> Href,
    /// How wide and high the picture is in pixels that a link of the outline shows.
    pub size: &'a dyn Fn(usize) -> Option<(u32, u32)>,
    /// What of its raw HTML reaches the site.
    pub raw: &'a RawHtml,
    /// For the code.
    pub code: &'a Highlighter,
    /// What it has beside its own words.
    pub words: &'a Words<'a>,
}

/// Renders a text.
pub fn html(rendering: &Rendering<'_>) -> String {
    let mut writer = Writer::new(rendering);
    for (event, range) in parser(rendering.text) {
        writer.see(event, Span::from(range).shifted(rendering.offset));
    }
    let html = writer.finish();
    let html = if rendering.outline.has_html { rendering.raw.apply(html) } else { html };
    added::put_instead(html, rendering.added)
}

pub(super) struct Writer<'a> {
    pub(super) to: &'a Rendering<'a>,
    pub(super) out: Vec<Event<'a>>,
    /// How to end each link and image that is open.
    pub(super) closers: Vec<Event<'a>>,
    notes: Footnotes<'a>,
    table: Table,
    /// What is added to each list item that is open, if anything is.
    pub(super) items: Vec<Option<&'a Added>>,
    /// What is added to the row whose first cell is open or to come.
    pub(super) row: Option<&'a Added>,
    code: Option<Fence>,
    fragment: Option<Inline>,
    heading: Option<usize>,
    headings: usize,
    pub(super) picture: Option<Picture>,
    /// How many pictures there are so far.
    pub(super) pictures: usize,
    /// The paragraph that was begun last: how many events come before its text, and its attributes.
    pub(super) paragraph: (usize, String),
    /// The picture that was written last, and how many events there were then.
    pub(super) shown: Option<(usize, Picture)>,
    /// How deep in blocks the text is.
    depth: usize,
    /// How many events come before the outermost of them.
    block: usize,
    /// How deep in links the text is: ids do not link themselves there.
    linked: usize,
    /// The anchors of the author's that are still to come.
    raw_anchors: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn new(to: &'a Rendering<'a>) -> Self {
        Self {
            to,
            out: Vec::new(),
            closers: Vec::new(),
            notes: Footnotes::default(),
            table: Table::default(),
            items: Vec::new(),
            row: None,
            code: None,
            fragment: None,
            heading: None,
            headings: 0,
            picture: None,
            pictures: 0,
            paragraph: (0, String::new()),
            shown: None,
            depth: 0,
            block: 0,
            linked: 0,
            raw_anchors: to.outline.html_anchors.iter().map(String::as_str).collect(),
        }
    }

    fn see(&mut self, event: Event<'a>, span: Span) {
        if self.to.without.iter().any(|it| it.contains(span)) {
            return self.pass(&event, span);
        }
        match event {
            event if self.picture.is_some() && !is_picture(&event) => self.describe(&event),
            Event::Start(tag) => {
                if self.depth == 0 {
                    self.block = self.out.len();
                }
                self.depth += usize::from(is_block(tag.to_end()));
                self.start(tag, span);
            }
            Event::End(tag) => {
                self.end(tag);
                self.depth -= usize::from(is_block(tag));
                if self.depth == 0 {
                    let narrow = is_narrow(tag).then_some(self.block);
                    self.notes.place(narrow, self.out.len());
                }
            }
            Event::Text(text) => self.text(text, span),
            Event::Html(html) => self.fragment_line(&html, span),
            Event::InlineHtml(html) => self.raw(&Inline::of(&html, span)),
            Event::FootnoteReference(label) => {
                let reference = self.notes.refer(&label, self.to);
                self.push(reference);
            }
            Event::TaskListMarker(done) => self.push(task(done, self.to.words)),
            Event::InlineMath(formula) => self.push(math::html(&formula, false, "")),
            Event::DisplayMath(formula) => {
                self.push(math::html(&formula, true, self.to.words.formula));
            }
            event => self.out.push(event),
        }
    }

    /// Passes by what is left out. A heading counts all the same, if the outline has it.
    fn pass(&mut self, event: &Event<'a>, span: Span) {
        let next = self.to.outline.headings.get(self.headings);
        let heading = matches!(event, Event::Start(Tag::Heading { .. }));
        self.headings += usize::from(heading && next.is_some_and(|it| it.span == span));
    }

    fn start(&mut self, tag: Tag<'a>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => self.start_heading(level, span),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title, span),
            Tag::Image { dest_url, title, .. } => self.start_picture(&dest_url, &title, span),
            Tag::CodeBlock(kind) => self.code = Some(Fence::open(&kind, self.to.instead(span))),
            Tag::HtmlBlock => self.fragment = Some(Inline::default()),
            Tag::BlockQuote(Some(kind)) => {
                let (class, word) = alert(kind, self.to.words);
                self.push(format!("<div class=\"note {class}\" role=\"note\"><p>{word}</p>\n"));
            }
            Tag::FootnoteDefinition(label) => self.notes.begin(&label, &mut self.out),
            tag => self.start_plain(tag, span),
        }
    }

    /// Starts what is written as everybody does, but for an anchor or a direction of its own.
    fn start_plain(&mut self, tag: Tag<'a>, span: Span) {
        let attributes = self.to.attributes(&tag, span);
        let end = tag.to_end();
        match tag {
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                let html = self.table.start(tag, &attributes, self.to.words);
                self.push(html);
            }
            Tag::Item if !attributes.is_empty() => self.push(format!("<li{attributes}>")),
            Tag::DefinitionListTitle if !attributes.is_empty() => {
                self.push(format!("<dt{attributes}>"));
            }
            Tag::Paragraph if !attributes.is_empty() => self.push(format!("<p{attributes}>")),
            Tag::List(None) if !attributes.is_empty() => self.push(format!("<ul{TURNED}>\n")),
            Tag::BlockQuote(None) if !attributes.is_empty() => {
                self.push(format!("<blockquote{TURNED}>\n"));
            }
            tag => self.out.push(Event::Start(tag)),
        }
        self.begin_added(end, span);
        self.paragraph = (self.out.len(), attributes);
        self.shown = None;
    }

    fn end(&mut self, tag: TagEnd) {
        self.end_added(tag);
        match tag {
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::Link => {
                self.linked = self.linked.saturating_sub(1);
                self.out.extend(self.closers.pop());
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::CodeBlock => {
                let html = self.code.take().map(|it| it.html(self.to.code, self.to.words));
                self.push(html.unwrap_or_default());
            }
            TagEnd::HtmlBlock => {
                if let Some(fragment) = self.fragment.take() {
                    self.raw_block(&fragment);
                }
            }
            TagEnd::BlockQuote(Some(_)) => self.push("</div>".to_owned()),
            TagEnd::FootnoteDefinition => self.notes.end(&mut self.out),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                let html = self.table.end(tag);
                self.push(html.to_owned());
            }
            tag => self.out.push(Event::End(tag)),
        }
    }

    pub(super) fn push(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn start_heading(&mut self, level: HeadingLevel, span: Span) {
        let at = self.headings;
        self.headings += 1;
        self.heading = Some(at);
        let anchor = self.to.outline.headings.get(at).map_or("", |it| it.anchor.as_str());
        let direction = direction(self.to.written(span));
        self.push(format!("<{level}{}{direction}>", self.to.id(anchor)));
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let heading = self.heading.take().and_then(|at| self.to.outline.headings.get(at));
        let Some(heading) = heading else {
            return;
        };
        let href = self.to.href_to(&heading.anchor);
        let label = escaped(&filled(self.to.words.link_to, &heading.text));
        self.push(format!(
            " <a class=\"a\" href=\"{href}\" aria-label=\"{label}\">#</a></{level}>\n"
        ));
        self.push_after(self.to.added_at(heading.span));
    }

    fn start_link(&mut self, target: &str, title: &str, span: Span) {
        self.linked += 1;
        let href = self.href(span, target);
        let (to, class) = match &href {
            Href::To(to) => (to, ""),
            Href::Term(to) => (to, " class=\"term\""),
            Href::Text | Href::Broken(_) => {
                self.closers.push(open_dead(&mut self.out, &href, self.to.words));
                return;
            }
        };
        let title = match title {
            "" => String::new(),
            title => format!(" title=\"{}\"", escaped(title)),
        };
        self.push(format!("<a{class} href=\"{}\"{title}>", escaped_href(to)));
        self.closers.push(Event::InlineHtml("</a>".into()));
    }

    /// Where the link that starts here leads. A link that reading did not see leads nowhere.
    pub(super) fn href(&self, span: Span, target: &str) -> Href {
        match self.to.outline.link_at(span.start) {
            Some(link) => (self.to.href)(link),
            None => Href::Broken(format!("`{target}` was not read as a link")),
        }
    }

    fn text(&mut self, text: CowStr<'a>, span: Span) {
        if let Some(fence) = &mut self.code {
            fence.push(&text);
            return;
        }
        if self.linked > 0 || self.heading.is_some() {
            self.out.push(Event::Text(text));
            return;
        }
        prose::write(self.to, text, span, &mut self.out);
    }

    fn fragment_line(&mut self, html: &str, span: Span) {
        let style = super::inline::Style::default();
        self.fragment.get_or_insert_default().push(html, span, style);
    }

    /// Writes a piece of raw HTML with its links resolved and each anchor once.
    fn raw(&mut self, fragment: &Inline) {
        if raw_html::is_comment(&fragment.text) {
            return;
        }
        if self.to.outline.tangled.is_some() {
            return self.out.push(Event::Text(fragment.text.clone().into()));
        }
        let html = raw_html::rewrite(&fragment.text, |it| self.attribute(it, fragment));
        self.push(html);
    }

    /// Writes a block of raw HTML; what is shown as text needs a paragraph around it.
    fn raw_block(&mut self, fragment: &Inline) {
        let is_text = self.to.outline.tangled.is_some() && !raw_html::is_comment(&fragment.text);
        self.push(if is_text { "<p>" } else { "" }.to_owned());
        self.raw(fragment);
        self.push(if is_text { "</p>\n" } else { "" }.to_owned());
    }

    /// What to write instead of which part of the fragment.
    fn attribute(&mut self, it: &Attribute, fragment: &Inline) -> (std::ops::Range<usize>, String) {
        match it.role {
            Role::Anchor => {
                let first = self.raw_anchors.remove(it.value.as_str());
                // `name` is an old word for `id`.
                let id = first.then(|| self.to.id(&it.value));
                (it.whole.clone(), id.unwrap_or_default())
            }
            Role::Target | Role::Picture => {
                let href = self.href(fragment.span_of(it.range.clone()), &it.value);
                (it.whole.clone(), raw_html::pointed(it, &href))
            }
        }
    }

    fn finish(mut self) -> String {
        let mut html = String::with_capacity(self.to.text.len() * 3 / 2);
        let out = std::mem::take(&mut self.out);
        self.notes.write(&mut html, out, self.to);
        html
    }
}

/// Opens a link that leads nowhere, and says how to close it.
pub(super) fn open_dead<'a>(out: &mut Vec<Event<'a>>, href: &Href, words: &Words<'_>) -> Event<'a> {
    let Href::Broken(reason) = href else {
        return Event::InlineHtml("".into());
    };
    let open = format!("<span class=\"broken\" title=\"{}\">", escaped(reason));
    out.push(Event::InlineHtml(open.into()));
    let word = escaped(words.broken_link);
    Event::InlineHtml(format!("<span class=\"vh\"> ({word})</span></span>").into())
}

/// Whether something stands by itself, and not in a line of text.
fn is_block(tag: TagEnd) -> bool {
    let inline = [
        TagEnd::Emphasis,
        TagEnd::Strong,
        TagEnd::Strikethrough,
        TagEnd::Superscript,
        TagEnd::Subscript,
        TagEnd::Link,
        TagEnd::Image,
    ];
    !inline.contains(&tag)
}

/// Whether a picture begins or ends here.
fn is_picture(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image))
}

/// Whether a block is as wide as the text, so that there is a margin beside it.
fn is_narrow(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::List(_) | TagEnd::DefinitionList)
}

#[cfg(test)]
pub(super) mod tests;
