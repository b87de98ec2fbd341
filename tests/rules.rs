//! Runs `content/rules/*.md`: each is a page about one rule, and its test.
//!
//! Fenced blocks of four backticks that name a file make a book. Under a heading *Fails* or
//! *Passes*, the block `findings` is all that the rule's side of archbook says of it: every finding
//! about the text on the page of a rule about text, every unmet obligation of the rule on the page
//! of a rule of the method. Under *Owes nothing* stands a book that the rule asks nothing of. Prose
//! between blocks is for people.
//!
//! `ARCHBOOK_UPDATE=1` writes what is really found into the pages.

use archbook::{
    book::Book,
    check::check,
    finding::{Finding, Fix, Place},
    handbook::Handbook,
    method::{Method, Rule},
    report::{Obligation, Report, State},
    text::{Date, LineIndex},
    theme::Theme,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::{LazyLock, OnceLock},
};

/// A page about a rule.
struct Page {
    rule: String,
    text: String,
    examples: Vec<Example>,
}

/// A book, and what is found in it.
#[derive(Default)]
struct Example {
    title: String,
    files: Vec<File>,
    findings: String,
    /// The lines of the block of findings, its fences included; none where it would begin.
    lines: Range<usize>,
    /// The book, checked once for all tests.
    checked: OnceLock<(Handbook, Report)>,
}

struct File {
    path: String,
    bytes: Vec<u8>,
}

#[test]
fn every_example_is_found_to_be_what_its_page_says() {
    let update = env::var_os("ARCHBOOK_UPDATE").is_some();
    let mut wrong = String::new();
    for page in pages() {
        let mut blocks = Vec::new();
        for example in &page.examples {
            let found = findings(&page.rule, example.checked());
            let found: String = found.iter().map(|(_, text)| text.as_str()).collect();
            if found != example.findings {
                let (rule, title) = (&page.rule, &example.title);
                writeln!(wrong, "{rule}.md, {title}:\n````findings\n{found}````").unwrap();
                blocks.push((example.lines.clone(), found));
            }
        }
        if update && !blocks.is_empty() {
            let file = folder().join(format!("{}.md", page.rule));
            fs::write(file, updated(&page.text, blocks)).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "what is really found:\n{wrong}");
}

#[test]
fn every_page_shows_how_to_fail_and_how_to_pass() {
    for Page { rule, examples, text } in pages() {
        let mark = format!("[{rule}]");
        let those = |title: &'static str| examples.iter().filter(move |it| it.is(title));
        let (mut fails, mut passes) = (those("Fails").peekable(), those("Passes").peekable());
        assert!(fails.peek().is_some() && passes.peek().is_some(), "{rule}.md lacks an example");
        assert!(text.contains("\n**What to do.** "), "{rule}.md does not say what to do");
        for it in fails {
            assert!(it.findings.contains(&mark), "{rule}.md, {}: it does not fail", it.title);
        }
        for it in passes {
            assert!(it.findings.is_empty(), "{rule}.md, {}: it does not pass", it.title);
        }
    }
}

#[test]
fn what_passes_a_rule_of_the_method_owes_it() {
    each_example(|page, example| {
        let Some(rule) = method_rule(&page.rule) else {
            return;
        };
        let (handbook, report) = example.checked();
        let own = |it: &&Obligation| handbook.method.rule(it.rule).name == rule.name;
        let states: Vec<&State> =
            report.obligations.iter().filter(own).map(|it| &it.state).collect();
        let excused = states.iter().any(|it| matches!(it, State::NotApplicable(_)));
        let what = format!("{}.md, {}: {states:?}", page.rule, example.title);
        if example.is("Owes nothing") {
            assert!(states.is_empty(), "{what}");
        } else if example.title.contains("not applicable") {
            assert!(excused, "{what}");
        } else if example.is("Passes") {
            assert!(states.contains(&&State::Met), "{what}");
        }
    });
}

#[test]
fn examples_of_the_method_are_sound_in_themselves() {
    each_example(|page, example| {
        if method_rule(&page.rule).is_some() {
            let (handbook, report) = example.checked();
            let found: String = report.findings.iter().map(|it| text(it, handbook)).collect();
            assert!(found.is_empty(), "{}.md, {}:\n{found}", page.rule, example.title);
        }
    });
}

#[test]
fn a_fix_clears_its_finding() {
    each_example(|page, example| {
        for (finding, text) in findings(&page.rule, example.checked()) {
            let Some(fix) = &finding.fix else {
                continue;
            };
            let after = findings(&page.rule, &checked(&fixed(&example.files, fix)));
            let same = |it: &Finding| it.rule == finding.rule && it.message == finding.message;
            assert!(!after.iter().any(|(it, _)| same(it)), "{}.md: {text}remains", page.rule);
        }
    });
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let integrity = integrity_rules().into_keys();
    let named: BTreeSet<String> = integrity.chain(method_rules().map(|it| it.name)).collect();
    let told: BTreeSet<String> = pages().iter().map(|page| page.rule.clone()).collect();
    assert_eq!(named, told);
}

#[test]
fn every_rule_of_the_text_is_listed_under_its_severity() {
    let listed: BTreeMap<String, String> = listed("## ")
        .into_iter()
        .filter(|(_, rule, _)| method_rule(rule).is_none())
        .map(|(title, rule, _)| (rule, title.trim_end_matches('s').to_owned()))
        .collect();
    assert_eq!(listed, integrity_rules());
}

#[test]
fn every_rule_of_the_method_is_listed_under_its_stage_with_its_severity() {
    let listed: Vec<(String, String, String)> =
        listed("### ").into_iter().filter(|(_, rule, _)| method_rule(rule).is_some()).collect();
    let method = Method::standard();
    let expected = method_rules().map(|rule| {
        let stage = method.stage_named(&rule.stage).map(|it| method.stage(it).title.clone());
        let severity = rule.severity.severity().unwrap().name();
        let rises = rule.error_when.map(|query| format!("; error for `{query}`"));
        let severity = format!("{severity}{}", rises.unwrap_or_default());
        (stage.unwrap_or_else(|| "Every stage".to_owned()), rule.name, severity)
    });
    assert_eq!(listed, expected.collect::<Vec<_>>());
}

/// What the index lists: below which heading of a level, which rule, and the cell behind it.
fn listed(level: &str) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(folder().join("index.md")).unwrap();
    let mut listed = Vec::new();
    let mut title = String::new();
    for line in text.lines() {
        if let Some(own) = line.strip_prefix(level) {
            own.clone_into(&mut title);
        }
        let Some((rule, rest)) = line.strip_prefix("| [`").and_then(|it| it.split_once('`')) else {
            continue;
        };
        let rest = rest.strip_prefix(&format!("]({rule}.md) | "));
        let rest = rest.unwrap_or_else(|| panic!("the link of {rule} leads elsewhere"));
        let cell = rest.split(" | ").next().unwrap().to_owned();
        listed.push((title.clone(), rule.to_owned(), cell));
    }
    listed
}

