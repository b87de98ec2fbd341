//! The book's own template, filled in: title, number, day, status and relations, wherever it has a
//! place for them. Everything else stays as its authors wrote it.

use super::{
    compose::{MARKS, is_day_to_fill, names_line},
    edited_with,
    facts::{Fact, Facts, fact, quoted, yaml},
    series::renumbered,
};
use crate::{
    handbook::PageIndex,
    markdown::Value,
    method::Meaning,
    page::{Field, Origin, Page, Read, StatusText},
    text::Span,
};

/// A template being filled in.
struct Filling<'a> {
    facts: &'a Facts<'a>,
    page: &'a Page,
    text: &'a str,
    /// What goes where; of two that overlap, the first counts.
    edits: Vec<(Span, String)>,
    /// Whether it has a menu of statuses, from which one was chosen.
    menu: bool,
}

/// The text of a new record, from the book's own template.
pub(super) fn text(facts: &Facts<'_>, template: PageIndex) -> String {
    let page = facts.handbook.page(template);
    let mut filling =
        Filling { facts, page, text: &page.source.text, edits: Vec::new(), menu: false };
    filling.fields();
    filling.left_over();
    filling.sections();
    filling.comments();
    filling.relations();
    filling.title();
    filling.tokens();
    edited_with(filling.text, &filling.edits)
}

