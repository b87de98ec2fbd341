//! `archbook method`: the method that a book follows.

use super::{open, print};
use crate::method::Method;
use anyhow::Result;
use std::{path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Show {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
}

impl Show {
    pub(super) fn run(self) -> Result<ExitCode> {
        let handbook = open(self.book.as_deref(), None)?;
        print(&Method::text(handbook.sources.method.as_ref()))?;
        Ok(ExitCode::SUCCESS)
    }
}
