//! Whom and what the fields of records name, and which records do: people, and tags. `names.html`.

use crate::{
    handbook::{At, Destination, EntryIndex, Handbook, Spot},
    method::{Field, Meaning, RelationIndex, Serves, same_field},
    site::{
        base::{Belongs, FrameView, frame},
        block::{self, RelatedView, related_entry},
        page::HeadlineView,
        pager::PagerView,
        parts::in_words,
        standpoint::Standpoint,
        views::{Answers, ViewIndex, pager, reach},
    },
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What `names.html` shows.
#[derive(Serialize)]
struct NamesView<'a> {
    /// What is around it.
    frame: FrameView<'a>,
    /// What the page is called.
    heading: HeadlineView,
    /// What it answers.
    text: &'a str,
    /// How many names there are.
    summary: String,
    /// The names on this page, in order.
    names: Vec<NameView<'a>>,
    /// The way to the others; none where all are here.
    pager: Option<PagerView>,
}

/// A name, with the records that name it.
#[derive(Serialize)]
struct NameView<'a> {
    /// The name.
    name: &'a str,
    /// The record about it; none where it is only a name.
    href: Option<String>,
    /// What it is to which records.
    roles: Vec<RoleView>,
}

/// What a name is to some records.
#[derive(Serialize)]
struct RoleView {
    /// What it is to them; none where it can only be one thing.
    title: Option<String>,
    /// How many records there are.
    count: String,
    /// The first of them.
    records: Vec<RelatedView>,
    /// What follows where there are more; none where there are not.
    more: Option<String>,
}

/// A name, as lists keep it.
#[derive(Debug, Default)]
pub(in crate::site) struct Name {
    text: String,
    /// The record about it.
    record: Option<EntryIndex>,
    /// The records that name it.
    roles: BTreeMap<Role, BTreeSet<EntryIndex>>,
}

/// As what a record names somebody or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// In a field: which one of the method.
    Field(usize),
    /// By a relation.
    Relation(RelationIndex),
}

/// How many names are on a page.
const NAMES_MAX: usize = 150;
/// How many records of one role are linked to.
const RECORDS_MAX: usize = 60;
/// A longer text is no name.
const NAME_MAX: usize = 60;
/// What stands where somebody is still to be named, as a key.
const NOBODY: &[&str] = &[
    "", "tbd", "tba", "todo", "na", "n a", "none", "nobody", "unknown", "fixme", "xxx", "al",
    "others",
];

/// Everybody whom records name, by name.
pub(in crate::site) fn people(handbook: &Handbook) -> Vec<Name> {
    let mut people = named(handbook, Serves::Person);
    let relations = (0..).map(RelationIndex).zip(&handbook.method.relations);
    let readers: BTreeSet<RelationIndex> =
        relations.filter(|(_, it)| it.serves == Some(Serves::Person)).map(|(at, _)| at).collect();
    for edge in handbook.relations() {
        let relation = edge.relation.filter(|it| readers.contains(it));
        if let (Some(relation), Destination::Spot(to)) = (relation, &edge.to) {
            let title = &handbook.part(to.entry).title.value;
            let person = people.entry(key(title)).or_default();
            if person.text.is_empty() {
                person.text.clone_from(title);
            }
            person.record = Some(to.entry);
            person.roles.entry(Role::Relation(relation)).or_default().insert(edge.from.entry);
        }
    }
    people.into_values().collect()
}

/// Every tag that records have, by name.
pub(in crate::site) fn tags(handbook: &Handbook) -> Vec<Name> {
    named(handbook, Serves::Tag).into_values().collect()
}

/// What fields name that serve for this, by its key.
fn named(handbook: &Handbook, what: Serves) -> BTreeMap<String, Name> {
    let fields = handbook.method.fields.iter().enumerate();
    let fields: Vec<(usize, &Field)> = fields.filter(|(_, it)| it.serves == Some(what)).collect();
    // Books have few fields, and many of each.
    let mut known: HashMap<&str, Option<usize>> = HashMap::new();
    // The same people decide much of what a book decides.
    let mut read: HashMap<String, Vec<(String, String)>> = HashMap::new();
    let mut all: BTreeMap<String, Name> = BTreeMap::new();
    for (at, _) in handbook.iter().filter(|(_, entry)| entry.kind.is_some()) {
        for said in &handbook.part(at).fields {
            let field = || fields.iter().find(|(_, it)| same_field(&it.name, &said.key));
            let field = known.entry(&said.key).or_insert_with(|| field().map(|(at, _)| *at));
            let Some(field) = *field else {
                continue;
            };
            let names = read.entry(block::text(said)).or_insert_with_key(|it| names(it));
            for (key, written) in names {
                let name = all.entry(key.clone()).or_default();
                // A full name reads better than the handle that goes by the same letters.
                if name.text.is_empty() || !name.text.contains(' ') && written.contains(' ') {
                    name.text.clone_from(written);
                }
                name.roles.entry(Role::Field(field)).or_default().insert(at);
            }
        }
    }
    all
}

/// The names in what a field says, each behind its key, without what stands in brackets behind
/// them: what somebody does, and where their mail goes, which is nobody's business here.
fn names(said: &str) -> Vec<(String, String)> {
    let mut plain = String::with_capacity(said.len());
    let mut depth = 0_u32;
    for letter in said.chars() {
        match letter {
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => (),
        }
    }
    let joined = [" and ", " und ", " et ", " & ", " + "].iter();
    let plain = joined.fold(plain, |text, word| text.replace(word, ","));
    let names = plain.split([',', ';', '\n', '·', '|', '、', '，']).map(name);
    let names = names.filter(|it| it.len() <= NAME_MAX).map(|it| (key(&it), it));
    names.filter(|(key, _)| !NOBODY.contains(&key.as_str())).collect()
}

