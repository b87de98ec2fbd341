//! A report, a handbook and a query gone wrong, for a person at a terminal.

mod owed;

use crate::{
    finding::{Finding, Place, Severity},
    handbook::{Handbook, Retirement},
    method::Meaning,
    query::Misread,
    report::Report,
    source::Sources,
    text::{visible, visible_lines},
};
use annotate_snippets::{
    AnnotationKind, Group, Level, Patch, Renderer, Snippet, renderer::DecorStyle,
};
pub use owed::{gates, next_edits, owed};
use std::{collections::BTreeMap, fmt::Write};

/// Every finding that the baseline does not know, with an excerpt of the text it points at, in
/// order. Styled; whoever prints it takes the colours away where they are not wanted.
pub fn findings(report: &Report, sources: &Sources) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    report.fresh_findings().fold(String::new(), |mut text, it| {
        let told = plain(it);
        text.push_str(&styled(&renderer.render(&groups(&told, sources))));
        text.push_str("\n\n");
        text
    })
}

/// The finding in words that a terminal only shows. Its excerpts are the renderer's to clean,
/// but for the names of their files.
fn plain(finding: &Finding) -> Finding {
    let mut told = finding.clone();
    told.rule.0 = visible(&finding.rule.0).into_owned().into();
    told.message = visible_lines(&finding.message);
    for note in &mut told.notes {
        note.message = visible_lines(&note.message);
    }
    if let Some(fix) = &mut told.fix {
        fix.title = visible_lines(&fix.title);
    }
    told
}

/// What was rendered, with the styles that the renderer gave it and nothing else that a terminal
/// obeys: it leaves some characters of an excerpt as they are.
fn styled(rendered: &str) -> String {
    rendered.split('\u{1b}').map(visible_lines).collect::<Vec<_>>().join("\u{1b}")
}

/// One finding: its title with the excerpt, then its notes, then its fix as a patch.
fn groups<'a>(finding: &'a Finding, sources: &'a Sources) -> Vec<Group<'a>> {
    let title =
        level(finding.severity).primary_title(finding.message.as_str()).id(finding.rule.0.as_ref());
    let mut first = Group::with_title(title);
    first = match excerpt(&finding.place, sources, AnnotationKind::Primary) {
        Some(snippet) => first.element(snippet),
        None => {
            first.element(annotate_snippets::Origin::path(visible(finding.place.path.as_str())))
        }
    };
    for note in &finding.notes {
        first = first.element(Level::NOTE.message(note.message.as_str()));
        let there = note.place.as_ref();
        if let Some(snippet) = there.and_then(|it| excerpt(it, sources, AnnotationKind::Primary)) {
            first = first.element(snippet);
        }
    }
    let fix = finding.fix.as_ref().and_then(|fix| {
        let source = sources.text(&fix.place.path)?;
        let range = clip(&fix.place, &source.text);
        let patch = Patch::new(range, fix.text.as_str());
        let snippet =
            Snippet::source(&*source.text).path(visible(fix.place.path.as_str())).patch(patch);
        Some(Level::HELP.secondary_title(fix.title.as_str()).element(snippet))
    });
    [Some(first), fix].into_iter().flatten().collect()
}

fn excerpt<'a>(
    place: &'a Place,
    sources: &'a Sources,
    kind: AnnotationKind,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let source = sources.text(&place.path).filter(|it| !it.text.is_empty())?;
    let range = clip(place, &source.text);
    Some(
        Snippet::source(&*source.text)
            .path(visible(place.path.as_str()))
            .annotation(kind.span(range)),
    )
}

/// The bytes of a place, inside the text, and within the line that it begins on: an excerpt points,
/// it does not quote a page.
fn clip(place: &Place, text: &str) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(place.span.start as usize);
    let line = text[start..].find('\n').map_or(text.len(), |it| start + it);
    let end = text.floor_char_boundary(place.span.end as usize).clamp(start, line.max(start));
    start..end
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    }
}

