//! Heading text to `#anchor`.

use std::collections::HashMap;

/// Heading text as GitHub spells anchors: lower case, blanks as `-`, no punctuation.
pub fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c => c.is_alphanumeric().then_some(c),
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// What the anchors begin with that the site itself gives to the parts of a page. An author who had
/// one of them could put a text of theirs in the place of what a script looks for.
const RESERVED: &[&str] = &["page.", "note.", "icon.", "graph."];

/// Whether an anchor could be one of the site's own.
pub fn is_reserved(anchor: &str) -> bool {
    RESERVED.iter().any(|it| anchor.starts_with(it))
}

/// Hands out anchors, each one once.
#[derive(Default)]
pub(super) struct Anchors {
    /// Each with the number that was last tried behind it, below which none is free.
    taken: HashMap<String, u32>,
}

impl Anchors {
    /// `wanted`, or the first of `wanted-1`, `wanted-2` … that is free.
    pub(super) fn assign(&mut self, wanted: String) -> String {
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        let wanted = if is_reserved(&wanted) { wanted.replacen('.', "-", 1) } else { wanted };
        let Some(tried) = self.taken.get(&wanted) else {
            self.taken.insert(wanted.clone(), 0);
            return wanted;
        };
        let numbered = (tried + 1..).map(|count| (count, format!("{wanted}-{count}")));
        let mut free = numbered.filter(|(_, anchor)| !self.taken.contains_key(anchor));
        let (count, anchor) = free.next().expect("there are more numbers than anchors");
        self.taken.insert(anchor.clone(), 0);
        self.taken.insert(wanted, count);
        anchor
    }

    /// Takes `anchor` if it is free, and says whether it was.
    pub(super) fn take(&mut self, anchor: &str) -> bool {
        let free = !self.taken.contains_key(anchor);
        if free {
            self.taken.insert(anchor.to_owned(), 0);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_the_forges() {
        assert_eq!(slug("Context and Problem Statement"), "context-and-problem-statement");
        assert_eq!(slug("`C++`: what, why?"), "c-what-why");
        assert_eq!(slug("Überblick 决定"), "überblick-决定");
    }

    #[test]
    fn no_author_has_an_anchor_of_the_site() {
        let mut anchors = Anchors::default();
        let given = ["page.cards", "note.1", "a.page.b"].map(|it| anchors.assign(it.to_owned()));
        assert_eq!(given, ["page-cards", "note-1", "a.page.b"]);
    }

    #[test]
    fn anchors_are_unique_even_against_their_own_numbering() {
        let mut anchors = Anchors::default();
        let given: Vec<_> =
            ["a", "a-1", "a", "", ""].map(|it| anchors.assign(it.to_owned())).into();
        assert_eq!(given, ["a", "a-1", "a-2", "section", "section-1"]);
    }
}
