//! What stands between two days or two numbers: `>=2026-03`, `2026-01..2026-06`, `<10`.

use crate::text::Date;
use std::ops::{Bound, RangeBounds};

/// Everything from one value to another, both ends open or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range<T>(Bound<T>, Bound<T>);

impl<T: Copy + Ord> Range<T> {
    pub(super) fn contains(&self, value: T) -> bool {
        (self.0, self.1).contains(&value)
    }

    /// Reads a range. `read` says the first and the last value that a text means.
    fn parse(text: &str, read: impl Fn(&str) -> Option<(T, T)>) -> Option<Self> {
        use Bound::{Excluded, Included, Unbounded};
        if let Some((from, to)) = text.split_once("..") {
            let from = if from.is_empty() { Unbounded } else { Included(read(from)?.0) };
            let to = if to.is_empty() { Unbounded } else { Included(read(to)?.1) };
            let backwards = matches!((from, to), (Included(from), Included(to)) if from > to);
            let endless = (from, to) == (Unbounded, Unbounded);
            return (!backwards && !endless).then_some(Self(from, to));
        }
        let signs = text.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(text.len());
        let (sign, value) = text.split_at(signs);
        let (first, last) = read(value)?;
        let (from, to) = match sign {
            "" | "=" => (Included(first), Included(last)),
            ">=" => (Included(first), Unbounded),
            ">" => (Excluded(last), Unbounded),
            "<=" => (Unbounded, Included(last)),
            "<" => (Unbounded, Excluded(first)),
            _ => return None,
        };
        Some(Self(from, to))
    }
}

/// Reads a range of days. A year and a month mean all of their days.
pub(super) fn days(text: &str) -> Option<Range<Date>> {
    Range::parse(text, |text| {
        let numeral = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
        let pieces: Vec<&str> = text.split('-').collect();
        let day = |month: &str, day| Date::parse(&format!("{}-{month}-{day}", pieces[0]));
        match pieces[..] {
            [year] if year.len() == 4 && numeral(year) => Some((day("01", 1)?, day("12", 31)?)),
            [year, month] if year.len() == 4 && numeral(year) && numeral(month) => {
                let last = (28..=31).rev().find_map(|last| day(month, last));
                Some((day(month, 1)?, last?))
            }
            _ => Date::parse(text).map(|day| (day, day)),
        }
    })
}

/// Reads a range of whole numbers.
pub(super) fn numbers(text: &str) -> Option<Range<u32>> {
    Range::parse(text, |text| text.parse().ok().map(|number| (number, number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, inside: &[&str], outside: &[&str]) {
        let range = days(text).unwrap();
        let inside = inside.iter().map(|day| (day, true));
        for (day, expected) in inside.chain(outside.iter().map(|day| (day, false))) {
            assert_eq!(range.contains(Date::parse(day).unwrap()), expected, "{day} in {text}");
        }
    }

    #[test]
    fn a_month_is_all_of_its_days() {
        check("2026-02", &["2026-02-01", "2026-02-28"], &["2026-01-31", "2026-03-01"]);
        check(">2026-02", &["2026-03-01"], &["2026-02-28"]);
        check("<2024", &["2023-12-31"], &["2024-01-01"]);
        check("2024-02..2025", &["2024-02-01", "2025-12-31"], &["2024-01-31", "2026-01-01"]);
        check("..2024-02-10", &["1999-01-01", "2024-02-10"], &["2024-02-11"]);
        check("<=2024-02", &["2024-02-29"], &["2024-03-01"]);
    }

    #[test]
    fn what_is_no_range_is_none() {
        for text in ["soon", "2026-13", "..", "2026..2025", "=>2026", ">", "2026-02-30", "26"] {
            assert_eq!(days(text), None, "{text}");
        }
        for text in ["x", "-1", "3..1", "4294967296", ""] {
            assert_eq!(numbers(text), None, "{text}");
        }
    }
}
