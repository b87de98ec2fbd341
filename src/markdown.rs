//! Markdown, understood as text with structure. Knows nothing of decisions or stages.
//!
//! A text is parsed twice: once when its page is read, into a [`Document`] of facts, and once when
//! its page is rendered, straight to HTML. Parsing is so much cheaper than remembering a tree that
//! nothing but the [`Outline`] is kept in between. Both passes use [`parser`], so both see the
//! same.

mod added;
mod anchor;
mod anchored;
mod bare_id;
mod direction;
mod document;
mod escape;
mod fence;
mod footnote;
mod front_matter;
mod highlight;
mod href;
mod html;
mod info;
mod inline;
mod markup;
mod math;
mod parse;
mod parse_text;
mod picture;
mod prose;
mod raw_html;
mod said;
mod sanitize;
mod sentence;
mod sign;
mod table;
mod tangle;
mod words;
mod yaml;

pub use added::Added;
pub use anchor::{is_reserved, slug};
pub use bare_id::bare_ids;
pub use document::{Block, BlockKind, Document, Heading, Link, LinkKind, Live, Outline, Term};
pub use escape::escaped;
pub use fence::has_diagram;
pub use front_matter::{Field, Flaw, FrontMatter, Value};
pub use highlight::Highlighter;
pub use href::Href;
pub use html::{Rendering, html};
pub use inline::Inline;
pub use markup::Markup;
pub use parse::{parse, parse_without};
pub use said::{Said, said};
pub use sanitize::RawHtml;
pub use sentence::{Sentence, first_sentence, shortened};
pub use words::Words;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};
use std::{collections::BTreeSet, ops::Range};

/// Events of a Markdown text with the bytes they stand for.
///
/// A reference such as `[text][label]` without a definition comes out as a link of an *unknown*
/// type, so that it can be found; a lone `[label]` stays text, as people write `[x]` in prose. So
/// does what stands between two dollars and is no formula.
fn parser(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let undefined = |link: BrokenLink<'_>| {
        let full = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        full.then(|| (CowStr::from(link.reference.to_string()), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, options(text), Some(undefined));
    parser.into_offset_iter().map(|(event, range)| match event {
        Event::InlineMath(_) if !math::is_inline(text, range.clone()) => {
            (Event::Text(text[range.clone()].into()), range)
        }
        event => (event, range),
    })
}

/// A page that writes links as `[[1]](target)`, or `[[1]]` with a definition of `[1]`, has no use
/// for `[[wiki links]]`, and they cannot be told apart otherwise. The style of metadata block that
/// pulldown-cmark knows stays off: it is quadratic on hostile input, and front matter is cut off
/// before parsing.
fn options(text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_MATH, text.contains('$'));
    options.set(Options::ENABLE_WIKILINKS, !brackets_links(text));
    options
}

/// Whether a text puts ordinary links into brackets.
fn brackets_links(text: &str) -> bool {
    let mut labels = text.split("[[").skip(1).filter_map(|rest| rest.split_once("]]")).peekable();
    if labels.peek().is_none() {
        return false;
    }
    let definitions = text.split("\n[").skip(1).filter_map(|rest| rest.split_once("]:"));
    let defined: BTreeSet<&str> = definitions.map(|(label, _)| label).collect();
    labels.any(|(label, rest)| rest.starts_with('(') || defined.contains(label))
}
