//! A place on the site, from which everything else is linked to.

use super::{
    Site,
    address::{Address, encode, encode_rest},
    forge::Forge,
    hosting,
};
use crate::{
    handbook::{At, Destination, EntryIndex, Missing, PageIndex, Spot},
    markdown::Href,
    source::{Beyond, Presence},
};
use std::collections::BTreeSet;

/// The page under way.
pub(super) struct Standpoint<'a> {
    pub(super) site: &'a Site,
    from: From<'a>,
}

/// Where the page under way will be read.
enum From<'a> {
    /// At its address.
    Here(&'a Address),
    /// At its address, in one document with these pages.
    Among(&'a Address, BTreeSet<PageIndex>),
    /// At any address of the host, on which the site begins with this path.
    Anywhere(String),
}

impl<'a> Standpoint<'a> {
    /// Of a page that is read at its address.
    pub(super) fn at(site: &'a Site, here: &'a Address) -> Self {
        Self { site, from: From::Here(here) }
    }

    /// Of a document that holds these pages. What they say of each other leads to where they stand
    /// in it.
    pub(super) fn among(site: &'a Site, here: &'a Address, pages: BTreeSet<PageIndex>) -> Self {
        Self { site, from: From::Among(here, pages) }
    }

    /// Of the page that hosts show at every address that has none.
    pub(super) fn anywhere(site: &'a Site) -> Self {
        let url = site.handbook.site_url().unwrap_or("/");
        let path = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest.find('/').map_or("", |start| &rest[start..]));
        let path = encode_rest(path.trim_matches('/'));
        let top = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Self { site, from: From::Anywhere(top) }
    }

    /// The address of the page under way; none where it is read at any.
    pub(super) fn here(&self) -> Option<&'a Address> {
        match self.from {
            From::Here(here) | From::Among(here, _) => Some(here),
            From::Anywhere(_) => None,
        }
    }

    /// The link to an address.
    pub(super) fn href(&self, to: &Address) -> String {
        match &self.from {
            From::Here(here) | From::Among(here, _) => here.href(to),
            From::Anywhere(top) => format!("{top}{}", encode(to.as_str())),
        }
    }

    /// The link to a place at an address.
    fn anchored(&self, to: &Address, anchor: Option<&str>) -> String {
        let is_here = matches!(&self.from, From::Here(here) if *here == to);
        let Some(anchor) = anchor else {
            return self.href(to);
        };
        // A place on the page under way needs no name of the page.
        let page = if is_here { String::new() } else { self.href(to) };
        format!("{page}#{}", encode(anchor))
    }

    /// The link to an entry.
    pub(super) fn entry(&self, at: EntryIndex) -> String {
        self.spot(Spot { entry: at, at: At::Whole })
    }

    /// The link to a place in an entry.
    pub(super) fn spot(&self, to: Spot) -> String {
        let handbook = &self.site.handbook;
        let part = handbook.part(to.entry);
        let page = handbook.page_of(to.entry);
        let anchor = match to.at {
            At::Whole => part.anchor.as_deref(),
            At::Criterion(_) => handbook.criterion(to).map(|it| it.anchor.as_str()),
            At::Anchor(at) => page.outline.anchors().nth(usize::from(at)),
        };
        let place = handbook.entry(to.entry).page;
        match anchor {
            _ if !self.holds(place) => self.anchored(self.site.places.page(place), anchor),
            Some(anchor) => format!("#{}{}", self.prefix(place), encode(anchor)),
            None => format!("#{}", Self::sheet(place)),
        }
    }

    /// Whether the document under way holds this page among others.
    fn holds(&self, page: PageIndex) -> bool {
        matches!(&self.from, From::Among(_, pages) if pages.contains(&page))
    }

    /// The anchor of a page in a document of several.
    pub(super) fn sheet(page: PageIndex) -> String {
        format!("p{}", page.0 + 1)
    }

    /// What the anchors of a page begin with in the document under way.
    pub(super) fn prefix(&self, page: PageIndex) -> String {
        if self.holds(page) { format!("{}.", Self::sheet(page)) } else { String::new() }
    }

    /// The level of the title of a page in the document under way.
    pub(super) fn title_level(&self) -> u8 {
        if let From::Among(..) = self.from { 3 } else { 1 }
    }

    /// What to write for a link that leads to `to`.
    pub(super) fn destination(&self, to: &Destination) -> Href {
        match to {
            Destination::Spot(spot) if self.site.handbook.term(*spot).is_some() => {
                Href::Term(self.spot(*spot))
            }
            Destination::Spot(spot) => Href::To(self.spot(*spot)),
            Destination::File(path) => {
                self.site.places.files.get(path).map_or(Href::Text, |it| self.file(it))
            }
            Destination::Beyond(beyond) => self.forge(beyond).map_or(Href::Text, Href::To),
            Destination::Web(url) => Href::To(url.clone()),
            Destination::Missing(missing) => Href::Broken(self.reason(missing)),
            Destination::Nothing => Href::Text,
        }
    }

    /// The link to a file of the book. A document that is printed or sent takes no files along: its
    /// readers get them from the site on the web, if it is there.
    fn file(&self, to: &Address) -> Href {
        match &self.from {
            From::Among(..) => hosting::url(&self.site.handbook, to).map_or(Href::Text, Href::To),
            From::Here(_) | From::Anywhere(_) => Href::To(self.href(to)),
        }
    }

    /// The same for what is shown in its place, and is a part of the document.
    pub(super) fn shown(&self, to: &Destination) -> Href {
        let Destination::File(path) = to else {
            return self.destination(to);
        };
        let address = self.site.places.files.get(path);
        address.map_or(Href::Text, |it| Href::To(self.href(it)))
    }

    /// Where the forge shows a file of the repository that is not part of the site.
    fn forge(&self, beyond: &Beyond) -> Option<String> {
        let handbook = &self.site.handbook;
        let url = handbook.config.output.html.git_repository_url.as_deref()?;
        let commit = &handbook.sources.repository.as_ref()?.commit;
        let Presence::Repository(path) = handbook.sources.beyond.get(beyond)? else {
            return None;
        };
        Some(Forge::new(url).shown(commit, path))
    }

    /// Why a link leads nowhere, as a sentence.
    fn reason(&self, missing: &Missing) -> String {
        let theme = &self.site.theme;
        match missing {
            Missing::File(path) => theme.phrase("missing-file", path),
            Missing::Anchor(path, anchor) => {
                theme.phrase("missing-anchor", &format!("{path}#{anchor}"))
            }
            Missing::Name(name) => theme.phrase("missing-name", name),
            Missing::Ambiguous(name, _) => theme.phrase("missing-ambiguous", name),
            Missing::Label(label) => theme.phrase("missing-label", label),
            Missing::Scheme(scheme) => theme.phrase("missing-scheme", scheme),
            Missing::Unpublished(path) => theme.phrase("missing-unpublished", path.as_str()),
        }
    }
}
