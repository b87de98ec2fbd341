//! The text of a page as HTML, with every link resolved, and what can be told from it.

use super::{Site, address::encode, marks::marks, standpoint::Standpoint};
use crate::{
    handbook::{Destination, PageIndex},
    markdown::{self, LinkKind, Rendering, Words},
    text::Span,
    theme::Theme,
};
use serde::Serialize;

/// A heading in the contents of a page.
#[derive(Serialize)]
pub(super) struct HeadingView {
    /// Where it is on the page.
    href: String,
    /// What it says.
    text: String,
    /// The headings below it.
    below: Vec<HeadingView>,
}

/// With fewer headings than this, a page needs no contents.
const HEADINGS_MIN: usize = 2;
/// How much of a text describes its page.
const DESCRIPTION_MAX: usize = 180;
const DESCRIPTION_MIN: usize = 40;

/// The text of a page below its title. The error is for the author of a template.
pub(super) fn body(from: &Standpoint<'_>, page: PageIndex) -> Result<String, String> {
    let Site { handbook, code, .. } = from.site;
    let read = handbook.page(page);
    let without: Vec<Span> = read.title_heading.into_iter().chain(read.front_below).collect();
    let href = |link: usize| {
        let to = &handbook.link(page, link).to;
        match read.outline.links[link].kind {
            LinkKind::Image | LinkKind::Html => from.shown(to),
            _ => from.destination(to),
        }
    };
    let size = |link: usize| match &handbook.link(page, link).to {
        Destination::File(path) => handbook.sources.pictures.get(path).copied(),
        _ => None,
    };
    let html = markdown::html(&Rendering {
        text: read.text(),
        offset: read.body,
        outline: &read.outline,
        without: &without,
        added: &marks(from, page)?,
        prefix: &from.prefix(page),
        href: &href,
        size: &size,
        raw: &handbook.raw_html(),
        code,
        words: &words(&from.site.theme),
    });
    Ok(demoted(html, from.title_level()))
}

/// What a text has beside its author's words.
fn words(theme: &Theme) -> Words<'_> {
    let alerts = ["note", "tip", "important", "warning", "caution"];
    Words {
        link_to: theme.word("link-to"),
        broken_link: theme.word("broken-link"),
        note_number: theme.word("note-number"),
        back_from_note: theme.word("back-from-note"),
        table: theme.word("table"),
        code: theme.word("code"),
        formula: theme.word("formula"),
        diagram: theme.word("diagram"),
        done: theme.word("task-done"),
        to_do: theme.word("task-to-do"),
        alerts: alerts.map(|it| theme.word(&format!("alert-{it}"))),
    }
}

/// The HTML with its headings below the title of its page, which the site shows.
fn demoted(html: String, title: u8) -> String {
    if title == 1 && !html.contains("<h1") {
        return html;
    }
    let mut demoted = String::with_capacity(html.len());
    for (count, piece) in html.split('<').enumerate() {
        demoted.push_str(if count > 0 { "<" } else { "" });
        let (end, tag) = piece.strip_prefix('/').map_or(("", piece), |tag| ("/", tag));
        match *tag.as_bytes() {
            [b'h', level @ b'1'..=b'6', b' ' | b'>', ..] => {
                let level = (level.max(b'2') + title - 1).min(b'6');
                demoted.extend([end, "h"]);
                demoted.push(char::from(level));
                demoted.push_str(&tag[2..]);
            }
            _ => demoted.push_str(piece),
        }
    }
    demoted
}

/// The headings of a page, two levels deep; none where that would not help to find one.
pub(super) fn contents(site: &Site, page: PageIndex) -> Vec<HeadingView> {
    let page = site.handbook.page(page);
    let headings = page.outline.headings.iter();
    let headings = headings.filter(|it| it.level <= 3 && Some(it.span) != page.title_heading);
    let mut contents: Vec<HeadingView> = Vec::new();
    let mut count = 0;
    for heading in headings {
        count += 1;
        let href = format!("#{}", encode(&heading.anchor));
        let view = HeadingView { href, text: heading.text.clone(), below: Vec::new() };
        match contents.last_mut().filter(|_| heading.level == 3) {
            Some(above) => above.below.push(view),
            None => contents.push(view),
        }
    }
    if count < HEADINGS_MIN { Vec::new() } else { contents }
}

impl HeadingView {
    /// A heading that the site adds to a page.
    pub(super) fn added(anchor: &str, text: &str) -> Self {
        Self { href: format!("#{anchor}"), text: text.to_owned(), below: Vec::new() }
    }
}

/// The first paragraph of a text that says something, without its markup and not too long.
pub(super) fn description(html: &str) -> Option<String> {
    let paragraphs = html.split("<p>").skip(1);
    let texts = paragraphs.map(|it| plain(it.split("</p>").next().unwrap_or_default()));
    let text = texts.take(3).find(|it| it.len() >= DESCRIPTION_MIN)?;
    if text.len() <= DESCRIPTION_MAX {
        return Some(text);
    }
    let cut = &text[..text.floor_char_boundary(DESCRIPTION_MAX)];
    let cut = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    Some(format!("{cut} …"))
}

/// HTML without its tags, on one line.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => (),
            c if c.is_whitespace() => text.push_str(if text.ends_with(' ') { "" } else { " " }),
            c => text.push(c),
        }
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    let text = entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c));
    text.replace("&nbsp;", " ").replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_stand_below_the_title_of_their_page() {
        let html = "<h1 id=\"a\">A</h1>\n<h2>B</h2><h5>C</h5><hr /><p>&lt;h1&gt;</p>";
        assert_eq!(
            demoted(html.to_owned(), 1),
            "<h2 id=\"a\">A</h2>\n<h2>B</h2><h5>C</h5><hr /><p>&lt;h1&gt;</p>"
        );
        assert_eq!(
            demoted(html.to_owned(), 3),
            "<h4 id=\"a\">A</h4>\n<h4>B</h4><h6>C</h6><hr /><p>&lt;h1&gt;</p>"
        );
    }

    #[test]
    fn a_page_is_described_by_what_it_says_first() {
        let html = "<p>Date: x</p><p>We <em>need</em> &amp; want\n<code>a &lt; b</code>, as often as it can be had.</p>";
        let expected = "We need & want a < b, as often as it can be had.";
        assert_eq!(description(html).as_deref(), Some(expected));
        assert_eq!(description("<ul><li>a</li></ul>"), None);
        let long = format!("<p>{}</p>", "word ".repeat(100));
        assert!(description(&long).unwrap().len() <= DESCRIPTION_MAX + 4);
    }
}
