//! Considered: the options that a decision was made between, what was said for and against each,
//! and which of them was chosen.
//!
//! Options are the items of lists, the rows of tables, the headings and the bold beginnings of
//! paragraphs right below a heading that says so. What is said of one is what follows it.

mod argument;
mod choice;
mod name;

use super::{Part, Sort, languages, point};
use crate::{
    markdown::{Block, BlockKind, Document, Heading, Inline},
    text::Span,
};
use argument::arguments;
use choice::{choose, only, words};
use std::ops::Range;

/// An option that a decision was made between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// What it is called, without markup.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// Where the item of a list or the row of a table starts that names it; none where a heading
    /// or a paragraph does.
    pub item: Option<u32>,
    /// The heading that it is, or that it stands under, as an index into the outline; none where a
    /// field names it.
    pub heading: Option<usize>,
    /// Where its first text is that is no argument; none where it has none.
    pub about: Option<Span>,
    /// What speaks for it and against it, in order.
    pub arguments: Vec<Argument>,
}

/// What speaks for an option, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Which of them.
    pub sort: Sort,
    /// Where it is, without the words that only say which.
    pub span: Span,
}

/// What became of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was chosen.
    Chosen,
    /// Something else was.
    Left,
    /// The text does not say which one was chosen, or not in words that name one.
    Unsaid,
}

/// What a section is that options stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It lists all options.
    Options,
    /// It says what speaks for and against options that are listed elsewhere.
    Argues,
    /// It holds what was not chosen.
    Alternatives,
}

/// What the sections are called that list options.
const OPTIONS: &[&str] = &[
    "considered options",
    "options",
    "options considered",
    "considered alternatives",
    "positions",
    "candidates",
];
/// What the sections are called that argue about them.
const ARGUES: &[&str] =
    &["pros and cons of the options", "pros and cons of the alternatives", "pros and cons"];
/// What the sections are called that hold what was not chosen.
const ALTERNATIVES: &[&str] = &[
    "alternatives",
    "alternative considered",
    "alternatives considered",
    "alternative approaches",
    "alternative designs",
    "design alternatives",
    "other alternatives",
    "other options",
    "rejected alternatives",
    "rejected options",
];
/// The field that names what was not chosen.
const FIELD: &str = "alternatives";

/// What lists more than this is no choice.
const OPTIONS_MAX: usize = 100;

/// The words that name an option: all of them, and those that do not only count it.
type Words = [String; 2];

/// An option on its way: with what else is known while its page is read.
struct Draft {
    considered: Considered,
    /// The words that name it, to know it again, in each place that names it.
    words: Vec<Words>,
}

/// Gives every part the options that it was made between.
pub(super) fn fill(document: &Document, parts: &mut [Part]) {
    for part in parts.iter_mut() {
        part.considered = named_in_field(part);
    }
    let headings = document.outline.headings.iter().enumerate();
    let sections = headings.filter_map(|(at, it)| Some((at, role(it)?)));
    let sections: Vec<(usize, Role)> = sections.collect();
    let mut drafts: Vec<Vec<Draft>> = parts.iter().map(|_| Vec::new()).collect();
    // Sections that argue about options come after those that list them.
    for argues in [false, true] {
        for (at, role) in sections.iter().filter(|(_, role)| (*role == Role::Argues) == argues) {
            let part = innermost(parts, document.outline.headings[*at].span);
            take(document, *at, *role, &mut drafts[part]);
        }
    }
    for (at, mut own) in drafts.into_iter().enumerate().filter(|(_, own)| !own.is_empty()) {
        let blocks = document.within(parts[at].range);
        choose(blocks, &mut own, |span| innermost(parts, span) == at);
        parts[at].considered.extend(own.into_iter().map(|it| it.considered));
    }
}

/// The part that a piece of the text belongs to: the smallest around it.
fn innermost(parts: &[Part], span: Span) -> usize {
    let around = parts.iter().enumerate().filter(|(_, part)| part.range.contains(span));
    around.min_by_key(|(_, part)| part.range.end - part.range.start).map_or(0, |(at, _)| at)
}

