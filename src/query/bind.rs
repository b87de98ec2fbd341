//! [`Query`] to [`Bound`]: every name becomes what it stands for in a method, once.

use super::{
    Ask, Bound, Misread, Query, Term, Value,
    bound::{Condition, Count, Days, Fact, Link, Nature, Thing},
    named::{Named, SECTIONS, nearest},
    order,
    pattern::Pattern,
    range::{self, Range},
};
use crate::{
    method::{End, KindIndex, Meaning, Method, StatusIndex},
    page::{Format, WORDS_COUNTED, field_key},
    text::key,
};

/// What can be asked of every entry, whatever the method.
const FACTS: &[&str] = &[
    "kind", "status", "stated", "is", "stage", "section", "format", "id", "path", "number",
    "criteria", "words", "text", "has", "missing", "sort",
];

/// Mentions have the names of a relation, and are none that a method could change.
const MENTIONS: (&str, &str) = ("mentions", "mentioned-by");

impl Query {
    /// Looks every name up in a method. Total: a term with a name that means nothing there is left
    /// out, and said.
    pub fn bind(&self, method: &Method) -> (Bound, Vec<Misread>) {
        let mut binding = Binding { method, misread: Vec::new(), depth: 0 };
        let bound = binding.query(self);
        (bound, binding.misread)
    }
}

/// A query being bound.
struct Binding<'a> {
    method: &'a Method,
    misread: Vec<Misread>,
    /// Inside of how many parentheses.
    depth: usize,
}

/// Why a value means nothing, and what may have been meant.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
}

impl Binding<'_> {
    fn query(&mut self, query: &Query) -> Bound {
        let mut bound = Bound::default();
        for term in &query.terms {
            let fact = match &term.ask {
                Ask::Words(words) => Some(Fact::Words(words.text.to_lowercase())),
                Ask::Field { name, values } if field_key(&name.text) == "sort" => {
                    self.sorts(term, values, &mut bound);
                    None
                }
                Ask::Field { name, values } => self.fact(name, values),
                Ask::Nested { name, query } => self.nested(name, query),
            };
            bound.conditions.extend(fact.map(|fact| Condition { not: term.not, fact }));
        }
        bound
    }

    fn fact(&mut self, name: &Value, values: &[Value]) -> Option<Fact> {
        let method = self.method;
        let spelled = field_key(&name.text);
        Some(match spelled.as_str() {
            "kind" => Fact::Kind(self.each(values, |it| kind(method, it))?),
            "stage" => Fact::Kind(self.each(values, |it| stage(method, it))?.concat()),
            "section" => Fact::Kind(self.each(values, |it| section(method, it))?.concat()),
            "status" => Fact::Status(self.each(values, |it| status(method, it))?),
            "stated" => Fact::Stated(self.each(values, |it| status(method, it))?),
            "is" => Fact::Is(self.each(values, |it| nature(method, it))?),
            "format" => Fact::Format(self.each(values, format)?),
            "id" => Fact::Id(values.iter().map(Named::new).collect()),
            "path" => Fact::Path(values.iter().map(path).collect()),
            "number" => Fact::Count(Count::Number, self.each(values, numbers)?),
            "criteria" => Fact::Count(Count::Criteria, self.each(values, numbers)?),
            "words" => Fact::Count(Count::Words, self.each(values, words)?),
            "text" => Fact::Text(values.iter().map(|it| it.text.to_lowercase()).collect()),
            "has" => Fact::Has(self.each(values, |it| thing(method, it))?),
            "missing" => Fact::Missing(self.each(values, |it| thing(method, it))?),
            _ if self.counts(&spelled, values) => {
                let heading = method.heading_named(&spelled)?;
                Fact::Count(Count::Items(heading), self.each(values, numbers)?)
            }
            _ => return self.link_or_field(name, &spelled, values),
        })
    }

    /// What a term asks for whose name is not among [`FACTS`].
    fn link_or_field(&mut self, name: &Value, spelled: &str, values: &[Value]) -> Option<Fact> {
        if let Some(link) = link(self.method, spelled) {
            return Some(Fact::Leads(link, values.iter().map(Named::new).collect()));
        }
        if let Some(field) = self.method.field_named(spelled) {
            let name = field.name.clone();
            return Some(if field.day {
                Fact::Day(name, self.each(values, days)?)
            } else {
                Fact::Field(name, values.iter().map(|it| Pattern::new(it, key)).collect())
            });
        }
        let names = FACTS.iter().copied().chain(fields(self.method)).chain(links(self.method));
        let suggestion = nearest(spelled, names).map(ToOwned::to_owned);
        let message = format!("there is no field `{name}:`");
        self.misread.push(Misread { span: name.span, message, suggestion });
        None
    }

    /// Whether a name is that of a heading, and the values are numbers of items under it.
    fn counts(&self, name: &str, values: &[Value]) -> bool {
        let number = |it: &Value| range::numbers(&it.text).is_some();
        self.method.heading_named(name).is_some() && values.iter().all(number)
    }

    fn nested(&mut self, name: &Value, query: &Query) -> Option<Fact> {
        let Some(link) = link(self.method, &field_key(&name.text)) else {
            let message = format!("`{name}` is no relation, so parentheses mean nothing behind it");
            let names = links(self.method);
            let suggestion = nearest(&field_key(&name.text), names).map(ToOwned::to_owned);
            self.misread.push(Misread { span: name.span, message, suggestion });
            return None;
        };
        self.depth += 1;
        let bound = self.query(query);
        self.depth -= 1;
        // What is left of a query that meant nothing would be met by anything.
        (!bound.conditions.is_empty()).then_some(Fact::LeadsTo(link, bound))
    }

    fn sorts(&mut self, term: &Term, values: &[Value], bound: &mut Bound) {
        if term.not || self.depth > 0 {
            let message = if term.not {
                "an order has no opposite; `sort:-date` begins with the last"
            } else {
                "an order is that of all entries, so it stands outside of parentheses"
            };
            let (span, message) = (term.span, message.to_owned());
            self.misread.push(Misread { span, message, suggestion: None });
            return;
        }
        let method = self.method;
        let sorts = self.each(values, |it| order::sort(method, it));
        bound.sorts.extend(sorts.unwrap_or_default());
    }

    /// What each value stands for; `None` if no value stands for anything.
    fn each<T>(
        &mut self,
        values: &[Value],
        read: impl Fn(&Value) -> Result<T, Wrong>,
    ) -> Option<Vec<T>> {
        let mut found = Vec::new();
        for value in values {
            match read(value) {
                Ok(meant) => found.push(meant),
                Err(Wrong { message, suggestion }) => {
                    self.misread.push(Misread { span: value.span, message, suggestion });
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }
}

/// A value that is none of the names there are.
pub(super) fn unknown<'a>(what: &str, value: &Value, names: &[&'a str]) -> Wrong {
    let suggestion: Option<&'a str> = nearest(&key(&value.text), names.iter().copied());
    let there = if suggestion.is_some() { String::new() } else { names.join(", ") };
    let there = if there.is_empty() { there } else { format!("; there are {there}") };
    let message = format!("there is no {what} `{}`{there}", value.text);
    Wrong { message, suggestion: suggestion.map(ToOwned::to_owned) }
}

