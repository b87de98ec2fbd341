//! The block of fields at the top of a text, in YAML or TOML, every field with its place.
//!
//! Total: a line that cannot be read costs that line. The rest of the block is still read, and the
//! text below it always is.

use super::yaml;
use crate::text::{Span, Spanned};

/// The fields of a text, in order.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// The fields, as written; a key may come twice.
    pub fields: Vec<Field>,
    /// What could not be read.
    pub flaws: Vec<Flaw>,
    /// Where the text below it begins.
    pub end: u32,
    /// The whole block with its fences; empty if there is none.
    pub span: Span,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key as written.
    pub key: Spanned<String>,
    /// The value.
    pub value: Value,
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or a null.
    Empty(Span),
    /// One text; numbers, dates and booleans are kept as written.
    Text(Spanned<String>),
    /// Several values.
    List(Vec<Value>, Span),
    /// Named values.
    Map(Vec<Field>, Span),
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where.
    pub span: Span,
    /// What is wrong, in one clause.
    pub message: String,
}

impl Value {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            Self::Empty(span) | Self::List(_, span) | Self::Map(_, span) => *span,
            Self::Text(text) => text.span,
        }
    }

    /// The first text in it, however deep; none where it says nothing.
    pub fn first_text(&self) -> Option<&Spanned<String>> {
        match self {
            Self::Empty(_) => None,
            Self::Text(text) => Some(text),
            Self::List(values, _) => values.iter().find_map(Self::first_text),
            Self::Map(fields, _) => fields.iter().find_map(|field| field.value.first_text()),
        }
    }

    /// Every text in it, in order, however deep.
    pub fn texts(&self) -> Vec<&Spanned<String>> {
        match self {
            Self::Empty(_) => Vec::new(),
            Self::Text(text) => vec![text],
            Self::List(values, _) => values.iter().flat_map(Self::texts).collect(),
            Self::Map(fields, _) => fields.iter().flat_map(|field| field.value.texts()).collect(),
        }
    }
}

impl FrontMatter {
    /// The front matter of a text, and the range that it stands in where it stands below the first
    /// heading: the text then has it in its middle.
    pub fn find(text: &str) -> (Self, Option<Span>) {
        let front = Self::split(text);
        if front.end > 0 {
            return (front, None);
        }
        match Self::below_title(text) {
            Some(below) => {
                let span = below.span;
                (Self { end: 0, ..below }, Some(span))
            }
            None => (front, None),
        }
    }

    /// Front matter below the first heading, where it is nothing but fields: Markdown would take it
    /// for a rule and a heading.
    fn below_title(text: &str) -> Option<Self> {
        let top = comments(text);
        let heading = text[top..].trim_start();
        let line = heading.strip_prefix("# ").and_then(|_| heading.split_inclusive('\n').next())?;
        let rest = &heading[line.len()..];
        let rest = rest[comments(rest)..].trim_start();
        let below = Self::split_at(text, text.len() - rest.len());
        (!below.fields.is_empty() && below.flaws.is_empty()).then_some(below)
    }

    /// Takes the front matter off the top of `text`. It may stand behind comments, such as a
    /// licence, where it is nothing but fields: what else stands between two lines of dashes there
    /// is text.
    pub fn split(text: &str) -> Self {
        let start = comments(text);
        let front = Self::split_at(text, start);
        let doubtful = start > 0 && (front.fields.is_empty() || !front.flaws.is_empty());
        if doubtful { Self::default() } else { front }
    }

    fn split_at(text: &str, top: usize) -> Self {
        let Some((fence, length)) = opening(&text[top..]) else {
            return json(text, top).unwrap_or_default();
        };
        let start = top + length;
        let Some((inside_end, end)) = closing(text, start, fence) else {
            return Self::default();
        };
        let inside = &text[start..inside_end];
        let offset = Span::from(start..inside_end).start;
        let (fields, flaws) = match fence {
            "+++" => toml_fields(inside, offset),
            _ => yaml::fields(inside, offset),
        };
        let span = Span::from(top..end);
        Self { fields, flaws, end: span.end, span }
    }
}

/// A block of JSON, as Hugo reads it: from a brace alone on its line to the next. JSON is YAML.
fn json(text: &str, top: usize) -> Option<FrontMatter> {
    let line = text[top..].split_inclusive('\n').next().filter(|line| line.trim_end() == "{")?;
    let (inside_end, end) = closing(text, top + line.len(), "}")?;
    let close = inside_end + 1;
    let (fields, flaws) = yaml::fields(&text[top..close], Span::from(top..close).start);
    let span = Span::from(top..end);
    Some(FrontMatter { fields, flaws, end: span.end, span }).filter(|it| it.flaws.is_empty())
}

/// How many bytes at the top of a text are comments and the blanks around them.
fn comments(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text[at..].trim_start();
        let Some(comment) = rest.strip_prefix("<!--") else {
            return if at == 0 { 0 } else { text.len() - rest.len() };
        };
        match comment.find("-->") {
            Some(end) => at = text.len() - comment.len() + end + 3,
            None => return 0,
        }
    }
}

/// The fence that opens the block, and where the line after it begins.
fn opening(text: &str) -> Option<(&'static str, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let fence = ["---", "+++"].into_iter().find(|it| line.trim_end() == *it)?;
    line.ends_with('\n').then_some((fence, line.len()))
}

