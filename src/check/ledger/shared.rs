//! What the book owes as a whole: topic by topic, section by section, practice by practice, or
//! once.

use super::{Asked, Details, Outcome, Policy, asked::bound, demand};
use crate::{
    finding::Severity,
    handbook::{EntryIndex, Handbook},
    method::{Each, SectionIndex, StageIndex},
    query::{Bound, Ends},
    report::{Debtor, Obligation},
};

/// The obligations of a rule that no entry owes.
pub(super) fn obligations(
    handbook: &Handbook,
    policy: &Policy,
    asked: &Asked<'_>,
) -> Vec<Obligation> {
    let owing = Owing { handbook, policy, asked };
    match asked.rule.each {
        Each::Entry | Each::Criterion => Vec::new(),
        Each::Book => owing.book().into_iter().collect(),
        Each::Topic => (0..handbook.method.topics.len()).map(|at| owing.topic(at)).collect(),
        Each::Practice => {
            (0..handbook.method.practices.len()).map(|at| owing.practice(at)).collect()
        }
        Each::Section => {
            let sections = (0..).map(SectionIndex).take(handbook.method.sections.len());
            let adopted = |it: &SectionIndex| policy.has_adopted(handbook.method.stage_of(*it));
            sections.filter(adopted).map(|at| owing.section(at)).collect()
        }
    }
}

struct Owing<'a> {
    handbook: &'a Handbook,
    policy: &'a Policy,
    asked: &'a Asked<'a>,
}

impl Owing<'_> {
    /// What the book owes once; nothing, where no entry is what the rule is for.
    fn book(&self) -> Option<Obligation> {
        let meant = |(at, _)| self.asked.applies.matches(self.handbook, at, Ends::All);
        if !self.asked.rule.applies.is_empty() && !self.handbook.iter().any(meant) {
            return None;
        }
        let mut found = self.asked.expect.iter().map(|it| self.finds(&it.bound));
        let expected = self.asked.expect.is_empty() || found.any(|it| it);
        let outcome = match &self.asked.rule.demand {
            Some(demand) if expected => demand::of_book(self.handbook, self.asked, demand),
            _ => outcome(expected),
        };
        Some(self.obligation(Debtor::Book, self.stage(), outcome, Vec::new))
    }

    fn topic(&self, at: usize) -> Obligation {
        let topic = &self.handbook.method.topics[at];
        let asked = self.filled("topic", &topic.name);
        let found: Vec<EntryIndex> = asked.iter().flat_map(|it| self.all(it)).collect();
        let unsaid = demand::unsaid(self.handbook, &found, &topic.says);
        let details = || {
            let (name, question) = (topic.name.clone(), topic.question.clone());
            vec![("topic", name), ("question", question)]
        };
        let outcome = if found.is_empty() {
            Outcome::Unmet(Vec::new())
        } else if unsaid.is_empty() {
            Outcome::Met
        } else {
            let question = format!("none speaks of {}", demand::series(&unsaid, "or"));
            Outcome::Unmet(vec![("question", question)])
        };
        self.obligation(Debtor::Topic(at), self.stage(), outcome, details)
    }

    fn section(&self, at: SectionIndex) -> Obligation {
        let section = self.handbook.method.section(at);
        let found = self.filled("section", &section.name).iter().any(|it| self.finds(it));
        let stage = self.handbook.method.stage_of(at);
        let details = || vec![("title", section.title.clone())];
        self.obligation(Debtor::Section(at), stage, outcome(found), details)
    }

    fn practice(&self, at: usize) -> Obligation {
        let practice = &self.handbook.method.practices[at];
        let method = &self.handbook.method;
        let found = practice.expect.iter().all(|text| self.finds(&bound(method, text)));
        let details = || vec![("title", practice.title.clone())];
        self.obligation(Debtor::Practice(at), self.stage(), outcome(found), details)
    }

    /// The queries of the rule with the name of a topic or section filled in.
    fn filled(&self, what: &str, name: &str) -> Vec<Bound> {
        let texts = self.asked.rule.expect.iter();
        let filled = texts.map(|text| text.replace(&format!("{{{what}}}"), name));
        filled.map(|text| bound(&self.handbook.method, &text)).collect()
    }

    fn finds(&self, query: &Bound) -> bool {
        self.handbook.iter().any(|(at, _)| query.matches(self.handbook, at, Ends::Eligible))
    }

    fn all(&self, query: &Bound) -> Vec<EntryIndex> {
        let entries = self.handbook.iter().map(|(at, _)| at);
        entries.filter(|at| query.matches(self.handbook, *at, Ends::Eligible)).collect()
    }

    fn stage(&self) -> StageIndex {
        self.asked.stage.expect("a parsed method names the stage of every such rule")
    }

    fn obligation(
        &self,
        by: Debtor,
        stage: StageIndex,
        outcome: Outcome,
        details: impl FnOnce() -> Details,
    ) -> Obligation {
        let Self { handbook, policy, asked } = self;
        let advice = !policy.declared && !policy.overrules(asked.rule);
        let severity = if advice { Severity::Advice } else { asked.severity };
        asked.obligation((handbook, policy), (by, stage, severity), outcome, details)
    }
}

fn outcome(met: bool) -> Outcome {
    if met { Outcome::Met } else { Outcome::Unmet(Vec::new()) }
}
