//! What pages mean together: names, kinds, relations, standing.

use crate::books::{Memory, find, handbook, sources, status};
use archbook::handbook::{Destination, EntryIndex, Handbook, Missing};

fn book(files: &[(&'static str, &'static str)]) -> Handbook {
    handbook(sources(files.iter().copied()), &Memory::default())
}

/// Where each link of the page at `path` leads: an id, or why it leads nowhere.
#[track_caller]
fn leads(book: &Handbook, path: &str, expected: &[&str]) {
    let page = book.page_at(path).unwrap();
    let show = |to: &Destination| match to {
        Destination::Spot(spot) => match book.criterion(*spot) {
            Some(criterion) => format!("{}#{}", book.label(spot.entry), criterion.anchor),
            None => book.label(spot.entry).to_owned(),
        },
        Destination::Missing(Missing::Name(name)) => format!("no {name}"),
        Destination::Missing(Missing::Ambiguous(name, _)) => format!("which {name}"),
        other => format!("{other:?}"),
    };
    let links: Vec<String> = book.links(page).iter().map(|edge| show(&edge.to)).collect();
    assert_eq!(links, expected);
}

#[test]
fn an_id_has_many_spellings_and_one_meaning() {
    let book = book(&[
        ("adr/0007-x.md", "# X\n"),
        ("a.md", "ADR-7, ADR-0007, [[adr-7]] [[ADR 0007]] [[0007-x]] [x](adr/0007-x.md)"),
    ]);
    leads(&book, "a.md", &["ADR-0007"; 6]);
}

#[test]
fn a_glossary_defines_what_nothing_else_goes_by() {
    let book = book(&[
        ("glossary.md", "Event log\n: All that happened.\n\nNotes\n: Words.\n\nBus\n: x\n"),
        ("b/words.md", "# Glossary\n\nevent  LOG\n: Another.\n"),
        ("notes.md", "# Notes\n\nTerm\n: Of no glossary.\n"),
        ("a.md", "[[event log]] [[Event Logs]] [[buses]] [[notes]] [[term]] [[the event log]]"),
        ("b/c.md", "[[event log]]"),
        ("c/d.md", "---\nkind: decision\nsatisfies: [bus]\n---\n[[event log]]"),
    ]);
    let (own, none) = ("glossary.md", ["no term", "no the event log"]);
    leads(&book, "a.md", &[own, own, own, "notes.md", none[0], none[1]]);
    leads(&book, "b/c.md", &["b/words.md"]);
    leads(&book, "c/d.md", &["glossary.md"]);
    let terms = book.relations().iter().filter(|it| matches!(it.to, Destination::Spot(_)));
    assert_eq!(terms.count(), 0, "a relation names a record, and never a term");
    let page = book.page_at("b/c.md").unwrap();
    let Destination::Spot(spot) = book.link(page, 0).to else { panic!("leads nowhere") };
    assert_eq!(book.term(spot).map(|it| &*it.definition), Some("Another."));
}

#[test]
fn numbers_belong_to_the_series_of_their_folder() {
    let book = book(&[
        ("one/adr/0001-a.md", "# A\n\n[[ADR-1]] [[1]]\n"),
        ("two/adr/0001-b.md", "# B\n\nADR-2 [[0002]]\n"),
        ("two/adr/0002-c.md", "# C\n"),
        ("x.md", "[[ADR-1]] ADR-1 ADR-2 UTF-8"),
    ]);
    leads(&book, "one/adr/0001-a.md", &["ADR-0001", "ADR-0001"]);
    leads(&book, "two/adr/0001-b.md", &["ADR-0002", "ADR-0002"]);
    leads(&book, "x.md", &["which ADR-1", "Nothing", "ADR-0002", "Nothing"]);
}

#[test]
fn only_ids_that_the_book_declares_are_expected_to_be_there() {
    let book = book(&[
        ("r.md", "---\nid: REQ-1\nkind: requirement\n---\n# R\n\n## Criteria\n\n- one {#one}\n"),
        ("x.md", "REQ-2 SHA-256 [[REQ-1#one]] [[REQ-9]]"),
    ]);
    leads(&book, "x.md", &["no REQ-2", "Nothing", "REQ-1#one", "no REQ-9"]);
}

#[track_caller]
fn kind(path: &'static str, text: &'static str, expected: Option<&str>) {
    let book = book(&[(path, text)]);
    assert_eq!(book.kind_name(EntryIndex(0)), expected, "{path}: {text:?}");
}

#[test]
fn a_page_says_its_kind_or_its_place_does() {
    kind("adr/0001-a.md", "---\nkind: requirement\n---\n", Some("requirement"));
    kind("a.md", "---\nid: REQ-1\n---\n", Some("requirement"));
    kind("a.md", "---\ntype: adr\n---\n", Some("decision"));
    kind("a.md", "---\ntype: post\n---\n", None);
    kind("TST-4-a.md", "", Some("test"));
    kind("requirements/a.md", "", Some("requirement"));
    kind("0001-a.md", "## Status\n\nAccepted\n", Some("decision"));
    kind("a.md", "## Context\n## Decision\n", Some("decision"));
    kind("a.md", "**Status:** Draft\n", None);
    kind("adr/README.md", "", None);
    kind("adr/0002-a/README.md", "", Some("decision"));
    kind("adr/template.md", "## Context\n## Decision\n", None);
}

