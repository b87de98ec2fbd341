//! What writers do to a book all day: edits that look like chance and are the same for each seed.

use super::chance::Chance;
use std::{
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Somebody who writes.
pub(crate) struct Writer {
    root: PathBuf,
    /// Every page that is edited, below the root: those of folders stay as they are.
    pages: Vec<String>,
    chance: Chance,
    done: usize,
}

/// What was done to a page.
pub(crate) struct Edit {
    /// How.
    pub(crate) deed: Deed,
    /// The page it was done to, below the root, as it is or was called.
    pub(crate) page: String,
    /// What it was called before, if that is something else.
    pub(crate) former: Option<String>,
    /// What its page says since then; none if there is no page any more.
    pub(crate) mark: Option<String>,
}

/// A sort of edit.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    /// The text, and a link in it.
    Text,
    Title,
    Status,
    /// A new record, which an older one refers to.
    New,
    Delete,
    /// To another name, in the folder of any other page.
    Rename,
    /// The text, as editors write who fear for it: another file that takes the place of the old one.
    AtomicSave,
}

/// In turn, so that every sort comes as often as the others.
const DEEDS: &[Deed] = &[
    Deed::Text,
    Deed::Title,
    Deed::Status,
    Deed::New,
    Deed::Delete,
    Deed::Rename,
    Deed::AtomicSave,
];

const STATUSES: &[&str] = &["accepted", "proposed", "deprecated", "rejected"];

impl Writer {
    /// Someone who writes in the book at `root`.
    pub(crate) fn new(root: &Path, seed: usize) -> Self {
        let files = WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|it| it.file_type().is_file() && it.file_name() != "index.md");
        let below = |it: walkdir::DirEntry| {
            it.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/")
        };
        let pages = files.map(below).collect();
        Self { root: root.to_owned(), pages, chance: Chance::new(seed), done: 0 }
    }

    /// Does the next thing.
    pub(crate) fn edit(&mut self) -> Edit {
        self.done += 1;
        let deed = DEEDS[self.done % DEEDS.len()];
        let at = self.chance.below(self.pages.len());
        let page = self.pages[at].clone();
        let mark = format!("Edit {} was here.", self.done);
        let (page, former) = match deed {
            Deed::New => (self.copy(&page, &mark), None),
            Deed::Rename => (self.rename(at), Some(page)),
            Deed::Delete => {
                fs::remove_file(self.root.join(self.pages.swap_remove(at))).unwrap();
                return Edit { deed, page, former: None, mark: None };
            }
            _ => {
                self.save(deed, &page, &mark);
                (page, None)
            }
        };
        let mark = if former.is_some() { String::new() } else { mark };
        Edit { deed, page, former, mark: Some(mark) }
    }

    /// The pages that refer to another by its name.
    pub(crate) fn referring(&self, to: &str) -> Vec<&str> {
        let link = format!("({})", way(to));
        let refers = |it: &&String| self.read(it).contains(&link);
        self.pages.iter().filter(refers).map(String::as_str).collect()
    }

    fn save(&mut self, deed: Deed, page: &str, mark: &str) {
        let mut text = self.read(page);
        match deed {
            Deed::Title => text = text.replace(&field(&text, "title"), mark.trim_end_matches('.')),
            Deed::Status => {
                let status = format!("status: {}", self.chance.one(STATUSES));
                text = text.replacen(&format!("status: {}", field(&text, "status")), &status, 1);
            }
            _ => {
                let to = self.chance.below(self.pages.len());
                text = format!("{text}\nSee [this]({}).\n", way(&self.pages[to]));
            }
        }
        text = format!("{text}\n{mark}\n");
        if matches!(deed, Deed::AtomicSave) {
            let beside = self.root.join(format!("{page}~"));
            fs::write(&beside, text).unwrap();
            fs::rename(beside, self.root.join(page)).unwrap();
        } else {
            fs::write(self.root.join(page), text).unwrap();
        }
    }

    /// Starts a record from an older one, as many do; that it came from refers to it first.
    fn copy(&mut self, from: &str, mark: &str) -> String {
        let text = self.read(from);
        let (id, title) = (field(&text, "id"), field(&text, "title"));
        let new = self.beside(from, "new");
        let new_id = format!("{}-9{:05}", id.split('-').next().unwrap(), self.done);
        fs::write(self.root.join(from), format!("{text}\nThen came [another]({}).\n", way(&new)))
            .unwrap();
        let text = text.replacen(&id, &new_id, 1).replace(&title, mark.trim_end_matches('.'));
        fs::write(self.root.join(&new), format!("{text}\n{mark}\n")).unwrap();
        self.pages.push(new.clone());
        new
    }

    fn rename(&mut self, at: usize) -> String {
        let other = self.chance.below(self.pages.len());
        let new = self.beside(&self.pages[other], "moved");
        fs::rename(self.root.join(&self.pages[at]), self.root.join(&new)).unwrap();
        self.pages[at].clone_from(&new);
        new
    }

    /// A path that is nobody's, in the folder of a page.
    fn beside(&self, page: &str, name: &str) -> String {
        let (folder, _) = page.rsplit_once('/').expect("every page is in a folder");
        format!("{folder}/9{:05}-{name}.md", self.done)
    }

    fn read(&self, page: &str) -> String {
        fs::read_to_string(self.root.join(page)).unwrap()
    }
}

/// The way to a page from any other: every page is two folders below the root.
fn way(to: &str) -> String {
    format!("../../{to}")
}

/// What the front matter says in a field.
fn field(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(": "));
    line.expect("every page has it").to_owned()
}
