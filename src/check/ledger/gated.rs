//! Whether what is deployed was shown to do what is required of it.

use super::{Details, demand::ends};
use crate::handbook::{EntryIndex, Handbook};
use crate::method::Meaning;
use std::collections::BTreeSet;

/// What a deployment lacks, following relations from it to the requirements behind what it deploys,
/// and from these to their tests.
pub(super) fn lacking(
    handbook: &Handbook,
    at: EntryIndex,
    path: &[String],
    by: &str,
    naming: &str,
) -> Option<Details> {
    let lacks = |text: String| Some(vec![("lacks", text)]);
    let label = |at: &EntryIndex| format!("`{}`", handbook.label(*at));
    let behind = follow(handbook, at, path);
    let required: Vec<EntryIndex> = behind.into_iter().filter(|it| holds(handbook, *it)).collect();
    if required.is_empty() {
        return lacks("no requirement in force is behind what it deploys".to_owned());
    }
    let mut tests = BTreeSet::new();
    for requirement in &required {
        let own: Vec<EntryIndex> = ends(handbook, *requirement, by)
            .into_iter()
            .filter(|it| holds(handbook, *it))
            .collect();
        if own.is_empty() {
            return lacks(format!("no test in force verifies {}", label(requirement)));
        }
        tests.extend(own);
    }
    if let Some(left) = tests.iter().find(|it| !is_named(handbook, at, **it, naming)) {
        return lacks(format!("{} is left out, without a reason", label(left)));
    }
    let proven = |it: &&EntryIndex| {
        handbook.entry(**it).proof.as_ref().is_some_and(crate::handbook::Proof::is_proven)
    };
    let unproven = tests.iter().find(|it| !proven(it))?;
    lacks(format!("{} has not passed", label(unproven)))
}

/// What is reached from an entry by following relations, one after the other. What has no such
/// relation leads nowhere.
fn follow(handbook: &Handbook, from: EntryIndex, path: &[String]) -> BTreeSet<EntryIndex> {
    path.iter().fold(BTreeSet::from([from]), |near, relation| {
        near.into_iter().flat_map(|at| ends(handbook, at, relation)).collect()
    })
}

fn holds(handbook: &Handbook, at: EntryIndex) -> bool {
    handbook.meaning(at) == Some(Meaning::InForce) && handbook.entry(at).eligible
}

/// Whether a deployment waits for a test: where it names none it waits for all, and where it says
/// why it names fewer, only for those.
fn is_named(handbook: &Handbook, at: EntryIndex, test: EntryIndex, naming: &str) -> bool {
    let part = handbook.part(at);
    let Some(field) = part.field(naming) else {
        return true;
    };
    let reasoned = part.text(&format!("{naming}-because")).is_some_and(|it| it.trim().len() > 3);
    let label = handbook.label(test);
    reasoned || field.value.texts().iter().any(|it| it.value.trim().eq_ignore_ascii_case(label))
}
