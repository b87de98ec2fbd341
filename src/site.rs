//! The site: a function from address to bytes.
//!
//! It knows every address it has and renders one at a time, so that a build can hand each file
//! straight to the disk and a preview renders only what a browser asks for.

mod address;
mod base;
mod block;
mod body;
mod cards;
mod columns;
mod criteria;
mod drawing;
mod feeds;
mod findings;
mod forge;
mod gone;
mod home;
mod hosting;
mod life;
mod lists;
mod live;
mod made;
mod marks;
mod method;
mod missing;
mod moved;
mod nearby;
mod nearest;
mod owed;
mod page;
mod pager;
mod pages;
mod parts;
mod places;
mod print;
mod progress;
mod references;
mod report;
mod search;
mod section;
mod sidebar;
mod stage;
mod standpoint;
mod ties;
mod views;

use crate::{
    export,
    finding::attempt,
    handbook::{Handbook, PageIndex},
    markdown::Highlighter,
    report::Report,
    search::Index,
    text::BookPath,
    theme::Theme,
};
pub use address::{Address, Collision};
use cards::Cards;
use lists::Lists;
use places::{Export, Places, Target};
use standpoint::Standpoint;
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use views::Offered;

/// Every address of a site, and how to render what is there. Immutable.
#[derive(Debug)]
pub struct Site {
    handbook: Arc<Handbook>,
    report: Arc<Report>,
    theme: Arc<Theme>,
    code: Arc<Highlighter>,
    places: Places,
    lists: Lists,
    /// Made when it is first asked for, as the next ones.
    offered: OnceLock<Offered>,
    index: OnceLock<Index>,
    cards: OnceLock<Cards>,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of a file of the book.
    Copy(BookPath),
    /// What stands in for a file that cannot be rendered, and why it cannot.
    Failed(Vec<u8>, String),
}

/// Where everything of a handbook is to be. It does not depend on what is wrong with it.
#[derive(Debug)]
pub struct Plan {
    places: Places,
    lists: Lists,
}

/// Gives everything its address. Total and cheap: nothing is rendered yet.
pub fn plan(
    handbook: Arc<Handbook>,
    report: Arc<Report>,
    theme: Arc<Theme>,
    code: Arc<Highlighter>,
) -> Site {
    Plan::of(&handbook, &theme).site(handbook, report, theme, code)
}

impl Plan {
    /// Gives everything its address.
    pub fn of(handbook: &Handbook, theme: &Theme) -> Self {
        let opening = places::opening(handbook);
        let lists = Lists::new(handbook, opening);
        let places = Places::new(handbook, theme, opening, &lists);
        Self { places, lists }
    }

    /// The site of the handbook and the theme that this is the plan of.
    pub fn site(
        self,
        handbook: Arc<Handbook>,
        report: Arc<Report>,
        theme: Arc<Theme>,
        code: Arc<Highlighter>,
    ) -> Site {
        let Self { places, lists } = self;
        let (offered, index, cards) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Site { handbook, report, theme, code, places, lists, offered, index, cards }
    }
}

