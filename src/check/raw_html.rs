//! `refused-html`, `refused-attribute`, `tangled-html`, `unsafe-html`: what raw HTML in pages comes
//! to, and what a book may not allow.

use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    markdown::{Markup, RawHtml},
    page::Page,
    text::Span,
};
use toml::Spanned;

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let policy = handbook.raw_html();
    let mut findings = not_allowed(handbook);
    findings.extend(as_written(handbook));
    for page in &handbook.pages {
        let refused = page.outline.refused.iter().filter(|(markup, _)| !policy.keeps(markup));
        findings.extend(refused.map(|(markup, span)| refusal(page, markup, *span)));
        findings.extend(page.outline.tangled.map(|span| tangle(page, span)));
    }
    findings
}

/// What does not reach the site, where it stands first on a page.
fn refusal(page: &Page, markup: &Markup, span: Span) -> Finding {
    let path = page.path();
    // In the letters of its author.
    let written = page.source.text.get(span.range());
    let name = written.filter(|it| it.eq_ignore_ascii_case(markup.name()));
    let name = name.unwrap_or(markup.name());
    let (finding, key) = match markup {
        Markup::Element(_) => {
            let message = format!("the element `{name}` does not reach the site");
            (Finding::new("refused-html", Severity::Warning, path, span, message), "elements")
        }
        Markup::Attribute(_) => {
            let message = format!("the attribute `{name}` does not reach the site");
            let finding = Finding::new("refused-attribute", Severity::Advice, path, span, message);
            (finding, "attributes")
        }
    };
    finding.note(if markup.is_harmless() {
        format!("`{key}` in `[output.html.allow]` of `book.toml` lets it through")
    } else {
        reason(markup).to_owned()
    })
}

/// That raw HTML is shown as text.
fn tangle(page: &Page, span: Span) -> Finding {
    let message = "the raw HTML of this page is shown as text";
    Finding::new("tangled-html", Severity::Warning, page.path(), span, message)
        .note(
            "to make it safe would take too long: thousands of elements are never closed, or one \
             tag has more than 100 attributes",
        )
        .note("close what is opened, or say it in Markdown")
}

/// Why a book cannot allow something.
fn reason(markup: &Markup) -> &'static str {
    match markup {
        Markup::Element(_) if !markup.is_dangerous() => {
            "HTML has no such element; text in angle brackets stands between backticks"
        }
        _ => "it could run, load or send something, or pass for a part of the page",
    }
}

/// The names that a book allows and may not.
fn not_allowed(handbook: &Handbook) -> Vec<Finding> {
    let allow = &handbook.config.output.html.allow;
    let element = |it: &Spanned<String>| (Markup::Element(it.get_ref().to_lowercase()), it.span());
    let attribute =
        |it: &Spanned<String>| (Markup::Attribute(it.get_ref().to_lowercase()), it.span());
    let named = allow.elements.iter().map(element).chain(allow.attributes.iter().map(attribute));
    let refused = named.filter(|(markup, _)| !markup.is_harmless());
    let path = &handbook.sources.config.path;
    let finding = |(markup, span): (Markup, std::ops::Range<usize>)| {
        let message = format!("`{}` cannot be allowed", markup.name());
        let finding = Finding::new("bad-config", Severity::Error, path, Span::from(span), message);
        finding.note(match markup {
            Markup::Element(_) => reason(&markup),
            Markup::Attribute(_) => {
                "archbook allows attributes that can do no harm, and those that begin with `data-`"
            }
        })
    };
    refused.map(finding).collect()
}

/// That raw HTML is published as it is written, for whoever does not know.
fn as_written(handbook: &Handbook) -> Option<Finding> {
    let key = handbook.config.output.html.unsafe_html.as_ref();
    let key = key.filter(|_| handbook.raw_html() == RawHtml::AsWritten)?;
    let message = "raw HTML is published as it is written";
    let path = &handbook.sources.config.path;
    let finding =
        Finding::new("unsafe-html", Severity::Advice, path, Span::from(key.span()), message);
    Some(
        finding
            .note("whoever may change a page can do what a script can on the site")
            .note("the site still asks browsers to run no script within a page"),
    )
}