fn kind(method: &Method, value: &Value) -> Result<KindIndex, Wrong> {
    let names = || method.kinds.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>();
    method.kind_named(&value.text).ok_or_else(|| unknown("kind", value, &names()))
}

/// The kinds of a stage.
fn stage(method: &Method, value: &Value) -> Result<Vec<KindIndex>, Wrong> {
    let wanted = key(&value.text);
    let stage =
        method.stages.iter().find(|it| [&it.name, &it.title].iter().any(|it| key(it) == wanted));
    let names = || method.stages.iter().map(|stage| stage.name.as_str()).collect::<Vec<_>>();
    let stage = stage.ok_or_else(|| unknown("stage", value, &names()))?;
    let sections = method.sections.iter().filter(|section| section.stage == stage.name);
    Ok(kinds(method, sections.flat_map(|section| &section.kinds)))
}

/// The kinds of a section.
fn section(method: &Method, value: &Value) -> Result<Vec<KindIndex>, Wrong> {
    let wanted = key(&value.text);
    let mut sections = method.sections.iter();
    let section = sections.find(|it| [&it.name, &it.title].iter().any(|it| key(it) == wanted));
    let names = || method.sections.iter().map(|section| section.name.as_str()).collect::<Vec<_>>();
    let section = section.ok_or_else(|| unknown("section", value, &names()))?;
    Ok(kinds(method, &section.kinds))
}

fn kinds<'a>(method: &Method, names: impl IntoIterator<Item = &'a String>) -> Vec<KindIndex> {
    names.into_iter().filter_map(|name| method.kind_named(name)).collect()
}

fn status(method: &Method, value: &Value) -> Result<Option<StatusIndex>, Wrong> {
    if key(&value.text) == "unknown" {
        return Ok(None);
    }
    let names = method.statuses.iter().map(|status| status.name.as_str());
    let names = || names.chain(["unknown"]).collect::<Vec<_>>();
    method.status_named(&value.text).map(Some).ok_or_else(|| unknown("status", value, &names()))
}

/// What can be asked of every entry with `is:`, beside the statuses of the method.
const NATURES: &[(&str, Nature)] = &[
    ("open", Nature::Meaning(Meaning::Open)),
    ("in-force", Nature::Meaning(Meaning::InForce)),
    ("closed", Nature::Meaning(Meaning::Closed)),
    ("unknown", Nature::Unknown),
    ("eligible", Nature::Eligible),
    ("measured", Nature::Measured),
    ("proven", Nature::Proven),
    ("failing", Nature::Failing),
    ("record", Nature::Record),
    ("prose", Nature::Prose),
];

