//! What the guide and the README show is so: their commands run, and what they say they print is
//! printed; their files can be read.
//!
//! The commands of a page run one after the other in a copy of `tests/snippets/book`, with the files
//! of the page's own folder beside it over that. A word `unchecked` behind the language of a block,
//! which readers do not see, takes it out. `ARCHBOOK_UPDATE=1` writes what is really printed.

use crate::books::{Memory, handbook, kept, sources};
use archbook::{
    check::check, command::Command as Archbook, config::Waiver, source::Source, text::BookPath,
};
use clap::Parser as _;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The day on which the commands run: 2026-03-20.
const DAY: &str = "1773964800";
/// What stands in the guide for the folder in which the commands run.
const HOME: &str = "/home/ann/handbook";
/// What stands for anything.
const ANYTHING: &str = "…";
/// So many blocks are checked at least, so that none is lost unseen.
const COMMANDS_MIN: usize = 40;
const FILES_MIN: usize = 12;

/// A block of code.
struct Block {
    /// Where its text stands in the page, without the lines that open and close it.
    range: Range<usize>,
    text: String,
    /// What stands on the line that opens it.
    info: String,
}

/// A command, and what it is said to print, if that is said.
struct Step {
    command: String,
    printed: Option<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages, from the root of the repository.
fn pages() -> Vec<String> {
    let guide = walkdir::WalkDir::new(root().join("content/guide")).sort_by_file_name();
    let guide = guide.into_iter().map(|it| it.unwrap().file_name().to_str().unwrap().to_owned());
    let guide = guide
        .filter(|it| it.rsplit('.').next() == Some("md"))
        .map(|it| format!("content/guide/{it}"));
    ["README.md".to_owned()].into_iter().chain(guide).collect()
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new(page).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = if let CodeBlockKind::Fenced(it) = kind {
                    it.to_string()
                } else {
                    String::new()
                };
                blocks.push(Block { range: range.end..range.end, text: String::new(), info });
                open = true;
            }
            Event::Text(text) if open => {
                let block = blocks.last_mut().unwrap();
                block.text.push_str(&text);
                block.range = block.range.start.min(range.start)..range.end;
            }
            Event::End(_) => open = false,
            _ => (),
        }
    }
    blocks.retain(|it| !it.info.split_whitespace().any(|it| it == "unchecked"));
    blocks
}

impl Block {
    fn language(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// The commands of a block in which somebody runs archbook.
    fn steps(&self) -> Vec<Step> {
        if !["", "sh", "console"].contains(&self.language()) {
            return Vec::new();
        }
        let text = self.text.replace("\\\n", " ");
        let mut steps: Vec<Step> = Vec::new();
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                steps.push(Step { command: command.to_owned(), printed: Some(String::new()) });
            } else if let Some(Step { printed: Some(printed), .. }) = steps.last_mut() {
                printed.extend([line, "\n"]);
            } else if ["archbook ", "cd "].iter().any(|it| line.starts_with(it)) {
                steps.push(Step { command: line.to_owned(), printed: None });
            }
        }
        steps.retain(|it| ["archbook ", "cd "].iter().any(|start| it.command.starts_with(start)));
        steps
    }
}

#[test]
fn commands_that_are_shown_do_what_is_shown() {
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let home = fs::canonicalize(folder.path()).unwrap().join("handbook");
        let mut desk = Desk::set_up(&page, &home);
        let mut written = text.clone();
        // What is printed may be longer than what was, so the last is written first.
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for block in blocks(&text) {
            let steps = block.steps();
            count += steps.len();
            let shown: String = steps.iter().map(|it| desk.shown(it)).collect();
            if steps.iter().any(|it| it.printed.is_some()) {
                assert_eq!(block.language(), "console", "{page}: fence it: {}", block.text);
                edits.push((block.range, shown));
            }
        }
        for (range, shown) in edits.into_iter().rev() {
            written.replace_range(range, &shown);
        }
        kept(&page, &written);
    }
    assert!(count >= COMMANDS_MIN, "only {count} commands were run");
}

/// Where the commands of a page run.
struct Desk {
    page: String,
    home: PathBuf,
    /// The working folder, which a command may change.
    here: PathBuf,
}

