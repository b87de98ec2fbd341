//! `archbook explain`: a rule's page, or what an entry owes.

use super::{day, open, print, print_text, show, slip};
use crate::{
    check, finding,
    handbook::{EntryIndex, Handbook},
    report::State,
    text::{Date, visible},
};
use anyhow::{Result, bail};
use std::{fmt::Write, path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Explain {
    /// A rule such as broken-link, or an id such as REQ-012
    #[arg(value_name = "RULE|ID")]
    what: String,
    /// The book; without it, the nearest book.toml or the usual record folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

impl Explain {
    pub(super) fn run(self) -> Result<ExitCode> {
        if let Some(page) = finding::page(&self.what) {
            print(page)?;
            return Ok(ExitCode::SUCCESS);
        }
        let handbook = open(self.book.as_deref(), self.as_of)?;
        if let Some(text) = own_rule(&handbook, &self.what) {
            print_text(&text)?;
            return Ok(ExitCode::SUCCESS);
        }
        match show::find(&handbook, &self.what) {
            Ok(at) => print_text(&ledger(&handbook, at)?)?,
            Err(error) => bail!("{error}{}", near(&handbook, &self.what)),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What the book's own method says of a rule that has no page.
fn own_rule(handbook: &Handbook, name: &str) -> Option<String> {
    let rule = handbook.method.rule(handbook.method.rule_named(name)?);
    Some(format!("# `{name}`\n\n{}\n\n{}\n", rule.message, rule.why))
}

/// The rule that may have been meant.
fn near(handbook: &Handbook, name: &str) -> String {
    let own = handbook.method.rules.iter().map(|it| it.name.as_str());
    let known = finding::rules().collect::<Vec<&str>>().into_iter().chain(own);
    format!(", and no rule does{}", slip::near(name, known))
}

/// Everything that an entry owes, with what meets it.
fn ledger(handbook: &Handbook, at: EntryIndex) -> Result<String> {
    let report = check::check(handbook);
    let mut text = String::new();
    let title = visible(&handbook.part(at).title.value);
    writeln!(text, "{} {title}", visible(handbook.label(at)))?;
    for owed in report.owed_by(at) {
        let (word, said) = match &owed.state {
            State::Met => ("met", check::evidence(handbook, owed).join("; ")),
            State::Unmet(message) => (owed.severity.name(), message.clone()),
            State::Waived(message, waiver) => {
                let waiver = &report.waivers[*waiver];
                (
                    "waived",
                    format!(
                        "{message}: {} ({}, until {})",
                        waiver.reason, waiver.owner, waiver.expires
                    ),
                )
            }
            State::NotApplicable(reason) => ("n/a", reason.clone()),
            State::Unknown(reason) => ("unknown", reason.clone()),
        };
        let (key, said) = (owed.key(handbook), visible(&said).into_owned());
        let line = format!("  {word:<8} {:<44} {said}", visible(&key));
        writeln!(text, "{}", line.trim_end())?;
    }
    if report.owed_by(at).is_empty() {
        writeln!(text, "  owes nothing")?;
    }
    Ok(text)
}