/// Every piece of a query that cannot be understood, with a caret under it. Without colours, as
/// errors are.
pub fn misread(query: &str, misread: &[Misread]) -> String {
    let renderer = Renderer::plain().decor_style(DecorStyle::Ascii);
    let texts = misread.iter().map(|it| {
        let range = it.span.range();
        let place = AnnotationKind::Primary.span(range.clone());
        let title = Level::ERROR.primary_title(it.message.as_str());
        let wrong = Group::with_title(title).element(Snippet::source(query).annotation(place));
        let meant = it.suggestion.as_ref().map(|suggestion| {
            let title = format!("did you mean `{suggestion}`?");
            let patch = Patch::new(range, suggestion.as_str());
            Level::HELP.secondary_title(title).element(Snippet::source(query).patch(patch))
        });
        renderer.render(&[Some(wrong), meant].into_iter().flatten().collect::<Vec<_>>())
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

/// What the book holds, in one line: `214 decisions: 131 MADR, 80 Nygard, 3 unknown; 96 in force`.
pub fn summary(handbook: &Handbook) -> String {
    let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut pages = 0;
    let mut in_force = 0;
    for (at, entry) in handbook.iter() {
        let Some(kind) = entry.kind else {
            pages += 1;
            continue;
        };
        in_force += usize::from(handbook.meaning(at) == Some(Meaning::InForce));
        kinds.entry(kind).or_default().push(handbook.page(entry.page).format);
    }
    let mut line = String::new();
    for (kind, formats) in &kinds {
        let kind = handbook.method.kind(*kind);
        let name = if formats.len() == 1 { &kind.name } else { &kind.plural };
        write!(line, "{} {name}", formats.len()).expect("writing to a string cannot fail");
        let counts = formats.iter().fold(BTreeMap::new(), |mut counts, format| {
            *counts.entry(format.name()).or_insert(0_usize) += 1;
            counts
        });
        // Who writes only archbook's own form has no need to be told.
        let own = counts.keys().eq(["native"].iter());
        let counts = counts.into_iter().map(|(name, count)| format!("{count} {name}"));
        let counts: Vec<String> = counts.collect();
        let told = if own { String::new() } else { format!(": {}", counts.join(", ")) };
        write!(line, "{told}; ").expect("writing to a string cannot fail");
    }
    if !kinds.is_empty() {
        write!(line, "{in_force} in force; ").expect("writing to a string cannot fail");
    }
    let contradict = contradictions(handbook);
    if contradict > 0 {
        let word =
            if contradict == 1 { "supersession contradicts" } else { "supersessions contradict" };
        write!(line, "{contradict} {word}; ").expect("writing to a string cannot fail");
    }
    let word = if pages == 1 { "page" } else { "pages" };
    write!(line, "{pages} {word} of prose").expect("writing to a string cannot fail");
    line
}

/// How many supersessions are at odds with what their records say.
fn contradictions(handbook: &Handbook) -> usize {
    let odd = handbook.supersessions.iter().filter(|it| match it.retirement {
        Retirement::Premature | Retirement::Cyclic => true,
        Retirement::Full => {
            let old = handbook.entry(it.old);
            old.stated.is_some_and(|it| handbook.method.status(it).meaning == Meaning::InForce)
        }
        Retirement::Partial | Retirement::Unproven => false,
    });
    odd.count()
}

/// What is wrong and what is owed, in one line: `2 errors, 1 warning; 12 known to the baseline`.
pub fn tally(report: &Report, handbook: &Handbook) -> String {
    let findings = report.fresh_findings().map(|it| it.severity);
    let unmet = report.fresh_unmet(handbook).map(|it| it.severity);
    let fresh: Vec<Severity> = findings.chain(unmet).collect();
    let counts = [Severity::Error, Severity::Warning, Severity::Advice].map(|severity| {
        let count = fresh.iter().filter(|it| **it == severity).count();
        let plural = if count == 1 || severity == Severity::Advice { "" } else { "s" };
        (count, format!("{count} {}{plural}", severity.name()))
    });
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    let some: Vec<String> = some.map(|(_, text)| text).collect();
    let told = if some.is_empty() { "nothing found".to_owned() } else { some.join(", ") };
    let all = report.findings.len() + report.unmet().count();
    match all - fresh.len() {
        0 => told,
        known => format!("{told}; {known} known to the baseline"),
    }
}
