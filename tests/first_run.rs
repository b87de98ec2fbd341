//! The first minutes: a book begins, and records are started in it.

use crate::{
    commands::{book, code, err, out, run},
    history::git,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const TODAY: &[&str] = &["--as-of", "2026-11-22", "--book", "."];
const DAY: &[&str] = &["--as-of", "2026-11-22"];
const ALONE: &str =
    "no git repository here: only the pages of this folder were asked for free numbers\n";

/// Starts a record and gives its path and its text.
#[track_caller]
fn new(folder: &Path, arguments: &[&str]) -> (String, String) {
    let started = run(folder, &[&["new"], TODAY, arguments].concat());
    assert_eq!(code(&started), 0, "{}", err(&started));
    let path = out(&started).trim_end().to_owned();
    let text = fs::read_to_string(folder.join(&path)).unwrap();
    (path, text)
}

#[test]
fn a_first_record_is_archbooks_own() {
    let book = book(&[("index.md", "# Payments\n")]);
    let (path, text) = new(book.path(), &["requirement", "Recover", "within a minute"]);
    assert_eq!(path, "requirements/0001-recover-within-a-minute.md");
    insta::assert_snapshot!(text, @r"
    ---
    kind: requirement
    status: draft
    date: 2026-11-22
    ---

    # Recover within a minute

    ## Statement

    What must be so, in one sentence that anyone can check.

    ## Rationale

    Why it is needed, and what happens without it.

    ## Criteria

    - Given a situation, when something happens, then this is seen
    ");
    let (path, text) = new(book.path(), &["adr", "Keep a standby", "--satisfies", "REQ-1#c1"]);
    assert_eq!(path, "decisions/0001-keep-a-standby.md");
    assert!(text.contains("\ndate: 2026-11-22\nsatisfies: REQ-0001#c1\n---\n"), "{text}");
}

#[test]
fn a_record_is_written_as_the_others_are() {
    let classic =
        "# 2. Use MySQL\n\nDate: 2024-01-16\n\n## Status\n\nAccepted\n\n## Context\n\nc\n";
    let book = book(&[
        ("adr/0001-first.md", "# 1. First\n\nDate: 2024-01-15\n\n## Status\n\nAccepted\n"),
        ("adr/0002-use-mysql.md", classic),
    ]);
    let (path, text) = new(book.path(), &["decision", "Use PostgreSQL", "--supersedes=2"]);
    assert_eq!(path, "adr/0003-use-postgresql.md");
    let head = text.split("## Options").next().unwrap();
    insta::assert_snapshot!(head, @r"
    # 3. Use PostgreSQL

    Date: 2026-11-22

    **Supersedes:** [ADR-0002](0002-use-mysql.md)

    ## Status

    Draft

    ## Context

    What makes a decision necessary now, and what it must hold against.
    ");
    let old = fs::read_to_string(book.path().join("adr/0002-use-mysql.md")).unwrap();
    insta::assert_snapshot!(old, @r"
    # 2. Use MySQL

    Date: 2024-01-16

    ## Status

    Superseded by [ADR-0003](0003-use-postgresql.md)

    ## Context

    c
    ");
}

#[test]
fn both_ends_of_a_supersession_are_written_and_shown() {
    let native =
        "---\nid: ADR-0007\nkind: decision\nstatus: accepted\ndate: 2026-01-02\n---\n# X\n";
    let book = book(&[("decisions/0007-x.md", native)]);
    let arguments = [&["new"], TODAY, &["decision", "Y", "--supersedes", "ADR-7"]].concat();
    let started = run(book.path(), &arguments);
    insta::assert_snapshot!(err(&started), @r"
    no git repository here: only the pages of this folder were asked for free numbers
    decisions/0007-x.md
      - status: accepted
      + status: superseded
      + superseded-by: ADR-0008
    what ADR-0008 supersedes holds until it is in force; `archbook check` warns so
    ");
    let new = fs::read_to_string(book.path().join(out(&started).trim_end())).unwrap();
    insta::assert_snapshot!(new.split("\n\n").next().unwrap(), @r"
    ---
    id: ADR-0008
    kind: decision
    status: draft
    date: 2026-11-22
    supersedes: ADR-0007
    ---
    ");
    let shown = run(book.path(), &["show", "ADR-8", "--book", "."]);
    assert!(out(&shown).contains("supersedes     ADR-0007 X"), "{}", out(&shown));
}

#[test]
fn what_cannot_be_edited_safely_is_left_to_the_author() {
    let text = "# 1. X\n\n## Status\n\n2024-02-14 proposed\n\n2024-02-20 accepted (by Ann)\n";
    let book = book(&[("adr/0001-x.md", text)]);
    let started = run(book.path(), &[&["new"], TODAY, &["adr", "Y", "--supersedes", "1"]].concat());
    insta::assert_snapshot!(err(&started), @r"
    no git repository here: only the pages of this folder were asked for free numbers
    adr/0001-x.md says how it stands in a way that cannot be edited safely
      write there that it is superseded by ADR-0002
    ");
    assert_eq!(fs::read_to_string(book.path().join("adr/0001-x.md")).unwrap(), text);
}

#[test]
fn marks_and_line_ends_of_an_edited_page_stay() {
    let text =
        "\u{feff}# 1. X\r\n\r\n* Status: Accepted\r\n* Date: 2026-01-02\r\n\r\n## Context\r\n";
    let book = book(&[("adr/0001-x.md", text)]);
    let (_, new) = new(book.path(), &["adr", "Y", "--supersedes", "1"]);
    let old = fs::read_to_string(book.path().join("adr/0001-x.md")).unwrap();
    assert_eq!(old, text.replace("Accepted", "Superseded by [ADR-0002](0002-y.md)"));
    insta::assert_snapshot!(new.split("## Context").next().unwrap(), @r"
    # 2. Y

    * Status: Draft
    * Date: 2026-11-22
    * **Supersedes:** [ADR-0001](0001-x.md)
    ");
}

#[test]
fn the_books_own_template_wins() {
    let madr = "---\nstatus: \"{proposed | rejected | accepted}\"\ndate: {YYYY-MM-DD when}\n\
                decision-makers: {all}\n---\n\n# {short title}\n\n## Context and Problem Statement\n";
    let book = book(&[
        ("docs/decisions/adr-template.md", madr),
        ("docs/decisions/0009-x.md", "---\nstatus: accepted\n---\n# X\n"),
        ("adr/1.md", "# 1. A\n\nStatus: accepted\n"),
        ("adr/2.md", "# 2. B\n\nStatus: accepted\n"),
    ]);
    let (path, text) =
        new(book.path(), &["decision", "Use: it", "--supersedes", "docs/decisions/0009-x.md"]);
    assert_eq!(path, "docs/decisions/0010-use-it.md");
    insta::assert_snapshot!(text, @r"
    ---
    status: proposed
    date: 2026-11-22
    decision-makers: {all}
    supersedes: ADR-0009
    ---

    # Use: it

    ## Context and Problem Statement
    ");
    let tools =
        "# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\nNUMBERS stay.\n";
    let book = self::book(&[
        ("doc/adr/templates/template.md", tools),
        ("doc/adr/0001-x.md", "# 1. X\n\n## Status\n\nAccepted\n"),
    ]);
    let (_, text) = new(book.path(), &["decision", "Use it"]);
    insta::assert_snapshot!(text, @r"
    # 2. Use it

    Date: 2026-11-22

    ## Status

    Draft

    ## Context

    NUMBERS stay.
    ");
}

#[test]
fn numbers_of_other_branches_are_taken() {
    let book = book(&[("adr/0001-x.md", "# 1. X\n\nStatus: accepted\n")]);
    let folder = book.path();
    git(folder, "Ann", "2026-01-02", &["init", "--quiet", "--initial-branch=main"]);
    let (path, _) = new(folder, &["adr", "Before the first commit"]);
    assert_eq!(path, "adr/0002-before-the-first-commit.md");
    git(folder, "Ann", "2026-01-02", &["add", "."]);
    git(folder, "Ann", "2026-01-02", &["commit", "--quiet", "--message=a"]);
    git(folder, "Ann", "2026-01-02", &["checkout", "--quiet", "-b", "other"]);
    fs::write(folder.join("adr/0007-elsewhere.md"), "# 7. Elsewhere\n").unwrap();
    git(folder, "Ann", "2026-01-02", &["add", "."]);
    git(folder, "Ann", "2026-01-02", &["commit", "--quiet", "--message=b"]);
    git(folder, "Ann", "2026-01-02", &["checkout", "--quiet", "main"]);
    let (path, _) = new(folder, &["adr", "After both"]);
    assert_eq!(path, "adr/0008-after-both.md");
    git(folder, "Ann", "2026-01-02", &["update-ref", "refs/remotes/origin/far", "other"]);
    git(folder, "Ann", "2026-01-02", &["branch", "--quiet", "-D", "other"]);
    fs::remove_file(folder.join("adr/0008-after-both.md")).unwrap();
    let (path, _) = new(&folder.join("adr"), &["adr", "From far"]);
    assert_eq!(path, "0008-from-far.md", "the book may be the folder itself");
}

#[test]
fn what_is_not_understood_is_said_with_what_was_meant() {
    let book = book(&[
        ("decisions/0001-x.md", "# 1. X\n\nStatus: accepted\n"),
        ("requirements/0001-y.md", "# Y\n\n## Criteria\n\n- one\n"),
    ]);
    let said = |arguments: &[&str]| {
        let started = run(book.path(), &[&["new"], TODAY, arguments].concat());
        assert_eq!((code(&started), out(&started)), (2, ""));
        err(&started).replace(ALONE, "")
    };
    insta::assert_snapshot!(said(&["decison", "A"]), @"error: there is no kind of record `decison`; did you mean `decision`?");
    insta::assert_snapshot!(said(&["decision", "A", "--satisfy", "REQ-1"]), @"error: there is no option or relation `--satisfy`; did you mean `--satisfies`?");
    insta::assert_snapshot!(said(&["decision", "A", "--satisfies", "ADR-1"]), @"error: `satisfies` does not lead from a decision to `ADR-1`, which is a decision");
    insta::assert_snapshot!(said(&["decision", "A", "--satisfies", "REQ-1#c2"]), @"error: `REQ-0001` has no `#c2`; it has c1");
    insta::assert_snapshot!(said(&["decision", "A", "--satisfies", "REQ-9"]), @"error: nothing in this book goes by `REQ-9`");
    insta::assert_snapshot!(said(&["decision", "A", "--satisfies"]), @"error: --satisfies needs a value");
    insta::assert_snapshot!(said(&["decision", "?!"]), @"error: a title needs a letter or a digit, for the name of the file");
    let files = fs::read_dir(book.path().join("decisions")).unwrap().count();
    assert_eq!(files, 1, "nothing was written");
}

#[test]
fn nothing_is_overwritten() {
    let book =
        book(&[("adr/20260102-x.md", "# X\n\n- Status: accepted\n\n## Considered Options\n")]);
    let (path, _) = new(book.path(), &["decision", "Über 決定"]);
    assert_eq!(path, "adr/20261122-über-決定.md");
    fs::write(book.path().join(&path), "mine").unwrap();
    let again = run(book.path(), &[&["new"], TODAY, &["decision", "Über 決定"]].concat());
    assert_eq!((code(&again), out(&again)), (2, ""));
    assert_eq!(fs::read_to_string(book.path().join(&path)).unwrap(), "mine");
}

/// What `new` starts is what it says it is, whatever the form of the records that are there.
#[test]
fn every_form_gets_a_next_record_that_is_read() {
    let variants = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    for item in walkdir::WalkDir::new(&variants).sort_by_file_name() {
        let item = item.unwrap();
        let name = item.file_name().to_str().unwrap();
        if item.path().extension().is_none_or(|it| it != "md") {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("adr")).unwrap();
        fs::copy(item.path(), folder.path().join("adr").join(name)).unwrap();
        let list = |query: &[&str]| {
            let listed = run(folder.path(), &[&["list", "--book", "."], query].concat());
            out(&listed).to_owned()
        };
        let dated = list(&["has:date"]).contains(name);
        let old = format!("adr/{name}");
        let arguments = ["decision", "Use the event log", "--supersedes", &old];
        let (path, text) = new(folder.path(), &arguments);
        let day = if dated { "date:2026-11-22" } else { "use" };
        let found = list(&["kind:decision", "status:draft", day]);
        let said = found.lines().any(|it| it.contains("Use the event log") && it.ends_with(&path));
        assert!(said, "{name}: {text}");
        let shown = run(folder.path(), &["show", &path, "--book", "."]);
        assert!(out(&shown).contains("supersedes"), "{name}: {text}");
    }
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
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
