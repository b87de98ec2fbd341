//! What is owed, for a person at a terminal: debtor by debtor, then the gates.

use crate::{
    finding::Severity,
    handbook::Handbook,
    report::{Debtor, NextEdit, Obligation, Report},
    text::visible,
};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Messages begin no farther right than this.
const NAME_COLUMNS: usize = 9;
/// As much of a patch as shows what is meant.
const PATCH_LINES_MAX: usize = 7;

/// Every unmet obligation of this severity or above it that the baseline does not know: the book's,
/// then record by record.
pub fn owed(report: &Report, handbook: &Handbook, least: Severity) -> String {
    let unmet = report.fresh_unmet(handbook).filter(|it| it.severity >= least);
    let unmet: Vec<&Obligation> = unmet.collect();
    let mut text = String::new();
    for group in unmet.chunk_by(|a, b| a.by.entry() == b.by.entry()) {
        let title = title(handbook, group[0].by);
        let title = visible(&title);
        let bold = Style::new().bold();
        writeln!(text, "{bold}{title}{bold:#}").expect("writing to a string cannot fail");
        for it in group {
            line(&mut text, it, handbook);
        }
        text.push('\n');
    }
    text
}

fn title(handbook: &Handbook, by: Debtor) -> String {
    let Some(at) = by.entry() else {
        return "The book".to_owned();
    };
    let part = handbook.part(at);
    let path = handbook.page_of(at).path();
    let label = handbook.label(at);
    if label == path.as_str() {
        return format!("{}  {path}", part.title.value);
    }
    format!("{label} {}  {path}", part.title.value)
}

fn line(text: &mut String, it: &Obligation, handbook: &Handbook) {
    let style = style(it.severity);
    let name = it.severity.name();
    let rule = visible(&handbook.method.rule(it.rule).name);
    let dim = Style::new().dimmed();
    let message = it.finding(handbook).message;
    let message = visible(&message);
    let fill = NAME_COLUMNS - name.len();
    writeln!(text, "  {style}{name}{style:#}{:fill$}{message} {dim}[{rule}]{dim:#}", "")
        .expect("writing to a string cannot fail");
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Advice => AnsiColor::BrightBlue,
    };
    colour.on_default().bold()
}

/// How far every stage is and what holds its gate, in a line each.
pub fn gates(report: &Report, handbook: &Handbook) -> String {
    let stages = &handbook.method.stages;
    let width = stages.iter().map(|it| it.title.chars().count()).max().unwrap_or_default();
    let figures: Vec<String> = report.stages.iter().map(|it| it.numbers.to_string()).collect();
    let figures_width = figures.iter().map(String::len).max().unwrap_or_default();
    let mut text = String::new();
    for ((stage, progress), figures) in stages.iter().zip(&report.stages).zip(&figures) {
        let gate = progress.gate.in_words(handbook, report);
        let (title, gate) = (visible(&stage.title), visible(&gate).into_owned());
        writeln!(text, "{title:width$}  {figures:>figures_width$}  {gate}")
            .expect("writing to a string cannot fail");
    }
    text
}

/// The edits that would clear most, each as a patch.
pub fn next_edits(report: &Report, handbook: &Handbook, count: usize) -> String {
    let mut text = String::new();
    for (number, edit) in (1..).zip(report.next_edits(handbook, count)) {
        let cleared = cleared(&edit);
        writeln!(text, "{number}. {} ({cleared})", visible(&edit.title))
            .expect("writing to a string cannot fail");
        let source = handbook.sources.text(&edit.path).map_or("", |source| &*source.text);
        let line = edit.at.map(|at| 1 + source[..at].matches('\n').count());
        let place = line.map_or_else(|| edit.path.to_string(), |it| format!("{}:{it}", edit.path));
        writeln!(text, "     {}", visible(&place)).expect("writing to a string cannot fail");
        let green = AnsiColor::Green.on_default();
        for line in edit.text.trim_matches('\n').lines().take(PATCH_LINES_MAX).map(visible) {
            writeln!(text, "   {green}+ {line}{green:#}").expect("writing to a string cannot fail");
        }
    }
    if text.is_empty() { text } else { format!("\nWhat would clear most:\n\n{text}") }
}

fn cleared(edit: &NextEdit) -> String {
    let count = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let counts = [count(edit.errors, "error"), count(edit.warnings, "warning")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    format!("clears {}", counts.join(", "))
}
