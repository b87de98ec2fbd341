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

/// The months from January on, by how their names begin in Portuguese, French, Spanish, German and
/// Italian; English names are among the spellings.
const MONTHS: [&[&str]; 12] = [
    &["janeiro", "janvier", "enero", "januar", "jänner", "gennaio"],
    &["fevereiro", "février", "febrero", "februar", "febbraio"],
    &["março", "mars", "marzo", "märz"],
    &["abril", "avril", "april", "aprile"],
    &["maio", "mai", "mayo", "maggio", "may"],
    &["junho", "juin", "junio", "juni", "giugno"],
    &["julho", "juillet", "julio", "juli", "luglio"],
    &["agosto", "août", "august"],
    &["setembro", "septembre", "septiembre", "september", "settembre"],
    &["outubro", "octobre", "octubre", "oktober", "ottobre"],
    &["novembro", "novembre", "noviembre", "november"],
    &["dezembro", "décembre", "diciembre", "dezember", "dicembre"],
];

impl Date {
    /// Reads a whole text as a day.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let found = SPELLINGS
            .iter()
            .find_map(|spelling| strtime::parse(spelling, text).ok()?.to_date().ok());
        let date = found.or_else(|| in_other_words(text)).or_else(|| in_east_asia(text))?;
        (1000..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// The day that begins `text`, when something follows it, as in `2024-01-15 (proposed)`.
    pub fn parse_prefix(text: &str) -> Option<Self> {
        let text = text.trim();
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(32);
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

    /// Its year.
    pub fn year(self) -> i32 {
        self.0.year().into()
    }

    /// Its month, from 1.
    pub fn month(self) -> i32 {
        self.0.month().into()
    }

    /// The first day of a month; none of one that no page could name.
    pub fn first_of(year: i32, month: i32) -> Option<Self> {
        let date = civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, 1).ok()?;
        (1000..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// The day in words, as in `14 March 2026`.
    pub fn in_words(self) -> String {
        self.0.strftime("%-d %B %Y").to_string()
    }
}

/// `16 de julho de 2026`, `16. Juli 2026`, `1er mars 2026`.
fn in_other_words(text: &str) -> Option<civil::Date> {
    let (day, rest) = number(text)?;
    let rest = rest.strip_prefix("er").or(rest.strip_prefix("º")).unwrap_or(rest);
    let mut words = rest.trim_start_matches('.').split_whitespace().filter(|it| *it != "de");
    let (name, year) = (words.next()?.to_lowercase(), words.next()?);
    let month = MONTHS.iter().position(|names| names.contains(&name.as_str()))?;
    let year = year.parse().ok().filter(|_| year.len() == 4 && words.next().is_none())?;
    civil::Date::new(year, i8::try_from(month + 1).ok()?, day.try_into().ok()?).ok()
}

/// `2026年7月16日`, `2026년 7월 16일`.
fn in_east_asia(text: &str) -> Option<civil::Date> {
    let (year, rest) = number(text)?;
    let (month, rest) = number(rest.strip_prefix(['年', '년'])?)?;
    let (day, rest) = number(rest.strip_prefix(['月', '월'])?)?;
    matches!(rest, "日" | "일").then_some(())?;
    civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The number that a text begins with, and what follows it.
fn number(text: &str) -> Option<(i16, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, text[end..].trim_start_matches(' ')))
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
            "3 de fevereiro de 2026",
            "3 février 2026",
            "3 de febrero de 2026",
            "3. Februar 2026",
            "3 febbraio 2026",
            "2026年2月3日",
            "2026년 2월 3일",
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
    }

    #[test]
    fn the_epoch_is_a_day() {
        assert_eq!(Date::from_unix(86_400).unwrap().to_string(), "1970-01-02");
    }
}