/// What a section is to options, by its title.
fn role(heading: &Heading) -> Option<Role> {
    let title = languages::section(&heading.text);
    let is = |names: &[&str]| names.contains(&title.as_str());
    if is(OPTIONS) {
        Some(Role::Options)
    } else if is(ARGUES) {
        Some(Role::Argues)
    } else {
        is(ALTERNATIVES).then_some(Role::Alternatives)
    }
}

/// The options that a field names, which were not chosen.
fn named_in_field(part: &Part) -> Vec<Considered> {
    let texts = part.field(FIELD).map(|it| it.value.texts()).unwrap_or_default();
    let option = |name: &str| Considered {
        name: name.to_owned(),
        fate: Fate::Left,
        item: None,
        heading: None,
        about: None,
        arguments: Vec::new(),
    };
    let names = texts.iter().flat_map(|it| it.value.split([',', ';'])).map(str::trim);
    names.filter(|it| name::is_real(it)).map(option).collect()
}

/// Takes in the options of a section. What argues about one that is listed adds to that.
fn take(document: &Document, section: usize, role: Role, drafts: &mut Vec<Draft>) {
    let below = headings_below(document, section);
    let items = if role == Role::Argues { Vec::new() } else { listed_in(document, section) };
    // What is argued about and not listed is only a part of something that is.
    let is_listed = match role {
        Role::Options => !items.is_empty(),
        Role::Argues => !drafts.is_empty(),
        Role::Alternatives => false,
    };
    if role == Role::Options || below.is_empty() {
        for begin in &items {
            list(drafts, draft(document, section, role, begin));
        }
    }
    let headed = below.into_iter().take(OPTIONS_MAX).map(|at| headed(document, at, role));
    let headed: Vec<Draft> = headed.collect();
    let olds = olds(drafts, &headed, role);
    for (new, old) in headed.into_iter().zip(olds) {
        match old {
            Some(old) => drafts[old].take(new),
            None if is_listed => (),
            None => drafts.push(new),
        }
    }
    drafts.retain(|it| name::is_real(&it.considered.name));
    drafts.truncate(OPTIONS_MAX);
}

/// Adds an option that is listed. One that a list and a table name, or two tables, is one.
fn list(drafts: &mut Vec<Draft>, new: Draft) {
    let is_same =
        |it: &&mut Draft| it.words[0] == new.words[0] && it.considered.fate == new.considered.fate;
    match drafts.iter_mut().find(is_same) {
        Some(old) => old.take(new),
        None => drafts.push(new),
    }
}

/// The option that a heading is.
fn headed(document: &Document, at: usize, role: Role) -> Draft {
    let heading = &document.outline.headings[at];
    let body = document.within(heading.body);
    draft(document, at, role, &Begin { name: heading.text.clone(), item: None, rest: None, body })
}

/// Which of the options that are known already each of the new ones is. As many headings as there
/// are options are these options in their order, where none of those that go by the same name says
/// otherwise.
fn olds(drafts: &[Draft], headed: &[Draft], role: Role) -> Vec<Option<usize>> {
    let same = |new: &Draft| match role {
        Role::Alternatives => drafts.iter().position(|it| it.words[0] == new.words[0]),
        Role::Options | Role::Argues => known(drafts, &new.words[0]),
    };
    let named: Vec<Option<usize>> = headed.iter().map(same).collect();
    let in_order = named.iter().enumerate().all(|(at, old)| old.is_none_or(|old| old == at));
    let found = named.iter().any(Option::is_some);
    if role == Role::Argues && headed.len() == drafts.len() && in_order && found {
        return (0..headed.len()).map(Some).collect();
    }
    named
}

impl Draft {
    /// Takes in what another place says of the same option.
    fn take(&mut self, other: Self) {
        let (own, new) = (&mut self.considered, other.considered);
        own.heading = new.heading;
        own.about = own.about.or(new.about);
        own.arguments.extend(new.arguments);
        self.words.extend(other.words);
    }
}

/// The headings right below another one.
fn headings_below(document: &Document, section: usize) -> Vec<usize> {
    let headings = &document.outline.headings;
    let level = headings[section].level;
    let below = (section + 1..headings.len()).take_while(|&at| headings[at].level > level);
    let below: Vec<usize> = below.collect();
    let first = below.first().map(|&at| headings[at].level);
    below.into_iter().filter(|&at| Some(headings[at].level) == first).collect()
}