impl Desk {
    fn set_up(page: &str, home: &Path) -> Self {
        let stem = Path::new(page).file_stem().unwrap().to_str().unwrap().to_lowercase();
        for folder in ["book", &stem] {
            let from = root().join("tests/snippets").join(folder);
            for item in walkdir::WalkDir::new(&from).into_iter().flatten() {
                let to = home.join(item.path().strip_prefix(&from).unwrap());
                if item.file_type().is_file() {
                    fs::create_dir_all(to.parent().unwrap()).unwrap();
                    fs::copy(item.path(), to).unwrap();
                }
            }
        }
        Self { page: page.to_owned(), home: home.to_path_buf(), here: home.to_path_buf() }
    }

    /// Does a step, and says how the page should show it.
    fn shown(&mut self, step: &Step) -> String {
        let Step { command, printed } = step;
        let place = format!("{}: {command}", self.page);
        if let Some(folder) = command.strip_prefix("cd ") {
            self.here.push(folder);
            assert!(self.here.is_dir(), "{place}");
        } else if command.starts_with("archbook serve") {
            // It would not end.
            let words = command.split(" #").next().unwrap().split_whitespace();
            assert!(Archbook::try_parse_from(words).is_ok(), "{place}");
        } else {
            let (code, said) = self.run(command);
            let fails = printed.as_ref().is_some_and(|it| it.starts_with("error:"));
            let may_find = ["check", "build"].iter().any(|it| command.contains(it));
            let expected = if fails { 2..=2 } else { 0..=i32::from(may_find) };
            assert!(expected.contains(&code), "{place} exits with {code}:\n{said}");
            if printed.as_ref().is_some_and(|it| !is_like(it.trim(), said.trim())) {
                return format!("$ {command}\n{}\n", said.trim());
            }
        }
        let printed = printed.as_deref().unwrap_or_default();
        format!("$ {command}\n{printed}")
    }

    fn run(&self, command: &str) -> (i32, String) {
        let program = Path::new(env!("CARGO_BIN_EXE_archbook")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{command}")]).current_dir(&self.here);
        shell.env("PATH", path).env("SOURCE_DATE_EPOCH", DAY).env_remove("CLICOLOR_FORCE");
        let Output { status, stdout, .. } = shell.output().unwrap();
        // Lines of CSV end as its standard says, which no page shows.
        let said = String::from_utf8(stdout).unwrap().replace("\r\n", "\n");
        (status.code().unwrap(), said.replace(self.home.to_str().unwrap(), HOME))
    }
}

/// Whether a text is like one in which something may be left out.
fn is_like(shown: &str, text: &str) -> bool {
    let Some((head, mut tail)) = shown.split_once(ANYTHING) else {
        return shown == text;
    };
    let Some(mut rest) = text.strip_prefix(head) else {
        return false;
    };
    while let Some((piece, after)) = tail.split_once(ANYTHING) {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        (rest, tail) = (&rest[at + piece.len()..], after);
    }
    rest.ends_with(tail)
}

#[test]
fn files_that_are_shown_can_be_read() {
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for block in blocks(&text).iter().filter(|it| it.language() == "toml") {
            let file = file_of(&block.text);
            let found = found(file, &block.text);
            assert_eq!(found, [""; 0], "{page}, {file}:\n{}", block.text);
            count += 1;
        }
    }
    assert!(count >= FILES_MIN, "only {count} files were read");
}

/// Which file of a book this is, by what stands in it.
fn file_of(text: &str) -> &'static str {
    let keys = toml::Table::from_iter(toml::from_str::<toml::Table>(text).unwrap());
    let has = |names: &[&str]| names.iter().any(|it| keys.contains_key(*it));
    if has(&["extends", "kind", "section", "relation", "rule", "stage", "field", "heading"]) {
        return "method.toml";
    }
    if keys.len() == 1 && has(&["waiver"]) { "waivers.toml" } else { "book.toml" }
}

/// What is wrong with it as that file.
fn found(file: &str, text: &str) -> Vec<String> {
    if file == "waivers.toml" {
        let source = Source { path: BookPath::new(file).unwrap(), text: text.into() };
        return Waiver::parse(&source).1.into_iter().map(|it| it.message).collect();
    }
    let handbook = handbook(sources([(file, text)]), &Memory::default());
    let rules = ["bad-config", "bad-method", "unknown-field"];
    let found = check(&handbook).findings.into_iter();
    found.filter(|it| rules.contains(&&*it.rule.0)).map(|it| it.message).collect()
}

#[test]
fn what_is_left_out_may_be_anything() {
    assert!(is_like("a … c", "a b c") && is_like("…", "") && is_like("a …", "a b"));
    assert!(!is_like("a … c", "a b d") && !is_like("a", "a b") && !is_like("a … c", "a b c d"));
}
