//! What was considered in any decision and not chosen, by name: `options.html`.

use crate::{
    handbook::{At, EntryIndex, Handbook, Spot},
    markdown::{self, first_sentence},
    method::{Meaning, Shape},
    page::{Considered, Fate, Sort},
    site::{
        base::{Belongs, FrameView, frame},
        page::HeadlineView,
        pager::PagerView,
        parts::EntryView,
        standpoint::Standpoint,
        views::{Answers, ViewIndex, pager, reach},
    },
    text::Span,
};
use serde::Serialize;

/// What `options.html` shows.
#[derive(Serialize)]
struct OptionsView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// What it answers.
    text: &'a str,
    /// How many options there are.
    summary: String,
    /// The options on this page, by name.
    rows: Vec<OptionView<'a>>,
    /// Whether any of them is of a decision that names a day.
    dated: bool,
    /// Whether they are so many that a script offers to filter them.
    filtered: bool,
    /// The way to the others; none where all are here.
    pager: Option<PagerView>,
}

/// An option that was not chosen, or a decision that was turned down.
#[derive(Serialize)]
struct OptionView<'a> {
    /// What it is called.
    name: &'a str,
    /// Where its decision speaks of it.
    href: String,
    /// What speaks against it, or else what is said of it; none where nothing is.
    why: Option<String>,
    /// What was chosen instead, or why nobody knows; none where it is a decision itself.
    instead: Option<String>,
    /// The decision; none where it is that itself.
    decision: Option<EntryView<'a>>,
    /// The status and the day of the decision.
    entry: EntryView<'a>,
}

/// An option that was not chosen, as lists keep it.
#[derive(Debug)]
pub(in crate::site) struct Left {
    decision: EntryIndex,
    /// Which of its options; none for the decision as a whole, which was turned down.
    option: Option<usize>,
}

/// How many options are on a page.
const ROWS_MAX: usize = 200;
/// With fewer than this, a page is seen as a whole.
const FILTERED_MIN: usize = 25;
/// How many characters of what is said of an option are shown.
const WHY_MAX: usize = 220;

/// On how many pages the options are.
pub(super) fn pages(_: &Handbook, answers: &Answers) -> usize {
    answers.left.len().div_ceil(ROWS_MAX)
}

/// Every option that was not chosen, by name.
pub(in crate::site) fn left(handbook: &Handbook) -> Vec<Left> {
    let mut left: Vec<Left> = of(handbook).collect();
    let key = |it: &Left| it.name(handbook).to_lowercase();
    left.sort_by_cached_key(|it| (key(it).trim_start_matches(is_sign).to_owned(), it.decision));
    left
}

/// Whether a letter says nothing about where a name belongs.
fn is_sign(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// Every option that was not chosen, and every decision that never held, in reading order.
fn of(handbook: &Handbook) -> impl Iterator<Item = Left> {
    let shape = handbook.method.kind_of_shape(Shape::Decision);
    let decisions = handbook.iter().filter(move |(_, it)| shape.is_some() && it.kind == shape);
    decisions.flat_map(|(decision, _)| {
        let status = handbook.effective(decision).map(|it| handbook.method.status(it));
        let refused = status.is_some_and(|it| it.meaning == Meaning::Closed && !it.ever_held());
        let whole = refused.then_some(Left { decision, option: None });
        let options = handbook.part(decision).considered.iter().enumerate();
        let others = options.filter(|(_, it)| it.fate != Fate::Chosen);
        let others = others.map(move |(at, _)| Left { decision, option: Some(at) });
        whole.into_iter().chain(others)
    })
}

impl Left {
    fn option<'a>(&self, handbook: &'a Handbook) -> Option<&'a Considered> {
        handbook.part(self.decision).considered.get(self.option?)
    }

    fn name<'a>(&self, handbook: &'a Handbook) -> &'a str {
        let title = || handbook.part(self.decision).title.value.as_str();
        self.option(handbook).map_or_else(title, |it| &it.name)
    }
}

