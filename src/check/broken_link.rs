//! `broken-link`, `broken-anchor`, `broken-reference`, `missing-asset`, `unpublished-file`: what
//! leads nowhere.

use super::nearest::{Nearest, Sorted, place_of};
use crate::{
    finding::{Finding, Place, Severity},
    handbook::{Destination, Edge, Handbook, Missing, PageIndex, Redirect},
    markdown::{Link, LinkKind},
    page::Page,
    text::{self, BookPath, Span},
};
use rayon::prelude::*;
use std::collections::BTreeSet;

pub(super) fn check(handbook: &Handbook) -> Vec<Finding> {
    let nearest = &Nearest::new(handbook);
    let mut findings = Vec::new();
    // What a template links to is for the records that begin with it.
    let all = (0..).map(PageIndex).zip(&handbook.pages);
    let templates = all.clone().filter(|(_, page)| page.name.is_template);
    let templates = templates.flat_map(|(at, page)| missing(handbook, at, page));
    let placeholders: BTreeSet<&str> = templates.map(|(link, _)| link.target.as_str()).collect();
    for (at, page) in all.filter(|(_, page)| !page.name.is_template) {
        for (link, missing) in missing(handbook, at, page) {
            if placeholders.contains(link.target.as_str()) {
                findings.push(leftover(page, link));
                continue;
            }
            let broken = Broken { handbook, nearest, page, span: link.span };
            findings.push(broken.link(link, missing));
        }
    }
    let relations = handbook.relations().par_iter();
    findings.par_extend(relations.filter_map(|edge| relation(handbook, nearest, edge)));
    findings.extend(handbook.redirects().filter_map(|it| redirect(handbook, &it)));
    findings
}

/// An address that was, and that leads nowhere now.
fn redirect(handbook: &Handbook, redirect: &Redirect) -> Option<Finding> {
    let Destination::Missing(missing) = &redirect.to else {
        return None;
    };
    let path = &handbook.sources.config.path;
    let finding =
        Finding::new("broken-link", Severity::Error, path, redirect.span, message(missing));
    Some(finding.note(format!("whoever looks for `{}` is sent there", redirect.from)))
}

/// The links of a page that lead nowhere.
fn missing<'a>(
    handbook: &'a Handbook,
    at: PageIndex,
    page: &'a Page,
) -> impl Iterator<Item = (&'a Link, &'a Missing)> {
    let links = page.outline.links.iter().zip(handbook.links(at));
    links.filter_map(|(link, edge)| match &edge.to {
        Destination::Missing(missing) => Some((link, missing)),
        _ => None,
    })
}

/// A link that a template of the book has as well.
fn leftover(page: &Page, link: &Link) -> Finding {
    let message = format!("the link to `{}` was left from a template", link.target);
    Finding::new("leftover-template", Severity::Warning, page.path(), link.span, message)
        .note("say where it leads, or take it out")
}

/// A relation to nothing. What is written as a link is reported as one; what supersedes has a rule
/// of its own.
fn relation(handbook: &Handbook, nearest: &Nearest<'_>, edge: &Edge) -> Option<Finding> {
    let Destination::Missing(missing) = &edge.to else {
        return None;
    };
    let place = &edge.stated.place;
    let supersedes = edge.relation.is_some() && edge.relation == handbook.method.supersedes();
    let dangles = supersedes && !matches!(missing, Missing::Anchor(..));
    if dangles || is_broken_link(handbook, place) {
        return None;
    }
    let page = handbook.page(handbook.page_at(place.path.as_str())?);
    if page.name.is_template {
        return None;
    }
    let broken = Broken { handbook, nearest, page, span: place.span };
    Some(broken.missing("broken-reference", Severity::Error, missing))
}

/// Whether a link starts at this place that is reported as a broken one.
pub(super) fn is_broken_link(handbook: &Handbook, place: &Place) -> bool {
    let page = handbook.page_at(place.path.as_str());
    let link = page.and_then(|page| {
        let at = handbook.page(page).outline.link_at(place.span.start)?;
        Some(handbook.link(page, at))
    });
    link.is_some_and(|link| matches!(link.to, Destination::Missing(_)))
}

