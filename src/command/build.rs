//! `archbook build`: write the site.

use super::{day, say, work::Work};
use crate::{
    book::{Book, Memory},
    check::check,
    finding::Severity,
    markdown::Highlighter,
    output::{self, Written},
    site, terminal,
    text::Date,
    theme::Theme,
};
use anyhow::Result;
use std::{path::PathBuf, process::ExitCode, sync::Arc};

/// What to know where most of the history of a book is elsewhere, as in most runs of a CI.
const SHALLOW: &str = "only the last commits are here, so no page says when it was changed; \
    `git fetch --unshallow` (in a workflow, `fetch-depth: 0`) brings the others";

#[derive(Debug, clap::Args)]
pub struct Build {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// Where to write the site
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Fail if an error is found; the site is written all the same
    #[arg(long)]
    strict: bool,
    /// Write beside files, and over files, that archbook did not write
    #[arg(long)]
    force: bool,
    /// The address that the site is published at; else that of book.toml
    #[arg(long, value_name = "URL")]
    site_url: Option<String>,
    /// Today, as 2026-03-14
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Say where the time went
    #[arg(long)]
    timings: bool,
}

impl Build {
    pub(super) fn run(self) -> Result<ExitCode> {
        let book = Book::find(self.book.as_deref(), self.output.as_deref(), self.as_of)?;
        let book = Book { site_url: self.site_url, ..book };
        book.remark.as_deref().map(say);
        output::refuse(&book.root, &book.output, self.force)?;
        let mut work = Work::new();
        let memory = Memory::default();
        let handbook = Arc::new(book.read_with_history(&memory, |stage| work.begin(stage))?);
        let repository = handbook.sources.repository.as_ref();
        if repository.is_some_and(|it| it.is_shallow) {
            say(SHALLOW);
        }
        work.begin("checking");
        let (theme, flaws) = Theme::parse(&handbook.sources, &handbook.config);
        let report = Arc::new(check(&handbook).with(flaws));
        work.begin("planning");
        let code = Arc::new(Highlighter::new());
        let site = site::plan(Arc::clone(&handbook), Arc::clone(&report), Arc::new(theme), code);
        work.write(site.addresses().count());
        let step = || work.step();
        let written = output::write(&site, &book.root, &book.output, self.force, &step)?;
        work.end();
        say(&terminal::summary(&handbook));
        say(&told(&written, &book));
        say(&terminal::tally(&report, &handbook));
        if self.timings {
            say(&work.timings(written.bytes));
        }
        let failed = self.strict && report.reaches(&handbook, Severity::Error);
        Ok(if failed || !written.is_whole() { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

fn told(written: &Written, book: &Book) -> String {
    let Written { changed, same, removed, kept, failed, .. } = written;
    let folder = book.output.display();
    let first = format!("{folder}: {changed} files written, {same} unchanged, {removed} removed");
    let kept = kept
        .iter()
        .map(|file| format!("kept {file}: archbook did not write it (--force replaces it)"));
    let failed = failed.iter().map(|(file, why)| format!("error: cannot render {file}: {why}"));
    [first].into_iter().chain(kept).chain(failed).collect::<Vec<_>>().join("\n")
}
