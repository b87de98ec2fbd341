//! The schema of front matter, made from a method.
//!
//! A record that states its kind has the fields of that kind, and no others: a slip is seen while
//! it is written. What states none may have any field, since it may be another tool's.

use crate::{
    method::{Field, Kind, KindIndex, Method, Relation},
    page::{PARTIAL, front_matter_keys},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// The schema of the front matter of every page, without its title.
pub(super) fn schema(method: &Method) -> Value {
    let kinds = (0..).map(KindIndex).take(method.kinds.len());
    let mut choices: Vec<Value> = kinds.map(|at| choice(method, at)).collect();
    let fields = method.fields.iter().map(|it| it.name.as_str());
    let ends = method.relations.iter().flat_map(|it| [it.name.as_str(), &it.inverse]);
    let page = json!({ "properties": refer(FACTS.iter().copied().chain(fields).chain(ends)) });
    choices.push(json!({ "if": { "not": { "required": ["kind"] } }, "then": page }));
    json!({
        "description": format!(
            "The fields at the beginning of a page, under the method `{}`.", method.name
        ),
        "type": "object",
        "properties": { "kind": kind(method) },
        "allOf": choices,
        "$defs": definitions(method),
    })
}

/// What may stand in a reference as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// What every record may say of itself, whatever the method.
const FACTS: &[&str] = &["kind", "id", "title", "number", "status"];

/// What each field may say, and in which words an editor explains it.
fn definitions(method: &Method) -> Map<String, Value> {
    let statuses: Vec<&str> = method.statuses.iter().map(|it| it.name.as_str()).collect();
    let facts = [
        json!(true),
        json!({ "description": "What it goes by, such as ADR-7.", "type": "string" }),
        json!({ "description": "The title, where the text has none." }),
        json!({ "description": "The number, where the name of the file has none." }),
        json!({
            "description": "How it stands: a status, or another word that is known for it.",
            "anyOf": [{ "enum": statuses }, { "type": ["string", "array", "object", "null"] }],
        }),
    ];
    let facts = FACTS.iter().map(|it| (*it).to_owned()).zip(facts);
    let fields = method.fields.iter().map(|it| (it.name.clone(), field(it)));
    facts.chain(fields).chain(method.relations.iter().flat_map(ends)).collect()
}

/// Fields that are defined once for all kinds.
fn refer<'a>(names: impl Iterator<Item = &'a str>) -> Map<String, Value> {
    let part = |name: &str| utf8_percent_encode(name, PLAIN).to_string();
    let pointer = |name: &str| part(&name.replace('~', "~0").replace('/', "~1"));
    let definition = |name: &str| json!({ "$ref": format!("#/$defs/{}", pointer(name)) });
    names.map(|it| (it.to_owned(), definition(it))).collect()
}

/// What kind of record a page says it is: by a name, or an alias.
fn kind(method: &Method) -> Value {
    let named = |kind: &Kind| json!({ "enum": names(kind), "description": kind.purpose });
    let named: Vec<Value> = method.kinds.iter().map(named).collect();
    json!({ "description": "What kind of record this is.", "anyOf": named })
}

/// The name of a kind, then its aliases.
fn names(kind: &Kind) -> Vec<&str> {
    std::iter::once(&kind.name).chain(&kind.aliases).map(String::as_str).collect()
}

fn choice(method: &Method, at: KindIndex) -> Value {
    let stated = json!({ "kind": { "enum": names(method.kind(at)) } });
    json!({
        "if": { "properties": stated, "required": ["kind"] },
        "then": record(method, at),
    })
}

/// A record of a kind: its fields, and the ends of relations that it may be at.
fn record(method: &Method, at: KindIndex) -> Value {
    let kind = method.kind(at);
    let may = |kinds: &[String]| kinds.is_empty() || kinds.contains(&kind.name);
    let fields = method.fields_of(at).map(|it| it.name.as_str());
    let ends = method.relations.iter().flat_map(|it| {
        let from = may(&it.from).then_some(it.name.as_str());
        from.into_iter().chain(may(&it.to).then_some(it.inverse.as_str()))
    });
    let properties = refer(FACTS.iter().copied().chain(fields).chain(ends));
    let others = others(properties.keys());
    json!({
        "title": kind.name,
        "description": kind.purpose,
        "properties": properties,
        "patternProperties": others,
        "additionalProperties": false,
    })
}

/// What a field may say: a day, one or several of its values, or anything.
fn field(field: &Field) -> Value {
    let mut schema = Map::new();
    if !field.purpose.is_empty() {
        schema.insert("description".to_owned(), json!(field.purpose));
    }
    if field.day {
        schema.insert("type".to_owned(), json!(["string", "null"]));
        schema.insert("format".to_owned(), json!("date"));
    } else if !field.values.is_empty() {
        let one = json!({ "enum": field.values });
        let some = json!([one, { "type": "array", "items": one }, { "type": "null" }]);
        schema.insert("anyOf".to_owned(), some);
    }
    Value::Object(schema)
}

/// Both ends of a relation, each with what it leads to: ids, numbers, paths or links.
fn ends(relation: &Relation) -> [(String, Value); 2] {
    let one = json!({ "type": ["string", "integer", "object"] });
    let some = json!([one, { "type": "array", "items": one }, { "type": "null" }]);
    let end = |name: &String, others: &[String]| {
        let others = match others {
            _ if relation.same => "a record of the same kind".to_owned(),
            [] => "any record".to_owned(),
            others => others.join(", "),
        };
        let description = format!("{}: {others}.", name.replace('-', " "));
        (name.clone(), json!({ "description": description, "anyOf": some }))
    };
    [end(&relation.name, &relation.to), end(&relation.inverse, &relation.from)]
}

/// The other keys that are read: other names of fields, one for many, and names with capitals,
/// blanks, in another language or for a part. Nothing is said of what they hold.
fn others<'a>(names: impl Iterator<Item = &'a String>) -> Value {
    let stems: Vec<String> = names.map(|it| pattern(it.strip_suffix('s').unwrap_or(it))).collect();
    let read: Vec<String> = front_matter_keys().map(pattern).collect();
    json!({
        "[^a-z0-9-]": true,
        format!("({})", PARTIAL.join("|")): true,
        format!("^({})s?$", stems.join("|")): true,
        format!("^({})$", read.join("|")): true,
    })
}

/// A name as a regular expression. What could be a sign of one stands for any character.
fn pattern(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '.' }).collect()
}
