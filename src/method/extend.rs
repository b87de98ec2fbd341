//! A method that begins with the standard one: `extends = "standard"`.
//!
//! Items of the same name are merged key by key, others are added; a table of words is merged list
//! by list. What is to go is switched off: `severity = "off"`.

use super::{Method, parse::STANDARD};
use crate::{source::Source, text::Span};
use serde::Deserialize;
use toml::{Table, Value, de::DeTable};

/// Reads the text of a method, whether it stands alone or extends the standard one; or says what is
/// wrong, and where.
pub(super) fn read(text: &str) -> Result<Method, (Span, String)> {
    let at = |error: toml::de::Error| {
        let span = error.span().map_or(Span::START, Span::from);
        (span, error.message().to_owned())
    };
    let mut own: Table = toml::from_str(text).map_err(at)?;
    match own.remove("extends") {
        None => toml::from_str(text).map_err(at),
        Some(Value::String(name)) if name == "standard" => Method::deserialize(merged(own))
            .map_err(|error| {
                let message = error.message().to_owned();
                (blamed(text, &message), message)
            }),
        Some(other) => {
            let message = format!("there is no method {other} to extend; there is `standard`");
            Err((named(text, "`extends`"), message))
        }
    }
}

impl Method {
    /// The effective method as text: the standard one, the book's own, or both merged.
    pub fn text(own: Option<&Source>) -> String {
        let Some(source) = own else {
            return STANDARD.to_owned();
        };
        let Ok(mut own) = toml::from_str::<Table>(&source.text) else {
            return STANDARD.to_owned();
        };
        match own.remove("extends") {
            Some(_) => merged(own).to_string(),
            None => source.text.to_string(),
        }
    }
}

fn merged(own: Table) -> Table {
    let mut base: Table = toml::from_str(STANDARD).expect("the built-in method is tested");
    merge(&mut base, own);
    base
}

fn merge(base: &mut Table, own: Table) {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(base)), Value::Table(own)) => merge(base, own),
            (Some(Value::Array(base)), Value::Array(own)) if own.iter().all(Value::is_table) => {
                for item in own {
                    merge_item(base, item);
                }
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

fn merge_item(base: &mut Vec<Value>, own: Value) {
    let same =
        base.iter_mut().find(|it| it.get("name").is_some() && it.get("name") == own.get("name"));
    match (same, own) {
        (Some(Value::Table(base)), Value::Table(own)) => merge(base, own),
        (_, own) => base.push(own),
    }
}

/// Where the trouble is with a text that cannot be merged. A merged text has no places of its own,
/// so each item is tried alone, and the first that fails is to blame.
fn blamed(text: &str, message: &str) -> Span {
    let item = DeTable::parse(text).ok().and_then(|own| {
        let own = own.into_inner();
        let items =
            own.iter().filter_map(|(name, value)| Some((name, value.get_ref().as_array()?)));
        let items = items.flat_map(|(name, items)| items.iter().map(move |item| (name, item)));
        let mut places: Vec<usize> = items.map(|(_, item)| item.span().start).collect();
        places.sort_unstable();
        let ends = places.iter().skip(1).copied().chain([text.len()]);
        let mut ranges = places.iter().copied().zip(ends);
        ranges.find(|(start, end)| fails(&text[*start..*end]))
    });
    let (start, end) = item.unwrap_or((0, text.len()));
    let Span { start: at, end: to } = named(&text[start..end], message);
    let start = Span::from(start..start).start;
    Span { start: start + at, end: start + to }
}

/// Whether a piece of a text, from the head of an item on, cannot be merged with the standard one.
fn fails(piece: &str) -> bool {
    toml::from_str(piece).is_ok_and(|own| Method::deserialize(merged(own)).is_err())
}

/// Where the first name in backticks of a message stands in a text, or the key whose value is
/// wrong, where the message names one that does not.
fn named(text: &str, message: &str) -> Span {
    let names = message.split('`').skip(1).step_by(2).filter(|name| !name.is_empty());
    let mut places = names.filter_map(|name| Some((text.find(name)?, name.len())));
    places.next().map_or(Span::START, |(at, length)| Span::from(at..at + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_extends_the_standard_one() {
        let method = read(
            "extends = \"standard\"\nname = \"ours\"\n\
             [[rule]]\nname = \"unfit-decision\"\nseverity = \"off\"\n\
             [[kind]]\nname = \"risk\"\nplural = \"risks\"\nprefix = \"RSK\"\n",
        );
        let (method, standard) = (method.unwrap(), Method::standard());
        assert_eq!((method.name.as_str(), method.kinds.len()), ("ours", standard.kinds.len() + 1));
        let rule = method.rule(method.rule_named("unfit-decision").unwrap());
        assert_eq!((rule.severity.severity(), rule.stage.as_str()), (None, "implement"));
    }

    #[test]
    fn what_is_wrong_with_an_extension_says_where() {
        let text = "extends = \"standard\"\n[[rule]]\nname = \"x\"\nstagee = \"iterate\"\n";
        let (span, message) = read(text).unwrap_err();
        assert_eq!((&text[span.range()], message.contains("`stagee`")), ("stagee", true));
        let (span, _) = read("extends = \"other\"\n").unwrap_err();
        assert_eq!(span.range(), 0..7);
    }
}
