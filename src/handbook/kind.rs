//! What kind of record a page is, if it is one.

use crate::{
    config::Config,
    finding::{Finding, Severity},
    method::{KindIndex, Method, Shape},
    page::{Id, Origin, Page, Part, StatusText},
};

/// What stands in `[kinds]` in place of a kind for what is no record.
pub(super) const PROSE: &str = "prose";

/// Says what kind of record a page is: by its front matter, its id, its folder, its shape.
///
/// The order is from what an author said to what can only be guessed; a page that says nothing and
/// looks like nothing is prose.
pub(super) fn kind(
    method: &Method,
    config: &Config,
    page: &Page,
    findings: &mut Vec<Finding>,
) -> Option<KindIndex> {
    let part = page.whole();
    if let Some(field) = part.field("kind") {
        let written = part.text("kind").unwrap_or_default();
        let kind = named(method, config, written);
        if kind.is_none() {
            findings.push(unknown(method, page, written, field.value.span()));
        }
        return kind;
    }
    let declared = part.id.as_ref().and_then(|id| of_id(method, config, &id.value));
    let typed = || part.text("type").and_then(|name| named(method, config, name));
    let prose = page.name.is_prose || is_prose(method, config, page);
    let record = || if prose { None } else { of_place(method, config, page) };
    let record = || record().filter(|kind| !collects(method, config, page, *kind));
    declared.or_else(typed).or_else(record)
}

/// Whether a page without a name of its own holds several records of a kind, so that it is none
/// itself.
fn collects(method: &Method, config: &Config, page: &Page, kind: KindIndex) -> bool {
    let part = page.whole();
    let named = part.id.is_some() || part.number.is_some() || page.name.date.is_some();
    let held = page.parts[1..].iter();
    let held = held.filter(|it| piece_kind(method, config, page, None, it) == Some(kind));
    !named && part.statuses.is_empty() && held.count() > 1
}

/// Says what kind of record a piece of a page is, by its id. On a page that is a record itself, a
/// heading with another one's id only speaks of that one, unless it says how it stands.
pub(super) fn piece_kind(
    method: &Method,
    config: &Config,
    page: &Page,
    whole: Option<KindIndex>,
    piece: &Part,
) -> Option<KindIndex> {
    let id = &piece.id.as_ref()?.value;
    let own = page.whole().id.as_ref().map(|it| it.value.key());
    let record = whole.is_some() && (own.is_some() || page.whole().number.is_some());
    let row = piece.title.from == Origin::Table;
    let apart = !record || !piece.statuses.is_empty() || id.0.contains('~') || row;
    if own == Some(id.key()) || !apart {
        return None;
    }
    let typed = || piece.text("type").filter(|_| row).and_then(|it| named(method, config, it));
    of_id(method, config, id).or_else(typed)
}

/// By an id. The sorts of specification items are names of kinds.
fn of_id(method: &Method, config: &Config, id: &Id) -> Option<KindIndex> {
    let prefix = id.prefix()?;
    let item = || method.kind_named(prefix).filter(|_| id.0.contains('~'));
    of_prefix(method, config, prefix).or_else(item)
}

/// By the prefix in the file's name, the folder, or the shape of the text.
fn of_place(method: &Method, config: &Config, page: &Page) -> Option<KindIndex> {
    let prefix = page.name.prefix.as_deref().and_then(|it| of_prefix(method, config, it));
    let folders = || page.path().folders().find_map(|it| of_folder(method, config, it));
    prefix.or_else(folders).or_else(|| {
        let part = page.whole();
        let numbered = part.number.is_some() || page.name.date.is_some();
        let stands = part.status().is_some_and(|it| is_status(method, &it.value));
        let looks = page.format.is_decision() || (numbered && stands);
        looks.then(|| method.kind_of_shape(Shape::Decision)).flatten()
    })
}

/// Whether a text is a status, or one slip away from one. Logs and plans have statuses of their
/// own.
fn is_status(method: &Method, text: &StatusText) -> bool {
    let word = text.word.to_lowercase();
    let near = |it: &str| strsim::osa_distance(it, &word) <= 1;
    let known = method.statuses.iter().flat_map(|it| it.words.iter().chain([&it.name]));
    super::link::status_of(text, method).is_some() || known.into_iter().any(|it| near(it))
}

fn named(method: &Method, config: &Config, name: &str) -> Option<KindIndex> {
    method.kind_named(name).or_else(|| mapped(method, config, name))
}

fn of_prefix(method: &Method, config: &Config, prefix: &str) -> Option<KindIndex> {
    mapped(method, config, prefix).or_else(|| method.kind_of_prefix(prefix))
}

fn of_folder(method: &Method, config: &Config, folder: &str) -> Option<KindIndex> {
    mapped(method, config, folder).or_else(|| method.kind_of_folder(folder))
}

/// Whether `[kinds]` of the book says that what is in its folder is no record.
fn is_prose(method: &Method, config: &Config, page: &Page) -> bool {
    if config.kinds.values().all(|it| it != PROSE) {
        return false;
    }
    let speaks = |it: &&str| written(config, it).is_some() || method.kind_of_folder(it).is_some();
    let nearest = page.path().folders().find(speaks);
    nearest.and_then(|it| written(config, it)) == Some(PROSE)
}

/// The kind that `[kinds]` of the book names for a folder or prefix.
fn mapped(method: &Method, config: &Config, name: &str) -> Option<KindIndex> {
    written(config, name).and_then(|kind| method.kind_named(kind))
}

/// What `[kinds]` of the book says of a folder or prefix.
fn written<'a>(config: &'a Config, name: &str) -> Option<&'a str> {
    let mut mapped = config.kinds.iter().filter(|(it, _)| it.eq_ignore_ascii_case(name));
    mapped.next().map(|(_, kind)| kind.as_str())
}

fn unknown(method: &Method, page: &Page, written: &str, span: crate::text::Span) -> Finding {
    let message = format!("`{written}` is no kind of record");
    let finding = Finding::new("unknown-kind", Severity::Warning, page.path(), span, message);
    let near = method.kinds.iter().map(|kind| kind.name.as_str());
    let near = near.min_by_key(|name| strsim::osa_distance(name, written));
    if let Some(name) = near.filter(|name| strsim::osa_distance(name, written) <= 2) {
        return finding.fix(span, format!("write `{name}`"), name);
    }
    let names: Vec<&str> = method.kinds.iter().map(|kind| kind.name.as_str()).collect();
    finding.note(format!("the method knows {}", names.join(", ")))
}
