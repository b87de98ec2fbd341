//! What file systems make of names: which of them they take for the same, and which they refuse.
//!
//! A site is built on one system, and kept, packed and served on others. So these are the rules of
//! all of them at once, the same wherever archbook runs.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes. Systems take 255, of which some are left for a name beside it.
const NAME_BYTES_MAX: usize = 240;

/// The names that Windows keeps for devices, in any case and with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The longest of them.
const DEVICE_BYTES_MAX: usize = 7;

/// Those of which there are nine each. Windows takes the raised digits for digits, too.
const PORTS: &[&str] = &["com", "lpt"];
const PORT_NUMBERS: &[char] = &['1', '2', '3', '4', '5', '6', '7', '8', '9', '¹', '²', '³'];

/// What two paths have in common that a disk could take for the same: disks may ignore case, and
/// how letters with marks are put together.
pub fn folded(path: &str) -> Cow<'_, str> {
    if path.is_ascii() {
        let is_small = !path.bytes().any(|it| it.is_ascii_uppercase());
        return if is_small { path.into() } else { path.to_ascii_lowercase().into() };
    }
    // A letter with two small forms, such as sigma, is known by its large one. The large form of
    // others is several letters, which no disk takes for the one.
    let small = |letter: char| {
        let mut large = letter.to_uppercase();
        let single = large.next().filter(|_| large.next().is_none());
        single.unwrap_or(letter).to_lowercase()
    };
    path.nfd().flat_map(small).nfc().collect()
}

/// The path itself if every system can hold it, else one near it that they can.
pub fn portable(path: &str) -> Cow<'_, str> {
    if path.split('/').all(is_portable) {
        return Cow::Borrowed(path);
    }
    let names: Vec<String> = path.split('/').map(near).collect();
    Cow::Owned(names.join("/"))
}

/// Whether every system can hold a file of this name.
fn is_portable(name: &str) -> bool {
    name.len() <= NAME_BYTES_MAX
        && !name.ends_with(['.', ' '])
        && !name.contains(is_special)
        && !is_device(stem(name))
}

fn near(name: &str) -> String {
    let mut near = name.replace(is_special, "-");
    if near.ends_with(['.', ' ']) {
        near.push('-');
    }
    if is_device(stem(&near)) {
        near.insert(stem(&near).len(), '-');
    }
    if near.len() > NAME_BYTES_MAX {
        let extension = near.rfind('.').map_or(String::new(), |at| near.split_off(at));
        let room = NAME_BYTES_MAX.saturating_sub(extension.len());
        near.truncate(near.floor_char_boundary(room));
        near.push_str(&extension);
        near.truncate(near.floor_char_boundary(NAME_BYTES_MAX));
    }
    near
}

/// What comes before the first dot, which is all that Windows looks at.
fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name).trim_end()
}

fn is_device(stem: &str) -> bool {
    if stem.len() > DEVICE_BYTES_MAX {
        return false;
    }
    let numbered = |port: &str| {
        let (name, number) = stem.split_at_checked(port.len())?;
        Some(name.eq_ignore_ascii_case(port) && number.strip_suffix(PORT_NUMBERS) == Some(""))
    };
    DEVICES.iter().any(|it| it.eq_ignore_ascii_case(stem))
        || PORTS.iter().any(|it| numbered(it) == Some(true))
}

/// Characters that Windows takes in no name: some mean something to it, one begins a drive or
/// another stream of a file.
fn is_special(character: char) -> bool {
    matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(portable(path), expected);
        assert_eq!(portable(expected), expected, "what is near can be held");
    }

    #[test]
    fn names_that_every_system_can_hold_stay_as_they_are() {
        for path in ["a/b.html", ".well-known/x", "a b/é.html", "common.html", "com.html", "com10"]
        {
            check(path, path);
        }
    }

    #[test]
    fn names_that_windows_refuses_become_others() {
        check("aux.html", "aux-.html");
        check("a/CON/Lpt1.tar.gz", "a/CON-/Lpt1-.tar.gz");
        check("com¹ .html", "com¹- .html");
        check("a:b/c?.html", "a-b/c-.html");
        check("c:x\\..\\y", "c-x-..-y");
        check("draft./end /x.html", "draft.-/end -/x.html");
        check("a\nb\0.html", "a-b-.html");
    }

    #[test]
    fn names_are_as_long_as_they_may_be() {
        let long = format!("a/{}.html", "é".repeat(130));
        let near = portable(&long);
        assert!(near.len() <= 2 + NAME_BYTES_MAX && near.ends_with("é.html"), "{near}");
        let odd = format!("a.{}", "b".repeat(300));
        assert_eq!(portable(&odd).len(), NAME_BYTES_MAX);
    }

    #[test]
    fn what_a_disk_could_take_for_the_same_folds_to_the_same() {
        for (one, other) in [
            ("A/B.html", "a/b.html"),
            ("caf\u{e9}.md", "cafe\u{301}.md"),
            ("CAF\u{c9}.md", "cafe\u{301}.md"),
            ("ΟΔΟΣ.md", "οδος.md"),
            ("οδοσ.md", "οδος.md"),
            ("\u{212b}.md", "å.md"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        for (one, other) in [("a.md", "á.md"), ("straße.md", "strasse.md"), ("a/b", "a-b")] {
            assert_ne!(folded(one), folded(other));
        }
    }
}
