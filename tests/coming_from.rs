//! Coming from another tool: what the guide says of each is tried on a book in that tool's layout,
//! in `tests/coming_from`.

use crate::{books::lay_out, first_run::files, history::git};
use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::Command,
};

/// Noon of 2026-11-22.
const NOON: &str = "1795348800";

/// What somebody types, and what archbook then says.
struct Line {
    arguments: Vec<String>,
    said: String,
}

/// The books, and under which heading the guide speaks of them.
const BOOKS: &[(&str, &str)] = &[
    ("adr-tools", "## adr-tools"),
    ("madr", "## MADR"),
    ("log4brains", "## log4brains"),
    ("mdbook", "## mdBook"),
];

fn own(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A copy of a book, in a repository.
pub(crate) fn copy(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = own("tests/coming_from").join(name);
    for (path, bytes) in files(&from) {
        let path = path.strip_prefix(&from).unwrap().to_str().unwrap().to_owned();
        lay_out(folder.path(), &[(&path, std::str::from_utf8(&bytes).unwrap())]);
    }
    git(folder.path(), "Ann", "2026-01-02", &["init", "--quiet"]);
    folder
}

/// The transcripts under a heading: in fenced blocks, `$ archbook …` and what follows it.
fn transcript(page: &str, heading: &str) -> Vec<Line> {
    let (_, section) = page.split_once(&format!("\n{heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    // `unchecked`, since it is this test that runs them, each in the book of its tool.
    let blocks = section.split("```console unchecked\n").skip(1);
    let blocks = blocks.map(|it| it.split("```").next().unwrap());
    let mut lines: Vec<Line> = Vec::new();
    for line in blocks.flat_map(str::lines) {
        if let Some(typed) = line.strip_prefix("$ archbook ") {
            lines.push(Line { arguments: words(typed), said: String::new() });
        } else if let Some(last) = lines.last_mut() {
            last.said.push_str(line);
            last.said.push('\n');
        }
    }
    lines
}

/// The words of a command line, of which some are in quotes.
fn words(typed: &str) -> Vec<String> {
    let pieces = typed.split('"').enumerate();
    let words = pieces.flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect(),
        _ => vec![piece.to_owned()],
    });
    words.collect()
}

/// What a terminal shows of a run.
fn shown(folder: &Path, arguments: &[String]) -> String {
    let (mut screen, writer) = io::pipe().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_archbook"));
    command.args(arguments).current_dir(folder).env("SOURCE_DATE_EPOCH", NOON);
    command.stdout(writer.try_clone().unwrap()).stderr(writer);
    let mut child = command.spawn().unwrap();
    // With it go the ends of the pipe that are still open here.
    drop(command);
    let mut text = String::new();
    screen.read_to_string(&mut text).unwrap();
    child.wait().unwrap();
    text.replace(fs::canonicalize(folder).unwrap().to_str().unwrap(), "…")
}

#[test]
fn what_the_guide_says_of_other_tools_happens() {
    let page = fs::read_to_string(own("content/guide/coming-from.md")).unwrap();
    for (name, heading) in BOOKS {
        let folder = copy(name);
        let before = files(folder.path());
        let lines = transcript(&page, heading);
        assert!(lines.len() > 1, "{name}: nothing is tried");
        for (at, Line { arguments, said }) in lines.iter().enumerate() {
            assert_eq!(
                shown(folder.path(), arguments).trim(),
                said.trim(),
                "{name}: {arguments:?}"
            );
            let adopted = before.iter().all(|(path, bytes)| fs::read(path).unwrap() == *bytes);
            assert!(at > 0 || adopted, "{name}: adopting changes nothing that was there");
        }
    }
}