#[test]
fn what_is_in_force_retires_and_what_is_proposed_does_not() {
    let book = book(&[
        ("adr/1-a.md", "# A\n**Status:** Accepted\n"),
        ("adr/2-b.md", "# B\n**Status:** Accepted\n**Supersedes:** ADR-1\n"),
        ("adr/3-c.md", "# C\n**Status:** Accepted\n**Supersedes:** ADR-2\n"),
        ("adr/4-d.md", "# D\n**Status:** Proposed\n**Supersedes:** ADR-3\n"),
        ("adr/5-e.md", "# E\n**Status:** Accepted, partially superseded by ADR-3\n"),
        ("adr/6-f.md", "# F\n**Status:** Accepted\n**Supersedes:** ADR-7\n"),
        ("adr/7-g.md", "# G\n**Status:** Accepted\n**Supersedes:** ADR-6\n"),
        ("adr/8-h.md", "# H\n"),
    ]);
    let stands = |name| status(&book, name);
    assert_eq!(["ADR-1", "ADR-2"].map(stands), ["superseded"; 2]);
    assert_eq!(["ADR-3", "ADR-5", "ADR-6", "ADR-7"].map(stands), ["accepted"; 4]);
    assert_eq!((stands("ADR-4"), stands("ADR-8")), ("proposed", "unknown"));
    let chain_end = book.entry(find(&book, "ADR-1")).standing.now;
    assert_eq!(chain_end, Some(find(&book, "ADR-3")));
}

#[test]
fn a_relation_told_at_both_ends_is_one() {
    let book = book(&[
        ("adr/1-a.md", "---\nsatisfies: [REQ-1]\nstatus: accepted\n---\n# A\n"),
        ("r.md", "---\nid: REQ-1\nkind: requirement\nsatisfied-by: ADR-1\n---\n# R\n"),
    ]);
    let [edge] = book.relations() else { panic!("{:?}", book.relations()) };
    assert_eq!((edge.from.entry, edge.statements().count()), (find(&book, "ADR-1"), 2));
}

#[test]
fn a_file_may_hold_several_records() {
    let book = book(&[
        (
            "decisions.md",
            "# Decisions\n\n## ADR-001 — Keycloak\n\n**Status:** Superseded by ADR-002\n\n## ADR-002 — Dex\n\n\
             **Status:** Accepted\n\n## Step 2: rest\n",
        ),
        ("x.md", "ADR-1 [[ADR-002]] [dex](decisions.md#adr-002--dex)"),
        ("adr/3-c.md", "# C\n**Status:** Accepted\n\n## ADR-001 revisited\n\nIt was dear.\n"),
    ]);
    leads(&book, "x.md", &["ADR-001", "ADR-002", "ADR-002"]);
    assert_eq!((status(&book, "ADR-1"), status(&book, "ADR-2")), ("superseded", "accepted"));
    assert_eq!(book.entries.len(), 5);
}

#[test]
fn a_backlink_has_the_sentence_around_it() {
    let book = book(&[("adr/1-a.md", "# A\n"), ("x.md", "First. We lean on ADR-1 here. Last.")]);
    let edge = book.incoming(find(&book, "ADR-1")).next().unwrap();
    let page = book.page(book.entry(edge.from.entry).page);
    let sentence = page.outline.links[0].sentence.as_ref().unwrap();
    assert_eq!(&*sentence.text, "We lean on ADR-1 here.");
}

/// Every relation of a book: `from name to`, with a mark where it holds in part.
fn told(book: &Handbook) -> Vec<String> {
    let edges = book.relations().iter().filter_map(|edge| {
        let Destination::Spot(to) = &edge.to else {
            return None;
        };
        let name = edge.relation.map_or("mentions", |it| book.method.relation(it).name.as_str());
        let part = if edge.partial { " in part" } else { "" };
        Some(format!("{} {name} {}{part}", book.label(edge.from.entry), book.label(to.entry)))
    });
    edges.collect()
}

/// What the record `adr/2.md` tells of `adr/1.md` when it is written so.
#[track_caller]
fn tells(text: &'static str, expected: &[&str]) {
    let book = book(&[("adr/1.md", "# 1. A\n\n## Status\n\nAccepted\n"), ("adr/2.md", text)]);
    assert_eq!(told(&book), expected, "{text}");
}

