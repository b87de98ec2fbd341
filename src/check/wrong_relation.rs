//! `wrong-relation`: a relation between kinds that the method does not join.

use crate::{
    finding::{Finding, Place, Severity},
    handbook::{Destination, Edge, Handbook, Statement},
    method::{End, Relation},
};

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    handbook.relations().iter().filter_map(|edge| one(handbook, edge))
}

fn one(handbook: &Handbook, edge: &Edge) -> Option<Finding> {
    let relation = handbook.method.relation(edge.relation?);
    let Destination::Spot(spot) = edge.to else {
        return None;
    };
    let kind = |at| handbook.kind_name(at).unwrap_or("prose");
    let (from, to) = (kind(edge.from.entry), kind(spot.entry));
    if relation.allows(from, to) && from != "prose" && to != "prose" {
        return None;
    }
    let Statement { end, place: Place { path, span } } = &edge.stated;
    let message = format!("`{}` does not join {} to {}", relation.name, one_of(from), one_of(to));
    let finding = Finding::new("wrong-relation", Severity::Warning, path, *span, message);
    let finding = finding.note(joins(relation));
    let other = if *end == End::From { &relation.inverse } else { &relation.name };
    let turned = relation.allows(to, from);
    Some(if turned { finding.note(format!("did you mean `{other}`?")) } else { finding })
}

/// What a relation joins, in words.
fn joins(relation: &Relation) -> String {
    let any = |kinds: &[String]| {
        if kinds.is_empty() {
            "any record".to_owned()
        } else {
            kinds.iter().map(|it| one_of(it)).collect::<Vec<_>>().join(" or ")
        }
    };
    if relation.same {
        return format!("`{}` joins records of one kind", relation.name);
    }
    format!("`{}` joins {} to {}", relation.name, any(&relation.from), any(&relation.to))
}

/// A kind with its article.
fn one_of(kind: &str) -> String {
    match kind {
        "prose" => "a page of prose".to_owned(),
        kind if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {kind}"),
        kind => format!("a {kind}"),
    }
}
