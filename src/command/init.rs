//! `archbook init`: start a book, with an example or from what is there.
#![allow(clippy::disallowed_methods, reason = "edge: writes the files that begin a book")]

use super::{ask, create, day, everything, say};
use crate::{
    book::{self, Book},
    git,
    handbook::Handbook,
    report::Baseline,
    source::Source,
    start::{self, Deploy, NewBook},
    terminal,
    text::{BookPath, Date},
};
use anyhow::{Context, Result, bail};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder of the book; without it, the working folder
    dir: Option<PathBuf>,
    /// Adopt the pages of this folder; all of them stay as they are
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// What the handbook is called; without it, asked for, or the name of the folder
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Write no example
    #[arg(long, conflicts_with = "from")]
    bare: bool,
    /// Write the workflow that publishes the book, and checks what is to be merged
    #[arg(long, value_name = "HOST")]
    deploy: Option<Host>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// Where a book can be published.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Host {
    /// GitHub Actions and GitHub Pages
    GithubPages,
    /// GitLab CI and GitLab Pages
    GitlabPages,
}

/// A file to write, from the root of the book.
type NewFile = (BookPath, String);

impl Init {
    pub(super) fn run(self) -> Result<ExitCode> {
        let root = self.root();
        let there = root.join("book.toml").is_file();
        let workflow = self.workflow(&root)?;
        if let Some((place, file)) = workflow.as_ref().filter(|_| there && self.from.is_none()) {
            return published(place, file);
        }
        if there && self.from.is_none() {
            bail!(
                "{} is there already; `archbook init --from` takes a baseline of such a book",
                root.join("book.toml").display()
            );
        }
        let pages = self.pages(&root)?;
        let title = self.title.clone().filter(|it| !it.trim().is_empty());
        let title = match title {
            Some(title) => title,
            None if there => String::new(),
            None => ask::text("What is the handbook called?", &named_after(&root))?,
        };
        let repository = nearest(&root).and_then(git::remote);
        let repository = repository.and_then(|it| start::forge(&it));
        let book = NewBook { title, repository, ..NewBook::default() };
        match pages {
            Some(pages) => self.adopt(&root, &pages, book)?,
            None => self.begin(&root, book)?,
        }
        if let Some((place, file)) = workflow {
            published(&place, &file)?;
        }
        next(&root);
        Ok(ExitCode::SUCCESS)
    }

    /// The workflow to write, with the root of the repository, which it lies below.
    fn workflow(&self, root: &Path) -> Result<Option<(PathBuf, NewFile)>> {
        let Some(host) = self.deploy else {
            return Ok(None);
        };
        let deploy = match host {
            Host::GithubPages => Deploy::GithubPages,
            Host::GitlabPages => Deploy::GitlabPages,
        };
        let there = nearest(root).unwrap_or(root);
        let repository = git::root(there).unwrap_or_else(|| root.to_path_buf());
        let file = repository.join(deploy.path().as_str());
        if file.exists() {
            bail!("{} is there already; nothing was written", file.display());
        }
        let way = inside(&repository, there).unwrap_or_else(BookPath::root);
        let rest = root.strip_prefix(there).ok().and_then(Path::to_str).unwrap_or_default();
        let book = if rest.is_empty() { way } else { way.below(rest) };
        let branch = git::branch(there).unwrap_or_else(|| "main".to_owned());
        Ok(Some((repository, (deploy.path(), deploy.text(&book, &branch)))))
    }

    /// The folder of the book: the one that was named, else the working folder, unless the pages to
    /// adopt lie elsewhere.
    fn root(&self) -> PathBuf {
        let here = Path::new(".");
        let elsewhere = self.from.as_ref().filter(|it| inside(here, it).is_none());
        self.dir.as_ref().or(elsewhere).cloned().unwrap_or_else(|| here.to_path_buf())
    }

    /// The pages to adopt, if any.
    fn pages(&self, root: &Path) -> Result<Option<BookPath>> {
        if let Some(from) = &self.from {
            if !from.is_dir() {
                bail!("there is no folder {}", from.display());
            }
            let Some(pages) = inside(root, from) else {
                bail!("{} is not in {}", from.display(), root.display());
            };
            return Ok(Some(pages));
        }
        if self.bare || !root.is_dir() {
            return Ok(None);
        }
        let Some((pages, records)) = found(root, self.as_of)? else {
            return Ok(None);
        };
        let place = if pages == BookPath::root() { "here" } else { pages.as_str() };
        let question = format!("There are records in {place}: {records}. Adopt them?");
        Ok(ask::agreement(&question)?.then_some(pages))
    }

