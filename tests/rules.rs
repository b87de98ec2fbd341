//! Runs `content/rules/*.md`: each is a page about one rule, and its test.
//!
//! Under a heading *Fails* or *Passes*, fenced blocks of four backticks that name a file make a
//! book, and the block `findings` is all that archbook finds in it. Prose between them is for
//! people.

use archbook::{
    book::{Book, Pages},
    check::check,
    finding::{Finding, Fix, Place},
    handbook::Handbook,
    report::Report,
    text::{Date, LineIndex},
    theme::Theme,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// A page about a rule.
struct Page {
    rule: String,
    examples: Vec<Example>,
}

/// A book, and what is found in it.
#[derive(Default)]
struct Example {
    title: String,
    files: Vec<File>,
    findings: String,
}

struct File {
    path: String,
    bytes: Vec<u8>,
}

#[test]
fn every_example_is_found_to_be_what_its_page_says() {
    let mut wrong = String::new();
    each_example(|page, example| {
        let found = findings(&example.files);
        let found: String = found.iter().map(|(_, text)| text.as_str()).collect();
        if found != example.findings {
            let Page { rule, .. } = page;
            writeln!(wrong, "{rule}.md, {}:\n````findings\n{found}````", example.title).unwrap();
        }
    });
    assert!(wrong.is_empty(), "what is really found:\n{wrong}");
}

#[test]
fn every_page_shows_how_to_fail_and_how_to_pass() {
    for Page { rule, examples } in pages() {
        let mark = format!("[{rule}]");
        let (fail, pass): (Vec<_>, Vec<_>) =
            examples.iter().partition(|it| it.title.starts_with("Fails"));
        assert!(!fail.is_empty() && !pass.is_empty(), "{rule}.md lacks an example");
        for it in fail {
            assert!(it.findings.contains(&mark), "{rule}.md, {}: it does not fail", it.title);
        }
        for it in pass {
            assert!(it.findings.is_empty(), "{rule}.md, {}: it does not pass", it.title);
        }
    }
}

#[test]
fn a_fix_clears_its_finding() {
    each_example(|page, example| {
        for (finding, text) in findings(&example.files) {
            let Some(fix) = &finding.fix else {
                continue;
            };
            let after = findings(&fixed(&example.files, fix));
            let same = |it: &Finding| it.rule == finding.rule && it.message == finding.message;
            assert!(!after.iter().any(|(it, _)| same(it)), "{}.md: {text}remains", page.rule);
        }
    });
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let named: BTreeSet<String> = rules().into_keys().collect();
    let told: BTreeSet<String> = pages().into_iter().map(|page| page.rule).collect();
    assert_eq!(named, told);
}

#[test]
fn every_rule_is_listed_under_its_severity() {
    let text = fs::read_to_string(folder().join("index.md")).unwrap();
    let mut listed = BTreeMap::new();
    let mut severity = String::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            title.trim_end_matches('s').clone_into(&mut severity);
        }
        let Some((rule, rest)) = line.strip_prefix("| [`").and_then(|it| it.split_once('`')) else {
            continue;
        };
        assert!(rest.starts_with(&format!("]({rule}.md)")), "the link of {rule} leads elsewhere");
        listed.insert(rule.to_owned(), severity.clone());
    }
    assert_eq!(listed, rules());
}

