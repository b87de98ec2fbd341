//! What the preview adds to a page: the reload, and what is wrong with it.

use super::Notice;
use crate::finding::Severity;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// How many notices are worth a reader's time at once.
const SHOWN_MAX: usize = 50;

/// The page with the reload script, its style and the notices put in before its end.
pub(super) fn inject(page: &mut Vec<u8>, build: u64, notices: &[Notice]) {
    let at = end_of_body(page).unwrap_or(page.len());
    let addition = format!(
        "<link rel=\"stylesheet\" href=\"/_/reload.css\">\
         <script src=\"/_/reload.js\" data-build=\"{build}\" defer></script>{}",
        panel(notices)
    );
    page.splice(at..at, addition.into_bytes());
}

/// Where the last `</body>` starts.
fn end_of_body(page: &[u8]) -> Option<usize> {
    const TAG: &[u8] = b"</body>";
    page.windows(TAG.len()).rposition(|it| it.eq_ignore_ascii_case(TAG))
}

/// The panel; nothing if there is nothing to say. It starts open if something is an error.
pub(super) fn panel(notices: &[Notice]) -> String {
    if notices.is_empty() {
        return String::new();
    }
    let open = if notices.iter().any(|it| it.severity == Severity::Error) { " open" } else { "" };
    let mut out = format!(
        "<aside id=\"archbook-notices\" class=\"archbook-notices\" aria-label=\"Findings\">\
         <details{open}><summary>{}</summary><ol>",
        summary(notices)
    );
    for notice in notices.iter().take(SHOWN_MAX) {
        item(&mut out, notice);
    }
    if let Some(more) = notices.len().checked_sub(SHOWN_MAX).filter(|it| *it > 0) {
        write!(out, "<li>and {more} more</li>").expect("a string takes everything");
    }
    out.push_str("</ol></details></aside>");
    out
}

/// How many of each, worst first: `1 error, 2 warnings`.
fn summary(notices: &[Notice]) -> String {
    let counts = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ]
    .map(|(severity, one, many)| {
        let count = notices.iter().filter(|it| it.severity == severity).count();
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn item(out: &mut String, notice: &Notice) {
    let severity = notice.severity.name();
    element(out, &format!("<li class=\"archbook-{severity}\"><p><strong>"), severity, "</strong> ");
    prose(out, &notice.message);
    out.push_str("</p>");
    if let Some(place) = &notice.place {
        element(out, "<p class=\"archbook-place\"><code>", place, "</code>");
        element(out, " <small>", notice.rule.as_deref().unwrap_or_default(), "</small></p>");
    }
    if let Some(excerpt) = &notice.excerpt {
        element(out, "<pre>", excerpt, "</pre>");
    }
    for note in &notice.notes {
        out.push_str("<p class=\"archbook-note\">");
        prose(out, note);
        out.push_str("</p>");
    }
    out.push_str("</li>");
}

/// A sentence: what stands between backticks is code.
fn prose(out: &mut String, text: &str) {
    let mut parts = text.split('`');
    while let Some(words) = parts.next() {
        element(out, "", words, "");
        match parts.next() {
            Some(code) => element(out, "<code>", code, "</code>"),
            None => break,
        }
    }
}

/// Text between two pieces of markup, escaped.
fn element(out: &mut String, before: &str, text: &str, after: &str) {
    out.push_str(before);
    escape_html(&mut *out, text).expect("a string takes everything");
    out.push_str(after);
}

/// A page for when there is none: a title and a sentence.
pub(super) fn bare(title: &str, text: &str) -> Vec<u8> {
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">",
    );
    element(&mut out, "<title>", title, "</title></head><body class=\"archbook-bare\">");
    element(&mut out, "<main><h1>", title, "</h1>");
    element(&mut out, "<p>", text, "</p></main></body></html>");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(page: &str, notices: &[Notice]) -> String {
        let mut page = page.as_bytes().to_vec();
        inject(&mut page, 7, notices);
        String::from_utf8(page).unwrap()
    }

    #[test]
    fn the_script_comes_before_the_end_of_the_body() {
        let page = injected("<p>&lt;/body> </body> was here</p></BODY></html>", &[]);
        let (before, after) = page.split_once("<link").unwrap();
        assert_eq!(before, "<p>&lt;/body> </body> was here</p>");
        assert!(after.ends_with("data-build=\"7\" defer></script></BODY></html>"));
        assert!(injected("no body", &[]).starts_with("no body<link"));
    }

    #[test]
    fn everything_in_a_notice_is_escaped() {
        let hostile = "</pre><script>alert(\"1\")</script>&'";
        let notice = Notice {
            severity: Severity::Warning,
            rule: Some(hostile.into()),
            place: Some(hostile.into()),
            message: hostile.into(),
            excerpt: Some(hostile.into()),
            notes: vec![hostile.into()],
        };
        let page = panel(&[notice]);
        assert_eq!(page.matches("&lt;script&gt;").count(), 5);
        assert!(!page.contains("<script") && !page.contains("<details open>"));
        assert!(panel(&[Notice::error("no `<a>`")]).contains("no <code>&lt;a&gt;</code></p>"));
        assert!(panel(&[Notice::error("x")]).contains("<details open><summary>1 error<"));
    }
}
