//! What a site shows, page by page.

use crate::books::{Memory, files, site, sources};
use archbook::{site::Address, source::Source, text::BookPath};
use std::collections::BTreeMap;

fn shown(book: &[(&str, &str)]) -> BTreeMap<String, String> {
    files(&site(sources(book.iter().copied()), &Memory::default()))
}

const OLD: &str =
    "# Reconcile nightly\n\n## Status\n\nAccepted\n\n## Context\n\nFour services, by ADR-2.\n";
const NEW: &str = "---\nstatus: accepted\ndate: 2026-03-14\nsupersedes: [ADR-0001]\n---\n\n\
                   # Keep an append-only log\n\n## Context\n\nSee [the old way](0001-old.md#context) first.\n";

#[test]
fn a_superseded_record_names_its_successor() {
    let site = shown(&[("adr/0001-old.md", OLD), ("adr/0002-new.md", NEW)]);
    let old = &site["adr/0001-old.html"];
    assert!(old.contains("<title>ADR-0001 Reconcile nightly (superseded) – "), "{old}");
    assert!(old.contains("<time datetime=\"2026-03-14\">14 March 2026</time> by "), "{old}");
    assert!(old.contains("states: accepted"), "{old}");
    assert!(old.contains("See <mark>the old way</mark> first."), "{old}");
    assert!(site["adr/0002-new.html"].contains("<span class=\"nb\">append-only</span>"));
    let section = &site["_/sections/decisions.html"];
    assert!(section.contains("2 records, 1 in force"), "{section}");
}

#[test]
fn every_page_has_one_title_whatever_its_text_has() {
    let site =
        shown(&[("a.md", "# One\n\n# Two\n\n<h1 align=\"center\">Three</h1>\n"), ("b.md", "x")]);
    for (address, html) in site.iter().filter(|(_, text)| text.starts_with("<!doctype html>")) {
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
    }
}

#[test]
fn an_index_speaks_for_its_folder_and_the_first_for_the_book() {
    let site = shown(&[
        ("README.md", "# Welcome\n\nHello.\n"),
        ("a/README.md", "# A\n"),
        ("b/README.md", "# B\n"),
        ("b/index.md", "# B index\n"),
        ("_/report.md", "# Mine\n"),
        ("404.md", "# Lost\n"),
    ]);
    assert!(site["index.html"].contains("<h1 id=\"welcome\">Welcome</h1>"));
    for (address, title) in [
        ("a/index.html", "A"),
        ("b/index.html", "B index"),
        ("b/README.html", "B"),
        ("_/report-2.html", "Mine"),
        ("404-2.html", "Lost"),
    ] {
        assert!(site[address].contains(&format!(">{title}</h1>")), "{address}");
    }
}

#[test]
fn the_page_for_missing_addresses_works_at_any_depth() {
    let config = "[output.html]\nsite-url = \"https://example.org/hand book/\"\n";
    let site = shown(&[("book.toml", config), ("a.md", "# A\n")]);
    assert!(site["404.html"].contains("href=\"/hand%20book/_/theme.css\""), "{}", site["404.html"]);
}

#[test]
fn a_template_that_fails_costs_its_pages_only() {
    let mut book = sources([("a.md", "# A\n")]);
    let path = BookPath::new("theme/page.html").unwrap();
    book.theme = vec![Source { path, text: "{{ nothing.at.all }}".into() }];
    let site = files(&site(book, &Memory::default()));
    assert!(site["a.html"].contains("This page could not be rendered"));
    assert!(site["a.html"].contains("page.html:1:4"), "{}", site["a.html"]);
    assert!(!site["index.html"].contains("could not be rendered"));
}

#[test]
fn an_empty_section_says_how_to_begin() {
    let site = shown(&[("a.md", "# A\n")]);
    let page = &site["_/sections/requirements.html"];
    assert!(page.contains("Nothing here yet."), "{page}");
    assert!(page.contains("archbook new requirement &quot;A title"), "{page}");
}

/// A file of cards: their statuses, and each card by the page and the place that it is of.
fn cards(script: &str) -> serde_json::Value {
    let file = script.strip_prefix("archbookCards(").and_then(|it| it.strip_suffix(");\n"));
    serde_json::from_str(file.expect("the file is one call")).unwrap()
}

