//! The title block of a record: what it goes by, how it stands, what it says of itself.

use super::{
    criteria::{CoverageView, coverage},
    life::{LifeView, REVIEW, is_begin, life, review},
    parts::{DateView, StatusView, in_words, status},
    standpoint::Standpoint,
};
use crate::{
    handbook::{At, Destination, Edge, Entry, EntryIndex, Missing, Spot},
    markdown::{self, Href},
    method::{End, Meaning, RelationIndex, Shape},
    page::{Field, Part},
    source::Beyond,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What `block.html` shows.
#[derive(Serialize)]
pub(super) struct BlockView<'a> {
    /// What the record goes by; none where it has no id.
    id: Option<&'a str>,
    /// Whether that is a long text.
    long: bool,
    /// What kind of record it is.
    kind: String,
    /// How it stands.
    status: StatusView,
    /// What it says of its status itself, where that is something else.
    stated: Option<String>,
    /// What it says of itself, and others of it, in order.
    fields: Vec<FieldView>,
    /// What happened to it, and what is to; none where that is not known.
    life: Option<LifeView>,
}

/// One thing that a record says of itself, or that others say of it.
#[derive(Default, Serialize)]
struct FieldView {
    /// What it is about.
    name: String,
    /// The day, where it is one.
    date: Option<DateView>,
    /// What it says, where it is a text.
    text: Option<String>,
    /// Whether that weighs more than anything else it could say.
    strong: bool,
    /// How many of its criteria are met, where it is that.
    coverage: Option<CoverageView>,
    /// What it names, where it is other entries.
    links: Vec<RelatedView>,
    /// What follows where there are more than are shown.
    more: Option<String>,
}

/// Something that a relation leads to.
#[derive(Serialize)]
pub(super) struct RelatedView {
    /// Where it is; none where that cannot be reached.
    href: Option<String>,
    /// Its id, else its title, else what was written.
    label: String,
    /// Whether the label is an id.
    is_id: bool,
    /// What it is called, where the label is an id.
    title: Option<String>,
    /// What is special about it, such as how it stands.
    note: Option<String>,
    /// Why it leads nowhere, where it does.
    broken: Option<String>,
}

/// The fields that the block shows first, in order: each with the keys that people write for it.
const FIRST: &[(&str, &[&str])] = &[
    (TOPIC, &[TOPIC]),
    ("category", &["category", "categories"]),
    (PRIORITY, &[PRIORITY]),
    (OWNER, &["owner", "owners", "assignee", "assigned-to"]),
    ("deciders", &["deciders"]),
    ("authors", &["author", "authors"]),
];

/// Those that it shows last, after what relations and evidence tell.
const LAST: &[(&str, &[&str])] = &[
    ("origin", &["origin", "source"]),
    ("goal", &["goal"]),
    ("outcome", &["outcome"]),
    ("environment", &["environment"]),
    ("indicator", &["indicator"]),
    ("target", &["target"]),
    ("window", &["window"]),
    ("last-measured", &["last-measured"]),
    (REVIEW, &[REVIEW]),
    ("review-manager", &["review-manager"]),
    ("consulted", &["consulted"]),
    ("informed", &["informed"]),
    ("last-updated", &["last-updated", "updated"]),
    ("tags", &["tags"]),
];

/// The field that says which question a record answers.
pub(super) const TOPIC: &str = "topic";
/// The field that says how much a record matters.
pub(super) const PRIORITY: &str = "priority";
/// The field that says who answers for a record.
const OWNER: &str = "owner";

/// An id with more characters than this is set smaller.
const ID_MAX: usize = 12;
/// How many ends of one relation the block shows; the list of references shows the others.
pub(super) const LINKS_MAX: usize = 12;

/// The title block of a record; none for prose.
pub(super) fn block<'a>(from: &Standpoint<'a>, at: EntryIndex) -> Option<BlockView<'a>> {
    let handbook = &from.site.handbook;
    let entry = handbook.entry(at);
    let kind = handbook.kind_name(at)?;
    let part = handbook.part(at);
    let mut fields = first(from, part, entry);
    fields.extend(relations(from, at));
    fields.extend(checked(from, at));
    fields.extend(said(from, part, LAST));
    let stated = entry.stated.filter(|_| entry.stated != entry.standing.effective);
    let stated = stated.map(|it| handbook.method.status(it).name.as_str());
    Some(BlockView {
        id: entry.id.as_deref(),
        long: entry.id.as_ref().is_some_and(|id| id.chars().count() > ID_MAX),
        kind: in_words(kind),
        status: status(from.site, at),
        stated: stated.map(|it| from.site.theme.phrase("stated", it)),
        fields,
        life: life(from, at),
    })
}

