//! A crawler over a site: every link must lead to a file of the site, and to an anchor in it.

use archbook::site::{Address, Site};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};

/// The host at which sites are published that say where they are.
pub(crate) const HOST: &str = "https://example.org";

/// What is wrong with a site, one line a finding.
pub(crate) fn faults(site: &Site) -> Vec<String> {
    faults_below(site, "/")
}

/// The same, where the site is published below a path of its host, such as `/some/base/`.
pub(crate) fn faults_below(site: &Site, base: &str) -> Vec<String> {
    let pages = crate::books::files(site);
    let addresses: BTreeSet<&str> = site.addresses().map(Address::as_str).collect();
    let html = pages.iter().filter(|(address, _)| address.rsplit('.').next() == Some("html"));
    let html: BTreeMap<&str, Facts> = html.map(|(it, text)| (it.as_str(), facts(text))).collect();
    let mut faults = Vec::new();
    for (address, facts) in &html {
        for id in &facts.twice {
            faults.push(format!("{address}: two elements have the id `{id}`"));
        }
        for link in &facts.links {
            if let Some(fault) = fault(address, link, base, &addresses, &html) {
                faults.push(format!("{address}: `{link}` {fault}"));
            }
        }
    }
    faults
}

fn fault(
    from: &str,
    link: &str,
    base: &str,
    addresses: &BTreeSet<&str>,
    html: &BTreeMap<&str, Facts>,
) -> Option<String> {
    let own = link.strip_prefix(HOST).filter(|it| it.starts_with('/'));
    let link = own.unwrap_or(link);
    let scheme = link.split([':', '/', '?', '#']).next().unwrap();
    if ["http", "https", "mailto", "tel", "ftp"].contains(&&*scheme.to_lowercase())
        || link.starts_with("//")
    {
        return None;
    }
    if link.is_empty() {
        return Some("leads nowhere".to_owned());
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = match path.strip_prefix(base) {
        // A host shows the index of a folder.
        Some(inside) if path.ends_with('/') => format!("/{inside}index.html"),
        Some(inside) => format!("/{inside}"),
        None if path.starts_with('/') => return Some(format!("leads out of {base}")),
        None => path.to_owned(),
    };
    let to = resolve(from, &decoded(&path));
    let anchor = decoded(anchor);
    if !addresses.contains(to.as_str()) {
        return Some(format!("leads to no file: {to}"));
    }
    let ids = html.get(to.as_str()).map(|it| &it.ids);
    let found = anchor.is_empty() || ids.is_none_or(|ids| ids.contains(&anchor));
    (!found).then(|| "leads to no anchor".to_owned())
}

/// A link as its author would read it.
pub(crate) fn decoded(link: &str) -> String {
    percent_decode_str(link).decode_utf8().unwrap().into_owned()
}

/// The ids that a page has more than once.
pub(crate) fn twice(html: &str) -> Vec<String> {
    facts(html).twice
}

pub(crate) fn resolve(from: &str, path: &str) -> String {
    if path.is_empty() {
        return from.to_owned();
    }
    if let Some(rooted) = path.strip_prefix('/') {
        return rooted.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => (),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[derive(Default)]
struct Facts {
    links: Vec<String>,
    ids: BTreeSet<String>,
    twice: Vec<String>,
}

/// The links and ids of a page. Pages are written by archbook, so that quotes and tags are regular.
fn facts(html: &str) -> Facts {
    let mut facts = Facts::default();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        for name in ["href", "src", "id"] {
            let Some(value) = attribute(tag, name) else {
                continue;
            };
            match name {
                "id" if facts.ids.contains(&value) => facts.twice.push(value),
                "id" => drop(facts.ids.insert(value)),
                _ => facts.links.push(value),
            }
        }
    }
    facts
}

/// The value of an attribute. What stands between quotes is a value and no name of one, whatever it
/// looks like.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let named = format!(" {name}=");
    let mut pieces = tag.split('"');
    let value = loop {
        let (before, value) = (pieces.next()?, pieces.next()?);
        if before.ends_with(&named) {
            break value;
        }
    };
    let value = value.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}
