//! What a method has by which name.

use super::{
    End, Heading, HeadingIndex, Headings, Kind, KindIndex, Method, Relation, RelationIndex, Rule,
    RuleIndex, Section, SectionIndex, Shape, Stage, StageIndex, Status, StatusIndex,
};
use crate::text::key;
use std::collections::BTreeMap;

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

    /// The relation that a page tells of by this key, and from which end. Pages have one key for
    /// whatever people write of successors; the method may call that relation otherwise.
    pub fn relation_told(&self, key: &str) -> Option<(RelationIndex, End)> {
        let end = match key {
            "supersedes" => Some(End::From),
            "superseded-by" => Some(End::To),
            _ => None,
        };
        self.relation_named(key).or_else(|| Some((self.supersedes()?, end?)))
    }

    /// The relation that retires what it leads to, if the method has one.
    pub fn supersedes(&self) -> Option<RelationIndex> {
        (0..).map(RelationIndex).zip(&self.relations).find(|(_, it)| it.retires).map(|it| it.0)
    }

    /// How a record stands that another one has retired.
    pub fn retired(&self) -> Option<StatusIndex> {
        (0..).map(StatusIndex).zip(&self.statuses).find(|(_, it)| it.retired).map(|it| it.0)
    }

    /// The kind of a page that looks so and says nothing else.
    pub fn kind_of_shape(&self, shape: Shape) -> Option<KindIndex> {
        self.kind_where(|kind| kind.shape == Some(shape))
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

    /// The status that people mean by this word: the one of that name, before those it is another
    /// word for.
    pub fn status_named(&self, word: &str) -> Option<StatusIndex> {
        let first = |means: &dyn Fn(&Status) -> bool| {
            let mut statuses = (0..).map(StatusIndex).zip(&self.statuses);
            statuses.find(|(_, it)| means(it)).map(|(at, _)| at)
        };
        // Most are written as they are called.
        first(&|it| it.name == word).or_else(|| {
            let word = key(word);
            first(&|it| it.name == word).or_else(|| first(&|it| it.words.contains(&word)))
        })
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
