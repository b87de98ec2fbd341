//! `export schema`: what may stand in the files of a book and in reports, for editors and programs.
//!
//! JSON Schema of the draft 2020-12: <https://json-schema.org/draft/2020-12>. Schemas of files are
//! made from the very types that the files are read into; that of front matter from the method.

mod front_matter;

use super::checked::Checked;
use crate::{
    config::{Config, WaiverFile},
    handbook::Handbook,
    method::Method,
};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// `book.toml`
    Book,
    /// `method.toml`
    Method,
    /// `waivers.toml`
    Waivers,
    /// The fields at the beginning of a page.
    FrontMatter,
    /// What `check --format json` prints.
    Report,
}

impl Schema {
    /// Every schema there is.
    pub const ALL: [Self; 5] =
        [Self::Book, Self::Method, Self::Waivers, Self::FrontMatter, Self::Report];

    /// Its name on the command line, and that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Method => "method",
            Self::Waivers => "waivers",
            Self::FrontMatter => "front-matter",
            Self::Report => "report",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Book => "book.toml",
            Self::Method => "method.toml",
            Self::Waivers => "waivers.toml",
            Self::FrontMatter => "Front matter",
            Self::Report => "Report",
        }
    }

    fn value(self, method: &Method) -> Value {
        let input = SchemaSettings::draft2020_12();
        let mut schema = match self {
            Self::Book => of::<Config>(input),
            Self::Method => extensible(of::<Method>(input)),
            Self::Waivers => of::<WaiverFile>(input),
            Self::FrontMatter => front_matter::schema(method),
            Self::Report => of::<Checked>(input.for_serialize()),
        };
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["$id"] = json!(format!("urn:archbook:schema:{}", self.name()));
        schema["title"] = json!(self.title());
        schema
    }
}

/// One schema as JSON, ending in a newline.
pub fn schema(handbook: &Handbook, what: Schema) -> String {
    text(&what.value(&handbook.method))
}

/// All schemas as one JSON object, by name, ending in a newline.
pub fn schemas(handbook: &Handbook) -> String {
    let all = Schema::ALL.iter().map(|it| (it.name().to_owned(), it.value(&handbook.method)));
    text(&Value::Object(all.collect()))
}

/// Editors load schemas, and nobody reads them: they are in one line.
fn text(value: &Value) -> String {
    let mut text = serde_json::to_string(value).expect("plain data has a JSON form");
    text.push('\n');
    text
}

fn of<T: JsonSchema>(settings: SchemaSettings) -> Value {
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// The schema of a method that stands alone or extends the standard one. What it extends may leave
/// out everything but the name of an item, since the rest is merged.
fn extensible(mut schema: Value) -> Value {
    let mut alone = Map::new();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    for (list, property) in properties {
        let item = property["items"]["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/"));
        if let Some(item) = item {
            let required = schema["$defs"][item]["required"].take();
            schema["$defs"][item]["required"] = json!(["name"]);
            alone.insert(list, json!({ "items": { "required": required } }));
        }
    }
    let required = schema["required"].take();
    schema["properties"]["extends"] = json!({
        "description": "The method that this one begins with, and changes what it names.",
        "enum": ["standard"],
    });
    schema["required"] = json!([]);
    schema["if"] = json!({ "not": { "required": ["extends"] } });
    schema["then"] = json!({ "required": required, "properties": alone });
    schema
}
