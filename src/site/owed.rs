//! What is owed and not met, thing by thing: `owed.html`, on the page of a record.

use super::{
    block::owner,
    parts::{DateView, in_words},
    standpoint::Standpoint,
};
use crate::{
    finding::Severity,
    handbook::{At, EntryIndex, Spot},
    markdown::escaped,
    method::Edit,
    report::{Debtor, Obligation, State},
};
use serde::Serialize;
use std::cmp::Reverse;

/// What `owed.html` shows.
#[derive(Serialize)]
pub(super) struct OwesView<'a> {
    /// What is owed, the worst first.
    items: Vec<OwedView<'a>>,
    /// What follows where there is more than is shown.
    more: Option<String>,
}

/// One thing owed, and not met.
#[derive(Serialize)]
pub(super) struct OwedView<'a> {
    /// Its stable name, as an anchor.
    anchor: String,
    /// How it stands: the severity of what is missing, else `waived`, `not-applicable`, `unknown`.
    tone: &'static str,
    /// The word for that.
    word: &'a str,
    /// What owes it; none where the text says so.
    by: Option<DebtorView>,
    /// What is so, as HTML.
    message: String,
    /// The rule that asks for it.
    rule: RuleView<'a>,
    /// Who answers for what owes it.
    owner: Option<String>,
    /// How to begin; none where that is not a new record, or nothing is missing.
    start: Option<StartView>,
    /// Why it is excused; none where it is not.
    waiver: Option<WaiverView<'a>>,
}

/// The record that would most likely meet an obligation.
#[derive(Serialize)]
struct StartView {
    /// What kind of record, in words.
    lead: String,
    /// What it has to say.
    code: String,
}

/// What owes something.
#[derive(Serialize)]
struct DebtorView {
    /// Where it is; none where it has no page.
    href: Option<String>,
    /// What it goes by; none where it has no id.
    id: Option<String>,
    /// What it is called.
    title: String,
}

/// A rule.
#[derive(Serialize)]
pub(super) struct RuleView<'a> {
    /// Its stable name.
    name: &'a str,
    /// The page about it; none where the book has none.
    href: Option<String>,
}

/// Why something is excused.
#[derive(Serialize)]
struct WaiverView<'a> {
    /// The reason.
    reason: &'a str,
    /// Who answers for it.
    owner: &'a str,
    /// The last day it counts.
    until: DateView,
}

/// How much of what it owes the page of a record shows.
const ITEMS_MAX: usize = 24;

/// What the entries of a page owe and do not meet; none where that is nothing.
pub(super) fn owes<'a>(from: &Standpoint<'a>, of: &[EntryIndex]) -> Option<OwesView<'a>> {
    let report = &from.site.report;
    let all = of.iter().flat_map(|at| report.owed_by(*at));
    let mut open: Vec<&Obligation> = all.filter(|it| it.state != State::Met).collect();
    open.sort_by_key(|it| rank(it));
    let shown = open.iter().take(ITEMS_MAX).map(|it| inline(from, it, of.first().copied()));
    let more = open.len().saturating_sub(ITEMS_MAX);
    let view = OwesView {
        items: shown.collect(),
        more: (more > 0).then(|| from.site.theme.count("more", more)),
    };
    (!open.is_empty()).then_some(view)
}

/// What is missing comes first, the worst of it before the rest.
fn rank(it: &Obligation) -> (u8, Reverse<Severity>) {
    let state = match it.state {
        State::Unmet(_) => 0,
        State::Unknown(_) => 1,
        State::Waived(..) => 2,
        State::NotApplicable(_) => 3,
        State::Met => 4,
    };
    (state, Reverse(it.severity))
}

/// An obligation as a row of a table, which has a column for what owes it.
pub(super) fn row<'a>(from: &Standpoint<'a>, it: &'a Obligation) -> OwedView<'a> {
    let name = it.by.name(&from.site.handbook);
    OwedView {
        by: Some(debtor(from, it.by)),
        message: coded(without(said(it), &name)),
        ..bare(from, it)
    }
}

/// An obligation as a line of text, which names what owes it unless that is `own`.
pub(super) fn inline<'a>(
    from: &Standpoint<'a>,
    it: &'a Obligation,
    own: Option<EntryIndex>,
) -> OwedView<'a> {
    let name = it.by.name(&from.site.handbook);
    let is_own = own.is_some_and(|own| it.by == Debtor::Entry(own));
    let message = if is_own { coded(without(said(it), &name)) } else { sentence(from, it) };
    // On a page of its own there is room to say how to begin.
    let start = own.and_then(|_| start(from, it));
    OwedView { message, start, ..bare(from, it) }
}

/// What is so with an obligation, as HTML in which what owes it is a link.
pub(super) fn sentence(from: &Standpoint<'_>, it: &Obligation) -> String {
    let message = coded(said(it));
    let Some(href) = href(from, it.by) else {
        return message;
    };
    let code = format!("<code>{}</code>", escaped(&it.by.name(&from.site.handbook)));
    let link = format!("<a href=\"{}\">{code}</a>", escaped(&href));
    if message.contains(&code) {
        message.replacen(&code, &link, 1)
    } else {
        format!("{link}: {message}")
    }
}

impl OwedView<'_> {
    /// Whether anybody answers for what owes it.
    pub(super) fn has_owner(&self) -> bool {
        self.owner.is_some()
    }
}

