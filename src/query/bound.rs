//! What a query asks for once its names are looked up, and whether an entry is that.

use super::{
    named::{self, Named},
    order::Sort,
    pattern::Pattern,
    range::Range,
};
use crate::{
    handbook::{At, Destination, Edge, EntryIndex, Handbook, Proof, Spot},
    method::{End, HeadingIndex, KindIndex, Meaning, RelationIndex, StatusIndex},
    page::{Field, Format},
    text::{Date, key},
};

/// A query under a method. It may be asked of every handbook that follows that method.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    pub(super) conditions: Vec<Condition>,
    pub(super) sorts: Vec<Sort>,
}

/// Which ends of a relation count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// All of them.
    All,
    /// Only entries that are real, as [`crate::handbook::Entry::eligible`] says. A relation with
    /// another end is as good as not there.
    Eligible,
}

/// One thing that must hold, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) not: bool,
    pub(super) fact: Fact,
}

/// What may hold of an entry. Of several values, one is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// These words, in lower case, are in its id, title or path.
    Words(String),
    /// Stages and sections are kinds too, by now.
    Kind(Vec<KindIndex>),
    /// The effective status; `None` is unknown.
    Status(Vec<Option<StatusIndex>>),
    /// The status that the record states itself.
    Stated(Vec<Option<StatusIndex>>),
    Is(Vec<Nature>),
    Format(Vec<Format>),
    Id(Vec<Named>),
    Path(Vec<Pattern>),
    /// A field with this key says one of these.
    Field(String, Vec<Pattern>),
    /// A field with this key names a day in one of these ranges.
    Day(String, Vec<Days>),
    /// One of these words, in lower case, is in its text.
    Text(Vec<String>),
    Count(Count, Vec<Range<u32>>),
    /// The relation leads to an entry that goes by one of these names.
    Leads(Link, Vec<Named>),
    /// The relation leads to an entry that is asked for.
    LeadsTo(Link, Bound),
    Has(Vec<Thing>),
    Missing(Vec<Thing>),
}

/// Days that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// By the calendar.
    Fixed(Range<Date>),
    /// By how many days they are after today.
    Moving(Range<i32>),
}

/// What an entry is, whatever it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Meaning(Meaning),
    Status(StatusIndex),
    /// A record that does not say how it stands.
    Unknown,
    Eligible,
    /// It names a number with a unit.
    Measured,
    /// It is a test whose evidence holds.
    Proven,
    /// It is a test whose evidence shows the contrary.
    Failing,
    Record,
    Prose,
}

/// What is counted of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    Number,
    Criteria,
    Words,
    /// The items under a heading of the method, or the headings below it.
    Items(HeadingIndex),
}

/// Something that an entry may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Id,
    Number,
    Status,
    Date,
    Criteria,
    Link(Link),
    /// A field with this key that says something.
    Field(String),
    /// A section with this heading, as a key.
    Section(String),
    /// Something said under a heading of the method, or in the field of that name.
    Said(HeadingIndex, String),
}

/// A relation, told from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// `None` is a mention in the prose.
    pub(super) relation: Option<RelationIndex>,
    /// The end that it is told from: the near one.
    pub(super) end: End,
}

impl Bound {
    /// The kinds of which every entry is that it asks for; `None` if it may be of any.
    pub fn kinds(&self) -> Option<&[KindIndex]> {
        self.conditions.iter().find_map(|it| match &it.fact {
            Fact::Kind(kinds) if !it.not => Some(kinds.as_slice()),
            _ => None,
        })
    }

