//! The text of a new record without a template of the book's own: what the method has for its kind,
//! below a head that states its facts where the newest record states them.

use super::facts::{Fact, Facts, fact, in_the_case_of, quoted, yaml};
use crate::{
    handbook::EntryIndex,
    page::{Origin, Page, read},
    source::Source,
    text::{Date, Span},
};
use std::sync::Arc;

/// The head of a record under way.
#[derive(Default)]
struct Head {
    /// The lines of the front matter.
    front: Vec<String>,
    /// What stands before the title.
    label: String,
    /// The lines below the title.
    lines: Vec<String>,
    /// The sections that follow.
    sections: Vec<String>,
    /// Whether the front matter is TOML.
    toml: bool,
}

/// What lines of facts begin with where they are a list, or a quote.
pub(super) const MARKS: [&str; 3] = ["* ", "- ", "> "];

/// The text of a new record.
pub(super) fn text(facts: &Facts<'_>) -> String {
    let body = &facts.handbook.method.kind(facts.series.kind).template;
    let like = facts.series.model.map(|model| like(facts, model).text(facts, body));
    let like = like.filter(|text| says_it(facts, text));
    like.unwrap_or_else(|| native(facts).text(facts, body))
}

/// Whether a text, once it is read, says how the record stands and when it was begun.
fn says_it(facts: &Facts<'_>, text: &str) -> bool {
    let page = read(&Arc::new(Source { path: facts.path.clone(), text: text.into() }));
    let part = page.whole();
    let status = part.status().and_then(|it| facts.handbook.status_of(&it.value));
    let name = status.map(|it| facts.handbook.method.status(it).name.as_str());
    let dated = part.date().is_none_or(|it| it == facts.date);
    name == Some(facts.status()) && dated && (facts.number.is_none() || part.number == facts.number)
}

/// A head of archbook's own form.
fn native(facts: &Facts<'_>) -> Head {
    let kind = &facts.handbook.method.kind(facts.series.kind).name;
    let front = [("kind", kind.as_str()), ("status", facts.status())];
    let front = front.map(|(key, value)| format!("{key}: {}", yaml(value))).into_iter();
    let date = std::iter::once(format!("date: {}", facts.date));
    Head { front: front.chain(date).collect(), ..Head::default() }
}

/// A head that says everything where `model` does.
fn like(facts: &Facts<'_>, model: EntryIndex) -> Head {
    let page = facts.handbook.page_of(model);
    let part = page.whole();
    let toml = page.source.text[..page.body as usize].trim_start().starts_with("+++");
    let label = facts.label(model).unwrap_or_default();
    let mut head = Head { label, toml, ..Head::default() };
    for field in part.fields.iter().filter(|it| it.from == Origin::FrontMatter) {
        let fact = fact(page, field);
        if let Some(value) = fact.and_then(|it| facts.says(it, model)) {
            let key = &page.source.text[field.key_span.range()];
            head.front.push(head.field(key, &value, fact == Some(Fact::Date)));
        }
    }
    let word = |it: &str| in_the_case_of(it, facts.status());
    let statuses = part.statuses.iter().map(|it| (it.span, it.from, word(&it.value.word)));
    let dates = part.dates.iter().map(|it| (it.span, it.from, facts.date.to_string()));
    let mut stated: Vec<_> = statuses.chain(dates).collect();
    stated.sort_by_key(|(span, ..)| *span);
    for (span, from, value) in stated {
        match from {
            Origin::Block => head.lines.extend(line(page, span, &value)),
            Origin::Section => head.section(&section(page, span, &value), &value),
            _ => (),
        }
    }
    head
}

impl Head {
    /// Adds a section, or to the one that is there what it says beside: `Accepted (2026-03-14)`.
    fn section(&mut self, text: &str, value: &str) {
        let heading = text.lines().next();
        match self.sections.iter_mut().find(|it| it.lines().next() == heading) {
            Some(there) if Date::parse(value).is_some() => *there = format!("{there} ({value})"),
            Some(_) => (),
            None => self.sections.push(text.to_owned()),
        }
    }

    /// A line of the front matter.
    fn field(&self, key: &str, value: &str, day: bool) -> String {
        match self.toml {
            true if day => format!("{key} = {value}"),
            true => format!("{key} = {}", quoted(value)),
            false => format!("{key}: {}", yaml(value)),
        }
    }

