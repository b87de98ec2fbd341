//! What is found in a book: where it is, what takes it away, and what does not touch it.

use super::{
    cases,
    disk::Folder,
    generated::{self, Bytes, Files},
};
use archbook::{
    finding::{Finding, Fix},
    handbook::Handbook,
    method::{Method, StageIndex},
    report::{Debtor, Report},
};
use proptest::{prelude::*, sample::select};
use std::collections::BTreeSet;

/// Rules that look at the whole book, so that any new record may meet or break them; and why.
const WHOLE: &[(&str, &str)] = &[
    ("unstarted-section", "a stage is followed as soon as it has a record, and then owes them all"),
    ("uncovered-topic", "it asks whether any requirement answers a topic"),
    ("no-must", "it asks whether any requirement is a must"),
    ("late-stakeholder", "it compares the first stakeholder with the first decision"),
    ("overloaded-decision", "it compares what a decision satisfies with all that is required"),
    ("unpractised", "it asks whether any record shows a practice"),
    ("unreviewed-handbook", "it asks whether any review looked at the handbook"),
];

/// Every finding, and everything owed and not met.
fn told((handbook, report): &(Handbook, Report)) -> Vec<Finding> {
    let owed = report.unmet().map(|it| it.finding(handbook));
    report.findings.iter().cloned().chain(owed).collect()
}

/// The stages that have records. A book that does not say which stages it follows follows these,
/// and its records owe what these ask.
fn begun(handbook: &Handbook) -> BTreeSet<StageIndex> {
    handbook.iter().filter_map(|(at, _)| handbook.stage(at)).collect()
}

/// The keys of all that is said of others than the page at a path, but for what other stages than
/// these ask.
fn of_others(
    (handbook, report): &(Handbook, Report),
    path: &str,
    stages: &BTreeSet<StageIndex>,
) -> BTreeSet<String> {
    let keys = report.keys().into_iter().zip(&report.findings);
    let found = keys.filter(|(_, it)| it.place.path.as_str() != path).map(|(key, _)| key);
    let own =
        |by: Debtor| by.entry().is_some_and(|at| handbook.page_of(at).path().as_str() == path);
    let owed = report.unmet().filter(|it| stages.contains(&it.stage) && !own(it.by));
    let whole = |key: &String| WHOLE.iter().any(|(rule, _)| key.split('/').next() == Some(rule));
    found.chain(owed.map(|it| it.key(handbook))).filter(|it| !whole(it)).collect()
}

/// A page that has nothing in common with any generated book: neither its path nor the name of its
/// file, nor an id, a number or a link.
fn stranger() -> impl Strategy<Value = String> {
    let kinds = Method::standard().kinds.into_iter().map(|it| it.name);
    let kind = prop_oneof![
        1 => Just(String::new()),
        2 => select(kinds.collect::<Vec<_>>()).prop_map(|it| format!("id: NEW-9001\nkind: {it}\n")),
    ];
    let status =
        select(vec!["draft", "proposed", "accepted", "rejected", "superseded", "nonsense"]);
    let said =
        select(vec!["Some words.", "## Context\n\nWords.", "<b>so</b>\n\n## Criteria\n\n- one"]);
    (kind, status, said).prop_map(|(kind, status, said)| {
        format!("---\n{kind}status: {status}\ndate: 2026-01-02\n---\n# A stranger\n\n{said}\n")
    })
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn everything_found_has_a_place_in_the_book(book in generated::book()) {
        let checked = Folder::new(&book).checked();
        for finding in told(&checked) {
            for place in finding.places() {
                let text = checked.0.sources.text(&place.path).map_or("", |it| &*it.text);
                prop_assert!(text.get(place.span.range()).is_some(), "{place:?} of {finding:?}");
            }
        }
    }

    #[test]
    fn an_edit_that_a_finding_offers_takes_it_away(book in generated::book()) {
        let folder = Folder::new(&book);
        let checked = folder.checked();
        let before = told(&checked);
        for finding in before.iter().filter(|it| it.fix.is_some()) {
            let fix = finding.fix.as_ref().unwrap();
            let after = told(&Folder::new(&fixed(&book, &checked.0, fix)).checked());
            let same = |it: &&Finding| {
                (&it.rule, &it.message, &it.place.path)
                    == (&finding.rule, &finding.message, &finding.place.path)
            };
            let counts = [&before, &after].map(|all| all.iter().filter(same).count());
            prop_assert!(counts[1] < counts[0], "{finding:?} remains");
        }
    }

    #[test]
    fn a_page_that_shares_nothing_changes_nothing_that_is_said_of_others(
        book in generated::book(),
        page in stranger(),
    ) {
        const PATH: &str = "elsewhere/stranger.md";
        let before = Folder::new(&book).checked();
        let mut more = book;
        more.insert(PATH.to_owned(), Bytes(page.into_bytes()));
        let after = Folder::new(&more).checked();
        let stages = begun(&before.0);
        let [before, after] = [&before, &after].map(|it| of_others(it, PATH, &stages));
        let changed: Vec<_> = before.symmetric_difference(&after).collect();
        prop_assert_eq!(changed, Vec::<&String>::new());
    }
}

/// The book after an edit. The file becomes UTF-8, in which places count.
fn fixed(book: &Files, handbook: &Handbook, fix: &Fix) -> Files {
    let path = &fix.place.path;
    let mut text = handbook.sources.text(path).unwrap().text.to_string();
    text.replace_range(fix.place.span.range(), &fix.text);
    let mut book = book.clone();
    book.insert(path.to_string(), Bytes(text.into_bytes()));
    book
}
