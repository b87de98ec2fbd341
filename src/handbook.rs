//! The handbook: what all pages mean together, under a method.

mod content;
mod fingerprint;
mod grouped;
mod kind;
mod link;
mod names;
mod order;
mod proof;
mod raw_html;
mod read;
mod redirect;
mod relation;
mod resolve;
mod standing;
mod wants;

use crate::{
    config::Config,
    finding::{Finding, Place},
    markdown::{RawHtml, Term},
    method::{
        End, Headings, KindIndex, Meaning, Method, RelationIndex, SectionIndex, StageIndex,
        StatusIndex,
    },
    page::{Criterion, Page, Part, StatusText},
    source::{Beyond, Sources},
    text::{BookPath, Span},
};
pub use content::Content;
pub use fingerprint::fingerprint;
use grouped::Grouped;
pub use link::{link, record_id};
pub use names::{Named, Names};
pub use order::series;
pub use proof::{Piece, Proof, State};
pub use read::{read, read_with};
pub use redirect::Redirect;
pub use standing::{Retirement, Standing, Supersession};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
pub use wants::{Among, Wanted, wants};

/// Every entry, in reading order, linked both ways.
///
/// Immutable. Checks, the site, exports and queries read it and never change it.
#[derive(Debug)]
pub struct Handbook {
    /// What it was made from.
    pub sources: Arc<Sources>,
    /// What the book says about itself.
    pub config: Config,
    /// The method it follows.
    pub method: Method,
    /// Every page, in path order.
    pub pages: Vec<Arc<Page>>,
    /// Every entry, in reading order: by stage, section, kind and number; then prose.
    pub entries: Vec<Entry>,
    /// Every link of every page, page by page in the order of its outline; then every relation.
    pub edges: Vec<Edge>,
    /// Which records retire which, resolved from both ends.
    pub supersessions: Vec<Supersession>,
    /// What reading and linking found.
    pub findings: Vec<Finding>,
    /// Ids, paths and numbers.
    pub names: Names,
    /// Every page by its path.
    paths: HashMap<BookPath, PageIndex>,
    /// For each page, where its links begin among the edges; one more at the end.
    link_starts: Vec<usize>,
    /// For each page, the entries that its parts are, the whole of it first.
    page_entries: Grouped<EntryIndex>,
    /// For each entry, the edges that lead to it.
    incoming: Grouped<EdgeIndex>,
    /// For each entry, the relations that start from it.
    outgoing: Grouped<EdgeIndex>,
}

/// A page, or a part of one, in its place.
#[derive(Debug)]
pub struct Entry {
    /// Which page.
    pub page: PageIndex,
    /// Which part of it.
    pub part: usize,
    /// What it goes by: its own id, or its kind's prefix with its number; none for prose.
    pub id: Option<String>,
    /// What kind of record it is; `None` for prose.
    pub kind: Option<KindIndex>,
    /// How it stands, by its own word.
    pub stated: Option<StatusIndex>,
    /// How it stands, by what the whole handbook says.
    pub standing: Standing,
    /// For each passage of its part, what its heading is under the method.
    pub headings: Vec<Headings>,
    /// What it says under which headings.
    pub content: Content,
    /// Whether it is real enough for a relation to it to count: it has a known status, a title that
    /// says something, and real text under what its kind requires.
    pub eligible: bool,
    /// What it proves, if it is a test that names evidence.
    pub proof: Option<Proof>,
}

/// Which entry. Only meaningful for the handbook it came from; so are the other indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIndex(pub u32);

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageIndex(pub u32);

/// Which edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeIndex(pub u32);

/// An entry, or a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Which entry.
    pub entry: EntryIndex,
    /// Where in it.
    pub at: At,
}

/// Where in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// All of it.
    Whole,
    /// One of its criteria.
    Criterion(u16),
    /// Something on its page that has an anchor: the n-th of [`crate::markdown::Outline::anchors`].
    Anchor(u16),
}

