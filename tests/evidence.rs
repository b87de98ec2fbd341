//! What proves a test: evidence, from the disk to the record.

use crate::books::lay_out;
use archbook::{
    book::{Book, Pages},
    handbook::{EntryIndex, Handbook, Named, Proof},
    text::{BookPath, Date},
};

/// A report with two cases about requirements and one about nothing.
const REPORT: &str = r#"<?xml version="1.0"?>
<testsuites timestamp="2026-11-01T10:00:00">
  <testsuite name="api" timestamp="2026-10-30T10:00:00">
    <testcase classname="api.Recovery" name="back_in_time" file="tests/recovery.rs">
      <properties><property name="requirement" value="REQ-1#time"/></properties>
    </testcase>
    <testcase classname="api.Recovery" name="no_loss">
      <properties><property name="requirement" value="REQ-1#loss"/></properties>
      <failure message="one was lost"/>
    </testcase>
    <testcase classname="api.Other" name="back_again"><skipped/></testcase>
  </testsuite>
</testsuites>"#;

const REQUIREMENT: &str = "---\nid: REQ-1\n---\n# Recover\n\n## Criteria\n\n- Back {#time}\n- \
                           Nothing lost {#loss}\n";

/// Reads a book from the disk that holds these files.
fn book(files: &[(&str, &str)]) -> Handbook {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), files);
    let as_of = Some(Date::parse("2026-11-22").unwrap());
    let book = Book::find(Some(folder.path()), None, as_of).unwrap();
    book.read(&Pages::default()).unwrap()
}

fn find(book: &Handbook, name: &str) -> EntryIndex {
    match book.names.find(name, &BookPath::root()) {
        Named::One(at) => at,
        other => panic!("`{name}` leads to {other:?}"),
    }
}

/// The proof of the only test of a book, whose page has these fields.
fn proof(fields: &str, files: &[(&str, &str)]) -> Proof {
    let page = format!("---\nid: TST-1\n{fields}\n---\n# It recovers\n");
    let mut all = vec![("docs/tests/001.md", page.as_str()), ("docs/reqs/1.md", REQUIREMENT)];
    all.extend_from_slice(files);
    let book = book(&all);
    book.entry(find(&book, "TST-1")).proof.clone().unwrap()
}

#[track_caller]
fn check(fields: &str, files: &[(&str, &str)], expected: &str) {
    let proof = proof(fields, files);
    let pieces: Vec<String> = proof.pieces.iter().map(ToString::to_string).collect();
    assert_eq!(pieces.join("\n"), expected, "{fields}");
}

#[test]
fn a_report_is_found_from_the_page_and_from_the_root() {
    for (place, written) in [
        ("docs/tests/r.xml", "r.xml"),
        ("docs/r.xml", "../r.xml"),
        ("out/r.xml", "out/r.xml"),
        ("out/r.xml", "/out/r.xml"),
    ] {
        let expected = format!("failed, 3 cases, 1 failed, 1 skipped, 2026-11-01, {written}#api");
        check(&format!("evidence: {written}#api"), &[(place, REPORT)], &expected);
    }
}
