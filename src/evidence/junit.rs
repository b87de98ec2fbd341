//! The XML of `JUnit`, as tools in the wild write it.
//!
//! There is no standard, only a habit: suites with cases in them, of which one passed that holds
//! neither `failure` nor `error` nor `skipped`. Suites may stand in suites, and the root may be a
//! single one. What a case is about, tools say in several ways: as `<properties>` of the case or of
//! its suite, with the value as an attribute or as text; as attributes of the case; and as lines
//! `[[PROPERTY|name=value]]` of what it printed.
//!
//! Entities that a document defines itself are left as they are written, so none can explode.

use super::{Case, Outcome, Property, Run};
use crate::text::Date;
use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesRef, BytesStart, Event},
};

/// Suites stand in suites, and yet not this deep.
const DEPTH_MAX: usize = 64;

/// No run has more cases: one of as many takes a few hundred megabytes of memory.
const CASES_MAX: usize = 1 << 20;

/// Attributes of a case that say nothing about what it is for.
const OWN_ATTRIBUTES: &[&str] = &["time", "timestamp", "line", "assertions"];

/// What a status or a result of a case means, where it has no element that says so. Google Test and
/// `CTest` tell of cases that were switched off in no other way.
const OUTCOMES: &[(&str, Outcome)] = &[
    ("notrun", Outcome::Skipped),
    ("disabled", Outcome::Skipped),
    ("suppressed", Outcome::Skipped),
    ("ignored", Outcome::Skipped),
    ("skipped", Outcome::Skipped),
    ("error", Outcome::Errored),
    ("fail", Outcome::Failed),
    ("failed", Outcome::Failed),
    ("failure", Outcome::Failed),
];

/// Reads a report; an error says why the text is none.
pub fn parse(text: &str) -> Result<Run, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    // What programs print is seldom escaped with care.
    reader.config_mut().allow_dangling_amp = true;
    let mut reading = Reading::default();
    loop {
        let event = reader.read_event();
        let event =
            event.map_err(|error| format!("at byte {}: {error}", reader.error_position()))?;
        match event {
            Event::Start(start) => reading.open(&start)?,
            Event::End(_) => reading.close(),
            Event::Text(text) => reading.hear(&text),
            Event::CData(text) => reading.hear(&text),
            Event::GeneralRef(reference) => reading.hear_reference(&reference),
            Event::Eof => return reading.end(),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => (),
        }
    }
}

/// A report under way.
#[derive(Default)]
struct Reading {
    run: Run,
    /// The elements that are open, outermost first.
    open: Vec<Element>,
    /// What was said in the innermost of them, where that matters.
    heard: String,
    /// Whether there was a suite at all.
    begun: bool,
}

/// An open element.
enum Element {
    /// A suite: how many cases came before it, and which properties are its own.
    Suite(usize, Vec<usize>),
    /// A case: the last of the run.
    Case,
    /// A property: its name, and its value if that is an attribute.
    Property(String, Option<String>),
    /// What a case printed.
    Output,
    /// Anything else.
    Other,
}

