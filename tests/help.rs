//! What the program says to somebody who does not know it yet: help, slips, questions, completions.

use crate::commands::{book, code, err, out, run};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What is said where nothing, or not enough, can be done.
fn said(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), arguments);
    assert_eq!((code(&done), out(&done)), (2, ""), "{arguments:?}");
    err(&done).to_owned()
}

#[test]
fn the_program_alone_says_what_to_do_first() {
    insta::assert_snapshot!(said(&[]), @r"
    Turns a folder of decision records and requirement pages into an architecture handbook

    Usage: archbook <COMMAND>

    Commands:
      init         Start a book, with an example or from the records that are there
      new          Start a record
      build        Write the site
      serve        Preview the site while the book is written
      check        Say what is broken, what contradicts itself and what is missing
      list         List the entries that a query asks for
      show         Say what is known of one entry
      explain      Print a rule's page, or what an entry owes and what meets it
      method       Print the method that the book follows
      waive        Excuse something that is owed, for a while
      baseline     Take what is wrong and owed today as known, so that only what is new fails a check
      export       Write the handbook for another tool
      theme        Begin a theme of the book's own
      completions  Print what a shell completes commands and options from
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    First steps:
      archbook serve docs/    shows any folder of Markdown as a handbook
      archbook init payments  starts a book, with an example
      archbook help COMMAND   says more of one

    Exit codes: 0 it was done; 1 it was done, and something was found that fails it; 2 it could not be
    done.
    ");
}

#[test]
fn the_help_of_a_command_says_what_it_takes_and_how_it_ends() {
    let help = run(Path::new("."), &["check", "--help"]);
    assert_eq!((code(&help), err(&help)), (0, ""));
    insta::assert_snapshot!(out(&help), @r"
    Say what is broken, what contradicts itself and what is missing

    Usage: archbook check [OPTIONS] [BOOK]

    Arguments:
      [BOOK]
              The book; without it, the nearest book.toml or the usual record folder

    Options:
          --format <FORMAT>
              For whom to write

              Possible values:
              - text:     A person at a terminal
              - json:     A program: everything that is wrong and everything that is owed
              - sarif:    Code scanning: SARIF 2.1.0
              - junit:    Hosts that draw reports of tests
              - github:   GitHub Actions: annotations
              - markdown: The summary of a job, or a comment on a pull request
              
              [default: text]

          --deny <SEVERITY>
              From which severity on a finding fails the check; without it, as book.toml says, else
              error

              Possible values:
              - error:   Only what is wrong
              - warning: What is probably wrong, too
              - advice:  Anything

          --against <OLD.json>
              What `--format json` wrote earlier; only what is worse since then fails the check

          --as-of <DATE>
              The day to take for today, as 2026-03-14; without it, the day it is

      -h, --help
              Print help (see a summary with '-h')

    Exits with 1 if something is found that fails the check.
    ");
}

#[test]
fn a_slip_is_met_with_what_was_meant() {
    let book = book(&[("decisions/0001-use-kafka.md", "# 1. Use Kafka\n\nStatus: accepted\n")]);
    for (arguments, expected) in [
        (&["chek"][..], "tip: a similar subcommand exists: 'check'"),
        (&["check", "--fromat", "json"], "tip: a similar argument exists: '--format'"),
        (&["check", "--deny", "eror"], "tip: a similar value exists: 'error'"),
        (&["export", "jsn"], "tip: a similar subcommand exists: 'json'"),
        (&["init", "--deploy", "github"], "tip: a similar value exists: 'github-pages'"),
        (&["list", "--bok", "."], "there is no option `--bok`; did you mean `--book`?"),
        (&["new", "adrr", "X"], "there is no kind of record `adrr`; did you mean `adr`?"),
        (
            &["new", "adr", "X", "--satisfis", "REQ-1"],
            "there is no option or relation `--satisfis`; did you mean `--satisfies`?",
        ),
        (&["build", "--site-url", "ftp://a.b"], "begins with `https://`, or is a path"),
        (&["explain", "broken-lnk"], "no rule does; did you mean `broken-link`?"),
        (&["theme", "eject", "sections.html"], "did you mean `section.html`?"),
        (
            &["serve", "--port", "http"],
            "write a port as a number from 0 to 65535; 0 takes a free one",
        ),
        (&["build", "--as-of", "tomorrow"], "write a day as 2026-03-14"),
    ] {
        let done = run(book.path(), arguments);
        assert_eq!((code(&done), out(&done)), (2, ""), "{arguments:?}");
        assert!(err(&done).contains(expected), "{arguments:?}: {}", err(&done));
    }
}

#[test]
fn every_shell_has_completions_of_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let done = run(Path::new("."), &["completions", shell]);
        assert_eq!((code(&done), err(&done)), (0, ""), "{shell}");
        for word in ["baseline", "eject", "deploy", "as-of"] {
            assert!(out(&done).contains(word), "{shell} completes no {word}");
        }
    }
}

