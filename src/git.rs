//! What version control knows. The only file that runs git.
#![allow(clippy::disallowed_methods, reason = "edge: runs git")]

use std::{path::Path, process::Command};

/// The commit that is checked out around `folder`; `None` without git, repository or commit.
pub fn commit(folder: &Path) -> Option<String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["rev-parse", "--verify", "--quiet", "HEAD"]);
    let output = git.env("GIT_OPTIONAL_LOCKS", "0").output().ok()?;
    let commit = String::from_utf8(output.stdout).ok()?;
    let commit = commit.trim();
    let hash = commit.len() >= 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
    (output.status.success() && hash).then(|| commit.to_owned())
}
