//! What version control knows. The only file that runs git.
#![allow(clippy::disallowed_methods, reason = "edge: runs git")]

mod log;

use crate::source::Repository;
use std::{path::Path, process::Command, sync::Arc};

/// The commit that is checked out around `folder`; `None` without git, repository or commit.
pub fn commit(folder: &Path) -> Option<String> {
    let commit = line(folder, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
    let hash = commit.len() >= 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
    hash.then_some(commit)
}

/// The repository around `folder` at a commit, with how every file below the folder changed. It
/// takes as long as its history is: half a second for 20,000 commits.
pub fn repository(folder: &Path, commit: &str) -> Repository {
    let shallow = line(folder, &["rev-parse", "--is-shallow-repository"]);
    let is_shallow = shallow.as_deref() == Some("true");
    let log = || {
        let arguments = [&["log"], log::FORMAT, &[commit, "--", "."]].concat();
        run(folder, &arguments).unwrap_or_default()
    };
    let changes = if is_shallow { Vec::new() } else { log() };
    Repository {
        commit: commit.to_owned(),
        branch: branch(folder),
        changes: Arc::new(log::changes(&changes)),
        is_shallow,
    }
}

/// The branch that others work on: the main one of where the repository comes from, else the one
/// that is checked out.
fn branch(folder: &Path) -> Option<String> {
    let main = line(folder, &["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
    let main = main.and_then(|it| it.strip_prefix("origin/").map(ToOwned::to_owned));
    main.or_else(|| line(folder, &["symbolic-ref", "--quiet", "--short", "HEAD"]))
}

/// The one line that git answers; `None` if it answers nothing.
fn line(folder: &Path, arguments: &[&str]) -> Option<String> {
    let answer = String::from_utf8(run(folder, arguments)?).ok()?;
    let line = answer.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// What git answers; `None` if it is not there, or fails.
fn run(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let mut git = Command::new("git");
    // Who reads a repository waits for nobody who writes it, and runs none of its programs.
    git.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
    let output = git.args(arguments).env("GIT_OPTIONAL_LOCKS", "0").output().ok()?;
    output.status.success().then_some(output.stdout)
}
