//! The query language: text to [`Query`], a query under a method to [`Bound`], what that matches.
//!
//! `kafka kind:decision status:accepted,proposed -status:draft` means what it means on a forge:
//! every term must hold, a comma is *or*, a dash is *not*, and quotes keep words together. Behind
//! the name of a relation, parentheses ask about its other end: `satisfied-by:(is:in-force)`.
//!
//! Parsing knows the grammar only. Binding knows the method, and looks every name up once, so that
//! one query can be asked of ten thousand entries.

mod bind;
mod bound;
mod named;
mod order;
mod parse;
mod pattern;
mod range;

use crate::text::Span;
pub use bind::natures;
pub use bound::{Bound, Ends};
pub use named::said;
use std::fmt::{self, Write};

/// What is asked for, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What must hold of an entry, and the order that is wished for.
    pub terms: Vec<Term>,
}

/// One thing asked for. Terms that say the same are equal, wherever they stand.
#[derive(Clone, Debug, Eq)]
pub struct Term {
    /// Whether it must not hold.
    pub not: bool,
    /// What must hold.
    pub ask: Ask,
    /// All of it, with its dash.
    pub span: Span,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The id, the title or the path has these words in it.
    Words(Value),
    /// `name:value,value`: one of the values is meant.
    Field {
        /// What stands before the colon.
        name: Value,
        /// At least one.
        values: Vec<Value>,
    },
    /// `name:(…)`: what the relation leads to is asked for.
    Nested {
        /// What stands before the colon.
        name: Value,
        /// What stands between the parentheses: at least one term.
        query: Query,
    },
}

/// A text in a query. Texts that say the same are equal, wherever they stand.
#[derive(Clone, Debug, Eq)]
pub struct Value {
    /// The text, without its quotes.
    pub text: String,
    /// Whether it has quotes, so that no sign in it means anything.
    pub quoted: bool,
    /// Where it is, with its quotes.
    pub span: Span,
}

/// A piece of a query that cannot be understood. The term it belongs to is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Which piece, in bytes of the query.
    pub span: Span,
    /// What is wrong with it: one clause, as in a finding.
    pub message: String,
    /// What to write in its place, where that is plain.
    pub suggestion: Option<String>,
}

impl Query {
    /// Reads a query. Total: a term that cannot be understood is left out, and said.
    pub fn parse(text: &str) -> (Self, Vec<Misread>) {
        parse::parse(text)
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (self.not, &self.ask) == (other.not, &other.ask)
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        (self.quoted, &self.text) == (other.quoted, &other.text)
    }
}

impl Misread {
    /// A value that is none of the names there are, with the nearest of them where one is near.
    pub fn unknown(what: &str, value: &Value, names: &[&str]) -> Self {
        let wrong = bind::unknown(what, value, names);
        Self { span: value.span, message: wrong.message, suggestion: wrong.suggestion }
    }
}

/// A query in its plainest spelling, which reads as the same query again.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.terms.iter().enumerate().try_for_each(|(at, term)| {
            let blank = if at == 0 { "" } else { " " };
            write!(f, "{blank}{term}")
        })
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.not { "-" } else { "" })?;
        match &self.ask {
            Ask::Words(words) => write!(f, "{words}"),
            Ask::Nested { name, query } => write!(f, "{name}:({query})"),
            Ask::Field { name, values } => {
                write!(f, "{name}")?;
                values.iter().enumerate().try_for_each(|(at, value)| {
                    f.write_char(if at == 0 { ':' } else { ',' })?;
                    write!(f, "{value}")
                })
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.quoted { "\"" } else { "" };
        write!(f, "{quote}{}{quote}", self.text)
    }
}
