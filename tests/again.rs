//! A build over the last one: nothing is done where nothing changed, and everything that should.

use crate::{
    books::link_file,
    commands::{book, code, err, run},
};
use std::{fs, path::Path};

const BOOK: &[(&str, &str)] = &[
    ("book.toml", "[book]\nsrc = \"pages\"\n"),
    (
        "pages/decisions/0001-keep.md",
        "# 1. Keep it\n\nStatus: accepted\n\n![A](a.svg) [b](../../b.txt)\n",
    ),
    ("pages/decisions/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("b.txt", "here"),
];

/// Builds, and says what was written and what was found.
fn build(folder: &Path) -> (String, String) {
    let built = run(folder, &["build", "--as-of", "2026-11-22"]);
    assert_eq!(code(&built), 0, "{}", err(&built));
    let lines: Vec<&str> = err(&built).lines().collect();
    let counts = lines[1].split_once(": ").unwrap().1;
    (counts.to_owned(), lines[2..].join(" "))
}

#[test]
fn a_book_that_did_not_change_is_not_read_again() {
    let book = book(BOOK);
    let first = run(book.path(), &["build", "--as-of", "2026-11-22"]);
    let again = run(book.path(), &["build", "--as-of", "2026-11-22", "--timings"]);
    let said =
        |output: &std::process::Output| err(output).lines().map(str::to_owned).collect::<Vec<_>>();
    let (first, again) = (said(&first), said(&again));
    assert_eq!((&first[0], &first[2]), (&again[0], &again[2]));
    assert!(again[1].contains(" 0 files written, ") && again[1].contains(", 0 removed"));
    assert!(!again.concat().contains("reading pages"), "{again:?}");
}

/// Something that is done to a book, and what.
type Change<'a> = (&'a str, &'a dyn Fn(&Path));

#[test]
fn whatever_changes_is_seen() {
    let book = book(BOOK);
    let (_, found) = build(book.path());
    let changes: &[Change<'_>] = &[
        ("a page", &|it| fs::write(it.join("pages/more.md"), "# More\n").unwrap()),
        ("a picture", &|it| fs::write(it.join("pages/decisions/a.svg"), "<svg/>").unwrap()),
        ("a file of the site", &|it| fs::write(it.join("site/index.html"), "mine").unwrap()),
        ("a file of the site is gone", &|it| fs::remove_file(it.join("site/404.html")).unwrap()),
        ("what a page links to is gone", &|it| fs::remove_file(it.join("b.txt")).unwrap()),
        ("the settings", &|it| {
            fs::write(it.join("book.toml"), "[book]\nsrc = \"pages\"\ntitle = \"New\"\n").unwrap();
        }),
    ];
    for (what, change) in changes {
        change(book.path());
        let (counts, _) = build(book.path());
        assert!(!counts.starts_with("0 files written"), "{what}: {counts}");
        let (counts, _) = build(book.path());
        assert!(counts.starts_with("0 files written"), "{what}, again: {counts}");
    }
    let (_, now) = build(book.path());
    assert_ne!(found, now, "the link that leads nowhere is told of by every build");
}

#[test]
fn what_is_kept_for_the_next_build_is_written_through_no_link() {
    let book = book(BOOK);
    let other = book.path().join("other.txt");
    fs::write(&other, "not archbook's").unwrap();
    build(book.path());
    let last = book.path().join("site/.archbook.last");
    fs::remove_file(&last).unwrap();
    link_file(&other, &last).unwrap();
    build(book.path());
    assert_eq!(fs::read_to_string(&other).unwrap(), "not archbook's");
    assert!(!last.is_symlink(), "it is a file again");
}
