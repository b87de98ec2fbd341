//! The rules of the method with their queries understood.

use super::{Policy, words::Words};
use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    method::{Demand, Each, Method, Rule, RuleIndex, StageIndex},
    query::{Bound, Query},
    text::{BookPath, Span},
};

/// A rule that is asked.
pub(super) struct Asked<'a> {
    pub(super) at: RuleIndex,
    pub(super) rule: &'a Rule,
    /// None for what sections owe: it is theirs.
    pub(super) stage: Option<StageIndex>,
    pub(super) severity: Severity,
    pub(super) applies: Bound,
    pub(super) expect: Vec<Expected>,
    pub(super) error_when: Option<Bound>,
    /// The words that its demand looks for.
    pub(super) words: Words<'a>,
}

/// A query that must hold, as a whole and term by term.
pub(super) struct Expected {
    pub(super) bound: Bound,
    /// The terms, each with how it is written.
    pub(super) terms: Vec<(String, Bound)>,
}

/// Binds every rule that the book's policy asks.
pub(super) fn bind<'a>(handbook: &'a Handbook, policy: &Policy) -> (Vec<Asked<'a>>, Vec<Finding>) {
    let method = &handbook.method;
    let mut binding = Binding { handbook, findings: Vec::new() };
    let rules = (0..).map(RuleIndex).zip(&method.rules);
    let asked = rules.filter_map(|(at, rule)| {
        let severity = policy.severity(rule)?;
        let stage = method.stage_named(&rule.stage);
        if stage.is_some_and(|stage| !policy.has_adopted(stage)) {
            return None;
        }
        let error_when = rule.error_when.as_deref().map(|text| binding.query(text).1);
        let applies = binding.query(&rule.applies).1;
        // What is asked of each topic and section has a name to be filled in first.
        let filled = rule.expect.iter().filter(|text| !text.contains('{'));
        let expect = filled.map(|text| binding.expected(text)).collect();
        binding.others(rule);
        let words = Words::of(method, rule);
        Some(Asked { at, rule, stage, severity, applies, expect, error_when, words })
    });
    let asked = asked.collect();
    (asked, binding.findings)
}

/// Binds a query that a method has filled in or that was understood before.
pub(super) fn bound(method: &Method, text: &str) -> Bound {
    Query::parse(text).0.bind(method).0
}

struct Binding<'a> {
    handbook: &'a Handbook,
    findings: Vec<Finding>,
}

impl Binding<'_> {
    fn query(&mut self, text: &str) -> (Query, Bound) {
        let (query, mut misread) = Query::parse(text);
        let (bound, more) = query.bind(&self.handbook.method);
        misread.extend(more);
        for it in misread {
            let (path, start) = self.place(text);
            let span = Span { start: start + it.span.start, end: start + it.span.end };
            let finding = Finding::new("bad-method", Severity::Error, &path, span, it.message);
            let finding = finding.note("the rest of the query is asked all the same");
            self.findings.push(match it.suggestion {
                Some(suggestion) => finding.fix(span, format!("write `{suggestion}`"), suggestion),
                None => finding,
            });
        }
        (query, bound)
    }

    fn expected(&mut self, text: &str) -> Expected {
        let (query, bound) = self.query(text);
        let method = &self.handbook.method;
        let terms = query.terms.iter().map(|term| {
            let alone = Query { terms: vec![term.clone()] };
            (term.to_string(), alone.bind(method).0)
        });
        Expected { terms: terms.collect(), bound }
    }

    /// Says what is wrong with the queries that are bound where they are asked.
    fn others(&mut self, rule: &Rule) {
        if let Some(Demand::AtMost { of: text, .. } | Demand::Before { before: text }) =
            &rule.demand
        {
            self.query(text);
        }
        let practices = &self.handbook.method.practices;
        for text in practices.iter().flat_map(|it| &it.expect) {
            if rule.each == Each::Practice {
                self.query(text);
            }
        }
    }

    /// Where a query stands in the book's own method.
    fn place(&self, text: &str) -> (BookPath, u32) {
        let sources = &self.handbook.sources;
        let source = sources.method.as_ref().unwrap_or(&sources.config);
        let start = source.text.find(text).and_then(|it| u32::try_from(it).ok());
        (source.path.clone(), start.unwrap_or_default())
    }
}
