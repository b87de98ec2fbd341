//! The fields of records, apart from relations: those of the method, and those of every method.

use super::{KindIndex, Method};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::LazyLock;

/// A field that records have, such as *priority*.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in front matter and queries.
    pub name: String,
    /// What it says, in one sentence.
    #[serde(default)]
    pub purpose: String,
    /// The kinds of record that have it; none means any.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What it may say, in the order in which a query sorts it; none means any text.
    #[serde(default)]
    pub values: Vec<String>,
    /// Whether it names a day.
    #[serde(default)]
    pub day: bool,
    /// What the pages about the whole book take it for.
    #[serde(default)]
    pub serves: Option<Serves>,
}

/// What pages about the whole book take a field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Serves {
    /// It names people.
    Person,
    /// It names words to find records by.
    Tag,
    /// It says how far in a record stands on the radar: its first value is the innermost ring.
    Ring,
    /// It says in which sector of the radar a record stands.
    Sector,
    /// It says what a record on the radar is about.
    Subject,
}

/// What a file of fields holds.
#[derive(Deserialize)]
struct Fields {
    field: Vec<Field>,
}

/// The fields of every method.
static COMMON: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let fields: Fields =
        toml::from_str(include_str!("common.toml")).expect("the fields of every method are tested");
    fields.field
});

/// Whether two names are those of one field, whether there is one of it or many.
pub fn same_field(one: &str, other: &str) -> bool {
    // Most are told apart by their lengths, which is all that is looked at of these.
    one.len().abs_diff(other.len()) < 2
        && one.strip_suffix('s').unwrap_or(one) == other.strip_suffix('s').unwrap_or(other)
}

impl Method {
    /// Adds what every method knows, unless this one says it itself. Its topics are what the field
    /// of that name may say.
    pub(super) fn complete(&mut self) {
        for field in COMMON.iter() {
            if !self.fields.iter().any(|own| own.name == field.name) {
                self.fields.push(field.clone());
            }
        }
        let topics = self.topics.iter().map(|topic| topic.name.clone());
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == "topic")
            && field.values.is_empty()
        {
            field.values = topics.collect();
        }
    }

    /// The field that goes by a key, whether it names one of it or many.
    pub fn field_named(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| same_field(&field.name, key))
    }

    /// The fields that serve for something, in order.
    pub fn serving(&self, what: Serves) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |it| it.serves == Some(what))
    }

    /// The fields that records of a kind have, in order.
    pub fn fields_of(&self, kind: KindIndex) -> impl Iterator<Item = &Field> {
        let name = &self.kind(kind).name;
        self.fields.iter().filter(|it| it.kinds.is_empty() || it.kinds.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_knows_the_common_fields_and_the_kinds_have_their_own() {
        let method = Method::standard();
        let requirement = method.kind_named("requirement").unwrap();
        let has = |name| method.fields_of(requirement).any(|it| it.name == name);
        assert!(has("owner") && has("priority") && !has("goal"));
        assert!(method.field_named("tag").is_some() && method.field_named("tags").is_some());
        assert_eq!(method.field_named("topic").unwrap().values[0], "purpose");
    }
}
