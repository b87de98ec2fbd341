//! What version control knows. The only file that runs git.
#![allow(clippy::disallowed_methods, reason = "edge: runs git")]

mod log;

use crate::{
    source::{Change, Repository},
    text::BookPath,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

/// The commit that is checked out around `folder`; `None` without git, repository or commit.
pub fn commit(folder: &Path) -> Option<String> {
    let commit = line(folder, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
    let hash = commit.len() >= 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
    hash.then_some(commit)
}

/// The repository around `folder` at a commit, without how its files changed.
pub fn head(folder: &Path, commit: &str) -> Repository {
    let shallow = line(folder, &["rev-parse", "--is-shallow-repository"]);
    let is_shallow = shallow.as_deref() == Some("true");
    let (commit, branch) = (commit.to_owned(), branch(folder));
    Repository { commit, branch, is_shallow, ..Repository::default() }
}

/// How every file below `folder` changed up to a commit. It takes as long as the history is: half a
/// second for 20,000 commits.
pub fn changes(folder: &Path, commit: &str) -> BTreeMap<BookPath, Change> {
    let arguments = [&["log"], log::FORMAT, &[commit, "--", "."]].concat();
    log::changes(&run(folder, &arguments).unwrap_or_default())
}

/// The branch that others work on: the main one of where the repository comes from, else the one
/// that is checked out.
pub fn branch(folder: &Path) -> Option<String> {
    let main = line(folder, &["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
    let main = main.and_then(|it| it.strip_prefix("origin/").map(ToOwned::to_owned));
    main.or_else(|| line(folder, &["symbolic-ref", "--quiet", "--short", "HEAD"]))
}

/// The root of the repository around `folder`, as far as links lead.
pub fn root(folder: &Path) -> Option<PathBuf> {
    line(folder, &["rev-parse", "--show-toplevel"]).map(PathBuf::from)
}

/// The names of what is in `below`, a folder in the folder `root`, on every branch that is known
/// here, local or remote-tracking; `None` without git or repository.
pub fn names_on_branches(root: &Path, below: &str) -> Option<BTreeSet<String>> {
    let branches = ["for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes"];
    let tips = text(run(root, &branches)?)?;
    let tips: BTreeSet<&str> = tips.lines().collect();
    // Most branches have the same files there, so that each folder is only listed once.
    let wanted: Vec<String> = tips.iter().map(|tip| format!("{tip}:./{below}\n")).collect();
    let batch = ["cat-file", "--batch-check=%(objecttype) %(objectname)"];
    let trees = text(ask(root, &batch, &wanted.concat())?)?;
    let trees: BTreeSet<&str> = trees.lines().filter_map(|it| it.strip_prefix("tree ")).collect();
    let list = |tree| run(root, &["ls-tree", "-z", "--name-only", "--full-tree", tree]);
    let names = trees.into_iter().filter_map(|tree| text(list(tree)?));
    let split = |names: String| names.split('\0').map(ToOwned::to_owned).collect::<Vec<_>>();
    Some(names.flat_map(split).filter(|it| !it.is_empty()).collect())
}

/// The address that a repository is fetched from: that of `origin`, else of the first remote.
pub fn remote(folder: &Path) -> Option<String> {
    let names = text(run(folder, &["remote"])?)?;
    let name = names.lines().find(|it| *it == "origin").or(names.lines().next())?;
    line(folder, &["remote", "get-url", name])
}

/// The one line that git answers; `None` if it answers nothing.
fn line(folder: &Path, arguments: &[&str]) -> Option<String> {
    let answer = String::from_utf8(run(folder, arguments)?).ok()?;
    let line = answer.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// What git answers; `None` if it is not there, or fails.
fn run(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    ask(folder, arguments, "")
}

/// The same where it is asked on its standard input.
fn ask(folder: &Path, arguments: &[&str], questions: &str) -> Option<Vec<u8>> {
    let mut git = Command::new("git");
    // Who reads a repository waits for nobody who writes it, and runs none of its programs.
    git.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
    git.args(arguments).env("GIT_OPTIONAL_LOCKS", "0");
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = git.spawn().ok()?;
    let mut stdin = running.stdin.take()?;
    // It answers while it is asked: without a thread, each would wait for the other.
    let output = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(questions.as_bytes()).is_ok());
        running.wait_with_output()
    });
    output.ok().filter(|it| it.status.success()).map(|it| it.stdout)
}

fn text(answer: Vec<u8>) -> Option<String> {
    String::from_utf8(answer).ok()
}
