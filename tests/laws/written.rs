//! What becomes of the folder that a site is written to.

use super::{
    cases,
    disk::Folder,
    generated::{self, PIECES},
};
use crate::books::{Memory, lay_out};
use archbook::{book::Book, output, text::Date};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Paths at which the pieces of pages look for each other.
const PATHS: &[&str] = &[
    "adr/0001-a.md",
    "adr/0002-b.md",
    "adr/0003-c.md",
    "b.md",
    "README.md",
    "guide/x y#z.md",
    "guide/glossary.md",
    "e.png",
];

fn book_of_all_pieces() -> BTreeMap<&'static str, String> {
    let pages = PATHS.iter().enumerate().map(|(at, path)| {
        let pieces = PIECES.iter().cycle().skip(at * 5).take(PIECES.len());
        (*path, pieces.copied().collect::<String>())
    });
    pages.collect()
}

/// Builds the book in `root` into `output`, as the program does.
fn build(root: &Path, output: &Path) -> output::Written {
    let as_of = Date::parse("2026-11-22").unwrap();
    let book = Book::at(root.to_path_buf(), output.to_path_buf(), as_of);
    let memory = Memory::default();
    let handbook = Arc::new(book.read().unwrap());
    let report = Arc::new(archbook::check::check(&handbook));
    let theme = Arc::new(archbook::theme::Theme::default());
    let site = archbook::site::plan(handbook, report, theme, memory.code);
    output::refuse(root, output, false).unwrap();
    output::write(&site, root, output, false).unwrap()
}

/// Every file of a folder by its path there.
pub(super) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let items = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = items.filter(|it| it.file_type().is_file());
    let inside = |path: &Path| path.strip_prefix(folder).unwrap().to_path_buf();
    files.map(|it| (inside(it.path()), fs::read(it.path()).unwrap())).collect()
}

fn laid_out() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let book = book_of_all_pieces();
    let files: Vec<(&str, &str)> = book.iter().map(|(path, text)| (*path, text.as_str())).collect();
    lay_out(folder.path(), &files);
    folder
}

#[test]
fn two_builds_in_two_folders_are_equal_byte_for_byte() {
    let (one, other) = (laid_out(), laid_out());
    let (first, second) = (one.path().join("site"), other.path().join("elsewhere/site"));
    build(one.path(), &first);
    build(other.path(), &second);
    assert_eq!(tree(&first), tree(&second));
}

#[test]
fn a_second_build_writes_nothing_and_a_changed_book_only_what_differs() {
    let book = laid_out();
    let site = book.path().join("site");
    let first = build(book.path(), &site);
    assert!(first.changed > 10 && first.same == 0);
    let before = tree(&site);
    let second = build(book.path(), &site);
    assert_eq!((second.changed, second.removed, second.same), (0, 0, first.changed));
    fs::write(site.join("b.html"), "edited by hand").unwrap();
    assert_eq!(build(book.path(), &site).changed, 1);
    assert_eq!(tree(&site), before);
    fs::remove_file(book.path().join("b.md")).unwrap();
    build(book.path(), &site);
    let gone = before.into_keys().filter(|it| !site.join(it).exists() && !it.starts_with("_"));
    assert_eq!(gone.collect::<Vec<_>>(), [Path::new("b.html")]);
}

#[test]
fn what_others_wrote_stays() {
    let book = laid_out();
    let site = book.path().join("site");
    build(book.path(), &site);
    fs::write(site.join("CNAME"), "example.org").unwrap();
    fs::create_dir_all(site.join("new")).unwrap();
    fs::write(site.join("new/page.html"), "by hand").unwrap();
    lay_out(book.path(), &[("new/page.md", "# New\n")]);
    let written = build(book.path(), &site);
    assert_eq!(written.kept, ["new/page.html"]);
    assert_eq!(fs::read_to_string(site.join("new/page.html")).unwrap(), "by hand");
    assert_eq!(fs::read_to_string(site.join("CNAME")).unwrap(), "example.org");
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let book = laid_out();
    let refuse = |folder: &Path| output::refuse(book.path(), folder, false).is_err();
    assert!(refuse(book.path()) && refuse(book.path().parent().unwrap()));
    assert!(refuse(&book.path().join("adr")), "it holds files that archbook did not write");
    assert!(!refuse(&book.path().join("site")));
    assert!(output::refuse(book.path(), &book.path().join("adr"), true).is_ok());
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn a_folder_that_was_written_before_does_not_show(
        first in generated::book(),
        edits in generated::edits(),
    ) {
        let mut folder = Folder::new(&first);
        build(folder.path(), &folder.path().join("site"));
        let mut now = first;
        for edit in &edits {
            edit.apply(&mut now);
        }
        folder.change(&now);
        build(folder.path(), &folder.path().join("site"));
        let fresh = tempfile::tempdir().unwrap();
        let fresh = fresh.path().join("site");
        build(folder.path(), &fresh);
        prop_assert_eq!(tree(&folder.path().join("site")), tree(&fresh));
    }
}