    /// Starts a book with an example.
    fn begin(&self, root: &Path, mut book: NewBook) -> Result<()> {
        let today = Book::find(nearest(root), None, self.as_of)?.as_of;
        book.stages = start::all_stages(&crate::method::Method::standard());
        book.src = BookPath::new(start::PAGES);
        let example = !self.bare && ask::agreement("Write a small example to start from?")?;
        let pages = root.join(start::PAGES);
        if example && fs::read_dir(&pages).is_ok_and(|mut it| it.next().is_some()) {
            bail!(
                "{} is there already; `archbook init --from {0}` adopts it, and `--bare` writes no \
                 example",
                pages.display()
            );
        }
        let mut files = vec![(config_path(), book.config())];
        files.extend(example.then(|| start::example(&book.title, today)).into_iter().flatten());
        fs::create_dir_all(&pages).with_context(|| format!("cannot make {}", pages.display()))?;
        write(root, &files)?;
        let records = if example {
            format!(" and {} files of an example", files.len() - 1)
        } else {
            String::new()
        };
        say(&format!("wrote {}{records}", shown(&root.join("book.toml"))));
        Ok(())
    }

    /// Starts a book from pages that are there.
    fn adopt(&self, root: &Path, pages: &BookPath, mut book: NewBook) -> Result<()> {
        let there = root.join("book.toml").is_file();
        let found = Book::find(Some(root), None, self.as_of)?;
        book.src = Some(pages.clone()).filter(|it| *it != BookPath::root());
        let read = |book: &NewBook| {
            let config = Source { path: config_path(), text: book.config().into() };
            found.read_as(Some(config).filter(|_| !there))
        };
        let handbook = read(&book)?;
        if handbook.pages.is_empty() {
            bail!("there is no Markdown in {}", shown(&root.join(pages.as_str())));
        }
        book.stages = start::stages(&handbook);
        book.words = start::unread_statuses(&handbook).0.into_iter().map(|it| it.0).collect();
        let handbook = read(&book)?;
        let report = everything(&handbook);
        let baseline = Baseline::of(&handbook, &report);
        say(&format!("adopting {}", shown(&root.join(pages.as_str()))));
        recognised(&handbook);
        let config = (config_path(), book.config());
        let baseline_path = BookPath::root().below("baseline.toml");
        let known = root.join(baseline_path.as_str()).is_file();
        let mut files: Vec<NewFile> = Vec::new();
        files.extend((!there).then_some(config));
        files.extend((!known).then(|| (baseline_path, baseline.text(&handbook))));
        write(root, &files)?;
        for (path, _) in &files {
            say(&format!("wrote {}", shown(&root.join(path.as_str()))));
        }
        kept(there && handbook.config.method.stages.is_none(), known, &book);
        if !known {
            let count = baseline.known.len();
            say(&format!(
                "{count} things that are wrong or owed today are known: only new ones fail a check"
            ));
        }
        Ok(())
    }
}

/// Writes a workflow, and says what it waits for.
fn published(repository: &Path, file: &NewFile) -> Result<ExitCode> {
    write(repository, std::slice::from_ref(file))?;
    say(&format!("wrote {}: its first lines say what it needs", file.0));
    Ok(ExitCode::SUCCESS)
}

fn config_path() -> BookPath {
    BookPath::root().below("book.toml")
}

/// The way from a folder to another one inside it.
fn inside(root: &Path, folder: &Path) -> Option<BookPath> {
    let (root, folder) = (fs::canonicalize(root).ok()?, fs::canonicalize(folder).ok()?);
    BookPath::new(folder.strip_prefix(root).ok()?.to_str()?)
}

/// The folder that is there already on the way to one that may not be.
fn nearest(root: &Path) -> Option<&Path> {
    let there = root.ancestors().find(|it| it.is_dir());
    there.or(Some(Path::new(".")))
}

/// A title from the name of a folder.
fn named_after(root: &Path) -> String {
    let real = nearest(root).and_then(|it| fs::canonicalize(it).ok()).unwrap_or_default();
    let name = if root.is_dir() { real.file_name() } else { root.file_name() };
    let name = name.and_then(|it| it.to_str()).unwrap_or_default().replace(['-', '_'], " ");
    let mut chars = name.trim().chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let name = format!("{first}{}", chars.as_str());
    if name.is_empty() { "Architecture handbook".to_owned() } else { name }
}

