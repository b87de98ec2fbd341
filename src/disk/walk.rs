//! A walk through the folder of a book, and what it passes by.
#![allow(clippy::disallowed_methods, reason = "edge: reads the disk")]

use super::{
    MANIFEST, REPOSITORY,
    file::{ELSEWHERE, NO_FILE},
    is_page, repository,
};
use crate::{config::Config, text::BookPath};
use anyhow::Result;
use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};
use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    path::{Component, Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// Folders of other tools, which nobody means when they say *my documents*.
const FOREIGN: &[&str] = &["node_modules", "target", "vendor"];

/// The file that says what of its folder to pass by, and what is below it.
const RULES: &str = ".gitignore";

/// What a walk came by.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Every file that is of the book.
    pub(super) files: BTreeSet<BookPath>,
    /// What would be a page, or may hold some, and cannot be read; and why.
    pub(super) unread: Vec<(BookPath, String)>,
}

/// A walk through a book, and what it passes by.
pub(super) struct Walk<'a> {
    root: &'a Path,
    outputs: &'a [PathBuf],
    repository: Option<PathBuf>,
    /// What says what to pass by, outermost first, each with the depth of the folder that it rules.
    rules: Vec<(usize, Gitignore)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(root: &'a Path, config: &Config, outputs: &'a [PathBuf]) -> Self {
        let mut walk = Self { root, outputs, repository: repository(root), rules: Vec::new() };
        let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
        let above = real.ancestors().skip(1);
        let inside = |it: &&Path| walk.repository.as_ref().is_some_and(|top| it.starts_with(top));
        let above: Vec<&Path> = above.take_while(inside).collect();
        for folder in above.into_iter().rev() {
            walk.rule(folder, 0);
        }
        let mut exclude = GitignoreBuilder::new(root);
        for pattern in &config.book.exclude {
            // A pattern that cannot be read excludes nothing.
            exclude.add_line(None, pattern).ok();
        }
        walk.rules.extend(exclude.build().ok().map(|rules| (0, rules)));
        walk
    }

    /// Adds the rules of a folder, if it has some.
    fn rule(&mut self, folder: &Path, depth: usize) {
        let file = folder.join(RULES);
        if !file.is_file() {
            return;
        }
        let mut rules = GitignoreBuilder::new(folder);
        // Lines that cannot be read are passed by, as git does.
        drop(rules.add(file));
        self.rules.extend(rules.build().ok().map(|rules| (depth, rules)));
    }

    /// Every file below the folder `src` of the book.
    pub(super) fn files(&mut self, src: &BookPath) -> Result<Found> {
        let start = self.root.join(src.as_str());
        let above = self.rules.len();
        let mut found = Found::default();
        let mut items = WalkDir::new(&start).sort_by_file_name().into_iter();
        while let Some(item) = items.next() {
            let item = match item {
                Ok(item) => item,
                Err(error) if error.depth() == 0 => return Err(error.into()),
                Err(error) => {
                    found.unread.extend(self.closed(&error));
                    continue;
                }
            };
            let outside = |&(depth, _): &(usize, Gitignore)| depth > 0 && depth > item.depth();
            let keep = self.rules.iter().position(outside).unwrap_or(self.rules.len());
            self.rules.truncate(keep.max(above));
            if item.depth() > 0 && self.passes_by(&item) {
                if item.file_type().is_dir() {
                    items.skip_current_dir();
                }
            } else if item.file_type().is_dir() {
                self.rule(item.path(), item.depth() + 1);
            } else {
                self.take(&item, &start, &mut found);
            }
        }
        Ok(found)
    }

    /// A folder that may not be read, and why. One that vanished is not part of this snapshot.
    fn closed(&self, error: &walkdir::Error) -> Option<(BookPath, String)> {
        let reason = error.io_error().filter(|it| it.kind() == ErrorKind::PermissionDenied)?;
        let shown = shown(error.path()?.strip_prefix(self.root).ok()?);
        Some((shown, reason.to_string()))
    }

    fn passes_by(&self, item: &DirEntry) -> bool {
        let name = item.file_name().to_str().unwrap_or_default();
        let folder = item.file_type().is_dir();
        if name.starts_with('.') && name != ".decisions" {
            return true;
        }
        if folder && (FOREIGN.contains(&name) || self.is_output(item.path())) {
            return true;
        }
        let verdicts = self.rules.iter().rev().map(|(_, rules)| {
            let real = item.path().strip_prefix(self.root).unwrap_or(item.path());
            match rules.matched(item.path(), folder) {
                Match::None => rules.matched(real, folder),
                verdict => verdict,
            }
        });
        let verdict = verdicts.into_iter().find(|it| !it.is_none());
        verdict.is_some_and(|it| it.is_ignore())
    }

    fn is_output(&self, folder: &Path) -> bool {
        self.outputs.iter().any(|it| it == folder) || folder.join(MANIFEST).is_file()
    }

    /// Takes in a file. One that nobody can read matters only if it would be a page: whatever else
    /// leads to it is a broken link.
    fn take(&self, item: &DirEntry, start: &Path, found: &mut Found) {
        let relative = item.path().strip_prefix(self.root).unwrap_or(item.path());
        let names = relative.components().map(Component::as_os_str);
        match self.standing(item, start).and_then(|it| Ok((it, BookPath::of_names(names)?))) {
            Ok((Standing::Ours, path)) => drop(found.files.insert(path)),
            Ok((Standing::Twice, _)) => (),
            Err(reason) => {
                let path = shown(relative);
                found.unread.extend(is_page(&path).then(|| (path, reason.to_owned())));
            }
        }
    }

    /// Whether an item is a file of the book, or why it is none. A symbolic link is followed to a
    /// file of the repository that is not in the book already: what lies farther off is not the
    /// book's to publish. Only files are ever opened: a pipe would be waited for, for ever.
    fn standing(&self, item: &DirEntry, start: &Path) -> Result<Standing, &'static str> {
        if !item.path_is_symlink() {
            return if item.file_type().is_file() { Ok(Standing::Ours) } else { Err(NO_FILE) };
        }
        let real = fs::canonicalize(item.path()).map_err(|_| "it is a link that leads nowhere")?;
        if fs::canonicalize(start).is_ok_and(|start| real.starts_with(start)) {
            Ok(Standing::Twice)
        } else if !self.repository.as_ref().is_some_and(|top| real.starts_with(top)) {
            Err(ELSEWHERE)
        } else if real.is_file() {
            Ok(Standing::Ours)
        } else {
            Err(NO_FILE)
        }
    }
}

/// Whether what is at a path says which other files are of the book, by being there or by what it
/// says.
pub(super) fn rules(path: &BookPath) -> bool {
    [RULES, MANIFEST, REPOSITORY].contains(&path.name())
}

/// What a file is to the book.
enum Standing {
    Ours,
    /// A link to what is in the book by its own name.
    Twice,
}

/// How a path is told of that may have names which no path of a book can have.
fn shown(relative: &Path) -> BookPath {
    let text = relative.to_string_lossy().replace(char::is_control, "\u{fffd}");
    BookPath::root().below(&text)
}