struct Broken<'a, 'b> {
    handbook: &'a Handbook,
    nearest: &'a Nearest<'b>,
    page: &'a Page,
    span: Span,
}

impl Broken<'_, '_> {
    fn link(&self, link: &Link, missing: &Missing) -> Finding {
        let (rule, severity) = match (link.kind, missing) {
            (LinkKind::Image, Missing::File(_)) => ("missing-asset", Severity::Warning),
            (_, Missing::Unpublished(_)) => ("unpublished-file", Severity::Warning),
            (_, Missing::Anchor(..)) => ("broken-anchor", Severity::Error),
            (_, Missing::Name(_) | Missing::Ambiguous(..)) => ("broken-reference", Severity::Error),
            _ => ("broken-link", Severity::Error),
        };
        self.missing(rule, severity, missing)
    }

    fn missing(&self, rule: &'static str, severity: Severity, missing: &Missing) -> Finding {
        let message = message(missing);
        let finding = Finding::new(rule, severity, self.page.path(), self.span, message);
        match missing {
            Missing::File(written) => self.file(finding, written),
            Missing::Anchor(path, anchor) => self.anchor(finding, path, anchor),
            Missing::Name(name) => match self.nearest.id(name.split('#').next().unwrap_or(name)) {
                Some(id) => self.suggest(finding, name, id.to_owned()),
                None => finding,
            },
            Missing::Ambiguous(_, entries) => entries.iter().fold(finding, |finding, &at| {
                let part = self.handbook.part(at);
                finding.see(self.handbook.place(at, part.title.span), "it may mean this one")
            }),
            Missing::Label(label) => {
                finding.note(format!("define it somewhere below: `[{label}]: address`"))
            }
            Missing::Scheme(_) => finding.note("a page links to http, https, mailto, tel and ftp"),
            Missing::Unpublished(_) => finding
                .note("whoever opened it would run what is in it")
                .note("`unsafe-html` in `[output.html]` of `book.toml` publishes it as it is"),
        }
    }

    fn file(&self, finding: Finding, written: &str) -> Finding {
        match self.nearest.file(self.page.path(), written) {
            Some(path) => {
                let target = text::way(self.page.path().as_str(), path.as_str());
                self.suggest(finding, written, target)
            }
            None => finding,
        }
    }

    fn anchor(&self, finding: Finding, path: &BookPath, anchor: &str) -> Finding {
        let Some(page) = self.handbook.page_at(path.as_str()).map(|it| self.handbook.page(it))
        else {
            return finding;
        };
        match Sorted::of(page.outline.anchors().map(|it| (it, it))).closest(anchor) {
            Some(near) => self.suggest(finding, anchor, near.to_owned()),
            None => finding,
        }
    }

    /// Says what was meant: as an edit where it is clear what to change, else in words.
    fn suggest(&self, finding: Finding, written: &str, meant: String) -> Finding {
        let title = format!("did you mean `{meant}`?");
        match place_of(&self.page.source.text, self.span, written) {
            Some(span) => finding.fix(span, title, meant),
            None => finding.note(title),
        }
    }
}

fn message(missing: &Missing) -> String {
    match missing {
        Missing::File(written) if written.is_empty() => "the link has no target".to_owned(),
        Missing::File(written) => format!("nothing is at `{written}`"),
        Missing::Anchor(path, anchor) => format!("`{path}` has no anchor `#{anchor}`"),
        Missing::Name(name) => format!("nothing goes by `{name}`"),
        Missing::Ambiguous(name, _) => format!("several records go by `{name}`"),
        Missing::Label(label) => format!("the label `[{label}]` is not defined"),
        Missing::Scheme(scheme) => format!("a page may not link to `{scheme}:`"),
        Missing::Unpublished(path) => format!("`{path}` is not published"),
    }
}
