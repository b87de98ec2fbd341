//! Every input, at one moment.

mod repository;

use crate::text::{BookPath, Date, OuterPath};
pub use repository::{Change, Repository};
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{Hash, Hasher},
    sync::Arc,
};

/// Everything a build reads. Two equal snapshots give byte-identical sites.
///
/// It is taken in two steps: `disk::snapshot` reads the pages and the names of everything
/// else below the root, and `disk::attach` answers the questions that the pages ask about
/// the rest of the world.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The folder its pages are in; addresses mirror what is below it.
    pub src: BookPath,
    /// `book.toml`; empty if there is none.
    pub config: Source,
    /// `method.toml`, if the book brings one.
    pub method: Option<Source>,
    /// `waivers.toml`; empty if there is none.
    pub waivers: Source,
    /// `baseline.toml`; empty if there is none.
    pub baseline: Source,
    /// The files of the book's own `theme/`, which stand in for built-in ones of the same name.
    pub theme: Vec<Source>,
    /// The files that the book adds to its pages as styles and scripts, in path order. What is not
    /// there is missing here too.
    pub added: Vec<Source>,
    /// Every Markdown file below `src`, in path order.
    pub documents: Vec<Arc<Source>>,
    /// Markdown files that could not be read as text, and why.
    pub unread: Vec<(BookPath, String)>,
    /// Every file below `src` that is not excluded, whatever its form.
    pub tree: Arc<BTreeSet<BookPath>>,
    /// What its pages want to know of the world beyond: what the next three say, where there is an
    /// answer.
    pub wants: Wants,
    /// What is at the places that pages link to and that are not in `tree`.
    pub beyond: BTreeMap<Beyond, Presence>,
    /// The files that records name as evidence and that are there: what they say, or why nothing.
    pub evidence: BTreeMap<BookPath, Result<Arc<str>, String>>,
    /// How wide and high the pictures are that pages show, in pixels, where that can be told.
    pub pictures: BTreeMap<BookPath, (u32, u32)>,
    /// The way from the root of the repository around the book to the book, such as `docs/`; empty
    /// where the book is that root, or there is no repository.
    pub below: String,
    /// The repository around the book, if there is one.
    pub repository: Option<Repository>,
    /// The address of the published site, where whoever builds it says so.
    pub site_url: Option<String>,
    /// Today.
    pub as_of: Date,
}

/// One text file, at one moment. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it is.
    pub path: BookPath,
    /// What it says: decoded, without a byte-order mark, its lines ending with `\n` or `\r\n`.
    /// Spans and columns count in this text.
    pub text: Arc<str>,
}

/// What pages want to know of the world beyond the snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// Whether something is there.
    pub beyond: BTreeSet<Beyond>,
    /// What is written there, if anything.
    pub evidence: BTreeSet<BookPath>,
    /// How large it is: pictures of the book.
    pub pictures: BTreeSet<BookPath>,
}

/// A place that a page links to and the snapshot of the book does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beyond {
    /// Below the root, but outside `src`, excluded, ignored, hidden, or a folder.
    Inside(BookPath),
    /// Above the root.
    Outside(OuterPath),
}

/// Whether something is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nothing is.
    Absent,
    /// Something is, but in no repository, so nobody else can reach it.
    Unpublished,
    /// Something is, at this path from the root of the repository.
    Repository(String),
}

impl Sources {
    /// Every text that a finding may point into.
    pub fn texts(&self) -> impl Iterator<Item = &Source> {
        let documents = self.documents.iter().map(AsRef::as_ref);
        let ledgers = [Some(&self.waivers), Some(&self.baseline)];
        let own = [Some(&self.config), self.method.as_ref()].into_iter().chain(ledgers);
        documents.chain(own.flatten()).chain(&self.theme).chain(&self.added)
    }

    /// A digest of everything that pages are made from, assets apart. Equal digests mean equal
    /// pages.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        add(self.src.as_str().as_bytes());
        add(self.as_of.to_string().as_bytes());
        for source in self.texts() {
            add(source.path.as_str().as_bytes());
            add(source.text.as_bytes());
        }
        for path in self.tree.iter() {
            add(path.as_str().as_bytes());
        }
        for (path, text) in &self.evidence {
            add(path.as_str().as_bytes());
            add(&[u8::from(text.is_ok())]);
            add(text.as_deref().unwrap_or_else(String::as_str).as_bytes());
        }
        let Self { unread, beyond, pictures, site_url, .. } = self;
        add(format!("{unread:?} {beyond:?} {pictures:?} {site_url:?}").as_bytes());
        // How files changed follows from the commit.
        let head = self.repository.as_ref().map(|it| (&it.commit, &it.branch, it.is_shallow));
        add(format!("{head:?}").as_bytes());
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// The text at this path.
    pub fn text(&self, path: &BookPath) -> Option<&Source> {
        match self.documents.binary_search_by(|source| source.path.cmp(path)) {
            Ok(at) => Some(&self.documents[at]),
            Err(_) => self.texts().skip(self.documents.len()).find(|it| it.path == *path),
        }
    }
}

/// Equal paths and texts. Snapshots of an unchanged file share their text, which makes this cheap.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

impl Eq for Source {}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.path.hash(state);
        // Two texts of one path are few: telling them apart is left to comparing them.
        self.text.len().hash(state);
    }
}