/// Where the block ends before its closing fence, and after it.
fn closing(text: &str, start: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn toml_fields(text: &str, offset: u32) -> (Vec<Field>, Vec<Flaw>) {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let flaw = |error: &toml::de::Error| Flaw {
        span: error.span().map_or(Span::START, Span::from).shifted(offset),
        message: error.message().to_owned(),
    };
    (toml_table(table.get_ref(), offset), errors.iter().map(flaw).collect())
}

fn toml_table(table: &toml::de::DeTable<'_>, offset: u32) -> Vec<Field> {
    let field = |key: &toml::Spanned<_>, value: &toml::Spanned<_>| {
        let span = Span::from(key.span()).shifted(offset);
        Field { key: span.of(ToString::to_string(key.get_ref())), value: toml_value(value, offset) }
    };
    let mut fields: Vec<Field> = table.iter().map(|(key, value)| field(key, value)).collect();
    fields.sort_by_key(|field| field.key.span);
    fields
}

fn toml_value(value: &toml::Spanned<toml::de::DeValue<'_>>, offset: u32) -> Value {
    use toml::de::DeValue;
    let span = Span::from(value.span()).shifted(offset);
    match value.get_ref() {
        DeValue::String(text) => Value::Text(span.of(text.to_string())),
        DeValue::Integer(number) => Value::Text(span.of(number.as_str().to_owned())),
        DeValue::Float(number) => Value::Text(span.of(number.as_str().to_owned())),
        DeValue::Boolean(truth) => Value::Text(span.of(truth.to_string())),
        DeValue::Datetime(date) => Value::Text(span.of(date.to_string())),
        DeValue::Array(values) => {
            Value::List(values.iter().map(|it| toml_value(it, offset)).collect(), span)
        }
        DeValue::Table(table) => Value::Map(toml_table(table, offset), span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &[&str])], flaws: usize, rest: &str) {
        let front = FrontMatter::split(text);
        let fields: Vec<(&str, Vec<&str>)> = front
            .fields
            .iter()
            .map(|it| (&*it.key.value, it.value.texts().iter().map(|it| &*it.value).collect()))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(key, texts)| (*key, texts.to_vec())).collect();
        assert_eq!(fields, expected);
        assert_eq!(front.flaws.len(), flaws, "{:?}", front.flaws);
        assert_eq!(&text[front.end as usize..], rest);
        for field in &front.fields {
            assert!(text[field.key.span.range()].contains(&field.key.value));
            for it in field.value.texts() {
                assert!(text[it.span.range()].contains(&it.value), "{it:?}");
            }
        }
    }

    #[test]
    fn yaml_is_read_with_places() {
        check(
            "---\ntítle: \"Use é\"\nsupersedes: [ADR-1, 'ADR-2']\ndate: 2026-01-02\nn: 0012\nx:\n---\nb",
            &[
                ("títle", &["Use é"]),
                ("supersedes", &["ADR-1", "ADR-2"]),
                ("date", &["2026-01-02"]),
                ("n", &["0012"]),
                ("x", &[]),
            ],
            0,
            "b",
        );
        check("---\r\nstatus: on\r\n---\r\nb", &[("status", &["on"])], 0, "b");
        check("---\nlinks:\n- {id: 2, kind: amends}\n...\n", &[("links", &["2", "amends"])], 0, "");
    }

    #[test]
    fn a_broken_line_costs_that_line() {
        check(
            "---\nstatus: accepted\ntitle: Storage: use S3\ndeciders: @ann\ntags:\n- a\n- b\n---\n",
            &[
                ("status", &["accepted"]),
                ("title", &["Storage: use S3"]),
                ("deciders", &["@ann"]),
                ("tags", &["a", "b"]),
            ],
            2,
            "",
        );
        check("---\njust text\n---\nb", &[], 1, "b");
    }

    #[test]
    fn toml_is_read_with_places() {
        check(
            "+++\nstatus = \"accepted\"\ndate = 2026-01-02\nsupersedes = [\"ADR-1\"]\nn = 7\n+++\nb",
            &[
                ("status", &["accepted"]),
                ("date", &["2026-01-02"]),
                ("supersedes", &["ADR-1"]),
                ("n", &["7"]),
            ],
            0,
            "b",
        );
    }

    #[test]
    fn a_licence_may_stand_above_it() {
        check("<!-- SPDX -->\n<!-- b -->\n\n---\nx: y\n---\nz", &[("x", &["y"])], 0, "z");
        let text = "<!-- a -->\n\n---\ntext\n---\n";
        check(text, &[], 0, text);
        check("<!-- a\n---\nx: y\n---\n", &[], 0, "<!-- a\n---\nx: y\n---\n");
    }

    #[test]
    fn json_is_read_with_places() {
        let text = "{\n  \"status\": \"accepted\",\n  \"tags\": [\"a\", \"b\"]\n}\n\n# X\n";
        check(text, &[("status", &["accepted"]), ("tags", &["a", "b"])], 0, "\n# X\n");
        check("{\nnot: [json\n}\n", &[], 0, "{\nnot: [json\n}\n");
    }

    #[test]
    fn it_may_stand_below_the_title() {
        let text = "# X\n\n---\nstatus: draft\n---\n\ntext\n";
        let (front, span) = FrontMatter::find(text);
        assert_eq!((front.fields.len(), front.end), (1, 0));
        assert_eq!(&text[span.unwrap().range()], "---\nstatus: draft\n---\n");
        assert_eq!(FrontMatter::find("# X\n\n---\n\ntext\n\n---\n").1, None);
    }

    #[test]
    fn rules_and_unclosed_fences_are_not_front_matter() {
        check("text\n---\nx: y\n---\n", &[], 0, "text\n---\nx: y\n---\n");
        check("---\nx: y\n", &[], 0, "---\nx: y\n");
    }
}
