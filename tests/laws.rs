//! What must hold for every book, checked with generated ones.

use crate::{
    books::{Memory, files, lay_out, site, sources},
    crawl,
};
use archbook::{
    book::Book,
    markdown::FrontMatter,
    output, page,
    source::Source,
    text::{BookPath, Date, Span},
};
use proptest::{prelude::*, sample::select};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Pieces of which pages are made: everything that means something to archbook.
const PIECES: &[&str] = &[
    "---\nstatus: accepted\n---\n",
    "---\nid: ADR-3\nkind: decision\nsupersedes: [ADR-1]\n---\n",
    "---\nid: REQ-1\nkind: requirement\nstatus: draft\n---\n",
    "---\nstatus: {a: b\n---\n",
    "# Title\n",
    "# 2. Other\n",
    "## Status\n\nAccepted\n",
    "## Status\n\nSuperseded by [x](0001-a.md)\n",
    "## Context\n",
    "## Decision\n",
    "Date: 2026-01-02\n",
    "**Status:** Proposed\n",
    "some words here. ",
    "See ADR-1, ADR-2 and REQ-1. ",
    "[a](0001-a.md) ",
    "[b](../b.md#title) ",
    "[[ADR-3]] ",
    "[[nothing]] ",
    "[c](missing.md) ",
    "![d](e.png) ",
    "[x][y] ",
    "<a href=\"0001-a.md\" id=\"z\">h</a> ",
    "<div>\n\n",
    "```rust\nfn main() {}\n```\n",
    "| a | b |\n|---|--:|\n| c | d |\n",
    "- item\n- [ ] task {#t}\n",
    "a word\n: its [[two words]] and [[a word]]\n\nTitle\n: x\n",
    "## Criteria\n\n- one\n- two {#two}\n",
    "[^1]\n\n[^1]: note\n\n",
    "> [!NOTE]\n> text\n",
    "\n\n",
    "é 决定 \u{1f600} ",
    "<!-- c -->",
    "{#id}",
    "\\",
    "`ADR-1`",
    "<script>alert(1)</script>",
];

const PATHS: &[&str] = &[
    "adr/0001-a.md",
    "adr/0002-b.md",
    "adr/0003-c.md",
    "b.md",
    "README.md",
    "guide/x y#z.md",
    "guide/glossary.md",
    "e.png",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

fn book() -> impl Strategy<Value = BTreeMap<&'static str, String>> {
    prop::collection::btree_map(select(PATHS), text(), 1..6)
}

fn render(book: &BTreeMap<&str, String>, memory: &Memory) -> BTreeMap<String, String> {
    files(&site(sources(book.iter().map(|(path, text)| (*path, text.as_str()))), memory))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_equals_a_cold_one(
        first in book(),
        edits in prop::collection::vec((select(PATHS), prop::option::of(text())), 1..6),
    ) {
        let warm = Memory::default();
        let mut now = first;
        render(&now, &warm);
        for (path, text) in edits {
            match text {
                Some(text) => drop(now.insert(path, text)),
                None => drop(now.remove(path)),
            }
            prop_assert_eq!(render(&now, &warm), render(&now, &Memory::default()));
            warm.pages.age();
            warm.code.age();
        }
    }

    #[test]
    fn no_link_on_a_site_is_dead(book in book()) {
        let sources = sources(book.iter().map(|(path, text)| (*path, text.as_str())));
        let faults = crawl::faults(&site(sources, &Memory::default()));
        prop_assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn everything_read_lies_inside_its_source(text in prop_oneof![text(), any::<String>()]) {
        let source = Source { path: BookPath::new("adr/0001-a.md").unwrap(), text: text.as_str().into() };
        let page = page::read(&Arc::new(source));
        let part = page.whole();
        let spans = page.outline.links.iter().map(|it| it.span)
            .chain(page.outline.headings.iter().flat_map(|it| [it.span, it.body]))
            .chain(part.fields.iter().flat_map(|it| [it.key_span, it.value.span()]))
            .chain(part.claims.iter().map(|it| it.to.span))
            .chain(part.criteria.iter().map(|it| it.span))
            .chain(part.statuses.iter().map(|it| it.span))
            .chain(part.dates.iter().map(|it| it.span))
            .chain(page.findings.iter().map(|it| it.place.span))
            .chain([part.title.span, part.range, FrontMatter::split(&text).span]);
        for span in spans {
            prop_assert!(lies_inside(span, &text), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn anchors_are_unique(text in text()) {
        let source = Source { path: BookPath::new("a.md").unwrap(), text: text.as_str().into() };
        let page = page::read(&Arc::new(source));
        let mut anchors: Vec<&str> = page.outline.anchors().collect();
        let count = anchors.len();
        anchors.sort_unstable();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), count);
    }
}

fn lies_inside(span: Span, text: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)
}

#[test]
fn the_number_of_threads_does_not_show() {
    let book = book_of_all_pieces();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| render(&book, &Memory::default()))
    };
    assert_eq!(with(1), with(2));
}

