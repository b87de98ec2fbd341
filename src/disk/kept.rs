//! What was read before: a file that looks as it did then is not read again, and folders in which
//! nothing came or went are not walked again.

use super::{is_page, walk::rules};
use crate::{source::Source, text::BookPath};
use std::{
    collections::BTreeSet,
    fs::{self, Metadata, Permissions},
    io::ErrorKind,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

/// A file that was written this short a time before it was read may have been written again within
/// the same tick of the file system's clock, and look the same: so it is read again.
const TICK: Duration = Duration::from_secs(2);

/// What may be different from the last snapshot of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Anything.
    Anything,
    /// What is at these paths, and nothing else.
    At(BTreeSet<BookPath>),
}

/// The last snapshot of a book.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Last>);

#[derive(Debug, Default)]
struct Last {
    /// Every file; none where there was no snapshot yet, or one without a file that is unread.
    tree: Option<Arc<BTreeSet<BookPath>>>,
    /// Every page among them, in path order.
    documents: Vec<Seen>,
}

/// The files of a book, and the pages among them.
pub(super) type Files = (Arc<BTreeSet<BookPath>>, Vec<Arc<Source>>);

/// A document, and how its file looked when it was read.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// None if it could not be told.
    look: Option<Look>,
    /// Nobody can have written the file since without its look telling so.
    is_settled: bool,
    source: Arc<Source>,
}

/// How a file looks from outside: how many bytes it has, when it was written, and who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Look {
    bytes: u64,
    written: SystemTime,
    rights: Permissions,
}

impl Look {
    fn of(found: &Metadata) -> Option<Self> {
        let (bytes, rights) = (found.len(), found.permissions());
        Some(Self { bytes, written: found.modified().ok()?, rights })
    }
}

impl Kept {
    /// The files of the last snapshot with what `read` says of those that are news, if that is all
    /// the difference there is: if no file came, went, or became something else.
    pub(super) fn again(
        &self,
        root: &Path,
        news: &News,
        read: impl Fn(&BookPath) -> Result<Arc<str>, String>,
    ) -> Option<Files> {
        let News::At(paths) = news else { return None };
        let (tree, mut stale) = {
            let last = self.lock();
            let restless = last.documents.iter().filter(|it| !it.is_settled);
            let restless: BTreeSet<BookPath> = restless.map(|it| it.source.path.clone()).collect();
            (Arc::clone(last.tree.as_ref()?), restless)
        };
        if !paths.iter().all(|it| has_stayed(root, &tree, it)) {
            return None;
        }
        stale.extend(paths.iter().filter(|&it| tree.contains(it)).cloned());
        let fresh = stale.iter().map(|it| self.read(root, it, || read(it)));
        let fresh = fresh.collect::<Result<Vec<Seen>, String>>().ok()?;
        let mut last = self.lock();
        for seen in fresh {
            let at = last.place(&seen.source.path).ok()?;
            last.documents[at] = seen;
        }
        Some((tree, last.sources()))
    }

    /// The document at a path: that of the last snapshot if its file still looks the same, else
    /// what `read` says.
    pub(super) fn document(
        &self,
        root: &Path,
        path: &BookPath,
        read: impl FnOnce() -> Result<Arc<str>, String>,
    ) -> Result<Seen, String> {
        let look = look(root, path);
        match self.seen(path) {
            Some(seen) if seen.is_settled && seen.look == look => Ok(seen),
            _ => self.read(root, path, read),
        }
    }

    fn read(
        &self,
        root: &Path,
        path: &BookPath,
        read: impl FnOnce() -> Result<Arc<str>, String>,
    ) -> Result<Seen, String> {
        // It is looked at before it is read: what is written in between will look different.
        let (look, now) = (look(root, path), SystemTime::now());
        let text = read()?;
        // Who remembers what was read remembers its text: the same one again takes no more memory.
        let source = match self.seen(path).filter(|it| it.source.text == text) {
            Some(seen) => seen.source,
            None => Arc::new(Source { path: path.clone(), text }),
        };
        let age = look.as_ref().and_then(|it| now.duration_since(it.written).ok());
        Ok(Seen { look, is_settled: age.is_some_and(|it| it > TICK), source })
    }

    /// Keeps these documents, in path order, in the place of all that were kept before; with all
    /// files, if none of them is unread.
    pub(super) fn keep(
        &self,
        tree: Option<&Arc<BTreeSet<BookPath>>>,
        documents: Vec<Seen>,
    ) -> Vec<Arc<Source>> {
        let last = Last { tree: tree.cloned(), documents };
        let sources = last.sources();
        *self.lock() = last;
        sources
    }

    fn seen(&self, path: &BookPath) -> Option<Seen> {
        let last = self.lock();
        last.place(path).ok().map(|at| last.documents[at].clone())
    }

