//! What the program can be asked to do. One file per verb: its arguments, and what it does.
#![allow(clippy::print_stderr, reason = "edge: speaks to the person")]

mod ask;
mod baseline;
mod build;
mod check;
mod completions;
mod explain;
mod export;
mod init;
mod list;
mod manual;
mod method;
mod new;
mod serve;
mod show;
mod slip;
mod theme;
mod waive;
mod work;

use crate::{
    book::Book,
    finding,
    handbook::Handbook,
    output,
    report::Report,
    text::{Date, visible_lines},
};
use anyhow::{Context, bail};
use clap::Parser;
use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

/// What to do first, and what became of it. It stands below the commands.
const AFTERWARDS: &str = "\
First steps:
  archbook serve docs/    shows any folder of Markdown as a handbook
  archbook init payments  starts a book, with an example
  archbook help COMMAND   says more of one

Exit codes: 0 it was done; 1 it was done, and something was found that fails it; 2 it could not be \
done.";

/// Turns a folder of decision records and requirement pages into an architecture handbook.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = AFTERWARDS
)]
pub enum Command {
    /// Start a book, with an example or from the records that are there.
    Init(init::Init),
    /// Start a record.
    New(new::New),
    /// Write the site.
    Build(build::Build),
    /// Preview the site while the book is written.
    Serve(serve::Serve),
    /// Say what is broken, what contradicts itself and what is missing.
    Check(check::Check),
    /// List the entries that a query asks for.
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
    /// Print what a shell completes commands and options from.
    Completions(completions::Completions),
    /// Write the manual, a page for each command.
    #[command(name = "man", hide = true)]
    Manual(manual::Manual),
}

impl Command {
    /// Does it. 0: fine; 1: something was found; 2: it could not be done.
    pub fn run(self) -> ExitCode {
        let done = finding::attempt(|| self.perform()).unwrap_or_else(|panic| {
            bail!("archbook fails at this, which is a mistake to be reported: {panic}")
        });
        done.unwrap_or_else(|error| {
            say(&format!("error: {error:#}"));
            ExitCode::from(2)
        })
    }

    fn perform(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Init(init) => init.run(),
            Self::New(new) => new.run(),
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
            Self::Completions(completions) => completions.run(),
            Self::Manual(manual) => manual.run(),
        }
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

/// Everything that is found in a handbook, its theme included.
fn everything(handbook: &Handbook) -> Report {
    let (_, flaws) = crate::theme::Theme::parse(&handbook.sources, &handbook.config);
    crate::check::check(handbook).with(flaws)
}

/// Writes a file where nothing is yet, whole or not at all, with the folders on the way to it.
#[allow(clippy::disallowed_methods, reason = "edge: writes what a person starts")]
fn create(file: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut new = match fs::File::create_new(file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} is there already", file.display())
        }
        new => new.with_context(cannot)?,
    };
    let written = new.write_all(text.as_bytes());
    if written.is_err() {
        // Half of a page would be one of the book, and have its number.
        fs::remove_file(file).ok();
    }
    written.with_context(cannot)
}

/// Replaces a file that the book keeps its accounts in, unless what is there could not be read and
/// would be lost.
fn replace(handbook: &Handbook, file: &Path, text: &str) -> anyhow::Result<()> {
    let mut unread = handbook.sources.unread.iter();
    if let Some((path, reason)) = unread.find(|(path, _)| file.ends_with(path.as_str())) {
        bail!("cannot read {path}, which would be replaced: {reason}");
    }
    output::replace(file, text.as_bytes())
}

/// Says something to the person, not to a program that reads the output.
fn say(text: &str) {
    eprintln!("{}", visible_lines(text));
}

/// Writes a text of which others wrote parts, for a person or a program.
fn print_text(text: &str) -> anyhow::Result<()> {
    print(&visible_lines(text))
}

/// Writes the output of a command. A reader that goes away, as `head` does, is no error.
fn print(text: &str) -> anyhow::Result<()> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}
