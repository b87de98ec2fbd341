//! The day of a record that names none as its date: the day it was begun, the day behind its
//! status, the earliest entry of its change log, the day in its file's name.

use super::{FileName, Origin, Read, StatusText, metadata::Filling};
use crate::{
    markdown::{BlockKind, Document},
    text::{Date, Span},
};

/// Fields that say when a record was begun.
const BEGUN: &[&str] = &["start-date", "creation-date", "created", "created-on", "date-created"];

/// Sections that list what happened to a record.
const LOGS: &[&str] = &["changelog", "change log"];

/// Fills in the day, if nothing has.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document, name: &FileName) {
    if !filling.part.dates.is_empty() {
        return;
    }
    let begun = BEGUN.iter().find_map(|key| {
        let field = filling.part.field(key)?;
        let text = field.value.first_text()?;
        let value = Date::parse_prefix(&text.value)?;
        Some(Read { value, raw: text.value.clone(), span: text.span, from: field.from })
    });
    let remarked = || filling.part.status().and_then(remarked);
    let found = begun.or_else(remarked).or_else(|| logged(document)).or_else(|| named(name));
    filling.part.dates.extend(found);
}

/// The day in brackets behind a status, as in `Accepted (2026-03-14)`.
fn remarked(status: &Read<StatusText>) -> Option<Read<Date>> {
    let (_, remark) = status.raw.lines().next()?.split_once('(')?;
    let value = Date::parse(remark.split(')').next()?)?;
    Some(Read { value, raw: status.raw.clone(), span: status.span, from: status.from })
}

/// The earliest day that a line of the change log begins with.
fn logged(document: &Document) -> Option<Read<Date>> {
    let headings = &document.outline.headings;
    let log = headings.iter().position(|heading| {
        LOGS.contains(&heading.text.trim().trim_end_matches(':').to_lowercase().as_str())
    })?;
    let own = document.under(log).iter();
    let said = own.filter(|block| block.kind == BlockKind::Paragraph).map(|block| &block.text);
    let entries = said.flat_map(|said| said.lines().map(move |line| (said, line)));
    let days = entries.filter_map(|(said, line)| {
        let raw = said.text[line.clone()].to_owned();
        let value = Date::parse_prefix(&raw)?;
        Some(Read { value, raw, span: said.span_of(line), from: Origin::Section })
    });
    days.min_by_key(|read| read.value)
}

fn named(name: &FileName) -> Option<Read<Date>> {
    let value = name.date?;
    Some(Read { value, raw: value.to_string(), span: Span::START, from: Origin::FileName })
}
