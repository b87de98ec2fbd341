//! Reports in the shapes that tools give them.

use super::*;
use proptest::prelude::*;

/// Each case with what became of it, then each property with its cases, then the day.
#[track_caller]
fn check(report: &str, expected: &[&str]) {
    let run = parse(report).unwrap();
    let cases = run.cases.iter().map(|it| {
        let place = if it.file.is_empty() { String::new() } else { format!(" in {}", it.file) };
        format!("{:?} {} {}{place}", it.outcome, it.class, it.name)
    });
    let properties = run.properties.iter();
    let properties = properties.map(|it| format!("{}={} {:?}", it.name, it.value, it.cases));
    let day = run.day.iter().map(ToString::to_string);
    let found: Vec<String> = cases.chain(properties).chain(day).collect();
    assert_eq!(found, expected);
}

#[test]
fn pytest_writes_properties_and_expected_failures() {
    check(
        r#"<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests">
        <testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4" time="0.05"
            timestamp="2026-11-01T09:30:00.123456+01:00" hostname="ci">
        <testcase classname="tests.test_recover.TestRecover" name="test_back[60-a]" time="0.001">
            <properties><property name="requirement" value="REQ-1" />
            <property name="requirement" value="REQ-2#loss" /></properties></testcase>
        <testcase classname="tests.test_recover" name="test_loss" time="0.001"><failure
            message="assert 1 == 0">def test_loss():
&gt;       assert 1 == 0</failure></testcase>
        <testcase classname="tests.test_recover" name="test_late" time="0.000"><skipped
            type="pytest.xfail" message="slow" /></testcase>
        <testcase classname="" name="tests.test_broken" time="0.000"><error
            message="collection failure">ImportError</error></testcase>
        </testsuite></testsuites>"#,
        &[
            "Passed tests.test_recover.TestRecover test_back[60-a]",
            "Failed tests.test_recover test_loss",
            "Skipped tests.test_recover test_late",
            "Errored  tests.test_broken",
            "requirement=REQ-1 0..1",
            "requirement=REQ-2#loss 0..1",
            "2026-11-01",
        ],
    );
}

#[test]
fn surefire_writes_a_single_suite_and_tells_of_flaky_attempts() {
    check(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2"
            xsi:noNamespaceSchemaLocation="https://example.org/surefire-test-report.xsd"
            name="org.shop.OrderTest" time="0.1" tests="3" errors="0" skipped="0" failures="1">
          <properties><property name="java.version" value="21"/></properties>
          <testcase name="keepsOrders" classname="org.shop.OrderTest" time="0.01">
            <flakyFailure message="once" type="AssertionError"><stackTrace>at x</stackTrace>
            </flakyFailure><system-out><![CDATA[starting
            [[PROPERTY|requirement=REQ-3]] and [[PROPERTY|nothing]]
[[PROPERTY|verifies= REQ-4 ]]
            ]]></system-out></testcase>
          <testcase name="losesNone" classname="org.shop.OrderTest" time="0.01">
            <failure message="lost &lt;1&gt;" type="AssertionError"><![CDATA[at <x>]]></failure>
            <rerunFailure message="again"/></testcase>
        </testsuite>"#,
        &[
            "Passed org.shop.OrderTest keepsOrders",
            "Failed org.shop.OrderTest losesNone",
            "java.version=21 0..2",
            "requirement=REQ-3 0..1",
            "verifies=REQ-4 0..1",
        ],
    );
}

#[test]
fn google_test_tells_of_disabled_tests_by_their_status() {
    check(
        r#"<testsuites tests="4" failures="1" disabled="1" timestamp="2026-11-01T10:00:00.000"
            name="AllTests"><testsuite name="Recover" tests="4" timestamp="2026-11-02T00:00:01.000">
        <testcase name="Back" file="recover_test.cc" line="7" status="run" result="completed"
            time="0." timestamp="2026-11-09T10:00:00.000" classname="Recover"><properties>
            <property name="requirement" value="REQ-1"/></properties></testcase>
        <testcase name="DISABLED_Late" status="notrun" result="suppressed" classname="Recover"/>
        <testcase name="Elsewhere" status="run" result="skipped" classname="Recover"><skipped
            message="no disk"/></testcase>
        <testcase name="Old" status="run" time="0" classname="Recover" requirement="REQ-2">
            <failure message="a&#x0A;b" type=""></failure><failure message="c"/></testcase>
        </testsuite></testsuites>"#,
        &[
            "Passed Recover Back in recover_test.cc",
            "Skipped Recover DISABLED_Late",
            "Skipped Recover Elsewhere",
            "Failed Recover Old",
            "requirement=REQ-1 0..1",
            "requirement=REQ-2 3..4",
            "2026-11-02",
        ],
    );
}

