//! Specification items of `OpenFastTrace` (its user guide, *Specification items*): an id in code on
//! a line of its own, such as `` `req~recover~1` ``, most often below a heading that is its title;
//! and lines such as `Needs: dsn`, `Covers: …`, `Rationale: …` that follow it.

use super::{Claim, Field, Id, Origin, Part, Read, Reference, bold_line, metadata::Filling};
use crate::{
    markdown::{Block, BlockKind, Document, Inline, Value, slug},
    text::{Span, Spanned},
};
use std::ops::Range;

/// What an item has a place for.
pub(super) const PLACES: &[&str] =
    &["status", "statement", "rationale", "comment", "covers", "needs-coverage", "depends", "tags"];

/// The lines that say something of an item, and the field that each is. What an item *needs* are
/// sorts of items that must cover it, which is no relation to any of them.
const KEYWORDS: &[(&str, &str)] = &[
    ("needs", "needs-coverage"),
    ("covers", "covers"),
    ("depends", "depends"),
    ("rationale", "rationale"),
    ("comment", "comment"),
    ("description", "description"),
];

/// What it means that an item of this sort covers another one.
const COVERING: &[(&str, &str)] = &[
    ("feat", "refines"),
    ("req", "refines"),
    ("dsn", "satisfies"),
    ("arch", "satisfies"),
    ("utest", "verifies"),
    ("itest", "verifies"),
    ("stest", "verifies"),
    ("test", "verifies"),
];

/// Whether a part of a page is such an item.
pub(super) fn is_item(part: &Part) -> bool {
    part.id.as_ref().is_some_and(|id| is_id(&id.value.0))
}

/// The id of an item: a sort, a name and a revision.
fn is_id(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('~').collect();
    let [sort, name, revision] = pieces[..] else {
        return false;
    };
    let named = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    !sort.is_empty()
        && sort.chars().all(char::is_alphabetic)
        && !name.is_empty()
        && name.chars().all(named)
        && !revision.is_empty()
        && revision.bytes().all(|it| it.is_ascii_digit())
}

/// The item that a page itself is, as its id: the one right below its title.
pub(super) fn id_below(document: &Document, title: usize) -> Option<Spanned<Id>> {
    let at = document.blocks.iter().position(|it| it.under == Some(title) && it.is_prose())?;
    let on = document.blocks[..at].iter().rev().find_map(switched).unwrap_or(true);
    let (id, rest) = begun(&document.blocks[at]).filter(|_| on)?;
    rest.is_none().then_some(id)
}

/// Every item of a text but the one that `title` is the title of.
pub(super) fn items(document: &Document, title: Option<usize>) -> Vec<Part> {
    let mut items: Vec<Part> = Vec::new();
    let whole = title.and_then(|title| id_below(document, title));
    let (mut on, mut listed, mut used) = (true, false, title);
    for (at, block) in document.blocks.iter().enumerate() {
        on = switched(block).unwrap_or(on);
        // Below `Covers:` stand the ids of others.
        listed = if block.item.is_some() { listed } else { keyword(block) };
        let begun = begun(block).filter(|_| on && !listed);
        let Some((id, rest)) = begun.filter(|(id, _)| whole.as_ref() != Some(id)) else {
            continue;
        };
        let heading = block.under.filter(|heading| rest.is_none() && used != Some(*heading));
        // An id that is an item of a list says no more than that.
        if heading.is_none() && rest.is_none() && block.item.is_some() {
            continue;
        }
        used = block.under;
        items.push(match heading {
            Some(heading) => headed(document, heading, id),
            None => unheaded(document, at, id, rest),
        });
    }
    items
}

/// Whether a comment turns tracing off or on from here.
fn switched(block: &Block) -> Option<bool> {
    let text = Some(block.text.text.as_str()).filter(|_| block.kind == BlockKind::Html)?;
    let off = text.rfind("oft:off");
    let on = text.rfind("oft:on");
    (off != on).then_some(on > off)
}

