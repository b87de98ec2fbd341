//! What a record is called: by its file, by its heading.

use crate::text::{BookPath, Date};
use std::fmt::{self, Write};

/// The name a record goes by, such as `ADR-0012`, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub String);

impl Id {
    /// The one spelling under which all spellings of an id are found: `adr-7`, `ADR-0007` and
    /// `ADR 007` are the same.
    pub fn key(&self) -> String {
        id_key(&self.0)
    }

    /// What comes before its number, or before its first `~`, if it has such a form.
    pub fn prefix(&self) -> Option<&str> {
        id_prefix(&self.0)
    }

    /// Its number, if it has that form.
    pub fn number(&self) -> Option<u32> {
        split(&self.0).map(|(_, number, _)| number)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// [`Id::key`] of a text that may be an id.
pub fn id_key(text: &str) -> String {
    match split(text) {
        Some((prefix, number, rest)) if rest.len() <= 1 => {
            let mut key = String::with_capacity(text.len() + 1);
            key.extend(prefix.chars().map(|c| c.to_ascii_uppercase()));
            write!(key, "-{number}").expect("a string takes everything");
            key.extend(rest.chars().map(|c| c.to_ascii_lowercase()));
            key
        }
        _ => text.to_lowercase(),
    }
}

/// [`Id::prefix`] of a text that may be an id.
pub fn id_prefix(text: &str) -> Option<&str> {
    let item = || text.split_once('~').map(|(kind, _)| kind);
    split(text).map(|(prefix, _, _)| prefix).or_else(item)
}

/// Whether two texts are spellings of one id: whether [`Id::key`] is the same for both, without
/// making it, for whoever compares an id with those of all entries.
pub fn same_id(one: &str, other: &str) -> bool {
    let short = |text| split(text).filter(|(_, _, rest)| rest.len() <= 1);
    match (short(one), short(other)) {
        (Some((prefix, number, rest)), Some((other_prefix, other_number, other_rest))) => {
            number == other_number
                && prefix.eq_ignore_ascii_case(other_prefix)
                && rest.eq_ignore_ascii_case(other_rest)
        }
        (None, None) => {
            one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
        }
        _ => false,
    }
}

/// A prefix, a number, and what follows them: `ADR-0007-x` is `ADR`, 7, `-x`.
fn split(text: &str) -> Option<(&str, u32, &str)> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (prefix, rest) = text.split_at(letters);
    let rest = rest.strip_prefix(['-', ' ', '_', '\u{a0}']).unwrap_or(rest);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().ok().filter(|_| digits <= 6)?;
    (2..=12).contains(&prefix.len()).then_some((prefix, number, &rest[digits..]))
}

/// What the name of a file says about the record in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileName {
    /// Letters before the number, such as `ADR`.
    pub prefix: Option<String>,
    /// Whether that stands right before the number, as in `ADR015`.
    pub is_joined: bool,
    /// The number, with its zeros.
    pub number: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// The words that follow.
    pub slug: String,
    /// Whether records begin with what is in it.
    pub is_template: bool,
    /// Whether it can be no record: a README of a folder without a number, a template.
    pub is_prose: bool,
}

impl FileName {
    /// Reads the name of the file at `path`. A README or index speaks for its folder.
    pub fn of(path: &BookPath) -> Self {
        let stem = path.stem();
        let index = path.is_index();
        let stem = if index { path.folders().next().unwrap_or_default() } else { stem };
        let mut name = Self::parse(stem);
        let numbered = name.number.is_some() || name.date.is_some();
        let lower = stem.to_lowercase();
        // A record that has a number may well be about templates.
        let about = name.value().is_some_and(|number| number > 0) || name.date.is_some();
        let named_so = lower.contains("template") && !(about && name.slug != "template");
        let among_templates = path.folders().any(|it| matches!(it, "template" | "templates"));
        name.is_template = !index && (named_so || among_templates);
        let aside = lower == "summary" || stem.starts_with('_');
        name.is_prose = (index && !numbered) || named_so || among_templates || aside;
        name
    }

