//! Badges between the title and the first section: pictures whose address holds a key, a value and
//! a colour, as in `…/badge/status-accepted-green` (the form of shields.io: `--` is a dash, `_` a
//! blank).

use super::{
    Origin,
    metadata::{self, Filling},
};
use crate::markdown::{Link, LinkKind};

/// Fills in what the badges among some links say.
pub(super) fn fill<'a>(filling: &mut Filling<'_>, links: impl Iterator<Item = &'a Link>) {
    for link in links.filter(|link| link.kind == LinkKind::Image) {
        let Some((key, value)) = read(&link.target) else {
            continue;
        };
        match key.as_str() {
            "status" => filling.status_text(&value, link.span, Origin::Block),
            "date" => filling.date(&value, link.span, Origin::Block),
            _ => (),
        }
    }
}

/// The key and the value in the address of a badge.
fn read(target: &str) -> Option<(String, String)> {
    let (_, badge) = target.split_once("/badge/")?;
    let badge = badge.split(['?', '#']).next()?.replace("--", "\u{0}");
    let mut pieces = badge.trim_end_matches(".svg").split('-');
    let (key, value) = (pieces.next()?, pieces.next()?);
    let plain = |text: &str| text.replace('_', " ").replace('\u{0}', "-").replace("%20", " ");
    Some((metadata::block_key(&plain(key)), plain(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges_hold_a_key_and_a_value() {
        let badge = |target: &str| read(target).map(|(key, value)| format!("{key}: {value}"));
        let base = "https://img.shields.io/badge/";
        let read = |rest: &str| badge(&format!("{base}{rest}"));
        assert_eq!(read("status-accepted-success"), Some("status: accepted".to_owned()));
        assert_eq!(read("Date-2026--05--09-blue"), Some("date: 2026-05-09".to_owned()));
        assert_eq!(
            read("Status-superseded_by_ADR_0001-orange.svg"),
            Some("status: superseded by ADR 0001".to_owned())
        );
        assert_eq!(badge("picture.png"), None);
    }
}
