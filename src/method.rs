//! What an architecture handbook contains: stages, sections, kinds, relations and statuses. All of
//! it is data; the engine knows nothing of architecture.

mod extend;
mod parse;
mod rule;

use crate::text::key;
pub use rule::{Demand, Each, Edit, Level, Rule};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A way of working: `standard.toml`, or the book's own `method.toml`.
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
    /// The headings without which it is not real.
    #[serde(default)]
    pub requires: Vec<String>,
    /// The text below the title of a new one.
    #[serde(default)]
    pub template: String,
}

/// A named, typed link, such as *satisfies*. Names are keys: kebab-case, shown with spaces.
#[derive(Clone, Debug, Deserialize)]
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
}

/// How a record stands, such as *accepted*.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// Its one name in every output.
    pub name: String,
    /// What rules ask for.
    pub meaning: Meaning,
    /// The words people write for it.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A heading that rules ask for, such as *Consequences*.
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Its short name.
    pub name: String,
    /// What it says.
    pub title: String,
    /// Queries, each of which must find an entry.
    pub expect: Vec<String>,
}

/// What a status means, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Not yet decided.
    Open,
    /// It holds.
    InForce,
    /// It holds no more, or never did.
    Closed,
}

/// Which stage of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageIndex(pub u8);

/// Which section of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIndex(pub u8);

/// Which kind of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindIndex(pub u8);

/// Which relation of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationIndex(pub u8);

/// Which status of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusIndex(pub u8);

/// Which heading of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeadingIndex(pub u8);

/// Headings of a method, of which there are at most [`Headings::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headings(u128);

/// Which rule of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIndex(pub u16);

/// From which end a relation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// From its start, by its name.
    From,
    /// From where it leads, by its inverse.
    To,
}

impl Method {
    /// The kind that goes by this name or alias.
    pub fn kind_named(&self, name: &str) -> Option<KindIndex> {
        let name = key(name);
        self.kind_where(|kind| kind.name == name || kind.aliases.contains(&name))
    }

    /// The kind whose ids start with this prefix.
    pub fn kind_of_prefix(&self, prefix: &str) -> Option<KindIndex> {
        self.kind_where(|kind| kind.prefix.eq_ignore_ascii_case(prefix))
    }

    /// The kind that a folder of this name holds.
    pub fn kind_of_folder(&self, folder: &str) -> Option<KindIndex> {
        let name = key(folder);
        self.kind_where(|kind| {
            kind.name == name || kind.plural == name || kind.folders.contains(&name)
        })
    }

    fn kind_where(&self, wanted: impl Fn(&Kind) -> bool) -> Option<KindIndex> {
        (0..).map(KindIndex).zip(&self.kinds).find(|(_, kind)| wanted(kind)).map(|(at, _)| at)
    }

    /// The section that holds records of this kind.
    pub fn section_of(&self, kind: KindIndex) -> Option<SectionIndex> {
        let name = &self.kind(kind).name;
        let mut sections = (0..).map(SectionIndex).zip(&self.sections);
        sections.find(|(_, section)| section.kinds.contains(name)).map(|(at, _)| at)
    }

    /// The stage that a section belongs to.
    pub fn stage_of(&self, section: SectionIndex) -> StageIndex {
        let name = &self.section(section).stage;
        let at = self.stages.iter().position(|stage| stage.name == *name);
        let at = at.expect("a parsed method names only stages it has");
        StageIndex(u8::try_from(at).expect("a parsed method has few stages"))
    }

    /// The relation that goes by this key at either end, and which end that is.
    pub fn relation_named(&self, key: &str) -> Option<(RelationIndex, End)> {
        (0..).map(RelationIndex).zip(&self.relations).find_map(|(at, relation)| {
            let end = match key {
                key if key == relation.name => End::From,
                key if key == relation.inverse => End::To,
                _ => return None,
            };
            Some((at, end))
        })
    }

    /// The relation that retires what it leads to.
    pub fn supersedes(&self) -> Option<RelationIndex> {
        self.relation_named("supersedes").map(|(relation, _)| relation)
    }