fn book_of_all_pieces() -> BTreeMap<&'static str, String> {
    let pages = PATHS.iter().enumerate().map(|(at, path)| {
        let pieces = PIECES.iter().cycle().skip(at * 5).take(PIECES.len());
        (*path, pieces.copied().collect::<String>())
    });
    pages.collect()
}

/// Builds the book in `root` into `output`, as the program does.
fn build(root: &Path, output: &Path) -> output::Written {
    let as_of = Date::parse("2026-11-22").unwrap();
    let book = Book::at(root.to_path_buf(), output.to_path_buf(), as_of);
    let memory = Memory::default();
    let handbook = Arc::new(book.read().unwrap());
    let report = Arc::new(archbook::check::check(&handbook));
    let theme = Arc::new(archbook::theme::Theme::default());
    let site = archbook::site::plan(handbook, report, theme, memory.code);
    output::refuse(root, output, false).unwrap();
    output::write(&site, root, output, false, &|| ()).unwrap()
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let items = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = items.filter(|it| it.file_type().is_file());
    let inside = |path: &Path| path.strip_prefix(folder).unwrap().to_path_buf();
    files.map(|it| (inside(it.path()), fs::read(it.path()).unwrap())).collect()
}

fn laid_out() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let book = book_of_all_pieces();
    let files: Vec<(&str, &str)> = book.iter().map(|(path, text)| (*path, text.as_str())).collect();
    lay_out(folder.path(), &files);
    folder
}

#[test]
fn two_builds_in_two_folders_are_equal_byte_for_byte() {
    let (one, other) = (laid_out(), laid_out());
    let (first, second) = (one.path().join("site"), other.path().join("elsewhere/site"));
    build(one.path(), &first);
    build(other.path(), &second);
    assert_eq!(tree(&first), tree(&second));
}

#[test]
fn a_second_build_writes_nothing_and_a_changed_book_only_what_differs() {
    let book = laid_out();
    let site = book.path().join("site");
    let first = build(book.path(), &site);
    assert!(first.changed > 10 && first.same == 0);
    let before = tree(&site);
    let second = build(book.path(), &site);
    assert_eq!((second.changed, second.removed, second.same), (0, 0, first.changed));
    fs::write(site.join("b.html"), "edited by hand").unwrap();
    assert_eq!(build(book.path(), &site).changed, 1);
    assert_eq!(tree(&site), before);
    fs::remove_file(book.path().join("b.md")).unwrap();
    assert_eq!(build(book.path(), &site).removed, 1);
    assert!(!site.join("b.html").exists());
}

#[test]
fn what_others_wrote_stays() {
    let book = laid_out();
    let site = book.path().join("site");
    build(book.path(), &site);
    fs::write(site.join("CNAME"), "example.org").unwrap();
    fs::create_dir_all(site.join("new")).unwrap();
    fs::write(site.join("new/page.html"), "by hand").unwrap();
    lay_out(book.path(), &[("new/page.md", "# New\n")]);
    let written = build(book.path(), &site);
    assert_eq!(written.kept, ["new/page.html"]);
    assert_eq!(fs::read_to_string(site.join("new/page.html")).unwrap(), "by hand");
    assert_eq!(fs::read_to_string(site.join("CNAME")).unwrap(), "example.org");
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let book = laid_out();
    let refuse = |folder: &Path| output::refuse(book.path(), folder, false).is_err();
    assert!(refuse(book.path()) && refuse(book.path().parent().unwrap()));
    assert!(refuse(&book.path().join("adr")), "it holds files that archbook did not write");
    assert!(!refuse(&book.path().join("site")));
    assert!(output::refuse(book.path(), &book.path().join("adr"), true).is_ok());
}

