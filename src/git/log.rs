//! What `git log` says, as changes of files.

use crate::{
    source::Change,
    text::{BookPath, Date},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What to ask `git log` for, so that [`changes`] understands it: every commit begins with a byte
/// that no text holds, and every item ends with another one (git-log(1), *pretty formats*, `-z`).
pub(super) const FORMAT: &[&str] =
    &["--format=%x01%H%x00%at%x00%aN", "--name-only", "--no-renames", "--relative", "-z"];

/// How every file changed, from a log whose newest commit comes first. What is no text, and files
/// of names that no book can have, are left out.
pub(super) fn changes(log: &[u8]) -> BTreeMap<BookPath, Change> {
    let mut changes: BTreeMap<BookPath, Change> = BTreeMap::new();
    let mut names: BTreeSet<Arc<str>> = BTreeSet::new();
    for commit in log.split(|byte| *byte == 1) {
        let mut items = commit.split(|byte| *byte == 0).map(std::str::from_utf8);
        let (Some(Ok(hash)), Some(Ok(time)), Some(Ok(author))) =
            (items.next(), items.next(), items.next())
        else {
            continue;
        };
        let Some(day) = time.parse().ok().and_then(Date::from_unix) else {
            continue;
        };
        let author = named(&mut names, author);
        let hash: Arc<str> = hash.into();
        let files = items.filter_map(Result::ok).map(|it| it.trim_start_matches('\n'));
        for path in files.filter(|it| !it.is_empty()).filter_map(BookPath::new) {
            let change = changes.entry(path).or_insert_with(|| Change {
                created: day,
                updated: day,
                commit: Arc::clone(&hash),
                authors: Vec::new(),
            });
            change.created = change.created.min(day);
            if !change.authors.contains(&author) {
                change.authors.push(Arc::clone(&author));
            }
        }
    }
    changes
}

/// One text for each name.
fn named(names: &mut BTreeSet<Arc<str>>, name: &str) -> Arc<str> {
    if let Some(known) = names.get(name) {
        return Arc::clone(known);
    }
    let name: Arc<str> = name.into();
    names.insert(Arc::clone(&name));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_commit_of_a_file_comes_first() {
        let log = b"\x01c3\x001772448000\0Ann\0\na b.md\0c/d.md\0\
            \x01c2\x001772361600\0Bob\0\na b.md\0\
            \x01c1\x001772275200\0Ann\0\na b.md\0../up.md\0\xff.md\0";
        let changes = changes(log);
        let shown: Vec<String> = changes
            .iter()
            .map(|(path, it)| {
                let (authors, Change { created, updated, commit, .. }) =
                    (it.authors.join(", "), it);
                format!("{path}: {created} to {updated} in {commit} by {authors}")
            })
            .collect();
        assert_eq!(
            shown,
            [
                "a b.md: 2026-02-28 to 2026-03-02 in c3 by Ann, Bob",
                "c/d.md: 2026-03-02 to 2026-03-02 in c3 by Ann"
            ]
        );
    }

    #[test]
    fn what_is_no_log_says_nothing() {
        for log in [&b""[..], b"\x01", b"fatal: not a repository", b"\x01c\0soon\0Ann\0a.md\0"] {
            assert_eq!(changes(log), BTreeMap::new());
        }
    }
}
