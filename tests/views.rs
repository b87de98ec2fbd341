//! The pages about the whole book: what they say, and that they stay light.

use crate::books::{Memory, files, site, sources};
use std::{collections::BTreeMap, fmt::Write};

/// No view has more, whatever the book.
const VIEW_BYTES_MAX: usize = 400 * 1024;

fn shown(book: &[(String, String)]) -> BTreeMap<String, String> {
    let book = book.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    files(&site(sources(book), &Memory::default()))
}

fn requirement(number: usize, more: &str) -> (String, String) {
    let front = format!("id: REQ-{number:04}\nkind: requirement\nstatus: accepted\n{more}");
    let text = format!(
        "---\n{front}---\n\n# Keep order {number}\n\nNo order that was once confirmed is \
         ever lost again.\n\n## Criteria\n\n- one {{#a}}\n- two {{#b}}\n"
    );
    (format!("requirements/{number:04}.md"), text)
}

fn decision(number: usize, more: &str) -> (String, String) {
    let front = format!("id: ADR-{number:04}\nkind: decision\n{more}");
    let text = format!(
        "---\n{front}---\n\n# Decide on log {number}\n\n## Context\n\nOrders get lost between four \
         services.\n\n## Decision\n\nWe keep one log that is only appended.\n"
    );
    (format!("decisions/{number:04}.md"), text)
}

/// The line of a page that holds a text.
#[track_caller]
fn line<'a>(page: &'a str, text: &str) -> &'a str {
    page.lines().find(|it| it.contains(text)).unwrap_or_else(|| panic!("no {text} in {page}"))
}

#[test]
fn a_book_of_prose_has_no_view_but_the_report() {
    let pages = shown(&[("guide.md".to_owned(), "# Guide\n".to_owned())]);
    assert!(!pages.keys().any(|it| it.starts_with("_/views/")), "{:?}", pages.keys());
    assert!(pages["_/views.html"].contains("<dt><a href=\"report.html\">Completeness</a></dt>"));
}

#[test]
fn the_folder_of_the_views_holds_nothing_else() {
    let pages = shown(&[
        ("_/views/tags.md".to_owned(), "# Mine\n".to_owned()),
        requirement(1, "tags: [security]\n"),
    ]);
    let views: Vec<&String> = pages.keys().filter(|it| it.starts_with("_/views/")).collect();
    assert!(views.contains(&&"_/views/tags.html".to_owned()), "{views:?}");
    assert!(views.iter().all(|it| !pages[*it].contains("Mine</h1>")), "{views:?}");
    assert!(pages.values().any(|it| it.contains("Mine</h1>")));
}

#[test]
fn the_matrix_says_what_answers_what_and_begins_with_gaps() {
    let pages = shown(&[
        requirement(1, "priority: must\ntopic: security\n"),
        requirement(2, "priority: should\n"),
        requirement(3, "priority: must\n"),
        requirement(4, "satisfied-by: [ADR-0001]\n"),
        decision(1, "status: accepted\nsatisfies: [REQ-0001, \"REQ-0003#a\"]\n"),
        decision(2, "status: rejected\nsatisfies: [REQ-0001]\n"),
        decision(3, "status: accepted\nsatisfies: [\"REQ-0004#a\", \"REQ-0004#b\"]\n"),
    ]);
    let page = &pages["_/views/matrix.html"];
    let order = ["REQ-0002</span>", "REQ-0003</span>", "REQ-0001</span>", "REQ-0004</span>"];
    let places: Vec<usize> = order.iter().map(|it| page.find(it).unwrap()).collect();
    assert!(places.is_sorted(), "{page}");
    assert!(line(page, order[0]).contains("Should · <b>no decision yet</b>"), "{page}");
    assert!(line(page, order[1]).contains("Must · <b>1 of 2 criteria met</b>"), "{page}");
    for label in [
        "\"ADR-0001 satisfies REQ-0001\"",
        "\"ADR-0002 satisfies REQ-0001 (rejected)\"",
        "\"ADR-0001 satisfies REQ-0003, in part\"",
        "\"ADR-0001 satisfies REQ-0004\"",
        "\"ADR-0003 satisfies REQ-0004\"",
    ] {
        assert!(page.contains(&format!("aria-label={label}")), "{label}: {page}");
    }
    let chips = page.lines().find(|it| it.contains("value=\"gaps\"")).unwrap();
    for chip in ["All <small>4<", "Gaps <small>2<", "Must <small>2<", "Security <small>1<"] {
        assert!(chips.contains(chip), "{chip}: {chips}");
    }
    let csv = &pages["_/views/matrix.csv"];
    assert!(csv.contains("REQ-0002,Keep order 2,accepted,yes,,,,,\r\n"), "{csv}");
    let half =
        "REQ-0003,Keep order 3,accepted,yes,satisfies,ADR-0001,Decide on log 1,accepted,yes\r\n";
    assert!(csv.contains(half), "{csv}");
}

#[test]
fn a_large_matrix_is_folded_and_says_what_it_leaves_out() {
    let topics = ["users", "security", "functional"];
    let requirements =
        (0..500).map(|at| requirement(at, &format!("topic: {}\n", topics[at % topics.len()])));
    let decisions = (0..500).map(|at| {
        let mut satisfies = String::new();
        for of in [at, (at * 7) % 500, (at * 13) % 500] {
            write!(satisfies, "REQ-{of:04}, ").unwrap();
        }
        decision(at, &format!("status: accepted\nsatisfies: [{satisfies}]\n"))
    });
    let pages = shown(&requirements.chain(decisions).collect::<Vec<_>>());
    let page = &pages["_/views/matrix.html"];
    assert!(page.len() <= VIEW_BYTES_MAX, "{} bytes", page.len());
    assert!(page.contains("and 300 more: <a href=\"matrix.csv\">CSV</a>"));
    assert_eq!(page.matches("data-kept=").count(), 200);
    assert_eq!(page.matches("<details class=\"band\" open>").count(), 1);
    for table in page.split("<thead>").skip(1) {
        let head = table.split("</thead>").next().unwrap();
        assert!(head.matches("<th ").count() <= 41, "{head}");
    }
    assert_eq!(pages["_/views/matrix.csv"].lines().count(), 1 + 1494);
}

