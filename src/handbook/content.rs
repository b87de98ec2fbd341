//! What entries say under which headings, and whether they are real enough to count.

use super::{Entry, Handbook};
use crate::{
    method::{HeadingIndex, Headings, Method},
    page::{self, Format, Page, Part, Passage},
    source::Source,
    text::BookPath,
};
use rayon::prelude::*;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// A passage says something if it has this many different words, or more.
const WORDS_MIN: u8 = 5;
/// A list says something if it has this many items, however short.
const ITEMS_MIN: u16 = 2;
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
    let scale = Scale::new(method, pages);
    entries.par_iter_mut().filter(|entry| entry.kind.is_some()).for_each(|entry| {
        let page = &pages[entry.page.0 as usize];
        let part = &page.parts[entry.part];
        entry.content = scale.content(part);
        entry.eligible = eligible(method, entry, page.format, part);
    });
}

/// Whether a relation to an entry counts: its status is known, its title says something, and so
/// does its text. archbook's own form has a place for every heading that its kind requires.
fn eligible(method: &Method, entry: &Entry, format: Format, part: &Part) -> bool {
    let title = part.title.value.trim();
    let titled = title.chars().any(char::is_alphanumeric)
        && !EMPTY_TITLES.contains(&title.to_lowercase().as_str());
    let required = entry.kind.map_or(&[][..], |kind| &method.kind(kind).requires);
    let said = |name: &String| {
        let heading = method.heading_named(name);
        heading.is_none_or(|it| entry.content.says.contains(it))
    };
    let whole = format != Format::Native || required.iter().all(said);
    entry.standing.effective.is_some() && titled && entry.content.real && whole
}

/// What headings and templates are, looked up once for all entries.
struct Scale<'a> {
    headings: HashMap<&'a str, Headings>,
    templates: HashSet<String>,
}

impl<'a> Scale<'a> {
    fn new(method: &Method, pages: &'a [Arc<Page>]) -> Self {
        let parts = pages.iter().flat_map(|page| &page.parts);
        let keys = parts.flat_map(|part| &part.passages).map(|passage| passage.key.as_str());
        let mut headings = HashMap::new();
        for key in keys {
            headings.entry(key).or_insert_with(|| method.headings_named(key));
        }
        Self { headings, templates: templates(method) }
    }

    fn content(&self, part: &Part) -> Content {
        let mut content = Content::default();
        // The headings that a passage stands under, outermost first, each with its level.
        let mut above: Vec<(u8, Headings)> = Vec::new();
        for passage in &part.passages {
            above.retain(|(level, _)| *level < passage.level && *level > 0);
            above.push((passage.level, self.headings[passage.key.as_str()]));
            let mut all = Headings::default();
            for (_, headings) in &above {
                all.extend(*headings);
            }
            content.measured |= passage.measured;
            if passage.excuse.is_some() {
                content.excuses.extend(all);
            } else if self.is_real(passage) {
                content.says.extend(all);
                content.real |= passage.words >= WORDS_MIN;
            }
        }
        content
    }

    fn is_real(&self, passage: &Passage) -> bool {
        let says = passage.words >= WORDS_MIN || (passage.items >= ITEMS_MIN && passage.words > 0);
        says && !self.templates.contains(&passage.text)
    }
}

/// The passages of the templates of a method: who leaves one in has not said it.
fn templates(method: &Method) -> HashSet<String> {
    let path = BookPath::root().below("template.md");
    let written = method.kinds.iter().filter(|kind| !kind.template.is_empty());
    let passages = written.flat_map(|kind| {
        let source =
            Source { path: path.clone(), text: format!("# X\n\n{}", kind.template).into() };
        let page = page::read(&Arc::new(source));
        page.whole().passages.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
    });
    passages.filter(|text| !text.is_empty()).collect()
}

impl Handbook {
    /// The texts of a part under a heading of the method and the headings below that.
    pub fn passages<'a>(&self, part: &'a Part, heading: &str) -> Vec<&'a Passage> {
        let Some(wanted) = self.method.heading_named(heading) else {
            return Vec::new();
        };
        let mut under = None;
        let within = |passage: &&Passage| {
            let below = under.is_some_and(|level| level > 0 && passage.level > level);
            if !below {
                let meant = self.method.headings_named(&passage.key).contains(wanted);
                under = meant.then_some(passage.level);
            }
            under.is_some()
        };
        part.passages.iter().filter(within).collect()
    }

    /// How many things a part lists under a heading: the items of its list or the rows of its
    /// table, or the headings right below it, whichever are more.
    pub fn items(&self, part: &Part, heading: HeadingIndex) -> u32 {
        let mut most = 0;
        let mut under: Option<(u8, u32)> = None;
        for passage in &part.passages {
            if let Some((level, count)) = &mut under {
                if passage.level > *level {
                    *count += u32::from(passage.level == *level + 1);
                    most = most.max(*count);
                    continue;
                }
                under = None;
            }
            if self.method.headings_named(&passage.key).contains(heading) {
                most = most.max(u32::from(passage.items));
                under = (passage.level > 0).then_some((passage.level, 0));
            }
        }
        most
    }
}
