//! Books that nobody wrote, for the laws: records of every kind and every form, with relations and
//! prose, with files that say how to read them, in several encodings, in folders in folders; and
//! what is done to them.

use archbook::{method::Method, page, source::Source, text::BookPath};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::{Index, select},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
    sync::{Arc, LazyLock},
};

/// The files of a book by their paths.
pub(crate) type Files = BTreeMap<String, Bytes>;

/// What is in a file. It shows itself as text, so that one can read what a law fails for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// Pieces of which pages are made: everything that means something to archbook.
pub(super) const PIECES: &[&str] = &[
    "---\nstatus: accepted\n---\n",
    "---\nid: ADR-3\nkind: decision\nsupersedes: [ADR-1]\n---\n",
    "---\nstatus: {a: b\n---\n",
    "+++\nstatus = \"accepted\"\n+++\n",
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
    "[e](e.svg) [f](../notes.txt) [g](/book.toml) ",
    "[x][y] ",
    "<a href=\"0001-a.md\" id=\"z\">h</a> ",
    "<div>\n\n",
    "```rust\nfn main() {}\n```\n",
    "```archbook\ntable kind:requirement columns:id,title\n```\n",
    "```archbook\ncount is:prose\n```\n",
    "```archbook\nlist kind:nothing\n```\n",
    "```math\nx^2\n```\n",
    "$x^2$ costs $5 ",
    "| a | b |\n|---|--:|\n| c | d |\n",
    "| ID | Requirement |\n|---|---|\n| REQ-7 | It must |\n",
    "- item\n- [ ] task {#t}\n",
    "a word\n: its [[two words]] and [[a word]]\n\nTitle\n: x\n",
    "## Criteria\n\n- one\n- two {#two}\n",
    "## Considered Options\n\n* one\n* two\n",
    "## REQ-8: a piece\n\nIt must.\n",
    "[^1]\n\n[^1]: note\n\n",
    "> [!NOTE]\n> text\n",
    "<!-- archbook: allow broken-link -->\n",
    "\n\n",
    "é 决定 \u{1f600} ",
    "e\u{301} \u{202e}abc שלום ",
    "<!-- c -->",
    "{#id}",
    "\\",
    "`ADR-1`",
    "<script>alert(1)</script>",
];

/// The folders in which pages are; those of some kinds say so.
const FOLDERS: &[&str] =
    &["", "adr/", "decisions/", "requirements/", "guide/", "guide/x y#z/deep/er/", "Überblick/"];

const NAMES: &[&str] = &[
    "0001-a.md",
    "0002-b.md",
    "b.md",
    "REQ-1.md",
    "2026-01-02-day.md",
    "README.md",
    "SUMMARY.md",
    "glossary.md",
    "x%y#z.markdown",
    "决定.md",
];

/// What stands in files that are no pages, and what may be in them.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "book.toml",
        &[
            "[book]\ntitle = \"A\"\nlanguage = \"de\"\n",
            "[book]\nexclude = [\"guide/\"]\n\n[theme]\naccent = \"#8a1c5a\"\n",
            "[book]\nsrc = \"requirements\"\n",
            "[method]\nstages = [\"research\"]\n\n[check]\ndeny = \"warning\"\n",
            "[check.rules]\nunreachable-page = \"off\"\nbroken-link = \"advice\"\n",
            "[kinds]\nguide = \"decision\"\nadr = \"prose\"\n",
            "[output.html]\nunsafe-html = true\nadditional-css = [\"e.css\"]\n",
            "[output.html]\ngit-repository-url = \"https://example.org/a\"\nprint.enable = true\n",
            "[output.html.allow]\nelements = [\"font\"]\n\n[output.html.redirect]\n\"old.html\" = \"b.html\"\n",
            "[book\n",
        ],
    ),
    (
        "method.toml",
        &[
            include_str!("../methods/madr.toml"),
            include_str!("../methods/arc42.toml"),
            "extends = \"standard\"\n\n[[kind]]\nname = \"decision\"\nprefix = \"DEC\"\n",
            "extends = \"standard\"\n\n[[rule]]\nname = \"no-must\"\nseverity = \"off\"\n",
            "extends = \"other\"\n",
        ],
    ),
    (
        "waivers.toml",
        &[
            "[[waiver]]\nrule = \"undated-decision\"\non = \"ADR-1\"\nreason = \"Nobody knows when it was\"\n\
             owner = \"Ann\"\nexpires = 2027-01-01\n",
            "[[waiver]]\n",
        ],
    ),
    ("baseline.toml", &["known = [\"broken-link/b.md#missing.md\"]\n", "known = 1\n"]),
    ("theme/words.toml", &["criteria = \"What must be\"\n", "criteria = 1\n"]),
    ("theme/404.html", &["<p>{{ site.title }}</p>\n", "{% if %}"]),
    ("e.css", &["a { color: red }\n"]),
    ("adr/e.png", &["\u{89}PNG\r\n"]),
    ("e.svg", &["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"4\"/>"]),
    ("notes.txt", &["some\n"]),
    (".gitignore", &["guide/\n", "*.txt\n"]),
    (
        "run.xml",
        &["<testsuites><testsuite name=\"a\"><testcase name=\"b\"/></testsuite></testsuites>", "<"],
    ),
];

