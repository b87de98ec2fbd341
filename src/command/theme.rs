//! `archbook theme`: the files of the built-in theme, for those who want one of their own.

use super::{create, print, say, slip};
use crate::{
    book::Book,
    theme::{BuiltIn, built_in},
};
use anyhow::{Result, bail};
use std::{path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Theme {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Write a file of the built-in theme into the book's theme folder, to be changed there
    Eject(Eject),
}

#[derive(Debug, clap::Args)]
struct Eject {
    /// The file; without it, every file there is
    name: Option<String>,
    /// The book; without it, the nearest book.toml or the usual record folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
}

impl Theme {
    pub(super) fn run(self) -> Result<ExitCode> {
        let What::Eject(eject) = self.what;
        match &eject.name {
            None => list()?,
            Some(name) => write(&eject, named(name)?)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints every file with what it is for.
fn list() -> Result<()> {
    let width = built_in().map(|it| it.name.len()).max().unwrap_or_default();
    let lines = built_in().map(|it| format!("{:width$}  {}\n", it.name, it.about()));
    print(&lines.collect::<String>())
}

/// The file of this name.
fn named(name: &str) -> Result<BuiltIn> {
    if let Some(found) = built_in().find(|it| it.name == name) {
        return Ok(found);
    }
    let near = slip::near(name, built_in().map(|it| it.name));
    let all = "; `archbook theme eject` lists all".to_owned();
    bail!("the theme has no file `{name}`{}", if near.is_empty() { all } else { near })
}

/// Writes a file where none is.
fn write(eject: &Eject, file: BuiltIn) -> Result<()> {
    let book = Book::find(eject.book.as_deref(), None, None)?;
    book.remark.as_deref().map(say);
    let path = book.root.join("theme").join(file.name);
    create(&path, file.text)?;
    say(&format!("wrote {}: it stands in for the built-in one", path.display()));
    Ok(())
}
