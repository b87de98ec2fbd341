//! The address of everything that has one.

use super::{
    address::{Address, Claims, Collision},
    cards::cards,
    feeds::feeds,
    hosting::Hosting,
    lists::Lists,
    search::{Script, scripts},
    views::ViewIndex,
};
use crate::{
    export::{Schema, Traceability},
    handbook::{At, Destination, Handbook, PageIndex, Spot},
    markdown::slug,
    method::{SectionIndex, StageIndex},
    page::Page,
    text::BookPath,
    theme::Theme,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Home,
    Page(PageIndex),
    /// Where something was before, and is no more.
    Moved(Destination),
    Stage(StageIndex),
    /// So many pages into the list of a section.
    Section(SectionIndex, usize),
    /// So many pages into the list of what is no record.
    Pages(usize),
    Print(Edition),
    Report,
    Method,
    /// The list of views.
    Views,
    View(ViewIndex),
    /// The drawing of a section.
    Graph(SectionIndex),
    Progress,
    Search,
    Script(Script),
    /// The n-th file of cards.
    Cards(usize),
    Missing,
    Export(Export),
    Schema(Schema),
    Hosting(Hosting),
    /// Of a stage, or of the whole book.
    Feed(Option<StageIndex>),
    Theme(String),
    File(BookPath),
}

/// What the site offers to other tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Export {
    Audit,
    BadgePicture,
    BadgeEndpoint,
    Matrix(Traceability),
}

impl Export {
    /// Where it is.
    pub(super) fn address(self) -> &'static str {
        match self {
            Self::Audit => "_/audit.csv",
            Self::BadgePicture => "_/badge.svg",
            Self::BadgeEndpoint => "_/badge.json",
            Self::Matrix(Traceability::Csv) => "_/views/matrix.csv",
            Self::Matrix(Traceability::Json) => "_/views/matrix.json",
        }
    }
}

/// What is printed as one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edition {
    /// All of the book.
    Whole,
    /// The records of a stage.
    Stage(StageIndex),
}

/// A book with more pages has no print editions unless it asks for them. With so many long pages
/// (`swift-evolution` has 500) they are half of the site, 15 MB each, and a quarter of its build.
const PRINTED_MAX: usize = 500;

/// What every site offers to other tools.
const EXPORTS: &[Export] = &[Export::Audit, Export::BadgePicture, Export::BadgeEndpoint];

/// Where everything is, both ways.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) targets: BTreeMap<Address, Target>,
    pub(super) home: Address,
    pub(super) listing: Address,
    pub(super) report: Address,
    pub(super) method: Address,
    /// Where views are listed.
    pub(super) offers: Address,
    /// The feed of the whole book, and that of each stage; none where there are no feeds.
    pub(super) feeds: BTreeMap<Option<StageIndex>, Address>,
    /// What is offered to other tools, that of views apart.
    exports: BTreeMap<Export, Address>,
    pub(super) progress: Address,
    pub(super) search: Address,
    pub(super) editions: BTreeMap<Edition, Address>,
    /// By page.
    pub(super) pages: Vec<Address>,
    /// By stage.
    pub(super) stages: Vec<Address>,
    /// By section: where its list begins.
    pub(super) sections: Vec<Address>,
    /// By section, and without one for what is no record: where its list goes on, page by page.
    further: BTreeMap<Option<SectionIndex>, Vec<Address>>,
    /// In the order of [`Schema::ALL`].
    pub(super) schemas: Vec<Address>,
    pub(super) theme: BTreeMap<String, Address>,
    pub(super) files: BTreeMap<BookPath, Address>,
    /// The page that home begins with.
    pub(super) opening: Option<PageIndex>,
    pub(super) collisions: Vec<Collision>,
}

