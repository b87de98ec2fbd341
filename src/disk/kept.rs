//! What was read before: a file that looks as it did then is not read again.

use crate::{source::Source, text::BookPath};
use std::{
    collections::HashMap,
    fs::{self, Metadata},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

/// A file that was written this short a time before it was read may have been written again within
/// the same tick of the file system's clock, and look the same: so it is read again.
const TICK: Duration = Duration::from_secs(2);

/// The documents of the last snapshot of a book.
#[derive(Debug, Default)]
pub struct Kept(Mutex<HashMap<BookPath, Seen>>);

/// A document, and how its file looked when it was read.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    look: Look,
    /// Nobody can have written the file since without its look telling so.
    is_settled: bool,
    source: Arc<Source>,
}

/// How a file looks from outside: how many bytes it has, and when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    bytes: u64,
    written: SystemTime,
}

impl Look {
    fn of(found: &Metadata) -> Option<Self> {
        Some(Self { bytes: found.len(), written: found.modified().ok()? })
    }
}

impl Kept {
    /// The document at a path: that of the last snapshot if its file still looks the same, else
    /// what `read` says.
    pub(super) fn document(
        &self,
        root: &Path,
        path: &BookPath,
        read: impl FnOnce() -> Result<Arc<str>, String>,
    ) -> Result<Seen, String> {
        // It is looked at before it is read: what is written in between will look different.
        let look = fs::metadata(root.join(path.as_str())).ok().as_ref().and_then(Look::of);
        let now = SystemTime::now();
        if let Some(seen) = self.lock().get(path)
            && seen.is_settled
            && Some(seen.look) == look
        {
            return Ok(seen.clone());
        }
        let text = read()?;
        // Who remembers what was read remembers its text: the same one again takes no more memory.
        let same = self.lock().get(path).filter(|it| it.source.text == text).cloned();
        let source = match same {
            Some(seen) => seen.source,
            None => Arc::new(Source { path: path.clone(), text }),
        };
        let age = look.and_then(|it| now.duration_since(it.written).ok());
        let look = look.unwrap_or(Look { bytes: 0, written: SystemTime::UNIX_EPOCH });
        Ok(Seen { look, is_settled: age.is_some_and(|it| it > TICK), source })
    }

    /// Keeps these documents in the place of all that were kept before; the documents.
    pub(super) fn keep(&self, all: Vec<Seen>) -> Vec<Arc<Source>> {
        let documents = all.iter().map(|it| Arc::clone(&it.source)).collect();
        *self.lock() = all.into_iter().map(|it| (it.source.path.clone(), it)).collect();
        documents
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<BookPath, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
            drop(kept.keep(vec![seen]));
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
    }

    #[test]
    fn what_is_read_again_and_says_the_same_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let (file, path) = (folder.path().join("a.md"), BookPath::new("a.md").unwrap());
        let kept = Kept::default();
        let read = |text: &str| {
            fs::write(&file, text).unwrap();
            let seen = kept.document(folder.path(), &path, || Ok(text.into())).unwrap();
            kept.keep(vec![seen]).remove(0)
        };
        let (first, again) = (read("one"), read("one"));
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(&*read("two").text, "two");
    }
}
