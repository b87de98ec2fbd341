//! What the book owes and what is wrong with its text: `report.html`.

use super::{
    base::{ACCOUNT, Belongs, FrameView, frame},
    body::HeadingView,
    findings::{FindingsView, findings},
    owed::{OwedView, RuleView, coded, row, rule},
    page::HeadlineView,
    parts::LinkView,
    progress::{FigureView, figure, figures, in_words, lead, stages},
    standpoint::Standpoint,
};
use crate::{
    markdown::slug,
    method::{RuleIndex, SectionIndex, StageIndex},
    report::{Debtor, Numbers, Obligation, State},
    theme::grouped,
};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// What `report.html` shows.
#[derive(Serialize)]
struct ReportView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// Its headings.
    contents: Vec<HeadingView>,
    /// What holds each gate, and how much is met, as HTML.
    lead: String,
    /// How far each stage is.
    figures: Vec<FigureView>,
    /// What is missing, by stage.
    missing: Vec<StageView<'a>>,
    /// What follows where there is more than is shown, as HTML.
    more: Option<String>,
    /// How much each rule asks, and how much of it is met.
    rules: Vec<CountView<'a>>,
    /// What is excused for a while.
    waived: ShelfView<'a>,
    /// What does not apply.
    not_applicable: ShelfView<'a>,
    /// What nobody can tell.
    unknown: ShelfView<'a>,
    /// What is wrong with the text.
    findings: FindingsView<'a>,
}

/// What a stage lacks.
#[derive(Serialize)]
struct StageView<'a> {
    /// Where on the page it is.
    anchor: String,
    /// How far it is.
    figure: FigureView,
    /// How much it lacks.
    count: String,
    /// What it lacks, by section.
    sections: Vec<SectionView<'a>>,
    /// Whether any of the records names who answers for it.
    owned: bool,
}

/// What the records of a section lack.
#[derive(Serialize)]
struct SectionView<'a> {
    /// What it is called.
    title: &'a str,
    /// What it lacks, the worst first.
    items: Vec<OwedView<'a>>,
}

/// How a rule is kept.
#[derive(Serialize)]
struct CountView<'a> {
    /// The rule.
    rule: RuleView<'a>,
    /// Why it is asked.
    why: &'a str,
    /// How much is missing.
    missing: String,
    /// How much is met, in words.
    words: String,
}

/// Obligations that stand in one way.
#[derive(Serialize)]
struct ShelfView<'a> {
    /// Some of them, in order.
    items: Vec<OwedView<'a>>,
    /// What follows where there are more than are shown, as HTML.
    more: Option<String>,
}

/// How much of what is missing the page shows: enough for a week, and little enough to load.
const MISSING_MAX: usize = 200;
/// How many obligations of another state it shows.
const SHELF_MAX: usize = 100;

/// Renders the report.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let site = from.site;
    let title = site.theme.word("completeness");
    let numbers = site.report.stages.iter().map(|it| in_words(&site.theme, &it.numbers));
    let all = stages(&site.handbook).map(|at| &site.handbook.method.stage(at).title).zip(numbers);
    let about: Vec<String> = all.map(|(stage, words)| format!("{stage}: {words}.")).collect();
    let missing = missing(from);
    let view = ReportView {
        frame: frame(from, Belongs::Alone, title, about.join(" ")).styled(from, ACCOUNT),
        heading: HeadlineView::plain(title),
        contents: Vec::new(),
        lead: lead(from),
        figures: figures(from),
        more: more(from, site.lists.missing(&site.report).len().saturating_sub(MISSING_MAX)),
        missing,
        rules: rules(from),
        waived: shelf(from, |it| matches!(it, State::Waived(..))),
        not_applicable: shelf(from, |it| matches!(it, State::NotApplicable(_))),
        unknown: shelf(from, |it| matches!(it, State::Unknown(_))),
        findings: findings(from),
    };
    site.theme.render("report.html", &view.with_contents(from))
}

impl ReportView<'_> {
    fn with_contents(mut self, from: &Standpoint<'_>) -> Self {
        let parts = [
            (!self.missing.is_empty(), "page.missing", "what-is-missing"),
            (!self.rules.is_empty(), "page.rules", "by-rule"),
            (!self.waived.items.is_empty(), "page.waived", "waived"),
            (!self.not_applicable.items.is_empty(), "page.not-applicable", "not-applicable"),
            (!self.unknown.items.is_empty(), "page.unknown", "cannot-tell"),
            (true, "page.text", "the-text"),
        ];
        let shown = parts.into_iter().filter(|(there, ..)| *there);
        let added =
            |(_, at, word): (_, &str, &str)| HeadingView::added(at, from.site.theme.word(word));
        self.contents = shown.map(added).collect();
        self
    }
}

