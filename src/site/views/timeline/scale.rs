//! Where a day is on a drawing, and where years and months begin.

use crate::text::Date;

/// How wide a drawing is.
pub(super) const WIDTH: i32 = 1040;
/// What stands left of the first day and right of the last.
const MARGIN: i32 = 16;
const MARGIN_AFTER: i32 = 64;
/// How many ticks there are at most.
const TICKS_MAX: usize = 12;
/// How many months may lie between two ticks, the fewest first.
const STEPS: [i32; 8] = [1, 3, 6, 12, 24, 60, 120, 1200];

/// From which day to which a drawing goes.
pub(super) struct Scale {
    first: Date,
    days: i32,
}

impl Scale {
    /// A scale that has room for these days.
    pub(super) fn of(days: impl Iterator<Item = Date> + Clone) -> Self {
        let first = days.clone().min().expect("today is always among the days");
        let last = days.max().expect("today is always among the days");
        Self { first, days: last.days_since(first).max(1) }
    }

    /// How far from the left a day is.
    pub(super) fn x(&self, day: Date) -> i32 {
        let room = i64::from(WIDTH - MARGIN - MARGIN_AFTER);
        let after = i64::from(day.days_since(self.first)) * room / i64::from(self.days);
        MARGIN + i32::try_from(after).expect("a day of the scale is on the drawing")
    }

    /// Where years or months begin, with what they are called.
    pub(super) fn ticks(&self) -> Vec<(i32, String)> {
        let ticks = |step: &i32| self.ticks_of(*step);
        STEPS.iter().map(ticks).find(|it| it.len() <= TICKS_MAX).unwrap_or_default()
    }

    fn ticks_of(&self, step: i32) -> Vec<(i32, String)> {
        let months = self.first.year() * 12 + self.first.month() - 1;
        let begin = (months + step - 1).div_euclid(step) * step;
        let days = (0..).map_while(|at| {
            let months = begin + at * step;
            Date::first_of(months.div_euclid(12), months.rem_euclid(12) + 1)
        });
        let inside = days
            .skip_while(|it| *it < self.first)
            .take_while(|it| it.days_since(self.first) <= self.days);
        let text = |day: Date| match step {
            12.. => day.year().to_string(),
            _ => format!("{}-{:02}", day.year(), day.month()),
        };
        inside.map(|day| (self.x(day), text(day))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(days: [&str; 2], expected: &[&str]) {
        let scale = Scale::of(days.map(|it| Date::parse(it).unwrap()).into_iter());
        let found: Vec<String> = scale.ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ticks_are_few_and_round() {
        check(["2026-01-15", "2026-03-20"], &["2026-02", "2026-03"]);
        check(
            ["2025-06-02", "2026-05-20"].map(|it| it),
            &[
                "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01",
                "2026-02", "2026-03", "2026-04", "2026-05",
            ],
        );
        check(
            ["2016-03-01", "2026-11-22"],
            &["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"],
        );
        check(["2026-11-22", "2026-11-22"], &[]);
    }

    #[test]
    fn the_first_day_and_the_last_are_on_the_drawing() {
        let [first, last] = ["1999-01-01", "2026-11-22"].map(|it| Date::parse(it).unwrap());
        let scale = Scale::of([last, first].into_iter());
        assert_eq!((scale.x(first), scale.x(last)), (MARGIN, WIDTH - MARGIN_AFTER));
    }
}
