//! A page of the book: a record or prose. `page.html`.

use super::{
    address::Address,
    base::{Belongs, FrameView, PAGE, crumbs, frame},
    block::{BlockView, block},
    body::{HeadingView, body, contents, description},
    drawing::DRAWN,
    gone::{GoneView, gone},
    made::{MadeView, made},
    nearby::{NearbyView, nearby},
    owed::{OwesView, owes},
    parts::{EntryView, LinkView, in_words, status},
    references::{ReferencesView, references},
    standpoint::Standpoint,
};
use crate::{
    handbook::{EntryIndex, PageIndex},
    markdown::escaped,
    theme::Theme,
};
use serde::Serialize;

/// What `page.html` shows.
#[derive(Serialize)]
struct PageView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// The way from the top of the site.
    crumbs: Vec<LinkView>,
    /// What it is called.
    heading: HeadlineView,
    /// What to know before reading it; none where there is nothing.
    gone: Option<GoneView<'a>>,
    /// Its title block; none for prose.
    block: Option<BlockView<'a>>,
    /// The records it holds beside itself.
    parts: Vec<EntryView<'a>>,
    /// Its headings; empty where it has few.
    contents: Vec<HeadingView>,
    /// Its text, as HTML.
    body: String,
    /// What it owes and does not meet; none where that is nothing.
    owes: Option<OwesView<'a>>,
    /// What refers to it; none where nothing does.
    references: Option<ReferencesView<'a>>,
    /// The records that relations join to it; none where they are few.
    nearby: Option<NearbyView<'a>>,
    /// Where it comes from.
    made: MadeView<'a>,
    /// The record before it in its section, or the page before it among the others.
    previous: Option<NeighbourView<'a>>,
    /// The one after it.
    next: Option<NeighbourView<'a>>,
}

/// The title of a page.
#[derive(Serialize)]
pub(super) struct HeadlineView {
    /// Its words, as HTML in which no short word breaks at its hyphen.
    html: String,
    /// The anchor that links to it name; none where there is no such heading.
    anchor: Option<String>,
}

/// The page before or after another one.
#[derive(Serialize)]
struct NeighbourView<'a> {
    /// What it is to this page, such as *Previous decision*.
    word: String,
    /// The page.
    entry: EntryView<'a>,
}

/// Renders a page.
pub(super) fn render(from: &Standpoint<'_>, page: PageIndex) -> Result<String, String> {
    let site = from.site;
    let at = site.handbook.entry_of(page);
    let belongs = match site.handbook.section(at) {
        Some(section) => Belongs::Record(section, at),
        None => Belongs::Prose(Some(at)),
    };
    let title = site.title(at);
    let body = body(from, page)?;
    let about = description(&body)
        .unwrap_or_else(|| window_title(site.handbook.entry(at).id.as_deref(), title));
    let (previous, next) = neighbours(from, belongs, at);
    let mut of = vec![at];
    of.extend(site.lists.parts(page));
    let nearby = nearby(from, at);
    let drawn = if nearby.is_some() { DRAWN } else { "" };
    let view = PageView {
        frame: frame(from, belongs, &full_title(from, at), about).holding(
            from,
            PAGE,
            &[&body, drawn],
        ),
        crumbs: crumbs(from, belongs),
        heading: headline(from, page, title),
        gone: gone(from, at),
        block: block(from, at),
        parts: site.lists.parts(page).iter().map(|&it| EntryView::new(from, it)).collect(),
        contents: contents(site, page),
        body,
        owes: owes(from, &of),
        references: references(from, &of),
        nearby,
        made: made(from, page, at),
        previous,
        next,
    };
    site.theme.render("page.html", &view)
}

/// The title of a page, and the anchor by which others link to it.
pub(super) fn headline(from: &Standpoint<'_>, page: PageIndex, title: &str) -> HeadlineView {
    HeadlineView {
        html: unbroken(title),
        anchor: from.site.title_anchor(page).map(|it| format!("{}{it}", from.prefix(page))),
    }
}

impl HeadlineView {
    /// Of a page that the book has no source for.
    pub(super) fn plain(title: &str) -> Self {
        Self { html: unbroken(title), anchor: None }
    }
}

/// The longest word that is kept whole although it has a hyphen.
const WORD_MAX: usize = 16;

/// A title as HTML, in which a word such as *append-only* stays on one line.
fn unbroken(title: &str) -> String {
    let word = |word: &str| {
        let html = escaped(word);
        let whole = word.contains('-') && word.chars().count() <= WORD_MAX;
        if whole { format!("<span class=\"nb\">{html}</span>") } else { html }
    };
    title.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The title of a record for windows and results, which says when it holds no more.
fn full_title(from: &Standpoint<'_>, at: EntryIndex) -> String {
    let site = from.site;
    let entry = site.handbook.entry(at);
    let title = window_title(entry.id.as_deref(), site.title(at));
    if entry.standing.retired_by.is_empty() {
        return title;
    }
    format!("{title} ({})", status(site, at).word.to_lowercase())
}

fn window_title(id: Option<&str>, title: &str) -> String {
    id.map_or(title.to_owned(), |id| format!("{id} {title}"))
}

/// What stands before and after an entry in its list.
fn neighbours<'a>(
    from: &Standpoint<'a>,
    belongs: Belongs,
    at: EntryIndex,
) -> (Option<NeighbourView<'a>>, Option<NeighbourView<'a>>) {
    let list = match belongs {
        Belongs::Record(section, _) => from.site.lists.section(section),
        _ => &from.site.lists.prose,
    };
    let Ok(place) = list.binary_search(&at) else {
        return (None, None);
    };
    let view = |place: Option<usize>, name: &str| {
        let at = *place.and_then(|it| list.get(it))?;
        let kind = from.site.handbook.kind_name(at).map(|it| in_words(it).to_lowercase());
        let kind = kind.as_deref().unwrap_or(from.site.theme.word("kind-page"));
        let word = from.site.theme.phrase(name, kind);
        Some(NeighbourView { word, entry: EntryView::new(from, at) })
    };
    (view(place.checked_sub(1), "previous-kind"), view(Some(place + 1), "next-kind"))
}

/// The page that stands in for one that could not be rendered. It needs no template, since a
/// template may be what is wrong.
pub(super) fn fallback(from: &Standpoint<'_>, theme: &Theme, what: &Address, why: &str) -> String {
    let style = from.site.places.theme.get("theme.css").map(|it| from.href(it));
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{style}\"></head><body><main class=\"alone\"><h1>{title}</h1>\
         <p>{what}</p><pre>{why}</pre><p><a href=\"{home}\">{back}</a></p></main></body></html>\n",
        title = escaped(theme.word("not-rendered")),
        style = escaped(&style.unwrap_or_default()),
        what = escaped(what.as_str()),
        why = escaped(why),
        home = escaped(&from.href(&from.site.places.home)),
        back = escaped(theme.word("home")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_keep_their_hyphen_on_the_line() {
        assert_eq!(
            unbroken("An append-only <log>"),
            "An <span class=\"nb\">append-only</span> &lt;log&gt;"
        );
        assert_eq!(unbroken("https://example.org/a-b"), "https://example.org/a-b");
    }
}
