//! `archbook export`: the handbook, for another tool.
#![allow(clippy::disallowed_methods, reason = "edge: writes one file")]

use super::{day, open, print};
use crate::{check::check, export, text::Date};
use anyhow::{Context, Result};
use clap::ValueEnum;
use std::{fs, path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Export {
    /// For which tool
    #[arg(value_enum)]
    format: Format,
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// Where to write; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Today, as 2026-03-14
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Every entry and what it says
    Json,
    /// Everything that is owed, one a row
    Csv,
}

impl Export {
    pub(super) fn run(self) -> Result<ExitCode> {
        let handbook = open(self.book.as_deref(), self.as_of)?;
        let text = match self.format {
            Format::Json => export::json(&handbook),
            Format::Csv => export::csv(&handbook, &check(&handbook)),
        };
        match &self.output {
            Some(file) => {
                fs::write(file, text)
                    .with_context(|| format!("cannot write {}", file.display()))?;
            }
            None => print(&text)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
