//! What a watch must not miss.

use super::*;
#[cfg(unix)]
use std::os::unix::fs::{symlink as link_file, symlink as link_folder};
#[cfg(windows)]
use std::os::windows::fs::{symlink_dir as link_folder, symlink_file as link_file};
use std::{fs, slice::from_ref, thread::JoinHandle};

/// A watched folder, with a thread that waits for its changes.
struct Watched {
    root: PathBuf,
    changes: Receiver<Changes>,
    waiter: Option<JoinHandle<()>>,
    folder: tempfile::TempDir,
}

/// Far more than any change takes, even on a machine with other things to do.
const STALL: Duration = Duration::from_secs(20);

impl Watched {
    fn start(watch: impl FnOnce(&[PathBuf], Ignored) -> anyhow::Result<Watch>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap().join("book");
        fs::create_dir_all(root.join("decisions")).unwrap();
        fs::create_dir_all(root.join("site")).unwrap();
        fs::write(root.join("decisions/1.md"), "# One").unwrap();
        let site = root.join("site");
        let mut watch = watch(from_ref(&root), Box::new(move |it| it == site)).unwrap();
        let (sender, changes) = channel();
        let waiter = thread::spawn(move || {
            while let Ok(change) = watch.wait() {
                if sender.send(change).is_err() {
                    break;
                }
            }
        });
        Self { root, changes, waiter: Some(waiter), folder }
    }

    fn native() -> Self {
        Self::start(Watch::new)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.root.join(path), text).unwrap();
    }

    /// Waits until `path` is among the changes, or anything may be.
    #[track_caller]
    fn expect(&self, path: &str) -> Changes {
        let path = self.root.join(path);
        loop {
            let changes = self.changes.recv_timeout(STALL).expect("a change is told");
            if changes.rescan || changes.paths.contains(&path) {
                return changes;
            }
        }
    }

    /// Waits until a change at `path` is told, by its name.
    #[track_caller]
    fn expect_named(&self, path: &str) {
        let path = self.root.join(path);
        while !self.changes.recv_timeout(STALL).expect("a change is told").paths.contains(&path) {}
    }

    /// Lets what is under way arrive and forgets it.
    fn settle(&self) {
        while self.changes.recv_timeout(Duration::from_millis(150)).is_ok() {}
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // The waiter leaves with the next change it cannot hand over.
        let (_, none) = channel();
        drop(std::mem::replace(&mut self.changes, none));
        if fs::create_dir_all(&self.root).is_ok() && !thread::panicking() {
            fs::write(self.root.join("last.md"), "").unwrap();
            self.waiter.take().unwrap().join().unwrap();
        }
        assert!(self.folder.path().exists());
    }
}

#[test]
fn a_save_is_told() {
    let watched = Watched::native();
    watched.write("decisions/1.md", "# Two");
    watched.expect_named("decisions/1.md");
}

#[test]
fn a_save_by_renaming_is_told_again_and_again() {
    let watched = Watched::native();
    for round in 0..3 {
        watched.write("decisions/.1.md.new", &format!("# {round}"));
        let (new, old) = ("decisions/.1.md.new", "decisions/1.md");
        fs::rename(watched.root.join(new), watched.root.join(old)).unwrap();
        watched.expect_named("decisions/1.md");
        watched.settle();
    }
}

#[test]
fn hundreds_of_files_are_told_in_few_words() {
    let watched = Watched::native();
    for number in 0..400 {
        watched.write(&format!("decisions/{number}.md"), "# New");
    }
    let mut paths = BTreeSet::new();
    let mut batches = 0;
    while paths.len() < 400 {
        let changes = watched.changes.recv_timeout(STALL).unwrap();
        paths.extend(changes.paths);
        batches += 1;
    }
    assert!(batches < 100, "{batches}");
}

#[test]
fn new_and_renamed_folders_are_watched() {
    let watched = Watched::native();
    fs::create_dir_all(watched.root.join("a/b/c/d")).unwrap();
    watched.write("a/b/c/d/1.md", "# New");
    assert!(watched.expect("a").rescan);
    watched.settle();
    watched.write("a/b/c/d/1.md", "# Newer");
    watched.expect_named("a/b/c/d/1.md");
    watched.settle();
    fs::rename(watched.root.join("a"), watched.root.join("z")).unwrap();
    assert!(watched.expect("z").rescan);
    watched.settle();
    watched.write("z/b/c/d/1.md", "# Newest");
    watched.expect_named("z/b/c/d/1.md");
}

