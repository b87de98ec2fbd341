//! The title block of a record: what it goes by, how it stands, what it says of itself.

use super::{
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
    /// What it says of itself, in order.
    fields: Vec<FieldView>,
}

/// One thing that a record says of itself.
#[derive(Serialize)]
struct FieldView {
    /// What it is about.
    name: String,
    /// The day, where it is one.
    date: Option<DateView>,
    /// What it says, where it is a text.
    text: Option<String>,
    /// What it names, where it is other entries.
    links: Vec<RelatedView>,
    /// What follows where there are more than are shown.
    more: Option<String>,
}

/// Something that a relation leads to.
#[derive(Serialize)]
struct RelatedView {
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

/// The fields that the block shows, in order: each with the keys that people write for it.
const FIELDS: &[(&str, &[&str])] = &[
    ("deciders", &["deciders"]),
    ("owner", &["owner", "owners", "assignee", "assigned-to"]),
    ("authors", &["author", "authors"]),
    ("review-manager", &["review-manager"]),
    ("consulted", &["consulted"]),
    ("informed", &["informed"]),
    ("priority", &["priority"]),
    ("topic", &["topic"]),
    ("category", &["category", "categories"]),
    ("origin", &["origin", "source"]),
    ("goal", &["goal"]),
    ("outcome", &["outcome"]),
    ("environment", &["environment"]),
    ("indicator", &["indicator"]),
    ("target", &["target"]),
    ("window", &["window"]),
    ("last-measured", &["last-measured"]),
    ("review-by", &["review-by"]),
    ("last-updated", &["last-updated", "updated"]),
    ("tags", &["tags"]),
];

/// An id with more characters than this is set smaller.
const ID_MAX: usize = 12;
/// How many ends of one relation the block shows.
const LINKS_MAX: usize = 12;

/// The title block of a record; none for prose.
pub(super) fn block<'a>(from: &Standpoint<'a>, at: EntryIndex) -> Option<BlockView<'a>> {
    let handbook = &from.site.handbook;
    let entry = handbook.entry(at);
    let kind = handbook.kind_name(at)?;
    let part = handbook.part(at);
    let mut fields = own_fields(from, part, entry);
    fields.extend(relations(from, at));
    let stated = entry.stated.filter(|_| entry.stated != entry.standing.effective);
    let stated = stated.map(|it| handbook.method.status(it).name.as_str());
    Some(BlockView {
        id: entry.id.as_deref(),
        long: entry.id.as_ref().is_some_and(|id| id.chars().count() > ID_MAX),
        kind: in_words(kind),
        status: status(from.site, at),
        stated: stated.map(|it| from.site.theme.phrase("stated", it)),
        fields,
    })
}

fn own_fields(from: &Standpoint<'_>, part: &Part, entry: &Entry) -> Vec<FieldView> {
    let theme = &from.site.theme;
    let named = |name: &str| FieldView {
        name: theme.word(name).to_owned(),
        date: None,
        text: None,
        links: Vec::new(),
        more: None,
    };
    // What is still open, or was turned down, has a day and is not decided for.
    let method = &from.site.handbook.method;
    let held = entry.stated.is_some_and(|it| method.status(it).ever_held());
    let decides = entry.kind.is_some_and(|it| method.kind(it).shape == Some(Shape::Decision));
    let date = if decides && held { "decided" } else { "date" };
    let date = part.date().map(|it| FieldView { date: Some(it.into()), ..named(date) });
    let others = FIELDS.iter().filter_map(|(name, _)| {
        let field = field(part, name)?;
        Some(FieldView { text: Some(text(field)), ..named(&format!("field-{name}")) })
    });
    date.into_iter().chain(others).collect()
}

/// Who answers for a part, by whichever key it names them.
pub(super) fn owner(part: &Part) -> Option<String> {
    field(part, "owner").map(text)
}

/// The field of a part that goes by this name, by whichever key it is written.
pub(super) fn field<'a>(part: &'a Part, name: &str) -> Option<&'a Field> {
    let keys = FIELDS.iter().find(|(own, _)| *own == name).map(|(_, keys)| *keys);
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

/// The relations of a record, told from its end: those that start from it first.
fn relations(from: &Standpoint<'_>, at: EntryIndex) -> Vec<FieldView> {
    let handbook = &from.site.handbook;
    let mut ends: BTreeMap<(End, RelationIndex), Vec<&Edge>> = BTreeMap::new();
    let outgoing = handbook.outgoing(at).map(|edge| match edge.to {
        Destination::Spot(_) => (End::From, edge),
        // What leads nowhere starts from the entry that tells of it, at whichever end that is.
        _ => (edge.stated.first().map_or(End::From, |it| it.end), edge),
    });
    let incoming = handbook.incoming(at).filter(|edge| edge.from.entry != at);
    for (end, edge) in outgoing.chain(incoming.map(|edge| (End::To, edge))) {
        let Some(relation) = edge.relation else {
            continue;
        };
        let others = ends.entry((end, relation)).or_default();
        // One record may be named for several criteria of this one.
        if end == End::From || others.iter().all(|other| other.from != edge.from) {
            others.push(edge);
        }
    }
    let field = |((end, at_end), edges): ((End, RelationIndex), Vec<&Edge>)| {
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
            date: None,
            text: None,
            links: shown.collect(),
            more: (more > 0).then(|| from.site.theme.count("more", more)),
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

fn related_entry(from: &Standpoint<'_>, spot: Spot, partial: bool) -> RelatedView {
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
        },
        Destination::Spot(_) | Destination::Nothing => String::new(),
    }
}
