//! What is wrong with the text of the book, file by file: `findings.html`, on the report.

use super::{
    owed::{RuleView, coded, rule},
    report::more,
    standpoint::Standpoint,
};
use crate::{
    finding::{Finding, Note, Place, Severity},
    text::{BookPath, LineIndex},
};
use serde::Serialize;

/// What `findings.html` shows.
#[derive(Serialize)]
pub(super) struct FindingsView<'a> {
    /// How many findings there are of each severity, in words.
    summary: String,
    /// The files that anything was found in, in order.
    files: Vec<FileView<'a>>,
    /// What follows where there is more than is shown, as HTML.
    more: Option<String>,
}

/// The findings in one file.
#[derive(Serialize)]
struct FileView<'a> {
    /// The file.
    path: &'a str,
    /// The page it is shown on; none where it is no page.
    href: Option<String>,
    /// What was found in it, in order.
    findings: Vec<FindingView<'a>>,
}

/// One finding.
#[derive(Serialize)]
struct FindingView<'a> {
    /// How much it matters, as a class of the style.
    severity: &'static str,
    /// The word for that.
    word: &'a str,
    /// Where it is: line and column.
    place: String,
    /// What is so, as HTML.
    message: String,
    /// The rule that found it.
    rule: RuleView<'a>,
    /// Why it matters, and what else to look at, as HTML.
    notes: Vec<String>,
    /// What would clear it, as HTML; none where no one edit would.
    fix: Option<String>,
}

/// How many findings are shown.
const FINDINGS_MAX: usize = 150;

/// What is wrong with the text. Findings come in the order of their files.
pub(super) fn findings<'a>(from: &Standpoint<'a>) -> FindingsView<'a> {
    let all = &from.site.report.findings;
    let shown = &all[..all.len().min(FINDINGS_MAX)];
    let files = shown.chunk_by(|a, b| a.place.path == b.place.path);
    FindingsView {
        summary: summary(from),
        files: files.map(|findings| file(from, findings)).collect(),
        more: more(from, all.len() - shown.len()),
    }
}

/// How many findings there are, as a sentence.
fn summary(from: &Standpoint<'_>) -> String {
    let (report, theme) = (&from.site.report, &from.site.theme);
    let count = |severity: Severity| {
        let count = report.findings.iter().filter(|it| it.severity == severity).count();
        (count > 0).then(|| theme.count(severity.name(), count))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Advice].into_iter();
    let counts: Vec<String> = counts.filter_map(count).collect();
    if counts.is_empty() { theme.word("findings-none").to_owned() } else { counts.join(", ") }
}

fn file<'a>(from: &Standpoint<'a>, findings: &'a [Finding]) -> FileView<'a> {
    let path = &findings[0].place.path;
    let handbook = &from.site.handbook;
    let lines = text(from, path).map(LineIndex::new);
    let page = handbook.page_at(path.as_str());
    FileView {
        path: path.as_str(),
        href: page.map(|it| from.href(from.site.places.page(it))),
        findings: findings.iter().map(|it| view(from, it, lines.as_ref())).collect(),
    }
}

fn view<'a>(
    from: &Standpoint<'a>,
    finding: &'a Finding,
    lines: Option<&LineIndex<'_>>,
) -> FindingView<'a> {
    let severity = finding.severity.name();
    FindingView {
        severity,
        word: from.site.theme.word(severity),
        place: lines.map(|it| line_column(it, &finding.place)).unwrap_or_default(),
        message: coded(&finding.message),
        rule: rule(from, &finding.rule.0),
        notes: finding.notes.iter().map(|it| coded(&note(from, it))).collect(),
        fix: finding.fix.as_ref().map(|it| coded(&it.title)),
    }
}

fn line_column(lines: &LineIndex<'_>, place: &Place) -> String {
    let at = lines.line_column(place.span.start);
    format!("{}:{}", at.line, at.column)
}

fn note(from: &Standpoint<'_>, note: &Note) -> String {
    let Some(place) = &note.place else {
        return note.message.clone();
    };
    let lines = text(from, &place.path).map(LineIndex::new);
    let at = lines.map(|it| format!(":{}", line_column(&it, place))).unwrap_or_default();
    format!("{}{at}: {}", place.path, note.message)
}

/// The text of a file of the book.
fn text<'a>(from: &Standpoint<'a>, path: &BookPath) -> Option<&'a str> {
    from.site.handbook.sources.text(path).map(|source| &*source.text)
}
