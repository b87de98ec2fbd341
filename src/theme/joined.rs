//! The styles, scripts and pictures of a site, and which files of the theme each is joined from: a
//! page loads one style and one script beside those of every page, with what its sort needs.

use super::{
    CUSTOM, STYLE, WORDS, built_in::BUILT_IN, icons::ICONS, name, template::is_template,
    tight::tight,
};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// What every page runs.
pub(super) const RUN: &[&str] = &[
    "colours.js",
    "copy.js",
    "contents.js",
    "sidebar.js",
    "over.js",
    "near.js",
    "seek.js",
    "keys.js",
];
/// How pages of the book look, and what only some of them hold.
const PAGE: &[&str] = &["record.css"];
const FIGURED: &[&str] = &["figures.css", "live.css"];
/// How lists of entries look.
const LISTED: &[&str] = &["lists.css"];

/// The files of the site that are made of several files of the theme, in this order.
const JOINED: &[(&str, &[&[&str]])] = &[
    (STYLE, &[&["base.css", "layout.css", "prose.css", "parts.css"], &["forced.css", "print.css"]]),
    ("page.css", &[PAGE]),
    ("page-figured.css", &[PAGE, FIGURED]),
    ("page-drawn.css", &[PAGE, &["figures.css", "drawing.css"]]),
    ("page-full.css", &[PAGE, FIGURED, &["drawing.css"]]),
    ("printed.css", &[PAGE, FIGURED, &["edition.css"]]),
    ("views.css", &[LISTED]),
    ("views-figured.css", &[LISTED, FIGURED]),
    ("views-timeline.css", &[LISTED, &["work.css", "timeline.css"]]),
    ("views-matrix.css", &[LISTED, &["matrix.css"]]),
    ("views-answers.css", &[LISTED, &["options.css", "names.css", "radar.css"]]),
    ("views-graph.css", &[LISTED, &["drawing.css", "graph.css"]]),
    ("account.css", &[LISTED, &["work.css", "method.css"]]),
    ("app.js", &[RUN]),
    ("app-lists.js", &[RUN, &["lists.js"]]),
    ("app-matrix.js", &[RUN, &["matrix.js"]]),
    ("app-graph.js", &[RUN, &["graph.js"]]),
    ("search.js", &[&["terms.js", "finding.js", "sheet.js"]]),
    ("ask.js", &[&["asking.js"]]),
];

/// The styles, scripts and pictures that the site carries, by name.
pub(super) fn files(own: &[Source]) -> BTreeMap<String, String> {
    let text = |wanted: &str| {
        let own = own.iter().find(|it| name(it) == wanted).map(|it| &*it.text);
        own.or_else(|| BUILT_IN.iter().find(|(name, _)| *name == wanted).map(|(_, text)| *text))
    };
    let parts: BTreeSet<&str> = JOINED.iter().flat_map(|(_, parts)| parts.concat()).collect();
    let tightened: BTreeMap<&str, String> =
        parts.iter().filter_map(|&name| Some((name, tight(name, text(name)?)))).collect();
    let joined = JOINED.iter().map(|&(name, parts)| {
        let joined = || {
            parts.concat().iter().filter_map(|it| tightened.get(it)).map(String::as_str).collect()
        };
        (name.to_owned(), text(name).map_or_else(joined, ToOwned::to_owned))
    });
    let single = BUILT_IN.iter().map(|(name, _)| *name);
    let single = single.filter(|it| is_file(it) && !parts.contains(it));
    let single = single.filter_map(|name| Some((name.to_owned(), tight(name, text(name)?))));
    let custom = text(CUSTOM).map(|text| (CUSTOM.to_owned(), text.to_owned()));
    joined.chain(single).chain(custom).collect()
}

/// Whether a file of the site begins with what every page runs.
pub fn is_told(name: &str) -> bool {
    let joined = JOINED.iter().find(|(it, _)| *it == name);
    joined.is_some_and(|(_, parts)| parts.first() == Some(&RUN))
}

fn is_file(name: &str) -> bool {
    !is_template(name) && name != WORDS && name != ICONS
}
