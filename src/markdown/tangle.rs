//! Raw HTML that takes too long to make safe.
//!
//! At every tag, a parser of HTML looks through the elements that are open, opens formatting again
//! that nothing closed, and compares every attribute of the tag with all others. Where nothing is
//! ever closed, that grows with the square of the text. So the steps are counted while a page is
//! read, and a page that would take too many of them shows its raw HTML as text.

use super::raw_html::{Tag, tags};
use crate::text::Span;

/// A tag with more attributes than this is no tag that anybody writes.
const ATTRIBUTES_MAX: usize = 100;

/// The steps that a page may take beyond those that grow with its length: some three thousand
/// elements of which none is ever closed, and any number that are.
const STEPS_MAX: usize = 5_000_000;

/// To look through so many elements at every tag is no trouble.
const DEPTH_FREE: usize = 32;

/// To repeat so many bytes of formatting in every block is none either, where a tag costs some more
/// than it has.
const AGAIN_FREE: usize = 64;
const AGAIN_TAG: usize = 16;

/// More copies of the same formatting than these are not opened again.
const COPIES_MAX: usize = 3;

/// Elements that have no end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "image", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
];

/// Elements whose beginning ends others that nobody closed, and which.
const ENDING: &[(&str, &[&str])] = &[
    ("dd", &["dd", "dt"]),
    ("dt", &["dd", "dt"]),
    ("li", &["li"]),
    ("option", &["option"]),
    ("p", &["p"]),
    ("rp", &["rp", "rt"]),
    ("rt", &["rp", "rt"]),
    ("td", &["td", "th"]),
    ("th", &["td", "th"]),
    ("tr", &["tr"]),
];

/// Elements that go on in the next block until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements in which only their own sort of content stands. Another one that begins there is put
/// before the table, among all others that were.
const ROWS: &[&str] = &["table", "tbody", "tfoot", "thead", "tr"];
const IN_ROWS: &[&str] = &[
    "caption", "col", "colgroup", "form", "input", "script", "style", "tbody", "td", "template",
    "tfoot", "th", "thead", "tr",
];

/// Elements with a language of their own, which ends where HTML begins.
const FOREIGN: &[&str] = &["math", "svg"];

/// The raw HTML of a page, as far as it was read.
#[derive(Default)]
pub(super) struct Tangle {
    /// The names of the elements that are open.
    open: Vec<String>,
    /// The formatting that is open: its name and its tag.
    formatting: Vec<(String, String)>,
    /// How many elements stand in tables and not in their cells.
    misplaced: usize,
    steps: usize,
    /// Where the last piece is.
    last: Option<Span>,
    /// Where it was when it went too far.
    place: Option<Span>,
}

impl Tangle {
    /// A block begins, so deep in lists and quotations, or a tag.
    pub(super) fn block(&mut self, depth: usize) {
        let depth = (depth + self.open.len()).saturating_sub(DEPTH_FREE);
        let again: usize = self.formatting.iter().map(|(_, tag)| tag.len() + AGAIN_TAG).sum();
        self.steps = self.steps.saturating_add(depth + again.saturating_sub(AGAIN_FREE));
    }

    /// Takes note of a piece of raw HTML, which stands at a place.
    pub(super) fn see(&mut self, fragment: &str, place: Span) {
        for tag in tags(fragment) {
            self.last = Some(place);
            if self.steps > STEPS_MAX || tag.attributes.len() > ATTRIBUTES_MAX {
                self.place.get_or_insert(place);
                return;
            }
            self.block(0);
            let name = fragment[tag.name.clone()].to_ascii_lowercase();
            if tag.is_end { self.close(&name) } else { self.open(name, fragment, &tag) }
        }
    }

    /// Where the page has raw HTML, if it takes too long.
    pub(super) fn place(&self) -> Option<Span> {
        self.place.or(self.last.filter(|_| self.steps > STEPS_MAX))
    }

