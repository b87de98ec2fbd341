//! Footnotes: numbered as they are met, written below the text.

use super::Rendering;
use pulldown_cmark::{Event, html::push_html};
use std::fmt::Write;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// By label, in the order of their numbers.
    notes: Vec<(String, Vec<Event<'a>>)>,
    /// The notes that are being written, and what was being written when they began.
    open: Vec<(usize, Vec<Event<'a>>)>,
}

impl<'a> Footnotes<'a> {
    /// A reference to the note with this label.
    pub(super) fn refer(&mut self, label: &str, to: &Rendering<'_>) -> String {
        let number = self.note(label) + 1;
        let href = to.href_to(&format!("fn-{number}"));
        format!(
            "<sup><a class=\"snr\" href=\"{href}\" aria-label=\"Note {number}\">{number}</a></sup>"
        )
    }

    /// Begins a note: `out`, which is put by, is empty afterwards.
    pub(super) fn begin(&mut self, label: &str, out: &mut Vec<Event<'a>>) {
        let note = self.note(label);
        self.open.push((note, std::mem::take(out)));
    }

    /// Ends the note that was begun last: `out` goes on where it stood.
    pub(super) fn end(&mut self, out: &mut Vec<Event<'a>>) {
        if let Some((note, before)) = self.open.pop() {
            self.notes[note].1 = std::mem::replace(out, before);
        }
    }

    /// Writes all notes.
    pub(super) fn write(self, to: &Rendering<'_>, html: &mut String) {
        if self.notes.is_empty() {
            return;
        }
        html.push_str("<ol class=\"footnotes\">\n");
        for ((_, note), number) in self.notes.into_iter().zip(1..) {
            let id = to.id(&format!("fn-{number}"));
            write!(html, "<li{id}>").expect("writing to a string cannot fail");
            push_html(html, note.into_iter());
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n");
    }

    /// The place of the note with this label; its number is one more.
    fn note(&mut self, label: &str) -> usize {
        if let Some(at) = self.notes.iter().position(|(it, _)| it == label) {
            return at;
        }
        self.notes.push((label.to_owned(), Vec::new()));
        self.notes.len() - 1
    }
}