impl Site {
    /// Every address, in order.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.targets().into_keys()
    }

    /// The file at an address. What cannot be rendered costs that file only, and says why in it.
    pub fn file(&self, address: &Address) -> Option<File> {
        let (address, target) = self.target(address)?;
        if let Target::File(path) = target {
            return Some(File::Copy(path.clone()));
        }
        Some(match self.rendered(|| self.text(address, target)) {
            Ok(text) => File::Bytes(text.into_bytes()),
            Err(why) => File::Failed(self.instead(address, &why).into_bytes(), why),
        })
    }

    fn text(&self, address: &Address, target: &Target) -> Result<String, String> {
        Ok(match target {
            Target::Theme(name) => cards::told(self, name),
            Target::Export(what) => self.export(*what),
            Target::Schema(what) => export::schema(&self.handbook, *what),
            Target::Progress => progress::style(self),
            Target::Hosting(what) => what.text(self),
            Target::Feed(of) => feeds::feed(&Standpoint::at(self, address), *of, address),
            Target::Script(what) => search::script(self, *what),
            Target::Cards(number) => self.cards().script(self, *number),
            target => return self.html(address, target),
        })
    }

    /// Makes what many files share, with every thread, so that none waits for another that makes it
    /// alone. If that fails, each of those files says so.
    pub fn prepare(&self) {
        drop(attempt(|| self.index()));
        drop(attempt(|| self.cards()));
    }

    /// What links lead to.
    fn cards(&self) -> &Cards {
        self.cards.get_or_init(|| Cards::new(self))
    }

    /// What is at an address.
    fn target(&self, address: &Address) -> Option<(&Address, &Target)> {
        self.places.targets.get_key_value(address).or_else(|| {
            let is_view = address.as_str().starts_with(views::FOLDER);
            is_view.then(|| self.offered().targets.get_key_value(address))?
        })
    }

    /// What is at every address, in order.
    fn targets(&self) -> BTreeMap<&Address, &Target> {
        self.places.targets.iter().chain(&self.offered().targets).collect()
    }

    /// The views.
    fn offered(&self) -> &Offered {
        self.offered.get_or_init(|| Offered::new(&self.handbook))
    }

    /// What the search knows.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| crate::search::index(&self.handbook))
    }

    /// The page for an address that the site has not, with what may have been meant. Unlike the one
    /// for any such address, it works there only.
    pub fn missing(&self, asked: &Address) -> Vec<u8> {
        let from = Standpoint::at(self, asked);
        let page = self.rendered(|| missing::render(&from, Some(asked)));
        page.unwrap_or_else(|why| self.instead(asked, &why)).into_bytes()
    }

    /// Whether what an address shows follows from the texts of the book alone, and is no copy of
    /// another file.
    pub fn is_page(&self, address: &Address) -> bool {
        !matches!(self.target(address), None | Some((_, Target::File(_))))
    }

    /// The page of the book that an address shows.
    pub fn page_at(&self, address: &Address) -> Option<PageIndex> {
        match self.target(address)?.1 {
            Target::Home => self.places.opening,
            Target::Page(page) => Some(*page),
            _ => None,
        }
    }

    /// Where a page of the book is shown.
    pub fn address_of(&self, page: PageIndex) -> &Address {
        self.places.page(page)
    }

    /// What could not have the address that its path asks for, in path order.
    pub fn collisions(&self) -> &[Collision] {
        &self.places.collisions
    }

    /// What it shows.
    pub fn handbook(&self) -> &Arc<Handbook> {
        &self.handbook
    }

    /// What was found in it.
    pub fn report(&self) -> &Arc<Report> {
        &self.report
    }

    fn export(&self, what: Export) -> String {
        let (handbook, report) = (&self.handbook, &self.report);
        match what {
            Export::Audit => export::audit(handbook, report),
            Export::BadgePicture => export::badge_svg(handbook, report),
            Export::BadgeEndpoint => export::badge_json(handbook, report),
            Export::Matrix(form) => export::traceability(handbook, report, form),
        }
    }

    fn html(&self, address: &Address, target: &Target) -> Result<String, String> {
        let from = match target {
            Target::Missing => Standpoint::anywhere(self),
            Target::Print(edition) => {
                Standpoint::among(self, address, print::pages(self, *edition))
            }
            _ => Standpoint::at(self, address),
        };
        render(&from, target)
    }

    /// What something renders to, or else why it does not.
    fn rendered(&self, render: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
        let failed = |panic: String| Err(format!("{}\n{panic}", self.theme.word("panicked")));
        attempt(render).unwrap_or_else(failed)
    }

    /// What stands at an address instead of what cannot be rendered.
    fn instead(&self, address: &Address, why: &str) -> String {
        let is_page = address.as_str().rsplit('.').next() == Some("html");
        let page = || page::fallback(&Standpoint::at(self, address), &self.theme, address, why);
        if is_page { page() } else { String::new() }
    }
}

fn render(from: &Standpoint<'_>, target: &Target) -> Result<String, String> {
    match target {
        Target::Home => home::render(from),
        Target::Page(page) => page::render(from, *page),
        Target::Moved(to) => moved::render(from, to),
        Target::Stage(stage) => stage::render(from, *stage),
        Target::Section(section, page) => section::render(from, *section, *page),
        Target::Pages(page) => pages::render(from, *page),
        Target::Print(edition) => print::render(from, *edition),
        Target::Report => report::render(from),
        Target::Method => method::render(from),
        Target::Views => views::render_list(from),
        Target::View(view) => views::render(from, *view),
        Target::Graph(section) => views::graph::render_section(from, *section),
        Target::Missing => missing::render(from, None),
        Target::Search => search::render(from),
        Target::Export(_)
        | Target::Schema(_)
        | Target::Progress
        | Target::Hosting(_)
        | Target::Feed(_)
        | Target::Script(_)
        | Target::Cards(_)
        | Target::Theme(_)
        | Target::File(_) => Err("a file needs no template".to_owned()),
    }
}
