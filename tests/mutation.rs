//! What does not change what Markdown means does not change what is read.
//!
//! Every form of record in `tests/variants` is written again in other ways that mean the same, and
//! then has to be read as before. What is to be read of the forms themselves is in `variants`.

use crate::{books::Memory, rewriting};
use archbook::{
    disk, export,
    handbook::{self, Handbook},
    text::Date,
};
use proptest::{prelude::*, sample::select};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

/// How lines end. Files come from every system, and from several in turn.
const LINE_ENDINGS: &[&[&str]] = &[&["\n"], &["\r\n"], &["\r"], &["\n", "\r\n"], &["\r\n", "\r"]];

/// How text becomes bytes.
type Encoding = fn(&str) -> Vec<u8>;

const ENCODINGS: &[(&str, Encoding)] = &[
    ("UTF-8", |text| text.as_bytes().to_vec()),
    ("UTF-8 with a byte-order mark", |text| format!("\u{feff}{text}").into_bytes()),
    ("UTF-16, low byte first", |text| utf16(text, u16::to_le_bytes)),
    ("UTF-16, high byte first", |text| utf16(text, u16::to_be_bytes)),
];

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_means_the_same_is_read_the_same(
        rewritings in prop::collection::vec((select(rewriting::ALL), any::<u64>()), 0..5),
        line_endings in select(LINE_ENDINGS),
        encoding in select(ENCODINGS),
    ) {
        let texts = texts();
        let rewritten = texts.iter().map(|(path, text)| {
            let rewrite = |text: String, step: &(rewriting::Named, u64)| {
                let ((_, rewrite), places) = *step;
                rewrite(&text, rewriting::Places(places))
            };
            (path.clone(), rewritings.iter().fold(text.clone(), rewrite))
        });
        let rewritten: BTreeMap<String, String> = rewritten.collect();
        let bytes = |text: &String| (encoding.1)(&with_line_endings(text, line_endings));
        let expected = reading(&texts, |text| text.as_bytes().to_vec());
        let found = reading(&rewritten, bytes);
        for (path, wanted) in &expected {
            prop_assert_eq!(&found[path], wanted, "{} is now\n{}", path, &rewritten[path]);
        }
    }
}

#[test]
fn every_rewriting_finds_something_to_write_again() {
    let texts = texts();
    for (name, rewrite) in rewriting::ALL {
        let count = texts.values().filter(|it| rewrite(it, rewriting::Places(!0)) != **it).count();
        assert!(count > 0, "{name} changes nothing");
    }
}

/// The text of every form, its lines ending as here.
fn texts() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    let sources = disk::snapshot(&root, &root.join("site"), today()).unwrap();
    let text = |it: &str| it.replace("\r\n", "\n");
    sources.documents.iter().map(|it| (it.path.to_string(), text(&it.text))).collect()
}

fn with_line_endings(text: &str, endings: &[&str]) -> String {
    let lines = text.split_inclusive('\n').zip(endings.iter().cycle());
    lines.map(|(line, ending)| line.replace('\n', ending)).collect()
}

/// What is read of every page of a book of such texts.
fn reading(
    texts: &BTreeMap<String, String>,
    bytes: impl Fn(&String) -> Vec<u8>,
) -> BTreeMap<String, Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in texts {
        fs::write(folder.path().join(path), bytes(text)).unwrap();
    }
    let mut sources = disk::snapshot(folder.path(), &folder.path().join("site"), today()).unwrap();
    let pages = handbook::read(&mut sources, &Memory::default().pages);
    facts(&handbook::link(Arc::new(sources), pages))
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// What is told of the entries of each page to other tools, and who decided; not in which letters
/// it was written.
fn facts(handbook: &Handbook) -> BTreeMap<String, Vec<Value>> {
    let book: Value = serde_json::from_str(&export::json(handbook)).unwrap();
    let mut pages: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (told, (at, _)) in book["entries"].as_array().unwrap().iter().zip(handbook.iter()) {
        let mut facts = told.clone();
        for written in ["status_raw", "date_raw"] {
            facts.as_object_mut().unwrap().remove(written);
        }
        let deciders = handbook.part(at).field("deciders").map(|it| it.value.texts());
        let names = deciders.iter().flatten().map(|text| text.value.trim());
        facts["deciders"] = names.collect::<Vec<_>>().into();
        pages.entry(handbook.page_of(at).path().to_string()).or_default().push(facts);
    }
    pages
}
