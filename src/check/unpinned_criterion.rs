//! `unpinned-criterion`: a relation leads to a criterion by its position, which shifts when another
//! one is inserted.

use crate::{
    finding::{Finding, Severity},
    handbook::{Destination, Handbook, Spot},
    page::Criterion,
    text::Span,
};
use std::collections::BTreeSet;

pub(super) fn check(handbook: &Handbook) -> impl Iterator<Item = Finding> {
    let spots = handbook.relations().iter().filter_map(|edge| match edge.to {
        Destination::Spot(spot) => Some(spot),
        _ => None,
    });
    let spots: BTreeSet<Spot> = spots.collect();
    spots.into_iter().filter_map(|spot| {
        let criterion = handbook.criterion(spot).filter(|it| !it.pinned)?;
        let Criterion { anchor, text, span, .. } = criterion;
        let id = format!("{}#{anchor}", handbook.label(spot.entry));
        let message = format!("a relation leads to `{id}` by its position");
        let path = handbook.page_of(spot.entry).path();
        let end = Span { start: span.end, end: span.end };
        let own = own_id(text);
        Some(
            Finding::new("unpinned-criterion", Severity::Warning, path, *span, message)
                .note("positions shift when a criterion is inserted above it")
                .fix(end, format!("give it an id: `{{#{own}}}`"), format!(" {{#{own}}}")),
        )
    })
}

/// An id from the first words of a criterion.
fn own_id(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| it.len() > 2);
    let words: Vec<String> = words.take(3).map(str::to_lowercase).collect();
    if words.is_empty() { "criterion".to_owned() } else { words.join("-") }
}