    fn parse(stem: &str) -> Self {
        if let Some((date, slug)) = date_prefix(stem) {
            return Self { date: Some(date), slug: slug.to_owned(), ..Self::default() };
        }
        let (prefix, rest) = match split(stem) {
            Some((prefix, _, _)) => {
                let rest = stem[prefix.len()..].trim_start_matches(['-', '_', ' ']);
                (Some(prefix.to_owned()), rest)
            }
            None => (None, stem),
        };
        if let Some((date, slug)) = date_prefix(rest).filter(|_| prefix.is_some()) {
            return Self { prefix, date: Some(date), slug: slug.to_owned(), ..Self::default() };
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let slug = &rest[digits..];
        let ends = slug.is_empty() || slug.starts_with(['-', '_', '.', ' ']);
        if !(1..=6).contains(&digits) || !ends {
            return Self { slug: stem.to_owned(), ..Self::default() };
        }
        let slug = slug.trim_start_matches(['-', '_', '.', ' ']).to_owned();
        let is_joined = prefix.as_ref().is_some_and(|it| it.len() + rest.len() == stem.len());
        Self { prefix, is_joined, number: Some(rest[..digits].to_owned()), slug, ..Self::default() }
    }

    /// The number as a number.
    pub fn value(&self) -> Option<u32> {
        self.number.as_ref()?.parse().ok()
    }

    /// The words of the name, as a title.
    pub fn words(&self) -> String {
        let words = self.slug.replace(['-', '_'], " ");
        let mut chars = words.trim().chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }
}

/// A day at the start of a name: eight digits, or three groups with dashes.
fn date_prefix(stem: &str) -> Option<(Date, &str)> {
    [8, 10].into_iter().find_map(|length| {
        let (day, rest) = stem.split_at_checked(length)?;
        let ends = rest.is_empty() || rest.starts_with(['-', '_', '.', ' ']);
        let digits = |c: char| c.is_ascii_digit();
        let shaped = ends && day.starts_with(digits) && day.ends_with(digits);
        let date = shaped.then(|| Date::parse(day))??;
        Some((date, rest.trim_start_matches(['-', '_', '.', ' '])))
    })
}

/// Words that say no more than that this is a record.
const LABELS: &[&str] = &["adr", "madr", "decision record", "architecture decision record"];

/// A title without such words before a mark, as in *ADR — X*.
fn without_kind(title: &str) -> &str {
    let marks = [" — ", " – ", " - ", ": "];
    let split = marks.iter().filter_map(|mark| title.split_once(mark));
    let mut words = split.filter(|(label, _)| LABELS.contains(&label.to_lowercase().as_str()));
    words.next().map_or(title, |(_, rest)| rest.trim())
}

/// A title without the words that some put before the number of the file, as in *House RFC 0007:
/// X*.
fn without_label<'a>(title: &'a str, name: &FileName) -> &'a str {
    let Some(digits) = title.find(|c: char| c.is_ascii_digit()) else {
        return title;
    };
    let (label, rest) = title.split_at(digits);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let words = label.split_whitespace().count();
    let letters = label.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let own = rest[..end].parse().ok() == name.value() && name.value().is_some();
    let labels = (2..=3).contains(&words) && letters && label.ends_with(' ');
    if labels && own && rest[end..].trim_start().starts_with([':', '.']) { rest } else { title }
}