/// What a record says of itself first. A decision begins with its day.
fn first(from: &Standpoint<'_>, part: &Part, entry: &Entry) -> Vec<FieldView> {
    let method = &from.site.handbook.method;
    let decides = entry.kind.is_some_and(|it| method.kind(it).shape == Some(Shape::Decision));
    // What is still open, or was turned down, has a day and is not decided for.
    let held = entry.stated.is_some_and(|it| method.status(it).ever_held());
    let name = if decides && held && !is_begin(part) { "decided" } else { "date" };
    let name = from.site.theme.word(name).to_owned();
    let date = part.date().map(DateView::from);
    let date = date.map(|it| FieldView { name, date: Some(it), ..FieldView::default() });
    let mut fields = said(from, part, FIRST);
    let place = if decides { 0 } else { fields.len() };
    fields.splice(place..place, date);
    fields
}

/// What a record says of itself in these fields.
fn said(from: &Standpoint<'_>, part: &Part, fields: &[(&str, &[&str])]) -> Vec<FieldView> {
    let view = |(name, _): &(&str, _)| {
        // The life of a record shows that day, where it is one.
        if *name == REVIEW && review(part).is_some() {
            return None;
        }
        let field = field(part, name)?;
        let name = from.site.theme.word(&format!("field-{name}")).to_owned();
        let (text, strong) = (Some(value(from, field)), is_most(from, field));
        Some(FieldView { name, text, strong, ..FieldView::default() })
    };
    fields.iter().filter_map(view).collect()
}

/// What a field says: in words, where it is one of the few values that the method gives it.
pub(super) fn value(from: &Standpoint<'_>, field: &Field) -> String {
    let method = &from.site.handbook.method;
    let text = text(field);
    if let Some(topic) = method.topics.iter().find(|it| field.key == TOPIC && it.name == text) {
        return topic.title.clone();
    }
    let values = method.field_named(&field.key).map_or(&[][..], |it| &it.values);
    if !values.iter().any(|it| it.eq_ignore_ascii_case(&text)) {
        return text;
    }
    let word = from.site.theme.word(&format!("value-{}", text.to_lowercase()));
    if word.is_empty() { in_words(&text) } else { word.to_owned() }
}

/// Whether a field says what weighs most: the first of the values that the method gives it.
fn is_most(from: &Standpoint<'_>, field: &Field) -> bool {
    let first = from.site.handbook.method.field_named(&field.key).and_then(|it| it.values.first());
    field.key == PRIORITY && first.is_some_and(|it| it.eq_ignore_ascii_case(&text(field)))
}

/// What criteria and evidence come to.
fn checked(from: &Standpoint<'_>, at: EntryIndex) -> impl Iterator<Item = FieldView> {
    let handbook = &from.site.handbook;
    let name = |name: &str| from.site.theme.word(name).to_owned();
    let coverage = coverage(from, at).map(|it| FieldView {
        name: name("coverage"),
        coverage: Some(it),
        ..FieldView::default()
    });
    let shows = |edge: &&Edge| edge.relation.is_some_and(|it| handbook.method.relation(it).proves);
    let days = handbook.incoming(at).filter(shows).filter_map(|edge| {
        let proof = handbook.entry(edge.from.entry).proof.as_ref()?;
        proof.day().filter(|_| proof.is_proven())
    });
    let verified = days.max().map(|it| FieldView {
        name: name("last-verified"),
        date: Some(it.into()),
        ..FieldView::default()
    });
    coverage.into_iter().chain(verified)
}

/// Who answers for a part, by whichever key it names them.
pub(super) fn owner(part: &Part) -> Option<String> {
    field(part, OWNER).map(text)
}

/// The field of a part that goes by this name, by whichever key it is written.
pub(super) fn field<'a>(part: &'a Part, name: &str) -> Option<&'a Field> {
    let keys = FIRST.iter().chain(LAST).find(|(own, _)| *own == name).map(|(_, keys)| *keys);
    keys.unwrap_or(&[name]).iter().find_map(|key| part.field(key))
}

/// What a field says, as plain text. Front matter is no Markdown, and yet people write it there.
pub(super) fn text(field: &Field) -> String {
    let plain = |text: &str| {
        if !text.contains(['[', '*', '`', '<']) {
            return text.trim().to_owned();
        }
        let blocks = markdown::parse(text, 0).blocks;
        let texts: Vec<_> = blocks.iter().map(|it| it.text.text.trim().to_owned()).collect();
        texts.join(" ")
    };
    let texts: Vec<String> = field.value.texts().iter().map(|it| plain(&it.value)).collect();
    texts.join(", ")
}

