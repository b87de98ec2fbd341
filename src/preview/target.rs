//! From what a browser asks for to an address of the site.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a part of a relative address may hold as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address that a request target names: relative, decoded once, without `.` and `..`. `None` if
/// it is nothing that could be on a site.
pub fn address(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if path.contains(|it: char| it.is_control() || it == '\\') {
        return None;
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let folders = folder.split('/').filter(|_| !folder.is_empty() || path.starts_with('/'));
    if !folders.chain((!name.is_empty()).then_some(name)).all(is_name) {
        return None;
    }
    Some(if name.is_empty() { format!("{path}index.html") } else { path.into_owned() })
}

/// Whether this may be the name of a folder or a file: it does not climb, and names no drive.
fn is_name(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
        && !matches!(part.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic())
}

/// How a page at `address` is told to look for the same name with `more` at its end. The dot in
/// front keeps a colon in the name from looking like a scheme.
pub(super) fn beside(address: &str, more: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or(address);
    format!("./{}{more}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, expected: Option<&str>) {
        assert_eq!(address(target).as_deref(), expected, "{target}");
    }

    #[test]
    fn a_target_is_decoded_once() {
        check("/", Some("index.html"));
        check("/decisions/", Some("decisions/index.html"));
        check("/decisions/0007-x.html?build=3#why", Some("decisions/0007-x.html"));
        check("/a%20b/%C3%A9.html", Some("a b/é.html"));
        check("/100%25.html", Some("100%.html"));
        check("/%2525", Some("%25"));
        check("/a:b.html", None);
        check("/ab:c.html", Some("ab:c.html"));
    }

    #[test]
    fn no_target_leaves_the_site() {
        for target in [
            "/../secret",
            "/..",
            "/a/../../b",
            "/%2e%2e/secret",
            "/a/%2E%2e/b",
            "/..%2fsecret",
            "/a/..",
            "/./a",
            "/a/./b",
            "/%00",
            "/a%00.html",
            "/..%5csecret",
            "/a\\b",
            "/c:/windows",
            "/C%3A/windows",
            "//host/share",
            "//",
            "/a//b",
            "/a//",
            "",
            "a",
            "*",
            "/%ff",
            "http://127.0.0.1/a",
            "/a%0ab",
            "/%2fetc/passwd",
        ] {
            check(target, None);
        }
    }

    #[test]
    fn a_redirect_stays_beside_the_page() {
        assert_eq!(beside("a/b", "/"), "./b/");
        assert_eq!(beside("a/é: b", ".html"), "./%C3%A9%3A%20b.html");
    }
}
