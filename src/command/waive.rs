//! `archbook waive`: excuse something that is owed, for a while.

use super::{day, open_book, replace, say};
use crate::{check::check, handbook::fingerprint, report::State, text::Date};
use anyhow::{Context, Result, bail};
use std::{path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
#[command(after_help = "Exits with 1 if the waiver is written and does not count.")]
pub struct Waive {
    /// What is owed, as `check` and the report name it: undecided-requirement/REQ-012
    #[arg(value_name = "RULE/ID")]
    key: String,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who answers for it
    #[arg(long, value_name = "WHO")]
    owner: String,
    /// The last day it counts, at most 180 days from now
    #[arg(long, value_name = "DATE", value_parser = day)]
    expires: Date,
    /// The book; without it, the nearest book.toml or the usual record folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

impl Waive {
    pub(super) fn run(self) -> Result<ExitCode> {
        let (book, handbook) = open_book(self.book.as_deref(), self.as_of)?;
        let report = check(&handbook);
        let mut owed = report.obligations.iter();
        let Some(owed) = owed.find(|it| it.key(&handbook) == self.key) else {
            bail!("`{}` is not owed; `archbook check` says what is", self.key);
        };
        match owed.state {
            State::Unmet(_) | State::Unknown(_) => (),
            State::Met | State::NotApplicable(_) => bail!("`{}` is met", self.key),
            State::Waived(..) => bail!("`{}` is waived already", self.key),
        }
        let fingerprint = owed.by.entry().map(|at| fingerprint(&handbook, at));
        let text = self.text(fingerprint.as_deref())?;
        let path = book.root.join("waivers.toml");
        let before = handbook.sources.waivers.text.trim_end();
        let gap = if before.is_empty() { "" } else { "\n\n" };
        replace(&handbook, &path, &format!("{before}{gap}{text}"))?;
        say(&format!("wrote {}", path.display()));
        let flaws = self.flaws(&book)?;
        for flaw in &flaws {
            say(&format!("warning: {flaw}"));
        }
        Ok(if flaws.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn text(&self, fingerprint: Option<&str>) -> Result<String> {
        let (rule, on) = self.key.split_once('/').context("a key is RULE/ID")?;
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let fingerprint = fingerprint.map(|it| format!("fingerprint = {}\n", quoted(it)));
        Ok(format!(
            "[[waiver]]\nrule = {}\non = {}\nreason = {}\nowner = {}\nexpires = {}\n{}",
            quoted(rule),
            quoted(on),
            quoted(&self.reason),
            quoted(&self.owner),
            self.expires,
            fingerprint.unwrap_or_default(),
        ))
    }

    /// Why what was written does not count, if it does not.
    fn flaws(&self, book: &crate::book::Book) -> Result<Vec<String>> {
        let handbook = book.read()?;
        let findings = check(&handbook).findings.into_iter();
        let own = findings.filter(|it| it.about.as_ref() == Some(&self.key));
        Ok(own.map(|it| it.message).collect())
    }
}