/// A name on one line, without the mail address behind it; of an address alone, what says who it
/// is.
fn name(written: &str) -> String {
    let is_mail = |word: &&str| word.find('@').is_some_and(|at| at > 0);
    let (mails, words): (Vec<&str>, Vec<&str>) = written.split_whitespace().partition(is_mail);
    let name = if words.is_empty() { mails } else { words }.join(" ");
    let name = name.trim_matches(['"', '\'', '.', ':', '*', '`', ' ']);
    let name = name.trim_end_matches('/').rsplit("://").next().unwrap_or_default();
    match name.split_once('@') {
        Some((mailbox, _)) if !mailbox.is_empty() => mailbox.to_owned(),
        _ => name.rsplit_once(".com/").map_or(name, |(_, handle)| handle).to_owned(),
    }
}

/// What is the same for one name, however it is written.
fn key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// On how many pages the people are.
pub(super) fn pages_of_people(_: &Handbook, answers: &Answers) -> usize {
    let is_of_field = |it: &Name| it.roles.keys().any(|role| matches!(role, Role::Field(_)));
    // Whom only relations name has a record, which says more.
    let people = if answers.people.iter().any(is_of_field) { answers.people.len() } else { 0 };
    people.div_ceil(NAMES_MAX)
}

/// On how many pages the tags are.
pub(super) fn pages_of_tags(_: &Handbook, answers: &Answers) -> usize {
    answers.tags.len().div_ceil(NAMES_MAX)
}

/// Renders a page of the people.
pub(super) fn render_people(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    render(from, at, &from.site.offered().answers.people, "people")
}

/// Renders a page of the tags.
pub(super) fn render_tags(from: &Standpoint<'_>, at: ViewIndex) -> Result<String, String> {
    render(from, at, &from.site.offered().answers.tags, "tags")
}

fn render(
    from: &Standpoint<'_>,
    at: ViewIndex,
    all: &[Name],
    counted: &str,
) -> Result<String, String> {
    let theme = &from.site.theme;
    let page = |page: usize| all.chunks(NAMES_MAX).nth(page).unwrap_or_default();
    let range = |at: usize| {
        let names = page(at);
        reach(names.first().map(|it| &*it.text), names.last().map(|it| &*it.text))
    };
    let around = frame(from, Belongs::Views(Some(at)), at.title(from), at.text(from).to_owned());
    let view = NamesView {
        frame: around.styled(from, "views-answers.css"),
        heading: HeadlineView::plain(at.title(from)),
        text: at.text(from),
        summary: theme.count(counted, all.len()),
        names: page(at.page()).iter().map(|it| name_view(from, it)).collect(),
        pager: pager(from, at, range),
    };
    theme.render("names.html", &view)
}

fn name_view<'a>(from: &Standpoint<'a>, name: &'a Name) -> NameView<'a> {
    NameView {
        name: &name.text,
        href: name.record.map(|it| from.entry(it)),
        roles: name.roles.iter().map(|(role, records)| role_view(from, *role, records)).collect(),
    }
}

fn role_view(from: &Standpoint<'_>, role: Role, records: &BTreeSet<EntryIndex>) -> RoleView {
    let (method, theme) = (&from.site.handbook.method, &from.site.theme);
    let title = match role {
        Role::Relation(at) => Some(in_words(&method.relation(at).inverse)),
        Role::Field(at) if method.fields[at].serves == Some(Serves::Person) => {
            let name = &method.fields[at].name;
            let word = theme.word(&format!("role-{name}"));
            Some(if word.is_empty() { in_words(name) } else { word.to_owned() })
        }
        Role::Field(_) => None,
    };
    // What holds comes first.
    let (held, gone): (Vec<EntryIndex>, Vec<EntryIndex>) =
        records.iter().partition(|it| from.site.handbook.meaning(**it) == Some(Meaning::InForce));
    let shown = held.into_iter().chain(gone).take(RECORDS_MAX);
    let whole = |entry| Spot { entry, at: At::Whole };
    let more = records.len().saturating_sub(RECORDS_MAX);
    RoleView {
        title,
        count: theme.count("records", records.len()),
        records: shown.map(|it| related_entry(from, whole(it), false)).collect(),
        more: (more > 0).then(|| theme.count("more", more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_however_it_is_written() {
        let mail = ["Ann Lee <ann@example.org>", "Ann Lee ann@example.org"];
        for said in ["Ann Lee", mail[0], mail[1], "@ann-lee", "ANN LEE (lead, ops)"] {
            let keys: Vec<String> = names(said).into_iter().map(|(key, _)| key).collect();
            assert_eq!(keys, ["ann lee"], "{said}");
        }
    }

    #[test]
    fn several_names_are_several_people() {
        let check = |said: &str, expected: &[&str]| {
            let texts: Vec<String> = names(said).into_iter().map(|(_, text)| text).collect();
            assert_eq!(texts, expected);
        };
        check("Ann Lee and Bob, TBD; @carl", &["Ann Lee", "Bob", "@carl"]);
        check("ann.lee@example.org", &["ann.lee"]);
        check("https://github.com/dora", &["dora"]);
        check("N/A", &[]);
    }
}
