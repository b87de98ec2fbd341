//! Fields in raw HTML between the title and the first section: elements whose class is a key, as in
//! `<span class="adr-status">Accepted</span>`; lines such as `Author: Ann · Created: 2026-01-02`
//! and rows of tables in blocks of HTML; and comments such as `<!-- status: accepted -->`, where
//! nothing else has said the same.

use super::{
    bold_line,
    metadata::{self, Filling, Said},
};
use crate::{
    markdown::{self, Block, BlockKind},
    text::Span,
};
use std::ops::Range;

/// Words that some put before the key in a class.
const CLASS_LABELS: &[&str] = &["adr-", "record-", "decision-", "meta-"];

/// A longer text is no value.
const VALUE_BYTES_MAX: usize = 500;

/// Fills in what the HTML in some blocks of `source` says.
pub(super) fn fill<'a>(
    filling: &mut Filling<'_>,
    source: &str,
    blocks: impl Iterator<Item = &'a Block>,
) {
    for block in blocks {
        let written = source.get(block.span.range()).unwrap_or_default();
        match block.kind {
            BlockKind::Html if !is_comment(written) => {
                elements(filling, written, block.span.start);
                lines(filling, &without_tags(written), block.span.start);
            }
            BlockKind::Paragraph => elements(filling, written, block.span.start),
            _ => (),
        }
    }
}

/// Fills in what the comments in some blocks of `source` say, where nothing else has: this comes
/// last.
pub(super) fn fill_comments<'a>(
    filling: &mut Filling<'_>,
    source: &str,
    blocks: impl Iterator<Item = &'a Block>,
) {
    for block in blocks.filter(|block| block.kind == BlockKind::Html) {
        let written = source.get(block.span.range()).unwrap_or_default();
        if is_comment(written) {
            comment(filling, written, block.span.start);
        }
    }
}

fn is_comment(written: &str) -> bool {
    written.trim_start().starts_with("<!--")
}

/// Takes in every element whose class is a key.
fn elements(filling: &mut Filling<'_>, written: &str, offset: u32) {
    for (at, _) in written.match_indices("class=") {
        let Some((class, end)) = quoted(written, at + "class=".len()) else {
            continue;
        };
        let Some(key) = written[class.clone()].split_whitespace().find_map(class_key) else {
            continue;
        };
        if let Some(text) = inside(written, end) {
            let place = Span::from(text.clone()).shifted(offset);
            value(filling, &key, Span::from(class).shifted(offset), &written[text], place);
        }
    }
}

/// The text of the element whose tag goes on at `at`.
fn inside(written: &str, at: usize) -> Option<Range<usize>> {
    let start = at + written[at..].find('>')? + 1;
    let end = written.floor_char_boundary(start + VALUE_BYTES_MAX);
    let length = written[start..end].find("</")?;
    Some(start..start + length)
}

/// What stands in quotes from `at` on, and where the text behind them begins.
fn quoted(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let quote = text[at..].chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let length = text[at + 1..].find(quote)?;
    Some((at + 1..at + 1 + length, at + 2 + length))
}

/// The key that a class is, if it is that of a status or a day.
fn class_key(class: &str) -> Option<String> {
    let bare = CLASS_LABELS.iter().find_map(|label| class.strip_prefix(label)).unwrap_or(class);
    let key = metadata::block_key(bare);
    matches!(key.as_str(), "status" | "date").then_some(key)
}

/// Takes in the text of an element as the value of a field.
fn value(filling: &mut Filling<'_>, key: &str, key_span: Span, text: &str, span: Span) {
    let document = markdown::parse(text.trim_start(), span.start + leading(text));
    if let Some(block) = document.blocks.first() {
        let said = Said { inline: &block.text, links: &document.outline.links };
        filling.field(key, key_span, &said, 0..block.text.text.len());
    }
}

fn leading(text: &str) -> u32 {
    Span::from(0..text.len() - text.trim_start().len()).end
}

/// Takes in the fields of lines that are no Markdown, each in its place.
fn lines(filling: &mut Filling<'_>, text: &str, offset: u32) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = Span::from(at..at).shifted(offset).start + leading(line);
        at += line.len();
        let document = markdown::parse(line.trim(), start);
        for block in &document.blocks {
            let said = Said { inline: &block.text, links: &document.outline.links };
            bold_line::fill(filling, block, &said);
        }
    }
}

/// Takes in the fields of a comment that nothing else has told.
fn comment(filling: &mut Filling<'_>, written: &str, offset: u32) {
    let inside = written.replace("<!--", "    ").replace("-->", "   ");
    let told = |key: &str| inside.to_lowercase().contains(&format!("{key}:"));
    let said = (told("status") && !filling.part.statuses.is_empty())
        || (told("date") && !filling.part.dates.is_empty());
    if !said {
        lines(filling, &inside, offset);
    }
}

/// A text in which each tag is blanks, so that all else stays where it is. The end of a row or a
/// paragraph ends a line; the end of a cell is a colon, since the first cell of a row is the key.
fn without_tags(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    let keyed = |line: &str| line.contains(':');
    let in_row = written.contains("<tr");
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |length| open + length + 1);
        let (before, tag) = (&rest[..open], &rest[open..close]);
        text.push_str(&if in_row { before.replace('\n', " ") } else { before.to_owned() });
        let name = tag.trim_start_matches(['<', '/']).to_lowercase();
        let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let ends = tag.starts_with("</");
        let mark = match name {
            "br" | "tr" | "p" | "div" | "li" if ends || name == "br" => '\n',
            "td" | "th" if ends && !text.rsplit('\n').next().is_some_and(keyed) => ':',
            _ => ' ',
        };
        text.push(mark);
        text.extend(std::iter::repeat_n(' ', tag.len() - 1));
        rest = &rest[close..];
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[track_caller]
    fn check(block: &str, status: &str, date: &str) {
        let text = format!("# X\n\n{block}\n\n## Context\n\n<p>Status: no</p>\n");
        let path = BookPath::new("0001-x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.clone().into() }));
        let part = page.whole();
        let word = part.status().map(|it| it.value.word.clone()).unwrap_or_default();
        let day = part.date().map(|it| it.to_string()).unwrap_or_default();
        assert_eq!((word.as_str(), day.as_str()), (status, date));
        let written = part.status().map_or("", |it| &text[it.span.range()]);
        assert_eq!(written, part.status().map_or("", |it| it.raw.as_str()));
    }

    #[test]
    fn html_holds_fields() {
        check(
            "<span class=\"adr-status adr-status-accepted\">ACCEPTED</span>\n\n\
             <p class=\"adr-meta\">Author: Ann Lee · Created: 2024-02-07</p>",
            "ACCEPTED",
            "2024-02-07",
        );
        check(
            "<table>\n<tr><th>Status</th><td>Draft</td></tr>\n\
             <tr>\n  <td><b>Date:</b></td>\n  <td>2024-02-07</td>\n</tr>\n</table>",
            "Draft",
            "2024-02-07",
        );
        check("<div>\nStatus: Draft<br/>Date: 2024-02-07\n</div>", "Draft", "2024-02-07");
    }

    #[test]
    fn a_comment_speaks_where_nothing_else_does() {
        check("<!-- status: accepted -->\n<!-- date: 2024-02-07 -->", "accepted", "2024-02-07");
        check("<!--\nstatus: draft\ndate: 2024-02-07\n-->", "draft", "2024-02-07");
        check("Status: accepted\n\n<!-- status: draft -->", "accepted", "");
        check("<!-- what the status means -->", "", "");
    }
}
