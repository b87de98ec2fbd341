//! *Key: value*, wherever it stands, on its way into a part.

use super::{Claim, Field, Origin, Part, Read, languages, reference::references, status};
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
    ("superseeded-by", "superseded-by"),
    ("supersededby", "superseded-by"),
    ("obsoleted-by", "superseded-by"),
    ("supercedes", "supersedes"),
    ("replaces", "supersedes"),
    ("obsoletes", "supersedes"),
    ("amendedby", "amended-by"),
    ("refinedby", "refined-by"),
    ("relatesto", "related"),
    ("relates-to", "related"),
    ("related-to", "related"),
    ("related-adrs", "related"),
    ("related-adr", "related"),
    ("related-decisions", "related"),
    ("see-also", "related"),
    ("depends-on", "related"),
    ("alias", "aliases"),
    ("redirect-from", "aliases"),
];

/// Keys that tell of another record where they name one, and may just as well say something else.
const LOOSE: &[(&str, &str)] = &[
    ("extends", "amends"),
    ("extended-by", "amended-by"),
    ("clarifies", "amends"),
    ("clarified-by", "amended-by"),
    ("replacement", "superseded-by"),
    ("successor", "superseded-by"),
    ("predecessor", "supersedes"),
    ("see", "see"),
];

/// What some put into the key of a relation that holds for a part only, or for a time.
pub const PARTIAL: &[&str] = &[
    "partially-",
    "partly-",
    "provisionally-",
    "temporarily-",
    "-partially",
    "-partly",
    "-in-part",
    "-section",
    "-sections",
];

/// Keys of relations between records, in their one spelling.
const RELATIONS: &[&str] =
    &["supersedes", "superseded-by", "amends", "amended-by", "refines", "refined-by"];

/// The keys that front matter may have whatever the method, in all their spellings.
pub fn front_matter_keys() -> impl Iterator<Item = &'static str> {
    let own =
        ["adr", "adr-id", "aliases", "id", "kind", "links", "number", "title"].iter().chain(KEYS);
    own.chain(SAME.iter().chain(LOOSE).map(|(written, _)| written)).copied()
}

/// Every spelling of a key, the one that counts first.
pub fn spellings(key: &str) -> impl Iterator<Item = &str> {
    let others = SAME.iter().filter(move |(_, one)| *one == key).map(|(other, _)| *other);
    [key].into_iter().chain(others)
}

/// The one spelling of the key of a relation, and whether it holds for a part only.
fn whole(written: &str) -> (String, bool) {
    let spelled = block_key(written);
    let plain = text::key(written);
    let parted = PARTIAL.iter().filter(|part| plain.contains(**part)).find_map(|part| {
        let rest = key(&plain.replace(part, ""));
        (rest != spelled && RELATIONS.contains(&rest.as_str())).then_some(rest)
    });
    parted.map_or((spelled, false), |rest| (rest, true))
}

/// No name of a relation is longer than this, in any language.
const RELATION_BYTES_MAX: usize = 40;

/// The key of a relation that a section is named after, if it is.
pub(super) fn relation(title: &str) -> Option<(&'static str, bool)> {
    if title.len() > RELATION_BYTES_MAX {
        return None;
    }
    let (key, partial) = whole(title.trim_end_matches(':'));
    RELATIONS.iter().find(|it| **it == key).map(|it| (*it, partial))
}

/// The one spelling of a key of a record.
pub fn key(written: &str) -> String {
    let key = text::key(written);
    SAME.iter().find(|(other, _)| *other == key).map_or(key, |(_, one)| (*one).to_owned())
}

