//! The search: what its index holds, and what its scripts find with it. They run in Node.js here,
//! on the files that a browser would load.

use crate::{
    books::{self, Memory},
    published,
};
use archbook::{
    search::{self, terms},
    site::{Address, File, Site},
    text::BookPath,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// Of the queries of a corpus, so many percent find what they should among the first five.
const RECALL_MIN: usize = 95;
const FIRST: usize = 5;

/// What Node.js says about the search of a site.
#[derive(Deserialize)]
struct Told {
    terms: Vec<Vec<String>>,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    query: String,
    count: usize,
    is_partial: bool,
    wrong: Vec<String>,
    shown: Vec<Shown>,
    /// In bytes, packed.
    bytes: u32,
    /// In milliseconds, with the time to read files.
    took: f64,
}

#[derive(Deserialize)]
struct Shown {
    href: String,
    id: String,
    title: String,
    headings: Vec<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Asks the scripts; nothing, said aloud, without Node.js.
fn ask(mut question: Value) -> Option<Told> {
    question["theme"] = json!(root().join("theme"));
    let node = Command::new("node")
        .arg(root().join("tests/search/ask.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut node) = node else {
        assert!(env::var("CI").is_err(), "there is no Node.js, which runs the scripts");
        eprintln!("skipped: there is no Node.js");
        return None;
    };
    write!(node.stdin.take().unwrap(), "{question}").unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "ask.mjs fails");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The scripts and the index of a site, in a folder.
fn laid_out(site: &Site) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    site.prepare();
    for address in site.addresses().filter(|it| it.as_str().rsplit('.').next() == Some("js")) {
        let File::Bytes(bytes) = site.file(address).unwrap() else { continue };
        let file = folder.path().join(address.as_str());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    folder
}

/// What each query finds in a site.
fn answers(site: &Site, queries: &[impl AsRef<str>]) -> Option<Vec<Answer>> {
    let folder = laid_out(site);
    let queries: Vec<&str> = queries.iter().map(AsRef::as_ref).collect();
    ask(json!({ "site": folder.path(), "queries": queries })).map(|it| it.answers)
}

const BOOK: &[(&str, &str)] = &[
    (
        "decisions/0001-kafka.md",
        "# 1. Use Kafka\n\nStatus: superseded by [7](0007-log.md)\n\n## Context\n\nAn event log for `orderService`.\n",
    ),
    (
        "decisions/0007-log.md",
        "---\nid: ADR-0007\nstatus: accepted\nsupersedes: ADR-0001\nowner: Ann Lee\n---\n# A log of our own\n\n## Context\n\nKafka was too much.\n\n## Consequences\n\nRetention is ours to keep, in Zürich.\n",
    ),
    (
        "decisions/0008-log.md",
        "# 8. Kafka again\n\nStatus: proposed\n\n## Decision\n\nA log of events.\n",
    ),
    (
        "requirements/007.md",
        "---\nid: REQ-007\nstatus: accepted\n---\n# Remember everything\n\n決定を下す\n\n```rust\nfn retain_for_ever() {}\n```\n",
    ),
    ("guide/start.md", "# Start here\n\nRead about events first.\n"),
];

fn site_of(files: &[(&str, &str)]) -> Site {
    books::site(books::sources(files.iter().copied()), &Memory::default())
}

#[test]
fn scripts_and_program_split_texts_alike() {
    let texts = [
        "Kafka, again: it's 3.14 and 007; x=y",
        "parseHTMLText eventLog EVENT_LOG _a_b_ ADR-0007 adr7 utf8 iOS APIs i18n k8s aB AB1c2D",
        "Zürich ŁÓDŹ Straße STRASSE ẞ Ørsted Ďáblice İstanbul ılık Œuvre ÞÓRR đak ﬁne",
        "ΟΔΟΣ οδός Ωμέγα ΣΣς Ёлка й ЙОД",
        "決定を下す 決 テスト ﾃｽﾄ ガギグ 한국어 문서 日本語kafka日 々〇 漢字かな交じり文",
        "हिन्दी में ไทย العَرَبِيَّة עִבְרִית বাংলা தமிழ் ǅ ǆ",
        "x² ½ ①② Ⅳ ℡ ﷺ ＡＢＣ１２３ 😀a😀 a\u{200d}b e\u{301}\u{301} \u{301}a a\u{30a}ng 𝐁𝐨𝐥𝐝 𐐀𐐨 𠀀𠀁𠀂",
        "00 000a a000 0x00ff 1_000_000 v1.0.0-rc.1 __init__ SCREAMING_SNAKE_CASE2",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd",
        "",
    ];
    let Some(told) = ask(json!({ "texts": texts })) else { return };
    for (text, found) in texts.iter().zip(told.terms) {
        let mut expected = Vec::new();
        terms(text, |it| expected.push(it.to_owned()));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_small_index_is_the_one_that_is_kept() {
    let site = site_of(BOOK);
    let text = |name: &str| match site.file(&Address::new(&format!("_/search/{name}.js"))) {
        Some(File::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        _ => panic!("there is no {name}"),
    };
    let files = ["t-0", "d-0"].map(text);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("search");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("small-index", files.join("\n")));
}

#[test]
fn an_index_is_the_same_on_one_thread_and_on_all() {
    let pages: Vec<(String, String)> = (0..300)
        .map(|it| (format!("docs/{it:03}.md"), format!("# Page {it}\n\nword{} of {it}\n", it % 7)))
        .collect();
    let files = || pages.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let handbook = books::handbook(books::sources(files()), &Memory::default());
    let many = search::index(&handbook);
    let one = rayon::ThreadPoolBuilder::new().build().unwrap().install(|| search::index(&handbook));
    assert_eq!((many.shards(), many.documents()), (one.shards(), one.documents()));
    assert_eq!(many.shards().len(), search::shards(300));
    let firsts: Vec<&str> = many.shards().iter().map(|it| it.first.as_str()).collect();
    assert!(firsts.is_sorted(), "{firsts:?}");
}

#[test]
fn an_empty_book_can_be_searched() {
    let Some(answers) = answers(&site_of(&[]), &["kafka", "7", ""]) else { return };
    assert!(answers.iter().all(|it| it.count == 0));
}

#[test]
fn queries_find_the_best_first() {
    let cases: &[(&str, &[&str])] = &[
        // What is closed comes last, however well it fits.
        ("kafka", &["ADR-0008", "ADR-0007", "ADR-0001"]),
        ("adr 7", &["ADR-0007"]),
        ("ADR-0007", &["ADR-0007"]),
        ("adr7", &["ADR-0007"]),
        ("req 7", &["REQ-007"]),
        ("7", &["REQ-007", "ADR-0007"]),
        ("0001", &["ADR-0001"]),
        ("retent", &["ADR-0007"]),
        ("zurich", &["ADR-0007"]),
        ("ZÜRICH", &["ADR-0007"]),
        ("kafak retention", &["ADR-0007"]),
        ("orderservice", &["ADR-0001"]),
        ("service order", &["ADR-0001"]),
        ("order_service", &["ADR-0001"]),
        ("retainForEver", &["REQ-007"]),
        ("決定", &["REQ-007"]),
        ("kafka -log", &[]),
        ("kafka status:proposed", &["ADR-0008"]),
        ("owner:\"ann lee\"", &["ADR-0007"]),
        ("is:prose", &["Start here"]),
        ("lee", &["ADR-0007"]),
        ("xyzzy", &[]),
    ];
    let queries: Vec<&str> = cases.iter().map(|(query, _)| *query).collect();
    let Some(answers) = answers(&site_of(BOOK), &queries) else { return };
    for (answer, (query, expected)) in answers.iter().zip(cases) {
        let name = |it: &Shown| if it.id.is_empty() { it.title.clone() } else { it.id.clone() };
        let found: Vec<String> = answer.shown.iter().map(name).collect();
        assert_eq!(found[..found.len().min(expected.len().max(1))], **expected, "{query}");
        assert!(!answer.is_partial && answer.wrong.is_empty(), "{query}");
    }
}

#[test]
fn hits_lead_to_their_sections() {
    let Some(answers) = answers(&site_of(BOOK), &["kafka retention", "retention xyzzy"]) else {
        return;
    };
    assert_eq!(answers[0].shown[0].headings, ["Context", "Consequences"]);
    assert_eq!(answers[0].shown[0].href, "decisions/0007-log.html");
    assert!(answers[1].is_partial && answers[1].shown[0].id == "ADR-0007");
}

#[test]
fn flat_queries_mean_the_same_in_scripts() {
    #[derive(Deserialize)]
    struct Table {
        page: Vec<Page>,
        case: Vec<Case>,
    }
    #[derive(Deserialize)]
    struct Page {
        path: String,
        text: String,
    }
    #[derive(Deserialize)]
    struct Case {
        query: String,
        find: Option<Vec<String>>,
        found: Option<Vec<String>>,
        #[serde(default)]
        wrong: Vec<Vec<String>>,
        #[serde(default = "flat")]
        flat: bool,
    }
    fn flat() -> bool {
        true
    }
    let table: Table = toml::from_str(include_str!("queries.toml")).unwrap();
    let mut sources =
        books::sources(table.page.iter().map(|it| (it.path.as_str(), it.text.trim_start())));
    sources.src = BookPath::new("docs").unwrap();
    let site = books::site(sources, &Memory::default());
    let flat: Vec<&Case> = table.case.iter().filter(|it| it.flat).collect();
    assert!(flat.len() >= 50, "{} cases are flat", flat.len());
    let queries: Vec<&str> = flat.iter().map(|it| it.query.as_str()).collect();
    let Some(answers) = answers(&site, &queries) else { return };
    let mut faults = Vec::new();
    for (case, answer) in flat.iter().zip(&answers) {
        let name = |it: &Shown| match it.id.as_str() {
            "" => format!("docs/{}", it.href.replace("%20", " ").replace(".html", ".md")),
            id => id.to_owned(),
        };
        if let Some(expected) = case.found.as_ref().or(case.find.as_ref()) {
            let mut found: Vec<String> = answer.shown.iter().map(name).collect();
            let mut expected = expected.clone();
            found.sort();
            expected.sort();
            if found != expected {
                faults.push(format!("{}: found {found:?}, not {expected:?}", answer.query));
            }
        }
        if case.wrong.is_empty() != answer.wrong.is_empty() {
            faults.push(format!("{}: wrong are {:?}", answer.query, answer.wrong));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// `ARCHBOOK_CORPORA` names a folder of books that nobody here wrote.
#[test]
fn real_books_are_searched_well() {
    #[derive(Deserialize)]
    struct Facts {
        corpus: String,
        query: Vec<Wanted>,
    }
    #[derive(Deserialize)]
    struct Wanted {
        ask: String,
        find: Vec<String>,
    }
    let Some(corpora) = env::var_os("ARCHBOOK_CORPORA") else {
        eprintln!("skipped: ARCHBOOK_CORPORA names no folder of real books");
        return;
    };
    for facts in
        [include_str!("search/aries-rfcs.toml"), include_str!("search/swift-evolution.toml")]
    {
        let facts: Facts = toml::from_str(facts).unwrap();
        let folder = Path::new(&corpora).join(&facts.corpus);
        if !folder.is_dir() {
            eprintln!("skipped: there is no {}", folder.display());
            continue;
        }
        let site = published::site_of(&folder);
        let queries: Vec<&str> = facts.query.iter().map(|it| it.ask.as_str()).collect();
        let Some(answers) = answers(&site, &queries) else { return };
        let mut missed = Vec::new();
        for (answer, wanted) in answers.iter().zip(&facts.query) {
            let mut first = answer.shown.iter().take(FIRST);
            let is_wanted =
                |it: &Shown| wanted.find.iter().any(|path| it.href.starts_with(&stem(path)));
            if !first.any(is_wanted) {
                let found: Vec<&str> =
                    answer.shown.iter().take(FIRST).map(|it| it.href.as_str()).collect();
                missed.push(format!("{}: {found:?}", answer.query));
            }
        }
        let most = answers.iter().map(|it| it.bytes).max().unwrap_or_default();
        let longest = answers.iter().map(|it| it.took).fold(0.0, f64::max);
        eprintln!(
            "{}: {} of {} found, at most {most} bytes and {longest:.0} ms a query",
            facts.corpus,
            queries.len() - missed.len(),
            queries.len(),
        );
        let share = (queries.len() - missed.len()) * 100 / queries.len();
        assert!(share >= RECALL_MIN, "{}: {share} %\n{}", facts.corpus, missed.join("\n"));
    }
}

/// The path of a page as the address of its page begins.
fn stem(path: &str) -> String {
    path.strip_suffix(".md").unwrap_or(path).to_owned()
}
