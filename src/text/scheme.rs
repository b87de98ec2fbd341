//! What an address leads to, by how it begins.

/// What a site may link to. Everything else is a script, a disk, or nobody's business.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp"];

/// The scheme that an address begins with (RFC 3986, section 3.1), as it is written; none where it
/// is a path. A letter by itself is a drive.
pub fn scheme(address: &str) -> Option<&str> {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    let named = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(legal)
        && address[scheme.len()..].starts_with(':');
    named.then_some(scheme)
}

/// Whether a site may link to addresses of this scheme.
pub fn is_linked(scheme: &str) -> bool {
    SCHEMES.iter().any(|it| it.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_told_from_a_path() {
        let schemes = [
            ("https://a.b/c:d", Some("https")),
            ("JavaScript:alert(1)", Some("JavaScript")),
            ("data:text/html,x", Some("data")),
            ("c:\\windows", None),
            ("a/b:c", None),
            ("#a:b", None),
            ("?a:b", None),
            ("1a:b", None),
            ("java\tscript:x", None),
            (":a", None),
            ("", None),
        ];
        for (address, expected) in schemes {
            assert_eq!(scheme(address), expected, "{address}");
        }
        assert!(is_linked("HTTPS") && !is_linked("javascript") && !is_linked("file"));
    }
}