#[test]
fn a_chain_of_supersession_is_one_lane_of_the_timeline() {
    let pages = shown(&[
        decision(1, "status: accepted\ndate: 2025-01-10\n"),
        decision(2, "status: accepted\ndate: 2026-03-14\nsupersedes: [ADR-0001]\n"),
        decision(3, "status: proposed\ndate: 2026-05-01\n"),
        decision(4, "status: rejected\ndate: 2025-08-01\n"),
        decision(5, "status: accepted\n"),
    ]);
    let page = &pages["_/views/timeline.html"];
    let bar = |id: &str| line(page, &format!("<tspan class=\"no\">{id}<"));
    let numbers = |text: &str, before: &str| -> i32 {
        let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {text}"));
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    let [one, two, three, four] = ["ADR-0001", "ADR-0002", "ADR-0003", "ADR-0004"].map(bar);
    assert_eq!(numbers(one, "cy=\""), numbers(two, "cy=\""));
    assert_eq!(numbers(one, "H"), numbers(two, "cx=\""), "a bar ends where the next one begins");
    assert_eq!(numbers(two, "H"), numbers(page, "<path class=\"now\" d=\"M"));
    assert!(three.contains("class=\"proposed open\""), "{three}");
    assert!(!four.contains("<path") && four.contains("<tspan class=\"word\">rejected<"), "{four}");
    assert!(line(page, "class=\"count\"").contains("1 record names no day"), "{page}");
    assert!(!page.contains("style=\""), "{page}");
    let order = ["1 May 2026", "14 March 2026", "1 August 2025", "10 January 2025"];
    for address in ["_/views/timeline.html", "_/views/changes.html"] {
        let table = &pages[address][pages[address].find("<table").unwrap()..];
        let places: Vec<usize> = order.iter().map(|it| table.find(it).unwrap()).collect();
        assert!(places.is_sorted(), "{address}: {table}");
        let gone = line(table, "ADR-0001</span>");
        assert!(gone.contains("14 March 2026") && gone.contains("Superseded"), "{gone}");
    }
}

#[test]
fn a_long_past_is_cut_where_it_begins() {
    let day = |at: usize| format!("{}-{:02}-{:02}", 2000 + at / 100, 1 + at % 12, 1 + at % 28);
    let book = (0..600).map(|at| decision(at, &format!("status: accepted\ndate: {}\n", day(at))));
    let pages = shown(&book.collect::<Vec<_>>());
    let timeline = &pages["_/views/timeline.html"];
    assert_eq!(timeline.matches("<circle").count() - icons(timeline), 200);
    assert!(timeline.contains("400 more") && !timeline.contains("ADR-0100</span>"));
    let changes = &pages["_/views/changes.html"];
    assert_eq!(changes.matches("<tr><td><time").count(), 200);
    assert!(changes.contains("../sections/decisions.html?sort=-date"), "{changes}");
    for page in [timeline, changes] {
        assert!(page.len() <= VIEW_BYTES_MAX, "{} bytes", page.len());
    }
}

/// How many circles the icons of a page have.
fn icons(page: &str) -> usize {
    let start = page.find("id=\"page.icons\"").unwrap();
    page[start..].split("</svg>").next().unwrap().matches("<circle").count()
}

const PUBLIC: &str = "[book]\ntitle = \"Shop & co\"\n\
    [output.html]\nsite-url = \"https://example.org/shop/\"\n";

#[test]
fn a_feed_names_each_record_once_and_its_last_day() {
    let config = ("book.toml".to_owned(), PUBLIC.to_owned());
    let old = decision(1, "status: accepted\ndate: 2025-01-10\n");
    let pages = shown(&[
        config.clone(),
        old.clone(),
        decision(2, "status: accepted\ndate: 2026-03-14\n"),
        requirement(1, "date: 2026-02-01\n"),
        decision(3, "status: proposed\ndate: 2099-01-01\n"),
    ]);
    let feed = &pages["_/feed.xml"];
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("sites");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("feed", feed));
    let stage = &pages["_/feeds/research.xml"];
    assert!(stage.contains("<title>Shop &amp; co: Research</title>"), "{stage}");
    assert_eq!(stage.matches("<entry>").count(), 1);
    let link = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Shop &amp; co\" \
                href=\"../_/feed.xml\">";
    assert!(pages["decisions/0001.html"].contains(link), "{}", pages["decisions/0001.html"]);
    assert!(pages["_/views/changes.html"].contains("../feeds/research.xml"));

    // What another record does changes nothing of this one.
    let entry = |feed: &str| {
        let at = feed.find("<id>https://example.org/shop/decisions/0001.html</id>").unwrap();
        feed[at..].split("</entry>").next().unwrap().to_owned()
    };
    let more = shown(&[config, old, decision(7, "status: accepted\ndate: 2026-05-01\n")]);
    assert_eq!(entry(feed), entry(&more["_/feed.xml"]));
}

#[test]
fn a_site_whose_place_nobody_knows_has_no_feed() {
    let pages = shown(&[decision(1, "status: accepted\ndate: 2025-01-10\n")]);
    assert!(!pages.keys().any(|it| it.contains("feed.xml")), "{:?}", pages.keys());
    assert!(!pages["index.html"].contains("atom+xml"));
}