    fn lock(&self) -> MutexGuard<'_, Last> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Last {
    fn place(&self, path: &BookPath) -> Result<usize, usize> {
        self.documents.binary_search_by(|it| it.source.path.cmp(path))
    }

    fn sources(&self) -> Vec<Arc<Source>> {
        self.documents.iter().map(|it| Arc::clone(&it.source)).collect()
    }
}

fn look(root: &Path, path: &BookPath) -> Option<Look> {
    fs::metadata(root.join(path.as_str())).ok().as_ref().and_then(Look::of)
}

/// Whether a path is that of a page as it was, or of nothing as it was. A link may lead to
/// something else than before, and what is no page may rule which files are of the book, as may
/// what was never one of them and went.
fn has_stayed(root: &Path, tree: &BTreeSet<BookPath>, path: &BookPath) -> bool {
    let folder = path.below("");
    let next = || tree.range::<BookPath, _>(&folder..).next();
    let below = || next().is_some_and(|it| it.as_str().starts_with(folder.as_str()));
    match fs::symlink_metadata(root.join(path.as_str())) {
        Ok(found) => found.is_file() && is_page(path) && tree.contains(path),
        Err(error) => {
            let is_missing = error.kind() == ErrorKind::NotFound;
            is_missing && !rules(path) && !tree.contains(path) && !below()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_again_when_it_looks_different_or_was_just_written() {
        let folder = tempfile::tempdir().unwrap();
        let (file, path) = (folder.path().join("a.md"), BookPath::new("a.md").unwrap());
        let kept = Kept::default();
        let read = |text: &str, past: u64, expected: &str| {
            fs::write(&file, text).unwrap();
            let written = SystemTime::now() - Duration::from_secs(past);
            fs::File::options().write(true).open(&file).unwrap().set_modified(written).unwrap();
            let seen = kept.document(folder.path(), &path, || Ok(text.into())).unwrap();
            assert_eq!(&*seen.source.text, expected);
            drop(kept.keep(None, vec![seen]));
            written
        };
        read("one", 0, "one");
        // The same size within a tick.
        read("two", 0, "two");
        let written = read("old", 60, "old");
        fs::File::options().write(true).open(&file).unwrap().set_modified(written).unwrap();
        let seen = kept.document(folder.path(), &path, || Err("is read".to_owned())).unwrap();
        assert_eq!(&*seen.source.text, "old");
        read("newer", 60, "newer");
        // Whoever may read it no more has to learn that.
        let mut rights = fs::metadata(&file).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&file, rights).unwrap();
        let seen = kept.document(folder.path(), &path, || Err("is read".to_owned()));
        assert_eq!(seen.unwrap_err(), "is read");
    }

    #[test]
    fn what_is_news_is_read_again_and_what_came_or_went_asks_for_a_walk() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("b")).unwrap();
        let path = |it: &str| BookPath::new(it).unwrap();
        let all = ["a.md", "b/c.md", "d.png"];
        for it in all {
            fs::write(root.join(it), "old").unwrap();
        }
        let (kept, tree) = (Kept::default(), Arc::new(all.map(path).into()));
        let look = |it: &str| kept.document(root, &path(it), || Ok("old".into())).unwrap();
        drop(kept.keep(Some(&tree), vec![look("a.md"), look("b/c.md")]));
        let again = |news: &[&str]| {
            let news = News::At(news.iter().map(|it| path(it)).collect());
            let text =
                |it: &BookPath| Ok(fs::read_to_string(root.join(it.as_str())).unwrap().into());
            let (files, documents) = kept.again(root, &news, text)?;
            assert_eq!(files, tree);
            Some(documents.iter().map(|it| it.text.to_string()).collect::<Vec<_>>())
        };
        fs::write(root.join("b/c.md"), "new").unwrap();
        assert_eq!(
            again(&["b/c.md", "b/c.md.gone"]),
            Some(vec!["old".to_owned(), "new".to_owned()])
        );
        fs::write(root.join("e.md"), "came").unwrap();
        assert_eq!((again(&["e.md"]), again(&["d.png"]), again(&["b"])), (None, None, None));
        fs::remove_dir_all(root.join("b")).unwrap();
        assert_eq!((again(&["b"]), again(&["b/c.md"])), (None, None));
        assert_eq!((again(&["f/.gitignore"]), again(&[".archbook"])), (None, None));
        assert_eq!(kept.again(root, &News::Anything, |_| Ok("".into())), None);
    }

    #[test]
    fn what_is_read_again_and_says_the_same_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let (file, path) = (folder.path().join("a.md"), BookPath::new("a.md").unwrap());
        let kept = Kept::default();
        let read = |text: &str| {
            fs::write(&file, text).unwrap();
            let seen = kept.document(folder.path(), &path, || Ok(text.into())).unwrap();
            kept.keep(None, vec![seen]).remove(0)
        };
        let (first, again) = (read("one"), read("one"));
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(&*read("two").text, "two");
    }
}