fn bare<'a>(from: &Standpoint<'a>, it: &'a Obligation) -> OwedView<'a> {
    let (handbook, report, theme) = (&from.site.handbook, &from.site.report, &from.site.theme);
    let tone = tone(it);
    let waiver = match it.state {
        State::Waived(_, at) => Some(&report.waivers[at]),
        _ => None,
    };
    OwedView {
        anchor: it.key(handbook).replace(char::is_whitespace, "-"),
        tone,
        word: theme.word(tone),
        by: None,
        message: String::new(),
        rule: rule(from, &handbook.method.rule(it.rule).name),
        owner: it.by.entry().and_then(|at| owner(handbook.part(at))),
        start: None,
        waiver: waiver.map(|it| WaiverView {
            reason: &it.reason,
            owner: &it.owner,
            until: it.expires.into(),
        }),
    }
}

/// The record that would meet an obligation, in which a field has to name what owes it.
fn start(from: &Standpoint<'_>, it: &Obligation) -> Option<StartView> {
    let handbook = &from.site.handbook;
    let edit = handbook.method.rule(it.rule).edit.as_ref();
    match (&it.state, edit) {
        (State::Unmet(_), Some(Edit::New { new, with: Some(field) })) => Some(StartView {
            lead: from.site.theme.phrase("start-with", &in_words(new).to_lowercase()),
            code: format!("{field}: [{}]", it.by.name(handbook)),
        }),
        _ => None,
    }
}

/// How an obligation stands, as a class of the style that is also the name of its word.
pub(super) fn tone(it: &Obligation) -> &'static str {
    match it.state {
        State::Met => "met",
        State::Unmet(_) => it.severity.name(),
        State::Waived(..) => "waived",
        State::NotApplicable(_) => "not-applicable",
        State::Unknown(_) => "unknown",
    }
}

fn said(it: &Obligation) -> &str {
    match &it.state {
        State::Met => "",
        State::Unmet(text)
        | State::Waived(text, _)
        | State::NotApplicable(text)
        | State::Unknown(text) => text,
    }
}

/// A message without the name it begins with, where a reader sees that name beside it.
fn without<'a>(message: &'a str, name: &str) -> &'a str {
    let rest = message.strip_prefix('`').and_then(|it| it.strip_prefix(name));
    rest.and_then(|it| it.strip_prefix("` ")).unwrap_or(message)
}

fn debtor(from: &Standpoint<'_>, by: Debtor) -> DebtorView {
    let handbook = &from.site.handbook;
    let method = &handbook.method;
    let (id, title) = match by {
        Debtor::Book => (None, from.site.theme.word("the-book").to_owned()),
        Debtor::Topic(at) => (None, method.topics[at].title.clone()),
        Debtor::Section(at) => (None, method.section(at).title.clone()),
        Debtor::Practice(at) => (None, method.practices[at].title.clone()),
        Debtor::Entry(at) => (handbook.entry(at).id.clone(), from.site.title(at).to_owned()),
        Debtor::Criterion(at, criterion) => {
            let criterion = &handbook.part(at).criteria[usize::from(criterion)];
            let id = handbook.entry(at).id.as_deref().unwrap_or_default();
            (Some(format!("{id}#{}", criterion.anchor)), criterion.text.clone())
        }
    };
    DebtorView { href: href(from, by), id, title }
}

/// Where what owes something is; none for what has no page.
fn href(from: &Standpoint<'_>, by: Debtor) -> Option<String> {
    match by {
        Debtor::Book | Debtor::Topic(_) | Debtor::Practice(_) => None,
        Debtor::Section(at) => Some(from.href(&from.site.places.sections[usize::from(at.0)])),
        Debtor::Entry(at) => Some(from.entry(at)),
        Debtor::Criterion(entry, at) => Some(from.spot(Spot { entry, at: At::Criterion(at) })),
    }
}

/// A rule, with the page about it where this book has one.
pub(super) fn rule<'a>(from: &Standpoint<'a>, name: &'a str) -> RuleView<'a> {
    let page = from.site.lists.rule_page(name);
    RuleView { name, href: page.map(|it| from.href(from.site.places.page(it))) }
}

/// A message as HTML, with what stands in backticks as code, and between stars emphasised.
pub(super) fn coded(message: &str) -> String {
    let emphasised =
        |plain: &str| between(plain, '*', escaped, |it| format!("<em>{}</em>", escaped(it)));
    between(message, '`', emphasised, |it| format!("<code>{}</code>", escaped(it)))
}

/// A text in which what stands between two of these signs is written in one way, and the rest in
/// another. A sign without its fellow is a sign like any other.
fn between(
    text: &str,
    sign: char,
    outside: impl Fn(&str) -> String,
    inside: impl Fn(&str) -> String,
) -> String {
    let pieces: Vec<&str> = text.split(sign).collect();
    if pieces.len().is_multiple_of(2) {
        return outside(text);
    }
    let piece =
        |(at, piece): (usize, &&str)| if at % 2 == 1 { inside(piece) } else { outside(piece) };
    pieces.iter().enumerate().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_messages_are_code() {
        assert_eq!(coded("no `<a>` in `b`"), "no <code>&lt;a&gt;</code> in <code>b</code>");
        assert_eq!(coded("an odd ` one"), "an odd ` one");
        assert_eq!(coded("*A <b>* of `*c*` * d"), "<em>A &lt;b&gt;</em> of <code>*c*</code> * d");
    }

    #[test]
    fn a_name_is_not_said_twice() {
        assert_eq!(without("`REQ-1` names no owner", "REQ-1"), "names no owner");
        assert_eq!(without("`REQ-12` names no owner", "REQ-1"), "`REQ-12` names no owner");
        assert_eq!(without("nothing deploys `CMP-1`", "CMP-1"), "nothing deploys `CMP-1`");
    }
}
