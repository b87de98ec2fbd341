//! What is owed, as data: who owes it, what, how much it matters, and why it is asked.

use crate::finding::Severity;
use schemars::JsonSchema;
use serde::Deserialize;

/// A rule of a method. Its queries are in the query language; a query that cannot be understood is
/// a finding in the method.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its stable name, such as `undecided-requirement`.
    pub name: String,
    /// The stage whose gate it counts for; for what sections owe, that of the section.
    #[serde(default)]
    pub stage: String,
    /// What owes it.
    #[serde(default)]
    pub each: Each,
    /// Which entries owe it.
    #[serde(default, rename = "for")]
    pub applies: String,
    /// What must hold: one of these queries. None means that the demand says it all.
    #[serde(default)]
    pub expect: Vec<String>,
    /// What must hold as well, and no query can say.
    #[serde(default)]
    pub demand: Option<Demand>,
    /// What the form of a record must have a place for, one of these at least, to owe it.
    #[serde(default)]
    pub place: Vec<String>,
    /// How much it matters.
    pub severity: Level,
    /// Which entries it is an error for, whatever its severity.
    #[serde(default)]
    pub error_when: Option<String>,
    /// What is so when it is not met, with names in braces.
    #[serde(default)]
    pub message: String,
    /// Why it is asked.
    #[serde(default)]
    pub why: String,
    /// What would most likely clear it.
    #[serde(default)]
    pub edit: Option<Edit>,
}

/// What owes the obligations of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// Every entry that the rule is for.
    #[default]
    Entry,
    /// Every criterion of such an entry; the entry itself where it has none.
    Criterion,
    /// Every topic of the method.
    Topic,
    /// Every section of a stage that the book has adopted.
    Section,
    /// Every best practice of the method.
    Practice,
    /// The book, once.
    Book,
}

/// How much a rule matters; a book may switch rules off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It is not asked.
    Off,
    /// Worth doing one day.
    Advice,
    /// Should be done.
    Warning,
    /// It closes the gate of its stage.
    Error,
}

/// What a query cannot say.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(
    untagged,
    rename_all_fields = "kebab-case",
    deny_unknown_fields,
    expecting = "a demand is `names`, `avoids` or `mentions` with `under`; `exists`; `at-most` \
                 with `share`, `relation` and `of`; `current`; `gated` with `by` and `naming`; \
                 `before`; or `due` with `grace-days`"
)]
pub enum Demand {
    /// The text under a heading names all of these words.
    Names {
        /// The words.
        names: Vec<String>,
        /// The heading.
        under: String,
    },
    /// The text under a heading has none of the words of a list.
    Avoids {
        /// The list.
        avoids: String,
        /// The heading.
        under: String,
    },
    /// The text under a heading has one of the words of a list, or there is a heading of the name
    /// of the list that says something.
    Mentions {
        /// The list.
        mentions: String,
        /// The heading.
        under: String,
    },
    /// Every file that a field names exists.
    Exists {
        /// The field.
        exists: String,
    },
    /// A relation leads to no more than so many entries, and to no more than their share of all.
    AtMost {
        /// How many.
        at_most: usize,
        /// One in how many.
        share: usize,
        /// The relation.
        relation: String,
        /// Which entries count as all.
        of: String,
    },
    /// Evidence is no older than what a relation leads to.
    Current {
        /// The relation.
        current: String,
    },
    /// Everything that is reached by following relations is verified, and every test of it is
    /// proven.
    Gated {
        /// The relations, one after the other.
        gated: Vec<String>,
        /// The relation from there to the tests.
        by: String,
        /// The field that names some of these tests only, and then has to say why.
        naming: String,
    },
    /// The earliest of the entries that the rule is for is no later than the earliest of these.
    Before {
        /// The others.
        before: String,
    },
    /// The day in a field is not over. Longer than so many days after it, it is an error.
    Due {
        /// The field.
        due: String,
        /// How many days.
        grace_days: i32,
    },
}

/// What would most likely clear an obligation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields, expecting = "an edit is `field`, `heading` or `new`")]
pub enum Edit {
    /// A line in the front matter.
    Field {
        /// Its key.
        field: String,
    },
    /// A heading with something below it.
    Heading {
        /// The heading.
        heading: String,
    },
    /// A new record.
    New {
        /// Of which kind; empty for the first one of the section.
        new: String,
        /// The field in which it names what owes this.
        #[serde(default)]
        with: Option<String>,
    },
}

impl Level {
    /// The level of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "off" => Some(Self::Off),
            "advice" => Some(Self::Advice),
            "warning" => Some(Self::Warning),
            "error" => Some(Self::Error),
            _ => None,
        }
    }

    /// As a severity; none where it is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Advice => Some(Severity::Advice),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}
