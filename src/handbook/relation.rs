//! Relations as pages tell them, joined from both ends.

use super::{At, Destination, Edge, EntryIndex, Handbook, PageIndex, Spot, Statement, resolve};
use crate::{
    finding::Place,
    method::{End, RelationIndex},
    page::{Origin, Reference, named},
    text::Span,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One end of a relation as a page tells it.
struct Told {
    by: EntryIndex,
    page: PageIndex,
    /// `None` for a mention.
    relation: Option<RelationIndex>,
    end: End,
    to: Destination,
    partial: bool,
    span: Span,
}

/// Every relation that any entry tells of; what both ends tell is one edge.
pub(super) fn relations(handbook: &Handbook) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    let mut known: BTreeMap<(Spot, RelationIndex, Spot), usize> = BTreeMap::new();
    let entries: Vec<EntryIndex> = handbook.iter().map(|(at, _)| at).collect();
    let told = entries.into_par_iter().map(|at| told_by(handbook, at));
    for told in told.collect::<Vec<_>>() {
        for told in told {
            let edge = edge(handbook, told);
            let Destination::Spot(to) = edge.to else {
                edges.push(edge);
                continue;
            };
            let ends = edge.relation.map(|relation| (edge.from, relation, to));
            let Some(&before) = ends.and_then(|ends| known.get(&ends)) else {
                known.extend(ends.map(|ends| (ends, edges.len())));
                edges.push(edge);
                continue;
            };
            edges[before].partial |= edge.partial;
            edges[before].repeated.push(edge.stated);
        }
    }
    edges
}

/// What an entry tells in its fields and in its status.
fn told_by(handbook: &Handbook, by: EntryIndex) -> Vec<Told> {
    let page = handbook.entry(by).page;
    let part = handbook.part(by);
    let mut told = Vec::new();
    let mut tell = |key: &str, partial, to: &Reference, from| {
        let Some((relation, end)) = handbook.method.relation_told(key) else {
            return;
        };
        let destination = resolve::reference(handbook, page, to, from);
        let relation = Some(relation);
        told.push(Told { by, page, relation, end, to: destination, partial, span: to.span });
    };
    for field in &part.fields {
        if handbook.method.relation_told(&field.key).is_some() {
            for to in named(handbook.page(page), field) {
                tell(&field.key, field.partial, &to, field.from);
            }
        }
    }
    for claim in &part.claims {
        tell(claim.relation, claim.partial, &claim.to, Origin::Section);
    }
    told.extend(mentioned_by(handbook, by));
    told
}

/// The records that the front matter of an entry names as related, where they exist. In the prose
/// such names are links, and mentions as it is.
fn mentioned_by(handbook: &Handbook, by: EntryIndex) -> Vec<Told> {
    let page = handbook.entry(by).page;
    let fields = handbook.part(by).fields.iter();
    let related = fields.filter(|it| it.from == Origin::FrontMatter && it.key == "related");
    let named = related.flat_map(|field| named(handbook.page(page), field));
    let told = named.filter_map(|to| {
        let destination = resolve::reference(handbook, page, &to, Origin::FrontMatter);
        let known = matches!(destination, Destination::Spot(_));
        let (relation, end, partial, span) = (None, End::From, false, to.span);
        known.then_some(Told { by, page, relation, end, to: destination, partial, span })
    });
    told.collect()
}

/// What was told, from the end that the relation's name is told from.
fn edge(handbook: &Handbook, told: Told) -> Edge {
    let Told { by, page, relation, end, to, partial, span } = told;
    let place = Place { path: handbook.page(page).path().clone(), span };
    let own = Spot { entry: by, at: At::Whole };
    let (from, to) = match (end, to) {
        (End::To, Destination::Spot(other)) => (other, Destination::Spot(own)),
        (_, to) => (own, to),
    };
    let section = matches!(&to, Destination::Spot(spot) if matches!(spot.at, At::Anchor(_)));
    let (stated, repeated) = (Statement { end, place }, Vec::new());
    Edge { from, relation, to, partial: partial || section, stated, repeated }
}