/// A link, or a relation.
#[derive(Debug)]
pub struct Edge {
    /// Where it starts: at the end that the relation's name is told from.
    pub from: Spot,
    /// What it means; `None` for a mention.
    pub relation: Option<RelationIndex>,
    /// Where it leads.
    pub to: Destination,
    /// Whether it holds for a part of what it leads to only.
    pub partial: bool,
    /// Where it is written first. What leads nowhere starts from the entry that tells of it, at
    /// whichever end that is.
    pub stated: Statement,
    /// Where else it is written: at the same end, or at the other one.
    pub repeated: Vec<Statement>,
}

impl Edge {
    /// Everywhere that it is written.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        std::iter::once(&self.stated).chain(&self.repeated)
    }
}

/// One place where an edge is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// At which end of the relation.
    pub end: End,
    /// Where.
    pub place: Place,
}

/// Where an edge leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To an entry.
    Spot(Spot),
    /// To another file of the book, which the site will hold.
    File(BookPath),
    /// To something that exists and is not part of the site.
    Beyond(Beyond),
    /// To an address elsewhere.
    Web(String),
    /// Nowhere.
    Missing(Missing),
    /// Nowhere, and nobody said it does: a bare word that only looks like an id.
    Nothing,
}

/// Why something leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// There is no such file.
    File(String),
    /// The page has no such anchor.
    Anchor(BookPath, String),
    /// Nothing goes by this name.
    Name(String),
    /// Several things go by this name.
    Ambiguous(String, Vec<EntryIndex>),
    /// The label of a reference link is not defined.
    Label(String),
    /// The scheme is none that a page may link to.
    Scheme(String),
    /// A browser would run what is in this file of the book, so that it is not published.
    Unpublished(BookPath),
}

impl Handbook {
    /// Every entry with its index.
    pub fn iter(&self) -> impl Iterator<Item = (EntryIndex, &Entry)> {
        (0..).map(EntryIndex).zip(&self.entries)
    }

    /// The entry at this index.
    pub fn entry(&self, at: EntryIndex) -> &Entry {
        &self.entries[at.0 as usize]
    }

    /// The page at this index.
    pub fn page(&self, at: PageIndex) -> &Arc<Page> {
        &self.pages[at.0 as usize]
    }

    /// The page that an entry is, or is on.
    pub fn page_of(&self, at: EntryIndex) -> &Arc<Page> {
        self.page(self.entry(at).page)
    }

    /// What an entry says alone.
    pub fn part(&self, at: EntryIndex) -> &Part {
        let entry = self.entry(at);
        &self.page(entry.page).parts[entry.part]
    }

    /// The edge at this index.
    pub fn edge(&self, at: EdgeIndex) -> &Edge {
        &self.edges[at.0 as usize]
    }

    /// The entry that a page is as a whole.
    pub fn entry_of(&self, page: PageIndex) -> EntryIndex {
        self.page_entries.of(page.0 as usize)[0]
    }

    /// The entries on a page, the whole of it first.
    pub fn entries_on(&self, page: PageIndex) -> Vec<EntryIndex> {
        let mut entries = self.page_entries.of(page.0 as usize).to_vec();
        entries.dedup();
        entries
    }

    /// The entry at an anchor of a page, where a part of it begins.
    pub fn entry_at(&self, page: PageIndex, anchor: &str) -> Option<EntryIndex> {
        let mut parts = self.page(page).parts.iter().zip(self.page_entries.of(page.0 as usize));
        let (_, &at) = parts.find(|(part, _)| part.anchor.as_deref() == Some(anchor))?;
        (self.entry(at).part > 0).then_some(at)
    }

    /// The page at this path: the text of a [`BookPath`].
    pub fn page_at(&self, path: &str) -> Option<PageIndex> {
        self.paths.get(path).copied()
    }

    /// Where the link leads that is the n-th of a page's outline.
    pub fn link(&self, page: PageIndex, link: usize) -> &Edge {
        &self.edges[self.link_starts[page.0 as usize] + link]
    }

    /// The links of a page, in the order of its outline.
    pub fn links(&self, page: PageIndex) -> &[Edge] {
        let at = page.0 as usize;
        &self.edges[self.link_starts[at]..self.link_starts[at + 1]]
    }

    /// The relations between entries, without the links.
    pub fn relations(&self) -> &[Edge] {
        &self.edges[self.link_starts.last().copied().unwrap_or_default()..]
    }

