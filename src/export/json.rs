//! `export json`: every entry and what it says, version 1.

use crate::{
    finding::Place,
    handbook::{self, Destination, Edge, EntryIndex, Handbook, Missing, State, Statement},
    method::{End, Meaning},
    page::Origin,
    source::Beyond,
    text::BookPath,
};
use serde::Serialize;

#[derive(Serialize)]
struct Book<'a> {
    version: u32,
    title: &'a str,
    method: &'a str,
    as_of: String,
    entries: Vec<Entry<'a>>,
}

/// What an entry states, and below it what follows from the whole handbook.
#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    anchor: Option<&'a str>,
    id: Option<&'a str>,
    number: Option<u32>,
    kind: Option<&'a str>,
    stage: Option<&'a str>,
    section: Option<&'a str>,
    title: Option<&'a str>,
    format: &'static str,
    status: Option<&'a str>,
    status_raw: Option<&'a str>,
    status_from: Option<&'static str>,
    date: Option<String>,
    date_raw: Option<&'a str>,
    supersedes: Vec<String>,
    superseded_by: Vec<String>,
    criteria: Vec<Criterion<'a>>,
    effective_status: Option<&'a str>,
    in_force: bool,
    eligible: bool,
    relations: Vec<Relation<'a>>,
    proof: Option<Proof<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    anchor: &'a str,
    text: &'a str,
}

/// A relation that starts here and leads to another entry.
#[derive(Serialize)]
struct Relation<'a> {
    name: &'a str,
    to: String,
    partial: bool,
}

/// What a test has to show.
#[derive(Serialize)]
struct Proof<'a> {
    proven: bool,
    date: Option<String>,
    evidence: Vec<Evidence<'a>>,
}

/// A piece of evidence: a report with how many of its cases there are of each outcome, or a link or
/// a review without cases.
#[derive(Serialize)]
struct Evidence<'a> {
    named: &'a str,
    state: &'static str,
    reason: Option<&'a str>,
    date: Option<String>,
    passed: usize,
    failed: usize,
    errored: usize,
    skipped: usize,
}

/// The whole handbook as JSON, ending in a newline.
pub fn json(handbook: &Handbook) -> String {
    let entries = handbook.iter().map(|(at, _)| entry(handbook, at)).collect();
    let book = Book {
        version: 1,
        title: handbook.title(),
        method: &handbook.method.name,
        as_of: handbook.sources.as_of.to_string(),
        entries,
    };
    let mut json = serde_json::to_string_pretty(&book).expect("plain data has a JSON form");
    json.push('\n');
    json
}

fn entry(handbook: &Handbook, at: EntryIndex) -> Entry<'_> {
    let entry = handbook.entry(at);
    let (page, part) = (handbook.page(entry.page), handbook.part(at));
    let method = &handbook.method;
    let record = entry.kind.is_some();
    let status = part.status().filter(|_| record);
    Entry {
        path: page.path().as_str(),
        anchor: part.anchor.as_deref(),
        id: entry.id.as_deref(),
        number: part.number,
        kind: handbook.kind_name(at),
        stage: handbook.stage(at).map(|it| method.stage(it).name.as_str()),
        section: handbook.section(at).map(|it| method.section(it).name.as_str()),
        // What only the name of the file says, the record does not state.
        title: (part.title.from != Origin::FileName).then_some(part.title.value.as_str()),
        format: page.format.name(),
        status: entry.stated.map(|it| method.status(it).name.as_str()),
        status_raw: status.map(|it| it.raw.as_str()),
        status_from: status.map(|it| origin(it.from)),
        date: part.date().map(|it| it.to_string()),
        date_raw: part.dates.first().map(|it| it.raw.as_str()),
        supersedes: told(handbook, at, End::From),
        superseded_by: told(handbook, at, End::To),
        criteria: part
            .criteria
            .iter()
            .map(|it| Criterion { anchor: &it.anchor, text: &it.text })
            .collect(),
        effective_status: handbook.effective(at).map(|it| method.status(it).name.as_str()),
        in_force: handbook.meaning(at) == Some(Meaning::InForce),
        eligible: entry.eligible,
        relations: relations(handbook, at),
        proof: entry.proof.as_ref().map(proof),
    }
}