/// Renders a page of the view.
pub(super) fn render(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    let (handbook, theme) = (&from.site.handbook, &from.site.theme);
    let all = &from.site.offered().answers.left;
    let rows: Vec<_> = all.chunks(ROWS_MAX).nth(at.page()).unwrap_or_default().iter().collect();
    let range = |page: usize| {
        let rows = all.chunks(ROWS_MAX).nth(page).unwrap_or_default();
        reach(rows.first().map(|it| it.name(handbook)), rows.last().map(|it| it.name(handbook)))
    };
    let around = frame(from, Belongs::Views(Some(at)), at.title(from), at.text(from).to_owned());
    let view = OptionsView {
        frame: around.styled(from, "views-answers.css").scripted(from, "app-lists.js"),
        heading: HeadlineView::plain(at.title(from)),
        text: at.text(from),
        summary: theme.count("options", all.len()),
        filtered: rows.len() > FILTERED_MIN,
        dated: rows.iter().any(|it| handbook.part(it.decision).date().is_some()),
        rows: rows.into_iter().map(|it| row(from, it)).collect(),
        pager: pager(from, at, range),
    };
    theme.render("options.html", &view)
}

fn row<'a>(from: &Standpoint<'a>, left: &Left) -> OptionView<'a> {
    let handbook = &from.site.handbook;
    let entry = EntryView::dated(from, left.decision);
    let Some(option) = left.option(handbook) else {
        let (name, href) = (from.site.title(left.decision), entry.href.clone());
        return OptionView { name, href, why: None, instead: None, decision: None, entry };
    };
    OptionView {
        name: &option.name,
        href: place(from, left.decision, option),
        why: why(handbook, left.decision, option),
        instead: Some(instead(from, left.decision, option)),
        decision: Some(EntryView::new(from, left.decision)),
        entry,
    }
}

/// Where a decision speaks of an option.
fn place(from: &Standpoint<'_>, decision: EntryIndex, option: &Considered) -> String {
    let heading = option.heading.and_then(|it| u16::try_from(it).ok());
    from.spot(Spot { entry: decision, at: heading.map_or(At::Whole, At::Anchor) })
}

/// What speaks against an option; where nothing does, what is said of it.
fn why(handbook: &Handbook, decision: EntryIndex, option: &Considered) -> Option<String> {
    let against = option.arguments.iter().filter(|it| it.sort == Sort::Bad);
    let against: Vec<String> = against
        .map(|it| plain(handbook, decision, it.span))
        .map(|it| it.trim_end_matches(['.', ';']).to_owned())
        .collect();
    let about = || option.about.map(|it| first_sentence(&plain(handbook, decision, it), WHY_MAX));
    if against.is_empty() { about() } else { Some(first_sentence(&against.join("; "), WHY_MAX)) }
        .filter(|it| !it.is_empty())
}

/// What became of an option, beside that it was not chosen.
fn instead(from: &Standpoint<'_>, decision: EntryIndex, option: &Considered) -> String {
    let (handbook, theme) = (&from.site.handbook, &from.site.theme);
    let all = &handbook.part(decision).considered;
    match all.iter().find(|it| it.fate == Fate::Chosen) {
        Some(chosen) => theme.phrase("instead", &chosen.name),
        None if handbook.meaning(decision) == Some(Meaning::Open) => theme.word("undecided").into(),
        None if option.fate == Fate::Unsaid => theme.word("choice-unsaid").to_owned(),
        None => String::new(),
    }
}

/// A piece of the text of a record, without its markup. It begins with the text itself, so what
/// stands right before that may be the markup that opens.
fn plain(handbook: &Handbook, at: EntryIndex, span: Span) -> String {
    let source = &handbook.page_of(at).source.text;
    let before = source[..span.range().start].trim_end_matches(['`', '*', '_', '[', '<', '"']);
    let text = &source[before.len()..span.range().end];
    let blocks = markdown::parse(text, 0).blocks;
    let texts: Vec<&str> = blocks.iter().map(|it| it.text.text.trim()).collect();
    texts.join(" ")
}
