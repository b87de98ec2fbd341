//! A method that begins with the standard one: `extends = "standard"`.
//!
//! Items of the same name are merged key by key, others are added; a table of words is merged list
//! by list. What is to go is switched off: `severity = "off"`.

use super::{Method, parse::STANDARD};
use crate::{source::Source, text::Span};
use serde::Deserialize;
use toml::{Table, Value};

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
        Some(Value::String(name)) if name == "standard" => {
            let merged = merged(own);
            Method::deserialize(merged).map_err(|error| {
                let message = error.message().to_owned();
                (named(text, &message), message)
            })
        }
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

/// Where the first name in backticks of a message stands in a text. A merged text has no places of
/// its own.
fn named(text: &str, message: &str) -> Span {
    let name = message.split('`').nth(1).filter(|it| !it.is_empty());
    let at = name.and_then(|name| Some((text.find(name)?, name.len())));
    at.map_or(Span::START, |(at, length)| Span::from(at..at + length))
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
