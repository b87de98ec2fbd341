//! `check --format markdown`: the report for the summary of a job or a comment on a pull request.
//!
//! What authors wrote is escaped: no title breaks a line of it, calls somebody by name or becomes a
//! link.

use super::{
    keyed::{self, Keyed},
    place::{Lines, Where},
};
use crate::{finding::Severity, handbook::Handbook, report::Report, text::visible};
use std::{cmp::Reverse, fmt::Write};

/// How many lines of a list are shown.
const LIST_LINES_MAX: usize = 50;

/// How long a list may become. Comments on GitHub may have 65,536 characters, and there are two
/// lists.
const LIST_BYTES_MAX: usize = 24_000;

/// What means something within a line, here or on a host: marks, tags, entities, cells, links,
/// names, numbers, emoji, formulas.
const MARKS: &str = "\\`*_{}[]<>|~&#@:.$^";

/// The report as Markdown, in the dialect of GitHub.
pub fn markdown(handbook: &Handbook, report: &Report) -> String {
    let mut text = format!("## {}\n\n", escaped(handbook.title()));
    text.push_str(&gates(handbook, report));
    writeln!(text, "\n{}, as of {}", tally(report), handbook.sources.as_of)
        .expect("writing to a string cannot fail");
    let lines = Lines::of(handbook);
    text.push_str(&list("Not met", keyed::unmet(handbook, report), report, &lines));
    text.push_str(&list("Wrong in the text", keyed::findings(report), report, &lines));
    text
}

fn gates(handbook: &Handbook, report: &Report) -> String {
    let mut text = "| Stage | Met | Gate |\n| --- | --- | --- |\n".to_owned();
    for (stage, progress) in handbook.method.stages.iter().zip(&report.stages) {
        let gate = coded(&progress.gate.in_words(handbook, report));
        let (title, numbers) = (escaped(&stage.title), escaped(&progress.numbers.to_string()));
        writeln!(text, "| {title} | {numbers} | {gate} |")
            .expect("writing to a string cannot fail");
    }
    text
}

fn tally(report: &Report) -> String {
    let count = |severity: Severity, one: &str, many: &str| {
        let count = report.count(severity);
        format!("{count} {}", if count == 1 { one } else { many })
    };
    [
        count(Severity::Error, "error", "errors"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Advice, "advice", "advice"),
    ]
    .join(", ")
}

/// A list of the worst, with the number of those that are not in it. What the baseline knows is
/// only counted.
fn list(title: &str, mut all: Vec<Keyed<'_>>, report: &Report, lines: &Lines<'_>) -> String {
    let found = all.len();
    all.retain(|it| !report.known.contains(&it.key));
    let known = found - all.len();
    if found == 0 {
        return String::new();
    }
    all.sort_by_key(|it| Reverse(it.finding.severity));
    let mut text = format!("\n### {title}\n\n");
    let mut shown = 0;
    for line in all.iter().take(LIST_LINES_MAX).map(|it| line(it, lines)) {
        if text.len() + line.len() > LIST_BYTES_MAX {
            break;
        }
        text.push_str(&line);
        shown += 1;
    }
    if shown < all.len() {
        writeln!(text, "- and {} more", all.len() - shown)
            .expect("writing to a string cannot fail");
    }
    if known > 0 {
        writeln!(text, "- and {known} that the baseline knows")
            .expect("writing to a string cannot fail");
    }
    text
}

fn line(it: &Keyed<'_>, lines: &Lines<'_>) -> String {
    let finding = &it.finding;
    let Where { path, line, .. } = lines.place(&finding.place);
    let (severity, message) = (finding.severity.name(), coded(&finding.message));
    let rule = code(&finding.rule.0);
    format!("- **{severity}** {message} ({rule}, {})\n", code(&format!("{path}:{line}")))
}

/// A message as Markdown: what stands in backticks stays code, and the rest is text.
fn coded(message: &str) -> String {
    let pieces: Vec<&str> = message.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return escaped(message);
    }
    let piece = |(at, piece): (usize, &&str)| match at % 2 {
        1 => code(piece),
        _ => escaped(piece),
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// A text as code. One that could end the code, or the cell of a table that it stands in, is none.
fn code(text: &str) -> String {
    if text.trim().is_empty() || text.contains(['`', '|']) {
        return escaped(text);
    }
    format!("`{}`", one_line(text))
}

/// A text as nothing but text. Hosts look for names of people and numbers of issues in what is left
/// when Markdown is done, so that these need a blank that nobody sees.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        if MARKS.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        if matches!(c, '@' | '#') {
            escaped.push('\u{200b}');
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Options, Parser, html::push_html};

    /// What a cell of a table shows.
    fn shown(cell: &str) -> String {
        let table = format!("| {cell} | b |\n| --- | --- |\n");
        let mut html = String::new();
        push_html(&mut html, Parser::new_ext(&table, Options::ENABLE_TABLES));
        let cell = html.split("<th>").nth(1).unwrap();
        assert!(html.contains("<th>b</th>"), "{html}");
        cell.split("</th>").next().unwrap().to_owned()
    }

    #[test]
    fn no_title_breaks_what_is_around_it() {
        let hostile = "a|b <script> *c* [d](e) ![f](g) & \\ ~h~ <!-- \n# i";
        let kept = "a|b &lt;script&gt; *c* [d](e) ![f](g) &amp; \\ ~h~ &lt;!--  #\u{200b} i";
        assert_eq!(shown(&escaped(hostile)), kept);
        assert_eq!(shown(&escaped("@ann")), "@\u{200b}ann");
        assert_eq!(shown(&escaped("a\u{202e}b")), "a\u{fffd}b");
    }

    #[test]
    fn names_in_messages_stay_code() {
        assert_eq!(coded("no `a_b` in c_d"), "no `a_b` in c\\_d");
        assert_eq!(coded("an odd ` one"), "an odd \\` one");
        assert_eq!(coded("no `a|b`"), "no a\\|b");
        assert_eq!(coded("an empty `` one"), "an empty  one");
    }
}
