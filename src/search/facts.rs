//! What can be asked of documents beside words: the flat part of the query language.

use super::{Index, posting};
use crate::{
    handbook::{EntryIndex, Handbook},
    page::{Part, spellings},
    query::{Ends, Query, natures, said},
    text::{Date, key},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked for most by what it says, beside fields that say one of a few things.
const FIELDS: &[&str] = &["tag", "owner", "deciders", "category"];

/// Everything that can be asked without words.
#[derive(Debug)]
pub struct Facts {
    /// What has values.
    pub facts: Vec<Fact>,
    /// By document: its id; empty where it has none.
    pub ids: Vec<String>,
    /// By document: its number.
    pub numbers: Vec<Option<u32>>,
    /// By document: its day.
    pub dates: Vec<Option<Date>>,
    /// The names of that day.
    pub date_names: Vec<String>,
}

/// Something that may be asked of a document, such as *kind*.
#[derive(Debug)]
pub struct Fact {
    /// Its names, as keys.
    pub names: Vec<String>,
    /// Whether it has no values but these.
    pub is_closed: bool,
    /// What documents may say.
    pub values: Vec<Value>,
}

/// One value.
#[derive(Debug)]
pub struct Value {
    /// Its names, as keys, the first before those of other values.
    pub names: Vec<String>,
    /// The documents, each as how many lie between it and the one before, in digits of 64 as the
    /// shards have them.
    pub documents: String,
}

/// All facts about the documents of an index.
pub fn facts(handbook: &Handbook, index: &Index) -> Facts {
    let entries: Vec<EntryIndex> = index.documents().iter().map(|it| it.entry).collect();
    let parts = || entries.iter().map(|&at| handbook.part(at));
    let mut facts = closed(handbook, &entries);
    facts.extend(open(handbook, &entries));
    let id = |&at: &EntryIndex| handbook.entry(at).id.clone().unwrap_or_default();
    Facts {
        facts,
        ids: entries.iter().map(id).collect(),
        numbers: parts().map(|it| it.number).collect(),
        dates: parts().map(Part::date).collect(),
        date_names: spellings("date").map(ToOwned::to_owned).collect(),
    }
}

/// What the method has names for, as the query language says it.
fn closed(handbook: &Handbook, entries: &[EntryIndex]) -> Vec<Fact> {
    let method = &handbook.method;
    let named = |name: &String, others: &[String]| -> Vec<String> {
        let others = others.iter().map(|it| key(it)).filter(|it| *it != key(name));
        [key(name)].into_iter().chain(others).collect()
    };
    let kinds = method.kinds.iter().map(|it| named(&it.name, &it.aliases)).collect();
    let titled = |name, title: &String| named(name, std::slice::from_ref(title));
    let stages = method.stages.iter().map(|it| titled(&it.name, &it.title)).collect();
    let sections = method.sections.iter().map(|it| titled(&it.name, &it.title)).collect();
    let statuses = method.statuses.iter().map(|it| named(&it.name, &it.words));
    let statuses: Vec<Vec<String>> = statuses.collect();
    let unknown = || vec!["unknown".to_owned()];
    let natures = natures().map(|it| vec![it.to_owned()]);
    let natures = natures.chain(statuses.iter().cloned()).collect();
    let known: Vec<_> = [unknown()].into_iter().chain(statuses).collect();
    let facts: [(&str, Vec<Vec<String>>); 6] = [
        ("kind", kinds),
        ("stage", stages),
        ("section", sections),
        ("status", known.clone()),
        ("stated", known),
        ("is", natures),
    ];
    let fact = |(name, values): (&str, Vec<Vec<String>>)| Fact {
        names: spellings(name).map(ToOwned::to_owned).collect(),
        is_closed: true,
        values: values.into_iter().map(|it| asked(handbook, entries, name, it)).collect(),
    };
    facts.into_iter().map(fact).collect()
}

/// The documents of which a query holds that asks for a value.
fn asked(handbook: &Handbook, entries: &[EntryIndex], field: &str, names: Vec<String>) -> Value {
    let (query, _) = Query::parse(&format!("{field}:\"{}\"", names[0]));
    let (bound, _) = query.bind(&handbook.method);
    let holds = |at: EntryIndex| bound.matches(handbook, at, Ends::All);
    let found: Vec<bool> = entries.iter().map(|&at| holds(at)).collect();
    let documents = (0..).zip(found).filter(|(_, it)| *it).map(|(at, _)| at);
    Value { names, documents: posting::set(documents) }
}

/// What records say as they like.
fn open(handbook: &Handbook, entries: &[EntryIndex]) -> Vec<Fact> {
    let fields = handbook
        .method
        .fields
        .iter()
        .filter(|it| !it.day && (!it.values.is_empty() || FIELDS.contains(&it.name.as_str())));
    let fact = |name: &String| {
        let mut values: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (number, &at) in (0..).zip(entries) {
            for value in said(handbook.part(at), name) {
                values.entry(value).or_default().insert(number);
            }
        }
        let value = |(name, documents): (String, BTreeSet<u32>)| Value {
            names: vec![name],
            documents: posting::set(documents.into_iter()),
        };
        Fact {
            names: spellings(name).map(ToOwned::to_owned).collect(),
            is_closed: false,
            values: values.into_iter().map(value).collect(),
        }
    };
    fields.map(|it| fact(&it.name)).collect()
}