impl Places {
    /// Gives everything its address. What is archbook's own comes first, so that it never moves;
    /// pages and files follow in the order of their paths. How many pages a list has follows from
    /// how long it is.
    pub(super) fn new(
        handbook: &Handbook,
        theme: &Theme,
        opening: Option<PageIndex>,
        lists: &Lists,
    ) -> Self {
        let mut claims = Claims::with_room(handbook.pages.len());
        let home = claims.own("index.html");
        let missing = claims.own("404.html");
        let report = claims.own("_/report.html");
        let method = claims.own("_/method.html");
        let offers = claims.own("_/views.html");
        // The folder of the views is theirs alone: what is in it is worked out later.
        claims.own("_/views");
        let progress = claims.own("_/progress.css");
        let listing = claims.own("_/pages.html");
        let search = claims.own("_/search.html");
        let scripts = scripts(handbook).into_iter().map(|(it, at)| (Target::Script(it), at));
        let cards = cards(handbook).into_iter().map(|(it, at)| (Target::Cards(it), at));
        let loaded: Vec<(Address, Target)> =
            scripts.chain(cards).map(|(it, at)| (claims.own(&at), it)).collect();
        let exports = EXPORTS.iter().map(|it| (*it, claims.own(it.address()))).collect();
        let feeds = feeds(handbook).into_iter().map(|(of, at)| (of, claims.own(&at))).collect();
        let hosting = Hosting::of(handbook).into_iter();
        let hosting = hosting.map(|(it, at)| (claims.own(at), Target::Hosting(it)));
        let hosting: Vec<(Address, Target)> = hosting.collect();
        let named = |folder: &str, name: &str| format!("_/{folder}/{}.html", slug(name));
        let stages = handbook.method.stages.iter().map(|it| named("stages", &it.name));
        let stages: Vec<Address> = stages.map(|it| claims.own(&it)).collect();
        let sections = handbook.method.sections.iter().map(|it| named("sections", &it.name));
        let sections: Vec<Address> = sections.map(|it| claims.own(&it)).collect();
        let editions = editions(handbook, &mut claims);
        let schemas = Schema::ALL.iter().map(|it| format!("_/schemas/{}.json", it.name()));
        let schemas = schemas.map(|it| claims.own(&it)).collect();
        let theme = theme.files().map(|it| (it.to_owned(), claims.own(&format!("_/{it}"))));
        let theme = theme.collect();
        let further = further(&sections, &listing, lists, &mut claims);
        let pages = pages(handbook, opening, &home, &mut claims);
        let files = files(handbook, &mut claims);
        let moved = moved(handbook, &mut claims);
        let collisions = claims.collisions;
        let mut places = Self {
            targets: BTreeMap::new(),
            home,
            listing,
            report,
            method,
            offers,
            exports,
            feeds,
            progress,
            search,
            editions,
            pages,
            stages,
            sections,
            further,
            schemas,
            theme,
            files,
            opening,
            collisions,
        };
        let own = places.targets(missing);
        // Of two at one address the latter counts; to sort all of them at once is the quickest.
        places.targets = own.into_iter().chain(hosting).chain(loaded).chain(moved).collect();
        places
    }

    fn targets(&self, missing: Address) -> Vec<(Address, Target)> {
        let mut targets = Vec::from([
            (missing, Target::Missing),
            (self.report.clone(), Target::Report),
            (self.method.clone(), Target::Method),
            (self.offers.clone(), Target::Views),
            (self.progress.clone(), Target::Progress),
            (self.search.clone(), Target::Search),
        ]);
        let exports = self.exports.iter();
        targets.extend(exports.map(|(of, address)| (address.clone(), Target::Export(*of))));
        let feeds = self.feeds.iter();
        targets.extend(feeds.map(|(of, address)| (address.clone(), Target::Feed(*of))));
        let editions = self.editions.iter();
        targets.extend(editions.map(|(of, address)| (address.clone(), Target::Print(*of))));
        let stages = (0..).map(StageIndex).zip(&self.stages);
        targets.extend(stages.map(|(at, address)| (address.clone(), Target::Stage(at))));
        for list in self.further.keys() {
            let target = |page| match list {
                Some(section) => Target::Section(*section, page),
                None => Target::Pages(page),
            };
            let pages = self.list(*list).into_iter().enumerate();
            targets.extend(pages.map(|(page, address)| (address.clone(), target(page))));
        }
        let schemas = Schema::ALL.into_iter().zip(&self.schemas);
        targets.extend(schemas.map(|(what, address)| (address.clone(), Target::Schema(what))));
        let theme = self.theme.iter();
        targets.extend(theme.map(|(name, address)| (address.clone(), Target::Theme(name.clone()))));
        let pages = (0..).map(PageIndex).zip(&self.pages);
        targets.extend(pages.map(|(at, address)| (address.clone(), Target::Page(at))));
        let files = self.files.iter();
        targets.extend(files.map(|(path, address)| (address.clone(), Target::File(path.clone()))));
        targets.push((self.home.clone(), Target::Home));
        targets
    }

    /// The pages of a list, in order: that of a section, or of what is no record.
    pub(super) fn list(&self, of: Option<SectionIndex>) -> Vec<&Address> {
        let first = of.map_or(&self.listing, |at| &self.sections[usize::from(at.0)]);
        std::iter::once(first).chain(self.further.get(&of).into_iter().flatten()).collect()
    }

    /// Where a page is.
    pub(super) fn page(&self, at: PageIndex) -> &Address {
        &self.pages[at.0 as usize]
    }
}