#[test]
fn there_is_a_card_for_each_record_and_for_each_place_that_something_leads_to() {
    let new = NEW.replace("first.", "first, then [it](0001-old.md) and [[0003-x]].");
    let third = "# X </script>\n\n* Status: accepted\n* Date: 2026-05-06\n* Deciders: Ann and Bob\n\n\
                 ## Context\n\nLong ago.\n\n## Decision\n\nWe </script> do\nit. And more.\n";
    let site =
        shown(&[("adr/0001-old.md", OLD), ("adr/0002-new.md", &new), ("adr/0003-x.md", third)]);
    let file = cards(&site["_/cards/0.js"]);
    let cards = file["cards"].as_object().unwrap();
    let keys: Vec<&str> = cards.keys().map(String::as_str).collect();
    assert_eq!(keys, ["adr/0001-old", "adr/0001-old#context", "adr/0002-new", "adr/0003-x"]);
    let said = |key: &str| format!("{} {} {}", cards[key][0], cards[key][3], cards[key][4]);
    let old = "\"Reconcile nightly\" \"Four services, by ADR-2.\" \"Decision\"";
    assert_eq!([said(keys[0]), said(keys[1])], [old, old]);
    assert_eq!(said(keys[3]), "\"X\" \"We do it.\" \"Decision · 6 May 2026\"");
    let status = cards["adr/0001-old"][2].as_u64().unwrap();
    let status = &file["statuses"][usize::try_from(status).unwrap()];
    assert_eq!((&status[0], &status[1]), (&"Superseded".into(), &"superseded".into()));
    assert!(status[2].as_str().unwrap().contains("<symbol id=\"icon.superseded\""));
}

#[test]
fn a_term_has_its_definition_for_a_card() {
    let site = shown(&[
        ("glossary.md", "# Glossary\n\nEvent log\n: All that happened. Ever.\n"),
        ("a.md", "# A\n\nAn [[event log]].\n"),
    ]);
    assert!(site["glossary.html"].contains("<dt id=\"event-log\">Event log</dt>"));
    let href = "glossary.html#event-log";
    assert!(site["a.html"].contains(&format!("<a class=\"term\" href=\"{href}\">")));
    let card = &cards(&site["_/cards/0.js"])["cards"]["glossary#event-log"];
    let expected = serde_json::json!(["Event log", "", -1, "All that happened.", "Glossary"]);
    assert_eq!(*card, expected);
}

#[test]
fn no_file_has_the_cards_of_a_large_book() {
    let texts: Vec<(String, String)> =
        (0..1_000).map(|it| (format!("adr/{it:04}-x.md"), format!("# Title {it}\n"))).collect();
    let found = files(&site(sources(texts.iter().map(|(a, b)| (&**a, &**b))), &Memory::default()));
    let files = found.iter().filter(|(address, _)| address.starts_with("_/cards/"));
    let counts = files.map(|(_, text)| cards(text)["cards"].as_object().unwrap().len());
    let counts: Vec<usize> = counts.collect();
    assert_eq!(counts.iter().sum::<usize>(), 1_000);
    assert!(found["_/app.js"].ends_with(&format!("archbook.cards={};\n", counts.len())));
    assert!(counts.iter().all(|it| (30..130).contains(it)), "{counts:?}");
}

#[test]
fn a_book_of_decisions_only_leads_with_what_is_in_force() {
    let idea = "---\nstatus: proposed\n---\n\n# Shard it\n";
    let site =
        shown(&[("adr/0001-old.md", OLD), ("adr/0002-new.md", NEW), ("adr/0003-idea.md", idea)]);
    let home = &site["index.html"];
    let places = ["In force now", "Everything else", "What changed", "The work, stage by stage"];
    let places: Vec<usize> =
        places.iter().map(|it| home.find(&format!("{it}</h2>")).expect(it)).collect();
    assert!(places.is_sorted(), "{home}");
    assert!(home.find("Shard it") < home.find("Reconcile nightly"), "what is open comes first");
}