/// A title without the number or id it begins with, and that number and id.
///
/// A number without punctuation is only taken off when it is the one in the file's name, so that
/// *3 reasons* keeps its three.
pub(super) fn strip(title: &str, name: &FileName) -> (Option<Id>, Option<u32>, String) {
    let title = without_kind(title);
    let whole = (None, None, title.to_owned());
    let bare = without_label(title, name).trim_start_matches(['[', '(', '#']);
    let mut shouted = true;
    let (id, number, rest) = if let Some((prefix, number, rest)) = split(bare) {
        // *Answer 5 within a second* is a sentence.
        shouted = !bare[prefix.len()..].starts_with(' ') || !prefix.contains(char::is_lowercase);
        (Some(Id(bare[..bare.len() - rest.len()].to_owned())), number, rest)
    } else {
        let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
        let Some(number) = bare[..digits].parse().ok().filter(|_| digits <= 8) else {
            return whole;
        };
        (None, number, &bare[digits..])
    };
    let marks = |c: char| matches!(c, ']' | ')' | '.' | ':' | '-' | '–' | '—') || c.is_whitespace();
    let words = rest.trim_start_matches(marks);
    let mark = &rest[..rest.len() - words.len()];
    let punctuated = mark.contains(|c: char| !c.is_whitespace());
    let known = (id.is_some() && shouted) || punctuated || name.value() == Some(number);
    let apart = mark.contains(char::is_whitespace) || mark.contains(':');
    if words.is_empty() || !known || !apart {
        return whole;
    }
    (id, Some(number), words.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_an_id_have_one_key() {
        for id in ["ADR-7", "adr-0007", "ADR 007", "ADR0007", "ADR_7"] {
            assert_eq!(Id(id.to_owned()).key(), "ADR-7");
        }
        assert_eq!(Id("REQ-021a".to_owned()).key(), "REQ-21a");
        let ids =
            ["ADR-7", "adr 007", "ADR-8", "ADR-7a", "REQ-021A", "req-21a", "Pay", "pay", "ADR-7-x"];
        for (one, other) in ids.iter().flat_map(|one| ids.map(|other| (*one, other))) {
            let same = Id(one.to_owned()).key() == Id(other.to_owned()).key();
            assert_eq!(same_id(one, other), same, "{one} and {other}");
        }
        assert_eq!(Id("payments".to_owned()).key(), "payments");
    }

    #[track_caller]
    fn name(path: &str, prefix: &str, number: &str, date: &str, slug: &str) {
        let name = FileName::of(&BookPath::new(path).unwrap());
        assert_eq!(name.prefix.as_deref().unwrap_or_default(), prefix);
        assert_eq!(name.number.as_deref().unwrap_or_default(), number);
        assert_eq!(name.date.map(|it| it.to_string()).unwrap_or_default(), date);
        assert_eq!(name.slug, slug);
    }

    #[test]
    fn file_names_carry_numbers_and_days() {
        name("0001-record-x.md", "", "0001", "", "record-x");
        name("ADR-001-x.md", "ADR", "001", "", "x");
        name("ADR015-x.md", "ADR", "015", "", "x");
        name("adr_7.md", "adr", "7", "", "");
        name("0007_some_title.md", "", "0007", "", "some_title");
        name("20200101-slug-2.md", "", "", "2020-01-01", "slug-2");
        name("2020-01-01-slug.md", "", "", "2020-01-01", "slug");
        name("ADR-2026-08-24-slug.md", "ADR", "", "2026-08-24", "slug");
        name("00108 Title.md", "", "00108", "", "Title");
        name("choose-kafka.md", "", "", "", "choose-kafka");
        name("0002-x/README.md", "", "0002", "", "x");
        name("3d-engine.md", "", "", "", "3d-engine");
    }

    #[test]
    fn readmes_and_templates_are_prose() {
        let prose = |path| FileName::of(&BookPath::new(path).unwrap()).is_prose;
        assert!(
            prose("adr/README.md") && prose("adr/adr-template.md") && prose("templates/0001.md")
        );
        assert!(prose("adr/0000-adr-template-de.md") && prose("adr/0001-template.md"));
        assert!(!prose("adr/0039-a-template-engine.md"));
        assert!(!prose("adr/0001-x/README.md") && !prose("adr/0001-x.md"));
    }

    #[track_caller]
    fn title(title: &str, id: Option<&str>, number: Option<u32>, rest: &str) {
        let (found, value, words) =
            strip(title, &FileName::of(&BookPath::new("0007-x.md").unwrap()));
        assert_eq!((found.as_ref().map(|it| &*it.0), value, &*words), (id, number, rest));
    }

    #[test]
    fn titles_lose_their_number() {
        title("1. Record x", None, Some(1), "Record x");
        title("ADR-001: X", Some("ADR-001"), Some(1), "X");
        title("ADR 0001 — X", Some("ADR 0001"), Some(1), "X");
        title("ADR015: X", Some("ADR015"), Some(15), "X");
        title("[001] X", None, Some(1), "X");
        title("0007 X", None, Some(7), "X");
        title("House RFC 0007: X", None, Some(7), "X");
        title("House RFC 0008: X", None, None, "House RFC 0008: X");
        title("ADR — X", None, None, "X");
        title("3 reasons for X", None, None, "3 reasons for X");
        title("2.5 times faster", None, None, "2.5 times faster");
        title("Use H2", None, None, "Use H2");
        title("ADR-7", None, None, "ADR-7");
    }
}
