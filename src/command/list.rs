//! `archbook list`: the entries that a query asks for, one a line.

use super::{open, print_text, say, slip};
use crate::{
    handbook::{EntryIndex, Handbook},
    query::{Ends, Query},
    terminal,
    text::visible,
};
use anyhow::{Context, Result, bail};
use std::{borrow::Cow, fmt::Write, path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct List {
    /// Words, kind:decision, is:in-force, -tag:legacy, date:>=2026, missing:owner, sort:-date
    #[arg(allow_hyphen_values = true)]
    query: Vec<String>,
    /// The book; without it, the nearest book.toml or the usual record folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
}

impl List {
    pub(super) fn run(self) -> Result<ExitCode> {
        let (words, behind) = apart(self.query)?;
        let text = words.join(" ");
        let (query, mut misread) = Query::parse(&text);
        let handbook = open(self.book.or(behind).as_deref(), None)?;
        let (query, strange) = query.bind(&handbook.method);
        misread.extend(strange);
        if !misread.is_empty() {
            misread.sort_by_key(|it| it.span);
            say(&terminal::misread(&text, &misread));
            return Ok(ExitCode::from(2));
        }
        let all = handbook.iter().map(|(at, _)| at);
        let mut found = all.filter(|&at| query.matches(&handbook, at, Ends::All)).collect();
        query.order(&handbook, &mut found);
        print_text(&table(&handbook, &found))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The words of a query, and a `--book` that stands behind them: a word may begin with a dash, so
/// everything from the first word on is taken for one.
fn apart(words: Vec<String>) -> Result<(Vec<String>, Option<PathBuf>)> {
    let mut book = None;
    let mut query = Vec::new();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if word == "--book" {
            book = Some(words.next().context("--book needs a folder")?.into());
        } else if let Some(folder) = word.strip_prefix("--book=") {
            book = Some(folder.into());
        } else if word.starts_with("--") {
            let near = slip::near(&word, ["--book", "--help"]);
            bail!("there is no option `{word}`{near}");
        } else {
            query.push(word);
        }
    }
    Ok((query, book))
}

/// Id, status, title and path, in columns as wide as what stands in them.
fn table(handbook: &Handbook, entries: &[EntryIndex]) -> String {
    let rows: Vec<[Cow<'_, str>; 4]> = entries
        .iter()
        .map(|&at| {
            let record = handbook.entry(at).kind.is_some();
            let status = handbook.effective(at).map(|it| handbook.method.status(it).name.as_str());
            let status = status.unwrap_or(if record { "unknown" } else { "" });
            let id = handbook.entry(at).id.as_deref().unwrap_or_default();
            let path = handbook.page_of(at).path().as_str();
            [id, status, &handbook.part(at).title.value, path].map(visible)
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let [id, status, title] = [0, 1, 2].map(|column| width(column).unwrap_or_default());
    rows.iter().fold(String::new(), |mut text, row| {
        let [own_id, own_status, own_title, path] = row;
        writeln!(text, "{own_id:id$}  {own_status:status$}  {own_title:title$}  {path}")
            .expect("writing to a string cannot fail");
        text
    })
}
