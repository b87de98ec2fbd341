//! A page: what one source says by itself.
//!
//! A page depends on its own source and nothing else: not the method, not other pages. That is what
//! lets it be read in parallel and remembered. It keeps what is written and where it was read; what
//! that means is the handbook's business.

mod alexandrian;
mod alphagov;
mod badge;
mod bold_line;
mod business_case;
mod considered;
mod criterion;
mod day;
mod edgex;
mod format;
mod former;
mod html;
mod identity;
mod languages;
mod links_section;
mod log4brains;
mod madr;
mod metadata;
mod nygard;
mod open_fast_trace;
mod passage;
mod piece;
mod point;
mod read;
mod reference;
mod requirement_table;
mod status;
mod table;
mod tyree_akerman;
mod words;
mod y_statement;

use crate::{
    finding::Finding,
    markdown::{Outline, Value},
    source::Source,
    text::{BookPath, Date, Span, Spanned},
};
pub use considered::{Argument, Considered, Fate};
pub use format::Format;
pub use identity::{FileName, Id, id_key, id_prefix, same_id};
pub use metadata::{PARTIAL, front_matter_keys, key as field_key, spellings};
pub use point::{Point, Sort};
pub use read::read;
pub use reference::{Reference, named};
pub use status::StatusText;
use std::{ops::Range, sync::Arc};

/// One source, read.
#[derive(Debug)]
pub struct Page {
    /// The text.
    pub source: Arc<Source>,
    /// The form it is written in.
    pub format: Format,
    /// What its file name says.
    pub name: FileName,
    /// Where the text below the front matter starts.
    pub body: u32,
    /// The heading that is its title.
    pub title_heading: Option<Span>,
    /// Front matter that stands below that heading, and is no part of the text either.
    pub front_below: Option<Span>,
    /// The page itself first, then the pieces of it that have an id of their own.
    pub parts: Vec<Part>,
    /// What items of its lists are to a decision, in order.
    pub points: Vec<Point>,
    /// Its headings, links and anchors.
    pub outline: Outline,
    /// What reading it found.
    pub findings: Vec<Finding>,
}

/// A page or a piece of it.
#[derive(Debug)]
pub struct Part {
    /// The id it declares.
    pub id: Option<Spanned<Id>>,
    /// The number in its name or title.
    pub number: Option<u32>,
    /// Where it is on its page; `None` for the page itself.
    pub anchor: Option<String>,
    /// The list item, row or paragraph that begins it and gets its anchor, by its start; `None`
    /// where a heading does.
    pub item: Option<u32>,
    /// All of it.
    pub range: Span,
    /// What it is called.
    pub title: Read<String>,
    /// How it stands, in its own words, in every place that says so; the first counts.
    pub statuses: Vec<Read<StatusText>>,
    /// The day it names, in every place that names one; the first counts.
    pub dates: Vec<Read<Date>>,
    /// Everything it says of itself as *key: value*.
    pub fields: Vec<Field>,
    /// Relations as its status tells them, not yet believed. Fields may tell others.
    pub claims: Vec<Claim>,
    /// The criteria it lists.
    pub criteria: Vec<Criterion>,
    /// The options that it was made between, where it is a decision.
    pub considered: Vec<Considered>,
    /// How many different words it really says, up to [`WORDS_COUNTED`].
    pub words: u32,
    /// What stands before its first heading, then what stands under each.
    pub passages: Vec<Passage>,
}

/// What stands under one heading of a part, without what stands under the headings below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The heading as a key; empty for what stands before the first one.
    pub key: String,
    /// The level of the heading; 0 for what stands before the first one.
    pub level: u8,
    /// The heading, as an index into the outline.
    pub heading: Option<usize>,
    /// The prose, without markup, code and what is nothing but a link.
    pub text: String,
    /// Where in `text` its first paragraph is that is no fact about the record; empty if there is
    /// none. One that ends with a colon goes on.
    pub gist: Range<u32>,
    /// How many different words it really says, up to a dozen.
    pub words: u8,
    /// How many items its lists have on their first level, and how many rows its tables.
    pub items: u16,
    /// Why there is nothing to say, where it begins *Not applicable because*.
    pub excuse: Option<String>,
    /// Whether it names a number with a unit, or says *given, when, then*.
    pub measured: bool,
}