/// Where a text begins to speak of an option.
struct Begin<'a> {
    name: String,
    item: Option<u32>,
    /// What its own block says behind its name.
    rest: Option<Span>,
    /// The blocks that follow it and speak of it.
    body: &'a [Block],
}

/// The options that items of lists, rows of tables or the bold beginnings of paragraphs of a
/// section name, before its first heading.
fn listed_in(document: &Document, section: usize) -> Vec<Begin<'_>> {
    let all = document.within(document.outline.headings[section].body);
    let end = all.iter().position(|it| it.kind == BlockKind::Heading).unwrap_or(all.len());
    let own = &all[..end];
    let listed = own.iter().any(is_item);
    let begins = |block: &Block| {
        let bold = || block.text.strong_start() > 0 && argument::label(block).is_none();
        is_item(block) || (!listed && block.is_prose() && block.list_depth == 0 && bold())
    };
    let starts = own.iter().enumerate().filter(|(_, block)| begins(block)).map(|(at, _)| at);
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([own.len()]);
    let begin = |(start, end): (&usize, usize)| {
        let block = &own[*start];
        let (name, rest) = named(block)?;
        let body = &own[start + 1..end];
        // What follows the last item of a list outside of it speaks of no item.
        let outside = body.iter().position(|it| listed && it.list_depth == 0);
        let body = &body[..outside.unwrap_or(body.len())];
        Some(Begin { name, item: block.item, rest, body })
    };
    starts.iter().zip(ends).filter_map(begin).take(OPTIONS_MAX).collect()
}

/// Whether a block is what an item of a list or a row of a table begins with, and no argument.
fn is_item(block: &Block) -> bool {
    let item =
        block.list_depth == 1 && block.is_prose() && point::verdict(&block.text.text).is_none();
    (item || matches!(block.kind, BlockKind::Cell { row: 1.., column: 0 })) && block.item.is_some()
}

/// The name that a block begins with, and where what follows it is.
fn named(block: &Block) -> Option<(String, Option<Span>)> {
    let text: &Inline = &block.text;
    let name: Range<usize> = name::of(text)?;
    let pause = |c: char| c.is_whitespace() || [':', '.', ',', '–', '—', '-', '*'].contains(&c);
    let rest = text.text[name.end..].trim_start_matches(pause);
    let start = text.text.len() - rest.len();
    let says = rest.chars().any(char::is_alphanumeric);
    let rest = says.then(|| rest_of(block, start));
    Some((text.text[name].to_owned(), rest))
}

fn draft(document: &Document, heading: usize, role: Role, begin: &Begin<'_>) -> Draft {
    let fate = if role == Role::Alternatives { Fate::Left } else { Fate::Unsaid };
    let prose = |block: &&Block| {
        block.is_prose() && block.quote_depth == 0 && argument::label(block).is_none()
    };
    let first = begin.body.iter().find(prose).filter(|it| it.item.is_none());
    let about = first.map(|it| rest_of(it, 0));
    let considered = Considered {
        name: name::plain(&begin.name),
        fate,
        item: begin.item,
        heading: Some(heading),
        about: begin.rest.or(about),
        arguments: arguments(&document.outline, begin.body),
    };
    let words = [words(&begin.name), words(&considered.name)];
    Draft { considered, words: vec![words] }
}

/// Where the text of a block is written from one of its bytes on, with the markup at its end.
fn rest_of(block: &Block, start: usize) -> Span {
    let span = block.text.span_of(start..block.text.text.len());
    span.to(Span { start: span.end, end: block.span.end.max(span.end) })
}

/// The option that goes by these words, with what counts it or without, if one and only one does.
fn known(drafts: &[Draft], asked: &Words) -> Option<usize> {
    let names =
        drafts.iter().enumerate().flat_map(|(at, it)| it.words.iter().map(move |it| (at, it)));
    let of = |which: usize| {
        let names = names.clone().map(|(at, words)| (at, words[which].as_str()));
        only(&names.collect::<Vec<_>>(), &asked[which])
    };
    of(0).or_else(|| of(1))
}

#[cfg(test)]
mod tests;
