//! How criteria stand: each where its author wrote it, and all of them in the title block.
//! `criteria.html`.

use super::{
    address::encode,
    block::{RelatedView, related_entry},
    owed::tone,
    parts::in_words,
    standpoint::Standpoint,
};
use crate::{
    handbook::{At, Destination, Edge, EntryIndex, Spot},
    markdown::{Added, escaped},
    method::{Edit, End, RuleIndex},
    report::{Debtor, Obligation, State},
};
use serde::Serialize;

/// What `criteria.html` shows, beside the text of a criterion.
#[derive(Serialize)]
struct CriterionView<'a> {
    /// Where it is on its page.
    href: String,
    /// What it goes by.
    name: &'a str,
    /// What the link to it is called.
    label: String,
    /// What each thing that is asked of it comes to.
    answers: Vec<AnswerView<'a>>,
}

/// What answers one thing that is asked of a criterion.
#[derive(Serialize)]
struct AnswerView<'a> {
    /// What the criterion is when this is met, such as *Decided*; else the name of the rule.
    title: &'a str,
    /// The records that answer it, or could.
    links: Vec<RelatedView>,
    /// What follows where there are more than are shown.
    more: Option<String>,
    /// How that stands, in a word; none where it is met, and the records say it all.
    word: Option<String>,
}

/// How much of what is asked of the criteria of a record is met.
#[derive(Serialize)]
pub(super) struct CoverageView {
    /// In words.
    text: String,
    /// How each criterion stands, as classes of the style; empty where those are too many to see.
    segments: Vec<&'static str>,
}

/// How many records are shown beside a criterion that answer one thing asked of it.
const ANSWERS_MAX: usize = 4;
/// With more criteria than this, nobody could tell one segment from the next.
const SEGMENTS_MAX: usize = 24;

/// How a criterion stands, as what is added to its text: nothing where nothing is asked of it.
pub(super) fn criterion(from: &Standpoint<'_>, at: Spot) -> Result<Added, String> {
    let asked = asked(from, at);
    let (Some(said), Some(stands)) = (from.site.handbook.criterion(at), stands(&asked)) else {
        return Ok(Added::default());
    };
    let prefix = from.prefix(from.site.handbook.entry(at.entry).page);
    let view = CriterionView {
        href: format!("#{prefix}{}", encode(&said.anchor)),
        name: &said.name,
        label: from.site.theme.phrase("link-to", &said.name),
        answers: asked.iter().map(|it| answer(from, at, it)).collect(),
    };
    let after = from.site.theme.render("criteria.html", &view)?;
    let word = escaped(from.site.theme.word(stands));
    Ok(Added {
        class: format!("crit {stands}"),
        before: format!("<div><span class=\"vh\">{word}: </span>"),
        after: format!("</div>{}", after.trim_end()),
        ..Added::default()
    })
}

/// How many criteria of a record are met, as far as anything is asked of them; none where nothing
/// is asked of any.
pub(super) fn coverage(from: &Standpoint<'_>, entry: EntryIndex) -> Option<CoverageView> {
    let criteria = (0..).zip(&from.site.handbook.part(entry).criteria);
    let spots = criteria.map(|(at, _)| Spot { entry, at: At::Criterion(at) });
    let segments: Vec<&str> = spots.filter_map(|at| stands(&asked(from, at))).collect();
    let met = segments.iter().filter(|it| **it == "met").count();
    let total = segments.len();
    let text = from.site.theme.count("criteria-met", total);
    let text = text.replace("{met}", &met.to_string());
    let segments = if total > SEGMENTS_MAX { Vec::new() } else { segments };
    (total > 0).then_some(CoverageView { text, segments })
}

/// What is asked of a criterion.
fn asked<'a>(from: &Standpoint<'a>, at: Spot) -> Vec<&'a Obligation> {
    let At::Criterion(criterion) = at.at else {
        return Vec::new();
    };
    let by = Debtor::Criterion(at.entry, criterion);
    from.site.report.owed_by(at.entry).iter().filter(|it| it.by == by).collect()
}

/// How a criterion stands by all that counts of what is asked of it, as a class of the style that
/// is also the name of its word; none where nothing counts.
fn stands(asked: &[&Obligation]) -> Option<&'static str> {
    let so = |is: fn(&State) -> bool| asked.iter().filter(|it| is(&it.state)).count();
    let met = so(|it| *it == State::Met);
    let unmet = so(|it| matches!(it, State::Unmet(_)));
    let waived = so(|it| matches!(it, State::Waived(..)));
    match (met, unmet, waived) {
        (0, 0, 0) => None,
        (_, 0, 0) => Some("met"),
        (_, 0, _) => Some("waived"),
        (0, _, _) => Some("unmet"),
        _ => Some("partly"),
    }
}

fn answer<'a>(from: &Standpoint<'a>, at: Spot, owed: &Obligation) -> AnswerView<'a> {
    let theme = &from.site.theme;
    let mut links = answers(from, at, owed.rule);
    let more = links.len().saturating_sub(ANSWERS_MAX);
    let more = (more > 0).then(|| theme.count("more", more));
    links.truncate(ANSWERS_MAX);
    let word = match (&owed.state, kind(from, owed.rule)) {
        (State::Met, _) if !links.is_empty() => None,
        (State::Unmet(_), Some(kind)) if links.is_empty() => Some(theme.phrase("none-yet", &kind)),
        (State::Unmet(_), _) => Some(theme.word("unmet").to_lowercase()),
        _ => Some(theme.word(tone(owed)).to_lowercase()),
    };
    AnswerView { title: title(from, owed.rule), links, more, word }
}

/// The records that say what a rule asks for: of the criterion first, then of all of its record.
fn answers(from: &Standpoint<'_>, at: Spot, rule: RuleIndex) -> Vec<RelatedView> {
    let handbook = &from.site.handbook;
    let method = &handbook.method;
    let Some(Edit::New { with: Some(with), .. }) = &method.rule(rule).edit else {
        return Vec::new();
    };
    let Some((relation, End::From)) = method.relation_told(with) else {
        return Vec::new();
    };
    let whole = Spot { at: At::Whole, ..at };
    let says = |to: Spot| {
        let edges = handbook.incoming(at.entry).filter(|it| it.relation == Some(relation));
        edges.filter(move |it| it.to == Destination::Spot(to))
    };
    let mut edges: Vec<&Edge> = Vec::new();
    for edge in says(at).chain(says(whole)) {
        // A record may name both the criterion and all of its record.
        if edges.iter().all(|it| it.from != edge.from) {
            edges.push(edge);
        }
    }
    edges.iter().map(|it| related_entry(from, it.from, it.partial)).collect()
}

/// The kind of record that would meet a rule, in words.
pub(super) fn kind(from: &Standpoint<'_>, rule: RuleIndex) -> Option<String> {
    match &from.site.handbook.method.rule(rule).edit {
        Some(Edit::New { new, .. }) if !new.is_empty() => Some(in_words(new).to_lowercase()),
        _ => None,
    }
}

/// What a criterion is when it meets a rule, in a word; else the name of the rule.
fn title<'a>(from: &Standpoint<'a>, rule: RuleIndex) -> &'a str {
    let name = &from.site.handbook.method.rule(rule).name;
    let word = from.site.theme.word(&format!("rule-{name}"));
    if word.is_empty() { name } else { word }
}
