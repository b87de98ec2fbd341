//! The result of checking: what a handbook still owes, and what is wrong with its text.

use crate::finding::{Finding, Severity};

/// Everything found, worst reading first: in path order, then by place, then by rule.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The same report with what else was found.
    #[must_use]
    pub fn with(mut self, others: Vec<Finding>) -> Self {
        self.findings.extend(others);
        self.findings
            .sort_by(|a, b| (&a.place, &a.rule, &a.message).cmp(&(&b.place, &b.rule, &b.message)));
        self.findings.dedup();
        self
    }

    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether anything is found at this severity or above it.
    pub fn reaches(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }
}