/// The one spelling of a key between the title of a record and its text, in any language.
pub(super) fn block_key(written: &str) -> String {
    let key = key(written);
    // In front matter keys are names, and some names in other languages are English ones.
    languages::english(&key).to_owned()
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
        let key_span = written.span;
        match (key(&written.value).as_str(), value) {
            // mkdocs-material-adr keeps all fields of a record in one of its own.
            ("adr", Value::Map(fields, _)) => {
                for field in fields {
                    self.front_matter(field);
                }
            }
            ("links", Value::List(links, span)) => {
                for link in &links {
                    self.front_link(link);
                }
                self.front_field("links", key_span, Value::List(links, span));
            }
            (_, value) => self.front_field(&written.value, key_span, value),
        }
    }

    /// Takes in a link of the front matter, as `{target: 2, kind: supersedes}` (adrs).
    fn front_link(&mut self, link: &Value) {
        let Value::Map(fields, _) = link else {
            return;
        };
        let named = |names: &[&str]| {
            fields.iter().find(|it| names.contains(&text::key(&it.key.value).as_str()))
        };
        let kind = named(&["kind", "type", "rel", "relation"]);
        let target = named(&["target", "id", "adr", "to", "ref"]);
        if let (Some(kind), Some(target)) = (kind, target)
            && let Some(kind) = kind.value.first_text()
        {
            self.front_field(&kind.value, kind.span, target.value.clone());
        }
    }

    fn front_field(&mut self, written: &str, key_span: Span, value: Value) {
        let (relation, partial) = whole(written);
        let is_relation = RELATIONS.contains(&relation.as_str());
        let key = if is_relation { relation } else { key(written) };
        if let Some(text) = value.first_text() {
            match key.as_str() {
                "status" => self.status_text(&text.value, text.span, Origin::FrontMatter),
                "date" => self.date(&text.value, text.span, Origin::FrontMatter),
                _ => (),
            }
        }
        for text in value.texts() {
            self.loose(&key, &text.value, text.span);
        }
        let value = if is_relation { targets(value) } else { value };
        let partial = partial || value.texts().iter().any(|it| status::says_part(&it.value));
        let from = Origin::FrontMatter;
        self.part.fields.push(Field { key, key_span, value, from, partial });
    }

    /// Takes in the records that a text of the front matter names, where its key may tell of some.
    fn loose(&mut self, key: &str, text: &str, span: Span) {
        let Some((_, relation)) = LOOSE.iter().find(|(loose, _)| *loose == key) else {
            return;
        };
        let document = markdown::parse(text, span.start);
        let named = document.blocks.first().map(|block| {
            references(&block.text, 0..block.text.text.len(), &document.outline.links)
        });
        let claims = named.into_iter().flatten().map(|mut to| {
            to.span = span;
            Claim { relation, partial: false, to }
        });
        self.part.claims.extend(claims);
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
        let name = said.inline.text[key.clone()].to_owned();
        self.field(&name, said.inline.span_of(key), said, value);
    }

    /// Takes in the value of a field from the text of a block.
    pub(super) fn field(
        &mut self,
        written: &str,
        key_span: Span,
        said: &Said<'_>,
        value: Range<usize>,
    ) {
        let text = said.inline.text[value.clone()].to_owned();
        let span = said.inline.span_of(value.clone());
        let (name, partial) = whole(written);
        let partial = partial || status::says_part(&text);
        if let Some((_, relation)) = LOOSE.iter().find(|(loose, _)| *loose == name) {
            let named = references(said.inline, value.clone(), said.links).into_iter();
            self.part.claims.extend(named.map(|to| Claim { relation, partial, to }));
        }
        match name.as_str() {
            "status" => self.status(said, value, Origin::Block, None),
            "date" => self.date(&text, span, Origin::Block),
            _ => (),
        }
        let value = Value::Text(span.of(text));
        self.part.fields.push(Field { key: name, key_span, value, from: Origin::Block, partial });
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

/// What the value of a relation names: of records that are told with their fields, the one that
/// names them.
fn targets(value: Value) -> Value {
    match value {
        Value::List(values, span) => Value::List(values.into_iter().map(targets).collect(), span),
        Value::Map(fields, span) => {
            let names = ["id", "target", "adr", "path", "ref", "number"];
            let naming = fields.iter().find(|it| names.contains(&it.key.value.as_str()));
            naming.map(|it| it.value.clone()).unwrap_or(Value::Map(fields, span))
        }
        value => value,
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
        for written in ["superseded-in-part by", "partially_superseded_by", "supersededSectionBy"] {
            assert_eq!(whole(written), ("superseded-by".to_owned(), true));
        }
        assert_eq!(whole("Ersetzt durch"), ("superseded-by".to_owned(), false));
        assert_eq!(whole("partially-done"), ("partially-done".to_owned(), false));
        assert_eq!(
            (meant("statsu"), meant("status"), meant("layout")),
            (Some("status"), None, None)
        );
    }
}
