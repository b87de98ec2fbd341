//! What holds for every input of a reader, whatever it says: the properties that the fuzz targets
//! in `tests/fuzz` look for an exception to.
//!
//! The targets run them for hours; `fuzz.rs` runs them over the inputs that were found to matter.

use crate::{
    books::{Memory, handbook, sources},
    crawl,
};
use archbook::{
    check::check,
    evidence::junit,
    finding::Finding,
    handbook::Handbook,
    live::Live,
    markdown::{Field, FrontMatter, Highlighter, Value},
    page::{self, Page, Part},
    preview::{self, HEAD_MAX, Head},
    query::{Ask, Ends, Misread, Query},
    site::{self, Address, File},
    source::Source,
    text::{BookPath, LineIndex, Span},
    theme::Theme,
};
use std::sync::{Arc, LazyLock};

/// A property of one reader. It panics where it does not hold.
pub(crate) type Property = fn(&[u8]);

/// Every property by the name of its target.
pub(crate) const ALL: &[(&str, Property)] = &[
    ("page", |data| reads_a_page(&text(data))),
    ("render", |data| renders_a_page(&text(data))),
    ("front_matter", |data| reads_front_matter(&text(data))),
    ("config", |data| reads_a_configuration(&text(data))),
    ("method", |data| reads_a_method(&text(data))),
    ("query", |data| reads_a_query(&text(data))),
    ("live", |data| reads_a_live_block(&text(data))),
    ("links", |data| follows_a_link(&text(data))),
    ("junit", |data| reads_a_report(&text(data))),
    ("request", reads_a_request),
];

/// The text as `disk` gives it on: decoded, whatever the bytes are.
fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn path(name: &str) -> BookPath {
    BookPath::new(name).expect("it lies inside the book")
}

#[track_caller]
fn assert_inside(span: Span, text: &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    let inside = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
    assert!(inside, "{span:?} is no place in {text:?}");
}

/// A page that says this. Its first line may say what its file is called.
fn source(text: &str) -> Arc<Source> {
    let named = text.split_once('\n').filter(|(name, _)| name.rsplit('.').next() == Some("md"));
    let named = named.and_then(|(name, rest)| Some((BookPath::new(name)?, rest)));
    let (path, text) = named.unwrap_or_else(|| (path("adr/0001-a.md"), text));
    Arc::new(Source { path, text: text.into() })
}

pub(crate) fn reads_a_page(text: &str) {
    let source = source(text);
    let page = page::read(&source);
    let spans = page.parts.iter().flat_map(spans_of_part).chain(spans_of_page(&page));
    spans.for_each(|span| assert_inside(span, &source.text));
    let mut anchors: Vec<&str> = page.outline.anchors().collect();
    let count = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), count, "two anchors of a page are the same");
    for place in page.findings.iter().map(|it| it.place.span.start) {
        LineIndex::new(&source.text).line_column(place);
    }
}

/// Every place that a page as a whole keeps.
pub(crate) fn spans_of_page(page: &Page) -> impl Iterator<Item = Span> {
    let outline = &page.outline;
    let headings = outline.headings.iter().flat_map(|it| [it.span, it.body]);
    let links = outline.links.iter().map(|it| it.span);
    let terms = outline.terms.iter().map(|it| Span { start: it.start, end: it.start });
    let live = outline.live.iter().map(|it| it.span);
    let points = page.points.iter().map(|it| Span { start: it.item, end: it.item });
    let findings = page.findings.iter().map(|it| it.place.span);
    let own = [page.title_heading, page.front_below].into_iter().flatten();
    let body = Span { start: page.body, end: page.body };
    headings
        .chain(links)
        .chain(terms)
        .chain(live)
        .chain(points)
        .chain(findings)
        .chain(own)
        .chain([body])
}

/// Every place that a part of a page keeps.
pub(crate) fn spans_of_part(part: &Part) -> impl Iterator<Item = Span> {
    let fields = part.fields.iter().flat_map(|it| {
        let texts = it.value.texts().into_iter().map(|it| it.span);
        [it.key_span, it.value.span()].into_iter().chain(texts)
    });
    let claims = part.claims.iter().map(|it| it.to.span);
    let criteria =
        part.criteria.iter().flat_map(|it| [it.span, Span { start: it.item, end: it.item }]);
    let statuses = part.statuses.iter().map(|it| it.span);
    let dates = part.dates.iter().map(|it| it.span);
    let id = part.id.iter().map(|it| it.span);
    let item = part.item.map(|it| Span { start: it, end: it });
    fields
        .chain(claims)
        .chain(criteria)
        .chain(statuses)
        .chain(dates)
        .chain(id)
        .chain(item)
        .chain([part.title.span, part.range])
}

