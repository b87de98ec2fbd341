//! `archbook build`: write the site.

use super::{day, say, work::Work};
use crate::{
    book::{Book, Memory, News},
    check::check,
    config,
    finding::Severity,
    markdown::Highlighter,
    output::{self, Deed, Last, Written},
    site::Plan,
    source::Sources,
    terminal,
    text::Date,
    theme::Theme,
};
use anyhow::Result;
use std::{
    mem,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// What to know where most of the history of a book is elsewhere, as in most runs of a CI.
const SHALLOW: &str = "only the last commits are here, so no page says when it was changed; \
    `git fetch --unshallow` (in a workflow, `fetch-depth: 0`) brings the others";

#[derive(Debug, clap::Args)]
pub struct Build {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// Where to write the site; without it, to the folder that book.toml names, else site/
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Exit with 1 if an error is found; the site is written all the same
    #[arg(long)]
    strict: bool,
    /// Write beside files, and over files, that archbook did not write
    #[arg(long)]
    force: bool,
    /// The address that the site is published at; without it, that of book.toml
    #[arg(long, value_name = "URL", value_parser = config::site_url)]
    site_url: Option<String>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
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
        let (mut work, memory) = (Work::new(), Memory::default());
        work.begin("reading files");
        let sources = book.look(&memory, &News::Anything)?;
        if sources.repository.as_ref().is_some_and(|it| it.is_shallow) {
            say(SHALLOW);
        }
        let done = match Last::unchanged(&sources, &book.root, &book.output) {
            Some((last, written)) => Done { written, last },
            None => build(&book, sources, &memory, self.force, &mut work)?,
        };
        work.end();
        let Done { written, last } = done;
        say(&last.summary);
        say(&told(&written, &book));
        say(&last.tally);
        if self.timings {
            say(&work.timings(written.bytes));
        }
        let failed = self.strict && last.has_errors || !written.is_whole();
        Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// A build that is done: what it wrote, and what there is to say of it.
struct Done {
    written: Written,
    last: Last,
}

/// Builds a book of which something changed, or which was never built.
fn build(
    book: &Book,
    sources: Sources,
    memory: &Memory,
    force: bool,
    work: &mut Work,
) -> Result<Done> {
    let (handbook, code) = rayon::join(
        || book.read_with_history(sources, memory, |stage| work.begin(stage)),
        || {
            // Asked for when files are written, and no quicker for a small book than for a large
            // one.
            output::program();
            Highlighter::new()
        },
    );
    let handbook = Arc::new(handbook);
    work.begin("checking");
    let (report, (theme, flaws, plan)) = rayon::join(
        || check(&handbook),
        || {
            let (theme, flaws) = Theme::parse(&handbook.sources, &handbook.config);
            let plan = Plan::of(&handbook, &theme);
            (Arc::new(theme), flaws, plan)
        },
    );
    let report = Arc::new(report.with(flaws));
    let site = plan.site(Arc::clone(&handbook), Arc::clone(&report), theme, Arc::new(code));
    work.write(site.addresses().count());
    let asked = |deed, _: &Path| {
        if deed == Deed::Move {
            work.step();
        }
        Ok(())
    };
    let written = output::write_asking(&site, &book.root, &book.output, force, &asked)?;
    let mut last = Last::of(&site, &written);
    last.summary = terminal::summary(&handbook);
    last.tally = terminal::tally(&report, &handbook);
    last.has_errors = report.reaches(&handbook, Severity::Error);
    last.keep(&written, &book.output)?;
    // The program is about to end, and the system takes all of it back at once.
    mem::forget(site);
    Ok(Done { written, last })
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