    /// The method with words of the book's own for its statuses: each word with the name of the
    /// status that it means there. A word has one meaning: the book's.
    #[must_use]
    pub fn with_words(mut self, words: &BTreeMap<String, String>) -> Self {
        for (word, name) in words {
            let (word, name) = (key(word), key(name));
            if self.statuses.iter().any(|status| status.name == name) {
                for status in &mut self.statuses {
                    status.words.retain(|it| *it != word);
                    status.words.extend((status.name == name).then(|| word.clone()));
                }
            }
        }
        self
    }

    /// The status that people mean by this word.
    pub fn status_named(&self, word: &str) -> Option<StatusIndex> {
        let word = key(word);
        let means = |status: &Status| status.words.contains(&word) || status.name == word;
        (0..).map(StatusIndex).zip(&self.statuses).find(|(_, it)| means(it)).map(|(at, _)| at)
    }

    /// Every heading that a key is a spelling of: its own name, another word for it, or a key that
    /// begins with one of these words, as in *Consequences of waiting*.
    pub fn headings_named(&self, written: &str) -> Headings {
        let begins = |it: &String| {
            written.strip_prefix(it.as_str()).is_some_and(|it| it.is_empty() || it.starts_with('-'))
        };
        let mut headings = Headings::default();
        for (at, heading) in (0..).map(HeadingIndex).zip(&self.headings) {
            let lead = heading.lead && written.is_empty();
            if lead || begins(&heading.name) || heading.also.iter().any(begins) {
                headings.insert(at);
            }
        }
        headings
    }

    /// The heading of this name.
    pub fn heading_named(&self, name: &str) -> Option<HeadingIndex> {
        (0..).map(HeadingIndex).zip(&self.headings).find(|(_, it)| it.name == name).map(|it| it.0)
    }

    /// The stage of this name.
    pub fn stage_named(&self, name: &str) -> Option<StageIndex> {
        (0..).map(StageIndex).zip(&self.stages).find(|(_, it)| it.name == name).map(|it| it.0)
    }

    /// The rule of this name.
    pub fn rule_named(&self, name: &str) -> Option<RuleIndex> {
        (0..).map(RuleIndex).zip(&self.rules).find(|(_, it)| it.name == name).map(|it| it.0)
    }

    /// The heading at this index.
    pub fn heading(&self, at: HeadingIndex) -> &Heading {
        &self.headings[usize::from(at.0)]
    }

    /// The rule at this index.
    pub fn rule(&self, at: RuleIndex) -> &Rule {
        &self.rules[usize::from(at.0)]
    }

    /// The stage at this index.
    pub fn stage(&self, at: StageIndex) -> &Stage {
        &self.stages[usize::from(at.0)]
    }

    /// The section at this index.
    pub fn section(&self, at: SectionIndex) -> &Section {
        &self.sections[usize::from(at.0)]
    }

    /// The kind at this index.
    pub fn kind(&self, at: KindIndex) -> &Kind {
        &self.kinds[usize::from(at.0)]
    }

    /// The relation at this index.
    pub fn relation(&self, at: RelationIndex) -> &Relation {
        &self.relations[usize::from(at.0)]
    }

    /// The status at this index.
    pub fn status(&self, at: StatusIndex) -> &Status {
        &self.statuses[usize::from(at.0)]
    }
}

impl Headings {
    /// How many headings a method may have.
    pub const MAX: usize = 128;

    /// Takes one more heading in.
    pub fn insert(&mut self, at: HeadingIndex) {
        self.0 |= 1 << at.0;
    }

    /// Takes all headings of another set in.
    pub fn extend(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether a heading is among them.
    pub fn contains(self, at: HeadingIndex) -> bool {
        self.0 >> at.0 & 1 == 1
    }
}

impl Status {
    /// Whether a record that says this holds, or once did: one that is superseded or deprecated by
    /// now was in force before.
    pub fn ever_held(&self) -> bool {
        match self.meaning {
            Meaning::InForce => true,
            Meaning::Open => false,
            Meaning::Closed => !matches!(self.name.as_str(), "rejected" | "withdrawn"),
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
