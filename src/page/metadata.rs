//! *Key: value*, wherever it stands, on its way into a part.

use super::{Field, Origin, Part, Read, status};
use crate::{
    finding::{Finding, Severity},
    markdown::{self, Inline, Link, Value},
    text::{self, BookPath, Date, Span},
};
use std::ops::Range;

/// The keys that records use between their title and their text, in their one spelling. Others
/// count there only when they are set in bold.
const KEYS: &[&str] = &[
    "status",
    "state",
    "date",
    "decided",
    "decision-date",
    "deciders",
    "decider",
    "decision-makers",
    "decision-maker",
    "owner",
    "owners",
    "author",
    "authors",
    "consulted",
    "informed",
    "supersedes",
    "superseded-by",
    "superceded-by",
    "replaces",
    "replaced-by",
    "amends",
    "amended-by",
    "tags",
    "technical-story",
    "related",
    "related-to",
    "review-by",
    "last-updated",
    "priority",
    "topic",
    "created",
    "start-date",
];

/// Keys on which what a record counts for depends.
const WEIGHTY: &[&str] =
    &["status", "deciders", "supersedes", "superseded-by", "amends", "priority"];

/// Keys that are other spellings of one key.
const SAME: &[(&str, &str)] = &[
    ("state", "status"),
    ("decided", "date"),
    ("decision-date", "date"),
    ("decider", "deciders"),
    ("decision-makers", "deciders"),
    ("decision-maker", "deciders"),
    ("superceded-by", "superseded-by"),
    ("replaced-by", "superseded-by"),
    ("supercedes", "supersedes"),
    ("replaces", "supersedes"),
];

/// The one spelling of a key of a record: `Decision Makers` is `deciders`.
pub fn key(written: &str) -> String {
    let key = text::key(written);
    SAME.iter().find(|(other, _)| *other == key).map_or(key, |(_, one)| (*one).to_owned())
}

/// Keys in other languages. In front matter keys are names, and some of these are English ones.
const ELSEWHERE: &[(&str, &str)] = &[
    ("statut", "status"),
    ("estado", "status"),
    ("stato", "status"),
    ("data", "date"),
    ("datum", "date"),
    ("fecha", "date"),
    ("decisores", "deciders"),
    ("entscheider", "deciders"),
];

/// The one spelling of a key between the title of a record and its text, in any language.
pub(super) fn block_key(written: &str) -> String {
    let key = key(written);
    ELSEWHERE.iter().find(|(other, _)| *other == key).map_or(key, |(_, one)| (*one).to_owned())
}

/// Whether a key is one that records use.
pub(super) fn is_known(key: &str) -> bool {
    KEYS.contains(&key) || SAME.iter().any(|(other, _)| *other == key)
}

/// The key that `key` slips by one letter, where much hangs on it and records use no such key.
pub(super) fn meant(key: &str) -> Option<&'static str> {
    let near = |it: &&&str| strsim::osa_distance(it, key) == 1;
    if is_known(key) { None } else { WEIGHTY.iter().find(near).copied() }
}

/// A part under way, and what is wrong with it.
pub(super) struct Filling<'a> {
    pub(super) part: &'a mut Part,
    pub(super) findings: &'a mut Vec<Finding>,
    pub(super) path: &'a BookPath,
}

impl Filling<'_> {
    /// Takes in a field of the front matter.
    pub(super) fn front_matter(&mut self, field: markdown::Field) {
        let markdown::Field { key: written, value } = field;
        let key = key(&written.value);
        if let (Some(text), "status") = (value.texts().first(), key.as_str()) {
            self.status_text(&text.value, text.span, Origin::FrontMatter);
        }
        if let (Some(text), "date") = (value.texts().first(), key.as_str()) {
            self.date(&text.value, text.span, Origin::FrontMatter);
        }
        let field = Field { key, key_span: written.span, value, from: Origin::FrontMatter };
        self.part.fields.push(field);
    }

    /// Takes in how the part says it stands, in a place that is no Markdown itself. People write
    /// links there all the same.
    pub(super) fn status_text(&mut self, text: &str, span: Span, from: Origin) {
        let document = markdown::parse(text, span.start);
        if let Some(block) = document.blocks.first() {
            let whole = 0..block.text.text.len();
            let said = Said { inline: &block.text, links: &document.outline.links };
            self.status(&said, whole, from, Some(span));
        }
    }

    /// Takes in *key: value* from the text of a block.
    pub(super) fn line(&mut self, said: &Said<'_>, key: Range<usize>, value: Range<usize>) {
        let name = block_key(&said.inline.text[key.clone()]);
        self.field(name, said.inline.span_of(key), said, value);
    }

    /// Takes in the value of a field from the text of a block.
    pub(super) fn field(
        &mut self,
        name: String,
        key_span: Span,
        said: &Said<'_>,
        value: Range<usize>,
    ) {
        let text = said.inline.text[value.clone()].to_owned();
        let span = said.inline.span_of(value.clone());
        match name.as_str() {
            "status" => self.status(said, value, Origin::Block, None),
            "date" => self.date(&text, span, Origin::Block),
            _ => (),
        }
        let value = Value::Text(span.of(text));
        self.part.fields.push(Field { key: name, key_span, value, from: Origin::Block });
    }

    /// Takes in how the part says it stands. `place` overrules where the text says it is.
    pub(super) fn status(
        &mut self,
        said: &Said<'_>,
        range: Range<usize>,
        from: Origin,
        place: Option<Span>,
    ) {
        let raw = said.inline.text[range.clone()].trim();
        let span = place.unwrap_or_else(|| said.inline.span_of(range.clone()));
        if status::is_placeholder(raw) {
            return self.leftover(raw, span);
        }
        let mut claims = status::claims(said.inline, range, said.links);
        if let Some(span) = place {
            for claim in &mut claims {
                claim.to.span = span;
            }
        }
        self.part.claims.append(&mut claims);
        if let Some(value) = status::word(raw) {
            let raw = raw.to_owned();
            self.part.statuses.push(Read { value, raw, span, from });
        }
    }

    /// Takes in the day that the part names.
    pub(super) fn date(&mut self, text: &str, span: Span, from: Origin) {
        if let Some(value) = Date::parse_prefix(text) {
            let raw = text.to_owned();
            self.part.dates.push(Read { value, raw, span, from });
        } else if status::is_placeholder(text) || text.contains("YYYY") {
            self.leftover(text, span);
        } else if text.contains(|c: char| c.is_ascii_digit()) {
            let message = format!("`{}` is not a day", text.trim());
            let finding = Finding::new("bad-date", Severity::Warning, self.path, span, message);
            self.findings.push(finding.note("write it as `2026-03-14`"));
        }
    }

    fn leftover(&mut self, raw: &str, span: Span) {
        let message = format!("`{}` was left from a template", raw.trim());
        let finding =
            Finding::new("leftover-template", Severity::Warning, self.path, span, message);
        self.findings.push(finding.note("it counts as unknown until it is filled in"));
    }
}

/// The text of a block with the links of its page.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) inline: &'a Inline,
    pub(super) links: &'a [Link],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_spelling() {
        for written in ["Superseded_By", "superceded by", "Replaced-by", "supersededBy"] {
            assert_eq!(key(written), "superseded-by");
        }
        assert_eq!(key("Decision Makers"), "deciders");
        assert_eq!(
            (meant("statsu"), meant("status"), meant("layout")),
            (Some("status"), None, None)
        );
    }
}
