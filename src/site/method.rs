//! The method that the book follows: `method.html`.

use super::{
    base::{ACCOUNT, Belongs, FrameView, frame},
    body::HeadingView,
    owed::{RuleView, rule},
    page::HeadlineView,
    parts::{LinkView, StatusView, in_words, known_status},
    progress::stages,
    standpoint::Standpoint,
};
use crate::method::{
    Each, Kind, Level, Meaning, Relation, Rule, SectionIndex, StageIndex, StatusIndex,
};
use serde::Serialize;

/// What `method.html` shows.
#[derive(Serialize)]
struct MethodView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// Its headings.
    contents: Vec<HeadingView>,
    /// What the method is called.
    name: String,
    /// What it stands for, in a few words; empty where it does not say.
    motto: &'a str,
    /// The stages, in order.
    stages: Vec<StageView<'a>>,
    /// The kinds that no section holds.
    elsewhere: Vec<KindView<'a>>,
    /// The questions that requirements answer.
    topics: Vec<TopicView<'a>>,
    /// What a good handbook shows as a whole, each in a sentence.
    practices: Vec<&'a str>,
    /// The named links between records.
    relations: Vec<RelationView>,
    /// The statuses, by what they mean.
    statuses: Vec<MeaningView<'a>>,
    /// What is owed, by stage.
    rules: Vec<AskedView<'a>>,
}

/// A stage.
#[derive(Serialize)]
struct StageView<'a> {
    /// Its title, as a link to it.
    link: LinkView,
    /// What it is for.
    purpose: &'a str,
    /// The stage without whose gate its own is not open; none where there is none.
    after: Option<&'a str>,
    /// Its sections, in order.
    sections: Vec<SectionView<'a>>,
}

/// A section of a stage.
#[derive(Serialize)]
struct SectionView<'a> {
    /// Its title, as a link to it.
    link: LinkView,
    /// The kinds of record it holds.
    kinds: Vec<KindView<'a>>,
}

/// A kind of record.
#[derive(Serialize)]
struct KindView<'a> {
    /// What one of them is called.
    title: String,
    /// What their ids start with.
    prefix: &'a str,
    /// What one of them says.
    purpose: &'a str,
}

/// A question that requirements answer.
#[derive(Serialize)]
struct TopicView<'a> {
    /// What people call it.
    title: &'a str,
    /// What it asks.
    question: &'a str,
    /// Whether nobody can declare it not applicable.
    always: bool,
}

/// A relation.
#[derive(Serialize)]
struct RelationView {
    /// Its name, told from its start.
    name: String,
    /// Its name, told from where it leads.
    inverse: String,
    /// The kinds it starts from, in words; empty for any.
    from: String,
    /// The kinds it leads to, in words; empty for any.
    to: String,
    /// Whether it only joins records of one kind.
    same: bool,
}

/// The statuses of one meaning.
#[derive(Serialize)]
struct MeaningView<'a> {
    /// What they mean.
    title: &'a str,
    /// The statuses, in order.
    statuses: Vec<StatusView>,
}

/// What a stage asks.
#[derive(Serialize)]
struct AskedView<'a> {
    /// What the stage is called.
    title: &'a str,
    /// The rules, in order.
    rules: Vec<AskView<'a>>,
}

/// A rule, and how much it matters here.
#[derive(Serialize)]
struct AskView<'a> {
    /// The rule.
    rule: RuleView<'a>,
    /// Why it is asked.
    why: &'a str,
    /// How much it matters, as a class of the style: `error`, `warning`, `advice` or, where it is
    /// switched off, `not-applicable`.
    tone: &'static str,
    /// The word for that.
    word: &'a str,
}

/// Renders the page about the method.
pub(super) fn render(from: &Standpoint<'_>) -> Result<String, String> {
    let site = from.site;
    let method = &site.handbook.method;
    let title = site.theme.word("method");
    let mut view = MethodView {
        frame: frame(from, Belongs::Alone, title, format!("{title}: {}", method.name))
            .styled(from, ACCOUNT),
        heading: HeadlineView::plain(title),
        contents: Vec::new(),
        name: in_words(&method.name),
        motto: &method.motto,
        stages: stages(&site.handbook).map(|at| stage(from, at)).collect(),
        elsewhere: elsewhere(from),
        topics: topics(from),
        practices: method.practices.iter().map(|it| it.title.as_str()).collect(),
        relations: method.relations.iter().map(relation).collect(),
        statuses: statuses(from),
        rules: rules(from),
    };
    view.contents = contents(from, &view);
    site.theme.render("method.html", &view)
}

