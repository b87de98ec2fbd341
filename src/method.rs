//! What an architecture handbook contains: stages, sections, kinds, relations and statuses. All of
//! it is data; the engine knows nothing of architecture.

mod extend;
mod field;
mod flaw;
mod index;
mod look;
mod names;
mod parse;
mod rule;

pub use field::{Field, Serves, same_field};
pub use index::{
    HeadingIndex, Headings, KindIndex, RelationIndex, RuleIndex, SectionIndex, StageIndex,
    StatusIndex,
};
pub use look::{Colour, Icon};
pub use rule::{Demand, Each, Edit, Level, Rule};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A way of working: `standard.toml`, or the book's own `method.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// What it is called.
    pub name: String,
    /// What it stands for, in a few words.
    #[serde(default)]
    pub motto: String,
    /// In the order the work goes; the last leads back to the first.
    #[serde(default, rename = "stage")]
    pub stages: Vec<Stage>,
    /// The steps of all stages, in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// The kinds of record there are.
    #[serde(default, rename = "kind")]
    pub kinds: Vec<Kind>,
    /// The named links there are between records.
    #[serde(default, rename = "relation")]
    pub relations: Vec<Relation>,
    /// What can be said of how a record stands.
    #[serde(default, rename = "status")]
    pub statuses: Vec<Status>,
    /// The headings that rules ask for.
    #[serde(default, rename = "heading")]
    pub headings: Vec<Heading>,
    /// The fields that records have, beside those that every method knows.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// The questions that the requirements of a system answer.
    #[serde(default, rename = "topic")]
    pub topics: Vec<Topic>,
    /// What a good handbook shows as a whole.
    #[serde(default, rename = "practice")]
    pub practices: Vec<Practice>,
    /// Words that rules look for: by the name of the list, then by language.
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// What is owed.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// A stage of design, such as *Research*.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its short name, used in addresses and queries.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is for, in one sentence.
    #[serde(default)]
    pub purpose: String,
    /// The stage without whose gate its own is not open.
    #[serde(default)]
    pub after: Option<String>,
}

/// A step of a stage, such as *Setting requirements*.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its short name, used in addresses.
    pub name: String,
    /// The stage it belongs to.
    pub stage: String,
    /// What people call it.
    pub title: String,
    /// The kinds of record it holds.
    #[serde(default)]
    pub kinds: Vec<String>,
}

/// A kind of record, such as *decision*.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name in front matter and queries.
    pub name: String,
    /// What several of them are called.
    pub plural: String,
    /// What its ids start with, such as `ADR`.
    pub prefix: String,
    /// Other names that front matter and queries may use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Other names of folders that hold it.
    #[serde(default)]
    pub folders: Vec<String>,
    /// What a record of it says, in one sentence.
    #[serde(default)]
    pub purpose: String,
    /// What a page looks like that is of this kind, although nothing says so.
    #[serde(default)]
    pub shape: Option<Shape>,
    /// Whether a record of it names evidence, and is proven by that.
    #[serde(default)]
    pub proves: bool,
    /// Whether a record of it that is in force is evidence itself.
    #[serde(default)]
    pub vouches: bool,
    /// The headings without which it is not real.
    #[serde(default)]
    pub requires: Vec<String>,
    /// The text below the title of a new one.
    #[serde(default)]
    pub template: String,
}

/// A named, typed link, such as *satisfies*. Names are keys: kebab-case, shown with spaces.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Its name, said at the end it starts from.
    pub name: String,
    /// Its name, said at the other end.
    pub inverse: String,
    /// The kinds it may start from; none means any.
    #[serde(default)]
    pub from: Vec<String>,
    /// The kinds it may lead to; none means any.
    #[serde(default)]
    pub to: Vec<String>,
    /// Whether it only joins records of one kind.
    #[serde(default)]
    pub same: bool,
    /// Whether what it starts from takes the place of what it leads to.
    #[serde(default)]
    pub retires: bool,
    /// Whether what it leads to is shown to be so by the proof of what it starts from.
    #[serde(default)]
    pub proves: bool,
    /// What the pages about the whole book take it for: that it leads to people, say.
    #[serde(default)]
    pub serves: Option<Serves>,
}

