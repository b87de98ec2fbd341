//! `archbook baseline`: take what is wrong and owed today as known.

use super::{day, everything, open_book, replace, say};
use crate::{report::Baseline, text::Date};
use anyhow::Result;
use std::{path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Take {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// Only remove what is met by now
    #[arg(long)]
    prune: bool,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

impl Take {
    pub(super) fn run(self) -> Result<ExitCode> {
        let (book, handbook) = open_book(self.book.as_deref(), self.as_of)?;
        let report = everything(&handbook);
        let old = Baseline::parse(&handbook.sources.baseline).0;
        let mut new = Baseline::of(&handbook, &report);
        if self.prune {
            new.known.retain(|it| old.known.contains(it));
        }
        let path = book.root.join("baseline.toml");
        replace(&handbook, &path, &new.text(&handbook))?;
        let met = old.known.difference(&new.known).count();
        let met = if met > 0 { format!("; {met} met since the last one") } else { String::new() };
        say(&format!("wrote {}: {} known{met}", path.display(), new.known.len()));
        Ok(ExitCode::SUCCESS)
    }
}
