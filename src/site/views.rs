//! The pages about the whole book, each of which answers a question: `views.html` lists them.

mod changes;
pub(super) mod graph;
mod matrix;
mod reviews;
mod timeline;

use super::{
    base::{Belongs, FrameView, frame},
    page::HeadlineView,
    parts::LinkView,
    places::{Export, Places},
    standpoint::Standpoint,
};
use crate::{export::Traceability, handbook::Handbook};
use serde::Serialize;

/// A page about the whole book.
struct View {
    /// What it goes by in its address. Its title is the word `view-⟨name⟩`, and what it answers
    /// the word `view-⟨name⟩-text`.
    name: &'static str,
    /// Whether the book has something for it to show. A view without anything has no address.
    shows: fn(&Handbook) -> bool,
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
        shows: matrix::shows,
        render: matrix::render,
        exports: &[Export::Matrix(Traceability::Csv), Export::Matrix(Traceability::Json)],
    },
    View { name: "graph", shows: graph::shows, render: graph::render, exports: &[] },
    View { name: "timeline", shows: timeline::shows, render: timeline::render, exports: &[] },
    View { name: "changes", shows: changes::shows, render: changes::render, exports: &[] },
    View { name: "reviews", shows: reviews::shows, render: reviews::render, exports: &[] },
];

/// Which view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ViewIndex(usize);

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
    /// The views that a book has something for.
    pub(super) fn of(handbook: &Handbook) -> impl Iterator<Item = Self> {
        let all = VIEWS.iter().enumerate().filter(|(_, view)| (view.shows)(handbook));
        all.map(|(at, _)| Self(at))
    }

    /// The view that goes by this name.
    fn named(name: &str) -> Option<Self> {
        VIEWS.iter().position(|it| it.name == name).map(Self)
    }

    /// What else there is of it, for other tools.
    pub(super) fn exports(self) -> &'static [Export] {
        self.view().exports
    }

    /// Where it is.
    pub(super) fn address(self) -> String {
        format!("_/views/{}.html", self.view().name)
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

/// The views that the book has something for, and the report before them.
pub(super) fn offers<'a>(from: &Standpoint<'a>) -> Vec<OfferView<'a>> {
    let Places { report, views, .. } = &from.site.places;
    let theme = &from.site.theme;
    let report = OfferView {
        link: LinkView { href: from.href(report), text: theme.word("completeness").to_owned() },
        text: theme.word("completeness-text"),
    };
    let offer = |(at, address): (&ViewIndex, _)| OfferView {
        link: LinkView { href: from.href(address), text: at.title(from).to_owned() },
        text: at.text(from),
    };
    std::iter::once(report).chain(views.iter().map(offer)).collect()
}
