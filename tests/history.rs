//! What a site says of the history of its pages, and when it says nothing.

use crate::{
    books::lay_out,
    commands::{code, run},
};
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

const CONFIG: (&str, &str) = (
    "docs/book.toml",
    "[output.html]\ngit-repository-url = \"https://github.com/o/r\"\n\
     discuss-url-template = \"https://example.org/new?title={id}+{title}&file={path}\"\n",
);
const RECORD: (&str, &str) = (
    "docs/decisions/0001-use-kafka.md",
    "# 1. Use Kafka\n\nDate: 2020-03-14\n\nStatus: accepted\n",
);

/// Runs git as somebody on a day, with nothing of whoever runs the test.
pub(crate) fn git(folder: &Path, who: &str, day: &str, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    for role in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{role}_NAME"), who).env(format!("GIT_{role}_EMAIL"), "a@example.org");
        git.env(format!("GIT_{role}_DATE"), format!("{day}T12:00:00Z"));
    }
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = git.output().expect("git is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub(crate) fn commit(folder: &Path, who: &str, day: &str) {
    git(folder, who, day, &["add", "-A"]);
    git(folder, who, day, &["commit", "-qm", "Say something"]);
}

/// A repository with a book in a folder, which two people changed.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), "Ann", "2026-01-02", &["init", "-q", "-b", "main"]);
    lay_out(folder.path(), &[CONFIG, RECORD, ("docs/b.md", "# B\n")]);
    commit(folder.path(), "Ann", "2026-01-02");
    lay_out(folder.path(), &[(RECORD.0, "# 1. Use Kafka\n\nStatus: accepted\n\nWe do.\n")]);
    commit(folder.path(), "Bob", "2026-02-03");
    lay_out(folder.path(), &[("docs/b.md", "# B\n\nText.\n")]);
    commit(folder.path(), "Ann", "2026-03-04");
    folder
}

/// The end of the record's page, and what the build said.
fn built(folder: &Path) -> (String, String) {
    let output = run(folder, &["build", "docs", "--as-of", "2026-05-06"]);
    assert_eq!(code(&output), 0);
    let page = fs::read_to_string(folder.join("docs/site/decisions/0001-use-kafka.html")).unwrap();
    let made = page.split("<footer class=\"made\">").nth(1).unwrap();
    let made = made.split("</footer>").next().unwrap().to_owned();
    (made, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_page_says_who_changed_it_last_and_where_to_edit_it() {
    let folder = repository();
    let last = git(folder.path(), "", "2026-01-01", &["rev-parse", "HEAD~1"]);
    let expected = format!(
        "<p>Last changed <time datetime=\"2026-02-03\">3 February 2026</time> by Bob and Ann</p><p>\
         <a href=\"https://github.com/o/r/edit/main/docs/decisions/0001-use-kafka.md\" rel=\"edit\">\
         Edit this page</a>\
         <a href=\"https://example.org/new?title=ADR-0001+Use%20Kafka&amp;file=decisions/0001-use-kafka.md\">\
         Discuss it</a>\
         <a class=\"id\" href=\"https://github.com/o/r/blob/{last}/docs/decisions/0001-use-kafka.md\">\
         decisions/0001-use-kafka.md</a></p>"
    );
    assert_eq!(built(folder.path()).0, expected);
}

#[test]
fn what_was_not_committed_has_no_history() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[RECORD]);
    let alone = "<p><span class=\"id\">decisions/0001-use-kafka.md</span></p>";
    assert_eq!(built(folder.path()).0, alone);
    git(folder.path(), "Ann", "2026-01-02", &["init", "-q"]);
    assert_eq!(built(folder.path()).0, alone);
}

#[test]
fn a_clone_without_its_history_dates_nothing_and_says_so() {
    let folder = repository();
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", folder.path().display());
    git(clone.path(), "", "2026-01-01", &["clone", "-q", "--depth", "1", &from, "."]);
    let (made, said) = built(clone.path());
    assert!(!made.contains("Last changed"), "{made}");
    assert!(made.contains("/edit/main/docs/decisions"), "{made}");
    assert!(said.contains("only the last commits are here"), "{said}");
}
