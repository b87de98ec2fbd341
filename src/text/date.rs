//! Days, as pages name them.

use jiff::{civil, fmt::strtime};
use std::fmt;

/// A day of the Gregorian calendar, without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// The spellings that name one day and no other. Day comes before month where only slashes or dots
/// separate numbers, as the formats that write dates so do (adr-tools 1, log4brains).
const SPELLINGS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%b %d %Y",
];

impl Date {
    /// Reads a whole text as a day.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        SPELLINGS
            .iter()
            .find_map(|spelling| strtime::parse(spelling, text).ok()?.to_date().ok())
            .filter(|date| (1000..=9999).contains(&date.year()))
            .map(Self)
    }

    /// The day that begins `text`, when something follows it, as in `2024-01-15 (proposed)`.
    pub fn parse_prefix(text: &str) -> Option<Self> {
        let text = text.trim();
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(20);
        let ends: Vec<usize> = ends.collect();
        let whole = |end: usize| {
            let next = text[end..].chars().next();
            next.is_none_or(|c| c == 'T' || !c.is_alphanumeric())
                .then(|| Self::parse(&text[..end]))
                .flatten()
        };
        ends.into_iter().rev().find_map(whole)
    }

    /// The day that is `seconds` after 1970-01-01 in UTC.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let instant = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Self(instant.to_zoned(jiff::tz::TimeZone::UTC).date()))
    }

    /// How many days it is after another one; negative before it.
    pub fn days_since(self, other: Self) -> i32 {
        let span = other.0.until(self.0).expect("days of four-digit years are not far apart");
        span.get_days()
    }

    /// The day so many days later.
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// The day in words, as in `14 March 2026`.
    pub fn in_words(self) -> String {
        self.0.strftime("%-d %B %Y").to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Date::parse_prefix(text).map(|it| it.to_string()).as_deref(), expected);
    }

    #[test]
    fn days_have_many_spellings() {
        for text in [
            "2026-02-03",
            "2026/02/03",
            "2026.02.03",
            "20260203",
            "03/02/2026",
            "3 February 2026",
            "03 Feb 2026",
            "03-Feb-2026",
            "03-02-2026",
            "2026-2-3",
            "February 3, 2026",
            "Feb 3, 2026",
            "2026-02-03 proposed",
            "2026-02-03; last updated 2026-04-09",
            "2026-02-03T10:00:00Z",
        ] {
            check(text, Some("2026-02-03"));
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "soon", "2021-26-02", "2026-02-30", "{YYYY-MM-DD}", "12", "2026-02"] {
            check(text, None);
        }
    }

    #[test]
    fn days_are_counted() {
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(day("2026-03-01").days_since(day("2026-02-01")), 28);
        assert_eq!(day("2025-12-31").days_since(day("2026-01-02")), -2);
        assert_eq!(day("2026-02-01").plus_days(28), day("2026-03-01"));
    }

    #[test]
    fn the_epoch_is_a_day() {
        assert_eq!(Date::from_unix(86_400).unwrap().to_string(), "1970-01-02");
    }
}
