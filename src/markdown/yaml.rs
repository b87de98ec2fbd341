//! YAML to fields with places, by the events of `granit-parser`.
//!
//! What people write is often not YAML: `title: Storage: use S3`, `deciders: @ann`. So where the
//! block as a whole does not parse, each of its entries is parsed alone, and an entry that still
//! does not parse is taken as one line of text.

use super::{Field, Flaw, Value};
use crate::text::Span;
use granit_parser::{Event, Parser, ScalarStyle};

/// Front matter nests a level or two; what nests deeper than this is not front matter.
const DEPTH_MAX: usize = 16;

/// The fields of a block of YAML that starts at byte `offset` of its source.
pub(super) fn fields(text: &str, offset: u32) -> (Vec<Field>, Vec<Flaw>) {
    match block(text, offset) {
        Ok(fields) => (fields, Vec::new()),
        Err(_) => entry_by_entry(text, offset),
    }
}

/// Parses a whole block; the error is the first thing that is wrong with it.
fn block(text: &str, offset: u32) -> Result<Vec<Field>, String> {
    let nothing_said =
        text.lines().all(|line| line.trim_start().starts_with('#') || line.trim().is_empty());
    if nothing_said {
        return Ok(Vec::new());
    }
    let mut tree = Tree { events: Parser::new_from_str(text), offset, depth: 0 };
    loop {
        let (event, span) = tree.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(..) => (),
            event => {
                return match tree.value(event, span)? {
                    Value::Map(fields, _) => Ok(fields),
                    Value::Empty(_) => Ok(Vec::new()),
                    _ => Err("this is not a list of fields".to_owned()),
                };
            }
        }
    }
}

/// Parses each entry alone, so that a broken one cannot hide the others.
fn entry_by_entry(text: &str, offset: u32) -> (Vec<Field>, Vec<Flaw>) {
    let (mut fields, mut flaws) = (Vec::new(), Vec::new());
    for (start, end) in entries(text) {
        let entry = &text[start..end];
        let span = Span::from(start..start + entry.trim_end().len()).shifted(offset);
        match block(entry, Span::from(start..end).shifted(offset).start) {
            Ok(read) => fields.extend(read),
            Err(message) => {
                fields.extend(line(entry, span.start));
                flaws.push(Flaw { span, message });
            }
        }
    }
    (fields, flaws)
}

/// Where each entry starts and ends: a line that starts with a key, and what is indented below it.
fn entries(text: &str) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let continues = line.starts_with([' ', '\t', '-', '#', ']', '}', '\r', '\n']);
        if starts.is_empty() || !continues {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// `key: rest of the line`, whatever the rest is.
fn line(entry: &str, start: u32) -> Option<Field> {
    let line = entry.lines().next()?;
    let (key, rest) = line.split_once(':')?;
    let key_span = Span::from(0..key.trim_end().len()).shifted(start);
    let value = rest.trim();
    let value_at = line.len() - rest.trim_start().len();
    let value_span = Span::from(value_at..value_at + value.len()).shifted(start);
    let key = key_span.of(key.trim_end().to_owned());
    Some(Field { key, value: Value::Text(value_span.of(value.to_owned())) })
}

struct Tree<'a> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
    offset: u32,
    depth: usize,
}

impl<'a> Tree<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), String> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                let range = span.byte_range().map_or(Span::START, Span::from);
                Ok((event, range.shifted(self.offset)))
            }
            Some(Err(error)) => Err(error.info().clone()),
            None => Err("the block ends too early".to_owned()),
        }
    }

    /// The value that begins with `event`.
    fn value(&mut self, event: Event<'a>, span: Span) -> Result<Value, String> {
        match event {
            Event::Scalar(text, style, ..) => Ok(scalar(&text, style, span)),
            Event::SequenceStart(..) => self.nested(|tree| tree.list(span)),
            Event::MappingStart(..) => self.nested(|tree| tree.map(span)),
            Event::Alias(..) => Err("references are not read here".to_owned()),
            Event::StreamEnd | Event::DocumentEnd => Ok(Value::Empty(span)),
            _ => Err("this is not a value".to_owned()),
        }
    }

    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Value, String>,
    ) -> Result<Value, String> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(format!("values nest more than {DEPTH_MAX} deep"));
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn list(&mut self, start: Span) -> Result<Value, String> {
        let mut values = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => return Ok(Value::List(values, start.to(end))),
                (event, span) => values.push(self.value(event, span)?),
            }
        }
    }

    fn map(&mut self, start: Span) -> Result<Value, String> {
        let mut fields = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, end) => return Ok(Value::Map(fields, start.to(end))),
                (Event::Scalar(text, ..), span) => span.of(text.into_owned()),
                _ => return Err("a key must be a word".to_owned()),
            };
            let (event, span) = self.next()?;
            let value = self.value(event, span)?;
            fields.push(Field { key, value });
        }
    }
}

fn scalar(text: &str, style: ScalarStyle, span: Span) -> Value {
    let plain = matches!(style, ScalarStyle::Plain);
    if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Empty(span);
    }
    Value::Text(span.of(text.to_owned()))
}
