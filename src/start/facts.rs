//! What is known of a record that is not there yet, and how front matter and lines say it.

use super::series::{Series, renumbered};
use crate::{
    handbook::{EntryIndex, Handbook},
    method::Meaning,
    page::{Field, Page},
    text::{BookPath, Date, way},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What is known of a record that is not there yet.
pub(super) struct Facts<'a> {
    pub(super) handbook: &'a Handbook,
    pub(super) series: &'a Series,
    /// What it is called.
    pub(super) title: &'a str,
    /// Its number; `None` where days tell records apart.
    pub(super) number: Option<u32>,
    /// Where it will be.
    pub(super) path: BookPath,
    /// The name of its file, without the ending.
    pub(super) stem: String,
    /// Today.
    pub(super) date: Date,
    /// What it says of others.
    pub(super) relations: &'a [Told],
}

/// What a new record says of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The name of the relation at this end.
    pub key: String,
    /// The other record.
    pub to: EntryIndex,
    /// The place in it, where it is only that.
    pub anchor: Option<String>,
}

/// A fact that a field states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Kind,
    Id,
    Stem,
    Title,
    Number,
    Status,
    Date,
}

/// The keys under which sites keep the number of a record as its place among others: Jekyll,
/// Docusaurus, Hugo.
const NUMBERS: &[&str] = &["number", "nav-order", "sidebar-position", "weight", "order"];

/// What a target of a link may not hold as it is.
const IN_LINKS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'#')
    .add(b'?')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'(')
    .add(b')')
    .add(b'"');

/// The fact that a field of a page in its front matter is about.
pub(super) fn fact(page: &Page, field: &Field) -> Option<Fact> {
    let part = page.whole();
    let text = field.value.first_text().map(|it| it.value.as_str());
    let day = || text.and_then(Date::parse_prefix);
    match field.key.as_str() {
        "kind" => Some(Fact::Kind),
        "status" => Some(Fact::Status),
        "title" => Some(Fact::Title),
        "date" => Some(Fact::Date),
        "id" | "adr-id" if text == Some(page.path().stem()) => Some(Fact::Stem),
        "id" | "adr-id" => Some(Fact::Id),
        key if NUMBERS.contains(&key) => Some(Fact::Number),
        _ if day().is_some() && day() == part.date() => Some(Fact::Date),
        _ => None,
    }
}

