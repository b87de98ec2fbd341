//! What is wrong with the book, file by file: `findings.html`.

use super::{
    base::{Belongs, FrameView, frame},
    page::HeadlineView,
    standpoint::Standpoint,
};
use crate::{
    finding::{Finding, Note, Place, Severity},
    text::{BookPath, LineIndex},
};
use serde::Serialize;

/// What `findings.html` shows.
#[derive(Serialize)]
struct FindingsView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// How many findings there are of each severity, in words.
    summary: String,
    /// The files that anything was found in, in order.
    files: Vec<FileView<'a>>,
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
    /// What is so.
    message: &'a str,
    /// The rule that found it.
    rule: &'a str,
    /// Why it matters, and what else to look at.
    notes: Vec<String>,
    /// What would clear it; none where no one edit would.
    fix: Option<&'a str>,
}

/// Renders the findings.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let site = from.site;
    let title = site.theme.word("findings");
    let summary = summary(from);
    let findings = &site.report.findings;
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|it| &it.place.path);
    let files = sorted.chunk_by(|a, b| a.place.path == b.place.path);
    let view = FindingsView {
        frame: frame(from, Belongs::Alone, title, summary.clone()),
        heading: HeadlineView::plain(title),
        summary,
        files: files.map(|findings| file(from, findings)).collect(),
    };
    site.theme.render("findings.html", &view)
}

/// How many findings there are, as a sentence.
fn summary(from: &Standpoint<'_>) -> String {
    let (report, theme) = (&from.site.report, &from.site.theme);
    let count = |severity: Severity| {
        let count = report.count(severity);
        (count > 0).then(|| theme.count(severity.name(), count))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Advice].into_iter();
    let counts: Vec<String> = counts.filter_map(count).collect();
    if counts.is_empty() { theme.word("findings-none").to_owned() } else { counts.join(", ") }
}

fn file<'a>(from: &Standpoint<'a>, findings: &[&'a Finding]) -> FileView<'a> {
    let path = &findings[0].place.path;
    let handbook = &from.site.handbook;
    let lines = text(from, path).map(LineIndex::new);
    let page = handbook.page_at(path);
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
        message: &finding.message,
        rule: &finding.rule.0,
        notes: finding.notes.iter().map(|it| note(from, it)).collect(),
        fix: finding.fix.as_ref().map(|it| it.title.as_str()),
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
    let sources = &from.site.handbook.sources;
    let document = from.site.handbook.page_at(path);
    if let Some(page) = document {
        return Some(&from.site.handbook.page(page).source.text);
    }
    let others = sources.theme.iter().chain([&sources.config]).chain(&sources.method);
    others.into_iter().find(|it| it.path == *path).map(|it| &*it.text)
}
