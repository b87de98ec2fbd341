//! What proves a test: evidence, from the disk to the record.

use crate::books::{lay_out, link_file};
use archbook::{
    book::Book,
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
    book.read().unwrap()
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

#[test]
fn a_test_may_name_its_cases() {
    let report = [("r.xml", REPORT)];
    for (name, expected) in [
        ("back_in_time", "passed, 1 case"),
        ("back", "passed, 2 cases, 1 skipped"),
        ("api.Recovery", "failed, 2 cases, 1 failed"),
        ("api.Recovery::no_loss", "failed, 1 case, 1 failed"),
        ("tests/recovery.rs", "passed, 1 case"),
        ("api.Other.back_again", "skipped, 1 case, 1 skipped"),
    ] {
        let fields = format!("evidence: r.xml#{name}");
        check(&fields, &report, &format!("{expected}, 2026-11-01, r.xml#{name}"));
    }
    check("evidence: r.xml#nothing", &report, "unmatched, 2026-11-01, r.xml#nothing");
}

#[test]
fn cases_may_name_their_requirement_or_test() {
    let report = [("r.xml", REPORT)];
    for (fields, expected) in [
        ("verifies: REQ-1", "failed, 2 cases, 1 failed"),
        ("verifies: REQ-1#time", "passed, 1 case"),
        ("verifies: REQ-1#loss", "failed, 1 case, 1 failed"),
        ("verifies: [REQ-1#loss, REQ-1#time]", "failed, 2 cases, 1 failed"),
        ("verifies: REQ-9", "unmatched"),
    ] {
        let fields = format!("{fields}\nevidence: r.xml");
        check(&fields, &report, &format!("{expected}, 2026-11-01, r.xml"));
    }
    let own = r#"<testsuite><testcase name="a"/><testcase name="b"><properties>
        <property name="Test">TST-001, TST-2</property></properties></testcase></testsuite>"#;
    check("evidence: r.xml", &[("r.xml", own)], "passed, 1 case, r.xml");
}

#[test]
fn a_requirement_may_name_its_test() {
    let requirement = "---\nid: REQ-2\nverified-by: TST-1\n---\n# Recover\n";
    let report = r#"<testsuite><properties><property name="verifies" value="req-0002"/>
        </properties><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite>"#;
    let files = [("reqs/2.md", requirement), ("r.xml", report)];
    check("evidence: r.xml", &files, "passed, 2 cases, 1 skipped, r.xml");
}

#[test]
fn a_report_that_says_nothing_of_requirements_counts_as_a_whole() {
    let report = "<testsuite><testcase name='a'/><testcase name='b'><error/></testcase>\
                  </testsuite>";
    check("evidence: r.xml", &[("r.xml", report)], "errored, 2 cases, 1 errored, r.xml");
    check("evidence: r.xml", &[("r.xml", "<testsuite/>")], "unmatched, r.xml");
}

#[test]
fn a_link_with_a_day_and_a_review_count_by_their_word() {
    let address = "https://ci.example/runs/7,8";
    check(&format!("evidence: {address}"), &[], &format!("undated, {address}"));
    let dated = format!("evidence: {address}\nlast-run: 2026-11-02");
    check(&dated, &[], &format!("passed, 2026-11-02, {address}"));
    let review = |fields: &str| {
        format!(
            "---\nid: REV-3\n{fields}\n---\n# Look\n\nWe ran TST-001 twice, and saw that it holds.\n"
        )
    };
    for (fields, expected) in [
        ("status: accepted\ndate: 2026-10-01", "passed, 2026-10-01, REV-003"),
        ("status: accepted", "undated, REV-003"),
        ("status: proposed\ndate: 2026-10-01", "void, 2026-10-01, REV-003"),
    ] {
        check("evidence: REV-003", &[("docs/reviews/3.md", &review(fields))], expected);
    }
    let silent = review("status: accepted\ndate: 2026-10-01").replace("TST-001", "all of it");
    let expected = "void, 2026-10-01, REV-003";
    check("evidence: REV-003", &[("docs/reviews/3.md", &silent)], expected);
    check("evidence: REQ-1", &[], "no review, REQ-1");
    check("evidence: REV-9", &[], "missing, REV-9");
    let linked = [("docs/reviews/3.md", &*review("status: accepted\ndate: 2026-10-01"))];
    let link = "evidence: '[it](../reviews/3.md)'";
    check(link, &linked, "passed, 2026-10-01, ../reviews/3.md");
}

#[test]
fn what_cannot_be_read_is_unknown_and_what_is_not_there_is_missing() {
    let cut = REPORT.strip_suffix("</testsuites>").unwrap();
    for (text, reason) in [
        (
            "<testsuite",
            "at byte 0: syntax error: tag not closed: `>` not found before end of input",
        ),
        (cut, "it ends before its last element does"),
        ("<html></html>", "it is no JUnit report: it begins with <html>"),
        ("{}", "it is no JUnit report: there is nothing in it"),
    ] {
        check("evidence: r.xml", &[("r.xml", text)], &format!("unreadable ({reason}), r.xml"));
        assert!(proof("evidence: r.xml", &[("r.xml", text)]).is_unknown());
    }
    check("evidence: r.xml", &[], "missing, r.xml");
    check("evidence: r", &[("r/x.xml", REPORT)], "unreadable (it is no file), r");
    check("evidence: ../../../r.xml", &[], "missing, ../../../r.xml");
    check("evidence: 'file:///etc/passwd'", &[], "missing, file:///etc/passwd");
}

#[test]
fn no_link_leads_a_report_out_of_the_book() {
    let (folder, far) = (tempfile::tempdir().unwrap(), tempfile::NamedTempFile::new().unwrap());
    lay_out(folder.path(), &[("tests/1.md", "---\nid: TST-1\nevidence: r.xml\n---\n# T\n")]);
    std::fs::write(far.path(), REPORT).unwrap();
    link_file(far.path(), folder.path().join("r.xml")).unwrap();
    let book = Book::find(Some(folder.path()), None, Date::parse("2026-11-22")).unwrap();
    let book = book.read().unwrap();
    assert!(book.entry(find(&book, "TST-1")).proof.as_ref().unwrap().is_unknown());
}

#[test]
fn every_piece_must_hold() {
    let good = "<testsuite timestamp='2026-11-03T00:00:00'><testcase name='a'/></testsuite>";
    let files = [("a.xml", good), ("r.xml", REPORT), ("x.xml", "x")];
    let two = proof("evidence: [a.xml, r.xml#back_in_time]", &files);
    assert_eq!((two.is_proven(), two.day()), (true, Date::parse("2026-11-01")));
    let same = proof("evidence: a.xml, r.xml", &files);
    assert_eq!(same.pieces.len(), 2);
    let failing = proof("evidence: [a.xml, x.xml, r.xml#no_loss]", &files);
    assert_eq!(
        (failing.is_proven(), failing.is_failing(), failing.is_unknown()),
        (false, true, false)
    );
    let unknown = proof("evidence: [a.xml, x.xml]", &files);
    assert_eq!(
        (unknown.is_proven(), unknown.is_failing(), unknown.is_unknown()),
        (false, false, true)
    );
    for nothing in ["r.xml#back_again", "none.xml", "a.xml#b"] {
        let proof = proof(&format!("evidence: [a.xml, {nothing}]"), &files);
        assert!(!proof.is_proven() && !proof.is_failing() && !proof.is_unknown(), "{nothing}");
    }
}

#[test]
fn reports_may_be_ignored_and_only_tests_have_proof() {
    let test = "---\nid: TST-1\nevidence: out/r.xml\n---\n# T\n";
    let exploration = "---\nid: EXP-1\nevidence: out/r.xml\n---\n# E\n";
    let files = [("tests/1.md", test), ("e.md", exploration), ("out/r.xml", REPORT)];
    let book =
        book(&[&files[..], &[(".gitignore", "/out/\n"), ("tests/2.md", "# Bare\n")]].concat());
    assert!(book.entry(find(&book, "TST-1")).proof.is_some());
    assert!(book.entry(find(&book, "EXP-1")).proof.is_none());
    assert!(book.iter().filter(|(_, entry)| entry.proof.is_some()).count() == 1);
}

#[test]
fn another_report_is_another_book() {
    let test = "---\nid: TST-1\nevidence: out/r.xml\n---\n# T\n";
    let digest = |report: &str| {
        let book = book(&[("tests/1.md", test), ("out/r.xml", report)]);
        book.sources.digest()
    };
    assert_eq!(digest(REPORT), digest(REPORT));
    assert_ne!(digest(REPORT), digest("<testsuite/>"));
}