impl Facts<'_> {
    /// How it stands: the first status of the method that leaves it open.
    pub(super) fn status(&self) -> &str {
        let statuses = &self.handbook.method.statuses;
        let open = statuses.iter().find(|it| it.meaning == Meaning::Open);
        open.or(statuses.first()).map_or("", |it| it.name.as_str())
    }

    /// The same in the case in which the newest record says how it stands.
    pub(super) fn status_as_written(&self) -> String {
        let model = self.series.model.and_then(|at| self.handbook.part(at).status());
        in_the_case_of(model.map_or("", |it| &it.value.word), self.status())
    }

    /// What the field says of it that says this of `model`, if there is something to say.
    pub(super) fn says(&self, fact: Fact, model: EntryIndex) -> Option<String> {
        let read = self.handbook.part(model);
        Some(match fact {
            Fact::Kind => self.handbook.method.kind(self.series.kind).name.clone(),
            Fact::Id => self.id(model, read.text("id").or(read.text("adr-id"))?)?,
            Fact::Stem => self.stem.clone(),
            Fact::Title => self.title.to_owned(),
            Fact::Number => self.number?.to_string(),
            Fact::Status => self.status_as_written(),
            Fact::Date => self.date.to_string(),
        })
    }

    /// The id after one that is written so, with the prefix of its own kind.
    fn id(&self, model: EntryIndex, written: &str) -> Option<String> {
        let id = renumbered(written, self.handbook.part(model).number?, self.number?)?;
        let method = &self.handbook.method;
        let kind = self.handbook.entry(model).kind.filter(|it| *it != self.series.kind);
        let own = &method.kind(self.series.kind).prefix;
        let rest = kind.and_then(|kind| id.strip_prefix(&method.kind(kind).prefix));
        Some(rest.map_or(id.clone(), |rest| format!("{own}{rest}")))
    }

    /// What stands before the titles of records like `model`, with the number of this one.
    pub(super) fn label(&self, model: EntryIndex) -> Option<String> {
        let page = self.handbook.page_of(model);
        let title = &self.handbook.part(model).title.value;
        let heading =
            page.outline.headings.iter().find(|it| Some(it.span) == page.title_heading)?;
        let label = heading.text.strip_suffix(title.as_str()).filter(|it| !it.is_empty())?;
        renumbered(label, self.handbook.part(model).number?, self.number?)
    }

    /// The title as a heading says it. What looks like a tag is none.
    pub(super) fn heading(&self) -> String {
        let code = self.title.contains('`');
        if code { self.title.to_owned() } else { self.title.replace('<', "\\<") }
    }

    /// The relations, key by key, each with the names of all it leads to.
    pub(super) fn fields(&self) -> Vec<(String, Vec<String>)> {
        self.by_key(|told| {
            let name = self.handbook.unique_name(told.to);
            let id = self.handbook.entry(told.to).id.as_ref() == Some(&name);
            let name = if id { name } else { way(self.path.as_str(), &name) };
            told.anchor.as_ref().map_or(name.clone(), |anchor| format!("{name}#{anchor}"))
        })
    }

    /// The relations as lines of text: `**Satisfies:** [REQ-7](../requirements/0007-x.md)`.
    pub(super) fn lines(&self, mark: &str) -> Vec<String> {
        let fields = self.by_key(|told| self.link(told.to, told.anchor.as_deref())).into_iter();
        let line = |(key, names): (String, Vec<String>)| {
            let words = key.replace('-', " ");
            let mut chars = words.chars();
            let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            format!("{mark}**{first}{}:** {}", chars.as_str(), names.join(", "))
        };
        fields.map(line).collect()
    }

    fn by_key(&self, name: impl Fn(&Told) -> String) -> Vec<(String, Vec<String>)> {
        let mut fields: Vec<(String, Vec<String>)> = Vec::new();
        for told in self.relations {
            match fields.iter_mut().find(|(key, _)| *key == told.key) {
                Some((_, names)) => names.push(name(told)),
                None => fields.push((told.key.clone(), vec![name(told)])),
            }
        }
        fields
    }

    fn link(&self, to: EntryIndex, anchor: Option<&str>) -> String {
        let path = self.handbook.page_of(to).path();
        let part = self.handbook.part(to);
        let criterion = part.criteria.iter().find(|it| Some(it.name.as_str()) == anchor);
        let anchor = criterion.map(|it| it.anchor.as_str()).or(anchor).or(part.anchor.as_deref());
        let text = self.handbook.entry(to).id.as_deref();
        let text = text.unwrap_or(&part.title.value);
        link(text, &self.path, path, anchor)
    }
}

/// A link from one page to another, in Markdown.
pub(super) fn link(text: &str, from: &BookPath, to: &BookPath, anchor: Option<&str>) -> String {
    let way = way(from.as_str(), to.as_str());
    let way = utf8_percent_encode(&way, IN_LINKS);
    let anchor = anchor.map(|it| format!("#{it}")).unwrap_or_default();
    format!("[{text}]({way}{anchor})")
}

/// A text as YAML writes it: plain where that cannot be misread, else in quotes.
pub(super) fn yaml(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -_./,()'+~".contains(c);
    let begins = text.starts_with(char::is_alphanumeric);
    let word = !matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "null"
    );
    let bare = begins && word && !text.ends_with(' ') && text.chars().all(plain);
    if bare { text.to_owned() } else { quoted(text) }
}

/// A word with capital letters where another one has them.
pub(super) fn in_the_case_of(other: &str, word: &str) -> String {
    let letters = || other.chars().filter(|it| it.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    match chars.next().filter(|_| letters().next().is_some_and(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => word.to_owned(),
    }
}

/// A text in double quotes, as JSON, YAML and TOML all read it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_misread_is_quoted() {
        for plain in ["Use Kafka", "2026-11-22", "ADR-7", "v1.2 (beta), it's"] {
            assert_eq!(yaml(plain), plain);
        }
        assert_eq!(yaml("Storage: use S3"), "\"Storage: use S3\"");
        assert_eq!(yaml("#1 \"best\""), r##""#1 \"best\"""##);
        assert_eq!((yaml("yes"), yaml("-x")), ("\"yes\"".to_owned(), "\"-x\"".to_owned()));
    }

    #[test]
    fn links_lead_to_awkward_names_too() {
        let path = |it| BookPath::new(it).unwrap();
        let made = link("ADR-24", &path("a/1.md"), &path("b/0024-use-#.md"), Some("c1"));
        assert_eq!(made, "[ADR-24](../b/0024-use-%23.md#c1)");
    }
}
