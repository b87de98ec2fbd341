//! Reports of tests as their strictest reader takes them: XML, held against the schema.

use quick_xml::{Reader, events::Event};
use std::collections::BTreeMap;

/// An element of XML.
#[derive(Default)]
pub(super) struct Xml {
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Xml>,
    text: String,
}

impl Xml {
    pub(super) fn read(text: &str) -> Self {
        let allowed = |c: char| c >= ' ' || "\t\r\n".contains(c);
        assert!(text.chars().all(allowed), "no XML holds such a character");
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let attributes = start.attributes().map(|it| {
                        let it = it.unwrap();
                        (it.key.as_ref().to_owned(), it.value.to_string())
                    });
                    let name = start.name().as_ref().to_owned();
                    let attributes = attributes.collect();
                    open.push(Self { name, attributes, ..Self::default() });
                }
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(text.trim()),
                Event::Eof => break,
                _ => (),
            }
        }
        assert_eq!((open.len(), open[0].children.len()), (1, 1));
        open.remove(0).children.remove(0)
    }

    /// Fails where an element is not what the table says.
    pub(super) fn hold(&self) {
        let known = JUNIT.iter().find(|it| it.name == self.name);
        let Element { name, required, optional, children, text } = known.unwrap();
        for it in *required {
            assert!(self.attributes.contains_key(*it), "<{name}> lacks {it}");
        }
        for it in self.attributes.keys() {
            let allowed = required.contains(&it.as_str()) || optional.contains(&it.as_str());
            assert!(allowed, "<{name}> has {it}");
        }
        assert!(*text || self.text.is_empty(), "<{name}> says {}", self.text);
        for child in &self.children {
            assert!(children.contains(&child.name.as_str()), "<{name}> holds <{}>", child.name);
            child.hold();
        }
    }

    /// Name, tests, failures, errors and skipped of each suite, as it says and as it holds.
    pub(super) fn suites(&self) -> Vec<[String; 5]> {
        let suite = |suite: &Xml| {
            let held = |name: &str| {
                let cases = suite.children.iter().flat_map(|it| &it.children);
                cases.filter(|it| it.name == name).count().to_string()
            };
            let names = ["name", "tests", "failures", "errors", "skipped"];
            let said = names.map(|it| suite.attributes[it].clone());
            let tests = suite.children.len().to_string();
            assert_eq!(said[1..], [tests, held("failure"), held("error"), held("skipped")]);
            said
        };
        self.children.iter().map(suite).collect()
    }
}

/// What an element of a report of tests may hold.
struct Element {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    children: &'static [&'static str],
    text: bool,
}

/// As `junit-10.xsd` of Jenkins' xUnit plugin has it, as far as archbook writes it. All attributes
/// here are strings, and children may come in any order.
const JUNIT: &[Element] = &[
    Element {
        name: "testsuites",
        required: &[],
        optional: &["name", "time", "tests", "failures", "errors"],
        children: &["testsuite"],
        text: false,
    },
    Element {
        name: "testsuite",
        required: &["name", "tests", "failures", "errors"],
        optional: &[
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
        ],
        children: &["testsuite", "properties", "testcase", "system-out", "system-err"],
        text: false,
    },
    Element {
        name: "testcase",
        required: &["name"],
        optional: &["time", "classname", "group"],
        children: &["skipped", "error", "failure", "system-out", "system-err"],
        text: false,
    },
    outcome("failure"),
    outcome("error"),
    outcome("skipped"),
];

const fn outcome(name: &'static str) -> Element {
    Element { name, required: &[], optional: &["type", "message"], children: &[], text: true }
}
