//! How far the stages are: the figures on a few pages, and the style that fills the rail on all.

use super::{Site, owed::sentence, sidebar::counted, standpoint::Standpoint};
use crate::{
    handbook::Handbook,
    markdown::escaped,
    method::{SectionIndex, StageIndex},
    report::{Gate, Numbers, Report},
    theme::{Theme, grouped},
};
use serde::Serialize;
use std::fmt::Write;

/// How far a stage is, as a figure.
#[derive(Serialize)]
pub(super) struct FigureView {
    /// What the stage is called.
    title: String,
    /// Where it is.
    href: String,
    /// How many obligations are met; none where none is owed.
    met: Option<String>,
    /// How many there are.
    total: String,
    /// How much of that is met, in percent.
    percent: usize,
    /// How much of that is waived, in percent.
    waived: usize,
    /// What is waived, unknown or not applicable, in words; none where nothing is.
    others: Option<String>,
    /// How its gate stands: `open`, `held` or `none`.
    stands: &'static str,
    /// The same in words, as HTML.
    gate: String,
}

/// The figure of a stage.
pub(super) fn figure(from: &Standpoint<'_>, at: StageIndex) -> FigureView {
    let site = from.site;
    let progress = &site.report.stages[usize::from(at.0)];
    let numbers = &progress.numbers;
    let total = numbers.total();
    FigureView {
        title: site.handbook.method.stage(at).title.clone(),
        href: from.href(&site.places.stages[usize::from(at.0)]),
        met: (total > 0).then(|| grouped(numbers.met)),
        total: grouped(total),
        percent: numbers.percent().unwrap_or_default(),
        waived: (numbers.waived * 100).checked_div(total).unwrap_or_default(),
        others: others(&site.theme, numbers),
        stands: match progress.gate {
            Gate::NotStarted => "none",
            Gate::Open { .. } => "open",
            Gate::Closed { .. } | Gate::Behind(_) => "held",
        },
        gate: gate(from, &progress.gate),
    }
}

/// The figures of all stages, in order.
pub(super) fn figures(from: &Standpoint<'_>) -> Vec<FigureView> {
    stages(&from.site.handbook).map(|at| figure(from, at)).collect()
}

/// Every stage of a method, in order.
pub(super) fn stages(handbook: &Handbook) -> impl Iterator<Item = StageIndex> {
    (0..).map(StageIndex).take(handbook.method.stages.len())
}

/// `12 of 18 obligations met, 2 waived`; what is none is not said.
pub(super) fn in_words(theme: &Theme, numbers: &Numbers) -> String {
    let all = match numbers.total() {
        0 => theme.word("nothing-owed").to_owned(),
        total => theme
            .word("met-of-total")
            .replace("{met}", &grouped(numbers.met))
            .replace("{total}", &grouped(total)),
    };
    std::iter::once(all).chain(others(theme, numbers)).collect::<Vec<_>>().join(", ")
}

/// What is waived, unknown or not applicable; what is none is not said.
fn others(theme: &Theme, numbers: &Numbers) -> Option<String> {
    let others = [
        ("so-many-waived", numbers.waived),
        ("so-many-unknown", numbers.unknown),
        ("so-many-not-applicable", numbers.not_applicable),
    ];
    let others = others.into_iter().filter(|(_, count)| *count > 0);
    let others = others.map(|(name, count)| theme.phrase(name, &grouped(count)));
    let others: Vec<String> = others.collect();
    (!others.is_empty()).then(|| others.join(", "))
}

/// How a gate stands, as HTML.
fn gate(from: &Standpoint<'_>, gate: &Gate) -> String {
    let (handbook, theme) = (&from.site.handbook, &from.site.theme);
    match gate {
        Gate::NotStarted => escaped(theme.word("gate-not-started")),
        Gate::Open { waivers: 0 } => escaped(theme.word("gate-open")),
        Gate::Open { waivers } => escaped(&theme.count("gate-open-by", *waivers)),
        Gate::Closed { by } => {
            let held = sentence(from, &from.site.report.obligations[*by]);
            theme.phrase("gate-held", &held)
        }
        Gate::Behind(stage) => {
            escaped(&theme.phrase("gate-behind", &handbook.method.stage(*stage).title))
        }
    }
}