#[test]
fn a_long_list_has_pages() {
    let book = (1..=450).map(|at| (format!("adr/{at:04}-x.md"), format!("# Choice {at}\n")));
    let book: Vec<(String, String)> = book.collect();
    let book: Vec<(&str, &str)> = book.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let site = shown(&book);
    let rows = |address: &str| site[address].matches("<tr>").count() - 1;
    assert_eq!(rows("_/sections/decisions.html"), 200);
    assert_eq!(rows("_/sections/decisions-3.html"), 50);
    assert!(!site.contains_key("_/sections/decisions-4.html"));
    let second = &site["_/sections/decisions-2.html"];
    assert!(second.contains("<title>Choose the design, ADR-0201 – ADR-0400 – "), "{second}");
    assert!(second.contains("<a rel=\"prev\" href=\"decisions.html\">"), "{second}");
    assert!(second.contains("aria-current=\"page\">ADR-0201 – ADR-0400</a>"), "{second}");
}

#[test]
fn a_table_shows_the_fields_that_many_have() {
    let record = |priority| format!("---\nkind: requirement\n{priority}\n---\n\n# Be quick\n");
    let (must, could) = (record("priority: must"), record("priority: could"));
    let site = shown(&[("r/a.md", &must), ("r/b.md", &could), ("r/c.md", &record("origin: x"))]);
    let table = &site["_/sections/requirements.html"];
    assert!(table.contains("data-key=\"priority\">Priority</th>"), "{table}");
    assert!(table.contains("<td data-rank=\"0\">Must<"), "{table}");
    assert!(!table.contains("Origin</th>") && !table.contains("Topic</th>"), "{table}");
}

#[test]
fn who_asks_for_what_is_not_there_hears_what_is_near() {
    let book = [("adr/0001-old.md", OLD), ("adr/0002-new.md", NEW), ("guide/a.md", "# A\n")];
    let site = site(sources(book), &Memory::default());
    let asked = |address| String::from_utf8(site.missing(&Address::new(address))).unwrap();
    for address in ["adr/0001-odl.html", "docs/adr/0001-old.md", "x/ADR-1"] {
        let page = asked(address);
        let way = "../".repeat(address.matches('/').count());
        assert!(
            page.contains(&format!("<a href=\"{way}adr/0001-old.html\">"))
                || page.contains("<a href=\"0001-old.html\">"),
            "{page}"
        );
        assert!(page.contains(&format!("<code>{address}</code>")), "{page}");
    }
    assert!(!asked("nothing/like/this.html").contains("What may have been meant"));
    assert!(asked("_/sections/decision.html").contains("<a href=\"decisions.html\">"));
}

#[test]
fn an_edition_is_one_document_of_many_pages() {
    let text = "# See\n\n## Context\n\nA[^1] and [here](#context), [there](b.md#context), \
                [guide](../guide.md), ADR-1.\n\n[^1]: Note\n";
    let site = shown(&[("adr/0001-a.md", text), ("adr/b.md", text), ("guide.md", "# Guide\n")]);
    let stage = &site["_/print/implement.html"];
    assert!(stage.contains("<h4 id=\"p1.context\">"), "{stage}");
    assert!(stage.contains("<a href=\"#p1.context\">here</a>"), "{stage}");
    assert!(stage.contains(" id=\"p1.note.1.1\" href=\"#p1.note.1\""), "{stage}");
    assert!(stage.contains("<a href=\"../../guide.html\">guide</a>"), "{stage}");
    let whole = &site["_/print.html"];
    assert!(whole.contains("<a href=\"#p2.context\">there</a>"), "{whole}");
    assert!(whole.contains("<a href=\"#p3\">guide</a>"), "{whole}");
    assert!(!site.contains_key("_/print/research.html"), "nothing of that stage is there");
}

#[test]
fn an_edition_leads_to_files_on_the_web_or_nowhere() {
    let pages = [("a.md", "# See\n\n[It](b.pdf) ![It](c.png)\n"), ("b.pdf", ""), ("c.png", "")];
    let edition = |config: &str| {
        let site = shown(&[&pages[..], &[("book.toml", config)]].concat());
        site["_/print.html"].clone()
    };
    let sent = edition("");
    assert!(sent.contains("<p>It <img src=\"../c.png\"") && !sent.contains("b.pdf"), "{sent}");
    let known = edition("[output.html]\nsite-url = \"https://example.org/book/\"\n");
    assert!(known.contains("<a href=\"https://example.org/book/b.pdf\">It</a>"), "{known}");
}

