//! Pictures to HTML that keeps their place free while they load.

use super::{
    Href,
    escape::{escaped, escaped_href},
    html::{Writer, open_dead},
};
use crate::text::Span;
use pulldown_cmark::{Event, TagEnd};

/// A picture under way.
pub(super) struct Picture {
    /// Where it is.
    pub(super) to: String,
    /// What it shows, in words.
    pub(super) alt: String,
    /// What its author writes below it, or beside it when it is pointed at.
    pub(super) title: String,
    /// Its width and height in pixels, where they are known.
    pub(super) size: Option<(u32, u32)>,
    /// Whether it can wait until the reader comes near.
    pub(super) waits: bool,
    /// How many pictures are written in the words of this one.
    pub(super) inside: usize,
}

impl Picture {
    /// The picture in a line of text.
    pub(super) fn inline(&self) -> String {
        let title = match &*self.title {
            "" => String::new(),
            title => format!(" title=\"{}\"", escaped(title)),
        };
        self.image(&title)
    }

    /// The picture by itself, with its caption; `attributes` are those of the paragraph it was.
    pub(super) fn figure(&self, attributes: &str) -> String {
        let caption = match &*self.title {
            "" => String::new(),
            title => format!("<figcaption>{}</figcaption>", escaped(title)),
        };
        format!("<figure{attributes}>{}{caption}</figure>\n", self.image(""))
    }

    fn image(&self, title: &str) -> String {
        let (to, alt) = (escaped_href(&self.to), escaped(&self.alt));
        let size =
            self.size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
        let size = size.unwrap_or_default();
        let waits = if self.waits { " loading=\"lazy\"" } else { "" };
        format!("<img src=\"{to}\" alt=\"{alt}\"{title}{size}{waits} decoding=\"async\">")
    }
}

impl Writer<'_> {
    pub(super) fn start_picture(&mut self, target: &str, title: &str, span: Span) {
        if let Some(picture) = &mut self.picture {
            picture.inside += 1;
            return;
        }
        let to = match self.href(span, target) {
            Href::To(to) | Href::Term(to) => to,
            dead => return self.closers.push(open_dead(&mut self.out, &dead, self.to.words)),
        };
        let size = self.to.outline.link_at(span.start).and_then(|link| (self.to.size)(link));
        let (alt, title, waits) = (String::new(), title.to_owned(), self.pictures > 0);
        self.pictures += 1;
        self.picture = Some(Picture { to, alt, title, size, waits, inside: 0 });
    }

    /// Takes what stands in the brackets of a picture for the words it is described with.
    pub(super) fn describe(&mut self, event: &Event<'_>) {
        let Some(Picture { alt, .. }) = &mut self.picture else {
            return;
        };
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => (),
        }
    }

    pub(super) fn end_picture(&mut self) {
        match &mut self.picture {
            None => self.out.extend(self.closers.pop()),
            Some(picture) if picture.inside > 0 => picture.inside -= 1,
            Some(_) => {
                if let Some(picture) = self.picture.take() {
                    self.push(picture.inline());
                    self.shown = Some((self.out.len(), picture));
                }
            }
        }
    }

    /// A paragraph that is nothing but a picture is a figure.
    pub(super) fn end_paragraph(&mut self) {
        let (start, attributes) = &self.paragraph;
        let alone = (start + 1, self.out.len());
        match &self.shown {
            Some((at, picture)) if alone == (*at, *at) => {
                let figure = picture.figure(attributes);
                self.out.truncate(start - 1);
                self.push(figure);
            }
            _ => self.out.push(Event::End(TagEnd::Paragraph)),
        }
    }
}
