//! `archbook show`: what is known of one entry.

use super::{open, print_text};
use crate::{
    handbook::{Destination, Edge, EntryIndex, Handbook, Named},
    method::{End, RelationIndex},
    text::{BookPath, visible},
};
use anyhow::{Result, bail};
use std::{collections::BTreeSet, fmt::Write, path::PathBuf, process::ExitCode};

#[derive(Debug, clap::Args)]
pub struct Show {
    /// An id such as ADR-7, or the path of a page
    id: String,
    /// The book; without it, the nearest book.toml or the usual record folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
}

impl Show {
    pub(super) fn run(self) -> Result<ExitCode> {
        let handbook = open(self.book.as_deref(), None)?;
        let at = find(&handbook, &self.id)?;
        print_text(&text(&handbook, at)?)?;
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) fn find(handbook: &Handbook, id: &str) -> Result<EntryIndex> {
    find_from(handbook, id, &BookPath::root())
}

/// The entry that a name means on the page at `from`, or the one at a path.
pub(super) fn find_from(handbook: &Handbook, id: &str, from: &BookPath) -> Result<EntryIndex> {
    if let Some(page) = BookPath::new(id).and_then(|path| handbook.page_at(path.as_str())) {
        return Ok(handbook.entry_of(page));
    }
    match handbook.names.find(id, from) {
        Named::One(at) => Ok(at),
        Named::Nothing => bail!("nothing in this book goes by `{id}`"),
        Named::Several(entries) => {
            let paths: Vec<_> =
                entries.iter().map(|&at| handbook.page_of(at).path().as_str()).collect();
            bail!("several entries go by `{id}`: {}", paths.join(", "))
        }
    }
}

fn text(handbook: &Handbook, at: EntryIndex) -> Result<String> {
    let (entry, part) = (handbook.entry(at), handbook.part(at));
    let mut text = String::new();
    writeln!(text, "{}", line(handbook, at))?;
    let name = |status| handbook.method.status(status).name.as_str();
    let stated = entry.stated.map_or("unknown", name);
    let effective = handbook.effective(at).map_or("unknown", name);
    let mut field = |name: &str, value: &str| writeln!(text, "  {name:<14} {}", visible(value));
    if let Some(kind) = handbook.kind_name(at) {
        field("kind", kind)?;
        field("status", effective)?;
        if stated != effective {
            field("stated status", stated)?;
        }
    }
    if let Some(date) = part.date() {
        field("date", &date.to_string())?;
    }
    field("path", handbook.page_of(at).path().as_str())?;
    for piece in entry.proof.iter().flat_map(|proof| &proof.pieces) {
        field("evidence", &piece.to_string())?;
    }
    for edge in handbook.outgoing(at).filter(|edge| edge.from.entry == at) {
        if let (Some(relation), Destination::Spot(to)) = (edge.relation, &edge.to) {
            field(&told(handbook, relation, End::From), &told_of(handbook, edge, to.entry))?;
        }
    }
    for edge in handbook.incoming(at) {
        if let Some(relation) = edge.relation {
            field(&told(handbook, relation, End::To), &told_of(handbook, edge, edge.from.entry))?;
        }
    }
    let links = handbook.incoming(at).filter(|edge| edge.relation.is_none());
    let links: BTreeSet<EntryIndex> = links.map(|edge| edge.from.entry).collect();
    for from in links.into_iter().filter(|from| *from != at) {
        field("mentioned by", &line(handbook, from))?;
    }
    Ok(text)
}

/// The name of a relation at one of its ends.
fn told(handbook: &Handbook, relation: RelationIndex, end: End) -> String {
    let relation = handbook.method.relation(relation);
    let name = if end == End::From { &relation.name } else { &relation.inverse };
    name.replace('-', " ")
}

/// The other end of a relation.
fn told_of(handbook: &Handbook, edge: &Edge, at: EntryIndex) -> String {
    line(handbook, at) + if edge.partial { " (in part)" } else { "" }
}

fn line(handbook: &Handbook, at: EntryIndex) -> String {
    let title = &handbook.part(at).title.value;
    visible(&format!("{} {title}", handbook.label(at))).into_owned()
}
