//! How much a reader downloads of our own site. Sizes are as a host sends them: compressed by gzip
//! at its usual level, without headers.

use crate::{books, published};
use flate2::{Compression, write::GzEncoder};
use std::{collections::BTreeMap, io::Write};

const KIB: usize = 1024;
/// The HTML of half of all records is smaller.
const TYPICAL_HTML_MAX: usize = 10 * KIB;
/// No page of the site has more.
const HTML_MAX: usize = 60 * KIB;
/// All styles together.
const STYLES_MAX: usize = 9 * KIB;
/// All scripts that every page loads.
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
    let home = files.get("index.html").unwrap();
    let size = |address: &str| packed(&files[address]);
    let styles = asked(home, "<link rel=\"stylesheet\"", "href=\"");
    let scripts = asked(home, "<script", "src=\"");
    let styles_size: usize = styles.iter().map(|it| size(it)).sum();
    let scripts_size: usize = scripts.iter().map(|it| size(it)).sum();
    assert!(styles_size <= STYLES_MAX, "the styles have {styles_size} bytes");
    assert!(scripts_size <= SCRIPTS_MAX, "the scripts have {scripts_size} bytes");

    let pages = files.iter().filter(|(address, _)| is_page(address));
    // A print edition is many pages.
    let pages = pages.filter(|(address, _)| !address.starts_with("_/print"));
    let pages: BTreeMap<&str, usize> = pages.map(|(it, html)| (&**it, packed(html))).collect();
    let (largest, size_of_largest) = pages.iter().max_by_key(|(_, size)| **size).unwrap();
    assert!(*size_of_largest <= HTML_MAX, "{largest} has {size_of_largest} bytes");
    let mut records: Vec<usize> =
        pages.iter().filter(|(it, _)| !it.starts_with("_/")).map(|(_, size)| *size).collect();
    records.sort_unstable();
    let typical = records[records.len() / 2];
    assert!(typical <= TYPICAL_HTML_MAX, "a typical page has {typical} bytes");

    let icons: usize = asked(home, "<link rel=\"icon\"", "href=\"").iter().map(|it| size(it)).sum();
    let cold = typical + styles_size + scripts_size + icons;
    assert!(cold <= COLD_VIEW_MAX, "a cold view has {cold} bytes");
    eprintln!(
        "gzip: styles {styles_size}, scripts {scripts_size}, typical page {typical}, cold view \
         {cold}, largest page {size_of_largest} ({largest})"
    );
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
        // A print edition has a style of its own, and what any of its many pages needs.
        let most = REQUESTS_MAX + usize::from(address.starts_with("_/print"));
        assert!(count <= most, "{address} makes {count} requests");
        wanted.extend(asked(&html, "<img", "src=\""));
        let elsewhere = wanted.iter().find(|it| it.contains("//"));
        assert_eq!(elsewhere, None, "{address} asks somebody else");
    }
}
