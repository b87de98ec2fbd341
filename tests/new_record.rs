//! Records are started: named, numbered and written as those that are there.

use crate::{
    commands::{book, code, err, out, run},
    history::git,
};
use std::{fs, path::Path};

const TODAY: &[&str] = &["--as-of", "2026-11-22", "--book", "."];
const ALONE: &str =
    "no git repository here: only the pages of this folder were asked for free numbers\n";

/// Starts a record and gives its path and its text.
#[track_caller]
pub(crate) fn new(folder: &Path, arguments: &[&str]) -> (String, String) {
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
    it shows as superseded now; `archbook check` warns until ADR-0008 is in force
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