/// The rules of the standard method, in its order.
fn method_rules() -> impl Iterator<Item = Rule> {
    Method::standard().rules.into_iter()
}

fn method_rule(name: &str) -> Option<Rule> {
    method_rules().find(|it| it.name == name)
}

/// Every rule that `src/` names, with its severity: `"broken-link", Severity::Error`.
fn integrity_rules() -> BTreeMap<String, String> {
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
        page.examples.iter().for_each(|example| see(page, example));
    }
}

/// Every page, by the name of its rule.
fn pages() -> &'static [Page] {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
        let files = fs::read_dir(folder()).unwrap().map(|item| item.unwrap().path());
        let mut pages: Vec<Page> =
            files.filter(|file| !file.ends_with("index.md")).map(|file| page(&file)).collect();
        pages.sort_by(|a, b| a.rule.cmp(&b.rule));
        pages
    });
    &PAGES
}

fn page(file: &Path) -> Page {
    let rule = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.starts_with(&format!("# `{rule}`\n")), "{rule}.md: the title is the rule");
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((start, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            examples.push(Example { title: title.to_owned(), ..Example::default() });
        }
        let Some(info) = line.strip_prefix("````") else {
            continue;
        };
        let block = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "````");
        let block = block.fold(String::new(), |block, line| block + line + "\n");
        let end = start + block.lines().count() + 2;
        let example = examples.last_mut().expect("blocks stand under a heading");
        example.lines = end..end;
        match *info.split(' ').collect::<Vec<_>>() {
            ["findings"] => (example.findings, example.lines) = (block, start..end),
            [_, path] => example.files.push(File { path: path.to_owned(), bytes: block.into() }),
            [_, path, "latin-1"] => {
                let bytes = block.chars().map(|c| u8::try_from(c).unwrap()).collect();
                example.files.push(File { path: path.to_owned(), bytes });
            }
            _ => panic!("{rule}.md: `{info}` says nothing"),
        }
    }
    examples.retain(|it| ["Fails", "Passes", "Owes nothing"].iter().any(|title| it.is(title)));
    Page { rule, text, examples }
}

impl Example {
    fn checked(&self) -> &(Handbook, Report) {
        self.checked.get_or_init(|| checked(&self.files))
    }

    /// Whether it is one of those under this title: `Fails`, `Fails: a typo`.
    fn is(&self, title: &str) -> bool {
        self.title.split(':').next() == Some(title)
    }
}

/// The text of a page with blocks of findings written in the place of these lines.
fn updated(text: &str, blocks: Vec<(Range<usize>, String)>) -> String {
    let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
    for (at, found) in blocks.into_iter().rev() {
        let block = match (found.is_empty(), at.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("\n````findings\n{found}````\n"),
            (false, false) => format!("````findings\n{found}````\n"),
        };
        lines.splice(at, [block]);
    }
    lines.concat()
}

/// What the page of a rule has to say of a book, each finding with its lines there.
fn findings(rule: &str, (handbook, report): &(Handbook, Report)) -> Vec<(Finding, String)> {
    let findings: Vec<Finding> = if method_rule(rule).is_some() {
        let own = report.unmet().filter(|it| handbook.method.rule(it.rule).name == rule);
        own.map(|it| it.finding(handbook)).collect()
    } else {
        report.findings.clone()
    };
    let texts: Vec<String> = findings.iter().map(|it| text(it, handbook)).collect();
    findings.into_iter().zip(texts).collect()
}

/// A book of these files, checked.
fn checked(files: &[File]) -> (Handbook, Report) {
    let folder = tempfile::tempdir().unwrap();
    for File { path, bytes } in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let root = folder.path().to_path_buf();
    let (output, as_of) = (root.join("site"), Date::parse("2026-01-02").unwrap());
    let book = Book::at(root, output, as_of);
    let handbook = book.read().unwrap();
    let report = check(&handbook).with(Theme::parse(&handbook.sources, &handbook.config).1);
    (handbook, report)
}

fn text(finding: &Finding, handbook: &Handbook) -> String {
    let at = |place: &Place| {
        let text = handbook.sources.text(&place.path).map_or("", |source| &*source.text);
        let spot = LineIndex::new(text).line_column(place.span.start);
        format!("{}:{}:{}", place.path, spot.line, spot.column)
    };
    let Finding { rule, severity, place, message, notes, fix, about: _ } = finding;
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
