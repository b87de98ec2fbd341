//! What archbook has to say about a book.
//!
//! Anything wrong with what an author wrote is a [`Finding`]. Anything wrong with the world (a disk
//! that is full, a port that is taken) is an `anyhow::Error`, and exists only at the edge.

mod mishap;
mod pages;

use crate::text::{BookPath, Span};
pub use mishap::attempt;
pub use pages::{page, rules};
use std::{borrow::Cow, fmt};

/// One thing worth telling the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule found it.
    pub rule: RuleName,
    /// How much it matters.
    pub severity: Severity,
    /// Where to look.
    pub place: Place,
    /// What it is about, where that is not the first name in its message.
    pub about: Option<String>,
    /// What is so: one clause, lower case, names in backticks, no full stop.
    pub message: String,
    /// Why it matters, what else to look at, what to do.
    pub notes: Vec<Note>,
    /// The edit that clears it, where there is exactly one.
    pub fix: Option<Fix>,
}

/// The stable name of a rule, such as `broken-link`. Documented, never reused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(pub Cow<'static, str>);

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth doing one day.
    Advice,
    /// Should be fixed.
    Warning,
    /// The book is wrong; `check` fails.
    Error,
}

/// Somewhere in a book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: BookPath,
    /// The bytes.
    pub span: Span,
}

/// Something to add to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where, if somewhere else.
    pub place: Option<Place>,
    /// What.
    pub message: String,
}

/// A ready edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an instruction.
    pub title: String,
    /// Where the new text goes.
    pub place: Place,
    /// The new text.
    pub text: String,
}

impl Finding {
    /// A finding with nothing more to add.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        path: &BookPath,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: RuleName(Cow::Borrowed(rule)),
            severity,
            place: Place { path: path.clone(), span },
            about: None,
            message: message.into(),
            notes: Vec::new(),
            fix: None,
        }
    }

    /// What a rule of the method asks for and is not there.
    pub fn owed(rule: &str, severity: Severity, place: Place, message: String) -> Self {
        let rule = RuleName(Cow::Owned(rule.to_owned()));
        Self { rule, severity, place, about: None, message, notes: Vec::new(), fix: None }
    }

    /// Says what it is about, so that it keeps its name when lines move.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Adds a reason or advice.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>) -> Self {
        self.notes.push(Note { place: None, message: message.into() });
        self
    }

    /// Adds another place to look at.
    #[must_use]
    pub fn see(mut self, place: Place, message: impl Into<String>) -> Self {
        self.notes.push(Note { place: Some(place), message: message.into() });
        self
    }

    /// Adds the edit that clears it.
    #[must_use]
    pub fn fix(mut self, span: Span, title: impl Into<String>, text: impl Into<String>) -> Self {
        let place = Place { path: self.place.path.clone(), span };
        self.fix = Some(Fix { title: title.into(), place, text: text.into() });
        self
    }
}

impl Finding {
    /// What it is about: what it says it is, or else the first name in its message.
    pub fn subject(&self) -> Option<&str> {
        let named = || self.message.split('`').nth(1).filter(|name| !name.is_empty());
        self.about.as_deref().or_else(named)
    }

    /// Every place that it points at, its own first.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        let notes = self.notes.iter().filter_map(|note| note.place.as_ref());
        [&self.place].into_iter().chain(notes).chain(self.fix.as_ref().map(|fix| &fix.place))
    }
}

impl Severity {
    /// Its name in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
