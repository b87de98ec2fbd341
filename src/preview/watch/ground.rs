//! Which files matter to a watch.

use anyhow::{Context, ensure};
use std::{
    collections::BTreeSet,
    fs::{self, DirEntry},
    path::{Path, PathBuf},
};

/// Says of an absolute path whether changes at it, or below it, do not matter.
pub type Ignored = Box<dyn Fn(&Path) -> bool + Send + Sync>;

/// The folders that are watched, and what is not in them.
pub(super) struct Ground {
    folders: Vec<PathBuf>,
    ignored: Ignored,
}

impl Ground {
    /// The folders must be there.
    pub(super) fn new(folders: &[PathBuf], ignored: Ignored) -> anyhow::Result<Self> {
        let folders = folders
            .iter()
            .map(|folder| {
                ensure!(is_folder(folder), "`{}` is not a folder", folder.display());
                std::path::absolute(folder).context("cannot tell where the book is")
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { folders, ignored })
    }

    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Whether all folders are there.
    pub(super) fn is_there(&self) -> bool {
        self.folders.iter().all(|it| is_folder(it))
    }

    /// Whether `path` is one of the folders themselves.
    pub(super) fn starts_at(&self, path: &Path) -> bool {
        self.folders.iter().any(|it| it == path)
    }

    /// Whether a real path is in the ground.
    pub(super) fn holds(&self, path: &Path) -> bool {
        self.folders.iter().flat_map(fs::canonicalize).any(|it| path.starts_with(it))
    }

    /// What a path is called by those who named the folders. Some systems tell of real paths only.
    pub(super) fn own_name(&self, path: PathBuf) -> Option<PathBuf> {
        if self.folders.iter().any(|it| path.starts_with(it)) {
            return Some(path);
        }
        self.folders.iter().find_map(|folder| {
            let real = fs::canonicalize(folder).ok()?;
            Some(folder.join(path.strip_prefix(real).ok()?))
        })
    }

    /// Whether `path`, or a folder it is in, does not matter.
    pub(super) fn ignores(&self, path: &Path) -> bool {
        let Some(root) = self.folders.iter().find(|it| path.starts_with(it)) else { return false };
        path.ancestors().take_while(|it| it != root).any(|it| self.ignores_itself(it))
    }

    fn ignores_itself(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| is_passing(&name.to_string_lossy()))
            || (self.ignored)(path)
    }

    /// Where a link leads, if that is out of the ground.
    ///
    /// What is inside is visited by its own name. A folder around the ground would lead back into
    /// it, and then each path would have two names, or no end.
    fn leads_out(&self, link: &Path) -> Option<PathBuf> {
        let target = fs::canonicalize(link).ok()?;
        let roots = self.folders.iter().flat_map(fs::canonicalize);
        let mut known = roots.map(|it| target.starts_with(&it) || it.starts_with(&target));
        (!known.any(|it| it)).then_some(target)
    }

    /// Whether there is a folder at `path` that is to be visited by this name.
    pub(super) fn has_folder(&self, path: &Path) -> bool {
        is_folder(path) && (!path.is_symlink() || self.leads_out(path).is_some())
    }

    /// Visits `from` and every folder below it that matters, and the files in them. Links that lead
    /// out of the ground are followed, each folder behind one once. What cannot be read is passed
    /// over.
    pub(super) fn walk<E>(
        &self,
        from: &Path,
        mut enter: impl FnMut(&Path) -> Result<(), E>,
        mut see: impl FnMut(PathBuf, &DirEntry),
    ) -> Result<(), E> {
        let mut linked = BTreeSet::new();
        let mut ahead = vec![from.to_owned()];
        while let Some(folder) = ahead.pop() {
            enter(&folder)?;
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if self.ignores_itself(&path) {
                    continue;
                }
                let kind = entry.file_type();
                if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
                    ahead.push(path);
                } else if kind.is_ok_and(|it| it.is_symlink()) && is_folder(&path) {
                    if let Some(target) = self.leads_out(&path)
                        && linked.insert(target)
                    {
                        ahead.push(path);
                    }
                } else {
                    see(path, &entry);
                }
            }
        }
        Ok(())
    }
}

/// Whether there is a folder at `path`, or behind a link there.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a file of this name is an editor's, the system's or version control's: it comes and goes
/// while people work, and says nothing about the book.
fn is_passing(name: &str) -> bool {
    const NAMES: &[&str] = &[
        ".git",
        ".hg",
        ".svn",
        ".jj",
        ".archbook",
        ".idea",
        ".vscode",
        ".DS_Store",
        "node_modules",
        // What Vim writes to learn whether it may.
        "4913",
    ];
    const ENDS: &[&str] = &[
        "~",
        ".swp",
        ".swo",
        ".swx",
        ".swpx",
        ".kate-swp",
        "___jb_tmp___",
        "___jb_old___",
        ".crdownload",
    ];
    NAMES.contains(&name)
        || ENDS.iter().any(|it| name.ends_with(it))
        || [".#", "~$", ".goutputstream-", ".nfs"].iter().any(|it| name.starts_with(it))
        || name.starts_with('#') && name.ends_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_does_not_matter() {
        for name in [".git", "a.md~", ".a.md.swp", "4913", ".#a.md", "#a.md#", "~$a.docx"] {
            assert!(is_passing(name), "{name}");
        }
        for name in ["a.md", "target", "index.html", "#1.md", ".adr-dir", "4913.md"] {
            assert!(!is_passing(name), "{name}");
        }
    }

    #[test]
    fn only_what_is_below_the_book_is_judged() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("node_modules/book");
        fs::create_dir_all(&root).unwrap();
        let site = root.join("site");
        let ground =
            Ground::new(std::slice::from_ref(&root), Box::new(move |it| it == site)).unwrap();
        assert!(!ground.ignores(&root.join("a.md")));
        assert!(ground.ignores(&root.join("site/a/b.html")));
        assert!(ground.ignores(&root.join(".git/index")));
    }
}
