//! A checker of values against schemas: the part of JSON Schema 2020-12 that archbook's use.
//!
//! A keyword that it does not know stops it, so that no schema is believed without being checked.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// Keywords that say nothing of what is valid, or are looked at with another one.
const SILENT: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "title",
    "description",
    "default",
    "format",
    "then",
    "else",
    "patternProperties",
    "examples",
];

/// What is wrong with a value, each with where it is: `/rule/0/name: …`.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Checker { root: schema }.check(schema, value, "", &mut faults);
    faults
}

struct Checker<'a> {
    root: &'a Value,
}

impl Checker<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Some(keywords) = schema.as_object() else {
            let valid = schema.as_bool().unwrap();
            faults.extend((!valid).then(|| format!("{at}: may not be there")));
            return;
        };
        for (keyword, argument) in keywords {
            match keyword.as_str() {
                "$ref" => {
                    let to = argument.as_str().unwrap().strip_prefix('#').unwrap();
                    let to = percent_decode_str(to).decode_utf8().unwrap();
                    self.check(self.root.pointer(&to).unwrap(), value, at, faults);
                }
                "allOf" => {
                    let all = argument.as_array().unwrap().iter();
                    all.for_each(|it| self.check(it, value, at, faults));
                }
                "if" => {
                    let branch = if self.holds(argument, value) { "then" } else { "else" };
                    if let Some(branch) = keywords.get(branch) {
                        self.check(branch, value, at, faults);
                    }
                }
                "properties" | "additionalProperties" => {
                    self.properties(keyword, schema, value, at, faults);
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(argument, item, &format!("{at}/{index}"), faults);
                    }
                }
                silent if SILENT.contains(&silent) => (),
                _ => {
                    let valid = self.asserts(keyword, argument, value);
                    faults.extend((!valid).then(|| format!("{at}: not of {keyword} {argument}")));
                }
            }
        }
    }

    fn properties(
        &self,
        keyword: &str,
        schema: &Value,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            let own = schema["properties"].get(name);
            if keyword == "properties" {
                if let Some(own) = own {
                    self.check(own, value, &at, faults);
                }
                continue;
            }
            let patterns = schema["patternProperties"].as_object().into_iter().flatten();
            let mut patterns = patterns.filter(|(pattern, _)| matches(pattern, name));
            if own.is_none() && patterns.next().is_none() {
                self.check(&schema[keyword], value, &at, faults);
            }
        }
    }

    fn asserts(&self, keyword: &str, argument: &Value, value: &Value) -> bool {
        let some = |check: &dyn Fn(&Value) -> bool| argument.as_array().unwrap().iter().any(check);
        match keyword {
            "type" if argument.is_array() => some(&|it| is(it.as_str().unwrap(), value)),
            "type" => is(argument.as_str().unwrap(), value),
            "enum" => some(&|it| it == value),
            "const" => argument == value,
            "required" => {
                !value.is_object() || !some(&|it| value.get(it.as_str().unwrap()).is_none())
            }
            "anyOf" => some(&|it| self.holds(it, value)),
            "oneOf" => {
                let all = argument.as_array().unwrap().iter();
                all.filter(|it| self.holds(it, value)).count() == 1
            }
            "not" => !self.holds(argument, value),
            "minimum" => value.as_f64().is_none_or(|it| it >= argument.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|it| it <= argument.as_f64().unwrap()),
            other => panic!("the checker does not know `{other}`"),
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }
}

fn is(sort: &str, value: &Value) -> bool {
    match sort {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    }
}

/// Whether a name matches one of the forms of pattern in use: a character that is none of these, one
/// of several pieces somewhere, or one of several words, perhaps with an `s` behind it.
fn matches(pattern: &str, name: &str) -> bool {
    if pattern == "[^a-z0-9-]" {
        return name.chars().any(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-'));
    }
    if let Some(pieces) = pattern.strip_prefix('(') {
        return pieces.trim_end_matches(')').split('|').any(|piece| name.contains(piece));
    }
    let words = pattern.strip_prefix("^(").unwrap();
    let (words, end) = words.rsplit_once(')').unwrap();
    let plural = match end {
        "s?$" => name.strip_suffix('s'),
        "$" => None,
        other => panic!("the checker does not know the pattern `{other}`"),
    };
    words.split('|').any(|word| [Some(name), plural].contains(&Some(word)))
}
