//! `archbook new`: start a record, named, numbered and written as those that are there.
#![allow(clippy::disallowed_methods, reason = "edge: writes pages, and runs the editor")]

use super::{create, day, open_book, print, say, show, slip};
use crate::{
    book::Book,
    git,
    handbook::{EntryIndex, Handbook},
    method::{End, KindIndex},
    output,
    start::{self, Edit, Series, Start, Told},
    text::{BookPath, Date},
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

#[derive(Debug, clap::Args)]
#[command(
    override_usage = "archbook new [OPTIONS] KIND TITLE [--RELATION ID]...",
    after_help = "Relations are those of the method, such as --satisfies or --supersedes: `archbook \
                  method` prints them. The path of the new page is printed."
)]
pub struct New {
    /// A kind of record or another name for it, such as decision, adr or requirement
    kind: String,
    /// What it is called, and its relations: --satisfies REQ-12 --supersedes ADR-7
    #[arg(value_name = "TITLE", required = true, allow_hyphen_values = true)]
    #[arg(trailing_var_arg = true)]
    words: Vec<String>,
    /// Open the new page in $VISUAL or $EDITOR
    #[arg(long)]
    edit: bool,
    /// The book; without it, the nearest book.toml or the usual record folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
    /// The day to take for today, as 2026-03-14; without it, the day it is
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// A relation as it is asked for: its name, and the records it leads to.
type Asked = (String, String);

impl New {
    pub(super) fn run(mut self) -> Result<ExitCode> {
        let (title, asked) = self.apart()?;
        let (book, handbook) = open_book(self.book.as_deref(), self.as_of)?;
        let kind = kind(&handbook, &self.kind)?;
        let series = start::next(&handbook, kind);
        let relations = relations(&handbook, &series, &asked)?;
        let names = names_elsewhere(&book, &series);
        let new = start::record(&handbook, &series, &title, &relations, &names);
        let new = new.context("a title needs a letter or a digit, for the name of the file")?;
        let path = write(&book, &new)?;
        retire(&book, &handbook, &new)?;
        if !new.stands {
            say("the book's template has no place for a status: say in the page how it stands");
        }
        print(&format!("{}\n", from_here(&path).display()))?;
        if self.edit { edit(&path) } else { Ok(ExitCode::SUCCESS) }
    }

    /// The title and the relations. The method says which relations there are, and the book which
    /// method: so options that follow the title are told apart here.
    fn apart(&mut self) -> Result<(String, Vec<Asked>)> {
        let mut title: Vec<String> = Vec::new();
        let mut asked = Vec::new();
        let mut words = std::mem::take(&mut self.words).into_iter();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--") else {
                title.push(word);
                continue;
            };
            if option == "edit" {
                self.edit = true;
                continue;
            }
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (option.to_owned(), words.next()),
            };
            let value = value.with_context(|| format!("--{name} needs a value"))?;
            match name.as_str() {
                "book" => self.book = Some(value.into()),
                "as-of" => self.as_of = Some(day(&value).map_err(anyhow::Error::msg)?),
                _ => asked.push((name, value)),
            }
        }
        Ok((title.join(" "), asked))
    }
}

fn kind(handbook: &Handbook, name: &str) -> Result<KindIndex> {
    let method = &handbook.method;
    let mapped = handbook.config.kinds.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
    let found = method.kind_named(name).or_else(|| method.kind_of_prefix(name));
    let found = found.or_else(|| method.kind_of_folder(name));
    if let Some(kind) = found.or_else(|| method.kind_named(mapped?.1)) {
        return Ok(kind);
    }
    let names = method.kinds.iter().flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
    let near = slip::near(name, names.map(String::as_str));
    let kinds: Vec<&str> = method.kinds.iter().map(|it| it.name.as_str()).collect();
    let known = if near.is_empty() { format!("; there are {}", kinds.join(", ")) } else { near };
    bail!("there is no kind of record `{name}`{known}")
}

/// The relations that were asked for, each record of each on its own.
fn relations(handbook: &Handbook, series: &Series, asked: &[Asked]) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    for (key, names) in asked {
        for name in names.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            told.push(relation(handbook, series, key, name)?);
        }
    }
    Ok(told)
}

fn relation(handbook: &Handbook, series: &Series, key: &str, name: &str) -> Result<Told> {
    let method = &handbook.method;
    let key = crate::text::key(key);
    let Some((at, end)) = method.relation_named(&key) else {
        let known = method.relations.iter().flat_map(|it| [it.name.as_str(), it.inverse.as_str()]);
        let known = known.chain(["book", "edit", "as-of"]).map(|it| format!("--{it}"));
        let known: Vec<String> = known.collect();
        let near = slip::near(&format!("--{key}"), known.iter().map(String::as_str));
        let known = "; `archbook method` prints relations".to_owned();
        let near = if near.is_empty() { known } else { near };
        bail!("there is no option or relation `--{key}`{near}");
    };
    let (id, anchor) = match name.split_once('#') {
        Some((id, anchor)) if !id.is_empty() => (id, Some(anchor)),
        _ => (name, None),
    };
    let to = show::find_from(handbook, id, &series.folder.below("new"))?;
    if let Some(anchor) = anchor {
        has_anchor(handbook, to, anchor)?;
    }
    let other = handbook.entry(to).kind.map(|it| method.kind(it).name.as_str());
    let own = method.kind(series.kind).name.as_str();
    let relation = method.relation(at);
    let allowed = other.is_some_and(|other| match end {
        End::From => relation.allows(own, other),
        End::To => relation.allows(other, own),
    });
    if !allowed {
        let other = other.unwrap_or("page of no kind");
        bail!("`{key}` does not lead from a {own} to `{id}`, which is a {other}");
    }
    Ok(Told { key, to, anchor: anchor.map(ToOwned::to_owned) })
}

