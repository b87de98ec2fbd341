//! `archbook man`: the manual, a page for each command.
//!
//! Packages bring it along, so that it is in no list of commands.
#![allow(clippy::disallowed_methods, reason = "edge: writes the pages of the manual")]

use super::{Command, say};
use anyhow::{Context, Result};
use clap::CommandFactory;
use std::{fs, path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Manual {
    /// The folder to write it to
    dir: PathBuf,
}

impl Manual {
    pub(super) fn run(self) -> Result<ExitCode> {
        let folder = self.dir.display();
        let cannot = || format!("cannot write the manual to {folder}");
        fs::create_dir_all(&self.dir).with_context(cannot)?;
        clap_mangen::generate_to(Command::command(), &self.dir).with_context(cannot)?;
        say(&format!("wrote the manual: man {}", self.dir.join("archbook.1").display()));
        Ok(ExitCode::SUCCESS)
    }
}
