//! What names stand for: fields of entries, and the entries that relations lead to.

use super::{Value, pattern::Pattern};
use crate::{
    handbook::{At, Handbook, Spot},
    method::same_field,
    page::{Field, Part, same_id},
    text::{Date, key},
};

/// Sections that records of the formats and kinds that archbook knows have. Any other heading may
/// be asked for as well; these are no slips of another name.
pub(super) const SECTIONS: &[&str] = &[
    "acceptance-criteria",
    "architecture",
    "confirmation",
    "consequences",
    "considered-options",
    "constraints",
    "context",
    "context-and-problem-statement",
    "data",
    "decision",
    "decision-drivers",
    "decision-outcome",
    "errors",
    "interfaces",
    "modules",
    "more-information",
    "operations",
    "options",
    "pros-and-cons-of-the-options",
    "references",
    "steps",
];

/// Every field of a part with this name.
pub(super) fn fields<'a>(part: &'a Part, name: &'a str) -> impl Iterator<Item = &'a Field> {
    part.fields.iter().filter(move |field| same_field(&field.key, name))
}

/// What the fields of a part with this name say, as keys: every piece between commas, and all of
/// every text.
pub fn said<'a>(part: &'a Part, name: &'a str) -> impl Iterator<Item = String> {
    let texts = fields(part, name).flat_map(|field| field.value.texts());
    let texts = texts.map(|text| text.value.as_str());
    texts.flat_map(|it| it.split([',', ';']).chain([it])).map(key)
}

/// The day that a field names. The date of a record may also stand elsewhere than in a field.
pub(super) fn day(part: &Part, name: &str) -> Option<Date> {
    if name == "date" {
        return part.date();
    }
    Date::parse_prefix(&fields(part, name).next()?.value.first_text()?.value)
}

/// An entry as a relation names it: by its id, by the path of its page, and perhaps with a `#` and
/// the anchor of a criterion or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    name: Pattern,
    anchor: Option<String>,
}

impl Named {
    pub(super) fn new(value: &Value) -> Self {
        let (name, anchor) = match value.text.split_once('#') {
            Some((name, anchor)) => (name.to_owned(), Some(anchor.to_owned())),
            None => (value.text.clone(), None),
        };
        let name = Pattern::new(&Value { text: name, ..value.clone() }, str::to_lowercase);
        Self { name, anchor }
    }

    /// Whether an id is what is named, in any spelling.
    pub(super) fn is(&self, id: &str) -> bool {
        match self.name.whole() {
            Some(whole) => same_id(whole, id),
            None => self.name.matches(&id.to_lowercase()),
        }
    }

    /// Whether a spot is what is named.
    pub(super) fn names(&self, handbook: &Handbook, spot: Spot) -> bool {
        let anchored = match &self.anchor {
            Some(anchor) => anchor_of(handbook, spot) == Some(anchor),
            None => true,
        };
        let path = || handbook.page_of(spot.entry).path().as_str();
        anchored && self.is(handbook.entry(spot.entry).id.as_deref().unwrap_or_else(path))
    }
}

fn anchor_of(handbook: &Handbook, spot: Spot) -> Option<&str> {
    match spot.at {
        At::Whole => None,
        At::Criterion(_) => handbook.criterion(spot).map(|it| it.anchor.as_str()),
        At::Anchor(at) => handbook.page_of(spot.entry).outline.anchors().nth(usize::from(at)),
    }
}

/// What somebody may have meant: the nearest name, if it is near.
pub(super) fn nearest<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let slips = if written.chars().count() > 4 { 2 } else { 1 };
    let distances = names.into_iter().map(|name| (strsim::osa_distance(name, written), name));
    distances.min_by_key(|(distance, _)| *distance).filter(|it| it.0 <= slips).map(|(_, name)| name)
}