/// The relations of a record, told from its end, in the method's order.
fn relations(from: &Standpoint<'_>, at: EntryIndex) -> Vec<FieldView> {
    let handbook = &from.site.handbook;
    let mut ends: BTreeMap<(RelationIndex, End), Vec<&Edge>> = BTreeMap::new();
    let outgoing = handbook.outgoing(at).map(|edge| match edge.to {
        Destination::Spot(_) => (End::From, edge),
        // What leads nowhere starts from the entry that tells of it, at whichever end that is.
        _ => (edge.stated.end, edge),
    });
    let incoming = handbook.incoming(at).filter(|edge| edge.from.entry != at);
    for (end, edge) in outgoing.chain(incoming.map(|edge| (End::To, edge))) {
        let Some(relation) = edge.relation else {
            continue;
        };
        let others = ends.entry((relation, end)).or_default();
        // One record may be named for several criteria of this one.
        if end == End::From || others.iter().all(|other| other.from != edge.from) {
            others.push(edge);
        }
    }
    let field = |((at_end, end), edges): ((RelationIndex, End), Vec<&Edge>)| {
        let relation = handbook.method.relation(at_end);
        let name = if end == End::From { &relation.name } else { &relation.inverse };
        // That what it supersedes is superseded goes without saying.
        let retires = end == End::From && Some(at_end) == handbook.method.supersedes();
        let shown = edges.iter().take(LINKS_MAX).map(|edge| {
            let related = related(from, at, edge);
            let note = related.note.filter(|_| !retires || edge.partial);
            RelatedView { note, ..related }
        });
        let more = edges.len().saturating_sub(LINKS_MAX);
        FieldView {
            name: in_words(name),
            links: shown.collect(),
            more: (more > 0).then(|| from.site.theme.count("more", more)),
            ..FieldView::default()
        }
    };
    ends.into_iter().map(field).collect()
}

/// The other end of a relation.
fn related(from: &Standpoint<'_>, at: EntryIndex, edge: &Edge) -> RelatedView {
    let other = match &edge.to {
        Destination::Spot(to) if edge.from.entry == at => Some(*to),
        Destination::Spot(_) => Some(edge.from),
        _ => None,
    };
    if let Some(spot) = other {
        return related_entry(from, spot, edge.partial);
    }
    let (href, broken) = match from.destination(&edge.to) {
        Href::To(href) | Href::Term(href) => (Some(href), None),
        Href::Text => (None, None),
        Href::Broken(reason) => (None, Some(reason)),
    };
    let label = written(&edge.to);
    RelatedView { href, label, is_id: false, title: None, note: None, broken }
}

/// A record, or a place in it, as the end of a relation.
pub(super) fn related_entry(from: &Standpoint<'_>, spot: Spot, partial: bool) -> RelatedView {
    let handbook = &from.site.handbook;
    let title = from.site.title(spot.entry);
    let id = handbook.entry(spot.entry).id.as_deref();
    let criterion = handbook.criterion(spot).map(|it| format!("#{}", it.anchor));
    let in_force = handbook.meaning(spot.entry) == Some(Meaning::InForce);
    // One of its criteria is named by the label, and is not less for being one of several.
    let in_part = partial || matches!(spot.at, At::Anchor(_));
    let note = if in_force {
        in_part.then(|| from.site.theme.word("in-part").to_owned())
    } else {
        Some(status(from.site, spot.entry).word.to_lowercase())
    };
    RelatedView {
        href: Some(from.spot(spot)),
        label: format!("{}{}", id.unwrap_or(title), criterion.unwrap_or_default()),
        is_id: id.is_some(),
        title: id.map(|_| title.to_owned()),
        note,
        broken: None,
    }
}

/// A destination that is no entry, as it was written.
fn written(to: &Destination) -> String {
    match to {
        Destination::Web(url) => {
            let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            bare.trim_end_matches('/').to_owned()
        }
        Destination::File(path) | Destination::Beyond(Beyond::Inside(path)) => path.to_string(),
        Destination::Beyond(Beyond::Outside(path)) => path.as_str().to_owned(),
        Destination::Missing(missing) => match missing {
            Missing::File(name)
            | Missing::Name(name)
            | Missing::Ambiguous(name, _)
            | Missing::Label(name)
            | Missing::Scheme(name) => name.clone(),
            Missing::Anchor(path, anchor) => format!("{path}#{anchor}"),
            Missing::Unpublished(path) => path.to_string(),
        },
        Destination::Spot(_) | Destination::Nothing => String::new(),
    }
}
