//! What stands under each heading of a part, and how much of it is said rather than left over.

use super::{Part, Passage};
use crate::{
    markdown::{Block, BlockKind, Document, Outline},
    text::{self, Span},
};

/// Beyond this many different words, a passage says enough for every rule.
const WORDS_MAX: usize = 12;

/// A paragraph with fewer different words tells nobody what the text is about.
const GIST_WORDS_MIN: usize = 2;

/// Words that stand where something is still to be said.
const PLACEHOLDERS: &[&str] = &["TODO", "TBD", "FIXME", "XXX", "TBA"];

/// How a passage begins that says why there is nothing to say.
const EXCUSE: &str = "not applicable because";

/// Numbers with one of these behind them measure something.
const UNITS: &[&str] = &[
    "%",
    "‰",
    "ms",
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "min",
    "minute",
    "minutes",
    "h",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "ns",
    "µs",
    "us",
    "b",
    "kb",
    "mb",
    "gb",
    "tb",
    "pb",
    "kib",
    "mib",
    "gib",
    "tib",
    "byte",
    "bytes",
    "bit",
    "bits",
    "kbit/s",
    "mbit/s",
    "gbit/s",
    "hz",
    "khz",
    "mhz",
    "ghz",
    "rps",
    "tps",
    "qps",
    "requests",
    "request",
    "users",
    "user",
    "people",
    "sessions",
    "messages",
    "events",
    "records",
    "pages",
    "transactions",
    "connections",
    "orders",
    "nodes",
    "instances",
    "times",
    "percent",
    "per",
    "px",
    "clicks",
    "steps",
    "points",
    "m",
    "cm",
    "mm",
    "km",
    "kg",
    "g",
    "w",
    "kw",
    "kwh",
    "v",
    "a",
    "°c",
    "k",
    "eur",
    "usd",
    "€",
    "$",
    "£",
    "lines",
    "files",
    "errors",
    "failures",
];

/// Gives every part its passages. The heading that a piece begins with is its title.
pub(super) fn fill(document: &Document, parts: &mut [Part], title: Option<Span>) {
    for part in parts {
        let headings = &document.outline.headings;
        let own = headings.binary_search_by_key(&part.range.start, |it| it.span.start).ok();
        let title = if part.anchor.is_none() { title } else { own.map(|at| headings[at].span) };
        part.passages = passages(document, part.range, title, &facts(part));
    }
}

/// Where a part says something about itself that is no prose.
fn facts(part: &Part) -> Vec<Span> {
    let fields = part.fields.iter().map(|it| it.key_span);
    let statuses = part.statuses.iter().map(|it| it.span);
    fields.chain(statuses).chain(part.dates.iter().map(|it| it.span)).collect()
}

/// The passages of a part, in order: what stands before its first heading below `title`, then one
/// for each heading in its range.
fn passages(document: &Document, range: Span, title: Option<Span>, facts: &[Span]) -> Vec<Passage> {
    let headings = &document.outline.headings;
    let below =
        |at: &usize| range.contains(headings[*at].span) && Some(headings[*at].span) != title;
    let mut reading = Reading { outline: &document.outline, facts, passages: Vec::new() };
    reading.begin(None);
    let mut under = None;
    for block in document.within(range).iter().filter(|block| range.contains(block.span)) {
        let now = block.under.filter(below);
        if now != under {
            under = now;
            reading.begin(now);
        }
        reading.take(block);
    }
    for passage in &mut reading.passages {
        passage.words = u8::try_from(words(&passage.text)).expect("counting stops early");
    }
    reading.passages
}

struct Reading<'a> {
    outline: &'a Outline,
    facts: &'a [Span],
    passages: Vec<Passage>,
}

impl Reading<'_> {
    fn begin(&mut self, under: Option<usize>) {
        let heading = under.map(|at| &self.outline.headings[at]);
        self.passages.push(Passage {
            key: heading.map(|it| text::key(plain(&it.text))).unwrap_or_default(),
            level: heading.map_or(0, |it| it.level),
            heading: under,
            text: String::new(),
            gist: 0..0,
            words: 0,
            items: 0,
            excuse: None,
            measured: false,
        });
    }

    fn take(&mut self, block: &Block) {
        let passage = self.passages.last_mut().expect("a passage is begun before the first block");
        if matches!(block.kind, BlockKind::Heading | BlockKind::Code | BlockKind::Html) {
            return;
        }
        let row = matches!(block.kind, BlockKind::Cell { row, column: 0 } if row > 0);
        let item = row || (block.item.is_some() && block.list_depth == 1);
        passage.items = passage.items.saturating_add(u16::from(item));
        let text = block.text.text.trim();
        let links = block.text.links(0..block.text.text.len());
        let linked = matches!(&*links, [(_, it)] if block.text.text[it.clone()].trim() == text);
        if text.is_empty() || linked {
            return;
        }
        let plain = text.trim_start_matches(['*', '_', '>', ' ']);
        let begins = plain.get(..EXCUSE.len()).is_some_and(|it| it.eq_ignore_ascii_case(EXCUSE));
        if begins && passage.text.is_empty() {
            passage.excuse = Some(plain[EXCUSE.len()..].trim().to_owned());
        }
        passage.measured |= measures(text);
        let start = passage.text.len();
        passage.text.push_str(text);
        let goes_on = passage.gist().is_some_and(|it| it.ends_with(':'));
        let begins = passage.gist.is_empty()
            && block.is_prose()
            && !self.facts.iter().any(|it| block.span.contains(*it))
            && words(text) >= GIST_WORDS_MIN;
        if goes_on || begins {
            let place = |at: usize| u32::try_from(at).expect("texts are under 1 GiB");
            passage.gist.start = if begins { place(start) } else { passage.gist.start };
            passage.gist.end = place(passage.text.len());
        }
        passage.text.push('\n');
    }
}

