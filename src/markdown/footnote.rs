//! Footnotes: numbered as they are met, written right below the block that refers to them first.

use super::{Rendering, escape::escaped, words::filled};
use pulldown_cmark::{Event, TagEnd, html::push_html};
use std::{collections::BTreeMap, fmt::Write};

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// In the order of their numbers.
    notes: Vec<Note<'a>>,
    /// Where among them each label has its note.
    labels: BTreeMap<String, usize>,
    /// The notes that are being written, and what was being written when they began.
    open: Vec<(usize, Vec<Event<'a>>)>,
    /// Those that the block under way is the first to refer to.
    waiting: Vec<usize>,
    /// Where notes stand in the text, in order.
    places: Vec<Place>,
}

/// Where notes stand.
struct Place {
    /// Where the block begins that they may stand beside, in events; none where they stand below.
    beside: Option<usize>,
    /// Behind how many events they are written.
    behind: usize,
    notes: Vec<usize>,
}

/// One footnote.
struct Note<'a> {
    text: Vec<Event<'a>>,
    /// How often the text refers to it.
    references: usize,
    /// Whether it has its place.
    placed: bool,
}

impl<'a> Footnotes<'a> {
    /// A reference to the note with this label.
    pub(super) fn refer(&mut self, label: &str, to: &Rendering<'_>) -> String {
        let at = self.note(label);
        let note = &mut self.notes[at];
        note.references += 1;
        if self.open.is_empty() && !std::mem::replace(&mut note.placed, true) {
            self.waiting.push(at);
        }
        let number = at + 1;
        let (id, href) =
            (to.id(&anchor(at, note.references)), to.href_to(&format!("note.{number}")));
        let label = escaped(&filled(to.words.note_number, &number.to_string()));
        format!(
            "<sup><a class=\"snr\"{id} href=\"{href}\" aria-label=\"{label}\">{number}</a></sup>"
        )
    }

    /// Begins a note: `out`, which is put by, is empty afterwards.
    pub(super) fn begin(&mut self, label: &str, out: &mut Vec<Event<'a>>) {
        let note = self.note(label);
        self.open.push((note, std::mem::take(out)));
    }

    /// Ends the note that was begun last: `out` goes on where it stood. Where an author uses a
    /// label twice, the note says both, since other notes may have their reference in either.
    pub(super) fn end(&mut self, out: &mut Vec<Event<'a>>) {
        if let Some((note, before)) = self.open.pop() {
            self.notes[note].text.extend(std::mem::replace(out, before));
        }
    }

    /// A block has ended: its notes are written behind so many events of the text, and may stand
    /// beside what begins behind so many.
    pub(super) fn place(&mut self, beside: Option<usize>, behind: usize) {
        if self.open.is_empty() && !self.waiting.is_empty() {
            let notes = std::mem::take(&mut self.waiting);
            self.places.push(Place { beside, behind, notes });
        }
    }

    /// Writes the text with all notes in their places; those that have none come last.
    pub(super) fn write(mut self, html: &mut String, out: Vec<Event<'a>>, to: &Rendering<'_>) {
        let mut out = out.into_iter();
        let mut written = 0;
        for Place { beside, behind, notes } in std::mem::take(&mut self.places) {
            if let Some(start) = beside {
                push_html(html, out.by_ref().take(start - written));
                html.push_str("<div class=\"noted\">\n");
                written = start;
            }
            push_html(html, out.by_ref().take(behind - written));
            written = behind;
            self.list(html, "notes", &notes, to);
            html.push_str(if beside.is_some() { "</div>\n" } else { "" });
        }
        push_html(html, out);
        let rest: Vec<usize> = (0..self.notes.len()).filter(|&it| !self.notes[it].placed).collect();
        self.list(html, "footnotes", &rest, to);
    }

    /// Lists notes; where their numbers leave one out, the list begins anew.
    fn list(&mut self, html: &mut String, class: &str, notes: &[usize], to: &Rendering<'_>) {
        for run in notes.chunk_by(|a, b| a + 1 == *b) {
            writeln!(html, "<ol class=\"{class}\" start=\"{}\">", run[0] + 1)
                .expect("writing to a string cannot fail");
            for &at in run {
                self.item(html, at, to);
            }
            html.push_str("</ol>\n");
        }
    }

    /// The links back stand in the last paragraph of the note, where it ends with one.
    fn item(&mut self, html: &mut String, at: usize, to: &Rendering<'_>) {
        let note = &mut self.notes[at];
        let number = (at + 1).to_string();
        let label = escaped(&filled(to.words.back_from_note, &number));
        let back = (1..=note.references).map(|reference| {
            let there = to.href_to(&anchor(at, reference));
            format!(" <a class=\"back\" href=\"{there}\" aria-label=\"{label}\">↩</a>")
        });
        let back = Event::InlineHtml(back.collect::<String>().into());
        let mut text = std::mem::take(&mut note.text);
        let in_paragraph = matches!(text.last(), Some(Event::End(TagEnd::Paragraph)));
        text.insert(text.len() - usize::from(in_paragraph), back);
        let id = to.id(&format!("note.{number}"));
        write!(html, "<li{id}>").expect("writing to a string cannot fail");
        push_html(html, text.into_iter());
        html.push_str("</li>\n");
    }

    /// The place of the note with this label; its number is one more.
    fn note(&mut self, label: &str) -> usize {
        if let Some(at) = self.labels.get(label) {
            return *at;
        }
        self.labels.insert(label.to_owned(), self.notes.len());
        self.notes.push(Note { text: Vec::new(), references: 0, placed: false });
        self.notes.len() - 1
    }
}

/// The anchor of a reference. No heading has one with a dot of its own accord.
fn anchor(note: usize, reference: usize) -> String {
    format!("note.{}.{reference}", note + 1)
}