    fn open(&mut self, name: String, fragment: &str, tag: &Tag) {
        let foreign = self.open.iter().rposition(|it| FOREIGN.contains(&it.as_str()));
        if VOID.contains(&name.as_str()) || (foreign.is_some() && tag.is_whole) {
            return;
        }
        let within = self.open.last().is_some_and(|it| ROWS.contains(&it.as_str()));
        if within && !IN_ROWS.contains(&name.as_str()) {
            self.misplaced += 1;
            self.steps = self.steps.saturating_add(self.misplaced);
        }
        if FORMATTING.contains(&name.as_str()) {
            if let Some(at) = foreign {
                self.end_at(at);
            }
            // A link ends where another begins.
            if name == "a" {
                self.close(&name);
            }
            let text = fragment[tag.whole()].to_owned();
            if self.formatting.iter().filter(|(_, it)| *it == text).count() < COPIES_MAX {
                self.formatting.push((name.clone(), text));
            }
        }
        self.end_before(&name);
        self.open.push(name);
    }

    /// Ends the element that one of this name ends, with the paragraphs and cells that are open in
    /// it.
    fn end_before(&mut self, name: &str) {
        let Some((_, ended)) = ENDING.iter().find(|(it, _)| *it == name) else {
            return;
        };
        let inside = |it: &String| match it.as_str() {
            "p" => name != "p",
            "td" | "th" => name == "tr",
            _ => false,
        };
        let last = self.open.iter().rposition(|it| !inside(it));
        if let Some(at) = last.filter(|&at| ended.contains(&self.open[at].as_str())) {
            self.end_at(at);
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.formatting.iter().rposition(|(it, _)| it == name) {
            self.formatting.remove(at);
        }
        if let Some(at) = self.open.iter().rposition(|it| it == name) {
            self.end_at(at);
        }
    }

    /// Ends the element at a depth, and all that is open in it. Formatting is opened again behind
    /// it.
    fn end_at(&mut self, at: usize) {
        let ended = self.open.split_off(at).into_iter().skip(1);
        self.open.extend(ended.filter(|it| FORMATTING.contains(&it.as_str())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(blocks: impl IntoIterator<Item = String>, expected: bool) {
        let mut tangle = Tangle::default();
        for block in blocks {
            tangle.block(0);
            tangle.see(&block, Span::START);
        }
        assert_eq!(tangle.place().is_some(), expected);
    }

    fn times(block: &str, count: usize) -> impl Iterator<Item = String> {
        std::iter::repeat_n(block.to_owned(), count)
    }

    #[test]
    fn what_is_closed_is_no_trouble_however_much_there_is() {
        check(times("<div><b><i>a</i></b><br></div>", 100_000), false);
        check(times("<p>a", 9_000), false);
        check(times("<li><p>a", 9_000), false);
        check(times("<tr><th>a<td><p>b", 9_000), false);
        check(times("<a name=x>", 9_000), false);
        check(times("<svg><path d=x /></svg>", 9_000), false);
        check(times("Put <name> here", 1_000), false);
    }

    #[test]
    fn what_nothing_closes_is() {
        for piece in ["<div>", "<div></b>", "<dd><li>", "<p><b></p>", "<svg><b></svg>"] {
            check(times(piece, 4_000), true);
        }
        check((0..2_000).map(|at| format!("<div><b id={at}></div>")), true);
        check(times("<table>", 1).chain(times("<b>a</b>", 4_000)), true);
        check(times("<div>", 2_000).chain(times("text", 9_000)), true);
        check([format!("<b title={}>", "a".repeat(900))].into_iter().chain(times("", 9_000)), true);
        check([format!("<b {}>", "a ".repeat(ATTRIBUTES_MAX + 1))], true);
    }

    #[test]
    fn deep_lists_and_quotations_count_with_the_html_in_them() {
        let deep = |piece: &str| {
            let mut tangle = Tangle::default();
            (0..4_000).for_each(|depth| tangle.block(depth));
            tangle.see(piece, Span::START);
            tangle.place()
        };
        assert_eq!((deep("text"), deep("<b>a</b>")), (None, Some(Span::START)));
    }
}