/// The id that a block begins with in code, and where the rest of that line begins if it says more.
fn begun(block: &Block) -> Option<(Spanned<Id>, Option<usize>)> {
    let line = block.text.lines().next().filter(|_| block.is_prose())?;
    let text = &block.text.text[line.clone()];
    let end = line.start + text.find([' ', ':', '\u{a0}']).unwrap_or(text.len());
    let written = &block.text.text[line.start..end];
    if !is_id(written) || !block.text.is_code(line.start..end) {
        return None;
    }
    let id = block.text.span_of(line.start..end).of(Id(written.to_owned()));
    let rest = block.text.text[end..line.end].trim_start_matches([' ', ':', '-', '–', '—']);
    let says_more = rest.chars().any(char::is_alphanumeric);
    // Without a mark between them, a sentence speaks of the item.
    let marked = block.text.text[end..line.end].trim_start().starts_with([':', '-', '–', '—']);
    match (says_more, marked) {
        (false, _) => Some((id, None)),
        (true, true) => Some((id, Some(line.end - rest.len()))),
        (true, false) => None,
    }
}

fn headed(document: &Document, heading: usize, id: Spanned<Id>) -> Part {
    let heading = &document.outline.headings[heading];
    let (raw, span) = (heading.text.trim().to_owned(), heading.span);
    let title = Read { value: raw.clone(), raw, span, from: Origin::Heading };
    let range = Span { start: heading.span.start, end: heading.body.end };
    Part { id: Some(id), anchor: Some(heading.anchor.clone()), ..Part::empty(range, title) }
}

/// An item without a heading of its own: it goes on to the next item or heading, and is called what
/// it says first.
fn unheaded(document: &Document, at: usize, id: Spanned<Id>, rest: Option<usize>) -> Part {
    let block = &document.blocks[at];
    let after = document.blocks[at + 1..].iter();
    let own = after.take_while(|it| it.under == block.under && begun(it).is_none());
    let range = own.fold(block.span, |range, it| range.to(it.span));
    let second = block.text.lines().nth(1).map(|line| line.start);
    let said = rest.or(second).map(|start| (&block.text, start));
    let next = || document.blocks.get(at + 1).filter(|it| it.is_prose()).map(|it| (&it.text, 0));
    let title = said.or_else(next).map(|(inline, start)| first_line(inline, start));
    let empty =
        Read { value: String::new(), raw: String::new(), span: id.span, from: Origin::Block };
    let anchor = Some(slug(&id.value.0.replace(['~', '.'], "-")));
    let item = Some(block.item.unwrap_or(block.span.start));
    Part { id: Some(id), anchor, item, ..Part::empty(range, title.unwrap_or(empty)) }
}

fn first_line(inline: &Inline, start: usize) -> Read<String> {
    let text = &inline.text[start..];
    let raw = text.lines().next().unwrap_or_default().trim().to_owned();
    let span = inline.span_of(start..start + raw.len());
    Read { value: raw.clone(), raw, span, from: Origin::Block }
}

/// Whether a block is a line such as `Covers:` that a list of ids follows.
fn keyword(block: &Block) -> bool {
    let last = block.text.lines().last().filter(|_| block.is_prose());
    let key = last.and_then(|line| key(&block.text, line));
    key.is_some_and(|(_, value)| value.is_empty())
}

/// The field that a line is, and its value.
fn key(inline: &Inline, line: Range<usize>) -> Option<(&'static str, Range<usize>)> {
    let (word, value) = inline.text[line.clone()].split_once(':')?;
    let word = word.trim().to_lowercase();
    let (_, key) = KEYWORDS.iter().find(|(keyword, _)| *keyword == word)?;
    let start = line.end - value.trim_start().len();
    Some((key, start..line.end))
}

/// Fills in what the lines of an item say, and what it covers.
pub(super) fn fill(filling: &mut Filling<'_>, blocks: &[&Block]) {
    let mut open: Option<&'static str> = None;
    for block in blocks.iter().filter(|block| block.is_prose()) {
        for line in block.text.lines() {
            let found = key(&block.text, line.clone());
            let value = found.as_ref().map_or(line.clone(), |(_, value)| value.clone());
            open = match found {
                Some((key, _)) => Some(key),
                None if bold_line::holds(&block.text, line.clone()) => None,
                None => open.filter(|key| block.item.is_some() || line.start > 0 || is_prose(key)),
            };
            if let Some(key) = open.filter(|_| !value.is_empty()) {
                say(filling, key, &block.text, value, line.start);
            }
        }
    }
}