/// How many bytes the longest headings have.
const LONG: usize = 20_000;

static METHOD: LazyLock<Method> = LazyLock::new(Method::standard);

/// A record in each of the forms that archbook reads, as its file has it.
static FORMS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "md"));
    files.sort();
    files.iter().map(|it| fs::read(it).unwrap()).collect()
});

/// A book of a few files.
pub(crate) fn book() -> impl Strategy<Value = Files> {
    vec(file(), 1..9).prop_map(Files::from_iter)
}

/// A file that may be in a book: mostly a page.
fn file() -> impl Strategy<Value = (String, Bytes)> {
    let others: Vec<(&str, &str)> =
        OTHERS.iter().flat_map(|(path, texts)| texts.iter().map(move |it| (*path, *it))).collect();
    prop_oneof![
        5 => (page_path(), page()),
        1 => select(others).prop_map(|(path, text)| (path.to_owned(), Bytes(text.into()))),
    ]
}

/// A path at which a page may be.
pub(super) fn page_path() -> impl Strategy<Value = String> {
    (select(FOLDERS), select(NAMES)).prop_map(|(folder, name)| format!("{folder}{name}"))
}

/// What a page may be made of, as bytes.
fn page() -> impl Strategy<Value = Bytes> {
    let bytes = prop_oneof![
        9 => (text(), encoding()).prop_map(|(text, encoding)| encoding(&text)),
        2 => select(FORMS.clone()),
        1 => vec(any::<u8>(), 0..40),
    ];
    bytes.prop_map(Bytes)
}

/// What a page may say.
pub(super) fn text() -> impl Strategy<Value = String> {
    let record = (front(), body()).prop_map(|(front, body)| front + &body);
    prop_oneof![
        6 => record,
        3 => body(),
        1 => any::<String>(),
        1 => select(vec!["", "\n", "# ", "---\n---\n", "---\n"]).prop_map(str::to_owned),
        1 => select(PIECES).prop_map(heading),
    ]
}

/// A heading that has no end.
fn heading(piece: &str) -> String {
    format!("# {}\n", piece.replace('\n', " ").repeat(LONG / piece.len()))
}

fn body() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

/// What a record says of itself, in YAML.
fn front() -> impl Strategy<Value = String> {
    let names = |names: Vec<&'static str>| select(names);
    let kinds = METHOD.kinds.iter().map(|it| it.name.as_str()).collect();
    let statuses = METHOD.statuses.iter().map(|it| it.name.as_str());
    let identity = (
        option::of(id().prop_map(|id| format!("id: {id}\n"))),
        option::of(names(kinds).prop_map(|kind| format!("kind: {kind}\n"))),
        option::of(
            names(statuses.chain(["done"]).collect()).prop_map(|it| format!("status: {it}\n")),
        ),
        btree_map(key(), value(), 0..5),
    );
    identity.prop_map(|(id, kind, status, fields)| {
        let own = [id, kind, status].into_iter().flatten().collect::<String>();
        let fields = fields.iter().map(|(key, value)| format!("{key}: {value}\n"));
        format!("---\n{own}{}---\n", fields.collect::<String>())
    })
}

/// What a field may be called: a relation from either end, or one that the method knows.
fn key() -> impl Strategy<Value = &'static str> {
    let relations = METHOD.relations.iter().flat_map(|it| [&it.name, &it.inverse]);
    let fields = METHOD.fields.iter().map(|it| &it.name);
    let known = relations.chain(fields).map(String::as_str);
    select(
        known
            .chain(["date", "owner", "deciders", "tags", "title", "review-by"])
            .collect::<Vec<_>>(),
    )
}

/// What a field may say: what is there, what is not, and what a few fields understand.
fn value() -> impl Strategy<Value = String> {
    let values = METHOD.fields.iter().flat_map(|it| &it.values).map(String::as_str);
    let topics = METHOD.topics.iter().map(|it| it.name.as_str());
    let own = [
        "2026-01-02",
        "2026-13-41",
        "0001-a.md",
        "run.xml#a",
        "https://example.org/",
        "b.md#title",
    ];
    let single = select(values.chain(topics).chain(own).collect::<Vec<_>>());
    prop_oneof![
        3 => single.prop_map(str::to_owned),
        3 => vec((id(), select(vec!["", "#one", "#c1", "#two"])), 0..4).prop_map(|ids| {
            let ids: Vec<String> = ids.into_iter().map(|(id, part)| format!("{id}{part}")).collect();
            format!("[{}]", ids.join(", "))
        }),
        1 => "[ -~é\n]{0,12}",
    ]
}

