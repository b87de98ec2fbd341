//! What an entry says, as one short number: it changes when what counts does, and not when text is
//! wrapped anew, a list is sorted, or an id is spelled another way.

use super::{EntryIndex, Handbook};
use crate::page::Id;

/// Fields that say when something happened to the page, not what it says.
const PASSING: &[&str] = &["last-updated", "updated", "modified", "weight", "nav-order", "layout"];
/// As many hexadecimal digits tell the texts of a book apart.
const DIGITS: usize = 16;

/// The fingerprint of an entry: the first half of a hash (BLAKE3) of its title, its fields, what it
/// says under each heading, and its criteria.
pub fn fingerprint(handbook: &Handbook, at: EntryIndex) -> String {
    let part = handbook.part(at);
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        for word in text.split_whitespace() {
            hasher.update(word.as_bytes());
            hasher.update(b" ");
        }
        hasher.update(b"\n");
    };
    add(&part.title.value);
    let mut fields: Vec<String> = part
        .fields
        .iter()
        .filter(|field| !PASSING.contains(&field.key.as_str()))
        .map(|field| {
            let relation = handbook.method.relation_told(&field.key).is_some();
            let texts = field.value.texts().into_iter().map(|text| {
                let text = text.value.trim().to_owned();
                if relation { Id(text).key() } else { text }
            });
            let mut texts: Vec<String> = texts.collect();
            texts.sort();
            format!("{} {}", field.key, texts.join(" "))
        })
        .collect();
    fields.sort();
    for field in &fields {
        add(field);
    }
    for passage in &part.passages {
        add(&passage.key);
        add(&passage.text);
    }
    for criterion in &part.criteria {
        add(&criterion.text);
    }
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}