/// Whether what a field says may go on in further paragraphs.
fn is_prose(key: &str) -> bool {
    matches!(key, "rationale" | "comment" | "description")
}

/// Takes in one value of a field, and what it covers.
fn say(filling: &mut Filling<'_>, key: &str, inline: &Inline, value: Range<usize>, line: usize) {
    if key == "covers" {
        cover(filling, inline, value.clone());
    }
    let span = inline.span_of(value.clone());
    let text = Value::Text(span.of(inline.text[value].trim().to_owned()));
    let first = inline.text[line..].chars().next().map_or(0, char::len_utf8);
    let key_span = inline.span_of(line..line + first);
    let field =
        Field { key: key.to_owned(), key_span, value: text, from: Origin::Block, partial: false };
    filling.part.fields.push(field);
}

/// Claims that the item covers those that a text names.
fn cover(filling: &mut Filling<'_>, inline: &Inline, range: Range<usize>) {
    let sort = filling.part.id.as_ref().and_then(|id| id.value.prefix()).unwrap_or_default();
    let Some((_, relation)) = COVERING.iter().find(|(it, _)| *it == sort) else {
        return;
    };
    let text = &inline.text[range.clone()];
    for word in text.split([' ', ',', ';', '\n']).filter(|word| is_id(word)) {
        let start = range.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let span = inline.span_of(start..start + word.len());
        let to = Reference { target: word.to_owned(), is_link: false, span };
        filling.part.claims.push(Claim { relation, partial: false, to });
    }
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let path = BookPath::new("x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let items = page.parts.iter().filter(|part| part.id.is_some()).map(|part| {
            let id = &part.id.as_ref().unwrap().value;
            let anchor = part.anchor.as_deref().unwrap_or("-");
            let claims = part.claims.iter().map(|it| format!(" {} {}", it.relation, it.to.target));
            format!("{id} #{anchor} {}{}", part.title.value, claims.collect::<String>())
        });
        assert_eq!(items.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_heading_is_the_title_of_the_item_below_it() {
        check(
            "# AI\n`feat~ai~1`\n\nNeeds: req\n\n## Recover\n\n`req~recover~1`\n\nText.\n\n\
             Covers: `feat~ai~1`\n\n## Other\n`req~x`\n",
            &["feat~ai~1 #- AI", "req~recover~1 #recover Recover refines feat~ai~1"],
        );
    }

    #[test]
    fn what_an_item_says_may_begin_with_any_letter() {
        let path = BookPath::new("x.md").unwrap();
        let text = "# X\n`req~x~1`\n\nRationale:\nÜber Nacht.\n";
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let field = page.parts[0].field("rationale").unwrap();
        assert_eq!(&text[field.key_span.range()], "Ü");
    }

    #[test]
    fn an_item_may_have_no_heading_of_its_own() {
        check(
            "# All\n\n## A\n\nText.\n\n`req~a~1`\nIt holds.\n\nCovers:\n\n* `feat~x~1`\n* `feat~y~2`\n\n\
             `req~b~1`\n\nIt also holds.\n\n- `utest~c~1`: It is tested.\n\n`req~a~1` is good.\n",
            &[
                "req~a~1 #a A refines feat~x~1 refines feat~y~2",
                "req~b~1 #req-b-1 It also holds.",
                "utest~c~1 #utest-c-1 It is tested.",
            ],
        );
    }

    #[test]
    fn tracing_may_be_off() {
        check(
            "<!-- oft:off -->\n\n# A\n`req~a~1`\n\n<!-- oft:on -->\n\n## B\n`req~b~1`\n",
            &["req~b~1 #b B"],
        );
    }

    #[test]
    fn lines_of_an_item_are_its_fields() {
        let text = "# A\n`req~a~1`\n\nText.\n\nRationale:\n\nBecause.\n\nNeeds: impl, utest\n\nTags: x, y\n";
        let path = BookPath::new("x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let part = page.whole();
        assert_eq!(part.text("needs-coverage"), Some("impl, utest"));
        assert_eq!((part.text("rationale"), part.text("tags")), (Some("Because."), Some("x, y")));
    }
}
