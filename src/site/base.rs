//! What every page of the site has around its content: `base.html`.

use super::{
    drawing::DRAWN,
    hosting,
    parts::LinkView,
    places::Edition,
    sidebar::{SidebarView, sidebar},
    standpoint::Standpoint,
    views::ViewIndex,
};
use crate::{
    handbook::EntryIndex,
    markdown::has_diagram,
    method::{SectionIndex, Stage, StageIndex},
    theme::POLICY,
};
use serde::Serialize;

/// What `base.html` shows.
#[derive(Serialize)]
pub(super) struct FrameView<'a> {
    /// The language tag of the book.
    language: &'a str,
    /// Which way it is written, where that is from right to left.
    direction: Option<&'static str>,
    /// What stands at the foot of every sheet of paper: the id of a record, else the book.
    foot: &'a str,
    /// What the handbook is called.
    book: &'a str,
    /// The page's title for windows and results.
    title: String,
    /// What the page is about, in a sentence.
    description: String,
    /// The one place on the web where the page is; none where that is not known.
    url: Option<String>,
    /// The link to the feed of the whole book; none where there is no feed.
    feed: Option<String>,
    /// Whether search engines are asked to leave it out.
    hidden: bool,
    /// What the page may do, where it is to say so itself.
    policy: Option<&'static str>,
    /// The link to the first page.
    home: String,
    /// The link to the report.
    report: String,
    /// The link to the page about the method.
    method: String,
    /// The link to the list of views.
    views: String,
    /// The link to the list of pages that are no record.
    listing: String,
    /// The link to the print edition of the stage that the page is about, or of all of the book
    /// that it is about; none on other pages, and where there is no such edition.
    print: Option<String>,
    /// The link to the page of the search.
    search: String,
    /// The link to the style.
    style: String,
    /// The link to the style of its sort of page, with what the page's text needs.
    sort_style: String,
    /// The link to the style that fills the rail of stages.
    progress: String,
    /// The links to the styles that the book adds, in the order they count.
    styles: Vec<String>,
    /// The link to the script that must run before anything is drawn.
    early_script: String,
    /// The link to the script that may run later.
    script: String,
    /// The links to the scripts of its own sort of page, and to those that the book adds, in the
    /// order they run.
    scripts: Vec<String>,
    /// The scripts that draw the diagrams of the page; none where there is nothing to draw, or
    /// nothing to draw it with.
    diagrams: Option<DiagramsView>,
    /// The link to the icon.
    icon: String,
    /// What the book says on every page; none where it says nothing.
    notice: Option<&'a str>,
    /// The stages, in order.
    stages: Vec<StageLinkView<'a>>,
    /// What stands beside the content; none where nothing does.
    sidebar: Option<SidebarView<'a>>,
}

