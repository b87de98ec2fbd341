//! Names that people spell in several ways.

/// A name as a key: lower case, with `-` between its words.
///
/// `Superseded_By`, `superseded by` and `supersededBy` are one key.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut lower_before = false;
    for c in name.trim().chars() {
        let gap = matches!(c, ' ' | '_' | '-' | '\u{a0}');
        if (gap || (lower_before && c.is_uppercase())) && !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
        lower_before = !gap && c.is_lowercase();
        if !gap {
            if c.is_ascii() {
                key.push(c.to_ascii_lowercase());
            } else {
                key.extend(c.to_lowercase());
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_spelling() {
        for name in ["superseded-by", "Superseded_By", " superseded  by", "supersededBy"] {
            assert_eq!(key(name), "superseded-by");
        }
        assert_eq!(key("Decision Makers"), "decision-makers");
        assert_eq!(key("ADR"), "adr");
    }
}