    /// Whether everything is asked for, in whatever order.
    pub fn asks_for_all(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether an entry is asked for.
    pub fn matches(&self, handbook: &Handbook, at: EntryIndex, ends: Ends) -> bool {
        self.matches_spot(handbook, Spot { entry: at, at: At::Whole }, ends)
    }

    /// Whether a spot is asked for. A relation concerns a criterion if it leads to that criterion
    /// or to its requirement as a whole; everything else is asked of the entry.
    pub fn matches_spot(&self, handbook: &Handbook, spot: Spot, ends: Ends) -> bool {
        let asked = Asked { handbook, spot, ends };
        self.conditions.iter().all(|it| it.not != asked.holds(&it.fact))
    }
}

/// What a query is asked of.
#[derive(Clone, Copy)]
struct Asked<'a> {
    handbook: &'a Handbook,
    spot: Spot,
    ends: Ends,
}

impl Asked<'_> {
    fn holds(self, fact: &Fact) -> bool {
        let (handbook, at) = (self.handbook, self.spot.entry);
        let (entry, part) = (handbook.entry(at), handbook.part(at));
        let record = entry.kind.is_some();
        match fact {
            Fact::Words(words) => self.says(words),
            Fact::Kind(kinds) => entry.kind.is_some_and(|kind| kinds.contains(&kind)),
            Fact::Status(statuses) => record && statuses.contains(&handbook.effective(at)),
            Fact::Stated(statuses) => record && statuses.contains(&entry.stated),
            Fact::Is(natures) => natures.iter().any(|&nature| self.is(nature)),
            Fact::Format(formats) => formats.contains(&handbook.page_of(at).format),
            Fact::Id(ids) => ids.iter().any(|id| entry.id.as_deref().is_some_and(|it| id.is(it))),
            Fact::Path(patterns) => self.lies_at(patterns),
            Fact::Field(name, patterns) => {
                let mut said = named::said(part, name);
                said.any(|piece| patterns.iter().any(|it| it.matches(&piece)))
            }
            Fact::Day(name, ranges) => named::day(part, name).is_some_and(|day| {
                let since = || day.days_since(handbook.sources.as_of);
                ranges.iter().any(|range| match range {
                    Days::Fixed(range) => range.contains(day),
                    Days::Moving(range) => range.contains(since()),
                })
            }),
            Fact::Text(words) => {
                let texts = part.passages.iter().map(|it| it.text.to_lowercase());
                let mut all = texts.chain([part.title.value.to_lowercase()]);
                all.any(|it| words.iter().any(|words| it.contains(words)))
            }
            Fact::Count(count, ranges) => self
                .count(*count)
                .is_some_and(|count| ranges.iter().any(|range| range.contains(count))),
            Fact::Leads(link, names) => {
                self.leads(*link, |far| names.iter().any(|name| name.names(handbook, far)))
            }
            Fact::LeadsTo(link, query) => {
                let asks = |far| query.matches_spot(handbook, criterion_or_whole(far), self.ends);
                self.leads(*link, asks)
            }
            Fact::Has(things) => things.iter().any(|thing| self.has(thing)),
            Fact::Missing(things) => things.iter().any(|thing| !self.has(thing)),
        }
    }

    fn says(self, words: &str) -> bool {
        let (handbook, at) = (self.handbook, self.spot.entry);
        let path = handbook.page_of(at).path().as_str();
        let texts = [handbook.label(at), &handbook.part(at).title.value, path];
        texts.iter().any(|text| text.to_lowercase().contains(words))
    }

    fn is(self, nature: Nature) -> bool {
        let (handbook, at) = (self.handbook, self.spot.entry);
        let entry = handbook.entry(at);
        match nature {
            Nature::Meaning(meaning) => handbook.meaning(at) == Some(meaning),
            Nature::Status(status) => handbook.effective(at) == Some(status),
            Nature::Unknown => entry.kind.is_some() && handbook.effective(at).is_none(),
            Nature::Eligible => entry.eligible,
            Nature::Measured => entry.content.measured,
            Nature::Proven => entry.proof.as_ref().is_some_and(Proof::is_proven),
            Nature::Failing => entry.proof.as_ref().is_some_and(Proof::is_failing),
            Nature::Record => entry.kind.is_some(),
            Nature::Prose => entry.kind.is_none(),
        }
    }

    /// Whether its page is at such a path, from the book or from the folder of its pages.
    fn lies_at(self, patterns: &[Pattern]) -> bool {
        let path = self.handbook.page_of(self.spot.entry).path();
        let within = path.within(&self.handbook.sources.src).unwrap_or_default();
        let paths = [path.as_str(), within].map(str::to_lowercase);
        patterns.iter().any(|pattern| paths.iter().any(|path| pattern.matches(path)))
    }

    fn count(self, count: Count) -> Option<u32> {
        let part = self.handbook.part(self.spot.entry);
        match count {
            Count::Number => part.number,
            Count::Criteria => u32::try_from(part.criteria.len()).ok(),
            Count::Words => Some(part.words),
            Count::Items(heading) => Some(self.handbook.items(self.spot.entry, heading)),
        }
    }

    fn has(self, thing: &Thing) -> bool {
        let (handbook, at) = (self.handbook, self.spot.entry);
        let part = handbook.part(at);
        match thing {
            Thing::Id => handbook.entry(at).id.is_some(),
            Thing::Number => part.number.is_some(),
            Thing::Status => handbook.effective(at).is_some(),
            Thing::Date => part.date().is_some(),
            Thing::Criteria => !part.criteria.is_empty(),
            Thing::Link(link) => self.leads(*link, |_| true),
            Thing::Field(name) => named::fields(part, name).any(says),
            Thing::Said(heading, name) => {
                handbook.entry(at).content.says.contains(*heading)
                    || named::fields(part, name).any(says)
            }
            Thing::Section(heading) => self.has_section(heading),
        }
    }

    /// Whether it has a section with this heading.
    fn has_section(self, heading: &str) -> bool {
        let page = self.handbook.page_of(self.spot.entry);
        let range = self.handbook.part(self.spot.entry).range;
        let sections =
            page.outline.headings.iter().filter(|it| Some(it.span) != page.title_heading);
        let mut own = sections.filter(|it| range.contains(it.span));
        own.any(|it| key(it.text.trim_end_matches(':')) == heading)
    }

    /// Whether a relation leads from here to what is wanted, in another entry.
    fn leads(self, link: Link, wanted: impl Fn(Spot) -> bool) -> bool {
        let (handbook, near) = (self.handbook, self.spot);
        let counts = |at| self.ends == Ends::All || handbook.entry(at).eligible;
        if !counts(near.entry) {
            return false;
        }
        let leads = |edge: &Edge| {
            let Destination::Spot(to) = edge.to else {
                return false;
            };
            let (own, far) = if link.end == End::From { (edge.from, to) } else { (to, edge.from) };
            edge.relation == link.relation
                && concerns(own, near)
                && far.entry != near.entry
                && counts(far.entry)
                && wanted(far)
        };
        match (link.relation, link.end) {
            (_, End::To) => handbook.incoming(near.entry).any(leads),
            (Some(_), End::From) => handbook.outgoing(near.entry).any(leads),
            (None, End::From) => handbook.links(handbook.entry(near.entry).page).iter().any(leads),
        }
    }
}

/// Whether a field says something, and not only that something is to be said.
fn says(field: &Field) -> bool {
    field.value.texts().iter().any(|text| {
        let text = text.value.trim();
        text.chars().any(char::is_alphanumeric) && !matches!(text, "TODO" | "TBD" | "FIXME")
    })
}

/// Whether what is said of one spot is said of the other: of the same, or of what holds it.
fn concerns(said: Spot, of: Spot) -> bool {
    let whole = said.at == At::Whole || of.at == At::Whole;
    said.entry == of.entry && (whole || said.at == of.at)
}

/// A heading is no smaller thing that relations could tell of, so it stands for its entry.
fn criterion_or_whole(spot: Spot) -> Spot {
    match spot.at {
        At::Criterion(_) | At::Whole => spot,
        At::Anchor(_) => Spot { at: At::Whole, ..spot },
    }
}