#[test]
fn a_large_book_has_editions_only_if_it_asks() {
    let paths: Vec<String> = (0..501).map(|count| format!("page-{count}.md")).collect();
    let pages = paths.iter().map(|path| (path.as_str(), "# Page\n"));
    let editions = |pages: Vec<(&str, &str)>, enable: &str| {
        let config = format!("[output.html.print]\n{enable}\n");
        let site = shown(&[pages, vec![("book.toml", &config)]].concat());
        site.contains_key("_/print.html")
    };
    let all: Vec<_> = pages.collect();
    assert!(!editions(all.clone(), "") && editions(all[1..].to_vec(), ""));
    assert!(
        editions(all.clone(), "enable = true") && !editions(all[1..].to_vec(), "enable = false")
    );
}

#[test]
fn the_life_of_a_record_is_what_texts_say_of_it() {
    let moments = |html: &str| {
        let life = html.split("class=\"life\"").nth(1)?.split("</ol>").next()?.to_owned();
        let told = life.split("<time>").skip(1).map(|it| {
            let (day, rest) = it.split_once("</time>").unwrap();
            format!("{day} {}", rest.split("</li>").next().unwrap())
        });
        Some(told.collect::<Vec<_>>().join(", "))
    };
    let dates = "---\ndate: 2025-06-30\nreview-by: 2027-01-01\n---\n\n";
    let old = format!("{dates}{OLD}");
    let site = shown(&[("adr/0001-old.md", &old), ("adr/0002-new.md", NEW)]);
    assert_eq!(
        moments(&site["adr/0001-old.html"]).as_deref(),
        Some("2025-06-30 Accepted, 2026-03-14 Superseded, 2027-01-01 Review due")
    );
    // One day makes no line, and the title block names it anyway.
    assert_eq!(moments(&site["adr/0002-new.html"]), None);
}

#[test]
fn a_section_that_was_superseded_says_so_below_its_heading() {
    let new = NEW.replace("ADR-0001]", "\"ADR-0001#context\"]");
    let site = shown(&[("adr/0001-old.md", OLD), ("adr/0002-new.md", &new)]);
    let old = &site["adr/0001-old.html"];
    assert!(old.contains("The rest still holds."), "{old}");
    let below =
        old.split("Context <a class=\"a\"").nth(1).unwrap().split("<p>Four").next().unwrap();
    assert!(below.contains("Superseded on <time datetime=\"2026-03-14\">"), "{below}");
    assert!(below.contains("<a href=\"0002-new.html\">"), "{below}");
}

#[test]
fn what_the_title_block_names_is_not_repeated_without_a_sentence() {
    let silent = NEW.replace("See [the old way](0001-old.md#context) first.", "None.");
    let site = shown(&[("adr/0001-old.md", OLD), ("adr/0002-new.md", &silent)]);
    let old = &site["adr/0001-old.html"];
    assert!(old.contains("<dt>Superseded by</dt>"), "{old}");
    assert!(!old.contains("Referenced by"), "{old}");
}

#[test]
fn a_decision_shows_what_was_chosen_and_what_follows() {
    let text = "---\nstatus: accepted\n---\n\n# Keep a log\n\n## Considered Options\n\n* A log\n* A table\n\n\
                ## Decision Outcome\n\nChosen option: \"A log\", because it is small.\n\n\
                ### Consequences\n\n* Bad, because <kbd>it</kbd> grows.\n\n## Fit\n\n- Time: a week\n";
    let html = &shown(&[("adr/0001-log.md", text)])["adr/0001-log.html"];
    for expected in [
        "<li class=\"chosen\">A log <small>chosen</small></li>",
        "<li class=\"bad\">Bad, because",
        "<li class=\"fit\"><b>Time:</b> a week</li>",
    ] {
        assert!(html.contains(expected), "{html}");
    }
}