/// Every rule that `src/` names, with its severity: `"broken-link", Severity::Error`.
fn rules() -> BTreeMap<String, String> {
    let mut rules = BTreeMap::new();
    for item in walkdir::WalkDir::new(root().join("src")).sort_by_file_name() {
        let item = item.unwrap();
        if item.path().extension().is_none_or(|it| it != "rs") || item.file_name() == "finding.rs" {
            continue;
        }
        let text = fs::read_to_string(item.path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for made in code.split("Finding::new(").skip(1).map(str::trim_start) {
            let named = made.starts_with('"') || made.starts_with("rule, severity");
            assert!(named, "{}: name the rule and its severity", item.path().display());
        }
        let mut before = "";
        for after in code.split("Severity::") {
            let named = before.trim_end().strip_suffix("\",").and_then(|it| it.rsplit_once('"'));
            if let Some((_, rule)) = named {
                let severity = after.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                let known = rules.insert(rule.to_owned(), severity.to_owned());
                assert!(known.is_none_or(|it| it == severity), "{rule} has two severities");
            }
            before = after;
        }
    }
    rules
}

fn each_example(mut see: impl FnMut(&Page, &Example)) {
    for page in pages() {
        page.examples.iter().for_each(|example| see(&page, example));
    }
}

fn pages() -> Vec<Page> {
    let files = fs::read_dir(folder()).unwrap().map(|item| item.unwrap().path());
    let mut pages: Vec<Page> =
        files.filter(|file| !file.ends_with("index.md")).map(|file| page(&file)).collect();
    pages.sort_by(|a, b| a.rule.cmp(&b.rule));
    pages
}

fn page(file: &Path) -> Page {
    let rule = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.starts_with(&format!("# `{rule}`\n")), "{rule}.md: the title is the rule");
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            examples.push(Example { title: title.to_owned(), ..Example::default() });
        }
        let Some(info) = line.strip_prefix("````") else {
            continue;
        };
        let block = lines.by_ref().take_while(|line| *line != "````");
        let block = block.fold(String::new(), |block, line| block + line + "\n");
        let example = examples.last_mut().expect("blocks stand under a heading");
        match *info.split(' ').collect::<Vec<_>>() {
            ["findings"] => example.findings = block,
            [_, path] => example.files.push(File { path: path.to_owned(), bytes: block.into() }),
            [_, path, "latin-1"] => {
                let bytes = block.chars().map(|c| u8::try_from(c).unwrap()).collect();
                example.files.push(File { path: path.to_owned(), bytes });
            }
            _ => panic!("{rule}.md: `{info}` says nothing"),
        }
    }
    examples.retain(|it| it.title.starts_with("Fails") || it.title.starts_with("Passes"));
    Page { rule, examples }
}

/// What is found in a book of these files, each with its lines on the page.
fn findings(files: &[File]) -> Vec<(Finding, String)> {
    let folder = tempfile::tempdir().unwrap();
    for File { path, bytes } in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let root = folder.path().to_path_buf();
    let (output, as_of) = (root.join("site"), Date::parse("2026-01-02").unwrap());
    let book = Book { root, output, as_of, remark: None };
    let handbook = book.read(&Pages::default()).unwrap();
    let Report { findings, .. } = check(&handbook).with(Theme::parse(&handbook.sources.theme).1);
    let texts: Vec<String> = findings.iter().map(|it| text(it, &handbook)).collect();
    findings.into_iter().zip(texts).collect()
}

fn text(finding: &Finding, handbook: &Handbook) -> String {
    let at = |place: &Place| {
        let text = handbook.sources.text(&place.path).map_or("", |source| &*source.text);
        let spot = LineIndex::new(text).line_column(place.span.start);
        format!("{}:{}:{}", place.path, spot.line, spot.column)
    };
    let Finding { rule, severity, place, message, notes, fix, .. } = finding;
    let mut text = format!("{}: {}: {message} [{rule}]\n", at(place), severity.name());
    for note in notes {
        let there = note.place.as_ref().map(|it| format!("{}: ", at(it))).unwrap_or_default();
        writeln!(text, "  note: {there}{}", note.message).unwrap();
    }
    if let Some(fix) = fix {
        writeln!(text, "  help: {}", fix.title).unwrap();
    }
    text
}

/// The same files after an edit.
fn fixed(files: &[File], fix: &Fix) -> Vec<File> {
    let edited = |File { path, bytes }: &File| {
        let (path, mut bytes) = (path.clone(), bytes.clone());
        if path == fix.place.path.as_str() {
            bytes.splice(fix.place.span.range(), fix.text.bytes());
        }
        File { path, bytes }
    };
    files.iter().map(edited).collect()
}

fn folder() -> PathBuf {
    root().join("content/rules")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
