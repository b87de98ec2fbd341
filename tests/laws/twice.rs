//! Our own handbook, built twice by people who have nothing in common.

use super::{
    disk::Folder,
    generated::{Bytes, Files},
    written::tree,
};
use crate::history::{commit, git};
use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use walkdir::{DirEntry, WalkDir};

/// Folders of the repository that a clone of it has not.
const NOT_CLONED: &[&str] = &[".git", "target", "site", "node_modules"];

/// Every file of our own repository.
fn repository() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cloned = |it: &DirEntry| it.depth() == 0 || !NOT_CLONED.contains(&name(it.file_name()));
    let items = WalkDir::new(root).into_iter().filter_entry(cloned).map(Result::unwrap);
    let files = items.filter(|it| it.file_type().is_file());
    let inside =
        |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    files.map(|it| (inside(it.path()), Bytes(fs::read(it.path()).unwrap()))).collect()
}

fn name(written: &OsStr) -> &str {
    written.to_str().unwrap()
}

/// Makes a repository of a book, with one commit.
fn committed(book: &Folder) {
    git(book.path(), "Ann", "2026-10-01", &["init", "-q", "-b", "main"]);
    commit(book.path(), "Ann", "2026-10-01");
}

/// What the program writes for whoever has this in their environment.
fn built(book: &Folder, environment: &[(&str, &str)]) -> PathBuf {
    committed(book);
    let site = book.path().join("site");
    let mut archbook = Command::new(env!("CARGO_BIN_EXE_archbook"));
    archbook.args(["build", "--as-of", "2026-11-22", "."]).current_dir(book.path());
    archbook.envs(environment.iter().copied()).env_remove("SOURCE_DATE_EPOCH");
    let output = archbook.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    site
}

#[test]
fn our_own_site_is_the_same_wherever_and_by_whomever_it_is_built() {
    let files = repository();
    let (here, there) = (Folder::new(&files), Folder::in_order(files.into_iter().rev()));
    let home = tempfile::tempdir().unwrap();
    let one = built(&here, &[("TZ", "UTC"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")]);
    let other = built(
        &there,
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "ar_EG.UTF-8"),
            ("HOME", home.path().to_str().unwrap()),
            ("USER", "somebody"),
            ("COLUMNS", "40"),
            ("CLICOLOR_FORCE", "1"),
            ("RAYON_NUM_THREADS", "5"),
        ],
    );
    let (one, other) = (tree(&one), tree(&other));
    assert!(one.len() > 200, "{} files", one.len());
    assert!(one.keys().eq(other.keys()), "they have other addresses");
    let differing: Vec<_> = one.keys().filter(|it| one[*it] != other[*it]).collect();
    assert_eq!(differing, Vec::<&PathBuf>::new());
}
