//! A walk through the folder of a book, and what it passes by.
#![allow(clippy::disallowed_methods, reason = "edge: reads the disk")]

use super::{MANIFEST, repository};
use crate::{config::Config, text::BookPath};
use anyhow::Result;
use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// Folders of other tools, which nobody means when they say *my documents*.
const FOREIGN: &[&str] = &["node_modules", "target", "vendor"];

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

    /// Adds the `.gitignore` of a folder, if it has one.
    fn rule(&mut self, folder: &Path, depth: usize) {
        let file = folder.join(".gitignore");
        if !file.is_file() {
            return;
        }
        let mut rules = GitignoreBuilder::new(folder);
        // Lines that cannot be read are passed by, as git does.
        drop(rules.add(file));
        self.rules.extend(rules.build().ok().map(|rules| (depth, rules)));
    }

    /// Every file below the folder `src` of the book.
    pub(super) fn files(&mut self, src: &BookPath) -> Result<BTreeSet<BookPath>> {
        let start = self.root.join(src.as_str());
        let above = self.rules.len();
        let mut files = BTreeSet::new();
        let mut items = WalkDir::new(&start).sort_by_file_name().into_iter();
        while let Some(item) = items.next() {
            let item = match item {
                Ok(item) => item,
                Err(error) if error.depth() == 0 => return Err(error.into()),
                // A folder that vanished or may not be read is not part of this snapshot.
                Err(_) => continue,
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
            } else if let Some(path) = self.file(&item, &start) {
                files.insert(path);
            }
        }
        Ok(files)
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

    /// The path of a file. A symbolic link is followed to a file of the repository that is not in
    /// the book already: what lies farther off is not the book's to publish.
    fn file(&self, item: &DirEntry, start: &Path) -> Option<BookPath> {
        if item.path_is_symlink() {
            let real = fs::canonicalize(item.path()).ok()?;
            let twice = fs::canonicalize(start).is_ok_and(|start| real.starts_with(start));
            let ours = self.repository.as_ref().is_some_and(|top| real.starts_with(top));
            if twice || !ours || !real.is_file() {
                return None;
            }
        }
        let relative = item.path().strip_prefix(self.root).ok()?;
        BookPath::new(relative.to_str()?)
    }
}
