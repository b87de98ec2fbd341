//! What the scripts of every page are told, in front of the first of them: it is the same on every
//! page of a site, and would stand on each of them.

use super::icons::Icons;
use serde::Serialize;
use std::collections::BTreeMap;

/// What they are told.
#[derive(Serialize)]
struct TellView<'a> {
    /// The words that they show, by name.
    words: BTreeMap<&'a str, &'a str>,
    /// The icon of the button that changes the colours, as SVG.
    icon: String,
}

/// The names of these words.
const WORDS: &[&str] = &[
    "close",
    "copied",
    "copy",
    "filter",
    "key-copy",
    "key-edit",
    "key-list",
    "key-next",
    "key-previous",
    "key-stage",
    "keys-on",
    "search",
    "seek-key",
    "theme",
    "theme-dark",
    "theme-light",
    "theme-system",
];

/// The statement that tells it.
pub(super) fn told(words: &BTreeMap<String, String>, icons: &Icons) -> String {
    let word = |name: &&'static str| Some((*name, words.get(*name)?.as_str()));
    let told =
        TellView { words: WORDS.iter().filter_map(word).collect(), icon: icons.alone("theme") };
    let told = serde_json::to_string(&told).expect("words are texts");
    format!("var archbook={told};\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{built_in::BUILT_IN, joined::RUN};

    #[test]
    fn scripts_are_told_each_word_that_they_name() {
        let scripts = BUILT_IN.iter().filter(|(name, _)| RUN.contains(name));
        for (name, text) in scripts {
            let plain = text.split("words.").skip(1);
            let quoted = text.split("words[\"").skip(1);
            for rest in plain.chain(quoted) {
                let word = rest.split(|it: char| it != '-' && !it.is_ascii_lowercase()).next();
                let word = word.expect("a split text has a first piece");
                // Of one that is put together, this is how it begins.
                let begins = |it: &&str| word.ends_with('-') && it.starts_with(word);
                assert!(WORDS.contains(&word) || WORDS.iter().any(begins), "{name}: {word}");
            }
        }
    }
}