/// The names of what can be asked of every entry with `is:`, beside those of statuses.
pub fn natures() -> impl Iterator<Item = &'static str> {
    NATURES.iter().map(|(name, _)| *name)
}

fn nature(method: &Method, value: &Value) -> Result<Nature, Wrong> {
    let wanted = key(&value.text);
    if let Some((_, nature)) = NATURES.iter().find(|(name, _)| *name == wanted) {
        return Ok(*nature);
    }
    let statuses = method.statuses.iter().map(|status| status.name.as_str());
    let names = || NATURES.iter().map(|(name, _)| *name).chain(statuses).collect::<Vec<_>>();
    let status = method.status_named(&value.text).map(Nature::Status);
    status.ok_or_else(|| unknown("state", value, &names()))
}

fn format(value: &Value) -> Result<Format, Wrong> {
    let wanted = key(&value.text);
    let found = Format::ALL.iter().find(|format| key(format.name()) == wanted);
    let names = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>();
    found.copied().ok_or_else(|| unknown("format", value, &names()))
}

/// A path or the beginning of one; with a star, all of one.
fn path(value: &Value) -> Pattern {
    Pattern::new(value, str::to_lowercase).or_beginning()
}

fn numbers(value: &Value) -> Result<Range<u32>, Wrong> {
    let example = "a number, as in `3`, `>=3` or `1..3`";
    range::numbers(&value.text).ok_or_else(|| no(value, example))
}

/// How many words an entry has is only known up to a bound, so nothing can be asked beyond it.
fn words(value: &Value) -> Result<Range<u32>, Wrong> {
    let range = numbers(value)?;
    if (0..=WORDS_COUNTED).any(|count| range.contains(count)) {
        return Ok(range);
    }
    let message =
        format!("words are counted up to {WORDS_COUNTED}, so nothing is `{}`", value.text);
    Err(Wrong { message, suggestion: None })
}

fn days(value: &Value) -> Result<Days, Wrong> {
    let example = "a day, as in `2026-03-14`, `>=2026-03`, `2026-01..2026-06` or `>=today-30d`";
    let moving = || range::days_from_today(&value.text).map(Days::Moving);
    let days = range::days(&value.text).map(Days::Fixed).or_else(moving);
    days.ok_or_else(|| no(value, example))
}

fn no(value: &Value, example: &str) -> Wrong {
    Wrong { message: format!("`{}` is not {example}", value.text), suggestion: None }
}

/// Something that an entry may have: a fact, a relation at either end, a field, or a section. Any
/// heading may be that of a section, but for what looks like a slip of another name; in quotes, it
/// is nothing else.
fn thing(method: &Method, value: &Value) -> Result<Thing, Wrong> {
    const OWN: &[(&str, Thing)] = &[
        ("id", Thing::Id),
        ("number", Thing::Number),
        ("status", Thing::Status),
        ("date", Thing::Date),
        ("criteria", Thing::Criteria),
    ];
    if value.quoted {
        return Ok(Thing::Section(key(&value.text)));
    }
    let spelled = field_key(&value.text);
    if let Some((_, own)) = OWN.iter().find(|(name, _)| *name == spelled) {
        return Ok(own.clone());
    }
    if let Some(link) = link(method, &spelled) {
        return Ok(Thing::Link(link));
    }
    if let Some(heading) = method.heading_named(&spelled) {
        return Ok(Thing::Said(heading, spelled));
    }
    if let Some(field) = method.field_named(&spelled) {
        return Ok(Thing::Field(field.name.clone()));
    }
    let section = key(&value.text);
    if SECTIONS.contains(&section.as_str()) {
        return Ok(Thing::Section(section));
    }
    let own = OWN.iter().map(|(name, _)| *name);
    let names = own.chain(fields(method)).chain(SECTIONS.iter().copied());
    match nearest(&section, names.chain(links(method))) {
        None => Ok(Thing::Section(section)),
        Some(near) => {
            let message = format!(
                "there is no relation, field or usual section `{}`; in quotes, it is a section",
                value.text
            );
            Err(Wrong { message, suggestion: Some(near.to_owned()) })
        }
    }
}

/// The names of all fields.
fn fields(method: &Method) -> impl Iterator<Item = &str> {
    method.fields.iter().map(|field| field.name.as_str())
}

/// The relation that goes by a name, at the end that it is told from.
fn link(method: &Method, spelled: &str) -> Option<Link> {
    if let Some((relation, end)) = method.relation_told(spelled) {
        return Some(Link { relation: Some(relation), end });
    }
    let end = match spelled {
        spelled if spelled == MENTIONS.0 => End::From,
        spelled if spelled == MENTIONS.1 => End::To,
        _ => return None,
    };
    Some(Link { relation: None, end })
}

/// The names of all relations, at both ends.
fn links(method: &Method) -> impl Iterator<Item = &str> {
    let pairs = method.relations.iter().map(|it| (it.name.as_str(), it.inverse.as_str()));
    pairs.chain([MENTIONS]).flat_map(|(name, inverse)| [name, inverse])
}
