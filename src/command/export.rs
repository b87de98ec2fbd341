//! `archbook export`: the handbook, for another tool.
#![allow(clippy::disallowed_methods, reason = "edge: writes one file")]

use super::{day, open, print};
use crate::{
    check::check,
    export::{self, Schema},
    text::Date,
};
use anyhow::{Context, Result};
use clap::{ValueEnum, builder::PossibleValue};
use std::{fs, path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Export {
    /// For which tool
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, clap::Subcommand)]
enum Format {
    /// Every entry and what it says
    Json(From),
    /// Everything that is owed, one a row
    Csv(From),
    /// What may stand in the files of the book, and in reports, as JSON Schema
    Schema {
        /// Of what; without it, all schemas in one object
        #[arg(value_enum)]
        of: Option<Schema>,
        #[command(flatten)]
        from: From,
    },
}

/// Which book is exported, and where to.
#[derive(Debug, clap::Args)]
struct From {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// Where to write; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

impl ValueEnum for Schema {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl Export {
    pub(super) fn run(self) -> Result<ExitCode> {
        let (Format::Json(from) | Format::Csv(from) | Format::Schema { from, .. }) = &self.format;
        let handbook = open(from.book.as_deref(), from.as_of)?;
        let text = match &self.format {
            Format::Json(_) => export::json(&handbook),
            Format::Csv(_) => export::csv(&handbook, &check(&handbook)),
            Format::Schema { of: Some(what), .. } => export::schema(&handbook, *what),
            Format::Schema { of: None, .. } => export::schemas(&handbook),
        };
        match &from.output {
            Some(file) => {
                fs::write(file, text)
                    .with_context(|| format!("cannot write {}", file.display()))?;
            }
            None => print(&text)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
