//! What places in a text get beside what their author wrote: anchors, classes, pieces of HTML.

use super::{Rendering, html::Writer};
use crate::text::Span;
use pulldown_cmark::{Event, TagEnd};
use std::collections::BTreeMap;

/// What a list item, a row, a paragraph, a term or a heading gets beside what its author wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Where it starts in its source.
    pub start: u32,
    /// Its anchor; none where it has none but its own. One that the author wrote as `{#anchor}` is
    /// taken out of the text.
    pub anchor: Option<String>,
    /// Its classes; empty for none. A heading gets none.
    pub class: String,
    /// The words that it begins with, if they are a term that the author did not mark as one.
    pub term: Option<Span>,
    /// HTML before the text of an item or of the first cell of a row; others get none.
    pub before: String,
    /// HTML after that text, or below a heading; others get none.
    pub after: String,
    /// HTML in the place of a block of code; none where that is shown, and for all others.
    pub instead: Option<String>,
}

/// How a place begins and ends where HTML will stand instead of a block of code, around the number
/// of the byte where that starts. It is put there when the text is finished and was made safe, so
/// that it may hold what a text may not, such as icons.
const HOLE: (&str, &str) = ("<hr class=\"live-", "\">");

fn hole(start: u32) -> String {
    format!("{}{start}{}", HOLE.0, HOLE.1)
}

/// Puts HTML into every place that waits for it, once.
pub(super) fn put_instead(html: String, added: &[Added]) -> String {
    let waiting = added.iter().filter_map(|it| Some((it.start, it.instead.as_deref()?)));
    let mut waiting: BTreeMap<u32, &str> = waiting.collect();
    if waiting.is_empty() {
        return html;
    }
    let mut pieces = html.split(HOLE.0);
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found = piece
            .split_once(HOLE.1)
            .and_then(|(start, rest)| Some((waiting.remove(&start.parse().ok()?)?, rest)));
        match found {
            Some((instead, rest)) => filled.extend([instead, rest]),
            None => filled.extend([HOLE.0, piece]),
        }
    }
    filled
}

impl<'a> Rendering<'a> {
    /// What is added to the place that this is.
    pub(super) fn added_at(&self, span: Span) -> Option<&'a Added> {
        let at = self.added.binary_search_by_key(&span.start, |it| it.start).ok()?;
        Some(&self.added[at])
    }

    /// What to write in the place of a block of code, if not what it says.
    pub(super) fn instead(&self, span: Span) -> Option<String> {
        self.added_at(span).filter(|it| it.instead.is_some()).map(|it| hole(it.start))
    }

    /// What is added to the place that a piece of text stands in, if anything is.
    pub(super) fn added_around(&self, span: Span) -> Option<&'a Added> {
        self.added[..self.added.partition_point(|it| it.start <= span.start)].last()
    }
}

impl<'a> Writer<'a> {
    /// Something has begun: writes what is to come before its text.
    pub(super) fn begin_added(&mut self, tag: TagEnd, span: Span) {
        let added = match tag {
            TagEnd::Item => {
                self.items.push(self.to.added_at(span));
                self.items.last().copied().flatten()
            }
            TagEnd::TableRow => {
                self.row = self.to.added_at(span);
                None
            }
            TagEnd::TableCell => self.row,
            _ => None,
        };
        self.push_added(added.map(|it| it.before.as_str()));
    }

    /// Something is about to end: writes what is to come after its text.
    pub(super) fn end_added(&mut self, tag: TagEnd) {
        let added = match tag {
            TagEnd::Item => self.items.pop().flatten(),
            TagEnd::TableCell => self.row.take(),
            _ => None,
        };
        self.push_after(added);
    }

    pub(super) fn push_after(&mut self, added: Option<&'a Added>) {
        self.push_added(added.map(|it| it.after.as_str()));
    }

    fn push_added(&mut self, html: Option<&'a str>) {
        if let Some(html) = html.filter(|it| !it.is_empty()) {
            self.out.push(Event::InlineHtml(html.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::html::tests::rendered;

    fn added(start: u32, anchor: &str) -> Added {
        Added { start, anchor: Some(anchor.to_owned()), ..Added::default() }
    }

    #[test]
    fn items_have_anchors() {
        let items = [added(0, "x"), added(9, "c2"), added(22, "d"), added(27, "e")];
        let html = rendered("- a {#x}\n- b\n\n|c|\n|-|\n|d|\n\ne", &items);
        let list = "<ul>\n<li id=\"p1.x\">a</li>\n<li id=\"p1.c2\">b</li>\n</ul>\n";
        assert!(html.starts_with(list), "{html}");
        assert!(html.contains("<tr id=\"p1.d\"><td>d</td></tr>"), "{html}");
        assert!(html.ends_with("<p id=\"p1.e\">e</p>\n"), "{html}");
    }

    #[test]
    fn what_is_added_stands_around_what_is_written() {
        let mark = |start| Added {
            start,
            class: "k".to_owned(),
            before: "<i>".to_owned(),
            after: "</i>".to_owned(),
            ..Added::default()
        };
        assert_eq!(
            rendered("- a\n\n  - b\n\n- c\n", &[mark(0)]),
            "<ul>\n<li class=\"k\"><i>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</i></li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"
        );
        let row = rendered("|a|b|\n|-|-|\n|c|d|\n", &[mark(12)]);
        assert!(row.contains("<tr class=\"k\"><td><i>c</i></td><td>d</td></tr>"), "{row}");
        let heading = rendered("# A\n\nb", &[mark(0)]);
        assert!(heading.contains("</h1>\n</i>"), "{heading}");
    }

    #[test]
    fn terms_are_bold() {
        let term = Added { start: 0, term: Some(Span { start: 2, end: 4 }), ..Added::default() };
        assert_eq!(rendered("- a: b", &[term]), "<ul>\n<li><b>a:</b> b</li>\n</ul>\n");
    }
}
