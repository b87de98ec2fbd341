//! The book that a command is about: which folder it is, where its site goes, what day it is.
#![allow(clippy::disallowed_methods, reason = "edge: knows where it runs")]

use crate::{
    config::Config,
    disk, git,
    handbook::{self, Handbook},
    memo::Memo,
    page::Page,
    source::Source,
    text::Date,
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Folders in which people keep decisions, in the order in which they are looked for.
const RECORD_FOLDERS: &[&str] = &[
    "doc/adr",
    "docs/adr",
    "docs/adrs",
    "docs/ADR",
    "docs/decisions",
    "doc/architecture/decisions",
    "docs/architecture/decisions",
    "docs/architecture/adr",
    "adr",
    "adrs",
    "ADR",
    "decisions",
    ".decisions",
    "architecture/decisions",
    "contributor-docs/adrs",
];

/// A book on disk.
#[derive(Clone, Debug)]
pub struct Book {
    /// Its folder.
    pub root: PathBuf,
    /// Where its site is written.
    pub output: PathBuf,
    /// Today.
    pub as_of: Date,
    /// What there is to say about how it was found.
    pub remark: Option<String>,
}

/// Pages that were read before, for the next time.
pub type Pages = Memo<Arc<Source>, Page>;

impl Book {
    /// Finds the book: `given`, else the nearest `book.toml` upwards, else a usual record folder of
    /// the working folder, else that folder.
    pub fn find(given: Option<&Path>, output: Option<&Path>, as_of: Option<Date>) -> Result<Self> {
        let here = env::current_dir().context("cannot tell the working folder")?;
        let (root, remark) = match given {
            Some(folder) => (given_root(folder)?, None),
            None => usual_root(&here),
        };
        let as_of = as_of.or_else(today).context("cannot tell the date; give --as-of")?;
        let output = match output {
            Some(folder) => here.join(folder),
            None => root.join(configured_output(&root)),
        };
        Ok(Self { root, output, as_of, remark })
    }

    /// Reads and links it as it is now.
    pub fn read(&self, memo: &Pages) -> Result<Handbook> {
        let mut sources = disk::snapshot(&self.root, &self.output, self.as_of)?;
        let pages = handbook::read(&sources, memo);
        let wants = handbook::wants(&sources, &pages);
        let forge = Config::parse(&sources.config).0.output.html.git_repository_url.is_some();
        let commit = if forge { git::commit(&self.root) } else { None };
        disk::attach(&mut sources, &self.root, wants, commit);
        Ok(handbook::link(Arc::new(sources), pages))
    }
}

fn given_root(folder: &Path) -> Result<PathBuf> {
    if folder.is_dir() {
        return Ok(folder.to_path_buf());
    }
    match folder.parent().filter(|_| folder.ends_with("book.toml") && folder.is_file()) {
        Some(parent) => Ok(parent.to_path_buf()),
        None => bail!("there is no folder {}", folder.display()),
    }
}

/// The book around the working folder, and how it was found.
fn usual_root(here: &Path) -> (PathBuf, Option<String>) {
    if let Some(root) = here.ancestors().find(|it| it.join("book.toml").is_file()) {
        return (root.to_path_buf(), None);
    }
    let named = fs::read_to_string(here.join(".adr-dir")).ok();
    let named = named.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let usual = named.into_iter().chain(RECORD_FOLDERS.iter().copied());
    let mut there = usual.filter(|it| here.join(it).is_dir());
    let Some(first) = there.next() else {
        return (here.to_path_buf(), None);
    };
    let others: Vec<&str> = there.filter(|it| !it.eq_ignore_ascii_case(first)).collect();
    let also = if others.is_empty() {
        String::new()
    } else {
        format!(" (also here: {}; name one to read it)", others.join(", "))
    };
    (here.join(first), Some(format!("reading {first}{also}")))
}

fn configured_output(root: &Path) -> PathBuf {
    let text = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
    let path = crate::text::BookPath::root().below("book.toml");
    let (config, _) = Config::parse(&Source { path, text: text.into() });
    PathBuf::from(config.build_dir())
}

/// `SOURCE_DATE_EPOCH` where it is set, as reproducible builds do; else the day it is in UTC.
fn today() -> Option<Date> {
    let epoch = env::var("SOURCE_DATE_EPOCH").ok().and_then(|it| it.trim().parse().ok());
    Date::from_unix(epoch.unwrap_or_else(|| jiff::Timestamp::now().as_second()))
}