/// The kinds of the standard method by which its sections begin: name, prefix, section.
const KINDS: &[(&str, &str, &str)] = &[
    ("requirement", "REQ", "requirements"),
    ("exploration", "EXP", "exploration"),
    ("document", "DOC", "documents"),
    ("decision", "ADR", "decisions"),
    ("module", "MOD", "definition"),
    ("component", "CMP", "development"),
    ("test", "TST", "tests"),
    ("deployment", "DEP", "deployment"),
    ("runbook", "RUN", "maintenance"),
    ("feedback", "FBK", "feedback"),
    ("review", "REV", "reviews"),
];

/// A record with nothing special about it.
fn record(kind: &str, prefix: &str, number: usize, more: &str) -> (String, String) {
    let front =
        format!("id: {prefix}-{number:04}\nkind: {kind}\nstatus: accepted\ndate: 2026-01-02");
    let text = format!("---\n{front}\n---\n\n# The {kind} of number {number:04}\n\n{more}\n");
    (format!("{kind}s/{number:04}.md"), text)
}

fn rendered(book: &[(String, String)]) -> BTreeMap<String, String> {
    let sources = sources(book.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    files(&site(sources, &Memory::default()))
}

#[test]
fn more_records_in_one_section_change_no_page_of_another() {
    let each = |numbers: std::ops::Range<usize>| {
        let all = KINDS.iter().flat_map(move |it| numbers.clone().map(move |at| (it, at)));
        all.map(|((kind, prefix, _), at)| record(kind, prefix, at, "")).collect::<Vec<_>>()
    };
    let book = [each(1..3), vec![("guide.md".to_owned(), "# Guide\n".to_owned())]].concat();
    let before = rendered(&book);
    // What is about the whole book, and says so.
    let whole = [
        "index.html",
        "_/stages/",
        "_/views",
        "_/report.html",
        "_/progress.css",
        "_/audit.csv",
        "_/search/",
    ];
    let also =
        ["_/badge.", "_/print", "_/schemas/", "requirements/0001.html", "_/sections/requirements"];
    for (kind, prefix, section) in KINDS {
        // The first of them refers to a requirement, which may show that, as its list may.
        let new =
            (3..40).map(|at| record(kind, prefix, at, if at == 3 { "See REQ-0001." } else { "" }));
        let after = rendered(&[book.clone(), new.collect()].concat());
        let own = [format!("{kind}s/"), format!("_/sections/{section}")];
        let others = before.iter().filter(|(address, _)| {
            let begins = |start: &&str| address.starts_with(*start);
            !whole.iter().chain(&also).any(begins) && !own.iter().any(|it| address.starts_with(it))
        });
        for (address, text) in others {
            assert_eq!(Some(text), after.get(address), "{address} changes with a {kind}");
        }
    }
}

#[test]
fn the_first_page_that_is_no_record_changes_no_record() {
    let book = vec![record("decision", "ADR", 1, "")];
    let before = rendered(&book);
    let after = rendered(&[book, vec![("guide.md".to_owned(), "# Guide\n".to_owned())]].concat());
    for address in ["decisions/0001.html", "_/sections/decisions.html", "404.html"] {
        assert_eq!(before[address], after[address], "{address}");
    }
}

#[test]
fn no_page_grows_with_its_section() {
    /// What a longer way through a list may add: a few links, twice.
    const WAY_BYTES_MAX: usize = 1024;
    let largest = |count: usize| {
        let records = (0..count).map(|at| record("decision", "ADR", at, "By ADR-0000."));
        let prose = (0..count).map(|at| (format!("guide/{at:04}.md"), format!("# Page {at:04}\n")));
        let pages = rendered(&records.chain(prose).collect::<Vec<_>>());
        let pages = pages.into_iter().filter(|(_, text)| text.starts_with("<!doctype html>"));
        pages.map(|(address, text)| (text.len(), address)).max().unwrap()
    };
    let (few, many) = (largest(300), largest(1000));
    assert!(many.0 <= few.0 + WAY_BYTES_MAX, "{many:?} after {few:?}");
}
