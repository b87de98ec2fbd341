//! What entries say under which headings, and whether they are real enough to count.

use super::{Entry, EntryIndex, Handbook};
use crate::{
    method::{HeadingIndex, Headings, Method},
    page::{self, Format, Part, Passage},
    source::Source,
    text::BookPath,
};
use rayon::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// A passage says something if it has this many different words, or more.
const WORDS_MIN: u8 = 5;
/// A list says something if it has this many items, however short.
const ITEMS_MIN: u16 = 2;
/// The levels of headings, and none.
const LEVELS: usize = 7;
/// Titles that templates leave behind.
const EMPTY_TITLES: &[&str] = &["title", "todo", "tbd", "short title", "untitled", "new", "???"];

/// What an entry says: read off its passages, under its method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The headings under which it says something.
    pub says: Headings,
    /// The headings under which it says why there is nothing to say.
    pub excuses: Headings,
    /// Whether it says anything that its template does not.
    pub real: bool,
    /// Whether it names a number with a unit.
    pub measured: bool,
}

/// Gives every entry its content, and says whether it counts.
pub(super) fn weigh(handbook: &mut Handbook) {
    let Handbook { method, pages, entries, .. } = handbook;
    let templates = &templates(method);
    // Pages repeat the same headings, so each thread looks each of them up once.
    entries.par_iter_mut().for_each_init(HashMap::new, |known: &mut HashMap<&str, _>, entry| {
        let page = &pages[entry.page.0 as usize];
        let part = &page.parts[entry.part];
        let keys = part.passages.iter().map(|it| it.key.as_str());
        let headings = |key| *known.entry(key).or_insert_with(|| method.headings_named(key));
        entry.headings = keys.map(headings).collect();
        if entry.kind.is_some() {
            entry.content = content(part, &entry.headings, templates);
            entry.eligible = eligible(method, entry, page.format, part);
        }
    });
}

/// Whether a relation to an entry counts: its status is known, its title says something, and so
/// does its text. archbook's own form has a place for every heading that its kind requires.
fn eligible(method: &Method, entry: &Entry, format: Format, part: &Part) -> bool {
    let title = part.title.value.trim();
    let titled = title.chars().any(char::is_alphanumeric)
        && !EMPTY_TITLES.iter().any(|it| it.eq_ignore_ascii_case(title));
    let required = entry.kind.map_or(&[][..], |kind| &method.kind(kind).requires);
    let said = |name: &String| {
        let heading = method.heading_named(name);
        heading.is_none_or(|it| entry.content.says.contains(it))
    };
    let whole = format != Format::Native || required.iter().all(said);
    entry.standing.effective.is_some() && titled && entry.content.real && whole
}

/// What a part says under its headings.
fn content(part: &Part, headings: &[Headings], templates: &Templates) -> Content {
    let mut content = Content::default();
    // The headings that a passage stands under, by their level; those of no level have none below.
    let mut above = [Headings::default(); LEVELS];
    for (passage, own) in part.passages.iter().zip(headings) {
        let level = usize::from(passage.level).min(LEVELS - 1);
        above[0] = Headings::default();
        above[level..].fill(Headings::default());
        above[level] = *own;
        let mut all = Headings::default();
        for it in above {
            all.extend(it);
        }
        content.measured |= passage.measured;
        if passage.excuse.is_some() {
            content.excuses.extend(all);
        } else if is_real(passage, templates) {
            content.says.extend(all);
            content.real |= passage.words >= WORDS_MIN;
        }
    }
    content
}

fn is_real(passage: &Passage, templates: &Templates) -> bool {
    let says = passage.words >= WORDS_MIN || (passage.items >= ITEMS_MIN && passage.words > 0);
    let left = templates.get(&passage.text.len());
    says && !left.is_some_and(|texts| texts.contains(&passage.text))
}

/// The passages of the templates of a method, by their length, which tells most texts from them
/// without a look at either: who leaves one in has not said it.
type Templates = HashMap<usize, Vec<String>>;

fn templates(method: &Method) -> Templates {
    let path = BookPath::root().below("template.md");
    let written = method.kinds.iter().filter(|kind| !kind.template.is_empty());
    let passages = written.flat_map(|kind| {
        let source =
            Source { path: path.clone(), text: format!("# X\n\n{}", kind.template).into() };
        let page = page::read(&Arc::new(source));
        page.whole().passages.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
    });
    let mut templates = Templates::new();
    for text in passages.filter(|text| !text.is_empty()) {
        templates.entry(text.len()).or_default().push(text);
    }
    templates
}

impl Handbook {
    /// The passages of an entry, each with what its heading is under the method.
    fn headed(&self, at: EntryIndex) -> impl Iterator<Item = (&Passage, Headings)> {
        self.part(at).passages.iter().zip(self.entry(at).headings.iter().copied())
    }

    /// The texts of an entry under a heading of the method and the headings below that.
    pub fn passages(&self, at: EntryIndex, heading: &str) -> Vec<&Passage> {
        let Some(wanted) = self.method.heading_named(heading) else {
            return Vec::new();
        };
        let mut under = None;
        let within = |(passage, headings): &(&Passage, Headings)| {
            let below = under.is_some_and(|level| level > 0 && passage.level > level);
            if !below {
                under = headings.contains(wanted).then_some(passage.level);
            }
            under.is_some()
        };
        self.headed(at).filter(within).map(|(passage, _)| passage).collect()
    }

    /// What an entry comes to, in its own words: the first paragraph of what its kind requires
    /// last, else of what it requires before that, else of all. None where nothing says anything.
    pub fn gist(&self, at: EntryIndex) -> Option<&str> {
        let required = self.entry(at).kind.map_or(&[][..], |kind| &self.method.kind(kind).requires);
        let under = |name: &String| self.passages(at, name).into_iter().find_map(Passage::gist);
        let all = || self.part(at).passages.iter().find_map(Passage::gist);
        required.iter().rev().find_map(under).or_else(all)
    }

    /// How many things an entry lists under a heading: the items of its list or the rows of its
    /// table, or the headings right below it, whichever are more.
    pub fn items(&self, at: EntryIndex, heading: HeadingIndex) -> u32 {
        let mut most = 0;
        let mut under: Option<(u8, u32)> = None;
        for (passage, headings) in self.headed(at) {
            if let Some((level, count)) = &mut under {
                if passage.level > *level {
                    *count += u32::from(passage.level == *level + 1);
                    most = most.max(*count);
                    continue;
                }
                under = None;
            }
            if headings.contains(heading) {
                most = most.max(u32::from(passage.items));
                under = (passage.level > 0).then_some((passage.level, 0));
            }
        }
        most
    }
}