    fn text(mut self, facts: &Facts<'_>, body: &str) -> String {
        let mut parts = Vec::new();
        if self.front.is_empty() {
            let above = self.lines.last().map(String::as_str).unwrap_or_default();
            let mark = MARKS.into_iter().find(|it| above.starts_with(it)).unwrap_or_default();
            let told = facts.lines(mark);
            // Lines without a mark would run into the paragraph above.
            if mark.is_empty() {
                parts.extend((!self.lines.is_empty()).then(|| self.lines.join("\n")));
                parts.extend(told);
            } else {
                self.lines.extend(told);
                parts.push(self.lines.join("\n"));
            }
        } else {
            for (key, names) in facts.fields() {
                self.front.push(names_line(&key, &names, self.toml));
            }
            parts.extend((!self.lines.is_empty()).then(|| self.lines.join("\n")));
        }
        parts.insert(0, format!("# {}{}", self.label, facts.heading()));
        if !self.front.is_empty() {
            let fence = if self.toml { "+++" } else { "---" };
            parts.insert(0, format!("{fence}\n{}\n{fence}", self.front.join("\n")));
        }
        parts.extend(self.sections);
        parts.extend(Some(body.trim().to_owned()).filter(|it| !it.is_empty()));
        parts.join("\n\n") + "\n"
    }
}

/// A relation as a line of front matter.
pub(super) fn names_line(key: &str, names: &[String], toml: bool) -> String {
    let sign = if toml { " =" } else { ":" };
    let names: Vec<String> =
        names.iter().map(|it| if toml { quoted(it) } else { in_list(it) }).collect();
    match names.as_slice() {
        [one] => format!("{key}{sign} {one}"),
        several => format!("{key}{sign} [{}]", several.join(", ")),
    }
}

/// A name inside a list of YAML, where a comma ends it and a blank before `#` begins a comment.
fn in_list(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./#~".contains(c);
    let begins = name.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    if begins && name.chars().all(plain) { name.to_owned() } else { quoted(name) }
}

/// The line of a page that holds a value below its title, with another value.
fn line(page: &Page, span: Span, value: &str) -> Option<String> {
    let text = &page.source.text;
    let fields = &page.whole().fields;
    let key = fields.iter().find(|it| it.value.span() == span && it.from == Origin::Block)?;
    let (start, end) = around(text, span);
    // The name of a column stands on another line.
    let lead = text.get(start..key.key_span.range().start)?;
    let between = text.get(key.key_span.range().start..span.range().start)?;
    let lead = if lead.contains(char::is_alphanumeric) { decoration(lead) } else { lead };
    let after = &text[span.range().end..end];
    let after = if after.contains(char::is_alphanumeric) { "" } else { after };
    let line = format!("{lead}{between}{value}{after}");
    (!line.contains('\n')).then(|| line.trim_end_matches('\r').to_owned())
}

/// The section of a page that holds a value, with another value.
fn section(page: &Page, span: Span, value: &str) -> String {
    let text = &page.source.text;
    let (start, end) = around(text, span);
    let (before, after) =
        (&text[start..span.range().start], text[span.range().end..end].trim_end());
    let above = page.outline.headings.iter().rfind(|it| it.span.start <= span.start);
    let Some(heading) = above else {
        return format!("## {value}");
    };
    if heading.span.contains(span) {
        return format!("{before}{value}");
    }
    let said = |it: &str| it.contains(char::is_alphanumeric);
    let (before, after) = if said(before) || said(after) { ("", "") } else { (before, after) };
    let marks = "#".repeat(usize::from(heading.level));
    format!("{marks} {}\n\n{before}{value}{after}", heading.text)
}

/// Where the line around a place begins and ends.
fn around(text: &str, span: Span) -> (usize, usize) {
    let range = span.range();
    let start = text[..range.start].rfind('\n').map_or(0, |it| it + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |it| range.end + it);
    (start, end)
}

/// The stars that a text ends with.
fn decoration(text: &str) -> &str {
    &text[text.trim_end_matches(['*', '_']).len()..]
}

/// Whether a text names a day that stands for any.
pub(super) fn is_day_to_fill(text: &str) -> bool {
    text.to_uppercase().contains("YYYY") || Date::parse_prefix(text).is_some()
}