/// Beyond this many different words, a part says enough for every rule.
pub const WORDS_COUNTED: u32 = 40;

/// A value with the place and the way it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// What it means.
    pub value: T,
    /// What was written.
    pub raw: String,
    /// Where.
    pub span: Span,
    /// In what.
    pub from: Origin,
}

/// What a value was read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The front matter.
    FrontMatter,
    /// The lines between the title and the first section.
    Block,
    /// A section of its own, such as *Status*.
    Section,
    /// A heading.
    Heading,
    /// A row of a table of records.
    Table,
    /// The name of the file or its folder.
    FileName,
}

/// *key: value*, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key in its one spelling.
    pub key: String,
    /// Where the key is.
    pub key_span: Span,
    /// The value.
    pub value: Value,
    /// In what.
    pub from: Origin,
    /// Whether the relation that the key is holds for a part only, or for a time.
    pub partial: bool,
}

/// A relation as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its key, at whichever end: `supersedes`, `superseded-by`.
    pub relation: &'static str,
    /// Whether it holds for a part of the target only, or for a time.
    pub partial: bool,
    /// What it names.
    pub to: Reference,
}

/// One thing that can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// What it goes by in its part, such as `c1`.
    pub name: String,
    /// Its anchor on the page.
    pub anchor: String,
    /// Whether the author wrote that anchor, so that it stays when others are inserted.
    pub pinned: bool,
    /// What it says.
    pub text: String,
    /// Where the list item starts.
    pub item: u32,
    /// Where its text is.
    pub span: Span,
}

impl Page {
    /// Where it is.
    pub fn path(&self) -> &BookPath {
        &self.source.path
    }

    /// The page as a whole.
    pub fn whole(&self) -> &Part {
        &self.parts[0]
    }

    /// Whether it defines the terms of the book, where it is prose: by the name of its file, or by
    /// its title.
    pub fn is_glossary(&self) -> bool {
        let is = |name: &str| name.trim().eq_ignore_ascii_case("glossary");
        is(self.path().stem()) || is(&self.whole().title.value)
    }

    /// Its text below the front matter.
    pub fn text(&self) -> &str {
        &self.source.text[self.body as usize..]
    }
}

impl Passage {
    /// The first paragraph of it, if it says something.
    pub fn gist(&self) -> Option<&str> {
        let text = &self.text[self.gist.start as usize..self.gist.end as usize];
        (!text.is_empty()).then_some(text)
    }
}

impl Part {
    /// A part that has a title and says nothing else yet.
    fn empty(range: Span, title: Read<String>) -> Self {
        Self {
            id: None,
            number: None,
            anchor: None,
            item: None,
            range,
            title,
            statuses: Vec::new(),
            dates: Vec::new(),
            fields: Vec::new(),
            claims: Vec::new(),
            criteria: Vec::new(),
            considered: Vec::new(),
            words: 0,
            passages: Vec::new(),
        }
    }

    /// The first field with this key that says something.
    pub fn field(&self, key: &str) -> Option<&Field> {
        let mut fields = self.fields.iter().filter(|field| field.key == key);
        fields.find(|field| field.value.first_text().is_some())
    }

    /// How it stands, in the first place that says so.
    pub fn status(&self) -> Option<&Read<StatusText>> {
        self.statuses.first()
    }

    /// The day in the first place that names one.
    pub fn date(&self) -> Option<Date> {
        self.dates.first().map(|read| read.value)
    }

    /// What the field with this key says, as one text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.field(key)?.value.first_text().map(|text| text.value.as_str())
    }
}