fn has_anchor(handbook: &Handbook, at: EntryIndex, anchor: &str) -> Result<()> {
    let criteria = &handbook.part(at).criteria;
    let outline = &handbook.page_of(at).outline;
    let known = criteria.iter().any(|it| it.name == anchor || it.anchor == anchor)
        || outline.headings.iter().any(|it| it.anchor == anchor);
    let names: Vec<&str> = criteria.iter().map(|it| it.name.as_str()).collect();
    let there = if names.is_empty() { "no criteria".to_owned() } else { names.join(", ") };
    if !known {
        bail!("`{}` has no `#{anchor}`; it has {there}", handbook.label(at));
    }
    Ok(())
}

/// The names that the folders of a series have on any branch.
fn names_elsewhere(book: &Book, series: &Series) -> Vec<String> {
    let folders = series.folders.iter();
    let names: Option<Vec<_>> =
        folders.map(|it| git::names_on_branches(&book.root, it.as_str())).collect();
    if names.is_none() && series.is_numbered {
        say("no git repository here: only the pages of this folder were asked for free numbers");
    }
    names.into_iter().flatten().flatten().collect()
}

/// Writes the new page where nothing is yet.
fn write(book: &Book, new: &Start) -> Result<PathBuf> {
    let path = book.root.join(new.path.as_str());
    create(&path, &new.text)?;
    Ok(path)
}

/// Edits the records that the new one retires, and shows how; says what is left to do by hand.
fn retire(book: &Book, handbook: &Handbook, new: &Start) -> Result<()> {
    let id = new.id.as_deref().unwrap_or(new.path.as_str());
    let mut pages: Vec<&BookPath> = new.edits.iter().map(|it| &it.path).collect();
    pages.dedup();
    for path in pages {
        let edits: Vec<Edit> = new.edits.iter().filter(|it| it.path == *path).cloned().collect();
        let text = handbook.sources.text(path).map(|it| it.text.clone()).unwrap_or_default();
        let done = rewrite(&book.root.join(path.as_str()), &text, &edits)?;
        say(&format!("{path}{}", if done { "" } else { ", by hand, since it is no plain UTF-8:" }));
        for edit in &edits {
            show_edit(&text, edit);
        }
    }
    for &at in &new.by_hand {
        let path = handbook.page_of(at).path();
        say(&format!("{path} says how it stands in a way that cannot be edited safely"));
        say(&format!("  write there that it is superseded by {id}"));
    }
    if !new.edits.is_empty() {
        say(&format!("it shows as superseded now; `archbook check` warns until {id} is in force"));
    }
    Ok(())
}

/// Writes a page again with its edits, if what is on the disk is exactly the text they are for.
fn rewrite(file: &Path, text: &str, edits: &[Edit]) -> Result<bool> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let Some(mark) = bytes.strip_suffix(text.as_bytes()).filter(|it| [&[], MARK].contains(it))
    else {
        return Ok(false);
    };
    let edited = [mark, start::edited(text, edits).as_bytes()].concat();
    output::replace(file, &edited)?;
    Ok(true)
}

/// The lines that an edit changes, before and after.
fn show_edit(text: &str, edit: &Edit) {
    let range = edit.span.range();
    let start = text[..range.start].rfind('\n').map_or(0, |it| it + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |it| range.end + it);
    if range.is_empty() && range.start == start {
        return say(&format!("  + {}", edit.text.trim_end()));
    }
    say(&format!("  - {}", text[start..end].trim_end()));
    let after = [&text[start..range.start], &edit.text, &text[range.end..end]].concat();
    say(&format!("  + {}", after.trim_end()));
}

/// A path as it is written from the working folder.
fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).or(path.strip_prefix(".")).unwrap_or(path).to_path_buf()
}

/// Opens a page in the person's editor, and waits for it. Both variables may name options too.
fn edit(path: &Path) -> Result<ExitCode> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|it| env::var(it).ok());
    let editor = named.into_iter().find(|it| !it.trim().is_empty());
    let editor = editor.context("neither $VISUAL nor $EDITOR says which editor to open")?;
    let mut words = editor.split_whitespace();
    let program = words.next().context("editors have names")?;
    let status = Command::new(program).args(words).arg(path).status();
    let status = status.with_context(|| format!("cannot run {program}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
