//! How long it takes to read, to link, to check and to index a book of 10,000 records, and to lay out a graph
//! of 1,000 nodes: `cargo bench`.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]
#![allow(clippy::disallowed_methods, reason = "benchmarks live at the edge")]

use archbook::{
    check::check,
    disk,
    handbook::{link, read},
    layout::{Graph, Node, NodeIndex, Style, layout},
    memo::Memo,
    search::index,
    source::{Source, Sources, Wants},
    text::{BookPath, Date},
};
use criterion::{BatchSize, Criterion};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    path::Path,
    sync::Arc,
};

/// The allocator of the program, without which this would measure another one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: u32 = 10_000;

/// Of these the prose is made, over and over.
const PROSE: &str = "The order service keeps a ledger of every payment, so that an auditor can replay \
    it without asking the `team` again. It **never** loses what was written before (or after) an \
    outage, says _why_ it failed, and does not wait for anybody. Reports read from a copy, which \
    may be some seconds late; nobody minds.";

const CODE: &str = "\
```rust
fn replay(events: &[Event]) -> Ledger {
    let mut ledger = Ledger::default();
    for event in events {
        ledger.apply(event); // the order counts
    }
    ledger
}
```

";

fn main() {
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    measure(&mut criterion, "10,000 records", generated());
    // A folder of one's own is measured as well, to see where its form matters.
    if let Some(book) = env::var_os("ARCHBOOK_BENCH_BOOK") {
        let book = Path::new(&book);
        let sources = disk::snapshot(book, &book.join("site"), today()).unwrap();
        let name = format!("{} pages of one's own", sources.documents.len());
        measure(&mut criterion, &name, sources);
    }
    measure_layout(&mut criterion);
    criterion.final_summary();
}

/// Reads, links and checks a snapshot as the first build does: with nothing remembered, on all
/// cores. What was made is dropped outside of what is measured: a build drops it when it is done.
fn measure(criterion: &mut Criterion, name: &str, mut sources: Sources) {
    let pages = read(&mut sources, &Memo::default());
    let sources = Arc::new(sources);
    let handbook = link(Arc::clone(&sources), pages.clone());
    let mut group = criterion.benchmark_group(name);
    group.bench_function("reading", |bencher| {
        bencher.iter_batched(
            || (Sources::clone(&sources), Memo::default()),
            |(mut sources, memo)| (read(&mut sources, &memo), sources, memo),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("linking", |bencher| {
        let pages = || pages.clone();
        bencher.iter_batched(
            pages,
            |pages| link(Arc::clone(&sources), pages),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("checking", |bencher| bencher.iter_with_large_drop(|| check(&handbook)));
    group.bench_function("searching", |bencher| bencher.iter_with_large_drop(|| index(&handbook)));
    group.finish();
}

/// Lays out 1,000 nodes in five lanes with 1,500 edges: between any two nodes, and between such as
/// are near to each other, as records of one time are.
fn measure_layout(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("1,000 nodes and 1,500 edges");
    for (name, reach) in [("edges to anywhere", 1_000), ("edges nearby", 20)] {
        let graph = graph(reach);
        group.bench_function(name, |bencher| bencher.iter(|| layout(&graph, &Style::default())));
    }
    group.finish();
}

/// Edges lead up to `reach` nodes further.
fn graph(reach: u32) -> Graph {
    let mut chance = Chance(reach);
    let mut graph = Graph::default();
    for at in 0..1_000_u16 {
        graph.add(Node { lane: at / 200, width: 196, height: 52 });
    }
    for _ in 0..1_500 {
        let from = chance.below(1_000);
        let to = (from + chance.below(reach)) % 1_000;
        graph.connect(NodeIndex(from as usize), NodeIndex(to as usize));
    }
    graph
}

/// A book of records in the three forms that people use most, the same every time.
fn generated() -> Sources {
    let documents: Vec<Arc<Source>> = (1..=RECORDS).map(|it| Arc::new(record(it))).collect();
    let tree: BTreeSet<BookPath> = documents.iter().map(|it| it.path.clone()).collect();
    let empty = |name| Source { path: BookPath::new(name).unwrap(), text: "".into() };
    Sources {
        src: BookPath::root(),
        config: empty("book.toml"),
        waivers: empty("waivers.toml"),
        baseline: empty("baseline.toml"),
        evidence: BTreeMap::new(),
        pictures: BTreeMap::new(),
        method: None,
        theme: Vec::new(),
        added: Vec::new(),
        documents,
        unread: Vec::new(),
        tree: Arc::new(tree),
        wants: Wants::default(),
        beyond: BTreeMap::new(),
        below: String::new(),
        repository: None,
        site_url: None,
        as_of: today(),
    }
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn record(number: u32) -> Source {
    let mut chance = Chance(number);
    let (mut text, sections) = head(number, &mut chance);
    for section in sections {
        write!(text, "## {section}\n\n").unwrap();
        prose(&mut text, &mut chance);
    }
    text.push_str(CODE);
    let path = BookPath::new(&format!("decisions/{number:05}-keep-it.md")).unwrap();
    Source { path, text: text.into() }
}

/// What stands above the sections of a record, and their names.
fn head(number: u32, chance: &mut Chance) -> (String, &'static [&'static str]) {
    let day = format!("2026-{:02}-{:02}", 1 + chance.below(12), 1 + chance.below(28));
    match number % 3 {
        0 => (
            format!("# {number}. Keep it\n\nDate: {day}\n\n## Status\n\nAccepted\n\n"),
            &["Context", "Decision", "Consequences"],
        ),
        1 => (
            format!("# Keep it\n\n* Status: accepted\n* Deciders: Ann, Bob\n* Date: {day}\n\n"),
            &["Context and Problem Statement", "Considered Options", "Decision Outcome"],
        ),
        _ => (
            format!(
                "---\nid: ADR-{number}\nkind: decision\nstatus: accepted\ndate: {day}\n\
                 satisfies: [REQ-{}]\n---\n# Keep it\n\n",
                chance.below(500)
            ),
            &["Context", "Decision", "Consequences"],
        ),
    }
}

/// Two paragraphs, of which one has a link, and a list.
fn prose(text: &mut String, chance: &mut Chance) {
    sentence(text, chance, 45);
    let other = 1 + chance.below(RECORDS);
    write!(text, "See [the other one]({other:05}-keep-it.md) and REQ-{other}.\n\n").unwrap();
    for _ in 0..3 {
        text.push_str("- ");
        sentence(text, chance, 8);
        text.push('\n');
    }
    text.push('\n');
    sentence(text, chance, 30);
    text.push_str("\n\n");
}

/// So many words from anywhere in the prose on, in lines of twelve.
fn sentence(text: &mut String, chance: &mut Chance, words: usize) {
    let start = chance.below(50) as usize;
    for (word, at) in PROSE.split(' ').cycle().skip(start).zip(1..=words) {
        text.push_str(word);
        text.push(if at % 12 == 0 { '\n' } else { ' ' });
    }
}

/// Numbers that look like chance and are the same every time.
struct Chance(u32);

impl Chance {
    /// A number from 0 up to, and without, `bound`.
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % bound
    }
}
