//! A generated handbook: decisions in folders of fifty and requirements by topic, some 4.5 KB each.

use super::{chance::Chance, code};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// A book on disk, in the form that archbook reads and in that which a peer reads.
pub(crate) struct Corpus {
    /// How many pages it has, without those of folders.
    pub(crate) pages: usize,
    folder: PathBuf,
}

/// Who a book is written for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Front matter and a title in the text; folders have an `index.md`.
    Plain,
    /// The title in the front matter; folders have an `_index.md`.
    Hugo,
}

const TOPICS: &[&str] = &[
    "purpose",
    "users",
    "functional",
    "performance",
    "constraints",
    "scalability",
    "security",
    "compliance",
    "integration",
];
const STATUSES: &[&str] =
    &["accepted", "accepted", "accepted", "proposed", "deprecated", "rejected"];
const SUBJECTS: &[&str] = &[
    "The ledger",
    "Every replica",
    "The gateway",
    "Our auditor",
    "The billing team",
    "A reader",
    "The scheduler",
    "Each tenant",
    "The archive",
    "The importer",
    "One region",
    "The cache",
];
const DEEDS: &[&str] = &[
    "keeps",
    "repeats",
    "refuses",
    "signs",
    "counts",
    "forwards",
    "compares",
    "encrypts",
    "delays",
    "publishes",
    "expects",
    "restores",
];
const THINGS: &[&str] = &[
    "late payments",
    "session keys",
    "what others wrote",
    "nightly exports",
    "open invoices",
    "failed deliveries",
    "**usage counters**",
    "access rights",
    "cold partitions",
    "`trace` spans",
    "customer data",
    "price lists",
];
const ENDS: &[&str] = &[
    "within a second",
    "without waiting for anybody",
    "across both regions",
    "once a day",
    "so that nothing is lost",
    "even while a node is away",
    "as the contract says",
    "before the books are closed",
    "at a cost that we can bear",
    "under the load of a sale",
];
const TOOLS: &[&str] = &[
    "PostgreSQL",
    "Kafka",
    "Redis",
    "gRPC",
    "Envoy",
    "SQLite",
    "NATS",
    "GraphQL",
    "S3",
    "Vault",
    "OpenTelemetry",
    "Parquet",
];
const AIMS: &[&str] = &[
    "order history",
    "tenant isolation",
    "audit trails",
    "secret rotation",
    "bulk export",
    "full-text search",
    "rate limiting",
    "session storage",
    "offline work",
    "cost reports",
];
/// How many decisions a folder has.
const FOLDER: usize = 50;

impl Corpus {
    /// Writes a book of so many pages, unless it is there.
    pub(crate) fn new(below: &Path, pages: usize) -> Self {
        let corpus = Self { pages, folder: below.join(pages.to_string()) };
        for form in [Form::Plain, Form::Hugo] {
            let root = corpus.root(form);
            if !root.is_dir() {
                corpus.write(form, &root);
            }
        }
        corpus
    }

    /// The folder of the pages in one form.
    pub(crate) fn root(&self, form: Form) -> PathBuf {
        self.folder.join(match form {
            Form::Plain => "plain",
            Form::Hugo => "hugo/content",
        })
    }

    /// Where a site is written.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder.join("site")
    }

    fn write(&self, form: Form, root: &Path) {
        let index = if form == Form::Plain { "index.md" } else { "_index.md" };
        for at in 0..self.pages {
            let file = root.join(path(at));
            let folder = file.parent().unwrap();
            if !folder.is_dir() {
                fs::create_dir_all(folder).unwrap();
                let name = folder.file_name().unwrap().to_str().unwrap();
                let text = format!("---\ntitle: {name}\n---\n\nWhat belongs to {name}.\n");
                fs::write(folder.join(index), text).unwrap();
            }
            fs::write(file, self.page(at, form)).unwrap();
        }
        let home = "---\ntitle: A generated handbook\n---\n\nWhat we decided, and why.\n";
        fs::write(root.join(index), home).unwrap();
    }

    fn page(&self, at: usize, form: Form) -> String {
        let mut chance = Chance::new(at);
        let (id, title) = (id(at), title(at));
        let (year, month, day) =
            (2018 + chance.below(8), 1 + chance.below(12), 1 + chance.below(28));
        let status = chance.one(STATUSES);
        let mut text = format!(
            "---\ntitle: {title}\nid: {id}\nstatus: {status}\ndate: {year}-{month:02}-{day:02}\n---\n\n"
        );
        if form == Form::Plain {
            write!(text, "# {title}\n\n").unwrap();
        }
        let parts: &[&str] = if is_decision(at) {
            &["Context", "Considered options", "Decision", "Consequences"]
        } else {
            &["Requirement", "Rationale", "Acceptance criteria"]
        };
        for part in parts {
            write!(text, "## {part}\n\n").unwrap();
            self.section(&mut text, &mut chance);
        }
        text
    }

    fn section(&self, text: &mut String, chance: &mut Chance) {
        paragraph(text, chance, 5);
        let other = chance.below(self.pages);
        write!(text, "See [{}]({}).\n\n", title(other), way(other)).unwrap();
        match chance.below(6) {
            0 | 1 => (0..3).for_each(|_| {
                text.push_str("- ");
                sentence(text, chance);
                text.push('\n');
            }),
            2 => {
                text.push_str("| Option | Cost | Delay |\n| --- | ---: | ---: |\n");
                for tool in [chance.one(TOOLS), chance.one(TOOLS)] {
                    let (cost, delay) = (chance.below(90), chance.below(900));
                    writeln!(text, "| {tool} | {cost} k€ | {delay} ms |").unwrap();
                }
            }
            3 => text.push_str(&code::block(chance)),
            _ => paragraph(text, chance, 3),
        }
        text.push('\n');
        paragraph(text, chance, 4);
    }
}

fn paragraph(text: &mut String, chance: &mut Chance, sentences: usize) {
    for _ in 0..sentences {
        sentence(text, chance);
        text.push(' ');
    }
    text.push_str("\n\n");
}

fn sentence(text: &mut String, chance: &mut Chance) {
    let (subject, deed) = (chance.one(SUBJECTS), chance.one(DEEDS));
    let (thing, end) = (chance.one(THINGS), chance.one(ENDS));
    write!(text, "{subject} {deed} {thing} {end}.").unwrap();
}

/// Seven of ten pages are decisions.
fn is_decision(at: usize) -> bool {
    at % 10 < 7
}

fn id(at: usize) -> String {
    let kind = if is_decision(at) { "ADR" } else { "REQ" };
    format!("{kind}-{:05}", at + 1)
}

fn title(at: usize) -> String {
    let (tool, aim) = (TOOLS[at / 10 % TOOLS.len()], AIMS[at % AIMS.len()]);
    if is_decision(at) {
        format!("Use {tool} for {aim}, {}", at + 1)
    } else {
        format!("The handbook must support {aim}, {}", at + 1)
    }
}

/// The path of a page below the root.
pub(crate) fn path(at: usize) -> String {
    let name = title(at).to_lowercase().replace(", ", "-").replace(' ', "-");
    if is_decision(at) {
        format!("decisions/area-{:03}/{:05}-{name}.md", at / FOLDER, at + 1)
    } else {
        format!("requirements/{}/{:05}-{name}.md", TOPICS[at % TOPICS.len()], at + 1)
    }
}

/// The way to a page from any other: every page is two folders below the root.
fn way(to: usize) -> String {
    format!("../../{}", path(to))
}
