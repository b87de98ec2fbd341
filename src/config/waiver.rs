//! What a book is excused from, and what does not apply to it.

use super::unreadable;
use crate::{finding::Finding, source::Source, text::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::Error};
use toml::Spanned;

/// `[[not-applicable]]`
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NotApplicable {
    /// The key of the obligation, such as `uncovered-topic/compliance`.
    #[schemars(with = "String", example = &"uncovered-topic/compliance")]
    pub obligation: Spanned<String>,
    /// Why it does not apply.
    #[schemars(example = &"It runs inside one machine and knows nothing about people")]
    pub reason: String,
    /// Who says so.
    #[schemars(example = &"Ann")]
    pub owner: String,
    /// When somebody looks again.
    #[serde(deserialize_with = "day")]
    #[schemars(with = "String", extend("format" = "date"), example = &"2027-01-31")]
    pub review_by: Date,
}

/// `[[waiver]]`, in `waivers.toml` or `book.toml`. Whoever writes one by hand may leave something
/// out; that is a finding, and the waiver does not count.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    #[schemars(with = "String", example = &"unverified-requirement")]
    pub rule: Spanned<String>,
    /// What it is excused for: an id, with the anchor of a criterion, or a topic, section or
    /// practice.
    #[schemars(with = "String", example = &"REQ-012#no-loss")]
    pub on: Spanned<String>,
    /// Why, in a sentence.
    #[serde(default)]
    #[schemars(example = &"the second data centre is rented from March")]
    pub reason: String,
    /// Who answers for it.
    #[serde(default)]
    #[schemars(example = &"Ann")]
    pub owner: String,
    /// The last day it counts.
    #[serde(default, deserialize_with = "some_day")]
    #[schemars(with = "String", extend("format" = "date"), example = &"2026-04-30")]
    pub expires: Option<Date>,
    /// What the entry said when it was excused.
    #[serde(default)]
    #[schemars(example = &"7ff662a3dea01568")]
    pub fingerprint: String,
}

/// `waivers.toml`: obligations that are excused for a while.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WaiverFile {
    /// What is excused for a while.
    pub waiver: Vec<Waiver>,
}

impl Waiver {
    /// Reads `waivers.toml`. Total: what cannot be read is a finding.
    pub fn parse(source: &Source) -> (Vec<Self>, Vec<Finding>) {
        match toml::from_str::<WaiverFile>(&source.text) {
            Ok(file) => (file.waiver, Vec::new()),
            Err(error) => (Vec::new(), vec![unreadable(source, &error)]),
        }
    }
}

/// A day, as a string or as a date of TOML.
fn day<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Date, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Day {
        Text(String),
        Date(toml::value::Datetime),
    }
    let text = match Day::deserialize(deserializer)? {
        Day::Text(text) => text,
        Day::Date(date) => date.to_string(),
    };
    Date::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a day")))
}

fn some_day<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}