#[test]
fn a_folder_may_be_deleted_and_made_again() {
    let watched = Watched::native();
    for folder in ["decisions", ""] {
        let path = watched.root.join(folder);
        fs::remove_dir_all(&path).unwrap();
        watched.expect(folder);
        fs::create_dir_all(watched.root.join("decisions")).unwrap();
        while !watched.changes.recv_timeout(STALL).unwrap().rescan {}
        watched.settle();
        watched.write("decisions/1.md", "# Again");
        watched.expect_named("decisions/1.md");
        watched.settle();
    }
}

#[test]
fn a_book_may_be_replaced_by_another() {
    let watched = Watched::native();
    let other = watched.root.with_file_name("other");
    fs::create_dir_all(other.join("decisions")).unwrap();
    fs::rename(&watched.root, watched.root.with_file_name("old")).unwrap();
    fs::rename(&other, &watched.root).unwrap();
    while !watched.changes.recv_timeout(STALL).unwrap().rescan {}
    watched.settle();
    watched.write("decisions/2.md", "# Other");
    watched.expect_named("decisions/2.md");
}

#[test]
fn linked_folders_are_watched_and_circles_end() {
    let watched = Watched::native();
    let outside = watched.root.with_file_name("outside");
    fs::create_dir_all(&outside).unwrap();
    let link = |to: &Path, at: &str| {
        link_folder(to, watched.root.join(at)).unwrap();
    };
    link(Path::new(".."), "decisions/circle");
    link(Path::new("/"), "everything");
    link(&outside, "linked");
    watched.settle();
    // Once as they are made, and once as a book is found that has them.
    for folder in ["", "again"] {
        watched.write("decisions/1.md", folder);
        watched.expect_named("decisions/1.md");
        fs::write(outside.join("1.md"), folder).unwrap();
        watched.expect_named("linked/1.md");
        fs::rename(&watched.root, watched.root.with_file_name("away")).unwrap();
        watched.settle();
        fs::rename(watched.root.with_file_name("away"), &watched.root).unwrap();
        while !watched.changes.recv_timeout(STALL).unwrap().rescan {}
        watched.settle();
    }
}

#[test]
fn a_file_behind_a_link_is_watched() {
    let watched = Watched::native();
    let outside = watched.root.with_file_name("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("1.md"), "# One").unwrap();
    link_file(outside.join("1.md"), watched.root.join("linked.md")).unwrap();
    watched.expect_named("linked.md");
    watched.settle();
    fs::write(outside.join("2.md"), "# Not of the book").unwrap();
    fs::write(outside.join("new"), "# Two").unwrap();
    fs::rename(outside.join("new"), outside.join("1.md")).unwrap();
    let changes = watched.changes.recv_timeout(STALL).unwrap();
    assert_eq!(changes.paths, BTreeSet::from([watched.root.join("linked.md")]));
}

#[test]
fn what_is_ignored_tells_nothing_and_reading_neither() {
    let watched = Watched::native();
    watched.settle();
    watched.write("site/index.html", "<p>");
    fs::create_dir_all(watched.root.join(".git/objects")).unwrap();
    watched.write(".git/objects/x", "");
    watched.write("decisions/1.md~", "");
    fs::read(watched.root.join("decisions/1.md")).unwrap();
    watched.settle();
    watched.write("decisions/1.md", "# Told");
    let changes = watched.changes.recv_timeout(STALL).unwrap();
    let told = BTreeSet::from([watched.root.join("decisions/1.md")]);
    assert_eq!(changes, Changes { paths: told, rescan: false });
}

#[test]
fn looking_finds_the_same() {
    let watched = Watched::start(Watch::looking);
    watched.write("site/index.html", "<p>");
    watched.write("decisions/1.md", "# Longer than before");
    let changes = watched.changes.recv_timeout(STALL).unwrap();
    assert!(changes.paths.contains(&watched.root.join("decisions/1.md")));
    assert!(!changes.paths.contains(&watched.root.join("site/index.html")));
    fs::remove_dir_all(watched.root.join("decisions")).unwrap();
    watched.expect_named("decisions/1.md");
}

#[test]
fn too_many_watches_are_no_reason_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_owned();
    let mut watch = Watch::new(from_ref(&root), Box::new(|_| false)).unwrap();
    assert_eq!(watch.concern(), None);
    watch.cope(Err(notify::Error::new(ErrorKind::MaxFilesWatch))).unwrap();
    assert!(watch.concern().unwrap().contains("max_user_watches"));
    assert!(watch.concern().is_none() && matches!(watch.eyes, Eyes::Looking(_)));
    fs::write(root.join("a.md"), "# A").unwrap();
    assert!(watch.wait().unwrap().paths.contains(&root.join("a.md")));
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    assert!(Watch::new(&["/no/such/folder".into()], Box::new(|_| false)).is_err());
}