/// A heading without the emoji, number or mark it may begin with.
fn plain(heading: &str) -> &str {
    heading.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches([':', ' ', '.'])
}

/// How many different words a text really says, up to [`WORDS_MAX`]. What stands in braces or
/// angle brackets was left from a template.
fn words(text: &str) -> usize {
    let mut seen: Vec<&str> = Vec::with_capacity(WORDS_MAX);
    // What nothing closes is looked for once, and not behind every sign that opens it.
    let last = ['}', '>'].map(|close| text.rfind(close).unwrap_or_default());
    let mut rest = text;
    while seen.len() < WORDS_MAX && !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let real = end > 1 && !PLACEHOLDERS.contains(&word) && !seen.contains(&word);
        if real {
            seen.push(word);
        }
        rest = after;
        if let Some(next) = after.chars().next() {
            let at = text.len() - after.len();
            let close = match next {
                '{' if at < last[0] => after.find('}'),
                '<' if at < last[1] => after.find('>'),
                _ => None,
            };
            rest = &after[close.map_or(next.len_utf8(), |it| it + 1)..];
        }
    }
    seen.len()
}

/// Whether a text names a number with a unit, or says *given, when, then*.
fn measures(text: &str) -> bool {
    let mut before_is_number = false;
    for word in text.split_whitespace() {
        // Most words begin with a letter, and measure nothing by themselves.
        if !before_is_number && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let word = word.trim_matches(['(', ')', ',', ';', '.', ':', '"', '*']);
        let digits = word.trim_start_matches(['<', '>', '≤', '≥', '=', '~', '≈', '€', '$', '£']);
        let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit() || ".,'_".contains(c));
        let number = unit.len() < digits.len();
        let is_unit = |it: &str| {
            let first = it.split('/').next().unwrap_or_default().to_lowercase();
            UNITS.contains(&it.to_lowercase().as_str()) || UNITS.contains(&first.as_str())
        };
        let priced = number && word.starts_with(['€', '$', '£']);
        if priced || (number && is_unit(unit)) || (before_is_number && is_unit(word)) {
            return true;
        }
        before_is_number = number && unit.is_empty();
    }
    let says = |word: &str| {
        let mut pieces = text.as_bytes().windows(word.len());
        pieces.any(|it| it.eq_ignore_ascii_case(word.as_bytes()))
    };
    ["given ", "when ", "then "].into_iter().all(says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn read(text: &str) -> Vec<Passage> {
        let document = parse(text, 0);
        let title = document.outline.headings[0].span;
        passages(&document, Span::from(0..text.len()), Some(title), &[])
    }

    #[test]
    fn a_passage_counts_what_it_says() {
        let text = "# Title\n\nIt begins.\n\n## 1. Context\n\nTODO {fill in} <name>\n\n### ⚙️ More:\n\n- one thing\n\
                    - other\n\n## Decision\n\n[Only a link](x.md)\n";
        let show = |it: &Passage| format!("{}/{}/{}/{}", it.key, it.level, it.words, it.items);
        assert_eq!(
            read(text).iter().map(show).collect::<Vec<_>>(),
            ["/0/2/0", "context/2/0/0", "more/3/3/2", "decision/2/0/0"]
        );
    }

    #[test]
    fn the_gist_is_the_first_paragraph_that_says_something() {
        let text = "# A\n\n{fill in}\n\nWe shall:\n\n- keep it\n- grow\n\n## B\n\n|a b|\n|-|\n\n## C\n\nIt is\nso.\n\nMore.\n";
        let passages = read(text);
        let gists: Vec<_> = passages.iter().map(Passage::gist).collect();
        assert_eq!(gists, [Some("We shall:\nkeep it"), None, Some("It is\nso.")]);
    }

    #[test]
    fn what_is_not_applicable_says_why() {
        let passages = read("# A\n\n## Rollback\n\n*Not applicable because* nothing is kept.\n");
        assert_eq!(passages[1].excuse.as_deref(), Some("nothing is kept."));
    }

    #[test]
    fn a_number_with_a_unit_measures() {
        for text in
            ["in 60 s", "≤ 25KiB", "99.9 % of them", "200 requests/s", "for $5", "10,000 users"]
        {
            assert!(measures(text), "{text}");
        }
        assert!(measures("Given a book, when it is built, then it is fast"));
        for text in ["fast", "version 2", "in 2026", "REQ-12 says so", "see 3.1 or so"] {
            assert!(!measures(text), "{text}");
        }
    }
}
