//! The first minutes: a book begins, from nothing or from what is there.

use crate::{
    commands::{book, code, err, out, run},
    history::git,
    new_record::new,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const DAY: &[&str] = &["--as-of", "2026-11-22"];

/// Every file of a folder with its bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let all = all.filter(|it| it.file_type().is_file());
    all.map(|it| (it.path().to_owned(), fs::read(it.path()).unwrap())).collect()
}

#[test]
fn an_empty_folder_becomes_a_book_that_passes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("payments-api");
    let begun = run(folder.path(), &[&["init", "payments-api"], DAY].concat());
    assert_eq!((code(&begun), out(&begun)), (0, ""), "{}", err(&begun));
    insta::assert_snapshot!(err(&begun), @r#"
    wrote payments-api/book.toml and 17 files of an example
    next:
      archbook serve payments-api    shows it, also while you write
      archbook check payments-api    says what is wrong and what is missing
      archbook new decision "What was chosen" --book payments-api
    "#);
    insta::assert_snapshot!(fs::read_to_string(root.join("book.toml")).unwrap(), @r#"
    # What archbook cannot see for itself. Everything here is optional; `archbook export schema book`
    # prints all there is.

    [book]
    title = "Payments api"
    # description = "What it is about, in one sentence"
    # authors = ["The people who keep it"]
    # language = "en"
    # The folder of the pages. All others are left alone.
    src = "content"
    # What not to read, as .gitignore would say it.
    # exclude = ["drafts/"]

    [method]
    # The stages that this book follows. `archbook check` holds the gate of each.
    stages = ["research", "implement", "iterate"]

    [check]
    # What fails a check: error, warning or advice.
    deny = "error"

    [output.html]
    # Where links to files outside of the book lead.
    # git-repository-url = "https://example.org/team/payments"
    "#);
    let checked = run(&root, &[&["check"], DAY].concat());
    assert_eq!(code(&checked), 0);
    let gates = out(&checked).lines().filter(|it| it.contains("open")).collect::<Vec<_>>();
    insta::assert_snapshot!(gates.join("\n"), @r"
    Research   43/44  open
    Implement  34/39  open
    Iterate    10/12  open
    ");
    assert!(!err(&checked).contains("error"), "{}", err(&checked));
    assert_eq!(code(&run(&root, &[&["build", "--strict"], DAY].concat())), 0);
    let before = files(&root);
    let again = run(&root, &[&["init"], DAY].concat());
    assert_eq!((code(&again), out(&again)), (2, ""));
    assert_eq!(files(&root), before, "{}", err(&again));
    let (path, _) = new(&root, &["decision", "Use two screens", "--satisfies", "REQ-1"]);
    assert_eq!(path, "content/decisions/0004-use-two-screens.md");
}

#[test]
fn a_book_may_begin_without_an_example() {
    let folder = book(&[("README.md", "# Code\n"), ("content/mine.md", "# Mine\n")]);
    let begun = run(folder.path(), &["init", "--title", "Ann's \"payments\""]);
    assert_eq!(code(&begun), 2, "an example does not go among other pages");
    assert!(!folder.path().join("book.toml").exists());
    let begun = run(folder.path(), &["init", "--bare", "--title", "Ann's \"payments\""]);
    assert_eq!(code(&begun), 0, "{}", err(&begun));
    let checked = run(folder.path(), &["check", "--format", "json"]);
    assert!(!out(&checked).contains("bad-config"), "{}", out(&checked));
    assert_eq!(files(&folder.path().join("content")).len(), 1);
}

#[test]
fn a_repository_is_named_after_where_it_comes_from() {
    let folder = book(&[
        ("docs/adr/0001-x.md", "# 1. X\n\nDate: 2026-01-02\n\n## Status\n\nAcepted\n"),
        ("docs/adr/0002-y.md", "# 2. Y\n\n## Status\n\nAccepted\n"),
        ("docs/adr/old.rst", "Old\n===\n"),
        ("node_modules/x/README.md", "# No\n\nSee [it](nowhere.md).\n"),
        ("target/doc/0007-z.md", "# 7. Z\n\nStatus: accepted\n"),
    ]);
    let root = folder.path();
    git(root, "Ann", "2026-01-02", &["init", "--quiet"]);
    git(
        root,
        "Ann",
        "2026-01-02",
        &["remote", "add", "origin", "git@forge.example:team/payments.git"],
    );
    let before = files(root);
    let begun = run(root, &[&["init", "--title", "Payments"], DAY].concat());
    insta::assert_snapshot!(err(&begun), @r#"
    adopting docs/adr
    2 decisions: 2 unknown; 1 in force; 0 pages of prose
    words for how a record stands that are not known: `Acepted` (1)
    not read, since it is no Markdown: 1 × .rst
    wrote book.toml
    wrote baseline.toml
    6 things that are wrong or owed today are known: only new ones fail a check
    next:
      archbook serve    shows it, also while you write
      archbook check    says what is wrong and what is missing
      archbook new decision "What was chosen"
    "#);
    let config = fs::read_to_string(root.join("book.toml")).unwrap();
    insta::assert_snapshot!(config, @r#"
    # What archbook cannot see for itself. Everything here is optional; `archbook export schema book`
    # prints all there is.

    [book]
    title = "Payments"
    # description = "What it is about, in one sentence"
    # authors = ["The people who keep it"]
    # language = "en"
    # The folder of the pages. All others are left alone.
    src = "docs/adr"
    # What not to read, as .gitignore would say it.
    # exclude = ["drafts/"]

    [method]
    # The stages that this book follows. `archbook check` holds the gate of each.
    stages = ["implement"]

    [check]
    # What fails a check: error, warning or advice.
    deny = "error"

    # Words for how records stand that archbook does not know. Take the `#` away from the next line and
    # from each word that should count, and say which status it means.
    # [statuses]
    # "Acepted" = "proposed"

    [output.html]
    # Where links to files outside of the book lead.
    git-repository-url = "https://forge.example/team/payments"
    "#);
    assert_eq!(code(&run(root, &[&["check"], DAY].concat())), 0);
    let mut after = files(root);
    for name in ["book.toml", "baseline.toml"] {
        assert!(after.remove(&root.join(name)).is_some(), "{name}");
    }
    assert_eq!(after, before);
}

#[test]
fn every_form_is_adopted_as_it_is() {
    let variants = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&variants) {
        fs::write(folder.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    let before = files(folder.path());
    let begun = run(folder.path(), &[&["init", "--from", "."], DAY].concat());
    assert_eq!(code(&begun), 0, "{}", err(&begun));
    let checked = run(folder.path(), &[&["check"], DAY].concat());
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    assert!(err(&checked).contains("nothing found; "), "{}", err(&checked));
    assert!(before.iter().all(|(path, bytes)| fs::read(path).unwrap() == *bytes));
}

#[test]
fn a_book_of_another_tool_keeps_its_book_toml() {
    let config = "[book]\ntitle = \"T\"\n[output.html]\nadditional-js = [\"none.js\"]\n";
    let folder = book(&[
        ("book.toml", config),
        ("src/SUMMARY.md", "# Summary\n\n- [X](adr/0001-x.md)\n"),
        ("src/adr/0001-x.md", "# 1. X\n\nStatus: accepted\n"),
    ]);
    let root = folder.path();
    assert_eq!(code(&run(root, &[&["check"], DAY].concat())), 1);
    let begun = run(root, &[&["init", "--from", "."], DAY].concat());
    insta::assert_snapshot!(err(&begun), @r#"
    adopting .
    1 decision: 1 unknown; 1 in force; 1 page of prose
    wrote baseline.toml
    book.toml stays as it is; to hold the gates of its stages, write into it:
      [method]
      stages = ["implement"]
    6 things that are wrong or owed today are known: only new ones fail a check
    next:
      archbook serve    shows it, also while you write
      archbook check    says what is wrong and what is missing
      archbook new decision "What was chosen"
    "#);
    assert_eq!(fs::read_to_string(root.join("book.toml")).unwrap(), config);
    assert_eq!(code(&run(root, &[&["check"], DAY].concat())), 0);
}

#[test]
fn who_is_nowhere_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let checked = run(folder.path(), &["check"]);
    assert_eq!((code(&checked), out(&checked)), (2, ""));
    let here = fs::canonicalize(folder.path()).unwrap();
    let said = err(&checked).replace(here.to_str().unwrap(), "/here");
    insta::assert_snapshot!(said, @r"
    error: there is no book here: no book.toml in /here or above it, no folder such as doc/adr, docs/adr, docs/adrs, and no Markdown
      `archbook init` starts a book; with the name of a folder, every command reads that
    ");
    let alone = run(folder.path(), &[]);
    assert_eq!(code(&alone), 2);
    assert!(err(&alone).contains("archbook init payments  starts a book"), "{}", err(&alone));
    let slip = run(folder.path(), &["chekc"]);
    assert!(err(&slip).contains("similar subcommand exists: 'check'"), "{}", err(&slip));
    let nothing = run(folder.path(), &["init", "--from", "."]);
    assert_eq!((code(&nothing), out(&nothing)), (2, ""));
    assert!(err(&nothing).starts_with("error: there is no Markdown in ."), "{}", err(&nothing));
}