/// What holds each gate, in sentences, and then how much is met in all: as HTML.
pub(super) fn lead(from: &Standpoint<'_>) -> String {
    let (report, handbook, theme) = (&from.site.report, &from.site.handbook, &from.site.theme);
    let closed = stages(handbook).zip(&report.stages).filter(|(_, it)| it.gate.is_closed());
    let mut sentences: Vec<String> = closed
        .map(|(at, progress)| {
            let stage = escaped(&handbook.method.stage(at).title);
            let word = match progress.gate {
                Gate::Behind(_) => "stage-behind",
                _ => "stage-held",
            };
            let by = match &progress.gate {
                Gate::Closed { by } => sentence(from, &report.obligations[*by]),
                Gate::Behind(other) => escaped(&handbook.method.stage(*other).title),
                Gate::NotStarted | Gate::Open { .. } => String::new(),
            };
            ended(theme.word(word).replace("{stage}", &stage).replace("{by}", &by))
        })
        .collect();
    let started = |it: &Gate| !matches!(it, Gate::NotStarted);
    if sentences.is_empty() && report.stages.iter().any(|it| started(&it.gate)) {
        sentences.push(escaped(theme.word("all-open")));
    }
    sentences.push(ended(escaped(&in_words(theme, &all(report)))));
    sentences.join(" ")
}

/// What all stages owe together.
fn all(report: &Report) -> Numbers {
    let mut numbers = Numbers::default();
    report.obligations.iter().for_each(|it| numbers.count(&it.state));
    numbers
}

/// A text that ends as a sentence does.
fn ended(text: String) -> String {
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

/// How many letters of a figure the rail has room for.
const SHORT_MAX: usize = 9;

/// The style with the figures that stand on every page, `progress.css`: for each stage the share
/// that is met, and how much each list holds. Pages do not hold them, so that no page changes when
/// another one does; nor do they know whether there is a page that is no record.
pub(super) fn style(site: &Site) -> String {
    let Site { handbook, report, theme, lists, .. } = site;
    let mut css = String::new();
    let sections = (0..).map(SectionIndex).take(handbook.method.sections.len());
    let counts = sections.map(|at| (Some(at), lists.section(at).len()));
    for (section, count) in counts.chain([(None, lists.prose.len())]) {
        let class = counted(section);
        writeln!(css, ".{class}::after{{content:\"{}\"}}", grouped(count))
            .expect("writing to a string cannot fail");
    }
    if lists.prose.is_empty() {
        css.push_str(".listing{display:none}\n");
    }
    for (at, progress) in stages(handbook).zip(&report.stages) {
        let numbers = &progress.numbers;
        let (number, percent) = (at.0 + 1, numbers.percent().unwrap_or_default());
        let short = short(numbers);
        let long = match progress.gate {
            Gate::NotStarted => theme.word("gate-not-started").to_owned(),
            _ => in_words(theme, numbers),
        };
        // Not every browser knows the text that is read aloud; those that do not take the first.
        let (short, long) = (quoted(&short), quoted(&format!(", {long}")));
        writeln!(
            css,
            ".stages li:nth-child({number}){{--met:{percent}%}}\n\
             .stages li:nth-child({number}) a::after{{content:{short};content:{short} / {long}}}",
        )
        .expect("writing to a string cannot fail");
    }
    css
}

/// `12/18`, or the share in percent where that is too long for the rail.
fn short(numbers: &Numbers) -> String {
    let Some(percent) = numbers.percent() else {
        return "-".to_owned();
    };
    let counted = format!("{}/{}", grouped(numbers.met), grouped(numbers.total()));
    if counted.len() > SHORT_MAX { format!("{percent}\u{a0}%") } else { counted }
}

/// A text as a string of a style.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' => {
                write!(quoted, "\\{:x} ", u32::from(c)).expect("writing to a string cannot fail");
            }
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_string() {
        assert_eq!(quoted("12/18"), "\"12/18\"");
        assert_eq!(quoted("a\"}\n\\"), "\"a\\22 } \\5c \"");
    }

    #[test]
    fn a_figure_fits_the_rail() {
        let of = |met, unmet| short(&Numbers { met, unmet, ..Numbers::default() });
        assert_eq!([of(0, 0), of(12, 6), of(999, 1)], ["-", "12/18", "999/1,000"]);
        assert_eq!(of(6_608, 15_863), "29\u{a0}%");
    }

    #[test]
    fn nothing_owed_is_not_all_met() {
        let theme = Theme::default();
        assert_eq!(in_words(&theme, &Numbers::default()), "nothing owed");
        let numbers = Numbers { met: 12, unmet: 4, waived: 2, unknown: 1, not_applicable: 0 };
        assert_eq!(in_words(&theme, &numbers), "12 of 18 obligations met, 2 waived, 1 unknown");
    }
}
