//! `archbook check`: say what is broken, what contradicts itself, and what is owed.
#![allow(clippy::disallowed_methods, reason = "edge: reads an earlier report")]

use super::{day, everything, open, print, say};
use crate::{
    export::{self, Checked, Delta},
    finding::Severity,
    handbook::Handbook,
    report::Report,
    terminal,
    text::Date,
};
use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Debug, clap::Args)]
#[command(after_help = "Exits with 1 if something is found that fails the check.")]
pub struct Check {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// For whom to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// From which severity on a finding fails the check; without it, as book.toml says, else error
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// What `--format json` wrote earlier; only what is worse since then fails the check
    #[arg(long, value_name = "OLD.json")]
    against: Option<PathBuf>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A person at a terminal
    Text,
    /// A program: everything that is wrong and everything that is owed
    Json,
    /// Code scanning: SARIF 2.1.0
    Sarif,
    /// Hosts that draw reports of tests
    Junit,
    /// GitHub Actions: annotations
    Github,
    /// The summary of a job, or a comment on a pull request
    Markdown,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    /// Only what is wrong
    Error,
    /// What is probably wrong, too
    Warning,
    /// Anything
    Advice,
}

impl Check {
    pub(super) fn run(self) -> Result<ExitCode> {
        let handbook = open(self.book.as_deref(), self.as_of)?;
        let mut report = everything(&handbook);
        let delta = self.against.as_deref().map(|old| against(old, &handbook, &mut report));
        let delta = delta.transpose()?.unwrap_or_default();
        let denied = match self.deny.or_else(|| configured(&handbook)).unwrap_or(Deny::Error) {
            Deny::Error => Severity::Error,
            Deny::Warning => Severity::Warning,
            Deny::Advice => Severity::Advice,
        };
        match self.format {
            Format::Json => print(&export::checked(&handbook, &report))?,
            Format::Sarif => print(&export::sarif(&handbook, &report))?,
            Format::Junit => print(&export::junit(&handbook, &report))?,
            Format::Github => print(&export::github(&handbook, &report))?,
            Format::Markdown => print(&(delta + &export::markdown(&handbook, &report)))?,
            Format::Text => {
                text(&handbook, &report, denied)?;
                if !delta.is_empty() {
                    say(delta.trim_end());
                }
            }
        }
        Ok(if report.reaches(&handbook, denied) { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// What `[check] deny` of the book says.
fn configured(handbook: &Handbook) -> Option<Deny> {
    let deny = handbook.config.check.deny.as_ref()?;
    Deny::from_str(deny.get_ref(), true).ok()
}

/// Compares the report with an earlier one, and takes what was so already as known.
fn against(old: &Path, handbook: &Handbook, report: &mut Report) -> Result<String> {
    let text = fs::read_to_string(old).with_context(|| format!("cannot read {}", old.display()))?;
    let old = Checked::parse(&text)
        .map_err(|reason| anyhow!("{} is no report of a check: {reason}", old.display()))?;
    let new = Checked::of(handbook, report);
    let delta = Delta::between(&old, &new);
    report.known.append(&mut delta.known(&new));
    Ok(delta.text())
}

/// So many edits can be kept in mind.
const NEXT_EDITS: usize = 5;

/// Findings with excerpts, what is owed, the gates. Advice on what is owed is for those who ask for
/// it.
fn text(handbook: &Handbook, report: &Report, denied: Severity) -> Result<()> {
    print(&terminal::findings(report, &handbook.sources))?;
    print(&terminal::owed(report, handbook, denied.min(Severity::Warning)))?;
    print(&terminal::gates(report, handbook))?;
    print(&terminal::next_edits(report, handbook, NEXT_EDITS))?;
    say(&format!("\n{}\n{}", terminal::summary(handbook), terminal::tally(report, handbook)));
    Ok(())
}
