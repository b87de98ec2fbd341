//! A feed of records for feed readers: Atom, as RFC 4287 has it.

use super::xml::clean;
use crate::text::Date;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;

/// A feed. What names a place on the web is absolute and stays, since readers know it by that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// What it is about; none where nobody says.
    pub subtitle: Option<String>,
    /// The language tag of the book; none where it does not say.
    pub language: Option<String>,
    /// Where it is itself.
    pub url: String,
    /// The page that shows the same.
    pub page: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The latest day of its records, or of a feed without any.
    pub updated: Date,
    /// Its records, the latest first.
    pub items: Vec<FeedItem>,
}

/// A record in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedItem {
    /// What it goes by, and what it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The last day on which anything happened to it, by its text.
    pub updated: Date,
    /// What kind of record it is.
    pub kind: String,
    /// What happened on that day, and what the record comes to.
    pub summary: String,
}

/// The namespace of every element.
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The feed as XML.
pub fn feed(feed: &Feed) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, feed).expect("writing to memory cannot fail");
    let mut text = String::from_utf8(writer.into_inner()).expect("XML made of text is text");
    text.push('\n');
    text
}

type Output = Writer<Vec<u8>>;

fn write(writer: &mut Output, feed: &Feed) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let language = feed.language.as_ref().map(|it| ("xml:lang", clean(it)));
    let language = language.as_ref().map(|(name, value)| (*name, value.as_str()));
    let root = writer.create_element("feed").with_attribute(("xmlns", NAMESPACE));
    root.with_attributes(language).write_inner_content(|writer| {
        text(writer, "id", &feed.url)?;
        text(writer, "title", &feed.title)?;
        if let Some(subtitle) = &feed.subtitle {
            text(writer, "subtitle", subtitle)?;
        }
        text(writer, "updated", &moment(feed.updated))?;
        for author in &feed.authors {
            let author = |writer: &mut Output| text(writer, "name", author);
            writer.create_element("author").write_inner_content(author)?;
        }
        link(writer, "self", &feed.url)?;
        link(writer, "alternate", &feed.page)?;
        feed.items.iter().try_for_each(|it| write_item(writer, it))
    })?;
    Ok(())
}

fn write_item(writer: &mut Output, item: &FeedItem) -> io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "id", &item.url)?;
        text(writer, "title", &item.title)?;
        text(writer, "updated", &moment(item.updated))?;
        link(writer, "alternate", &item.url)?;
        writer
            .create_element("category")
            .with_attribute(("term", clean(&item.kind).as_str()))
            .write_empty()?;
        text(writer, "summary", &item.summary)
    })?;
    Ok(())
}

fn text(writer: &mut Output, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

fn link(writer: &mut Output, relation: &str, to: &str) -> io::Result<()> {
    let attributes = [("rel", relation), ("href", to)];
    writer.create_element("link").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// A day as the moment when it begins (RFC 3339). No text of a book says more.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
