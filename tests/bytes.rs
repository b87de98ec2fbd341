//! How much a reader downloads of our own site. Sizes are as a host sends them: compressed by gzip
//! at its usual level, without headers.

use crate::{books, crawl, published};
use flate2::{Compression, write::GzEncoder};
use std::{collections::BTreeMap, io::Write};

const KIB: usize = 1024;
/// The HTML of half of all records is smaller.
const TYPICAL_HTML_MAX: usize = 10 * KIB;
/// No page has more.
const HTML_MAX: usize = 60 * KIB;
/// All styles of a page together.
const STYLES_MAX: usize = 9 * KIB;
/// All scripts that a page loads.
const SCRIPTS_MAX: usize = 5 * KIB;
/// A typical page and all that it needs, by somebody who was never here.
const COLD_VIEW_MAX: usize = 25 * KIB;
const REQUESTS_MAX: usize = 7;
/// How gzip is mostly set.
const LEVEL: u32 = 6;

fn packed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

/// What a page asks for while it loads: the values of these attributes.
fn asked<'a>(html: &'a str, opening: &str, attribute: &str) -> Vec<&'a str> {
    let tags = html.split(opening).skip(1).filter_map(|rest| rest.split('>').next());
    let value = |tag: &'a str| tag.split(attribute).nth(1)?.split('"').next();
    tags.filter_map(value).collect()
}

fn is_page(address: &str) -> bool {
    address.rsplit('.').next() == Some("html")
}

#[test]
fn our_own_site_is_light() {
    let files = books::files(&published::site());
    let sizes: BTreeMap<&str, usize> =
        files.iter().map(|(address, text)| (&**address, packed(text))).collect();
    let sum = |from: &str, wanted: Vec<&str>| {
        let size = |path: &str| sizes[&*crawl::resolve(from, path)];
        wanted.into_iter().map(size).sum::<usize>()
    };

    // A print edition is many pages.
    let pages = files.iter().filter(|(it, _)| is_page(it) && !it.starts_with("_/print"));
    let mut records = Vec::new();
    for (address, html) in pages {
        let own = sizes[&**address];
        let styles = sum(address, asked(html, "<link rel=\"stylesheet\"", "href=\""));
        let scripts = sum(address, asked(html, "<script", "src=\""));
        let icon = sum(address, asked(html, "<link rel=\"icon\"", "href=\""));
        assert!(own <= HTML_MAX, "{address} has {own} bytes");
        assert!(styles <= STYLES_MAX, "the styles of {address} have {styles} bytes");
        assert!(scripts <= SCRIPTS_MAX, "the scripts of {address} have {scripts} bytes");
        if !address.starts_with("_/") {
            records.push((own, styles + scripts + icon));
        }
    }
    records.sort_unstable();
    let (typical, needs) = records[records.len() / 2];
    assert!(typical <= TYPICAL_HTML_MAX, "a typical page has {typical} bytes");
    assert!(typical + needs <= COLD_VIEW_MAX, "a cold view has {} bytes", typical + needs);
}

#[test]
fn a_page_asks_for_little_and_for_nothing_from_elsewhere() {
    for (address, html) in books::files(&published::site()) {
        // A print edition is many pages.
        if !is_page(&address) || address.starts_with("_/print") {
            continue;
        }
        let mut wanted = asked(&html, "<link rel=\"stylesheet\"", "href=\"");
        wanted.extend(asked(&html, "<link rel=\"icon\"", "href=\""));
        wanted.extend(asked(&html, "<script", "src=\""));
        let count = wanted.len() + 1;
        // A view that can be filtered has a script for that.
        let most = REQUESTS_MAX + usize::from(html.contains("class=\"chips\""));
        assert!(count <= most, "{address} makes {count} requests");
        wanted.extend(asked(&html, "<img", "src=\""));
        let elsewhere = wanted.iter().find(|it| it.contains("//"));
        assert_eq!(elsewhere, None, "{address} asks somebody else");
    }
}
