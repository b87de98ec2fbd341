//! Pages to [`Handbook`]. Starts afresh every time: it is cheap, and nothing can be stale.

use super::{
    Content, Destination, Edge, EdgeIndex, Entry, EntryIndex, Handbook, Names, PageIndex, Standing,
    Statement, content,
    grouped::Grouped,
    kind::{PROSE, kind, piece_kind},
    order, proof,
    relation::relations,
    resolve, standing,
};
use crate::{
    config::{self, Config},
    finding::{Finding, Place},
    handbook::{At, Spot},
    method::{End, KindIndex, Method, StatusIndex},
    page::{Id, Origin, Page, Part, StatusText},
    source::{Source, Sources},
    text::BookPath,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// An entry under way.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) page: PageIndex,
    pub(super) part: usize,
    pub(super) kind: Option<KindIndex>,
}

/// Gives every page its kind, every link its destination, every destination its backlinks, and
/// every record its standing.
pub fn link(sources: Arc<Sources>, pages: Vec<Arc<Page>>) -> Handbook {
    let (config, mut findings) = Config::parse(&sources.config);
    let (method, flaws) = match &sources.method {
        Some(source) => Method::parse(source),
        None => (Method::standard(), Vec::new()),
    };
    findings.extend(flaws);
    let method = method.with_words(&config.statuses);
    findings.extend(mapped_to_nothing(&sources.config, &method));
    let entries = entries(&config, &method, &pages, &mut findings);
    findings.extend(reading(&entries, &pages));
    let (names, (paths, page_entries)) = rayon::join(
        || Names::new(&entries, &pages),
        || (paths(&pages), page_entries(&entries, &pages)),
    );
    let mut handbook = Handbook {
        names,
        page_entries,
        paths,
        incoming: Grouped::new(entries.len(), std::iter::empty()),
        outgoing: Grouped::new(entries.len(), std::iter::empty()),
        edges: Vec::new(),
        link_starts: Vec::new(),
        supersessions: Vec::new(),
        sources,
        config,
        method,
        pages,
        entries,
        findings,
    };
    join(&mut handbook);
    stand(&mut handbook);
    content::weigh(&mut handbook);
    proof::prove(&mut handbook);
    handbook
}

/// What the book maps to a kind or a status that the method does not have.
fn mapped_to_nothing(source: &Source, method: &Method) -> Vec<Finding> {
    let statuses: Vec<&str> = method.statuses.iter().map(|it| it.name.as_str()).collect();
    let kinds = method.kinds.iter();
    let kinds = kinds.flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
    let kinds: Vec<&str> = kinds.map(String::as_str).chain([PROSE]).collect();
    let mut findings = config::unknown_names(source, "statuses", "status", &statuses);
    findings.extend(config::unknown_names(source, "kinds", "kind", &kinds));
    findings
}

/// The rules about how any page is written, not about what a record says.
const OF_EVERY_PAGE: &[&str] = &["bad-front-matter", "bad-math"];

/// What reading the pages found. Prose owes nothing: what is wrong with the fields of a record does
/// not matter there.
fn reading(entries: &[Entry], pages: &[Arc<Page>]) -> Vec<Finding> {
    let records = entries.iter().filter(|entry| entry.kind.is_some());
    let records: BTreeSet<PageIndex> = records.map(|entry| entry.page).collect();
    let findings = (0..).map(PageIndex).zip(pages).flat_map(|(at, page)| {
        let record = records.contains(&at);
        page.findings.iter().filter(move |it| record || OF_EVERY_PAGE.contains(&&*it.rule.0))
    });
    findings.cloned().collect()
}

/// Every entry, in reading order.
fn entries(
    config: &Config,
    method: &Method,
    pages: &[Arc<Page>],
    findings: &mut Vec<Finding>,
) -> Vec<Entry> {
    let drafted = |(page, read): (PageIndex, &Arc<Page>)| {
        let mut findings = Vec::new();
        let kind = kind(method, config, read, &mut findings);
        let whole = Draft { page, part: 0, kind };
        let pieces = (1..).zip(&read.parts[1..]).filter_map(|(part, piece)| {
            let kind = piece_kind(method, config, read, kind, piece)?;
            Some(Draft { page, part, kind: Some(kind) })
        });
        (std::iter::once(whole).chain(pieces).collect::<Vec<_>>(), findings)
    };
    let pairs: Vec<(PageIndex, &Arc<Page>)> = (0..).map(PageIndex).zip(pages).collect();
    let (drafts, wrong): (Vec<_>, Vec<_>) = pairs.into_par_iter().map(drafted).unzip();
    findings.extend(wrong.into_iter().flatten());
    let drafts = without_mentions(drafts.concat(), pages, method);
    drafts.into_par_iter().map(|draft| entry(draft, pages, method)).collect()
}

/// Drafts in reading order, without the rows of tables that only speak of a record which has a page
/// or a heading of its own.
fn without_mentions(mut drafts: Vec<Draft>, pages: &[Arc<Page>], method: &Method) -> Vec<Draft> {
    let part = |draft: &Draft| &pages[draft.page.0 as usize].parts[draft.part];
    let is_row = |draft: &Draft| draft.part > 0 && part(draft).title.from == Origin::Table;
    if drafts.iter().any(is_row) {
        let own = drafts.iter().filter(|draft| !is_row(draft));
        let ids =
            own.filter_map(|it| record_id(&pages[it.page.0 as usize], part(it), it.kind, method));
        let keys: BTreeSet<String> = ids.map(|id| Id(id).key()).collect();
        let mention =
            |it: &Draft| part(it).id.as_ref().is_some_and(|id| keys.contains(&id.value.key()));
        drafts.retain(|draft| !(is_row(draft) && mention(draft)));
    }
    order::sort(&mut drafts, pages, method);
    drafts
}