/// A page becomes a page of the site on which no id is there twice, every time the same.
fn renders_a_page(text: &str) {
    static THEME: LazyLock<Arc<Theme>> = LazyLock::new(Arc::default);
    static CODE: LazyLock<Arc<Highlighter>> = LazyLock::new(Arc::default);
    let source = source(text);
    let book = sources([(source.path.as_str(), &*source.text)]);
    let book = Arc::new(handbook(book, &Memory::default()));
    let report = Arc::new(check(&book));
    CODE.age();
    let site = site::plan(Arc::clone(&book), report, Arc::clone(&THEME), Arc::clone(&CODE));
    for page in (0..).map(archbook::handbook::PageIndex).take(book.pages.len()) {
        let File::Bytes(html) = site.file(site.address_of(page)).expect("a page has an address")
        else {
            panic!("a page is rendered");
        };
        let html = String::from_utf8(html).expect("a page is text");
        assert_eq!(crawl::twice(&html), Vec::<String>::new(), "an id is there twice");
    }
}

fn reads_front_matter(text: &str) {
    let wrapped = format!("---\n{text}\n---\n# X\n");
    for text in [text, &wrapped] {
        for front in [FrontMatter::split(text), FrontMatter::find(text).0] {
            assert!(text.is_char_boundary(front.end as usize));
            assert_inside(front.span, text);
            front.flaws.iter().for_each(|it| assert_inside(it.span, text));
            front.fields.iter().for_each(|it| assert_field(it, text));
        }
    }
}

fn assert_field(field: &Field, text: &str) {
    assert_inside(field.key.span, text);
    assert_value(&field.value, text);
}

fn assert_value(value: &Value, text: &str) {
    assert_inside(value.span(), text);
    match value {
        Value::Empty(_) | Value::Text(_) => (),
        Value::List(values, _) => values.iter().for_each(|it| assert_value(it, text)),
        Value::Map(fields, _) => fields.iter().for_each(|it| assert_field(it, text)),
    }
}

/// The pages of a small book, some of whose words a configuration or a method could be about.
const PAGES: &[(&str, &str)] = &[
    (
        "adr/0001-a.md",
        "# 1. A\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWords.\n",
    ),
    (
        "adr/0002-b.md",
        "---\nid: ADR-2\nstatus: draft\nsatisfies: [REQ-1#c1]\n---\n# B\n\n## Decision\n\nB.\n",
    ),
    (
        "needs/1.md",
        "---\nid: REQ-1\nkind: requirement\nstatus: accepted\n---\n# Be quick\n\n## Criteria\n\n- in 3 s {#c1}\n",
    ),
    (
        "index.md",
        "# Book\n\nSee ADR-2 and [a](adr/0001-a.md).\n\n```archbook\ntable kind:decision\n```\n",
    ),
];

/// What is found in a book of these files is in one of them.
fn check_with(name: &str, text: &str) -> Handbook {
    let files = PAGES.iter().copied().chain([(name, text)]);
    let book = handbook(sources(files), &Memory::default());
    let report = check(&book);
    let owed: Vec<Finding> = report.unmet().map(|it| it.finding(&book)).collect();
    for finding in report.findings.iter().chain(&owed) {
        let file = book.sources.text(&finding.place.path);
        let text = file.map_or("", |it| &it.text);
        assert_inside(finding.place.span, text);
        finding.fix.iter().for_each(|fix| assert_inside(fix.place.span, text));
    }
    book
}

fn reads_a_configuration(text: &str) {
    check_with("book.toml", text);
}

fn reads_a_method(text: &str) {
    check_with("method.toml", text);
}

/// A small book under the standard method.
static BOOK: LazyLock<Handbook> = LazyLock::new(|| check_with("README.md", "# Read me\n"));

fn reads_a_query(text: &str) {
    let (query, misread) = Query::parse(text);
    assert_misread(&misread, text);
    assert_terms(&query, text);
    let again = Query::parse(&query.to_string());
    assert_eq!(again, (query.clone(), Vec::new()), "its plainest spelling says something else");
    let (bound, misread) = query.bind(&BOOK.method);
    assert_misread(&misread, text);
    let mut found: Vec<_> = BOOK.iter().map(|(at, _)| at).collect();
    found.retain(|&at| bound.matches(&BOOK, at, Ends::All));
    let count = found.len();
    bound.order(&BOOK, &mut found);
    assert_eq!(found.len(), count);
}

