//! The query language: words, and `field:value`.
//!
//! `kafka kind:decision status:accepted,proposed -status:draft` means what it means on a forge:
//! every term must hold, a comma is *or*, a dash is *not*, and quotes keep words together.

use crate::handbook::{EntryIndex, Handbook};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    not: bool,
    ask: Ask,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Ask {
    /// A word in the id, the title or the path, in lower case.
    Word(String),
    Kind(Vec<String>),
    Status(Vec<String>),
}

/// A term that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The term as written.
    pub term: String,
    /// What is wrong with it.
    pub message: String,
}

const FIELDS: &[&str] = &["kind", "status"];

impl Query {
    /// Reads a query. Total: a term that cannot be understood is left out, and said.
    pub fn parse(text: &str) -> (Self, Vec<Misread>) {
        let mut query = Self::default();
        let mut misread = Vec::new();
        for written in split(text) {
            let (not, rest) = match written.strip_prefix('-').filter(|rest| !rest.is_empty()) {
                Some(rest) => (true, rest),
                None => (false, written.as_str()),
            };
            match ask(rest) {
                Ok(ask) => query.terms.push(Term { not, ask }),
                Err(message) => misread.push(Misread { term: written.clone(), message }),
            }
        }
        (query, misread)
    }

    /// The values that mean nothing in this handbook, so that no entry can have them.
    pub fn strangers(&self, handbook: &Handbook) -> Vec<Misread> {
        let method = &handbook.method;
        let strange = |field: &str, value: &String, names: Vec<&str>| Misread {
            term: format!("{field}:{value}"),
            message: format!("there is no {field} `{value}`; there are {}", names.join(", ")),
        };
        let asks = self.terms.iter().map(|term| &term.ask);
        let found = asks.flat_map(|ask| match ask {
            Ask::Word(_) => Vec::new(),
            Ask::Kind(kinds) => {
                let unknown = kinds.iter().filter(|it| method.kind_named(it).is_none());
                let names = || method.kinds.iter().map(|kind| kind.name.as_str()).collect();
                unknown.map(|it| strange("kind", it, names())).collect()
            }
            Ask::Status(statuses) => {
                let known = |it: &str| it == "unknown" || method.status_named(it).is_some();
                let unknown = statuses.iter().filter(|it| !known(it));
                let names = || method.statuses.iter().map(|status| status.name.as_str()).collect();
                unknown.map(|it| strange("status", it, names())).collect()
            }
        });
        found.collect()
    }

    /// Whether an entry is asked for.
    pub fn matches(&self, handbook: &Handbook, at: EntryIndex) -> bool {
        self.terms.iter().all(|term| term.not != holds(&term.ask, handbook, at))
    }
}

/// The terms of a query: separated by blanks, unless these stand in quotes.
fn split(text: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => terms.push(String::new()),
            c => terms.last_mut().expect("there is always a term under way").push(c),
        }
    }
    terms.retain(|term| !term.is_empty());
    terms
}

fn ask(term: &str) -> Result<Ask, String> {
    let Some((field, values)) = term.split_once(':') else {
        return Ok(Ask::Word(term.to_lowercase()));
    };
    let values = values.split(',').filter(|it| !it.is_empty()).map(str::to_lowercase).collect();
    match field.to_lowercase().as_str() {
        "kind" => Ok(Ask::Kind(values)),
        "status" => Ok(Ask::Status(values)),
        other => {
            let near = FIELDS.iter().find(|field| strsim::osa_distance(field, other) <= 2);
            let meant = near.map(|near| format!("; did you mean `{near}:`?")).unwrap_or_default();
            Err(format!("there is no field `{other}:`{meant}"))
        }
    }
}

fn holds(ask: &Ask, handbook: &Handbook, at: EntryIndex) -> bool {
    match ask {
        Ask::Word(word) => {
            let part = handbook.part(at);
            let texts =
                [handbook.label(at), &part.title.value, handbook.page_of(at).path().as_str()];
            texts.iter().any(|text| text.to_lowercase().contains(word))
        }
        Ask::Kind(kinds) => {
            let own = handbook.entry(at).kind;
            kinds.iter().any(|kind| own.is_some() && handbook.method.kind_named(kind) == own)
        }
        Ask::Status(statuses) => {
            let own = handbook.effective(at);
            statuses.iter().any(|status| match own {
                Some(own) => handbook.method.status_named(status) == Some(own),
                None => status == "unknown" && handbook.entry(at).kind.is_some(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_words_fields_and_their_opposites() {
        let (query, misread) = Query::parse("Kafka \"two words\" -status:draft kind:adr,req");
        assert_eq!(misread, []);
        let word = |text: &str| Term { not: false, ask: Ask::Word(text.to_owned()) };
        assert_eq!(query.terms[..2], [word("kafka"), word("two words")]);
        assert_eq!(query.terms[2], Term { not: true, ask: Ask::Status(vec!["draft".to_owned()]) });
        assert_eq!(query.terms.len(), 4);
    }

    #[test]
    fn a_field_that_is_not_there_is_said() {
        let (query, misread) = Query::parse("kafka staus:draft");
        assert_eq!(query.terms.len(), 1);
        assert_eq!(misread[0].message, "there is no field `staus:`; did you mean `status:`?");
    }
}