fn entry(draft: Draft, pages: &[Arc<Page>], method: &Method) -> Entry {
    let Draft { page, part, kind } = draft;
    let read = &pages[page.0 as usize];
    let stated = read.parts[part].status().filter(|_| kind.is_some());
    let stated = stated.and_then(|status| status_of(&status.value, method));
    let id = record_id(read, &read.parts[part], kind, method);
    let standing = Standing { effective: stated, ..Standing::default() };
    let content = Content::default();
    let headings = Vec::new();
    let (eligible, proof) = (false, None);
    Entry { page, part, id, kind, stated, standing, headings, content, eligible, proof }
}

/// What an entry goes by: the id it declares, or for a record the prefix of its file or kind with
/// its number.
pub fn record_id(
    page: &Page,
    part: &Part,
    kind: Option<KindIndex>,
    method: &Method,
) -> Option<String> {
    let declared = part.id.as_ref().filter(|_| kind.is_some() || part.field("id").is_some());
    if let Some(id) = declared {
        return Some(id.value.to_string());
    }
    let kind = method.kind(kind?);
    let number = page.name.number.clone().or_else(|| part.number.map(|it| it.to_string()))?;
    let prefix = page.name.prefix.as_ref().map_or(kind.prefix.clone(), |it| it.to_uppercase());
    Some(format!("{prefix}-{number}"))
}

/// No name of a status has more words than this.
const STATUS_WORDS_MAX: usize = 16;

/// The status that a text means: that of its longest beginning that is a known word.
pub(super) fn status_of(text: &StatusText, method: &Method) -> Option<StatusIndex> {
    if !text.word.contains(char::is_whitespace) {
        return method.status_named(&text.word);
    }
    let words: Vec<&str> = text.word.split_whitespace().take(STATUS_WORDS_MAX).collect();
    (1..=words.len()).rev().find_map(|count| method.status_named(&words[..count].join(" ")))
}

/// Every page by its path.
fn paths(pages: &[Arc<Page>]) -> HashMap<BookPath, PageIndex> {
    pages.iter().map(|page| page.path().clone()).zip((0..).map(PageIndex)).collect()
}

/// For each page the entries that its parts are; a piece that is no entry of its own belongs to the
/// page as a whole.
fn page_entries(entries: &[Entry], pages: &[Arc<Page>]) -> Grouped<EntryIndex> {
    let mut wholes = vec![EntryIndex(0); pages.len()];
    for (at, entry) in (0..).map(EntryIndex).zip(entries).filter(|(_, entry)| entry.part == 0) {
        wholes[entry.page.0 as usize] = at;
    }
    let parts = pages.iter().zip(&wholes).enumerate();
    let parts =
        parts.flat_map(|(page, (read, whole))| read.parts.iter().map(move |_| (page, *whole)));
    let mut of_pages = Grouped::new(pages.len(), parts);
    for (at, entry) in (0..).map(EntryIndex).zip(entries) {
        of_pages.of_mut(entry.page.0 as usize)[entry.part] = at;
    }
    of_pages
}

/// Resolves every link and relation, and turns them round.
fn join(handbook: &mut Handbook) {
    let pages: Vec<PageIndex> = (0..).map(PageIndex).take(handbook.pages.len()).collect();
    let links: Vec<Vec<Edge>> = pages.par_iter().map(|&page| links(handbook, page)).collect();
    let relations = relations(handbook);
    let count = links.iter().map(Vec::len).sum::<usize>() + relations.len();
    let mut edges = Vec::with_capacity(count);
    for links in links {
        handbook.link_starts.push(edges.len());
        edges.extend(links);
    }
    handbook.link_starts.push(edges.len());
    edges.extend(relations);
    let count = handbook.entries.len();
    let indexed = (0..).map(EdgeIndex).zip(&edges);
    let incoming = indexed.clone().filter_map(|(at, edge)| match edge.to {
        Destination::Spot(to) => Some((to.entry.0 as usize, at)),
        _ => None,
    });
    handbook.incoming = Grouped::new(count, incoming);
    let relations = indexed.filter(|(_, edge)| edge.relation.is_some());
    let outgoing = relations.map(|(at, edge)| (edge.from.entry.0 as usize, at));
    handbook.outgoing = Grouped::new(count, outgoing);
    handbook.edges = edges;
}

fn links(handbook: &Handbook, page: PageIndex) -> Vec<Edge> {
    let read = handbook.page(page);
    let from = Spot { entry: handbook.entry_of(page), at: At::Whole };
    let edge = |link: &crate::markdown::Link| {
        let place = Place { path: read.path().clone(), span: link.span };
        let (stated, repeated) = (Statement { end: End::From, place }, Vec::new());
        let to = resolve::link(handbook, page, link);
        Edge { from, relation: None, to, partial: false, stated, repeated }
    };
    read.outline.links.iter().map(edge).collect()
}

/// Says how each record stands.
fn stand(handbook: &mut Handbook) {
    let method = &handbook.method;
    let stated: Vec<_> = handbook.entries.iter().map(|entry| entry.stated).collect();
    let supersedes = method.supersedes();
    let edges = handbook.relations();
    let supersessions = standing::supersessions(edges, supersedes, &stated, method);
    let standings = standing::standings(&supersessions, &stated, method);
    handbook.supersessions = supersessions;
    for (entry, standing) in handbook.entries.iter_mut().zip(standings) {
        entry.standing = standing;
    }
}