fn assert_misread(misread: &[Misread], text: &str) {
    for it in misread {
        assert_inside(it.span, text);
    }
}

fn assert_terms(query: &Query, text: &str) {
    for term in &query.terms {
        assert_inside(term.span, text);
        match &term.ask {
            Ask::Words(words) => assert_inside(words.span, text),
            Ask::Field { name, values } => {
                values.iter().chain([name]).for_each(|it| assert_inside(it.span, text));
            }
            Ask::Nested { name, query } => {
                assert_inside(name.span, text);
                assert_terms(query, text);
            }
        }
    }
}

fn reads_a_live_block(text: &str) {
    match Live::parse(text, &BOOK.method) {
        Ok(live) => assert!(live.entries(&BOOK).len() <= BOOK.entries.len()),
        Err(misread) => {
            assert!(!misread.is_empty(), "nobody says what is wrong");
            assert_misread(&misread, text);
        }
    }
}

/// A link from one file to another leads there, and no link is taken for one inside that is not.
fn follows_a_link(text: &str) {
    let (from, link) = text.split_once('\n').unwrap_or(("adr/0001-a.md", text));
    let Some(from) = BookPath::new(from).filter(|it| !it.as_str().is_empty()) else {
        return;
    };
    match from.join(link) {
        Ok(to) => {
            assert!(to.as_str().split('/').all(|it| ![".", ".."].contains(&it)), "{to}");
            assert_eq!(BookPath::new(to.as_str()).as_ref(), Some(&to));
            assert_way(&from, &to);
        }
        Err(outer) => assert!(outer.as_str().starts_with("../"), "{outer:?}"),
    }
}

pub(crate) fn assert_way(from: &BookPath, to: &BookPath) {
    if to.as_str().is_empty() {
        return;
    }
    let [here, there] = [from, to].map(|it| Address::new(it.as_str()));
    assert_eq!(from.join(&here.relative(&there)).as_ref(), Ok(to));
    let href = here.href(&there);
    assert_eq!(crawl::resolve(from.as_str(), &crawl::decoded(&href)), to.as_str());
    let colon = href.find(':');
    assert_eq!(colon, None, "{href} looks like another scheme");
}

fn reads_a_report(text: &str) {
    let Ok(run) = junit::parse(text) else {
        return;
    };
    for property in &run.properties {
        assert!(property.cases.start <= property.cases.end);
        assert!(property.cases.end <= run.cases.len());
    }
}

/// What comes over a wire is a question, the beginning of one, or refused, in however many pieces it
/// comes; and a question leads to no place outside of the site.
fn reads_a_request(data: &[u8]) {
    let read = preview::read_head(data);
    let length = read.map_or(data.len(), |head| head.map_or(data.len(), |it| it.length));
    for end in (0..length).rev().step_by(length / 50 + 1) {
        let begun = preview::read_head(&data[..end]);
        assert!(begun == Ok(None) || begun == read && begun.is_err(), "{begun:?} at {end}");
    }
    if let Ok(Some(head)) = read {
        assert!(head.length <= data.len().min(HEAD_MAX) && data[..length].ends_with(b"\r\n\r\n"));
        assert_eq!(preview::read_head(&data[..length]), read, "what follows is another question");
        assert_plain(head);
        assert_address(head.target);
    }
    // Most inputs are no question at all, and a path would seldom be tried.
    assert_address(&text(data));
}

fn assert_plain(head: Head<'_>) {
    let plain = head.plain();
    let length = plain.len();
    // It may be longer than one that came in, by what is said of its end.
    if length <= HEAD_MAX {
        let expected = Head { goes_on: false, length, ..head };
        assert_eq!(preview::read_head(plain.as_bytes()), Ok(Some(expected)), "it says the same");
    }
}

fn assert_address(target: &str) {
    if let Some(address) = preview::address(target) {
        let is_name = |it: &str| !["", ".", ".."].contains(&it) && !it.contains(['\\', '\0', '\n']);
        assert!(address.split('/').all(is_name), "{target} leads to {address}");
    }
}

#[test]
fn the_book_of_the_properties_has_records_and_prose() {
    let kinds = BOOK.entries.iter().filter(|it| it.kind.is_some()).count();
    assert_eq!((kinds, BOOK.entries.len()), (3, 5));
}