/// The styles of a sort of page, each with all that such a page needs, which saves requests: of one
/// with plain text; of one with figures or live blocks; of one with a drawing of records, and
/// figures; of one with all of that.
pub(super) type Sort = [&'static str; 4];
/// A page of the book.
pub(super) const PAGE: Sort = ["page.css", "page-figured.css", "page-drawn.css", "page-full.css"];
/// A view that lists entries.
pub(super) const VIEW: Sort =
    ["views.css", "views-figured.css", "views-figured.css", "views-figured.css"];
/// A print edition, whose pages may hold anything.
pub(super) const PRINTED: Sort = ["printed.css"; 4];
/// The style of a view that accounts for entries in tables.
pub(super) const ACCOUNT: &str = "account.css";

/// What only some texts hold, and needs a style of its own.
const FIGURES: &[&str] = &["<figure", "<math", "<details", "notes\" start=\""];
/// How every live block begins.
const LIVE: &str = "class=\"live ";

/// What draws diagrams.
#[derive(Serialize)]
struct DiagramsView {
    /// The link to the book's own library for it.
    library: String,
    /// The link to the script that makes use of that.
    script: String,
}

impl FrameView<'_> {
    /// The frame of a page of its own sort, which has this style in the place of any other's.
    pub(super) fn styled(mut self, from: &Standpoint<'_>, style: &str) -> Self {
        let style = from.site.places.theme.get(style).map(|it| from.href(it));
        self.sort_style = style.unwrap_or_default();
        self
    }

    /// The frame of a page that has this script in the place of what every page has.
    pub(super) fn scripted(mut self, from: &Standpoint<'_>, script: &str) -> Self {
        let script = from.site.places.theme.get(script).map(|it| from.href(it));
        self.script = script.unwrap_or(self.script);
        self
    }

    /// The frame of a page of this sort, with these texts: they may hold what needs a style or a
    /// script.
    pub(super) fn holding(self, from: &Standpoint<'_>, sort: Sort, texts: &[&str]) -> Self {
        let link = |name: &str| from.site.places.theme.get(name).map(|it| from.href(it));
        let holds = |what: &str| texts.iter().any(|text| text.contains(what));
        let (live, drawing) = (holds(LIVE), holds(DRAWN));
        let style = match () {
            () if drawing && live => 3,
            () if drawing => 2,
            () => usize::from(live || FIGURES.iter().any(|it| holds(it))),
        };
        let mut frame = self.styled(from, sort[style]);
        let drawn = texts.iter().any(|text| has_diagram(text));
        let library = from.site.theme.library().filter(|_| drawn).and_then(link);
        let scripts = library.zip(link("diagram.js"));
        frame.diagrams = scripts.map(|(library, script)| DiagramsView { library, script });
        frame
    }
}

/// A stage in the header.
#[derive(Serialize)]
struct StageLinkView<'a> {
    /// Its place among the stages, from 1.
    number: usize,
    /// What people call it.
    title: &'a str,
    /// Where it is.
    href: String,
    /// Whether the page under way belongs to it.
    current: bool,
}

/// Where a page belongs.
#[derive(Clone, Copy)]
pub(super) enum Belongs {
    /// To a stage as a whole.
    Stage(StageIndex),
    /// To a section, as its list.
    Section(SectionIndex),
    /// To a section, as one of its records.
    Record(SectionIndex, EntryIndex),
    /// To the views, as one of them or as their list.
    Views(Option<ViewIndex>),
    /// To no stage, as a page among others.
    Prose(Option<EntryIndex>),
    /// Nowhere.
    Alone,
}

/// The frame of the page at `from`.
pub(super) fn frame<'a>(
    from: &Standpoint<'a>,
    belongs: Belongs,
    title: &str,
    description: String,
) -> FrameView<'a> {
    let site = from.site;
    let (handbook, places) = (&site.handbook, &site.places);
    let book = handbook.title();
    let html = &handbook.config.output.html;
    let theme = |name: &str| places.theme.get(name).map(|it| from.href(it)).unwrap_or_default();
    let stage = match belongs {
        Belongs::Stage(stage) => Some(stage),
        Belongs::Section(section) | Belongs::Record(section, _) => {
            Some(handbook.method.stage_of(section))
        }
        Belongs::Views(_) | Belongs::Prose(_) | Belongs::Alone => None,
    };
    let whole = title == book || title.is_empty();
    let language = handbook.config.book.language.as_deref().unwrap_or("en");
    let id = match belongs {
        Belongs::Record(_, at) | Belongs::Prose(Some(at)) => handbook.entry(at).id.as_deref(),
        _ => None,
    };
    FrameView {
        language,
        direction: is_right_to_left(language).then_some("rtl"),
        foot: id.unwrap_or(book),
        book,
        title: if whole { book.to_owned() } else { format!("{title} – {book}") },
        description,
        url: from.here().and_then(|it| hosting::url(handbook, it)),
        feed: places.feeds.get(&None).map(|it| from.href(it)),
        hidden: !html.search_engines,
        policy: html.csp_meta.then(own_policy),
        home: from.href(&places.home),
        report: from.href(&places.report),
        method: from.href(&places.method),
        views: from.href(&places.offers),
        listing: from.href(&places.listing),
        print: edition(belongs).and_then(|it| places.editions.get(&it)).map(|it| from.href(it)),
        search: from.href(&places.search),
        style: theme("theme.css"),
        sort_style: theme(VIEW[0]),
        progress: from.href(&places.progress),
        styles: site.theme.styles().iter().map(|it| theme(it)).collect(),
        early_script: theme("theme.js"),
        script: theme("app.js"),
        scripts: site.theme.scripts().iter().map(|it| theme(it)).collect(),
        diagrams: None,
        icon: theme("icon.svg"),
        notice: html.notice.as_deref().filter(|it| !it.trim().is_empty()),
        stages: stages(from, stage),
        sidebar: sidebar(from, belongs),
    }
}

