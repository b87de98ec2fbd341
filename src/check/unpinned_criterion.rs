//! `unpinned-criterion`: a relation leads to a criterion by its position, which shifts when another
//! one is inserted.

use crate::{
    finding::{Finding, Severity},
    handbook::{Destination, Handbook, Spot, Statement},
    page::Criterion,
    text::Span,
};
use std::collections::BTreeMap;

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let mut spots: BTreeMap<Spot, &Statement> = BTreeMap::new();
    for edge in handbook.relations() {
        if let Destination::Spot(spot) = &edge.to {
            spots.entry(*spot).or_insert(&edge.stated);
        }
    }
    spots.into_iter().filter_map(|(spot, stated)| {
        let criterion = handbook.criterion(spot).filter(|it| !it.pinned)?;
        let Criterion { name, text, span, .. } = criterion;
        let id = format!("{}#{name}", handbook.label(spot.entry));
        let message = format!("a relation leads to `{id}` by its position");
        let path = handbook.page_of(spot.entry).path();
        let end = Span { start: span.end, end: span.end };
        let own = own_id(text);
        let then = format!("then write `{}#{own}` here", handbook.label(spot.entry));
        Some(
            Finding::new("unpinned-criterion", Severity::Warning, path, *span, message)
                .note("positions shift when a criterion is inserted above it")
                .see(stated.place.clone(), then)
                .fix(end, format!("give it an id: `{{#{own}}}`"), format!(" {{#{own}}}")),
        )
    })
}

/// An id from the first words of a criterion.
fn own_id(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    let words: Vec<String> = words.take(4).map(str::to_lowercase).collect();
    if words.is_empty() { "criterion".to_owned() } else { words.join("-") }
}
