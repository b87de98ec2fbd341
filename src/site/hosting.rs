//! What hosts, search engines and people who share a link look for beside the pages.

use super::{
    Site,
    address::{Address, encode},
    places::Target,
};
use crate::{
    handbook::Handbook,
    text::Date,
    theme::{DRAWING_POLICY, POLICY},
};
use quick_xml::escape::escape;
use std::fmt::Write;

/// A file for whoever serves the site, or reads it for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hosting {
    /// Keeps GitHub Pages from leaving out what begins with an underscore.
    NoJekyll,
    /// The domain that GitHub Pages serves it at.
    Domain,
    /// What search engines may read (RFC 9309).
    Robots,
    /// Every page with the day it changed (sitemaps.org, protocol 0.9).
    Sitemap,
    /// What Netlify, Cloudflare Pages and others send with every file.
    Headers,
}

/// Files that are no pages of the site, and that browsers run when they are opened by themselves.
const MARKUP: &[&str] = &["svg", "xml", "atom", "rss"];

/// A sitemap may name no more.
const SITEMAP_MAX: usize = 50_000;

impl Hosting {
    /// The files that a book has a use for, with their addresses.
    pub(super) fn of(handbook: &Handbook) -> Vec<(Self, &'static str)> {
        let html = &handbook.config.output.html;
        let domain = html.cname.as_ref().map(|_| (Self::Domain, "CNAME"));
        let sitemap = home(handbook).map(|_| (Self::Sitemap, "sitemap.xml"));
        let always = [
            (Self::NoJekyll, ".nojekyll"),
            (Self::Robots, "robots.txt"),
            (Self::Headers, "_headers"),
        ];
        always.into_iter().chain(domain).chain(sitemap).collect()
    }

    /// What it says.
    pub(super) fn text(self, site: &Site) -> String {
        let html = &site.handbook.config.output.html;
        match self {
            Self::NoJekyll => String::new(),
            Self::Domain => format!("{}\n", html.cname.as_deref().unwrap_or_default().trim()),
            Self::Robots if !html.search_engines => "User-agent: *\nDisallow: /\n".to_owned(),
            Self::Robots => robots(site),
            Self::Sitemap => sitemap(site),
            Self::Headers => headers(),
        }
    }
}

/// Where the site begins on the web, without a slash at its end; none where the book does not say,
/// or names a path only, as it may for mdBook.
pub(super) fn home(handbook: &Handbook) -> Option<&str> {
    let url = handbook.site_url()?.trim();
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web.then(|| url.trim_end_matches('/'))
}

/// The one place on the web where an address of the site is. The index of a folder goes by the
/// name of the folder.
pub(super) fn url(handbook: &Handbook, address: &Address) -> Option<String> {
    let path = address.as_str();
    let path = path.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/'));
    Some(format!("{}/{}", home(handbook)?, encode(path.unwrap_or(address.as_str()))))
}

fn headers() -> String {
    let mut text = format!(
        "/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: same-origin\n"
    );
    for ending in MARKUP {
        writeln!(text, "/*.{ending}\n  Content-Security-Policy: {DRAWING_POLICY}")
            .expect("a string takes everything");
    }
    text
}

fn robots(site: &Site) -> String {
    let sitemap = home(&site.handbook).map(|home| format!("\nSitemap: {home}/sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

fn sitemap(site: &Site) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let pages = site.targets().into_iter().filter(|(_, target)| is_listed(target));
    for (address, target) in pages.take(SITEMAP_MAX) {
        let url = url(&site.handbook, address).unwrap_or_default();
        let day = changed(site, target).map(|it| format!("<lastmod>{it}</lastmod>"));
        writeln!(text, "<url><loc>{}</loc>{}</url>", escape(url), day.unwrap_or_default())
            .expect("a string takes everything");
    }
    text + "</urlset>\n"
}

/// Whether somebody who searches should land there.
fn is_listed(target: &Target) -> bool {
    matches!(
        target,
        Target::Home
            | Target::Page(_)
            | Target::Stage(_)
            | Target::Section(..)
            | Target::Pages(_)
            | Target::Views
            | Target::View(_)
            | Target::Report
            | Target::Method
    )
}

/// The day that a page of the book was last committed.
fn changed(site: &Site, target: &Target) -> Option<Date> {
    let page = match target {
        Target::Home => site.places.opening?,
        Target::Page(page) => *page,
        _ => return None,
    };
    let repository = site.handbook.sources.repository.as_ref()?;
    Some(repository.changes.get(site.handbook.page(page).path())?.updated)
}
