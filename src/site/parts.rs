//! What several templates show: statuses, links, entries in a list.

use super::{Site, standpoint::Standpoint};
use crate::{
    handbook::{EntryIndex, PageIndex},
    method::{Colour, Icon, StatusIndex},
    text::Date,
};
use serde::Serialize;

/// How a record stands.
#[derive(Serialize)]
pub(super) struct StatusView {
    /// The word for it, such as *Accepted*.
    pub(super) word: String,
    /// The colour that means it: a class of the style.
    pub(super) tone: &'static str,
    /// The icon that means it.
    pub(super) icon: &'static str,
}

/// A link with a text.
#[derive(Serialize)]
pub(super) struct LinkView {
    /// Where it leads.
    pub(super) href: String,
    /// What it says.
    pub(super) text: String,
}

/// A day.
#[derive(Serialize)]
pub(super) struct DateView {
    /// As machines read it.
    pub(super) iso: String,
    /// As people do.
    pub(super) words: String,
}

/// An entry in a list.
#[derive(Serialize)]
pub(super) struct EntryView<'a> {
    /// Where it is.
    pub(super) href: String,
    /// What it goes by; none for prose.
    pub(super) id: Option<&'a str>,
    /// What it is called.
    pub(super) title: &'a str,
    /// How it stands; none for prose.
    pub(super) status: Option<StatusView>,
    /// The day it names, where that is shown.
    pub(super) date: Option<DateView>,
    /// Whether it is the page under way.
    pub(super) current: bool,
}

impl<'a> EntryView<'a> {
    /// The entry as a link from the page under way, which is not this entry.
    pub(super) fn new(from: &Standpoint<'a>, at: EntryIndex) -> Self {
        let entry = from.site.handbook.entry(at);
        Self {
            href: from.entry(at),
            id: entry.id.as_deref(),
            title: from.site.title(at),
            status: entry.kind.map(|_| status(from.site, at)),
            date: None,
            current: false,
        }
    }

    /// The same with the day that it names.
    pub(super) fn dated(from: &Standpoint<'a>, at: EntryIndex) -> Self {
        let date = from.site.handbook.part(at).date().map(DateView::from);
        Self { date, ..Self::new(from, at) }
    }

    /// A page that no source is shown on, as an entry.
    pub(super) fn plain(href: String, title: &'a str) -> Self {
        Self { href, id: None, title, status: None, date: None, current: false }
    }
}

impl From<Date> for DateView {
    fn from(date: Date) -> Self {
        Self { iso: date.to_string(), words: date.in_words() }
    }
}

impl Site {
    /// What an entry is called: by its title, else by its file's name.
    pub(super) fn title(&self, at: EntryIndex) -> &str {
        let title = self.handbook.part(at).title.value.trim();
        if title.is_empty() { self.handbook.page_of(at).path().name() } else { title }
    }

    /// The words of a page that is titled by a heading, with that heading's anchor.
    pub(super) fn title_anchor(&self, page: PageIndex) -> Option<&str> {
        let page = self.handbook.page(page);
        let span = page.title_heading?;
        let heading = page.outline.headings.iter().find(|heading| heading.span == span)?;
        Some(&heading.anchor)
    }
}

/// How a record stands, by what the whole handbook says.
pub(super) fn status(site: &Site, at: EntryIndex) -> StatusView {
    match site.handbook.effective(at) {
        Some(status) => known_status(site, status),
        None => StatusView {
            word: site.theme.word("unknown").to_owned(),
            tone: "unknown",
            icon: "unknown",
        },
    }
}

/// A status of the method.
pub(super) fn known_status(site: &Site, at: StatusIndex) -> StatusView {
    let status = site.handbook.method.status(at);
    StatusView {
        word: in_words(&status.name),
        tone: tone(status.colour()),
        icon: icon(status.icon()),
    }
}

/// The class of the style that has this colour.
fn tone(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "accepted",
        Colour::Blue => "proposed",
        Colour::Yellow => "draft",
        Colour::Red => "rejected",
        Colour::Violet => "superseded",
        Colour::Brown => "deprecated",
    }
}

/// The name under which `parts.html` draws this icon.
fn icon(icon: Icon) -> &'static str {
    match icon {
        Icon::Ring => "draft",
        Icon::Pause => "deferred",
        Icon::Dot => "proposed",
        Icon::Check => "accepted",
        Icon::DoubleCheck => "implemented",
        Icon::Cross => "rejected",
        Icon::Minus => "withdrawn",
        Icon::Slash => "deprecated",
        Icon::Arrow => "superseded",
        Icon::Away => "moved",
    }
}

/// What a field is called.
pub(super) fn field_title(site: &Site, name: &str) -> String {
    let word = site.theme.word(&format!("field-{name}"));
    if word.is_empty() { in_words(name) } else { word.to_owned() }
}

/// A key such as `superseded-by` as people write it: *Superseded by*.
pub(super) fn in_words(key: &str) -> String {
    let spaced = key.replace('-', " ");
    let mut rest = spaced.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}
