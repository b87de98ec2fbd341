//! One file for each form of record met in the wild, and what is to be read from it.

use archbook::{book::Book, export, text::Date};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

#[test]
fn every_form_of_record_is_read() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    let expected: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(root.join("expected.json")).unwrap()).unwrap();
    let as_of = Date::parse("2026-11-22").unwrap();
    let book = Book::at(root.clone(), root.join("site"), as_of);
    let json = export::json(&book.read().unwrap());
    let entries: Value = serde_json::from_str(&json).unwrap();
    let entries = entries["entries"].as_array().unwrap();
    for wanted in &expected {
        let file = wanted["file"].as_str().unwrap();
        let whole = |it: &&Value| it["path"] == wanted["file"] && it["anchor"].is_null();
        let entry = entries.iter().find(whole).unwrap_or_else(|| panic!("{file} is not read"));
        let faults = faults(entry, wanted);
        assert!(faults.is_empty(), "{file}: {faults:?} ({})", wanted["why"]);
    }
}

fn faults(entry: &Value, wanted: &Value) -> Vec<String> {
    let same = |field: &str| plain(&entry[field]) == plain(&wanted[field]);
    let names = |field: &str| numbers(&entry[field]) == numbers(&wanted[field]);
    let values = ["status", "title", "date"].into_iter().filter(|field| !same(field));
    let relations = ["supersedes", "superseded_by"].into_iter().filter(|field| !names(field));
    values.chain(relations).map(|it| format!("{it} is {}, not {}", entry[it], wanted[it])).collect()
}

/// A value as text, in which case and signs do not count.
fn plain(value: &Value) -> String {
    let text = value.as_str().filter(|it| *it != "unknown").unwrap_or_default();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The first number in each of some names.
fn numbers(names: &Value) -> BTreeSet<u32> {
    let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
    let number = |name: &str| {
        let digits = name.chars().skip_while(|c| !c.is_ascii_digit());
        digits.take_while(char::is_ascii_digit).collect::<String>().parse().ok()
    };
    names.filter_map(number).collect()
}
