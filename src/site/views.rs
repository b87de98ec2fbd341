//! The pages about the whole book, each of which answers a question: `views.html` lists them.

mod changes;
pub(super) mod graph;
mod matrix;
mod names;
mod offered;
mod options;
mod radar;
mod reviews;
mod timeline;

use super::{
    address::Address,
    base::{Belongs, FrameView, frame},
    page::HeadlineView,
    pager::{PagerView, way},
    parts::LinkView,
    places::{Export, Places},
    standpoint::Standpoint,
};
use crate::{export::Traceability, handbook::Handbook};
use offered::Answers;
pub(super) use offered::Offered;
use serde::Serialize;

/// A page about the whole book.
struct View {
    /// What it goes by in its address. Its title is the word `view-⟨name⟩`, and what it answers
    /// the word `view-⟨name⟩-text`.
    name: &'static str,
    /// On how many pages it is: on none where the book has nothing for it to show.
    pages: fn(&Handbook, &Answers) -> usize,
    /// Renders it.
    render: fn(&Standpoint<'_>, ViewIndex) -> Result<String, String>,
    /// What else there is of it, for other tools.
    exports: &'static [Export],
}

/// Every view, in the order in which readers are offered them. A new one is a line here, a file
/// with its template and its style, and its two words.
const VIEWS: &[View] = &[
    View {
        name: "matrix",
        pages: matrix::pages,
        render: matrix::render,
        exports: &[Export::Matrix(Traceability::Csv), Export::Matrix(Traceability::Json)],
    },
    View { name: "graph", pages: graph::pages, render: graph::render, exports: &[] },
    View { name: "timeline", pages: timeline::pages, render: timeline::render, exports: &[] },
    View { name: "changes", pages: changes::pages, render: changes::render, exports: &[] },
    View { name: "reviews", pages: reviews::pages, render: reviews::render, exports: &[] },
    View { name: "options", pages: options::pages, render: options::render, exports: &[] },
    View { name: "radar", pages: radar::pages, render: radar::render, exports: &[] },
    View {
        name: "people",
        pages: names::pages_of_people,
        render: names::render_people,
        exports: &[],
    },
    View { name: "tags", pages: names::pages_of_tags, render: names::render_tags, exports: &[] },
];

/// What all addresses of views begin with, and no others.
pub(super) const FOLDER: &str = "_/views/";

/// Which view, and which page of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ViewIndex(usize, usize);

/// What `views.html` shows.
#[derive(Serialize)]
struct ViewsView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// The views that the book has something for, in order.
    views: Vec<OfferView<'a>>,
}

/// A view that readers are offered.
#[derive(Serialize)]
pub(super) struct OfferView<'a> {
    /// Its title, as a link to it.
    link: LinkView,
    /// What it answers.
    text: &'a str,
}

impl ViewIndex {
    /// The views that a book has something for, with all their pages.
    fn of(handbook: &Handbook, answers: &Answers) -> impl Iterator<Item = Self> {
        let all = VIEWS.iter().enumerate();
        all.flat_map(|(at, view)| {
            (0..(view.pages)(handbook, answers)).map(move |page| Self(at, page))
        })
    }

    /// The view that goes by this name.
    fn named(name: &str) -> Option<Self> {
        VIEWS.iter().position(|it| it.name == name).map(|at| Self(at, 0))
    }

    /// What else there is of it, for other tools.
    pub(super) fn exports(self) -> &'static [Export] {
        self.view().exports
    }

    /// Where it is.
    pub(super) fn address(self) -> String {
        match self.1 {
            0 => format!("_/views/{}.html", self.view().name),
            page => format!("_/views/{}-{}.html", self.view().name, page + 1),
        }
    }

    /// Which page of the view it is.
    pub(super) fn page(self) -> usize {
        self.1
    }

    /// The first page of the view.
    pub(super) fn first(self) -> Self {
        Self(self.0, 0)
    }

    /// What it is called.
    pub(super) fn title<'a>(self, from: &Standpoint<'a>) -> &'a str {
        from.site.theme.word(&format!("view-{}", self.view().name))
    }

    /// What it answers.
    fn text<'a>(self, from: &Standpoint<'a>) -> &'a str {
        from.site.theme.word(&format!("view-{}-text", self.view().name))
    }

    fn view(self) -> &'static View {
        &VIEWS[self.0]
    }
}

/// Renders a view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    (at.view().render)(from, at)
}

/// Renders the list of views.
pub(super) fn render_list(from: &Standpoint<'_>) -> Result<String, String> {
    let theme = &from.site.theme;
    let title = theme.word("views");
    let view = ViewsView {
        frame: frame(from, Belongs::Views(None), title, theme.word("views-text").to_owned()),
        heading: HeadlineView::plain(title),
        views: offers(from),
    };
    theme.render("views.html", &view)
}

/// The views that the book has something for, between the report and the glossary.
pub(super) fn offers<'a>(from: &Standpoint<'a>) -> Vec<OfferView<'a>> {
    let Places { report, .. } = &from.site.places;
    let theme = &from.site.theme;
    let report = OfferView {
        link: LinkView { href: from.href(report), text: theme.word("completeness").to_owned() },
        text: theme.word("completeness-text"),
    };
    let offer = |(at, address): (&ViewIndex, _)| OfferView {
        link: LinkView { href: from.href(address), text: at.title(from).to_owned() },
        text: at.text(from),
    };
    let views = from.site.offered().views.iter().filter(|(at, _)| at.page() == 0);
    let glossary = from.site.lists.glossary.map(|page| OfferView {
        link: LinkView {
            href: from.entry(from.site.handbook.entry_of(page)),
            text: theme.word("glossary").to_owned(),
        },
        text: theme.word("glossary-text"),
    });
    std::iter::once(report).chain(views.map(offer)).chain(glossary).collect()
}

/// The way through the pages of a view, each of which `range` names; none where there is only one.
fn pager(
    from: &Standpoint<'_>,
    at: ViewIndex,
    range: impl Fn(usize) -> String,
) -> Option<PagerView> {
    let pages = from.site.offered().views.range(at.first()..ViewIndex(at.0 + 1, 0));
    let addresses: Vec<&Address> = pages.map(|(_, address)| address).collect();
    way(from, &addresses, at.page(), range)
}

/// How many letters of a name say where it is in a list.
const REACH_MAX: usize = 10;

/// From which name to which a page goes: the first letters of the first word of both.
fn reach(first: Option<&str>, last: Option<&str>) -> String {
    let word = |name: &str| {
        let words = name.split(|c: char| !c.is_alphanumeric()).find(|it| !it.is_empty());
        words.unwrap_or(name).chars().take(REACH_MAX).collect::<String>()
    };
    format!("{} – {}", word(first.unwrap_or_default()), word(last.unwrap_or_default()))
}
