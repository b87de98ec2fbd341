//! What queries mean: the cases of `queries.toml`, and what must hold for every text.

use crate::books::{Memory, handbook, sources};
use archbook::{
    handbook::{At, EntryIndex, Handbook, Named, Spot},
    query::{Ask, Ends, Misread, Query},
    text::{BookPath, Span},
};
use proptest::{prelude::*, sample::select};
use serde::Deserialize;

const CASES_MIN: usize = 80;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    page: Vec<Page>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    path: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    query: String,
    /// What is found; what a query with nothing left in it finds is everything, and not compared.
    find: Option<Vec<String>>,
    /// Each piece that is misread, what is said of it, and what is suggested.
    #[serde(default)]
    wrong: Vec<Vec<String>>,
    #[serde(default)]
    eligible: bool,
    at: Option<String>,
    #[serde(default = "flat")]
    flat: bool,
    /// What the search of a site finds, where that is something else; `search.rs` compares it.
    #[serde(rename = "found")]
    _found: Option<Vec<String>>,
}

fn flat() -> bool {
    true
}

fn table() -> (Handbook, Vec<Case>) {
    let table: Table = toml::from_str(include_str!("queries.toml")).unwrap();
    let pages = table.page.iter().map(|it| (it.path.as_str(), it.text.trim_start()));
    let mut sources = sources(pages);
    sources.src = BookPath::new("docs").unwrap();
    (handbook(sources, &Memory::default()), table.case)
}

/// Everything that is misread of a query, in order.
fn misread(handbook: &Handbook, text: &str) -> Vec<Misread> {
    let (query, mut misread) = Query::parse(text);
    misread.extend(query.bind(&handbook.method).1);
    misread
}

fn found(handbook: &Handbook, case: &Case) -> Vec<String> {
    let (query, _) = Query::parse(&case.query).0.bind(&handbook.method);
    let ends = if case.eligible { Ends::Eligible } else { Ends::All };
    let mut found: Vec<EntryIndex> = match &case.at {
        None => handbook
            .iter()
            .map(|(at, _)| at)
            .filter(|&at| query.matches(handbook, at, ends))
            .collect(),
        Some(name) => {
            let spot = criterion(handbook, name);
            let found = query.matches_spot(handbook, spot, ends).then_some(spot.entry);
            found.into_iter().collect()
        }
    };
    query.order(handbook, &mut found);
    found.iter().map(|&at| handbook.label(at).to_owned()).collect()
}

fn criterion(handbook: &Handbook, name: &str) -> Spot {
    let (id, anchor) = name.split_once('#').unwrap();
    let Named::One(entry) = handbook.names.find(id, &BookPath::root()) else {
        panic!("{id} is not one entry");
    };
    let criteria = &handbook.part(entry).criteria;
    let at = criteria.iter().position(|it| it.anchor == anchor).unwrap();
    Spot { entry, at: At::Criterion(u16::try_from(at).unwrap()) }
}

#[test]
fn queries_find_what_they_ask_for() {
    let (handbook, cases) = table();
    assert!(cases.len() >= CASES_MIN);
    for case in &cases {
        let query = &case.query;
        let wrong: Vec<Vec<String>> = misread(&handbook, query)
            .into_iter()
            .map(|it| {
                let piece = query[it.span.range()].to_owned();
                [Some(piece), Some(it.message), it.suggestion].into_iter().flatten().collect()
            })
            .collect();
        assert_eq!(wrong, case.wrong, "{query}");
        assert!(case.find.is_some() || !wrong.is_empty(), "{query} expects nothing");
        if let Some(expected) = &case.find {
            assert_eq!(&found(&handbook, case), expected, "{query}");
        }
    }
}

#[test]
fn flat_cases_have_no_parentheses_and_no_order() {
    for case in table().1 {
        let (query, _) = Query::parse(&case.query);
        let deep = query.terms.iter().any(|term| match &term.ask {
            Ask::Words(_) => false,
            Ask::Field { name, .. } => name.text == "sort",
            Ask::Nested { .. } => true,
        });
        let deep = deep || case.eligible || case.at.is_some();
        assert!(!(deep && case.flat), "{} is not flat", case.query);
    }
}

/// Pieces of which queries are made: everything that means something in one.
const PIECES: &[&str] = &[
    "kafka",
    "é",
    "决定",
    " ",
    " ",
    "-",
    "\"",
    "(",
    ")",
    ":",
    ",",
    "*",
    "#",
    "..",
    ">=",
    "<",
    "kind:",
    "decision",
    "status:",
    "draft",
    "sort:",
    "-date",
    "date:",
    "2026-03",
    "has:",
    "satisfies:(",
    "satisfied-by:",
    "REQ-1",
    "\"a b\"",
    "\u{a0}",
    "\n",
    "number:",
    "10",
    "staus:",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..16).prop_map(|pieces| pieces.concat())
}

/// The places of everything in a query.
fn spans(query: &Query) -> Vec<Span> {
    let inside = query.terms.iter().flat_map(|term| match &term.ask {
        Ask::Words(words) => vec![words.span],
        Ask::Field { name, values } => [name].into_iter().chain(values).map(|it| it.span).collect(),
        Ask::Nested { name, query } => [vec![name.span], spans(query)].concat(),
    });
    query.terms.iter().map(|term| term.span).chain(inside).collect()
}

proptest! {
    #[test]
    fn a_query_lies_inside_its_text_and_is_read_again_as_itself(
        text in prop_oneof![text(), any::<String>()],
    ) {
        let method = archbook::method::Method::standard();
        let (query, misread) = Query::parse(&text);
        let (_, strange) = query.bind(&method);
        let all = misread.iter().chain(&strange).map(|it| it.span).chain(spans(&query));
        for span in all {
            let (start, end) = (span.start as usize, span.end as usize);
            prop_assert!(start <= end && text.is_char_boundary(start) && text.is_char_boundary(end));
        }
        let printed = query.to_string();
        let (again, nothing) = Query::parse(&printed);
        prop_assert_eq!(nothing, vec![], "{}", printed);
        prop_assert_eq!(again.to_string(), printed);
        prop_assert_eq!(again, query);
    }
}