/// The address of each print edition: of the book, and of every stage that has entries.
fn editions(handbook: &Handbook, claims: &mut Claims) -> BTreeMap<Edition, Address> {
    let few = handbook.pages.len() <= PRINTED_MAX;
    let wanted = handbook.config.output.html.print.enable.unwrap_or(few);
    if !wanted || handbook.entries.is_empty() {
        return BTreeMap::new();
    }
    let stages: BTreeSet<StageIndex> =
        handbook.iter().filter_map(|(at, _)| handbook.stage(at)).collect();
    let stage = |at: StageIndex| {
        let name = slug(&handbook.method.stage(at).name);
        (Edition::Stage(at), claims.own(&format!("_/print/{name}.html")))
    };
    let mut editions: BTreeMap<Edition, Address> = stages.into_iter().map(stage).collect();
    editions.insert(Edition::Whole, claims.own("_/print.html"));
    editions
}

/// The page that home begins with: the index or README of the folder of pages, unless it is a
/// record of its own.
pub(super) fn opening(handbook: &Handbook) -> Option<PageIndex> {
    let src = &handbook.sources.src;
    let top = |name: &'static str| {
        let mut pages = (0..).map(PageIndex).zip(&handbook.pages);
        pages.find(|(_, page)| {
            let inside = page.path().within(src).is_some_and(|it| !it.contains('/'));
            inside && is_called(page, name)
        })
    };
    let (at, _) = top("index").or_else(|| top("readme"))?;
    handbook.entry(handbook.entry_of(at)).kind.is_none().then_some(at)
}

fn is_called(page: &Page, name: &str) -> bool {
    page.path().stem().eq_ignore_ascii_case(name)
}

/// Where each list goes on that is longer than a page.
fn further(
    sections: &[Address],
    listing: &Address,
    lists: &Lists,
    claims: &mut Claims,
) -> BTreeMap<Option<SectionIndex>, Vec<Address>> {
    let sections = (0..).map(|at| Some(SectionIndex(at))).zip(sections);
    let all = sections.chain([(None, listing)]);
    all.map(|(list, first)| {
        let stem = first.as_str().strip_suffix(".html").unwrap_or(first.as_str());
        let numbers = 2..=lists.pages(list);
        (list, numbers.map(|it| claims.own(&format!("{stem}-{it}.html"))).collect())
    })
    .collect()
}

/// The address of each page: that of its source, with another extension. An index speaks for its
/// folder, and a README does where there is no index.
fn pages(
    handbook: &Handbook,
    opening: Option<PageIndex>,
    home: &Address,
    claims: &mut Claims,
) -> Vec<Address> {
    let indices = handbook.pages.iter().filter(|page| is_called(page, "index"));
    let indices: BTreeSet<&str> = indices.map(|page| page.path().folder()).collect();
    let place = |(at, page): (PageIndex, &Arc<Page>)| {
        if Some(at) == opening {
            return home.clone();
        }
        let path = page.path();
        let below = path.within(&handbook.sources.src).unwrap_or(path.as_str());
        let folder = &below[..below.rfind('/').map_or(0, |slash| slash + 1)];
        let speaks = is_called(page, "index")
            || is_called(page, "readme") && !indices.contains(path.folder());
        let name = if speaks { "index" } else { path.stem() };
        claims.claim(path, &[folder, name, ".html"].concat())
    };
    (0..).map(PageIndex).zip(&handbook.pages).map(place).collect()
}

/// Where pages were before, as far as nothing else is there now: they say so, or the book does.
fn moved(handbook: &Handbook, claims: &mut Claims) -> Vec<(Address, Target)> {
    let pages = (0..).map(PageIndex).zip(&handbook.pages);
    let former = pages.flat_map(|(page, read)| {
        let entry = handbook.entry_of(page);
        let whole = Destination::Spot(Spot { entry, at: At::Whole });
        read.former_addresses().map(move |it| (it.0, whole.clone()))
    });
    let told = handbook.redirects().map(|it| (it.from, it.to));
    let lead = |to: &Destination| matches!(to, Destination::Spot(_) | Destination::Web(_));
    let leading = former.chain(told).filter(|(_, to)| lead(to));
    leading.filter_map(|(at, to)| Some((claims.spare(&at)?, Target::Moved(to)))).collect()
}

/// The address of each file that a page links to or shows: that of the file itself.
fn files(handbook: &Handbook, claims: &mut Claims) -> BTreeMap<BookPath, Address> {
    let linked = handbook.edges.iter().filter_map(|edge| match &edge.to {
        Destination::File(path) => Some(path),
        _ => None,
    });
    let linked: BTreeSet<&BookPath> = linked.collect();
    let place = |path: &BookPath| match path.within(&handbook.sources.src) {
        Some(below) => claims.claim(path, below),
        None => claims.claim(path, &format!("_/files/{path}")),
    };
    linked.iter().map(|&path| path.clone()).zip(linked.iter().copied().map(place)).collect()
}