#[test]
fn playwright_writes_annotations_as_properties() {
    check(
        r#"<testsuites id="" name="" tests="2" failures="0" skipped="1" errors="0" time="1.2">
        <testsuite name="order.spec.ts" timestamp="2026-11-01T23:59:59.999Z" hostname="chromium"
            tests="2" failures="0" skipped="1" time="1.1" errors="0">
        <testcase name="order › keeps it, and says so" classname="order.spec.ts" time="1.05">
        <properties>
        <property name="requirement" value="REQ-1, REQ-2">
        </property>
        <property name="test"><![CDATA[TST-]]>&#49;&lt;</property>
        </properties>
        </testcase>
        <testcase name="order › forgets" classname="order.spec.ts" time="0"><properties>
        <property name="skip" value=""></property></properties><skipped></skipped></testcase>
        </testsuite></testsuites>"#,
        &[
            "Passed order.spec.ts order › keeps it, and says so",
            "Skipped order.spec.ts order › forgets",
            "requirement=REQ-1, REQ-2 0..1",
            "test=TST-1< 0..1",
            "skip= 1..2",
            "2026-11-01",
        ],
    );
}

#[test]
fn nextest_writes_modules_as_names() {
    check(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="nextest-run" tests="2" failures="1" errors="0" uuid="45c50042"
            timestamp="2026-11-01T10:00:00.000+00:00" time="0.5">
        <testsuite name="shop::orders" tests="2" disabled="0" errors="0" failures="1">
        <testcase name="tests::kept" classname="shop::orders"
            timestamp="2026-11-01T10:00:00.000+00:00" time="0.1"></testcase>
        <testcase name="tests::lost" classname="shop::orders" time="0.1"><failure
            type="test failure with exit code 101">thread panicked</failure><system-out>running 1
            test a & b</system-out></testcase>
        </testsuite></testsuites>"#,
        &["Passed shop::orders tests::kept", "Failed shop::orders tests::lost", "2026-11-01"],
    );
}

#[test]
fn suites_may_stand_in_suites() {
    check(
        r#"<testsuites><properties><property name="team" value="all"/></properties>
        <testsuite name="outer"><testcase name="a"/>
          <testsuite name="inner" timestamp="2026-10-31T00:00:00"><testcase name="b"/>
            <testcase name="c"><error/></testcase>
            <properties><property name="verifies">REQ-1</property></properties></testsuite>
          <testcase name="d" status="disabled"/>
        </testsuite><testsuite name="empty"/></testsuites>"#,
        &[
            "Passed  a",
            "Passed  b",
            "Errored  c",
            "Skipped  d",
            "team=all 0..4",
            "verifies=REQ-1 1..3",
            "2026-10-31",
        ],
    );
}

#[test]
fn timestamps_that_mean_different_days_to_different_people_mean_none() {
    for stamp in ["", "1667300000000", "01/02/2026 10:00", "2026-13-01T00:00:00", "äöüäöüäöü"]
    {
        let report = format!("<testsuite timestamp='{stamp}'><testcase name='a'/></testsuite>");
        check(&report, &["Passed  a"]);
    }
}

#[track_caller]
fn refuses(report: &str, reason: &str) {
    let error = parse(report).unwrap_err();
    assert!(error.contains(reason), "{error}");
}

#[test]
fn what_is_no_report_says_why() {
    refuses("", "nothing in it");
    refuses("# Report\n", "nothing in it");
    refuses("<assemblies><testsuite/></assemblies>", "begins with <assemblies>");
    refuses("<testsuites><testsuite>", "ends before");
    refuses("<testsuites><testsuite></testsuites>", "at byte 23");
    refuses("<testsuite><testcase name=></testsuite>", "in <testcase>");
    refuses(&"<testsuite>".repeat(100_000), "more than 64 deep");
}

#[test]
fn entities_never_grow() {
    let bomb = r#"<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "/etc">]>
        <testsuite><testcase name="&b;"/><properties><property name="x">&b;&c;</property>
        </properties></testsuite>"#;
    check(bomb, &["Passed  &b;", "x=&b;&c; 0..1"]);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
        parse(&String::from_utf8_lossy(&bytes)).ok();
    }

    #[test]
    fn any_shape_is_read_without_a_panic(pieces in prop::collection::vec(piece(), 0..60)) {
        parse(&format!("<testsuite>{}", pieces.concat())).ok();
        parse(&format!("<testsuite>{}</testsuite>", pieces.concat())).ok();
    }

    #[test]
    fn a_report_that_is_cut_off_is_none(at in 0..WHOLE.len()) {
        prop_assert!(parse(WHOLE).is_ok());
        prop_assert!(parse(&WHOLE[..at]).is_err());
    }
}

const WHOLE: &str = "<testsuite><properties><property name='a'>b</property></properties>\
                     <testcase name='a'><failure><![CDATA[x]]></failure></testcase></testsuite>";

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<testsuite>",
        "</testsuite>",
        "<testcase name='a' status='notrun' requirement='R'>",
        "</testcase>",
        "<testcase/>",
        "<properties>",
        "</properties>",
        "<property name='a'>",
        "<property name='a' value='b'/>",
        "</property>",
        "<failure>",
        "</failure>",
        "<skipped/>",
        "<system-out>",
        "[[PROPERTY|a=b]]",
        "[[PROPERTY|",
        "</system-out>",
        "<![CDATA[ ]] ]]>",
        "&amp;&#0;&#x110000;&x;&",
        "text",
    ])
}