fn proof(proof: &handbook::Proof) -> Proof<'_> {
    let evidence = proof.pieces.iter().map(|piece| Evidence {
        named: &piece.named,
        state: piece.state.name(),
        reason: match &piece.state {
            State::Unreadable(reason) => Some(reason),
            _ => None,
        },
        date: piece.day.map(|it| it.to_string()),
        passed: piece.tally.passed,
        failed: piece.tally.failed,
        errored: piece.tally.errored,
        skipped: piece.tally.skipped,
    });
    Proof {
        proven: proof.is_proven(),
        date: proof.day().map(|it| it.to_string()),
        evidence: evidence.collect(),
    }
}

fn origin(from: Origin) -> &'static str {
    match from {
        Origin::FrontMatter => "front matter",
        Origin::Block => "block",
        Origin::Section => "section",
        Origin::Heading => "heading",
        Origin::Table => "table",
        Origin::FileName => "file name",
    }
}

/// What the entry itself says it supersedes, or is superseded by, told from this end.
fn told(handbook: &Handbook, at: EntryIndex, end: End) -> Vec<String> {
    let supersedes = handbook.method.supersedes();
    let path = handbook.page_of(at).path();
    let here = |it: &&Statement| it.end == end && it.place.path == *path;
    let edges = handbook.outgoing(at).chain(handbook.incoming(at));
    let stated = edges.filter(|edge| edge.relation.is_some() && edge.relation == supersedes);
    // What is superseded in part still holds; `relations` has it.
    let stated = stated.filter(|edge| !edge.partial);
    let mut told: Vec<(&Place, String)> = stated
        .filter_map(|edge| {
            let statement = edge.statements().find(here)?;
            let other = if edge.from.entry == at {
                name(handbook, edge, path)
            } else {
                from(handbook, edge)
            };
            Some((&statement.place, other))
        })
        .collect();
    told.sort();
    told.dedup();
    told.into_iter().map(|(_, other)| other).collect()
}

fn from(handbook: &Handbook, edge: &Edge) -> String {
    target(handbook, edge.from.entry)
}

/// An entry as the target of a relation: its path; its id if it is a part of a page.
fn target(handbook: &Handbook, at: EntryIndex) -> String {
    let id = handbook.entry(at).id.as_ref().filter(|_| handbook.entry(at).part > 0);
    id.cloned().unwrap_or_else(|| handbook.page_of(at).path().as_str().to_owned())
}

/// What a relation leads to: a path, an address, or what was written.
fn name(handbook: &Handbook, edge: &Edge, path: &BookPath) -> String {
    match &edge.to {
        Destination::Spot(spot) => target(handbook, spot.entry),
        Destination::File(path)
        | Destination::Beyond(Beyond::Inside(path))
        | Destination::Missing(Missing::Anchor(path, _) | Missing::Unpublished(path)) => {
            path.to_string()
        }
        Destination::Beyond(Beyond::Outside(path)) => path.as_str().to_owned(),
        Destination::Web(address) => address.clone(),
        Destination::Missing(Missing::File(written)) => match path.join(written) {
            Ok(path) => path.to_string(),
            Err(outside) => outside.as_str().to_owned(),
        },
        Destination::Missing(
            Missing::Name(text)
            | Missing::Ambiguous(text, _)
            | Missing::Label(text)
            | Missing::Scheme(text),
        ) => text.clone(),
        Destination::Nothing => String::new(),
    }
}

fn relations(handbook: &Handbook, at: EntryIndex) -> Vec<Relation<'_>> {
    let found = handbook.outgoing(at).filter_map(|edge| {
        let (Some(relation), Destination::Spot(to)) = (edge.relation, &edge.to) else {
            return None;
        };
        let mut name = target(handbook, to.entry);
        if let Some(criterion) = handbook.criterion(*to) {
            name = format!("{name}#{}", criterion.anchor);
        }
        let relation = handbook.method.relation(relation);
        Some(Relation { name: &relation.name, to: name, partial: edge.partial })
    });
    found.collect()
}
