//! The pages that show every form of record: in the guide, and as a reader of the site sees them.
//!
//! `INSTA_UPDATE=always cargo test` writes both again.

use crate::books::{Memory, files, site};
use archbook::{
    disk, export,
    handbook::{link, read},
    source::Sources,
    text::Date,
};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What `tests/variants/forms.toml` says.
#[derive(Deserialize)]
struct Forms {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    title: String,
    about: String,
    form: Vec<Form>,
}

#[derive(Deserialize)]
struct Form {
    file: String,
    title: String,
    says: String,
    /// Whether all of the file is shown, and not only what stands above its filler.
    #[serde(default)]
    whole: bool,
}

/// Sections that are in a form only because records have them.
const FILLERS: &[&str] = &["context", "contexto", "context and problem statement"];

const OPENING: &str = "\
# Forms

Every form of record that archbook reads is shown here, with what is read of it. They may be mixed
in a folder and in a file; [Reading](reading.md) says in which order places are looked at. Fillers
are left out. This page is made from the files that the tests of archbook read.
";

#[test]
fn the_guide_shows_every_form_as_it_is_read() {
    let shown = guide(&forms());
    let path = root().join("content/guide/forms.md");
    if env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
        fs::write(&path, &shown).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, shown, "INSTA_UPDATE=always cargo test writes the page again");
}

#[test]
fn every_form_is_told_of_once() {
    let told: Vec<String> =
        forms().group.into_iter().flat_map(|it| it.form).map(|it| it.file).collect();
    let files: BTreeSet<String> =
        sources().documents.iter().map(|it| it.path.to_string()).collect();
    assert_eq!(told.len(), files.len());
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), files);
}

#[test]
fn a_reader_sees_what_was_read() {
    let pages = files(&site(sources(), &Memory::default()));
    let mut seen = String::new();
    for source in &sources().documents {
        let html = &pages[&source.path.to_string().replace(".md", ".html")];
        writeln!(seen, "{}\n{}", source.path, head(html)).unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("sites");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("forms", seen));
}

/// What a page says from its title up to its text, a line for each piece.
fn head(html: &str) -> String {
    let (_, article) = html.split_once("<article>").unwrap();
    let end = ["<details class=\"tocbar\"", "<div class=\"prose\""];
    let end = end.iter().filter_map(|it| article.find(it)).min().unwrap();
    let mut head = String::new();
    for line in article[..end].lines() {
        let pieces = line.split('<').map(|it| it.split_once('>').map_or(it, |(_, text)| text));
        let text: Vec<&str> = pieces.map(str::trim).filter(|it| !it.is_empty()).collect();
        if !text.is_empty() {
            writeln!(head, "    {}", text.join(" ")).unwrap();
        }
    }
    head
}

fn guide(forms: &Forms) -> String {
    let mut sources = sources();
    let pages = read(&mut sources, &Memory::default().pages);
    let handbook = link(Arc::new(sources.clone()), pages);
    let told: Value = serde_json::from_str(&export::json(&handbook)).unwrap();
    let mut page = OPENING.to_owned();
    for Group { title, about, form } in &forms.group {
        write!(page, "\n## {title}\n\n{about}\n").unwrap();
        for form in form {
            show(&mut page, form, &sources, &told["entries"]);
        }
    }
    page
}

fn show(page: &mut String, form: &Form, sources: &Sources, entries: &Value) {
    let mut own = entries.as_array().unwrap().iter();
    let entry = own.find(|it| it["path"] == form.file.as_str() && it["anchor"].is_null()).unwrap();
    let source = sources.documents.iter().find(|it| it.path.as_str() == form.file).unwrap();
    let text = source.text.replace("\r\n", "\n");
    let example = if form.whole { text.trim_end() } else { above_fillers(&text) };
    write!(page, "\n### {}\n\n{}\n\n", form.title, form.says).unwrap();
    write!(page, "In `{}`:\n\n````md\n{example}\n````\n\n", form.file).unwrap();
    let facts = [
        ("id", code(&entry["id"])),
        ("number", text_of(&entry["number"])),
        ("title", text_of(&entry["title"])),
        ("status", entry["status"].as_str().unwrap_or("unknown").to_owned()),
        ("date", text_of(&entry["date"])),
        ("supersedes", code(&entry["supersedes"])),
        ("superseded by", code(&entry["superseded_by"])),
    ];
    page.push_str("| Fact | Read |\n| --- | --- |\n");
    for (fact, read) in facts.iter().filter(|(_, read)| !read.is_empty()) {
        writeln!(page, "| {fact} | {read} |").unwrap();
    }
}

/// What stands above the first filler.
fn above_fillers(text: &str) -> &str {
    let filler = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        FILLERS.contains(&title.as_str())
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if filler(line) {
            return text[..at].trim_end();
        }
        at += line.len();
    }
    text.trim_end()
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(
        || if value.is_null() { String::new() } else { value.to_string() },
        ToOwned::to_owned,
    )
}

/// Names as code, so that they name nothing in the guide.
fn code(value: &Value) -> String {
    let names = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    let names = names.iter().filter_map(Value::as_str).map(|it| format!("`{it}`"));
    names.collect::<Vec<_>>().join(", ")
}

fn forms() -> Forms {
    let text = fs::read_to_string(root().join("tests/variants/forms.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

fn sources() -> Sources {
    let book = root().join("tests/variants");
    disk::snapshot(&book, &book.join("site"), Date::parse("2026-11-22").unwrap()).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
