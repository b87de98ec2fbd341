//! What the book itself says of what it owes: which stages it follows, how much rules matter to it,
//! what does not apply.

use crate::{
    config::NotApplicable,
    finding::{Finding, Severity},
    handbook::Handbook,
    method::{Each, Level, Rule, StageIndex},
    source::Source,
    text::Span,
};
use std::collections::BTreeMap;
use toml::Spanned;

/// The book's policy, and what is wrong with it.
pub(in crate::check) struct Policy {
    /// By stage.
    pub(in crate::check) adopted: Vec<bool>,
    /// Whether the book says which stages it follows. Where it does not, what the book as a whole
    /// owes is advice.
    pub(super) declared: bool,
    /// By the name of a rule; none where it is off.
    severities: BTreeMap<String, Option<Severity>>,
    /// By the key of an obligation.
    not_applicable: BTreeMap<String, NotApplicable>,
    pub(in crate::check) findings: Vec<Finding>,
}

impl Policy {
    /// Reads the policy from the configuration.
    pub(in crate::check) fn of(handbook: &Handbook) -> Self {
        let mut findings = Vec::new();
        let config = &handbook.config;
        let adopted = match &config.method.stages {
            Some(stages) => listed(handbook, stages, &mut findings),
            None => started(handbook),
        };
        let severities = severities(handbook, &mut findings);
        let levels = ["error", "warning", "advice"];
        let deny = config.check.deny.iter().filter(|it| !levels.contains(&it.get_ref().as_str()));
        findings.extend(deny.map(|it| unknown(handbook, "level", it, &levels)));
        let valid = config.not_applicable.iter().filter(|it| {
            let flaw = flaw(handbook, it);
            let none = flaw.is_none();
            findings.extend(flaw);
            none
        });
        let not_applicable =
            valid.map(|it| (it.obligation.get_ref().clone(), it.clone())).collect();
        let declared = config.method.stages.is_some();
        Self { adopted, declared, severities, not_applicable, findings }
    }

    /// Whether the book follows a stage.
    pub(super) fn has_adopted(&self, stage: StageIndex) -> bool {
        self.adopted[usize::from(stage.0)]
    }

    /// How much a rule matters here; none where it is off.
    pub(super) fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.severities.get(&rule.name).copied().unwrap_or_else(|| rule.severity.severity())
    }

    /// The findings as they matter here, without those whose rule is off.
    pub(in crate::check) fn weighed(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let weighed = findings.into_iter().filter_map(|mut finding| {
            if let Some(severity) = self.severities.get(&*finding.rule.0) {
                finding.severity = (*severity)?;
            }
            Some(finding)
        });
        weighed.collect()
    }

    /// Why an obligation does not apply, if the book says so. Most books say it of none, so that
    /// its key is only made when somebody asks.
    pub(super) fn excuse(&self, key: impl FnOnce() -> String) -> Option<&str> {
        if self.not_applicable.is_empty() {
            return None;
        }
        self.not_applicable.get(&key()).map(|it| it.reason.as_str())
    }

    /// Whether the book has its own mind on a rule.
    pub(super) fn overrules(&self, rule: &Rule) -> bool {
        self.severities.contains_key(&rule.name)
    }
}

/// The stages that the book lists.
fn listed(
    handbook: &Handbook,
    stages: &[Spanned<String>],
    findings: &mut Vec<Finding>,
) -> Vec<bool> {
    let method = &handbook.method;
    let mut adopted = vec![false; method.stages.len()];
    for name in stages {
        if let Some(stage) = method.stage_named(name.get_ref()) {
            adopted[usize::from(stage.0)] = true;
        } else {
            let names: Vec<&str> = method.stages.iter().map(|it| it.name.as_str()).collect();
            findings.push(unknown(handbook, "stage", name, &names));
        }
    }
    adopted
}

/// The stages that have entries.
fn started(handbook: &Handbook) -> Vec<bool> {
    let mut adopted = vec![false; handbook.method.stages.len()];
    for (at, _) in handbook.iter() {
        if let Some(StageIndex(stage)) = handbook.stage(at) {
            adopted[usize::from(stage)] = true;
        }
    }
    adopted
}

fn severities(
    handbook: &Handbook,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Option<Severity>> {
    let mut severities = BTreeMap::new();
    for (rule, level) in &handbook.config.check.rules {
        let Some(named) = Level::named(level.get_ref()) else {
            let levels = ["error", "warning", "advice", "off"];
            findings.push(unknown(handbook, "level", level, &levels));
            continue;
        };
        severities.insert(rule.clone(), named.severity());
    }
    severities
}

/// What is wrong with a declaration that something does not apply.
fn flaw(handbook: &Handbook, it: &NotApplicable) -> Option<Finding> {
    let key = it.obligation.get_ref();
    let method = &handbook.method;
    let (rule, by) = key.split_once('/').unwrap_or((key, ""));
    let each = method.rule_named(rule).map(|at| method.rule(at).each);
    let topic = method.topics.iter().find(|topic| topic.always && topic.name == by);
    let message = if let Some(topic) = topic.filter(|_| each == Some(Each::Topic)) {
        format!("the topic `{}` applies to every system", topic.name)
    } else if it.reason.split_whitespace().count() < 3 {
        format!("`{key}` is declared not applicable without a reason")
    } else if it.owner.trim().is_empty() {
        format!("`{key}` is declared not applicable by nobody")
    } else if it.review_by < handbook.sources.as_of {
        format!("`{key}` was declared not applicable until {}", it.review_by)
    } else {
        return None;
    };
    let path = &handbook.sources.config.path;
    let finding = Finding::new(
        "bad-config",
        Severity::Error,
        path,
        Span::from(it.obligation.span()),
        message,
    );
    Some(finding.note("it is owed"))
}

fn unknown(handbook: &Handbook, what: &str, name: &Spanned<String>, known: &[&str]) -> Finding {
    let source: &Source = &handbook.sources.config;
    let span = Span::from(name.span());
    let message =
        format!("there is no {what} `{}`; there are {}", name.get_ref(), known.join(", "));
    Finding::new("bad-config", Severity::Error, &source.path, span, message)
}
