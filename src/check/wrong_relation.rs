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
    let Statement { end, place: Place { path, span } } = edge.stated.first()?;
    let message = format!("`{}` does not join a {from} to a {to}", relation.name);
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
            format!("a {}", kinds.join(" or a "))
        }
    };
    if relation.same {
        return format!("`{}` joins records of one kind", relation.name);
    }
    format!("`{}` joins {} to {}", relation.name, any(&relation.from), any(&relation.to))
}
