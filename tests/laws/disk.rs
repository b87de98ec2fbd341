//! Generated books on a disk, read and shown as the program does it.

use super::generated::{Bytes, Files};
use archbook::{
    book::{Book, Memory},
    check::check,
    disk::News,
    handbook::Handbook,
    markdown::Highlighter,
    report::Report,
    site::{self, Address, File, Site},
    text::{BookPath, Date},
    theme::Theme,
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

/// What the preview keeps from one build to the next.
#[derive(Default)]
pub(super) struct Warm {
    memory: Memory,
    code: Arc<Highlighter>,
    /// How many saves it knows of.
    saves: AtomicUsize,
}

/// Every file of a site, by its address: what it says, or which file of the book it is a copy of.
pub(super) type Shown = BTreeMap<String, Vec<u8>>;

/// A folder with a book in it.
pub(super) struct Folder {
    place: TempDir,
    files: Files,
    /// What was written or removed, time after time. Every time is another one to the clock of the
    /// disk.
    saves: Vec<BookPath>,
}

impl Folder {
    pub(super) fn new(book: &Files) -> Self {
        Self::in_order(book.iter().map(|(path, bytes)| (path.clone(), bytes.clone())))
    }

    /// A book whose files are written in this order. Where a disk lists them in the order in which
    /// they came, as one in memory does, it lists them in this one.
    pub(super) fn in_order(book: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let mut new = Self { place: folder.unwrap(), files: Files::new(), saves: Vec::new() };
        for (path, bytes) in book {
            new.write(&path, &bytes);
            new.files.insert(path, bytes);
        }
        new
    }

    pub(super) fn path(&self) -> &Path {
        self.place.path()
    }

    /// Makes the book another one, by writing what differs.
    pub(super) fn change(&mut self, book: &Files) {
        let before = std::mem::replace(&mut self.files, book.clone());
        for path in before.keys().filter(|it| !book.contains_key(*it)) {
            fs::remove_file(self.path().join(path)).unwrap();
            self.saves.push(BookPath::new(path).unwrap());
        }
        for (path, bytes) in book.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)) {
            self.write(path, bytes);
        }
    }

    /// Writes a file some time ago, since what was written a moment ago is always read again.
    fn write(&mut self, path: &str, Bytes(bytes): &Bytes) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        self.saves.push(BookPath::new(path).unwrap());
        let time = Duration::from_secs(1_700_000_000 + self.saves.len() as u64);
        let written = SystemTime::UNIX_EPOCH + time;
        fs::File::options().write(true).open(&file).unwrap().set_modified(written).unwrap();
    }

    pub(super) fn book(&self) -> Book {
        let as_of = Date::parse("2026-11-22").unwrap();
        Book::at(self.path().to_path_buf(), self.path().join("site"), as_of)
    }

    pub(super) fn checked(&self) -> (Handbook, Report) {
        let handbook = self.book().read().unwrap();
        let report = check(&handbook);
        (handbook, report)
    }

    pub(super) fn site(&self, warm: &Warm) -> Site {
        let Warm { memory, code, saves } = warm;
        let book = self.book();
        let known = saves.swap(self.saves.len(), Ordering::Relaxed);
        let news = News::At(self.saves[known..].iter().cloned().collect());
        let sources = book.look(memory, &news).unwrap();
        let handbook = Arc::new(book.read_with_history(sources, memory, |_| ()));
        let (theme, flaws) = Theme::parse(&handbook.sources, &handbook.config);
        let report = Arc::new(check(&handbook).with(flaws));
        memory.age();
        code.age();
        site::plan(handbook, report, Arc::new(theme), Arc::clone(code))
    }

    /// All of its site.
    pub(super) fn shown(&self, warm: &Warm) -> Shown {
        let site = self.site(warm);
        let addresses: Vec<&Address> = site.addresses().collect();
        let file = |address: &&Address| {
            let bytes = match site.file(address).unwrap() {
                File::Bytes(bytes) | File::Failed(bytes, _) => bytes,
                File::Copy(path) => path.as_str().into(),
            };
            (address.as_str().to_owned(), bytes)
        };
        addresses.par_iter().map(file).collect()
    }
}

/// The first address at which two sites differ, and how; none where they are the same.
pub(super) fn difference(one: &Shown, other: &Shown) -> Option<String> {
    let all = one.keys().chain(other.keys());
    let at = all.filter(|it| one.get(*it) != other.get(*it)).min()?;
    let text = |it: &Shown| it.get(at).map(|it| String::from_utf8_lossy(it).into_owned());
    let (Some(one), Some(other)) = (text(one), text(other)) else {
        return Some(format!("only one has {at}"));
    };
    let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    Some(format!("{at}: {differing:?}, or one is longer"))
}