/// How a record stands, such as *accepted*.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Status {
    /// Its one name in every output.
    pub name: String,
    /// What rules ask for.
    pub meaning: Meaning,
    /// The words people write for it.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether a record that says this never held, although it is closed.
    #[serde(default)]
    pub never_held: bool,
    /// Whether this is how a record stands that another one has retired.
    #[serde(default)]
    pub retired: bool,
    /// Its colour; without this, that of its meaning.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// Its icon; without this, that of its meaning.
    #[serde(default)]
    pub icon: Option<Icon>,
}

/// A heading that rules ask for, such as *Consequences*.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Its name in queries.
    pub name: String,
    /// Other words people write for it.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether what stands before the first heading counts as well.
    #[serde(default)]
    pub lead: bool,
}

/// A question that requirements answer, such as *security*.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in front matter and queries.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// Whether it applies to every system, so that nobody can declare it not applicable.
    #[serde(default)]
    pub always: bool,
    /// What its requirements speak of, taken together.
    #[serde(default)]
    pub says: Vec<String>,
}

/// Something that a good handbook shows as a whole.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Its short name.
    pub name: String,
    /// What it says.
    pub title: String,
    /// Queries, each of which must find an entry.
    pub expect: Vec<String>,
}

/// A form of text that says what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A decision record, in any form that is read; or a page with a number and a status.
    Decision,
}

/// What a status means, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Not yet decided.
    Open,
    /// It holds.
    InForce,
    /// It holds no more, or never did.
    Closed,
}

/// From which end a relation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// From its start, by its name.
    From,
    /// From where it leads, by its inverse.
    To,
}

impl Status {
    /// Whether a record that says this holds, or once did: one that is superseded or deprecated by
    /// now was in force before.
    pub fn ever_held(&self) -> bool {
        match self.meaning {
            Meaning::InForce => true,
            Meaning::Open => false,
            Meaning::Closed => !self.never_held,
        }
    }
}

impl Relation {
    /// Whether it may join a record of kind `from` to one of kind `to`.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        let among = |kinds: &[String], kind| kinds.is_empty() || kinds.iter().any(|it| it == kind);
        among(&self.from, from) && among(&self.to, to) && (!self.same || from == to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_know_which_kinds_they_join() {
        let method = Method::standard();
        let (satisfies, end) = method.relation_named("satisfied-by").unwrap();
        assert_eq!(end, End::To);
        assert!(method.relation(satisfies).allows("decision", "requirement"));
        assert!(!method.relation(satisfies).allows("requirement", "decision"));
        let supersedes = method.relation(method.supersedes().unwrap());
        assert!(supersedes.allows("decision", "decision"));
        assert!(!supersedes.allows("decision", "requirement"));
    }

    #[test]
    fn a_book_may_have_words_of_its_own() {
        let words = [("Shipped to all", "implemented"), ("active", "proposed"), ("x", "y")];
        let words = words.map(|(word, name)| (word.to_owned(), name.to_owned())).into();
        let method = Method::standard().with_words(&words);
        let named = |word| method.status_named(word).map(|it| method.status(it).name.as_str());
        assert_eq!(named("shipped to all"), Some("implemented"));
        assert_eq!((named("Active"), named("x")), (Some("proposed"), None));
    }

    #[test]
    fn no_word_means_two_statuses() {
        let method = Method::standard();
        let mut words: Vec<&String> = method.statuses.iter().flat_map(|it| &it.words).collect();
        let count = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn words_in_the_wild_have_a_status() {
        let method = Method::standard();
        let named = |word| method.status_named(word).map(|it| method.status(it).name.as_str());
        assert_eq!(named("Superceded"), Some("superseded"));
        assert_eq!(named("Work in progress"), Some("draft"));
        for word in
            ["Aceito", "Accepté", "Aceptado", "Akzeptiert", "Accettato", "採用", "已接受", "승인됨"]
        {
            assert_eq!(named(word), Some("accepted"));
        }
        assert_eq!(named("fine"), None);
    }
}