#[test]
fn bash_takes_its_completions() {
    let script = run(Path::new("."), &["completions", "bash"]);
    let asks = "COMP_WORDS=(archbook che)\nCOMP_CWORD=1\n_archbook archbook che archbook\n\
                echo \"${COMPREPLY[*]}\"\n";
    let shell = Command::new("bash").args(["-c", &format!("{}\n{asks}", out(&script))]).output();
    assert_eq!(out(&shell.unwrap()), "check\n");
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["man", "manual"]);
    assert_eq!((code(&done), out(&done)), (0, ""));
    let pages = fs::read_dir(folder.path().join("manual")).unwrap();
    let pages: BTreeSet<String> =
        pages.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    for name in
        ["archbook.1", "archbook-check.1", "archbook-export-json.1", "archbook-theme-eject.1"]
    {
        assert!(pages.contains(name), "there is no {name}: {pages:?}");
    }
    assert!(!pages.contains("archbook-man.1"), "a hidden command has a page");
    let page = fs::read_to_string(folder.path().join("manual/archbook-check.1")).unwrap();
    assert!(page.contains("What is broken") || page.contains("what is missing"), "{page}");
}

/// What is seen on a terminal on which somebody starts a book and answers so; none where there is no
/// `script`, which makes terminals.
fn at_a_terminal(folder: &Path, answers: &str) -> Option<(i32, String)> {
    let version = Command::new("script").arg("--version").output();
    if !version.is_ok_and(|it| out(&it).contains("util-linux")) {
        eprintln!("skipped: there is no `script` of util-linux to make a terminal with");
        return None;
    }
    let program = env!("CARGO_BIN_EXE_archbook");
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &format!("'{program}' init pier-4")]);
    script.arg("/dev/null").current_dir(folder).env_remove("CLICOLOR_FORCE");
    script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut script = script.spawn().unwrap();
    script.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let done = script.wait_with_output().unwrap();
    Some((code(&done), out(&done).replace('\r', "")))
}

#[test]
fn a_person_at_a_terminal_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let Some((code, seen)) = at_a_terminal(folder.path(), "Pier four\nperhaps\nno\n") else {
        return;
    };
    assert_eq!(code, 0, "{seen}");
    for question in [
        "What is the handbook called? [Pier 4]",
        "Write a small example to start from? [yes]",
        "yes or no?",
    ] {
        assert!(seen.contains(question), "{seen}");
    }
    let config = fs::read_to_string(folder.path().join("pier-4/book.toml")).unwrap();
    assert!(config.contains("title = \"Pier four\""), "{config}");
    assert!(fs::read_dir(folder.path().join("pier-4/content")).unwrap().next().is_none());
}

#[test]
fn a_person_who_goes_away_starts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let Some((code, seen)) = at_a_terminal(folder.path(), "\u{4}") else { return };
    assert_eq!(code, 2, "{seen}");
    assert!(seen.contains("there was no answer, so nothing was written"), "{seen}");
    assert!(!folder.path().join("pier-4").exists());
}
