//! The book that a command is about: which folder it is, where its site goes, what day it is.
#![allow(clippy::disallowed_methods, reason = "edge: knows where it runs")]

use crate::{
    config::Config,
    disk, git,
    handbook::{self, Handbook, Wanted},
    memo::Memo,
    page::Page,
    source::{Change, Repository, Source, Sources},
    text::{BookPath, Date},
};
use anyhow::{Context, Result, bail};
pub use disk::News;
use std::{
    collections::BTreeMap,
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
    /// What pages want of the disk, as long as no file comes or goes.
    wanted: Wanted,
    /// The repository, by its commit.
    heads: Memo<String, Repository>,
    /// How files changed, by the commit up to which they did.
    histories: Memo<String, BTreeMap<BookPath, Change>>,
}

impl Memory {
    /// Ends a build: what nobody asked for in a while is forgotten.
    pub fn age(&self) {
        self.pages.age();
        // A list of files is never met again once it has changed, and each has an entry a page.
        self.wanted.keep_latest();
        self.heads.age();
        self.histories.age();
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
        let sources = self.snapshot(config, &disk::Kept::default(), &News::Anything)?;
        let commit = forge(&Config::parse(&sources.config).0).then(|| git::commit(&self.root));
        let repository = commit.flatten().map(|commit| Repository { commit, ..Default::default() });
        let mut sources = Sources { repository, ..sources };
        let pages = self.pages(&mut sources, &Memory::default());
        Ok(handbook::link(Arc::new(sources), pages))
    }

    /// Looks at it as a site needs it: its files, and the commit that they are of. What is news is
    /// read again, and the rest if it looks different.
    pub fn look(&self, memory: &Memory, news: &News) -> Result<Sources> {
        let (sources, repository) = rayon::join(
            || self.snapshot(None, &memory.documents, news),
            || {
                let commit = git::commit(&self.root)?;
                let head = |commit: &String| git::head(&self.root, commit);
                Some((*memory.heads.get_or(commit, head)).clone())
            },
        );
        let site_url = self.site_url.clone();
        Ok(Sources { repository, site_url, ..sources? })
    }

    /// Reads and links what was looked at, with what a site shows of the history of its pages.
    /// `begin` is told what begins.
    pub fn read_with_history(
        &self,
        mut sources: Sources,
        memory: &Memory,
        mut begin: impl FnMut(&'static str),
    ) -> Handbook {
        begin("reading pages");
        let commit = sources.repository.as_ref().filter(|it| !it.is_shallow);
        let commit = commit.map(|it| it.commit.clone());
        let changes = |commit: &String| git::changes(&self.root, commit);
        let (pages, changes) = rayon::join(
            || self.pages(&mut sources, memory),
            || commit.map(|it| memory.histories.get_or(it, changes)),
        );
        if let (Some(repository), Some(changes)) = (&mut sources.repository, changes) {
            repository.changes = changes;
        }
        begin("linking");
        handbook::link(Arc::new(sources), pages)
    }

    fn snapshot(&self, config: Option<Source>, kept: &disk::Kept, news: &News) -> Result<Sources> {
        let known = (kept, news);
        let sources = disk::snapshot_as(&self.root, &self.output, self.as_of, config, known)?;
        if sources.documents.is_empty() && self.is_guess {
            bail!("{}", nothing_found(&self.root));
        }
        Ok(sources)
    }

    /// Every page, with all that they ask of the disk.
    fn pages(&self, sources: &mut Sources, memory: &Memory) -> Vec<Arc<Page>> {
        let pages = handbook::read(sources, &memory.pages);
        let wants = handbook::wants(sources, &pages, &memory.wanted);
        disk::attach(sources, &self.root, wants);
        pages
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

/// The usual record folders that are in a folder; first those that adr-tools and log4brains keep a
/// note of.
pub fn record_folders(root: &Path) -> Vec<String> {
    let note = |name| Some(root.join(name)).filter(|it| it.is_file());
    let note = |name| note(name).and_then(|it| fs::read_to_string(it).ok()).unwrap_or_default();
    let (tools, brains) = (note(".adr-dir"), note(".log4brains.yml"));
    // Whoever wrote the note may not lead out of the folder.
    let noted = std::iter::once(tools.trim()).chain(adr_folders(&brains));
    let noted: Vec<BookPath> = noted.filter_map(BookPath::new).collect();
    let noted = noted.iter().map(BookPath::as_str).filter(|it| !it.is_empty());
    let usual = noted.chain(RECORD_FOLDERS.iter().copied());
    let mut there: Vec<String> = Vec::new();
    for name in usual.filter(|it| root.join(it).is_dir()) {
        if !there.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            there.push(name.to_owned());
        }
    }
    there
}

/// The folders that the configuration of log4brains names: that of the project, then those of its
/// packages. Each is on a line of its own, in every version of that file.
fn adr_folders(config: &str) -> impl Iterator<Item = &str> {
    let named = config.lines().filter_map(|it| it.trim().strip_prefix("adrFolder:"));
    let plain = named.map(|it| it.split(" #").next().unwrap_or(it).trim());
    plain.map(|it| it.trim_matches(['"', '\'']).trim_start_matches("./"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_log4brains_are_found() {
        let config = "---\nproject:\n  adrFolder: ./docs/adr # ours\n  packages:\n    - name: web\n      \
                      adrFolder: \"packages/web/docs/adr\"\n";
        assert_eq!(adr_folders(config).collect::<Vec<_>>(), ["docs/adr", "packages/web/docs/adr"]);
    }
}
