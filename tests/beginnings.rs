//! Every beginning, all the way: a book starts, gets a record, is served, checked and built.

use crate::{
    books::lay_out,
    browser::tools::Preview,
    coming_from::copy,
    commands::{code, err, out, run},
    first_run::files,
    history::{commit, git},
    preview::wire::{connect, read},
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    io::{BufReader, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const DAY: &[&str] = &["--as-of", "2026-11-22"];

/// Each line is a record, as the forms of the fewest words go.
const RECORD: &str = "# 1. Use a log\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n";

/// A folder somebody may be in, with whether git keeps it.
#[derive(Clone, Copy)]
enum Kept {
    No,
    /// Without a commit.
    Empty,
    Committed,
}

fn folder(laid_out: &[(&str, &str)], kept: Kept) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), laid_out);
    if !matches!(kept, Kept::No) {
        git(folder.path(), "Ann", "2026-01-02", &["init", "--quiet"]);
    }
    if let Kept::Committed = kept {
        commit(folder.path(), "Ann", "2026-01-02");
    }
    folder
}

/// Whether the preview of the book in a folder shows its home.
fn is_served(folder: &Path) -> bool {
    let preview = Preview::of(folder);
    let address = preview.url.trim_start_matches("http://").trim_end_matches('/');
    let mut wire = connect(address.parse().unwrap());
    write!(wire, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let answer = read(&mut BufReader::new(wire), true).unwrap();
    answer.status == 200 && answer.body.contains("</main>")
}

/// Runs archbook on a day, which must go well, and says what it printed.
#[track_caller]
fn well(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, &[arguments, DAY].concat());
    assert_eq!(code(&ran), 0, "{arguments:?} in {}: {}", folder.display(), err(&ran));
    out(&ran).to_owned()
}

/// Goes all the way from `init` on, and says where the new record is. Nothing that was there is
/// changed, and nothing is written that nobody asked for.
#[track_caller]
fn all_the_way(folder: &Path, begin: &[&str]) -> String {
    let before = files(folder);
    well(folder, begin);
    let adopted = files(folder);
    let path = well(folder, &["new", "decision", "Use the event log"]).trim_end().to_owned();
    well(folder, &["check"]);
    assert!(is_served(folder), "{}", folder.display());
    let mut after = files(folder);
    assert!(after.remove(&folder.join(&path)).is_some(), "{path}");
    assert_eq!(after, adopted, "a record is one file, and a check or a preview none");
    well(folder, &["build", "--strict"]);
    let kept = before.iter().all(|(path, bytes)| fs::read(path).unwrap() == *bytes);
    assert!(kept, "{}: what was there stays", folder.display());
    path
}

#[test]
fn whoever_begins_gets_all_the_way() {
    let code = [
        ("README.md", "# Payments\n\nSee [the records](docs/adr).\n"),
        ("docs/adr/0001-use-a-log.md", RECORD),
        ("node_modules/left-pad/README.md", "# Not ours\n\n[Dead](nowhere.md).\n"),
        ("target/doc/adr/0007-not-ours.md", RECORD),
    ];
    let adopt: &[&str] = &["init", "--from", "."];
    for (laid_out, kept, begin, path) in [
        (&[][..], Kept::No, &["init"][..], "content/decisions/0004-use-the-event-log.md"),
        (&[], Kept::Empty, &["init"], "content/decisions/0004-use-the-event-log.md"),
        (&code[..2], Kept::Empty, &["init"], "docs/adr/0002-use-the-event-log.md"),
        (&code, Kept::Committed, &["init"], "docs/adr/0002-use-the-event-log.md"),
        (&code, Kept::No, adopt, "docs/adr/0002-use-the-event-log.md"),
    ] {
        let folder = folder(laid_out, kept);
        assert_eq!(all_the_way(folder.path(), begin), path);
    }
    let book = copy("mdbook");
    assert_eq!(all_the_way(book.path(), adopt), "src/adr/0002-use-the-event-log.md");
}

#[test]
fn every_form_gets_all_the_way() {
    let variants = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    let records: BTreeMap<PathBuf, Vec<u8>> = files(&variants);
    let records =
        records.into_par_iter().filter(|it| it.0.extension().is_some_and(|it| it == "md"));
    records.for_each(|(path, bytes)| {
        let folder = folder(&[], Kept::No);
        fs::create_dir(folder.path().join("adr")).unwrap();
        fs::write(folder.path().join("adr").join(path.file_name().unwrap()), bytes).unwrap();
        let new = all_the_way(folder.path(), &["init", "--from", "adr"]);
        let place = if new.starts_with("adr/") { "adr/" } else { "decisions/" };
        assert!(new.starts_with(place) && new.contains("event"), "{}: {new}", path.display());
    });
}
