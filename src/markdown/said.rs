//! What a text says, block by block, for whoever looks for words in it.

use super::{parser, raw_html};
use crate::text::Span;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What one block says: a paragraph, a heading, a cell, a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its words, without markup.
    pub text: &'a str,
    /// Where the first of them is.
    pub start: u32,
    /// The heading that it is, or stands under, as an index into the outline.
    pub heading: Option<usize>,
    /// Whether it is that heading.
    pub is_heading: bool,
}

/// Shows `see` what every block of a text says, in order. The text starts at byte `offset` of its
/// source; nothing in the range `without` counts. Headings are counted as [`super::parse_without`]
/// counts them.
pub fn said(text: &str, offset: u32, without: Option<Span>, see: impl FnMut(Said<'_>)) {
    let mut reading =
        Reading { said: String::new(), start: 0, headings: 0, is_heading: false, see };
    for (event, range) in parser(text) {
        let span = Span::from(range.clone()).shifted(offset);
        if !without.is_some_and(|it| it.contains(span)) {
            reading.see(event, span, &text[range]);
        }
    }
    reading.end();
}

struct Reading<F> {
    said: String,
    start: u32,
    /// How many have begun.
    headings: usize,
    is_heading: bool,
    see: F,
}

impl<F: FnMut(Said<'_>)> Reading<F> {
    fn see(&mut self, event: Event<'_>, span: Span, written: &str) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.end();
                self.headings += 1;
                self.is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.end();
                self.is_heading = false;
            }
            Event::Start(tag) if !is_inline(tag.to_end()) => self.end(),
            Event::End(tag) if !is_inline(tag) => self.end(),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.say(&text, span),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => self.say(" ", span),
            Event::Html(_) if !raw_html::is_comment(written) => {
                for piece in outside_tags(written) {
                    self.say(&written[piece], span);
                    self.say(" ", span);
                }
            }
            _ => (),
        }
    }

    fn say(&mut self, text: &str, span: Span) {
        if self.said.is_empty() {
            self.start = span.start;
        }
        self.said.push_str(text);
    }

    fn end(&mut self) {
        if !self.said.is_empty() {
            (self.see)(Said {
                text: &self.said,
                start: self.start,
                heading: self.headings.checked_sub(1),
                is_heading: self.is_heading,
            });
            self.said.clear();
        }
    }
}

/// Whether words on both sides of a tag may be one.
fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// What stands between the tags of a line of raw HTML.
fn outside_tags(html: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    html.split('>').map(move |piece| {
        let start = at;
        at += piece.len() + 1;
        start..start + piece.find('<').unwrap_or(piece.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn a_block_says_its_words_under_its_heading() {
        let text = "Ka**fka** and\nmore\n\n# One `two`\n\n- [a](b)\n- c\n\n|d|e|\n|-|-|\n\n\
                    ```rust\nfn f\n```\n\n<b>g</b> <!-- h -->\n";
        let mut found = Vec::new();
        said(text, 10, None, |it| {
            found.push((it.text.trim().to_owned(), it.heading, it.is_heading));
        });
        let plain = |text: &str, under| (text.to_owned(), under, false);
        let one = Some(0);
        assert_eq!(found[0], plain("Kafka and more", None));
        assert_eq!(found[1], ("One two".to_owned(), one, true));
        let rest = ["a", "c", "d", "e", "fn f", "g"].map(|it| plain(it, one));
        assert_eq!(found[2..], rest);
    }

    #[test]
    fn headings_are_those_of_the_outline() {
        let text = "# A\n\n> ## B\n\n```\n# no\n```\n\nC\n===\n\n## \n\n### D\n";
        let document = parse(text, 0);
        said(text, 0, None, |it| {
            if it.is_heading {
                let heading = &document.outline.headings[it.heading.unwrap()];
                assert_eq!(heading.text, it.text);
            }
        });
    }
}