impl Filling<'_> {
    fn put(&mut self, span: Span, text: String) {
        let clear = |it: &(Span, String)| it.0.end <= span.start || span.end <= it.0.start;
        if self.edits.iter().all(clear) {
            self.edits.push((span, text));
        }
    }

    /// Fills in the front matter, and the fields below the title.
    fn fields(&mut self) {
        let page = self.page;
        for field in &page.whole().fields {
            let Some(fact) = fact(page, field) else {
                continue;
            };
            let said = self.said(field);
            let value = match fact {
                Fact::Status => self.status(&said),
                Fact::Date => Some(self.facts.date.to_string()),
                _ if field.from != Origin::FrontMatter => None,
                Fact::Title => Some(yaml(self.facts.title)),
                Fact::Stem => Some(self.facts.stem.clone()),
                Fact::Number => self.facts.number.map(|it| it.to_string()),
                Fact::Id => self.id(),
                Fact::Kind => None,
            };
            if let Some(value) = value {
                self.value(field, fact, &value);
            }
        }
    }

    /// What a field says, as it is written.
    fn said(&self, field: &Field) -> String {
        let written = self.text.get(field.value.span().range()).unwrap_or_default();
        let empty = matches!(field.value, Value::Empty(_));
        if empty { String::new() } else { written.to_owned() }
    }

    fn value(&mut self, field: &Field, fact: Fact, value: &str) {
        let front = field.from == Origin::FrontMatter;
        let toml = front && self.text.trim_start().starts_with("+++");
        let value = if toml && fact != Fact::Date { quoted(value) } else { value.to_owned() };
        let span = field.value.span();
        if !matches!(field.value, Value::Empty(_)) && span.start >= field.key_span.end {
            return self.put(span, value);
        }
        let after = field.key_span.range().end;
        let sign = self.text[after..].find([':', '=']).map_or(after, |it| after + it + 1);
        self.put(Span::from(sign..sign), format!(" {value}"));
    }

    fn id(&self) -> Option<String> {
        let model = self.facts.series.model?;
        self.facts.says(Fact::Id, model)
    }

    /// How the record stands; `None` where the template says that already. Where it has a menu, the
    /// first thing on it that leaves the record open.
    fn status(&self, said: &str) -> Option<String> {
        let method = &self.facts.handbook.method;
        let open = |word: &&str| {
            let status = method.status_named(word);
            status.is_some_and(|it| method.status(it).meaning == Meaning::Open)
        };
        let own = self.page.whole().status();
        let own = own.filter(|it| self.facts.handbook.status_of(&it.value).is_some());
        if own.is_some() && !said.contains(['|', '{']) {
            return None;
        }
        let words = said.split(['|', '/', '{', '}', '[', ']', '"']).map(str::trim);
        let word = words.filter(|it| !it.is_empty()).find(open);
        Some(word.map_or_else(|| self.facts.status_as_written(), ToOwned::to_owned))
    }

    /// Fills in the sections about the status and the day. A sentence there explains what to write.
    fn sections(&mut self) {
        let part = self.page.whole();
        let short = |it: &&Read<StatusText>| it.raw.split_whitespace().count() <= 3;
        let mut stated = part.statuses.iter().filter(|it| it.from == Origin::Section);
        if let Some(read) = stated.find(short).filter(|_| !self.menu)
            && let Some(status) = self.status(&read.raw)
        {
            self.put(read.span, status);
        }
        for read in part.dates.iter().filter(|it| it.from == Origin::Section) {
            self.put(read.span, self.facts.date.to_string());
        }
    }

    /// Fills in what reading the template found to be left from one.
    fn left_over(&mut self) {
        let page = self.page;
        for found in page.findings.iter().filter(|it| it.rule.0 == "leftover-template") {
            let said = &self.text[found.place.span.range()];
            let date = is_day_to_fill(said).then(|| self.facts.date.to_string());
            self.menu |= date.is_none();
            if let Some(text) = date.or_else(|| self.status(said)) {
                self.put(found.place.span, text);
            }
        }
    }

    /// Takes the status and the day out of the comments in which some templates keep them.
    fn comments(&mut self) {
        let mut at = 0;
        for line in self.text[..self.page.body as usize].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let Some((key, _)) = line.strip_prefix('#').and_then(|it| it.split_once(':')) else {
                continue;
            };
            let value = match key.trim() {
                "status" => self.facts.status_as_written(),
                "date" => self.facts.date.to_string(),
                _ => continue,
            };
            let stated = self.page.whole().fields.iter().any(|it| it.key == key.trim());
            if !stated {
                let span = Span::from(start..start + line.trim_end().len());
                self.put(span, format!("{}: {value}", key.trim()));
            }
        }
    }

    /// Adds the relations: to the front matter, else below the last field or the title.
    fn relations(&mut self) {
        if self.facts.relations.is_empty() {
            return;
        }
        let front = &self.text[..self.page.body as usize];
        let toml = front.trim_start().starts_with("+++");
        let fence = front.trim_end().rfind('\n').map(|it| it + 1);
        if let Some(fence) = fence.filter(|it| front[*it..].trim_end().len() == 3) {
            for (key, names) in self.facts.fields() {
                let line = names_line(&key, &names, toml);
                let mut there = self.page.whole().fields.iter();
                let there = there.rfind(|it| it.key == key && it.from == Origin::FrontMatter);
                let span = there.map(|it| self.line(it.key_span.to(it.value.span())));
                match span {
                    Some(span) => self.put(span, line),
                    None => self.edits.push((Span::from(fence..fence), line + "\n")),
                }
            }
            return;
        }
        let (at, mark) = self.below_fields();
        let gap = if mark.is_empty() { "\n\n" } else { "\n" };
        let lines = self.facts.lines(&mark).into_iter().map(|it| format!("{gap}{it}"));
        self.edits.push((Span::from(at..at), lines.collect()));
    }

    /// The whole lines that a span is on, without the last line break.
    fn line(&self, span: Span) -> Span {
        let range = span.range();
        let start = self.text[..range.start].rfind('\n').map_or(0, |it| it + 1);
        let end = self.text[range.end..].find('\n').map_or(self.text.len(), |it| range.end + it);
        Span::from(start..end)
    }

    /// Where the last field below the title ends, or the title, and the mark of lists before it.
    fn below_fields(&self) -> (usize, String) {
        let fields = self.page.whole().fields.iter().filter(|it| it.from == Origin::Block);
        let last = fields.map(|it| it.key_span.to(it.value.span())).max();
        let Some(last) = last.map(|it| self.line(it)) else {
            let title = self.page.title_heading.unwrap_or_default();
            return (
                title.range().start + self.text[title.range()].trim_end().len(),
                String::new(),
            );
        };
        let line = self.text[last.range()].trim_end();
        let mark = MARKS.into_iter().find(|it| line.starts_with(it)).unwrap_or_default();
        (last.range().start + line.len(), mark.to_owned())
    }

    /// Fills in the title.
    fn title(&mut self) {
        let heading = self.facts.heading();
        let own = self.page.outline.headings.iter();
        let Some(own) = own.into_iter().find(|it| Some(it.span) == self.page.title_heading) else {
            let body = self.page.body as usize;
            return self.put(Span::from(body..body), format!("# {heading}\n\n"));
        };
        let label = self.facts.series.model.and_then(|it| self.facts.label(it));
        let label = label.or_else(|| self.label(&own.text)).unwrap_or_default();
        let start = own.span.range().start;
        let length = self.text[own.span.range()].trim_end().len();
        self.put(Span::from(start..start + length), format!("# {label}{heading}"));
    }

    /// What stands before the title in a template's heading, with the number in the place of what
    /// stands for it: `NUMBER. TITLE`, `ADR-0000: Title`, `ADR {NUMBER}: {TITLE}`.
    fn label(&self, heading: &str) -> Option<String> {
        let number = self.facts.number?;
        let marks = [": ", ". ", " — ", " - "];
        let cut = marks.iter().filter_map(|it| Some(heading.find(it)? + it.len())).min()?;
        let label = &heading[..cut];
        if let Some(at) = label.to_uppercase().find("NUMBER").filter(|_| label.is_ascii()) {
            let open = label[..at].rfind('{').unwrap_or(at);
            let close = label[at..].find('}').map_or(at + "NUMBER".len(), |it| at + it + 1);
            return Some(format!("{}{number}{}", &label[..open], &label[close..]));
        }
        let fill = |it: char| matches!(it, '#' | 'X' | 'N' | '0');
        let start = label.find(fill)?;
        let width = label[start..].chars().take_while(|it| fill(*it)).count();
        let zeros = format!("{}{:0width$}{}", &label[..start], 0, &label[start + width..]);
        renumbered(&zeros, 0, number).filter(|_| width > 1)
    }

    /// Fills in what stands for a fact anywhere: `{DATE}`; and, as adr-tools has it, `DATE` alone,
    /// where the title is `TITLE`.
    fn tokens(&mut self) {
        let heading = self.page.outline.headings.first().map(|it| it.text.as_str());
        let bare = heading.is_some_and(|it| it.split([' ', '.', ':']).any(|it| it == "TITLE"));
        let number = self.facts.number.map(|it| self.facts.series.form.number(it));
        let known = [
            ("NUMBER", number.unwrap_or_default()),
            ("TITLE", self.facts.title.to_owned()),
            ("DATE", self.facts.date.to_string()),
            ("STATUS", self.facts.status_as_written()),
        ];
        for (name, value) in known {
            let braces = name.to_lowercase();
            let text = self.text;
            let found = text.match_indices(name).chain(text.match_indices(&braces));
            let found: Vec<(usize, bool)> = found.map(|(at, it)| (at, it == name)).collect();
            for (at, loud) in found {
                let end = at + name.len();
                let (before, after) = (&self.text[..at], &self.text[end..]);
                let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                let apart = !letter(before.chars().next_back()) && !letter(after.chars().next());
                if before.ends_with('{') && after.starts_with('}') {
                    self.put(Span::from(at - 1..end + 1), value.clone());
                } else if bare && loud && apart {
                    self.put(Span::from(at..end), value.clone());
                }
            }
        }
    }
}