#[test]
fn relations_are_told_in_many_spellings() {
    for text in [
        "---\nsupersedes: [1]\n---\n# 2. B\n",
        "---\nreplaces:\n  - id: ADR-1\n    version: 1.0\n---\n# 2. B\n",
        "---\nlinks:\n  - {target: 1, kind: supersedes}\n---\n# 2. B\n",
        "---\nadr:\n  supersedes: 1.md\n---\n# 2. B\n",
        "# 2. B\n\n- Supersedes:\n  - [A](1.md)\n",
        "# 2. B\n\n## Supersedes\n\n- [A](1.md)\n",
        "# 2. B\n\n## Links\n\n- Supersedes [A](1.md)\n",
        "# 2. B\n\n**Ersetzt:** ADR-1\n",
    ] {
        tells(text, &["ADR-2 supersedes ADR-1"]);
    }
    for text in [
        "---\npartially_superseded_by: 1\n---\n# 2. B\n",
        "---\nsuperseded-section-by: ADR-1\n---\n# 2. B\n",
        "# 2. B\n\n**Superseded by:** ADR-1 (in part)\n",
        "# 2. B\n\n## Status\n\nSuperseded in part by [A](1.md)\n",
        "# 2. B\n\n## Status\n\nProvisionally superseded by ADR-1\n",
    ] {
        tells(text, &["ADR-1 supersedes ADR-2 in part"]);
    }
    tells("---\nadr:\n  extends: [1]\n---\n# 2. B\n", &["ADR-2 amends ADR-1"]);
    tells("---\nrelatesTo: ADR-1\n---\n# 2. B\n", &["ADR-2 mentions ADR-1"]);
    tells("---\nextends: base.html\nrelated: nothing\n---\n# 2. B\n", &[]);
}

#[test]
fn what_is_dealt_with_elsewhere_is_superseded_by_that() {
    let resolved = "# 2. B\n\n**Status:** RESOLVED\n**See:** [A](1.md)\n";
    tells(resolved, &["ADR-1 supersedes ADR-2"]);
    tells("# 2. B\n\n**Status:** Accepted\n**See:** [A](1.md)\n", &[]);
    let book = book(&[("adr/1.md", "# 1. A\n"), ("adr/2.md", resolved)]);
    assert_eq!(status(&book, "ADR-2"), "superseded");
}

#[test]
fn a_provisional_successor_retires_nothing() {
    let text = "# 2. B\n\n## Status\n\nProvisionally superseded by ADR-1 (until May)\n";
    let book = book(&[("adr/1.md", "# 1. A\n\n## Status\n\nAccepted\n"), ("adr/2.md", text)]);
    assert_eq!(status(&book, "ADR-2"), "accepted");
}

#[test]
fn a_book_has_words_of_its_own_for_a_status() {
    let shipped = ("adr/1.md", "# 1. A\n\n## Status\n\nShipped to all\n");
    let config = "[statuses]\n\"shipped to all\" = \"accepted\"\n";
    assert_eq!(status(&book(&[shipped]), "ADR-1"), "implemented");
    assert_eq!(status(&book(&[shipped, ("book.toml", config)]), "ADR-1"), "accepted");
}

#[test]
fn a_row_of_a_table_is_a_record_unless_it_speaks_of_one() {
    let table =
        "# All\n\n| ID | Description |\n|--|--|\n| REQ-1 | It recovers. |\n| REQ-2 | It lasts. |\n";
    let own = "# REQ-2 It lasts\n";
    let book = book(&[("all.md", table), ("two.md", own)]);
    let page = |name| book.page_of(find(&book, name)).path().as_str().to_owned();
    assert_eq!((page("REQ-1"), page("REQ-2")), ("all.md".to_owned(), "two.md".to_owned()));
    assert_eq!(book.part(find(&book, "REQ-1")).anchor.as_deref(), Some("req-1"));
}

#[test]
fn a_criterion_belongs_to_its_requirement() {
    let book = book(&[
        (
            "all.md",
            "# All\n\n## REQ-1 A\n\nCriteria:\n\n- a\n- b\n\n## REQ-2 B\n\nCriteria:\n\n- c\n",
        ),
        ("prose.md", "[[REQ-1#c2]] [[REQ-2#c1]] [x](all.md#req-2-b-c1)\n"),
    ]);
    leads(&book, "prose.md", &["REQ-1#req-1-a-c2", "REQ-2#req-2-b-c1", "REQ-2#req-2-b-c1"]);
}

#[test]
fn a_page_that_collects_records_is_none_itself() {
    let many = "# UX\n\n## REQ-1 A\n\n## REQ-2 B\n";
    let book = book(&[("requirements/ux.md", many), ("requirements/it.md", "# It lasts\n")]);
    let kind = |path| {
        let page = book.page_at(path).unwrap();
        book.kind_name(book.entry_of(page)).unwrap_or("prose")
    };
    assert_eq!((kind("requirements/ux.md"), kind("requirements/it.md")), ("prose", "requirement"));
}

#[test]
fn a_folder_of_prose_holds_no_records() {
    let stands = "# 1. X\n\nStatus: accepted\n";
    let book = book(&[
        ("book.toml", "[kinds]\ntests = \"prose\"\n"),
        ("tests/running.md", "# Running\n"),
        ("tests/0001-x.md", stands),
        ("tests/adr/0002-y.md", stands),
        ("tests/REQ-3.md", "---\nid: REQ-3\n---\n# Said so itself\n"),
    ]);
    let kinds: Vec<_> = book.iter().map(|(at, _)| book.kind_name(at)).collect();
    assert_eq!(kinds, [Some("requirement"), Some("decision"), None, None]);
    assert!(book.findings.is_empty(), "{:?}", book.findings);
}