impl Reading {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let name = start.local_name();
        let in_case = matches!(self.open.last(), Some(Element::Case));
        let element = match name.as_ref() {
            "testsuites" | "testsuite" => self.suite(start)?,
            other if self.open.is_empty() => {
                return Err(format!("it is no JUnit report: it begins with <{other}>"));
            }
            "testcase" => self.case(start)?,
            "property" => property(start)?,
            "system-out" if in_case => Element::Output,
            outcome if in_case => {
                self.mark(outcome);
                Element::Other
            }
            _ => Element::Other,
        };
        if self.open.len() == DEPTH_MAX {
            return Err(format!("its elements stand more than {DEPTH_MAX} deep"));
        }
        self.heard.clear();
        self.open.push(element);
        Ok(())
    }

    fn suite(&mut self, start: &BytesStart<'_>) -> Result<Element, String> {
        self.begun = true;
        for (name, value) in attributes(start)? {
            if name == "timestamp" {
                self.run.day = self.run.day.max(day(&value));
            }
        }
        Ok(Element::Suite(self.run.cases.len(), Vec::new()))
    }

    fn case(&mut self, start: &BytesStart<'_>) -> Result<Element, String> {
        let at = self.run.cases.len();
        if at == CASES_MAX {
            return Err(format!("it has more than {CASES_MAX} cases"));
        }
        let mut case = Case::default();
        for (name, value) in attributes(start)? {
            match name.as_str() {
                "classname" => case.class = value,
                "name" => case.name = value,
                "file" => case.file = value,
                "status" | "result" => {
                    let word = value.to_ascii_lowercase();
                    let said = OUTCOMES.iter().find(|(it, _)| *it == word);
                    case.outcome = said.map_or(case.outcome, |(_, it)| case.outcome.max(*it));
                }
                own if OWN_ATTRIBUTES.contains(&own) => (),
                _ => self.run.properties.push(Property { name, value, cases: at..at + 1 }),
            }
        }
        self.run.cases.push(case);
        Ok(Element::Case)
    }

    /// Notes what an element of a case says became of it. `flakyFailure` and `rerunFailure` do not:
    /// they tell of attempts before the last one.
    fn mark(&mut self, element: &str) {
        let outcome = match element {
            "failure" => Outcome::Failed,
            "error" => Outcome::Errored,
            "skipped" => Outcome::Skipped,
            _ => return,
        };
        let case = self.run.cases.last_mut().expect("an open case is the last of the run");
        case.outcome = case.outcome.max(outcome);
    }

    fn hear(&mut self, text: &str) {
        if matches!(self.open.last(), Some(Element::Property(..) | Element::Output)) {
            self.heard.push_str(text);
        }
    }

    fn hear_reference(&mut self, reference: &BytesRef<'_>) {
        let character = reference.resolve_char_ref().ok().flatten();
        match (character, resolve_predefined_entity(reference)) {
            (Some(character), _) => self.hear(character.encode_utf8(&mut [0; 4])),
            (None, Some(text)) => self.hear(text),
            (None, None) => self.hear(&format!("&{};", &**reference)),
        }
    }

    fn close(&mut self) {
        let heard = std::mem::take(&mut self.heard);
        match self.open.pop() {
            Some(Element::Suite(first, own)) => {
                for at in own {
                    self.run.properties[at].cases = first..self.run.cases.len();
                }
            }
            Some(Element::Property(name, value)) => {
                self.keep(name, value.unwrap_or_else(|| heard.trim().to_owned()));
            }
            Some(Element::Output) => {
                for (name, value) in printed(&heard) {
                    self.keep(name.trim().to_owned(), value.trim().to_owned());
                }
            }
            Some(Element::Case | Element::Other) | None => (),
        }
    }

    /// Keeps a property of the innermost case or suite.
    fn keep(&mut self, name: String, value: String) {
        let at = self.run.properties.len();
        let last = self.run.cases.len();
        let holder = self.open.iter_mut().rev().find_map(|element| match element {
            Element::Case => Some(last - 1..last),
            Element::Suite(first, own) => {
                own.push(at);
                Some(*first..last)
            }
            _ => None,
        });
        let cases = holder.expect("everything stands in a suite");
        self.run.properties.push(Property { name, value, cases });
    }

    fn end(self) -> Result<Run, String> {
        if !self.begun {
            return Err("it is no JUnit report: there is nothing in it".to_owned());
        }
        if !self.open.is_empty() {
            return Err("it ends before its last element does".to_owned());
        }
        Ok(self.run)
    }
}

fn property(start: &BytesStart<'_>) -> Result<Element, String> {
    let (mut own, mut said) = (String::new(), None);
    for (name, value) in attributes(start)? {
        match name.as_str() {
            "name" => own = value,
            "value" => said = Some(value),
            _ => (),
        }
    }
    Ok(Element::Property(own, said))
}

/// The attributes of an element, each with its value. Without the library's check that none is
/// there twice, which takes long where there are many.
fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).map(|attribute| {
        let attribute = attribute.map_err(|error| format!("in <{}>: {error}", name_of(start)))?;
        let value = unescape(&attribute.value);
        let value = value.map_or_else(|_| attribute.value.to_string(), Into::into);
        Ok((attribute.key.local_name().as_ref().to_owned(), value))
    });
    attributes.collect()
}

fn name_of(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

/// The day that a timestamp begins with. Tools write ISO 8601; other spellings mean different days
/// to different people.
fn day(timestamp: &str) -> Option<Date> {
    let day = timestamp.trim().get(..10).filter(|day| day.as_bytes()[4] == b'-')?;
    Date::parse(day)
}

/// What a case printed as `[[PROPERTY|name=value]]`.
fn printed(output: &str) -> impl Iterator<Item = (&str, &str)> {
    let rest = output.split("[[PROPERTY|").skip(1);
    rest.filter_map(|rest| rest.split_once("]]")?.0.split_once('='))
}

#[cfg(test)]
mod tests;
