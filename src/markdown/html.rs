//! A Markdown text to HTML that needs no style attribute and no script.

use super::{
    Highlighter, Href, Inline, Outline,
    escape::{escaped, escaped_href},
    fence::Fence,
    footnote::Footnotes,
    parser, prose, raw_html,
    raw_html::{Attribute, Role},
    sanitize::sanitize,
    sign::{alert, task},
    table::Table,
};
use crate::text::Span;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd, html::push_html};
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
    /// Anchors of list items, rows, paragraphs and terms, by where they start, in order. One that
    /// the author wrote as `{#anchor}` is taken out of the text.
    pub items: &'a [(u32, String)],
    /// What every id begins with, so that the texts of several pages can stand on one.
    pub prefix: &'a str,
    /// Where each link of the outline leads.
    pub href: &'a dyn Fn(usize) -> Href,
    /// For the code.
    pub code: &'a Highlighter,
}

/// Renders a text.
pub fn html(rendering: &Rendering<'_>) -> String {
    let mut writer = Writer::new(rendering);
    for (event, range) in parser(rendering.text) {
        writer.see(event, Span::from(range).shifted(rendering.offset));
    }
    let html = writer.finish();
    if rendering.outline.has_html { sanitize(&html) } else { html }
}

struct Writer<'a> {
    to: &'a Rendering<'a>,
    out: Vec<Event<'a>>,
    /// How to end each link and image that is open.
    closers: Vec<Event<'a>>,
    notes: Footnotes<'a>,
    table: Table,
    code: Option<Fence>,
    fragment: Option<Inline>,
    heading: Option<usize>,
    headings: usize,
    /// How deep in links the text is: ids do not link themselves there.
    linked: usize,
    raw_anchors: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn new(to: &'a Rendering<'a>) -> Self {
        Self {
            to,
            out: Vec::new(),
            closers: Vec::new(),
            notes: Footnotes::default(),
            table: Table::default(),
            code: None,
            fragment: None,
            heading: None,
            headings: 0,
            linked: 0,
            raw_anchors: BTreeSet::new(),
        }
    }

    fn see(&mut self, event: Event<'a>, span: Span) {
        if self.to.without.iter().any(|it| it.contains(span)) {
            return self.pass(&event, span);
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(text, span),
            Event::Html(html) => self.fragment_line(&html, span),
            Event::InlineHtml(html) => self.raw(&Inline::of(&html, span)),
            Event::FootnoteReference(label) => {
                let reference = self.notes.refer(&label, self.to);
                self.push(reference);
            }
            Event::TaskListMarker(done) => self.push(task(done)),
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
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title, span),
            Tag::Image { dest_url, title, id, link_type } => {
                let href = self.href(span, &dest_url);
                let (Href::To(to) | Href::Term(to)) = href else {
                    self.closers.push(open_dead(&mut self.out, &href));
                    return;
                };
                self.closers.push(Event::End(TagEnd::Image));
                self.out.push(Event::Start(Tag::Image {
                    dest_url: to.into(),
                    title,
                    id,
                    link_type,
                }));
            }
            Tag::CodeBlock(kind) => self.code = Some(Fence::open(&kind)),
            Tag::HtmlBlock => self.fragment = Some(Inline::default()),
            Tag::Item | Tag::Paragraph | Tag::DefinitionListTitle => match self.to.id_of_item(span)
            {
                Some(id) if tag == Tag::Item => self.push(format!("<li{id}>")),
                Some(id) if tag == Tag::DefinitionListTitle => self.push(format!("<dt{id}>")),
                Some(id) => self.push(format!("<p{id}>")),
                None => self.out.push(Event::Start(tag)),
            },
            Tag::BlockQuote(Some(kind)) => {
                let (class, word) = alert(kind);
                self.push(format!("<div class=\"note {class}\" role=\"note\"><p>{word}</p>\n"));
            }
            Tag::FootnoteDefinition(label) => self.notes.begin(&label, &mut self.out),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                let id = if tag == Tag::TableRow { self.to.id_of_item(span) } else { None };
                let html = self.table.start(tag, &id.unwrap_or_default());
                self.push(html);
            }
            tag => self.out.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::Link | TagEnd::Image => {
                self.linked = self.linked.saturating_sub(usize::from(tag == TagEnd::Link));
                self.out.extend(self.closers.pop());
            }
            TagEnd::CodeBlock => {
                let fence = self.code.take();
                let html = fence.map(|it| it.html(self.to.code)).unwrap_or_default();
                self.push(html);
            }
            TagEnd::HtmlBlock => {
                if let Some(fragment) = self.fragment.take() {
                    self.raw(&fragment);
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

    fn push(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn start_heading(&mut self, level: HeadingLevel) {
        let at = self.headings;
        self.headings += 1;
        self.heading = Some(at);
        let anchor = self.to.outline.headings.get(at).map_or("", |it| it.anchor.as_str());
        self.push(format!("<{level}{}>", self.to.id(anchor)));
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let heading = self.heading.take().and_then(|at| self.to.outline.headings.get(at));
        let Some(heading) = heading else {
            return;
        };
        let (href, text) = (self.to.href_to(&heading.anchor), escaped(&heading.text));
        self.push(format!(
            " <a class=\"a\" href=\"{href}\" aria-label=\"Link to {text}\">#</a></{level}>\n"
        ));
    }

    fn start_link(&mut self, target: &str, title: &str, span: Span) {
        self.linked += 1;
        let href = self.href(span, target);
        let (to, class) = match &href {
            Href::To(to) => (to, ""),
            Href::Term(to) => (to, " class=\"term\""),
            Href::Text | Href::Broken(_) => {
                self.closers.push(open_dead(&mut self.out, &href));
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
    fn href(&self, span: Span, target: &str) -> Href {
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
        let html = raw_html::rewrite(&fragment.text, |it| self.attribute(it, fragment));
        self.push(html);
    }

    /// What to write instead of which part of the fragment.
    fn attribute(&mut self, it: &Attribute, fragment: &Inline) -> (std::ops::Range<usize>, String) {
        match it.role {
            Role::Anchor => {
                let own = self.to.outline.html_anchors.contains(&it.value);
                let first = own && self.raw_anchors.insert(it.value.clone());
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
        push_html(&mut html, std::mem::take(&mut self.out).into_iter());
        self.notes.write(self.to, &mut html);
        html
    }
}

/// Opens a link that leads nowhere, and says how to close it.
pub(super) fn open_dead<'a>(out: &mut Vec<Event<'a>>, href: &Href) -> Event<'a> {
    let Href::Broken(reason) = href else {
        return Event::InlineHtml("".into());
    };
    let open = format!("<span class=\"broken\" title=\"{}\">", escaped(reason));
    out.push(Event::InlineHtml(open.into()));
    Event::InlineHtml("<span class=\"vh\"> (broken link)</span></span>".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let document = parse(text, 0);
        let href = |link: usize| match document.outline.links[link].target.as_str() {
            "gone" => Href::Broken("no `gone`".to_owned()),
            "far" => Href::Text,
            "term" => Href::Term("words.html#term".to_owned()),
            target => Href::To(format!("{target}.html")),
        };
        let rendered = html(&Rendering {
            text,
            offset: 0,
            outline: &document.outline,
            without: &[],
            items: &[],
            prefix: "",
            href: &href,
            code: &Highlighter::new(),
        });
        assert_eq!(rendered.trim(), expected);
    }

    #[test]
    fn links_lead_where_the_handbook_says() {
        check("[a](b \"c\")", "<p><a href=\"b.html\" title=\"c\">a</a></p>");
        check("[a](far) ![x](far)", "<p>a x</p>");
        check(
            "[a](gone)",
            "<p><span class=\"broken\" title=\"no `gone`\">a<span class=\"vh\"> (broken link)</span></span></p>",
        );
        check("see ADR-7.", "<p>see <a class=\"id\" href=\"ADR-7.html\">ADR-7</a>.</p>");
        check("[ADR-7](b) `ADR-7`", "<p><a href=\"b.html\">ADR-7</a> <code>ADR-7</code></p>");
        check("[a](term)", "<p><a class=\"term\" href=\"words.html#term\">a</a></p>");
        check("![x](i)", "<p><img src=\"i.html\" alt=\"x\" /></p>");
    }

    #[test]
    fn raw_html_is_resolved_then_sanitised() {
        check("<a name=\"x\"></a>", "<p><a id=\"x\"></a></p>");
        check("<a href=\"x\" onclick=y>a</a>", "<p><a href=\"x.html\">a</a></p>");
        check("<a href=\"gone\">a</a>", "<p><a class=\"broken\">a</a></p>");
        check(
            "<a id=t></a><a id=t></a>\n\n# T\n",
            "<p><a></a><a></a></p>\n<h1 id=\"t\">T <a class=\"a\" href=\"#t\" aria-label=\"Link to T\">#</a></h1>",
        );
        check("<!-- a -->\n\nb <!-- c -->", "<p>b </p>");
    }

    #[test]
    fn items_have_anchors() {
        let text = "- a {#x}\n- b\n\n|c|\n|-|\n|d|\n\ne";
        let document = parse(text, 0);
        let rendered = html(&Rendering {
            text,
            offset: 0,
            outline: &document.outline,
            without: &[],
            items: &[
                (0, "x".to_owned()),
                (9, "c2".to_owned()),
                (22, "d".to_owned()),
                (27, "e".to_owned()),
            ],
            prefix: "p1.",
            href: &|_| Href::Text,
            code: &Highlighter::new(),
        });
        let list = "<ul>\n<li id=\"p1.x\">a</li>\n<li id=\"p1.c2\">b</li>\n</ul>\n";
        assert!(rendered.starts_with(list), "{rendered}");
        assert!(rendered.contains("<tr id=\"p1.d\"><td>d</td></tr>"), "{rendered}");
        assert!(rendered.ends_with("<p id=\"p1.e\">e</p>\n"), "{rendered}");
    }

    #[test]
    fn tables_need_no_style() {
        check(
            "|a|b|\n|-|-:|\n|c|d|",
            "<div class=\"tbl\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr>\
             <th scope=\"col\">a</th><th scope=\"col\" class=\"r\">b</th></tr></thead><tbody><tr><td>c</td>\
             <td class=\"r\">d</td></tr></tbody></table></div>",
        );
    }

    #[test]
    fn footnotes_are_numbered_as_they_are_met() {
        check(
            "a[^x]\n\n[^x]: b",
            "<p>a<sup><a class=\"snr\" href=\"#fn-1\" aria-label=\"Note 1\">1</a></sup></p>\n\
             <ol class=\"footnotes\">\n<li id=\"fn-1\"><p>b</p>\n</li>\n</ol>",
        );
    }

    #[test]
    fn alerts_and_tasks_are_words_too() {
        check(
            "> [!WARNING]\n> a",
            "<div class=\"note warning\" role=\"note\"><p>Warning</p>\n<p>a</p>\n</div>",
        );
        check(
            "- [x] a",
            "<ul>\n<li><span class=\"task done\"><span class=\"vh\">Done: </span></span>a</li>\n</ul>",
        );
    }
}