/// The records that a folder holds, and where: in a usual record folder, or anywhere in it.
fn found(root: &Path, as_of: Option<Date>) -> Result<Option<(BookPath, String)>> {
    let usual = book::record_folders(root).into_iter().next();
    let pages = usual.and_then(|it| BookPath::new(&it)).unwrap_or_else(BookPath::root);
    let folder = root.join(pages.as_str());
    let handbook = Book::find(Some(&folder), None, as_of)?.read()?;
    let any = handbook.entries.iter().any(|it| it.kind.is_some());
    Ok(any.then(|| (pages, terminal::summary(&handbook))))
}

/// Writes files where nothing is yet: all of them, or none.
fn write(root: &Path, files: &[NewFile]) -> Result<()> {
    for (path, _) in files {
        let file = root.join(path.as_str());
        if file.exists() {
            bail!("{} is there already", file.display());
        }
    }
    for (count, (path, text)) in files.iter().enumerate() {
        if let Err(error) = create(&root.join(path.as_str()), text) {
            take_back(root, &files[..=count]);
            return Err(error);
        }
    }
    Ok(())
}

/// Removes the files that were just written, which are all but the last, and the folders that are
/// empty without them.
fn take_back(root: &Path, files: &[NewFile]) {
    let files: Vec<PathBuf> = files.iter().map(|(path, _)| root.join(path.as_str())).collect();
    for file in files.iter().rev().skip(1) {
        fs::remove_file(file).ok();
    }
    for file in &files {
        let folders = file.ancestors().skip(1).take_while(|it| *it != root);
        // A folder that still holds something is not removed, and neither are those above it.
        drop(folders.take_while(|it| fs::remove_dir(it).is_ok()).collect::<Vec<_>>());
    }
}

/// Says what was recognised, and what was not.
fn recognised(handbook: &Handbook) {
    say(&terminal::summary(handbook));
    let (words, silent) = start::unread_statuses(handbook);
    if silent > 0 {
        let verb = if silent == 1 { "does" } else { "do" };
        say(&format!("{} {verb} not say how it stands", count(silent, "record")));
    }
    if !words.is_empty() {
        let shown: Vec<String> =
            words.iter().take(8).map(|(it, n)| format!("`{it}` ({n})")).collect();
        let more = words.len().saturating_sub(shown.len());
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        say(&format!(
            "words for how a record stands that are not known: {}{more}",
            shown.join(", ")
        ));
    }
    for (path, reason) in &handbook.sources.unread {
        say(&format!("{path} cannot be read: {reason}"));
    }
    let mut foreign: BTreeMap<&str, usize> = BTreeMap::new();
    for path in handbook.sources.tree.iter() {
        let ending = path.name().rsplit_once('.').map(|(_, it)| it);
        if let Some(ending) = ending.filter(|it| ["adoc", "asciidoc", "rst"].contains(it)) {
            *foreign.entry(ending).or_default() += 1;
        }
    }
    for (ending, files) in foreign {
        say(&format!("not read, since it is no Markdown: {files} × .{ending}"));
    }
}

/// Says what stays as it is, and what somebody may want to write there.
fn kept(config: bool, baseline: bool, book: &NewBook) {
    if config {
        let stages: Vec<String> = book.stages.iter().map(|it| format!("\"{it}\"")).collect();
        say("book.toml stays as it is; to hold the gates of its stages, write into it:");
        say(&format!("  [method]\n  stages = [{}]", stages.join(", ")));
    }
    if baseline {
        say("baseline.toml stays as it is; `archbook baseline` takes it anew");
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A path without what only says that it starts from here.
fn shown(path: &Path) -> std::path::Display<'_> {
    let inside = path.strip_prefix(".").unwrap_or(path);
    if inside == Path::new("") { Path::new(".") } else { inside }.display()
}

/// Says what to do now.
fn next(root: &Path) {
    let here = fs::canonicalize(root).ok() == fs::canonicalize(".").ok();
    let at = if here { String::new() } else { format!(" {}", root.display()) };
    say("next:");
    say(&format!("  archbook serve{at}    shows it, also while you write"));
    say(&format!("  archbook check{at}    says what is wrong and what is missing"));
    let at = if here { at } else { format!(" --book{at}") };
    say(&format!("  archbook new decision \"What was chosen\"{at}"));
}
