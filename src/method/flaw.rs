//! What is wrong with a method whose text can be read: names that mean nothing, lists too long.

use super::{Demand, Each, Edit, Headings, Method, Rule};
use crate::text::Span;

/// Indices are bytes.
const ITEMS_MAX: usize = 250;

/// A name that means nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// What has it; nothing for the method as a whole.
    of: String,
    name: String,
    pub(super) message: String,
}

impl Method {
    /// The first flaw; a method that has none can be asked for every name in it.
    pub(super) fn flaw(&self) -> Option<Flaw> {
        let flaw = self.flaw_of_lists().or_else(|| self.flaw_of_stages());
        let flaw = flaw.or_else(|| self.flaw_of_kinds());
        flaw.or_else(|| self.rules.iter().find_map(|rule| self.flaw_of_rule(rule)))
    }

    fn flaw_of_lists(&self) -> Option<Flaw> {
        let lists = [self.stages.len(), self.sections.len(), self.kinds.len()];
        let longest = lists.into_iter().chain([self.relations.len(), self.statuses.len()]).max();
        if longest > Some(ITEMS_MAX) {
            return Some(Flaw::new("", "", format!("more than {ITEMS_MAX} items of one sort")));
        }
        let many = self.headings.len() > Headings::MAX;
        many.then(|| Flaw::new("", "", format!("more than {} headings", Headings::MAX)))
    }

    /// The first stage that waits for none, and the first section that is of none.
    fn flaw_of_stages(&self) -> Option<Flaw> {
        let waits = self.stages.iter().find_map(|stage| {
            let (name, before) = (&stage.name, stage.after.as_ref()?);
            let message = format!("stage `{name}` comes after no stage `{before}`");
            self.stage_named(before).is_none().then(|| Flaw::new(name, before, message))
        });
        waits.or_else(|| {
            self.sections.iter().find_map(|section| {
                let (name, stage) = (&section.name, &section.stage);
                let message = format!("section `{name}` is of no stage `{stage}`");
                self.stage_named(stage).is_none().then(|| Flaw::new(name, stage, message))
            })
        })
    }

    /// The first section, relation or field with a kind that is none.
    fn flaw_of_kinds(&self) -> Option<Flaw> {
        let sections = self.sections.iter().map(|it| ("section", &it.name, "has", &it.kinds));
        let fields = self.fields.iter().map(|it| ("field", &it.name, "is of", &it.kinds));
        let ends = self
            .relations
            .iter()
            .flat_map(|it| [&it.from, &it.to].map(|kinds| ("relation", &it.name, "joins", kinds)));
        sections.chain(ends).chain(fields).find_map(|(sort, name, does, kinds)| {
            let known = |name: &String| self.kinds.iter().any(|kind| kind.name == *name);
            let lost = kinds.iter().find(|it| !known(it))?;
            Some(Flaw::new(name, lost, format!("{sort} `{name}` {does} no kind `{lost}`")))
        })
    }

    fn flaw_of_rule(&self, rule: &Rule) -> Option<Flaw> {
        let (name, stage) = (&rule.name, &rule.stage);
        if self.stage_named(stage).is_none() && rule.each != Each::Section {
            let message = format!("rule `{name}` is of no stage `{stage}`");
            return Some(Flaw::new(name, stage, message));
        }
        let (what, lost) = match (self.lost(rule.demand.as_ref()), &rule.edit) {
            (Some(lost), _) => lost,
            (None, Some(Edit::New { new, .. }))
                if !new.is_empty() && self.kind_named(new).is_none() =>
            {
                ("kind", new.as_str())
            }
            _ => return None,
        };
        Some(Flaw::new(name, lost, format!("rule `{name}` asks for no {what} `{lost}`")))
    }

    /// The first name in a demand that means nothing, and what it should be the name of.
    fn lost<'a>(&self, demand: Option<&'a Demand>) -> Option<(&'static str, &'a str)> {
        let heading = |name: &'a String| {
            self.heading_named(name).is_none().then_some(("heading", name.as_str()))
        };
        let relation = |name: &'a String| {
            self.relation_named(name).is_none().then_some(("relation", name.as_str()))
        };
        let list =
            |name: &'a String| (!self.words.contains_key(name)).then_some(("list", name.as_str()));
        let field =
            |name: &'a String| self.field_named(name).is_none().then_some(("field", name.as_str()));
        match demand? {
            Demand::Names { under, .. } => heading(under),
            Demand::Avoids { avoids: words, under }
            | Demand::Mentions { mentions: words, under } => list(words).or_else(|| heading(under)),
            Demand::Exists { exists: name } | Demand::Due { due: name, .. } => field(name),
            Demand::AtMost { relation: name, .. } | Demand::Current { current: name } => {
                relation(name)
            }
            Demand::Gated { gated, by, naming } => {
                gated.iter().chain([by]).find_map(relation).or_else(|| field(naming))
            }
            Demand::Before { .. } => None,
        }
    }
}

impl Flaw {
    fn new(of: &str, name: &str, message: String) -> Self {
        Self { of: of.to_owned(), name: name.to_owned(), message }
    }

    /// Where the name stands in the text of the method: behind the name of what has it.
    pub(super) fn place(&self, text: &str) -> Span {
        let quoted = |name: &str| format!("\"{name}\"");
        let of = text.find(&quoted(&self.of)).unwrap_or_default();
        let at = text[of..].find(&quoted(&self.name)).filter(|_| !self.name.is_empty());
        at.map_or(Span::START, |at| Span::from(of + at..of + at + self.name.len() + 2))
    }
}
