//! The next edits: what would clear the most of what is owed, each as a ready patch.

use super::{Debtor, Obligation, Report};
use crate::{
    finding::Severity,
    handbook::{EntryIndex, Handbook},
    method::{Edit, KindIndex},
    text::BookPath,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// An edit that somebody could make next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextEdit {
    /// What to do, as an instruction.
    pub title: String,
    /// How many errors it would clear.
    pub errors: usize,
    /// How many warnings it would clear.
    pub warnings: usize,
    /// The file.
    pub path: BookPath,
    /// Where in it the text goes, in bytes; `None` for a new file.
    pub at: Option<usize>,
    /// The text. What is to be filled in says `TODO`, which counts as nothing.
    pub text: String,
}

impl Report {
    /// The edits that would clear most of what the baseline does not know, errors first.
    pub fn next_edits(&self, handbook: &Handbook, count: usize) -> Vec<NextEdit> {
        // Who owes, how it is cleared, and everything that this clears.
        let mut targets: Vec<(Option<EntryIndex>, &Edit, Vec<&Obligation>)> = Vec::new();
        let mut known: BTreeMap<(Option<EntryIndex>, Option<String>, String), usize> =
            BTreeMap::new();
        let unmet = self.fresh_unmet(handbook).filter(|it| it.severity >= Severity::Warning);
        for owed in unmet {
            let Some(edit) = &handbook.method.rule(owed.rule).edit else {
                continue;
            };
            let entry = owed.by.entry();
            let name = entry.is_none().then(|| owed.by.name(handbook));
            let key = (entry, name, format!("{edit:?}"));
            let at = *known.entry(key).or_insert_with(|| {
                targets.push((entry, edit, Vec::new()));
                targets.len() - 1
            });
            targets[at].2.push(owed);
        }
        let cleared = |owed: &[&Obligation], severity| {
            owed.iter().filter(|it| it.severity == severity).count()
        };
        targets.sort_by_cached_key(|(_, _, owed)| {
            Reverse((cleared(owed, Severity::Error), cleared(owed, Severity::Warning)))
        });
        let edits = targets.iter().filter_map(|(entry, edit, owed)| {
            let mut next = Sketch { handbook, owed }.edit(*entry, edit)?;
            next.errors = cleared(owed, Severity::Error);
            next.warnings = cleared(owed, Severity::Warning);
            Some(next)
        });
        edits.take(count).collect()
    }
}

/// An edit being drawn up.
struct Sketch<'a> {
    handbook: &'a Handbook,
    /// What it clears, at least one.
    owed: &'a [&'a Obligation],
}

impl Sketch<'_> {
    fn edit(&self, entry: Option<EntryIndex>, edit: &Edit) -> Option<NextEdit> {
        match edit {
            Edit::Field { field } => Some(self.field(entry?, field)),
            Edit::Heading { heading } => Some(self.heading(entry?, heading)),
            Edit::New { new, with } => self.record(new, with.as_deref()),
        }
    }

    /// A line in the front matter, which a page without one gets with it.
    fn field(&self, at: EntryIndex, field: &str) -> NextEdit {
        let page = self.handbook.page_of(at);
        let front = &page.source.text[..page.body as usize];
        let fence = front.trim_end().rfind('\n').map_or(0, |it| it + 1);
        let (at_byte, text) = match front.trim_start().as_bytes() {
            [] => (0, format!("---\n{field}: TODO\n---\n\n")),
            [b'+', ..] => (fence, format!("{field} = \"TODO\"\n")),
            _ => (fence, format!("{field}: TODO\n")),
        };
        let title = format!("say `{field}:` in `{}`", self.handbook.label(at));
        next(title, page.path().clone(), Some(at_byte), text)
    }

    /// A heading at the end of the page.
    fn heading(&self, at: EntryIndex, heading: &str) -> NextEdit {
        let page = self.handbook.page_of(at);
        let title = format!("write *{heading}* in `{}`", self.handbook.label(at));
        let text = format!("\n## {heading}\n\nTODO\n");
        next(title, page.path().clone(), Some(page.source.text.len()), text)
    }

    /// A new record.
    fn record(&self, kind: &str, with: Option<&str>) -> Option<NextEdit> {
        let method = &self.handbook.method;
        let kind = match (kind, self.owed[0].by) {
            ("", Debtor::Section(section)) => method.section(section).kinds.first()?.as_str(),
            (kind, _) => kind,
        };
        let at = method.kind_named(kind)?;
        let names: Vec<String> = self.owed.iter().map(|it| it.by.name(self.handbook)).collect();
        let list = names.join(", ");
        let title = match with {
            Some(field) => format!("write a {kind} that says `{field}: [{list}]`"),
            None => format!("write a {kind}"),
        };
        let topic = match self.owed[0].by {
            Debtor::Topic(topic) => format!("topic: {}\n", method.topics[topic].name),
            _ => String::new(),
        };
        let with = with.map(|field| format!("{field}: [{list}]\n")).unwrap_or_default();
        let template = &method.kind(at).template;
        let text = format!(
            "---\nkind: {kind}\nstatus: draft\n{topic}{with}---\n\n# TODO\n\n{}\n",
            template.trim()
        );
        Some(next(title, self.free(at), None, text))
    }

    /// Where the next record of a kind would be: beside the last one of it, with the next number.
    fn free(&self, kind: KindIndex) -> BookPath {
        let handbook = self.handbook;
        let own = handbook.iter().filter(|(_, it)| it.kind == Some(kind) && it.part == 0);
        let last = own.max_by_key(|(at, _)| handbook.part(*at).number).map(|(at, _)| at);
        let number = last.and_then(|at| handbook.part(at).number).map_or(1, |it| it + 1);
        let written = last.and_then(|at| handbook.page_of(at).name.number.clone());
        let width = written.map_or(4, |it| it.len());
        let plural = || handbook.sources.src.below(&handbook.method.kind(kind).plural);
        let folder = last.map(|at| handbook.page_of(at).path().folder().to_owned());
        let folder = folder.and_then(|it| BookPath::new(&it)).unwrap_or_else(plural);
        folder.below(&format!("{number:0width$}-todo.md"))
    }
}

fn next(title: String, path: BookPath, at: Option<usize>, text: String) -> NextEdit {
    NextEdit { title, errors: 0, warnings: 0, path, at, text }
}
