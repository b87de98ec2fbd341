//! Disks and outputs that are full.

use super::{Edited, OLD, edited, is_whole, put};
use crate::{
    commands::{code, err, run},
    files::{book, contents, write},
};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::tempdir;

/// Runs archbook where no file can be longer than this many blocks of 512 bytes, as on a disk that
/// is full in the middle of one, if this system has such a limit (POSIX, `ulimit -f`).
fn cramped(blocks: u32, folder: &Path, arguments: &[&str]) -> Option<Output> {
    let script = format!("trap '' XFSZ && ulimit -f {blocks} || exit 9; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_archbook")]).args(arguments);
    let done = command.current_dir(folder).stdin(Stdio::null()).output().ok();
    let done = done.filter(|it| it.status.code() != Some(9));
    if done.is_none() {
        eprintln!("skipped: no disk here can be as good as full");
    }
    done
}

#[test]
fn a_disk_that_is_full_in_the_middle_of_a_file_leaves_no_half_of_it() {
    let Edited { book, old, new } = edited();
    let (out, folder) = (tempdir().unwrap(), book.path());
    let site = out.path().join("site");
    put(&site, &old);
    let Some(built) = cramped(8, folder, &["build", ".", "-o", site.to_str().unwrap()]) else {
        return;
    };
    assert_eq!(code(&built), 2);
    assert!(err(&built).starts_with("error: cannot write "), "{}", err(&built));
    assert_eq!(err(&built).lines().count(), 1, "{}", err(&built));
    is_whole(&contents(&site), &old, &new);
    write(folder, &site).unwrap();
    assert_eq!(contents(&site), new);
}

#[test]
fn what_a_full_disk_does_not_take_is_not_begun() {
    let (book, empty) = (book(OLD), tempdir().unwrap());
    let before = contents(book.path());
    for arguments in [&["new", "decision", "Go on"][..], &["theme", "eject", "page.html"]] {
        let Some(failed) = cramped(0, book.path(), arguments) else { return };
        assert_eq!(code(&failed), 2);
        assert!(err(&failed).contains("error: cannot write "), "{}", err(&failed));
        assert_eq!(contents(book.path()), before);
    }
    // There is room for the first file of the example, and not for all of them.
    let Some(failed) = cramped(2, empty.path(), &["init"]) else { return };
    assert_eq!(code(&failed), 2);
    assert!(err(&failed).contains("error: cannot write "), "{}", err(&failed));
    assert_eq!(contents(empty.path()), BTreeMap::new());
    let begun = run(empty.path(), &["init"]);
    assert_eq!(code(&begun), 0, "{}", err(&begun));
}

#[test]
fn an_output_that_is_full_is_named() {
    let full = Path::new("/dev/full");
    let Ok(output) = fs::OpenOptions::new().write(true).open(full) else {
        return eprintln!("skipped: this system has no output that is full");
    };
    let book = book(OLD);
    let mut command = Command::new(env!("CARGO_BIN_EXE_archbook"));
    let listed = command.arg("list").current_dir(book.path()).stdout(output).output().unwrap();
    assert_eq!(code(&listed), 2);
    let told = "error: cannot write to standard output: ";
    assert!(err(&listed).contains(told), "{}", err(&listed));
}
