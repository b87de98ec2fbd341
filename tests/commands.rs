//! The program as people and other programs run it.

use crate::books::lay_out;
use std::{
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

const KAFKA: (&str, &str) =
    ("decisions/0001-use-kafka.md", "# 1. Use Kafka\n\nDate: 2026-03-14\n\nStatus: accepted\n");
const QUEUE: (&str, &str) =
    ("decisions/0002-keep-the-queue.md", "# 2. Keep the queue\n\nStatus: rejected\n");
const BROKEN: (&str, &str) = (
    "decisions/0003-go-on.md",
    "# 3. Go on\n\nStatus: accepted\n\nSee é [it](0001-use-kafca.md).\n",
);
const DOUBTFUL: (&str, &str) = ("decisions/0004-wait.md", "# 4. Wait\n\nStatus: acepted\n");

pub(crate) fn book(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), files);
    folder
}

const NOWHERE: &str =
    "error: there is no folder nowhere; `archbook init nowhere` starts a book in a new one\n";

/// Runs archbook in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archbook"));
    command.args(arguments).current_dir(folder);
    command.env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn a_book_in_order_passes() {
    let book = book(&[KAFKA, QUEUE]);
    let checked = run(book.path(), &["check", "."]);
    assert_eq!(code(&checked), 0);
    insta::assert_snapshot!(out(&checked), @r"
    Research     -  not started
    Implement  1/5  open
    Iterate      -  not started
    ");
    insta::assert_snapshot!(err(&checked), @r"

    2 decisions: 2 unknown; 1 in force; 0 pages of prose
    4 advice
    ");
}

#[test]
fn a_finding_shows_where_it_is_and_what_to_do() {
    let book = book(&[KAFKA, BROKEN]);
    let checked = run(book.path(), &["check", "."]);
    assert_eq!(code(&checked), 1);
    insta::assert_snapshot!(out(&checked), @r"
    error[broken-link]: nothing is at `0001-use-kafca.md`
     --> decisions/0003-go-on.md:5:7
      |
    5 | See é [it](0001-use-kafca.md).
      |       ^^^^^^^^^^^^^^^^^^^^^^^
      |
    help: did you mean `0001-use-kafka.md`?
      |
    5 - See é [it](0001-use-kafca.md).
    5 + See é [it](0001-use-kafka.md).
      |

    Research     -  not started
    Implement  1/5  open
    Iterate      -  not started
    ");
    insta::assert_snapshot!(err(&checked), @r"

    2 decisions: 2 unknown; 2 in force; 0 pages of prose
    1 error, 4 advice
    ");
}

#[test]
fn what_fails_a_check_is_for_the_user_to_say() {
    let doubtful = book(&[DOUBTFUL]);
    let lonely = book(&[KAFKA, ("notes/lonely.md", "# Lonely\n")]);
    let check = |folder: &TempDir, deny| code(&run(folder.path(), &["check", ".", "--deny", deny]));
    assert_eq!(code(&run(doubtful.path(), &["check", "."])), 0);
    let denied = ["error", "warning", "advice"];
    assert_eq!(denied.map(|it| check(&doubtful, it)), [0, 1, 1]);
    assert_eq!(denied.map(|it| check(&lonely, it)), [0, 0, 1]);
}

#[test]
fn json_counts_lines_and_characters() {
    let book = book(&[KAFKA, BROKEN]);
    let checked = run(book.path(), &["check", ".", "--format", "json", "--as-of", "2026-03-15"]);
    assert_eq!((code(&checked), err(&checked)), (1, ""));
    let json: serde_json::Value = serde_json::from_str(out(&checked)).unwrap();
    assert_eq!((&json["version"], &json["as_of"]), (&1.into(), &"2026-03-15".into()));
    assert_eq!((&json["errors"], &json["warnings"]), (&1.into(), &0.into()));
    let found = &json["findings"][0];
    assert_eq!(found["rule"], "broken-link");
    let place = ["line", "column", "end_line", "end_column"].map(|it| found[it].as_u64().unwrap());
    assert_eq!(place, [5, 7, 5, 30]);
    let fix = &found["fix"];
    assert_eq!((&fix["text"], &fix["place"]["column"]), (&"0001-use-kafka.md".into(), &12.into()));
}

#[test]
fn a_query_lists_what_it_asks_for() {
    let book = book(&[KAFKA, QUEUE]);
    let folder = book.path().to_str().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let list = |query: &[&str]| {
        let listed = run(elsewhere.path(), &[&["list"], query, &["--book", folder]].concat());
        assert_eq!((code(&listed), err(&listed)), (0, ""));
        out(&listed).to_owned()
    };
    insta::assert_snapshot!(list(&["kind:adr", "-status:accepted"]), @"ADR-0002  rejected  Keep the queue  decisions/0002-keep-the-queue.md");
    assert_eq!(list(&[]).lines().count(), 2);
    assert_eq!(list(&["\"use kafka\""]).lines().count(), 1);
    assert_eq!(list(&["kafka", "status:rejected"]), "");
}

#[test]
fn a_query_that_means_nothing_says_what_was_meant() {
    let book = book(&[KAFKA]);
    let listed = run(book.path(), &["list", "--book", ".", "é", "staus:x"]);
    assert_eq!((code(&listed), out(&listed)), (2, ""));
    insta::assert_snapshot!(err(&listed), @r"
    error: there is no field `staus:`
      |
    1 | é staus:x
      |   ^^^^^
      |
    help: did you mean `status`?
      |
    1 | é status:x
      |      +
    ");
    let listed = run(book.path(), &["list", "--book", ".", "status:nope", "\"x"]);
    assert_eq!((code(&listed), out(&listed)), (2, ""));
    insta::assert_snapshot!(err(&listed), @r#"
    error: there is no status `nope`; there are draft, proposed, deferred, accepted, implemented, rejected, withdrawn, deprecated, superseded, moved, unknown
      |
    1 | status:nope "x
      |        ^^^^

    error: this quote is not closed
      |
    1 | status:nope "x
      |             ^
    "#);
    let listed = run(book.path(), &["list", "--bok", "."]);
    assert_eq!((code(&listed), out(&listed)), (2, ""));
}

#[test]
fn a_record_is_shown_by_any_spelling_of_its_id() {
    let text = "# 5. Use NATS\n\nStatus: accepted; supersedes ADR-1\n";
    let part = "# 6. Use SQS\n\nStatus: accepted, partially supersedes ADR-1\n\nSee ADR-1.\n";
    let nats = ("decisions/0005-use-nats.md", text);
    let book = book(&[KAFKA, nats, ("decisions/0006-use-sqs.md", part)]);
    let shown = run(book.path(), &["show", "adr-1", "--book", "."]);
    assert_eq!((code(&shown), err(&shown)), (0, ""));
    insta::assert_snapshot!(out(&shown), @r"
    ADR-0001 Use Kafka
      kind           decision
      status         superseded
      stated status  accepted
      date           2026-03-14
      path           decisions/0001-use-kafka.md
      superseded by  ADR-0005 Use NATS
      superseded by  ADR-0006 Use SQS (in part)
      mentioned by   ADR-0005 Use NATS
      mentioned by   ADR-0006 Use SQS
    ");
    let by_path = run(book.path(), &["show", "decisions/0001-use-kafka.md", "--book", "."]);
    assert_eq!(out(&by_path), out(&shown));
    let missing = run(book.path(), &["show", "ADR-9", "--book", "."]);
    assert_eq!((code(&missing), out(&missing)), (2, ""));
    assert_eq!(err(&missing), "error: nothing in this book goes by `ADR-9`\n");
}

#[test]
fn an_export_goes_to_a_file_or_to_standard_output() {
    let book = book(&[KAFKA, QUEUE]);
    let printed = run(book.path(), &["export", "json", ".", "--as-of", "2026-03-15"]);
    assert_eq!((code(&printed), err(&printed)), (0, ""));
    let json: serde_json::Value = serde_json::from_str(out(&printed)).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["entries"].as_array().unwrap().len(), 2);
    let arguments = ["export", "json", ".", "--as-of", "2026-03-15", "-o", "book.json"];
    let written = run(book.path(), &arguments);
    assert_eq!((code(&written), out(&written)), (0, ""));
    assert_eq!(std::fs::read(book.path().join("book.json")).unwrap(), printed.stdout);
}

#[test]
fn a_site_is_written_whatever_is_found() {
    let book = book(&[KAFKA, BROKEN]);
    let built = run(book.path(), &["build", ".", "-o", "public"]);
    assert_eq!((code(&built), out(&built)), (0, ""));
    assert!(err(&built).ends_with("\n1 error, 4 advice\n"), "{}", err(&built));
    assert!(book.path().join("public/decisions/0003-go-on.html").is_file());
    let strict = run(book.path(), &["build", ".", "-o", "strict", "--strict"]);
    assert_eq!(code(&strict), 1);
    assert!(book.path().join("strict/decisions/0003-go-on.html").is_file());
    let refused = run(book.path(), &["build", ".", "-o", "decisions"]);
    assert_eq!(code(&refused), 2);
}

#[test]
fn what_cannot_be_done_is_said_and_is_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["check", "nowhere"][..],
        &["build", "nowhere"],
        &["export", "json", "nowhere"],
        &["list", "--book", "nowhere"],
        &["show", "ADR-1", "--book", "nowhere"],
    ] {
        let done = run(folder.path(), arguments);
        assert_eq!((code(&done), out(&done)), (2, ""), "{arguments:?}");
        assert_eq!(err(&done), NOWHERE, "{arguments:?}");
    }
    assert_eq!(code(&run(folder.path(), &["check", "--as-of", "tomorrow"])), 2);
    assert_eq!(code(&run(folder.path(), &["chek"])), 2);
    assert_eq!(code(&run(folder.path(), &["--version"])), 0);
}

#[test]
fn a_pipe_gets_no_colours() {
    let book = book(&[KAFKA, BROKEN]);
    let checked = run(book.path(), &["check", "."]);
    assert!(!out(&checked).contains('\u{1b}') && !err(&checked).contains('\u{1b}'));
    let mut forced = Command::new(env!("CARGO_BIN_EXE_archbook"));
    forced.args(["check", "."]).current_dir(book.path()).env_remove("NO_COLOR");
    let forced = forced.env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(out(&forced).contains('\u{1b}'), "colours are there to be taken away");
    let mut plain = Command::new(env!("CARGO_BIN_EXE_archbook"));
    plain.args(["check", "."]).current_dir(book.path()).env_remove("CLICOLOR_FORCE");
    let plain = plain.env("NO_COLOR", "1").output().unwrap();
    assert_eq!(out(&plain), out(&checked));
}

#[test]
fn the_usual_record_folder_is_found_and_named() {
    let (kafka, queue) = (("docs/adr/0001-x.md", KAFKA.1), ("adr/0002-y.md", QUEUE.1));
    let one = book(&[kafka]);
    let listed = run(one.path(), &["list"]);
    assert_eq!((code(&listed), err(&listed)), (0, "reading docs/adr\n"));
    assert_eq!(out(&listed), "ADR-0001  accepted  Use Kafka  0001-x.md\n");
    let two = book(&[kafka, queue]);
    let listed = run(two.path(), &["list"]);
    assert_eq!(err(&listed), "reading docs/adr (also here: adr; name one to read it)\n");
}

#[test]
fn a_book_is_found_from_inside_it() {
    let book = book(&[("book.toml", "[book]\ntitle = \"T\"\n"), KAFKA]);
    let listed = run(&book.path().join("decisions"), &["list"]);
    assert_eq!((code(&listed), err(&listed)), (0, ""));
    assert_eq!(out(&listed), "ADR-0001  accepted  Use Kafka  decisions/0001-use-kafka.md\n");
}

#[test]
fn a_theme_of_its_own_begins_with_a_file_of_the_built_in_one() {
    let book = book(&[KAFKA, ("book.toml", "")]);
    let listed = run(book.path(), &["theme", "eject"]);
    assert_eq!(code(&listed), 0);
    assert!(out(&listed).contains("\nsection.html     A section with all of its records\n"));
    let ejected = run(&book.path().join("decisions"), &["theme", "eject", "section.html"]);
    assert_eq!((code(&ejected), out(&ejected)), (0, ""));
    let file = book.path().join("theme/section.html");
    assert!(err(&ejected).contains(&format!("wrote {}", file.display())), "{}", err(&ejected));
    std::fs::write(&file, "{% extends \"base.html\" %}").unwrap();
    let again = run(book.path(), &["theme", "eject", "section.html"]);
    assert_eq!((code(&again), out(&again)), (2, ""));
    assert!(err(&again).contains("is there already"), "{}", err(&again));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "{% extends \"base.html\" %}");
    assert_eq!(code(&run(book.path(), &["check", "."])), 0);
    let slip = run(book.path(), &["theme", "eject", "sections.html"]);
    assert_eq!(code(&slip), 2);
    assert!(err(&slip).contains("did you mean `section.html`?"), "{}", err(&slip));
}