/// An id, of few enough that records name each other.
fn id() -> impl Strategy<Value = String> {
    let prefixes: Vec<&str> = METHOD.kinds.iter().map(|it| it.prefix.as_str()).collect();
    let prefix = prop_oneof![1 => select(vec!["ADR", "REQ"]), 1 => select(prefixes)];
    (prefix, 1..4u32).prop_map(|(prefix, number)| format!("{prefix}-{number}"))
}

/// How text becomes bytes.
type Encoding = fn(&str) -> Vec<u8>;

fn encoding() -> impl Strategy<Value = Encoding> {
    let plain: Encoding = |it| it.into();
    prop_oneof![
        6 => Just(plain),
        1 => Just((|it| it.replace('\n', "\r\n").into()) as Encoding),
        1 => Just((|it| format!("\u{feff}{it}").into()) as Encoding),
        1 => Just((|it| it.replace('\n', "\r").into()) as Encoding),
        1 => Just((|it| {
            format!("\u{feff}{it}").encode_utf16().flat_map(u16::to_le_bytes).collect()
        }) as Encoding),
    ]
}

/// Something that is done to a book.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// A file is written, whether it was there or not.
    Write(String, Bytes),
    /// Something is written into a file.
    Insert(Index, Index, &'static str),
    /// A byte of a file becomes another, so that it stays as long as it was.
    Replace(Index, Index, u8),
    /// A file is removed.
    Remove(Index),
    /// A file gets another path.
    Rename(Index, String),
    /// A folder gets another name, with all that is in it.
    Move(&'static str, &'static str),
}

pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = any::<Index>;
    let edit = prop_oneof![
        3 => file().prop_map(|(path, bytes)| Edit::Write(path, bytes)),
        3 => (at(), at(), select(PIECES)).prop_map(|(file, at, it)| Edit::Insert(file, at, it)),
        2 => (at(), at(), b' '..b'~').prop_map(|(file, at, it)| Edit::Replace(file, at, it)),
        2 => at().prop_map(Edit::Remove),
        2 => (at(), page_path()).prop_map(|(file, path)| Edit::Rename(file, path)),
        1 => (select(FOLDERS), select(FOLDERS)).prop_map(|(from, to)| Edit::Move(from, to)),
    ];
    vec(edit, 1..6)
}

impl Edit {
    /// Does it. A book without files has nothing to edit, but can get some.
    pub(crate) fn apply(&self, book: &mut Files) {
        let named = |file: &Index| book.keys().nth(file.index(book.len().max(1))).cloned();
        match self {
            Self::Write(path, bytes) => drop(book.insert(path.clone(), bytes.clone())),
            Self::Insert(file, at, text) => {
                if let Some(Bytes(bytes)) = named(file).and_then(|it| book.get_mut(&it)) {
                    let at = at.index(bytes.len() + 1);
                    bytes.splice(at..at, text.bytes());
                }
            }
            Self::Replace(file, at, byte) => {
                let bytes = named(file).and_then(|it| book.get_mut(&it));
                if let Some(Bytes(bytes)) = bytes.filter(|it| !it.0.is_empty()) {
                    let at = at.index(bytes.len());
                    bytes[at] = *byte;
                }
            }
            Self::Remove(file) => drop(named(file).and_then(|it| book.remove(&it))),
            Self::Rename(file, path) => {
                if let Some(bytes) = named(file).and_then(|it| book.remove(&it)) {
                    book.insert(path.clone(), bytes);
                }
            }
            Self::Move(from, to) => {
                let moved = |path: &String| path.strip_prefix(from).map(|it| format!("{to}{it}"));
                let files = std::mem::take(book).into_iter();
                *book = files.map(|(path, it)| (moved(&path).unwrap_or(path), it)).collect();
            }
        }
    }
}

#[test]
fn the_pages_that_laws_are_asked_of_are_of_every_kind_and_have_every_relation() {
    let mut runner = TestRunner::deterministic();
    let pages = page_path().prop_flat_map(|path| (Just(path), text()));
    let mut written = BTreeSet::new();
    for _ in 0..2_000 {
        let (path, text) = pages.new_tree(&mut runner).unwrap().current();
        let path = BookPath::new(&path).unwrap();
        let page = page::read(&Arc::new(Source { path, text: text.into() }));
        let whole = page.whole();
        written.extend(whole.text("kind").map(str::to_owned));
        written.extend(whole.fields.iter().map(|it| it.key.clone()));
    }
    let kinds = METHOD.kinds.iter().map(|it| &it.name);
    let relations = METHOD.relations.iter().flat_map(|it| [&it.name, &it.inverse]);
    let missing: Vec<_> = kinds.chain(relations).filter(|it| !written.contains(*it)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
