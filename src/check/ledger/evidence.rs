//! What meets an obligation: which link, which section, which field, which file.

use super::{asked::bound, demand::ends};
use crate::{
    handbook::{At, EntryIndex, Handbook, Spot},
    method::Rule,
    query::{Ask, Ends, Query, Term},
    report::{Debtor, Obligation, State},
};

/// What meets an obligation, each in a few words; nothing where it is not met.
pub fn evidence(handbook: &Handbook, it: &Obligation) -> Vec<String> {
    if it.state != State::Met {
        return Vec::new();
    }
    let rule = handbook.method.rule(it.rule);
    match it.by {
        Debtor::Entry(at) => of_entry(handbook, rule, Spot { entry: at, at: At::Whole }),
        Debtor::Criterion(entry, criterion) => {
            of_entry(handbook, rule, Spot { entry, at: At::Criterion(criterion) })
        }
        Debtor::Topic(at) => found(handbook, rule, "topic", &handbook.method.topics[at].name),
        Debtor::Section(at) => found(handbook, rule, "section", &handbook.method.section(at).name),
        Debtor::Practice(at) => {
            let queries = handbook.method.practices[at].expect.iter();
            queries.filter_map(|text| first(handbook, text)).collect()
        }
        Debtor::Book => found(handbook, rule, "book", ""),
    }
}

/// The first entries that the queries of a rule find, with a name filled in.
fn found(handbook: &Handbook, rule: &Rule, what: &str, name: &str) -> Vec<String> {
    let filled = rule.expect.iter().map(|text| text.replace(&format!("{{{what}}}"), name));
    filled.filter_map(|text| first(handbook, &text)).collect()
}

fn first(handbook: &Handbook, query: &str) -> Option<String> {
    let bound = bound(&handbook.method, query);
    let mut entries = handbook.iter().map(|(at, _)| at);
    let at = entries.find(|at| bound.matches(handbook, *at, Ends::Eligible))?;
    Some(handbook.label(at).to_owned())
}

fn of_entry(handbook: &Handbook, rule: &Rule, spot: Spot) -> Vec<String> {
    let queries = rule.expect.iter().map(|text| (text, bound(&handbook.method, text)));
    let mut held = queries.filter(|(_, it)| it.matches_spot(handbook, spot, Ends::Eligible));
    let Some((text, _)) = held.next() else {
        return Vec::new();
    };
    let (query, _) = Query::parse(text);
    query.terms.iter().filter(|term| !term.not).flat_map(|it| of_term(handbook, it, spot)).collect()
}

/// What makes a term hold.
fn of_term(handbook: &Handbook, term: &Term, spot: Spot) -> Vec<String> {
    match &term.ask {
        Ask::Nested { name, query } => {
            let bound = query.bind(&handbook.method).0;
            let far = ends(handbook, spot.entry, &name.text).into_iter();
            let far = far.filter(|at| bound.matches(handbook, *at, Ends::Eligible));
            let labels: Vec<&str> = far.map(|at| handbook.label(at)).collect();
            vec![format!("{} {}", name.text.replace('-', " "), labels.join(", "))]
        }
        Ask::Field { name, values } if name.text == "has" => {
            values.iter().filter_map(|it| of_thing(handbook, &it.text, spot.entry)).collect()
        }
        Ask::Field { name, .. } => {
            let said = handbook.part(spot.entry).text(&name.text);
            said.map(|said| format!("`{}: {said}`", name.text)).into_iter().collect()
        }
        Ask::Words(_) => Vec::new(),
    }
}

/// Where an entry has something: a relation, a heading, a field.
fn of_thing(handbook: &Handbook, name: &str, at: EntryIndex) -> Option<String> {
    let method = &handbook.method;
    let part = handbook.part(at);
    if method.relation_named(name).is_some() {
        let labels: Vec<&str> =
            ends(handbook, at, name).into_iter().map(|it| handbook.label(it)).collect();
        return Some(format!("{} {}", name.replace('-', " "), labels.join(", ")));
    }
    if let Some(said) = part.text(name) {
        return Some(format!("`{name}: {said}`"));
    }
    if name == "date" {
        return part.date().map(|it| format!("dated {it}"));
    }
    let passages = handbook.passages(at, name);
    let heading = passages.first()?.heading;
    let outline = &handbook.page_of(at).outline;
    Some(match heading {
        Some(heading) => format!("section *{}*", outline.headings[heading].text),
        None => "the text below the title".to_owned(),
    })
}
