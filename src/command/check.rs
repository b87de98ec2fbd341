//! `archbook check`: say what is broken or contradicts itself.

use super::{day, open, print, say};
use crate::{
    check::check, export, finding::Severity, handbook::Handbook, report::Report, terminal,
    text::Date, theme::Theme,
};
use anyhow::Result;
use clap::ValueEnum;
use std::{path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Check {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// For whom to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// From which severity on a finding fails the check
    #[arg(long, value_enum, default_value_t = Deny::Error)]
    deny: Deny,
    /// Today, as 2026-03-14
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
    Error,
    Warning,
    Advice,
}

impl Check {
    pub(super) fn run(self) -> Result<ExitCode> {
        let handbook = open(self.book.as_deref(), self.as_of)?;
        let report = check(&handbook).with(Theme::parse(&handbook.sources.theme).1);
        let denied = match self.deny {
            Deny::Error => Severity::Error,
            Deny::Warning => Severity::Warning,
            Deny::Advice => Severity::Advice,
        };
        match self.format {
            Format::Json => print(&export::checked(&handbook, &report))?,
            Format::Sarif => print(&export::sarif(&handbook, &report))?,
            Format::Junit => print(&export::junit(&handbook, &report))?,
            Format::Github => print(&export::github(&handbook, &report))?,
            Format::Markdown => print(&export::markdown(&handbook, &report))?,
            Format::Text => text(&handbook, &report, denied)?,
        }
        Ok(if report.reaches(&handbook, denied) { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// So many edits can be kept in mind.
const NEXT_EDITS: usize = 5;

/// Findings with excerpts, what is owed, the gates. Advice on what is owed is for those who ask for
/// it.
fn text(handbook: &Handbook, report: &Report, denied: Severity) -> Result<()> {
    print(&terminal::findings(report, &handbook.sources))?;
    print(&terminal::owed(report, handbook, denied.min(Severity::Warning)))?;
    print(&terminal::next_edits(report, handbook, NEXT_EDITS))?;
    print(&terminal::gates(report, handbook))?;
    say(&format!("\n{}\n{}", terminal::summary(handbook), terminal::tally(report, handbook)));
    Ok(())
}