/// The policy as a page can state it itself: who may frame it is for its host to say.
fn own_policy() -> &'static str {
    POLICY.split_once("; frame-ancestors").map_or(POLICY, |(own, _)| own)
}

/// The print edition that a page links to. Records link to none: whether the book is small enough
/// to have one is nothing that their page should depend on.
fn edition(belongs: Belongs) -> Option<Edition> {
    match belongs {
        Belongs::Stage(at) => Some(Edition::Stage(at)),
        Belongs::Alone | Belongs::Views(_) | Belongs::Prose(None) => Some(Edition::Whole),
        Belongs::Section(_) | Belongs::Record(..) | Belongs::Prose(Some(_)) => None,
    }
}

/// Languages that are written from right to left, and scripts, where a tag names one.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];
const SCRIPTS_RIGHT_TO_LEFT: &[&str] = &["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];

/// Whether a language is written from right to left, by its tag (RFC 5646): the script counts
/// where the tag names one.
fn is_right_to_left(language: &str) -> bool {
    let tag = language.to_lowercase().replace('_', "-");
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    match subtags.find(|it| it.len() == 4 && it.chars().all(char::is_alphabetic)) {
        Some(script) => SCRIPTS_RIGHT_TO_LEFT.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    }
}

fn stages<'a>(from: &Standpoint<'a>, current: Option<StageIndex>) -> Vec<StageLinkView<'a>> {
    let stages = from.site.handbook.method.stages.iter().zip(&from.site.places.stages);
    let view = |(at, (stage, address)): (StageIndex, (&'a Stage, _))| StageLinkView {
        number: usize::from(at.0) + 1,
        title: &stage.title,
        href: from.href(address),
        current: current == Some(at),
    };
    (0..).map(StageIndex).zip(stages).map(view).collect()
}

/// The links that lead from the top of the site to a page of this section.
pub(super) fn crumbs(from: &Standpoint<'_>, belongs: Belongs) -> Vec<LinkView> {
    let (handbook, places) = (&from.site.handbook, &from.site.places);
    let stage = |at: StageIndex| LinkView {
        href: from.href(&places.stages[usize::from(at.0)]),
        text: handbook.method.stage(at).title.clone(),
    };
    let section = |at: SectionIndex| LinkView {
        href: from.href(&places.sections[usize::from(at.0)]),
        text: handbook.method.section(at).title.clone(),
    };
    match belongs {
        Belongs::Section(at) => vec![stage(handbook.method.stage_of(at))],
        Belongs::Record(at, _) => vec![stage(handbook.method.stage_of(at)), section(at)],
        Belongs::Prose(Some(_)) => vec![LinkView {
            href: from.href(&places.listing),
            text: from.site.theme.word("pages").to_owned(),
        }],
        Belongs::Stage(_) | Belongs::Views(_) | Belongs::Prose(None) | Belongs::Alone => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_says_which_way_a_book_is_written() {
        let written = ["ar", "he-IL", "AZ_Arab", "en", "ku-Latn-TR", "pt-BR", ""];
        let found: Vec<_> = written.into_iter().filter(|it| is_right_to_left(it)).collect();
        assert_eq!(found, ["ar", "he-IL", "AZ_Arab"]);
    }
}
