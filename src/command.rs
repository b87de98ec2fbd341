//! What the program can be asked to do. One file per verb: its arguments, and what it does.
#![allow(clippy::print_stderr, reason = "edge: speaks to the person")]

mod baseline;
mod build;
mod check;
mod explain;
mod export;
mod list;
mod method;
mod serve;
mod show;
mod theme;
mod waive;

use crate::{book::Book, handbook::Handbook, text::Date};
use clap::Parser;
use std::{path::Path, process::ExitCode};

/// Turns a folder of decision records and requirement pages into an architecture handbook.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub enum Command {
    /// Write the site.
    Build(build::Build),
    /// Preview the site while the book is written.
    Serve(serve::Serve),
    /// Say what is broken or contradicts itself.
    Check(check::Check),
    /// List entries.
    List(list::List),
    /// Say what is known of one entry.
    Show(show::Show),
    /// Print a rule's page, or what an entry owes and what meets it.
    Explain(explain::Explain),
    /// Print the method that the book follows.
    Method(method::Show),
    /// Excuse something that is owed, for a while.
    Waive(waive::Waive),
    /// Take what is wrong and owed today as known, so that only what is new fails a check.
    Baseline(baseline::Take),
    /// Write the handbook for another tool.
    Export(export::Export),
    /// Begin a theme of the book's own.
    Theme(theme::Theme),
}

impl Command {
    /// Does it. 0: fine; 1: something was found; 2: it could not be done.
    pub fn run(self) -> ExitCode {
        let done = match self {
            Self::Build(build) => build.run(),
            Self::Serve(serve) => serve.run(),
            Self::Check(check) => check.run(),
            Self::List(list) => list.run(),
            Self::Show(show) => show.run(),
            Self::Explain(explain) => explain.run(),
            Self::Method(method) => method.run(),
            Self::Waive(waive) => waive.run(),
            Self::Baseline(baseline) => baseline.run(),
            Self::Export(export) => export.run(),
            Self::Theme(theme) => theme.run(),
        };
        done.unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        })
    }
}

/// Reads a day given on the command line.
fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as 2026-03-14".to_owned())
}

/// Finds the book that a command is about, says how, and reads it.
fn open(book: Option<&Path>, as_of: Option<Date>) -> anyhow::Result<Handbook> {
    Ok(open_book(book, as_of)?.1)
}

fn open_book(book: Option<&Path>, as_of: Option<Date>) -> anyhow::Result<(Book, Handbook)> {
    let book = Book::find(book, None, as_of)?;
    book.remark.as_deref().map(say);
    let handbook = book.read()?;
    Ok((book, handbook))
}

/// Says something to the person, not to a program that reads the output.
fn say(text: &str) {
    eprintln!("{text}");
}

/// Writes the output of a command. A reader that goes away, as `head` does, is no error.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::{ErrorKind, Write};
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
