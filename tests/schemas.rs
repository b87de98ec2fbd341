//! The schemas that archbook hands out: whole, true to what is read, and strict.

use crate::{
    books::{Memory, files, handbook, site, sources},
    schema::faults,
};
use archbook::{
    check::check,
    config::Config,
    export::{self, Schema},
    handbook::Handbook,
    method::Method,
    page,
    source::Source,
    text::BookPath,
};
use serde_json::{Map, Value, json};
use std::{path::Path, sync::Arc};

fn book(files: &[(&str, &str)]) -> Handbook {
    handbook(sources(files.iter().copied()), &Memory::default())
}

fn schema(what: Schema) -> Value {
    serde_json::from_str(&export::schema(&book(&[]), what)).unwrap()
}

/// The value of a file in TOML.
fn toml(text: &str) -> Value {
    toml::from_str(text).unwrap()
}

#[track_caller]
fn valid(what: Schema, value: &Value) {
    assert_eq!(faults(&schema(what), value), Vec::<String>::new());
}

#[track_caller]
fn invalid(what: Schema, value: &Value, at: &str) {
    let faults = faults(&schema(what), value);
    assert!(faults.iter().any(|it| it.starts_with(at)), "{value}: {faults:?}");
}

fn source(path: &str, text: &str) -> Source {
    Source { path: BookPath::new(path).unwrap(), text: text.into() }
}

#[test]
fn what_archbook_reads_is_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    valid(Schema::Book, &toml(&std::fs::read_to_string(root.join("book.toml")).unwrap()));
    valid(
        Schema::Book,
        &toml(
            "[book]\ntitle = \"T\"\ntext-direction = \"ltr\"\n[preprocessor.x]\n[check]\n\
             deny = \"error\"\nrules = { no-must = \"off\" }\n[[not-applicable]]\n\
             obligation = \"uncovered-topic/compliance\"\nreason = \"x\"\nowner = \"Ann\"\n\
             review-by = \"2027-01-01\"\n",
        ),
    );
    valid(
        Schema::Waivers,
        &toml(
            "[[waiver]]\nrule = \"unmeasured-requirement\"\non = \"REQ-12\"\nreason = \"later\"\n\
             owner = \"Ann\"\nexpires = \"2027-01-01\"\nfingerprint = \"0123\"\n",
        ),
    );
    valid(Schema::Method, &toml(&Method::text(None)));
    for method in ["madr", "arc42", "risks"] {
        let file = root.join(format!("tests/methods/{method}.toml"));
        valid(Schema::Method, &toml(&std::fs::read_to_string(file).unwrap()));
    }
}

#[test]
fn a_slip_is_invalid() {
    invalid(Schema::Book, &json!({ "check": { "ruls": {} } }), "/check/ruls");
    invalid(Schema::Book, &json!({ "check": { "deny": "eror" } }), "/check/deny");
    invalid(Schema::Book, &json!({ "book": { "title": 3 } }), "/book/title");
    invalid(Schema::Waivers, &json!({ "waivers": [] }), "/waivers");
    let waiver = json!({ "waiver": [{ "rule": "x", "on": "y", "owners": "Ann" }] });
    invalid(Schema::Waivers, &waiver, "/waiver/0/owners");
    let rule =
        json!({ "name": "x", "extends": "standard", "rule": [{ "name": "y", "sevrity": "off" }] });
    invalid(Schema::Method, &rule, "/rule/0/sevrity");
    invalid(Schema::Method, &json!({ "name": "x", "kind": [{ "name": "y" }] }), "/kind/0");
    invalid(Schema::FrontMatter, &json!({ "kind": "decision", "satisfes": "REQ-1" }), "/satisfes");
    invalid(Schema::FrontMatter, &json!({ "kind": "req", "priority": "high" }), "/priority");
    invalid(Schema::FrontMatter, &json!({ "kind": "decison" }), "/kind");
    invalid(Schema::Report, &json!({ "version": 1, "finding": [] }), "");
}

#[test]
fn the_schema_of_a_book_has_every_key_that_a_slip_is_told_of() {
    let schema = schema(Schema::Book);
    let tables = [
        "",
        "book",
        "build",
        "output",
        "output.html",
        "output.archbook",
        "theme",
        "method",
        "check",
    ];
    for table in tables {
        let mut at = &schema;
        for step in table.split('.').filter(|it| !it.is_empty()) {
            at = resolved(&schema, &at["properties"][step]);
        }
        for key in at["properties"].as_object().unwrap().keys() {
            let head = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
            let slip = source("book.toml", &format!("{head}{key}x = 1\n"));
            let fixes: Vec<_> =
                Config::parse(&slip).1.into_iter().filter_map(|it| it.fix).collect();
            let told = fixes.iter().any(|fix| fix.text == *key);
            assert!(told, "[{table}] {key}: {fixes:?}");
        }
    }
}

fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let to = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
    to.map_or(schema, |to| root.pointer(to).unwrap())
}

/// The names in backticks of a message, from the third on: *unknown field `a`, expected `b`*.
fn expected(message: &str) -> Vec<String> {
    let mut names: Vec<_> = message.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn the_schema_of_a_method_has_every_key_that_is_read() {
    let schema = schema(Schema::Method);
    let names = |schema: &Value| -> Vec<String> {
        let names = schema["properties"].as_object().unwrap().keys();
        names.filter(|it| *it != "extends").cloned().collect()
    };
    let read = |text: &str| expected(&Method::parse(&source("method.toml", text)).1[0].message);
    assert_eq!(read("nonsense = 1\n"), names(&schema));
    let lists = schema["properties"].as_object().unwrap().iter();
    for (list, property) in lists.filter(|(_, it)| it["items"].is_object()) {
        let item = resolved(&schema, &property["items"]);
        assert_eq!(
            read(&format!("name = \"x\"\n[[{list}]]\nnonsense = 1\n")),
            names(item),
            "{list}"
        );
    }
}

#[test]
fn the_front_matter_of_our_own_pages_is_valid() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let schema = schema(Schema::FrontMatter);
    let mut kinds = 0;
    for item in walkdir::WalkDir::new(content).sort_by_file_name() {
        let item = item.unwrap();
        if item.path().extension().is_some_and(|it| it == "md") {
            let text = std::fs::read_to_string(item.path()).unwrap();
            let page = page::read(&Arc::new(source("x.md", &text)));
            let fields =
                page.whole().fields.iter().filter(|it| it.from == page::Origin::FrontMatter);
            let fields = fields.map(|field| {
                let texts = field.value.texts().into_iter().map(|it| json!(it.value));
                let texts: Vec<Value> = texts.collect();
                let one = texts.len() == 1;
                (field.key.clone(), if one { texts[0].clone() } else { json!(texts) })
            });
            let value: Map<String, Value> = fields.collect();
            kinds += usize::from(value.contains_key("kind"));
            assert_eq!(
                faults(&schema, &Value::Object(value)),
                Vec::<String>::new(),
                "{:?}",
                item.path()
            );
        }
    }
    assert!(kinds > 10, "our own records state their kind");
}

#[test]
fn front_matter_follows_the_method() {
    let risks = book(&[("method.toml", include_str!("methods/risks.toml"))]);
    let schema: Value = serde_json::from_str(&export::schema(&risks, Schema::FrontMatter)).unwrap();
    let none = Vec::<String>::new();
    let risk = json!({ "kind": "risk", "likelihood": "low", "mitigated-by": ["ADR-1"], "status": "draft" });
    assert_eq!(faults(&schema, &risk), none);
    assert_ne!(faults(&schema, &json!({ "kind": "risk", "likelihood": "some" })), none);
    assert_ne!(faults(&schema, &json!({ "kind": "decision", "likelihood": "low" })), none);
    assert_eq!(faults(&schema, &json!({ "layout": "page", "likelihood": "low" })), none);
    let spelled = json!({
        "kind": "adr", "Deciders": "Ann", "decision-makers": "Ann", "tags": ["a"],
        "partially-superseded-by": "ADR-2", "状态": "accepted",
    });
    assert_eq!(faults(&schema, &spelled), none);
}

#[test]
fn a_report_is_as_its_schema_says() {
    let book = book(&[
        ("adr/1.md", "---\nstatus: acceptd\nkind: decison\n---\n# A\n\n[gone](gone.md) ADR-1\n"),
        ("adr/2.md", "---\nstatus: accepted\nsupersedes: ADR-9\n---\n# B\n"),
    ]);
    let report = export::checked(&book, &check(&book));
    valid(Schema::Report, &serde_json::from_str(&report).unwrap());
}

#[test]
fn the_site_publishes_every_schema() {
    let memory = Memory::default();
    let pages = files(&site(sources([("index.md", "# Home\n")]), &memory));
    let all: Value = serde_json::from_str(&export::schemas(&book(&[]))).unwrap();
    for what in Schema::ALL {
        let page = &pages[&format!("_/schemas/{}.json", what.name())];
        let value: Value = serde_json::from_str(page).unwrap();
        assert_eq!(value, all[what.name()]);
        assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(value["$id"].is_string() && value["title"].is_string());
        assert!(value["description"].is_string(), "{} says not what it is", what.name());
    }
}