    /// The edges that lead to an entry: links in the prose and relations.
    pub fn incoming(&self, at: EntryIndex) -> impl Iterator<Item = &Edge> {
        self.incoming.of(at.0 as usize).iter().map(|&edge| self.edge(edge))
    }

    /// The relations that start from an entry.
    pub fn outgoing(&self, at: EntryIndex) -> impl Iterator<Item = &Edge> {
        self.outgoing.of(at.0 as usize).iter().map(|&edge| self.edge(edge))
    }

    /// The criterion at a spot, if it is one.
    pub fn criterion(&self, spot: Spot) -> Option<&Criterion> {
        match spot.at {
            At::Criterion(at) => self.part(spot.entry).criteria.get(usize::from(at)),
            At::Whole | At::Anchor(_) => None,
        }
    }

    /// The term of a definition list at a spot, if it is one.
    pub fn term(&self, spot: Spot) -> Option<&Term> {
        match spot.at {
            At::Anchor(at) => self.page_of(spot.entry).outline.term_at(usize::from(at)),
            At::Whole | At::Criterion(_) => None,
        }
    }

    /// The section that an entry belongs to; none for prose.
    pub fn section(&self, at: EntryIndex) -> Option<SectionIndex> {
        self.method.section_of(self.entry(at).kind?)
    }

    /// The stage that an entry belongs to; none for prose.
    pub fn stage(&self, at: EntryIndex) -> Option<StageIndex> {
        self.section(at).map(|section| self.method.stage_of(section))
    }

    /// The name of an entry's kind.
    pub fn kind_name(&self, at: EntryIndex) -> Option<&str> {
        self.entry(at).kind.map(|kind| self.method.kind(kind).name.as_str())
    }

    /// How an entry stands by what the whole handbook says, as a name and a meaning.
    pub fn effective(&self, at: EntryIndex) -> Option<StatusIndex> {
        self.entry(at).standing.effective
    }

    /// What an entry's effective status means.
    pub fn meaning(&self, at: EntryIndex) -> Option<Meaning> {
        self.effective(at).map(|status| self.method.status(status).meaning)
    }

    /// The status that a text means: that of its longest beginning that is a known word.
    pub fn status_of(&self, text: &StatusText) -> Option<StatusIndex> {
        link::status_of(text, &self.method)
    }

    /// How messages and lists name an entry: its id, else its path.
    pub fn label(&self, at: EntryIndex) -> &str {
        let entry = self.entry(at);
        entry.id.as_deref().unwrap_or_else(|| self.page(entry.page).path().as_str())
    }

    /// What an entry goes by and no other: its id, else its path with its anchor.
    pub fn unique_name(&self, at: EntryIndex) -> String {
        if let Some(id) = self.entry(at).id.as_ref().filter(|it| self.names.is_alone(it)) {
            return id.clone();
        }
        let path = self.page_of(at).path();
        let anchor = self.part(at).anchor.as_ref();
        anchor.map_or_else(|| path.to_string(), |anchor| format!("{path}#{anchor}"))
    }

    /// What the handbook is called.
    pub fn title(&self) -> &str {
        self.config.book.title.as_deref().unwrap_or("Architecture handbook")
    }

    /// The address of the published site, if the command or the book says it.
    pub fn site_url(&self) -> Option<&str> {
        let given = self.sources.site_url.as_deref();
        given.or(self.config.output.html.site_url.as_deref())
    }

    /// What of the raw HTML in its pages reaches the site.
    pub fn raw_html(&self) -> RawHtml {
        raw_html::allowed(&self.config)
    }

    /// A place on the page of an entry.
    pub fn place(&self, at: EntryIndex, span: Span) -> Place {
        Place { path: self.page_of(at).path().clone(), span }
    }

    /// The stages in order, each with its sections.
    pub fn outline(&self) -> BTreeMap<StageIndex, Vec<SectionIndex>> {
        let sections = (0..).map(SectionIndex).zip(&self.method.sections);
        sections.fold(BTreeMap::new(), |mut stages, (at, _)| {
            stages.entry(self.method.stage_of(at)).or_insert_with(Vec::new).push(at);
            stages
        })
    }
}