fn contents(from: &Standpoint<'_>, view: &MethodView<'_>) -> Vec<HeadingView> {
    let parts = [
        (view.stages.is_empty(), "page.stages", "what-belongs-where"),
        (view.topics.is_empty(), "page.topics", "topics"),
        (view.practices.is_empty(), "page.practices", "practices"),
        (view.relations.is_empty(), "page.relations", "relations"),
        (view.statuses.is_empty(), "page.statuses", "statuses"),
        (view.rules.is_empty(), "page.rules", "rules"),
    ];
    let shown = parts.into_iter().filter(|(empty, ..)| !empty);
    shown.map(|(_, at, word)| HeadingView::added(at, from.site.theme.word(word))).collect()
}

fn stage<'a>(from: &Standpoint<'a>, at: StageIndex) -> StageView<'a> {
    let (method, places) = (&from.site.handbook.method, &from.site.places);
    let stage = method.stage(at);
    let after = stage.after.as_deref().and_then(|it| method.stage_named(it));
    let sections = (0..).map(SectionIndex).take(method.sections.len());
    let own = sections.filter(|it| method.stage_of(*it) == at);
    let href = from.href(&places.stages[usize::from(at.0)]);
    StageView {
        link: LinkView { href, text: stage.title.clone() },
        purpose: &stage.purpose,
        after: after.map(|it| method.stage(it).title.as_str()),
        sections: own.map(|it| section(from, it)).collect(),
    }
}

fn section<'a>(from: &Standpoint<'a>, at: SectionIndex) -> SectionView<'a> {
    let method = &from.site.handbook.method;
    let section = method.section(at);
    let kinds = section.kinds.iter().filter_map(|name| method.kind_named(name));
    let href = from.href(&from.site.places.sections[usize::from(at.0)]);
    SectionView {
        link: LinkView { href, text: section.title.clone() },
        kinds: kinds.map(|it| kind(method.kind(it))).collect(),
    }
}

fn kind(kind: &Kind) -> KindView<'_> {
    KindView { title: in_words(&kind.name), prefix: &kind.prefix, purpose: &kind.purpose }
}

fn elsewhere<'a>(from: &Standpoint<'a>) -> Vec<KindView<'a>> {
    let method = &from.site.handbook.method;
    let held = |it: &&Kind| method.sections.iter().any(|section| section.kinds.contains(&it.name));
    method.kinds.iter().filter(|it| !held(it)).map(kind).collect()
}

fn topics<'a>(from: &Standpoint<'a>) -> Vec<TopicView<'a>> {
    let topics = from.site.handbook.method.topics.iter();
    let view =
        topics.map(|it| TopicView { title: &it.title, question: &it.question, always: it.always });
    view.collect()
}

fn relation(it: &Relation) -> RelationView {
    let words = |kinds: &[String]| {
        let kinds: Vec<String> = kinds.iter().map(|it| it.replace('-', " ")).collect();
        kinds.join(", ")
    };
    RelationView {
        name: in_words(&it.name),
        inverse: in_words(&it.inverse),
        from: words(&it.from),
        to: words(&it.to),
        same: it.same,
    }
}

fn statuses<'a>(from: &Standpoint<'a>) -> Vec<MeaningView<'a>> {
    let site = from.site;
    let all = (0..).map(StatusIndex).zip(&site.handbook.method.statuses);
    let view = |(meaning, word)| {
        let own = all.clone().filter(|(_, it)| it.meaning == meaning);
        let statuses = own.map(|(at, _)| known_status(site, at)).collect();
        MeaningView { title: site.theme.word(word), statuses }
    };
    let meanings = [
        (Meaning::Open, "meaning-open"),
        (Meaning::InForce, "meaning-in-force"),
        (Meaning::Closed, "meaning-closed"),
    ];
    meanings.into_iter().map(view).filter(|it| !it.statuses.is_empty()).collect()
}

/// The rules that every stage asks, then those of each stage.
fn rules<'a>(from: &Standpoint<'a>) -> Vec<AskedView<'a>> {
    let method = &from.site.handbook.method;
    let every = (from.site.theme.word("every-stage"), None);
    let stages = method.stages.iter().map(|it| (it.title.as_str(), Some(it.name.as_str())));
    let view = |(title, name): (&'a str, Option<&str>)| {
        let asked = |it: &&Rule| match it.each {
            Each::Section => name.is_none(),
            _ => name == Some(it.stage.as_str()),
        };
        let rules = method.rules.iter().filter(asked);
        AskedView { title, rules: rules.map(|it| ask(from, it)).collect() }
    };
    let all = std::iter::once(every).chain(stages).map(view);
    all.filter(|it| !it.rules.is_empty()).collect()
}

/// A rule with the severity that it has in this book.
fn ask<'a>(from: &Standpoint<'a>, it: &'a Rule) -> AskView<'a> {
    let own = from.site.handbook.config.check.rules.get(&it.name);
    let level = own.and_then(|it| Level::named(it.get_ref())).unwrap_or(it.severity);
    let (tone, word) = match level.severity() {
        Some(severity) => (severity.name(), severity.name()),
        None => ("not-applicable", "off"),
    };
    let word = from.site.theme.word(word);
    AskView { rule: rule(from, &it.name), why: &it.why, tone, word }
}
