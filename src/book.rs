//! The book that a command is about: which folder it is, where its site goes, what day it is.
#![allow(clippy::disallowed_methods, reason = "edge: knows where it runs")]

use crate::{
    config::Config,
    disk, git,
    handbook::{self, Handbook},
    memo::Memo,
    page::Page,
    source::{Repository, Source, Sources},
    text::{BookPath, Date},
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
    /// The address of the published site, where the command says it.
    pub site_url: Option<String>,
    /// What there is to say about how it was found.
    pub remark: Option<String>,
    /// Whether nothing says that it is one: it is the working folder, for want of another.
    pub is_guess: bool,
}

/// What was read before, for the next time.
#[derive(Debug, Default)]
pub struct Memory {
    /// Documents, by how their files look.
    documents: disk::Kept,
    /// Pages, by what they say.
    pages: Memo<Arc<Source>, Page>,
    /// The repository, by its commit.
    repositories: Memo<String, Repository>,
}

impl Memory {
    /// Ends a build: what nobody asked for in a while is forgotten.
    pub fn age(&self) {
        self.pages.age();
        self.repositories.age();
    }
}

impl Book {
    /// The book in a folder whose site goes to another one.
    pub fn at(root: PathBuf, output: PathBuf, as_of: Date) -> Self {
        Self { root, output, as_of, site_url: None, remark: None, is_guess: false }
    }

    /// Finds the book: `given`, else the nearest `book.toml` upwards, else a usual record folder of
    /// the working folder, else that folder.
    pub fn find(given: Option<&Path>, output: Option<&Path>, as_of: Option<Date>) -> Result<Self> {
        let here = env::current_dir().context("cannot tell the working folder")?;
        let (root, remark) = match given {
            Some(folder) => (given_root(folder)?, None),
            None => usual_root(&here),
        };
        let is_guess = given.is_none() && remark.is_none() && !root.join("book.toml").is_file();
        let as_of = as_of.or_else(today).context("cannot tell the date; give --as-of")?;
        let output = match output {
            Some(folder) => here.join(folder),
            None => root.join(configured_output(&root)),
        };
        Ok(Self { remark, is_guess, ..Self::at(root, output, as_of) })
    }

    /// Reads and links it as it is now.
    pub fn read(&self) -> Result<Handbook> {
        self.read_as(None)
    }

    /// The same as if `config` were its `book.toml`, if that is given.
    pub fn read_as(&self, config: Option<Source>) -> Result<Handbook> {
        let forge = |config: &Config| config.output.html.git_repository_url.is_some();
        let sources = self.snapshot(config, &disk::Kept::default())?;
        let commit = forge(&Config::parse(&sources.config).0).then(|| git::commit(&self.root));
        let repository = commit.flatten().map(|commit| Repository { commit, ..Default::default() });
        Ok(self.link(Sources { repository, ..sources }, &Memo::default(), |_| ()))
    }

    /// The same with what a site shows of the history of its pages. `begin` is told what begins.
    pub fn read_with_history(
        &self,
        memory: &Memory,
        mut begin: impl FnMut(&'static str),
    ) -> Result<Handbook> {
        begin("reading files");
        let (sources, repository) = rayon::join(
            || self.snapshot(None, &memory.documents),
            || {
                let commit = git::commit(&self.root)?;
                let repository = |commit: &String| git::repository(&self.root, commit);
                Some((*memory.repositories.get_or(commit, repository)).clone())
            },
        );
        let site_url = self.site_url.clone();
        Ok(self.link(Sources { repository, site_url, ..sources? }, &memory.pages, begin))
    }

    fn snapshot(&self, config: Option<Source>, kept: &disk::Kept) -> Result<Sources> {
        let sources = disk::snapshot_as(&self.root, &self.output, self.as_of, config, kept)?;
        if sources.documents.is_empty() && self.is_guess {
            bail!("{}", nothing_found(&self.root));
        }
        Ok(sources)
    }

    fn link(
        &self,
        mut sources: Sources,
        memo: &Memo<Arc<Source>, Page>,
        mut begin: impl FnMut(&'static str),
    ) -> Handbook {
        begin("reading pages");
        let pages = handbook::read(&mut sources, memo);
        let wants = handbook::wants(&sources, &pages);
        disk::attach(&mut sources, &self.root, wants);
        begin("linking");
        handbook::link(Arc::new(sources), pages)
    }
}

fn given_root(folder: &Path) -> Result<PathBuf> {
    if folder.is_dir() {
        return Ok(folder.to_path_buf());
    }
    match folder.parent().filter(|_| folder.ends_with("book.toml") && folder.is_file()) {
        Some(parent) => Ok(parent.to_path_buf()),
        None => bail!(
            "there is no folder {0}; `archbook init {0}` starts a book in a new one",
            folder.display()
        ),
    }
}

/// What was looked for around the working folder, and what to do next.
fn nothing_found(here: &Path) -> String {
    format!(
        "there is no book here: no book.toml in {} or above it, no folder such as {}, and no \
         Markdown\n  `archbook init` starts a book; with the name of a folder, every command reads that",
        here.display(),
        RECORD_FOLDERS[..3].join(", ")
    )
}

/// The book around the working folder, and how it was found.
fn usual_root(here: &Path) -> (PathBuf, Option<String>) {
    if let Some(root) = here.ancestors().find(|it| it.join("book.toml").is_file()) {
        return (root.to_path_buf(), None);
    }
    let there = record_folders(here);
    let Some((first, others)) = there.split_first() else {
        return (here.to_path_buf(), None);
    };
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let also = if others.is_empty() {
        String::new()
    } else {
        format!(" (also here: {}; name one to read it)", others.join(", "))
    };
    (here.join(first), Some(format!("reading {first}{also}")))
}

/// The usual record folders that are in a folder, that which adr-tools keeps a note of first.
pub fn record_folders(root: &Path) -> Vec<String> {
    let note = Some(root.join(".adr-dir")).filter(|it| it.is_file());
    let named = note.and_then(|it| fs::read_to_string(it).ok());
    // Whoever wrote the note may not lead out of the folder.
    let named = named.and_then(|it| BookPath::new(it.trim()));
    let named = named.as_ref().map(BookPath::as_str).filter(|it| !it.is_empty());
    let usual = named.into_iter().chain(RECORD_FOLDERS.iter().copied());
    let mut there: Vec<String> = Vec::new();
    for name in usual.filter(|it| root.join(it).is_dir()) {
        if !there.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            there.push(name.to_owned());
        }
    }
    there
}

fn configured_output(root: &Path) -> PathBuf {
    let (config, _) = Config::parse(&disk::config(root));
    PathBuf::from(config.build_dir())
}

/// `SOURCE_DATE_EPOCH` where it is set, as reproducible builds do; else the day it is in UTC.
fn today() -> Option<Date> {
    let epoch = env::var("SOURCE_DATE_EPOCH").ok().and_then(|it| it.trim().parse().ok());
    Date::from_unix(epoch.unwrap_or_else(|| jiff::Timestamp::now().as_second()))
}