/// The anchor under which the report says what a stage lacks.
fn anchor(from: &Standpoint<'_>, at: StageIndex) -> String {
    format!("page.missing-{}", slug(&from.site.handbook.method.stage(at).name))
}

/// The link from elsewhere to where the report says what a stage lacks; none for nothing.
pub(super) fn missing_link(
    from: &Standpoint<'_>,
    at: StageIndex,
    count: usize,
) -> Option<LinkView> {
    let report = from.href(&from.site.places.report);
    (count > 0).then(|| LinkView {
        href: format!("{report}#{}", anchor(from, at)),
        text: from.site.theme.count("missing", count),
    })
}

/// What is missing, by stage and section. The worst of it is shown wherever it is.
fn missing<'a>(from: &Standpoint<'a>) -> Vec<StageView<'a>> {
    let Standpoint { site, .. } = from;
    let worst = site.lists.missing(&site.report).iter().take(MISSING_MAX);
    let mut shown: Vec<&Obligation> = worst.map(|at| &site.report.obligations[*at]).collect();
    shown.sort_by_key(|it| (it.stage, section_of(from, it), Reverse(it.severity)));
    let lacking =
        stages(&site.handbook).map(|at| (at, site.report.stages[usize::from(at.0)].numbers.unmet));
    let lacking = lacking.filter(|(_, unmet)| *unmet > 0);
    let view = |(at, unmet): (StageIndex, usize)| {
        let start = shown.partition_point(|it| it.stage < at);
        let end = shown.partition_point(|it| it.stage <= at);
        let sections =
            shown[start..end].chunk_by(|a, b| section_of(from, a) == section_of(from, b));
        let sections: Vec<SectionView<'a>> = sections.map(|it| section(from, it)).collect();
        StageView {
            anchor: anchor(from, at),
            figure: figure(from, at),
            count: site.theme.count("missing", unmet),
            owned: sections.iter().flat_map(|it| &it.items).any(OwedView::has_owner),
            sections,
        }
    };
    lacking.map(view).collect()
}

fn section<'a>(from: &Standpoint<'a>, owed: &[&'a Obligation]) -> SectionView<'a> {
    let title = match owed.first().and_then(|it| section_of(from, it)) {
        Some(section) => &from.site.handbook.method.section(section).title,
        None => from.site.theme.word("the-book"),
    };
    SectionView { title, items: owed.iter().map(|it| row(from, it)).collect() }
}

/// The section of what owes something; none for the book as a whole.
fn section_of(from: &Standpoint<'_>, it: &Obligation) -> Option<SectionIndex> {
    match it.by {
        Debtor::Section(at) => Some(at),
        by => by.entry().and_then(|at| from.site.handbook.section(at)),
    }
}

/// Every rule that asks anything here, in the order of the method.
fn rules<'a>(from: &Standpoint<'a>) -> Vec<CountView<'a>> {
    let site = from.site;
    let mut counts: BTreeMap<RuleIndex, Numbers> = BTreeMap::new();
    for it in &site.report.obligations {
        counts.entry(it.rule).or_default().count(&it.state);
    }
    let view = |(at, numbers): (RuleIndex, Numbers)| {
        let asked = site.handbook.method.rule(at);
        CountView {
            rule: rule(from, &asked.name),
            why: &asked.why,
            missing: grouped(numbers.unmet),
            words: in_words(&site.theme, &numbers),
        }
    };
    counts.into_iter().map(view).collect()
}

fn shelf<'a>(from: &Standpoint<'a>, stands: impl Fn(&State) -> bool) -> ShelfView<'a> {
    let all = || from.site.report.obligations.iter().filter(|it| stands(&it.state));
    ShelfView {
        items: all().take(SHELF_MAX).map(|it| row(from, it)).collect(),
        more: more(from, all().count().saturating_sub(SHELF_MAX)),
    }
}

/// What follows a list of which so much is not shown.
pub(super) fn more(from: &Standpoint<'_>, count: usize) -> Option<String> {
    (count > 0).then(|| coded(&from.site.theme.count("more-in-check", count)))
}
