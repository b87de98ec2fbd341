//! `check --format github`: what is wrong and what is owed as annotations of GitHub Actions.
//!
//! A step may make ten annotations of each kind; the rest is dropped without a word. So the worst
//! come first, and the last of a kind says how many more there are. What the baseline knows is left
//! out: it would crowd out what is new.
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>

use super::{
    keyed::{self, Keyed},
    place::{Lines, Where},
};
use crate::{finding::Severity, handbook::Handbook, report::Report, text::visible_lines};
use std::fmt::Write;

/// How many annotations of a kind are shown for a step.
const SHOWN_MAX: usize = 10;

/// The annotations as workflow commands, one a line.
pub fn github(handbook: &Handbook, report: &Report) -> String {
    let lines = Lines::of(handbook);
    let mut all = keyed::worst_first(handbook, report);
    all.retain(|it| !report.known.contains(&it.key));
    let mut text = String::new();
    for kind in all.chunk_by(|a, b| a.finding.severity == b.finding.severity) {
        let shown = if kind.len() > SHOWN_MAX { SHOWN_MAX - 1 } else { kind.len() };
        for it in &kind[..shown] {
            text.push_str(&annotation(it, &lines));
        }
        if shown < kind.len() {
            let command = command(kind[0].finding.severity);
            let more = kind.len() - shown;
            writeln!(text, "::{command} title=archbook::and {more} more like these in the report")
                .expect("writing to a string cannot fail");
        }
    }
    text
}

fn annotation(it: &Keyed<'_>, lines: &Lines<'_>) -> String {
    let finding = &it.finding;
    let Where { path, line, column, end_line, end_column } = lines.in_repository(&finding.place);
    let mut place = format!("file={},line={line},endLine={end_line}", property(&path));
    // Columns are for annotations of one line.
    if line == end_line {
        write!(place, ",col={column},endColumn={end_column}")
            .expect("writing to a string cannot fail");
    }
    let notes = finding.notes.iter().map(|it| it.message.as_str());
    let text: Vec<String> =
        [finding.message.as_str()].into_iter().chain(notes).map(visible_lines).collect();
    let command = command(finding.severity);
    let title = property(&finding.rule.0);
    format!("::{command} {place},title={title}::{}\n", data(&text.join("\n")))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Advice => "notice",
        other => other.name(),
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_command() {
        assert_eq!(data("100 %\r\n::error::x, y"), "100 %25%0D%0A::error::x, y");
        assert_eq!(property("a:b,c%2C\n"), "a%3Ab%2Cc%252C%0A");
    }
}
