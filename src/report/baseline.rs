//! The baseline: what was owed and wrong on the day it was taken, so that only what is new fails a
//! check. It changes no number and no gate.

use super::Report;
use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    source::Source,
    text::Span,
};
use serde::Deserialize;
use std::{collections::BTreeSet, fmt::Write};

/// `baseline.toml`, as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Baseline {
    /// The keys of obligations and findings, sorted.
    pub known: BTreeSet<String>,
}

const HEAD: &str = "\
# What this book owed, and what was wrong with it, when this baseline was taken. `archbook check`
# fails only on what is not in it. `archbook baseline --prune` removes what is met by now.
";

impl Baseline {
    /// Reads `baseline.toml`. Total: what cannot be read is a finding.
    pub fn parse(source: &Source) -> (Self, Vec<Finding>) {
        match toml::from_str(&source.text) {
            Ok(baseline) => (baseline, Vec::new()),
            Err(error) => {
                let span = error.span().map_or(Span::START, Span::from);
                let message = error.message().to_owned();
                let finding =
                    Finding::new("bad-config", Severity::Error, &source.path, span, message);
                (Self::default(), vec![finding.note("take it again: `archbook baseline`")])
            }
        }
    }

    /// Everything that is wrong or owed now.
    pub fn of(handbook: &Handbook, report: &Report) -> Self {
        let unmet = report.unmet().map(|it| it.key(handbook));
        Self { known: report.keys().into_iter().chain(unmet).collect() }
    }

    /// What of it is met or mended by now.
    pub fn settled(&self, handbook: &Handbook, report: &Report) -> Vec<&str> {
        let now = Self::of(handbook, report).known;
        self.known.iter().filter(|it| !now.contains(*it)).map(String::as_str).collect()
    }

    /// The text of `baseline.toml`: the policy it was taken under at its head, then a line for each
    /// key.
    pub fn text(&self, handbook: &Handbook) -> String {
        let config = &handbook.config;
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let list = |texts: Vec<&str>| {
            let texts: Vec<String> = texts.into_iter().map(quoted).collect();
            texts.join(", ")
        };
        let mut text = format!("{HEAD}\nknown = [\n");
        for key in &self.known {
            writeln!(text, "  {},", quoted(key)).expect("writing to a string cannot fail");
        }
        write!(text, "]\n\n[policy]\ntaken = {}\n", handbook.sources.as_of)
            .expect("writing to a string cannot fail");
        if let Some(stages) = &config.method.stages {
            let stages = list(stages.iter().map(|it| it.get_ref().as_str()).collect());
            writeln!(text, "stages = [{stages}]").expect("writing to a string cannot fail");
        }
        let exclude = list(config.book.exclude.iter().map(String::as_str).collect());
        writeln!(text, "exclude = [{exclude}]").expect("writing to a string cannot fail");
        for (rule, level) in &config.check.rules {
            writeln!(text, "rules.{} = {}", quoted(rule), quoted(level.get_ref()))
                .expect("writing to a string cannot fail");
        }
        text
    }
}
