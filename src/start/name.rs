//! How the files of a series of records are named, and what the next one is called.

use super::slug;
use crate::{
    page::FileName,
    text::{BookPath, Date},
};
use std::collections::BTreeMap;

/// How the files of a series are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameForm {
    /// What stands around the words.
    pub(super) frame: Frame,
    /// How many digits numbers are filled up to with zeros; 1 where they are not.
    pub(super) width: usize,
    /// What stands between words; `None` where names have no words.
    pub(super) joint: Option<char>,
    /// Whether all words are in lower case.
    pub(super) lower: bool,
}

/// What stands around the words of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Frame {
    /// What stands before the number or day, such as `adr-`.
    pub(super) before: String,
    /// Whether it is a number or a day.
    pub(super) core: Core,
    /// What stands between that and the words.
    between: String,
    /// What stands behind them: `.md`, or `/README.md` where each record has a folder.
    end: String,
}

/// What tells the names of a series apart, beside their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Core {
    /// A number.
    Number,
    /// A day, as `2026-03-14`.
    Day,
    /// A day, as `20260314`.
    Digits,
    /// Nothing.
    Words,
}

/// The name of one file, taken apart.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    pub(super) frame: Frame,
    /// The number with its zeros, or the day; empty where there is none.
    pub(super) core: &'a str,
    words: &'a str,
}

impl<'a> Pieces<'a> {
    /// Takes the name of a record's file apart.
    pub(super) fn of(path: &'a BookPath, name: &FileName) -> Self {
        let folder = path.folder().rsplit('/').next().unwrap_or_default();
        let (stem, end) = if path.is_index() && (name.number.is_some() || name.date.is_some()) {
            (folder, format!("/{}", path.name()))
        } else {
            (path.stem(), path.name()[path.stem().len()..].to_owned())
        };
        let digits = stem.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
        let dashed = stem[digits..].find(|c: char| !c.is_ascii_digit()) == Some(4);
        let (core, length) = match (&name.number, name.date) {
            (Some(number), _) => (Core::Number, number.len()),
            (None, Some(_)) if dashed => (Core::Day, 10),
            (None, Some(_)) => (Core::Digits, 8),
            (None, None) => (Core::Words, 0),
        };
        let start = if length == 0 { 0 } else { digits };
        let (before, rest) = stem.split_at(start);
        let (text, rest) = rest.split_at(length.min(rest.len()));
        let words = rest.trim_start_matches(['-', '_', '.', ' ']);
        let between = rest[..rest.len() - words.len()].to_owned();
        Self { frame: Frame { before: before.to_owned(), core, between, end }, core: text, words }
    }
}

impl NameForm {
    /// The form of most of the names; `None` without names.
    pub(super) fn of_most(names: &[Pieces<'_>]) -> Option<Self> {
        let frame = most(names.iter().map(|it| it.frame.clone()))?;
        let own = || names.iter().filter(|it| it.frame == frame);
        let padded = own().filter(|it| it.core.starts_with('0') && it.core.len() > 1);
        let width = most(padded.map(|it| it.core.len())).unwrap_or(1);
        let worded = || own().map(|it| it.words).filter(|it| !it.is_empty());
        let joint =
            most(worded().filter_map(|it| it.chars().find(|c| matches!(c, '-' | '_' | ' '))));
        let joint = worded().next().map(|_| joint.unwrap_or('-'));
        let lower = most(worded().map(|it| !it.contains(char::is_uppercase))).unwrap_or(true);
        Some(Self { frame, width, joint, lower })
    }

    /// The form of a book that has no records yet: `0007-the-title.md`.
    pub(super) fn usual() -> Self {
        let (before, between, end) = (String::new(), "-".to_owned(), ".md".to_owned());
        let frame = Frame { before, core: Core::Number, between, end };
        Self { frame, width: 4, joint: Some('-'), lower: true }
    }

    /// The number as names write it.
    pub(super) fn number(&self, number: u32) -> String {
        format!("{number:0width$}", width = self.width)
    }

    /// The name of a new file, and the part of it that speaks of the record: that without its
    /// ending.
    pub(super) fn name(&self, number: u32, day: Date, title: &str) -> (String, String) {
        let Frame { before, core, between, end } = &self.frame;
        let core = match core {
            Core::Number => self.number(number),
            Core::Day => day.to_string(),
            Core::Digits => day.to_string().replace('-', ""),
            Core::Words => String::new(),
        };
        let words = self.joint.map(|joint| slug::words(title, joint, self.lower));
        let words = words.filter(|it| !it.is_empty());
        let gap = if core.is_empty() || between.is_empty() { "-" } else { between };
        let gap = if words.is_some() && !core.is_empty() { gap } else { "" };
        let stem = format!("{before}{core}{gap}{}", words.unwrap_or_default());
        (format!("{stem}{end}"), stem)
    }
}

/// What there is most of; of what there is as much of, the last in order.
pub(super) fn most<T: Ord>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(item, _)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the record after those at `paths` is called.
    #[track_caller]
    fn check(paths: &[&str], number: u32, expected: &str) {
        let paths: Vec<BookPath> = paths.iter().map(|it| BookPath::new(it).unwrap()).collect();
        let names: Vec<FileName> = paths.iter().map(FileName::of).collect();
        let pieces: Vec<Pieces<'_>> =
            paths.iter().zip(&names).map(|(path, name)| Pieces::of(path, name)).collect();
        let form = NameForm::of_most(&pieces).unwrap();
        let day = Date::parse("2026-11-22").unwrap();
        assert_eq!(form.name(number, day, "Use the Event log").0, expected);
    }

    #[test]
    fn the_next_name_is_as_the_others_are() {
        check(&["a/0001-x.md", "a/0002-y-z.md"], 3, "0003-use-the-event-log.md");
        check(&["a/ADR-001_x_y.md", "a/ADR-002_z.md"], 3, "ADR-003_use_the_event_log.md");
        check(&["a/ADR015-x.md"], 16, "ADR016-use-the-event-log.md");
        check(&["a/adr-100-x.md", "a/adr-101-y.md"], 102, "adr-102-use-the-event-log.md");
        check(&["a/857-x.md", "a/1089-y.md"], 1090, "1090-use-the-event-log.md");
        check(&["a/9-x.md"], 10, "10-use-the-event-log.md");
        check(&["a/00108 Some Title.md"], 109, "00109 Use the Event log.md");
        check(&["a/2026-01-02-x-y.md"], 1, "2026-11-22-use-the-event-log.md");
        check(&["a/20260102-x.md"], 1, "20261122-use-the-event-log.md");
        check(&["a/ADR-2026-01-02-x.md"], 1, "ADR-2026-11-22-use-the-event-log.md");
        check(&["a/0050--front--x.md"], 51, "0051--use-the-event-log.md");
        check(&["a/choose-kafka.md", "a/b.markdown", "a/c.md"], 4, "use-the-event-log.md");
        check(&["a/ADR-007.md"], 8, "ADR-008.md");
        check(&["a/0829-x/README.md"], 830, "0830-use-the-event-log/README.md");
        check(&["a/2022-11-09-x/README.md"], 1, "2026-11-22-use-the-event-log/README.md");
    }

    #[test]
    fn the_form_of_most_counts() {
        let paths = ["a/001-x.md", "a/0001-x-y.md", "a/0002-z.md", "a/notes.md"];
        check(&paths, 14, "0014-use-the-event-log.md");
    }
}
