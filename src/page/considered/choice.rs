//! Which option was chosen. What is not certain is not said: an option counts as chosen only where
//! the text names one and only one so.

use super::{Draft, Fate, known, name};
use crate::{
    markdown::{Block, BlockKind},
    page::languages,
    text::Span,
};

/// What stands before the option that was chosen.
const CHOSEN: &[&str] =
    &["chosen option", "chosen", "chosen alternative", "chosen solution", "selected option"];

/// What stands before it has no more bytes than this.
const LABEL_MAX: usize = 48;
/// Words that turn a name into its contrary.
const CONTRARY: &[&str] = &["not", "no", "never", "without", "nicht", "kein", "keine", "ohne"];
/// More words than this before a name say something else about it: *use*, *migrate to*.
const BEFORE_MAX: usize = 2;
/// Words in the midst of a name that are fewer than this say it of too many options.
const MIDST_MIN: usize = 2;

/// Says what became of options by what these blocks say, as far as `is_own` says that they are
/// about them.
pub(super) fn choose(blocks: &[Block], options: &mut [Draft], is_own: impl Fn(Span) -> bool) {
    let paragraphs = blocks.iter().filter(|it| it.kind == BlockKind::Paragraph);
    let mut named = paragraphs.filter_map(|block| {
        let (label, name) = block.text.text.split_once([':', '：'])?;
        let is_label =
            label.len() <= LABEL_MAX && CHOSEN.contains(&languages::section(label).as_str());
        (is_label && is_own(block.span)).then(|| begin(name))
    });
    let chosen = named.find_map(|name| {
        let asked = [words(name), words(&name::plain(name))];
        known(options, &asked)
    });
    let Some(chosen) = chosen else {
        return;
    };
    for (at, option) in options.iter_mut().enumerate() {
        option.considered.fate = if at == chosen { Fate::Chosen } else { Fate::Left };
    }
}

/// Whose name is the only one that is these words; else the only one that begins with them; else
/// the only one in whose midst they stand; else the only one that they begin or end with.
pub(super) fn only(names: &[(usize, &str)], words: &str) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let longer = format!("{words} ");
    let midst = format!(" {words} ");
    let many = words.split(' ').count() >= MIDST_MIN;
    let begins = |it: &str| words.strip_prefix(it).is_some_and(|rest| rest.starts_with(' '));
    let ends = |it: &str| {
        let before = words.strip_suffix(it).and_then(|rest| rest.strip_suffix(' '));
        let before = before.map(|it| it.split(' ').collect::<Vec<_>>());
        let plain = |it: &Vec<&str>| !it.iter().any(|word| CONTRARY.contains(word));
        before.is_some_and(|it| it.len() <= BEFORE_MAX && plain(&it))
    };
    let ways: [&dyn Fn(&str) -> bool; 5] = [
        &|it| it == words,
        &|it| it.starts_with(&longer),
        &|it| many && format!(" {it} ").contains(&midst),
        &|it| it.contains(' ') && begins(it),
        &|it| !it.is_empty() && ends(it),
    ];
    ways.iter().find_map(|is| {
        let mut those = names.iter().filter(|(_, it)| is(it));
        let (first, name) = those.next()?;
        // One that is said twice is still one.
        those.all(|(at, it)| at == first || it == name).then_some(*first)
    })
}

/// The option that a text begins with: what is quoted, else what stands before the first pause.
fn begin(text: &str) -> &str {
    let text = text.trim_start();
    let quotes = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“')];
    let opened = quotes.iter().find(|(open, _)| text.starts_with(*open));
    if let Some((open, close)) = opened {
        let inner = &text[open.len_utf8()..];
        let ends =
            |(at, end): &(usize, &str)| !inner[at + end.len()..].starts_with(char::is_alphanumeric);
        let end = inner.match_indices(*close).find(ends);
        return end.map_or(inner, |(at, _)| &inner[..at]);
    }
    let pauses = [", ", "; ", ". ", "\n", " (", " because ", "，", "。", " – ", " — "];
    let end = pauses.iter().filter_map(|pause| text.find(pause)).min();
    &text[..end.unwrap_or(text.len())]
}

/// The words of a text in small letters, with one blank between two.
pub(super) fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
