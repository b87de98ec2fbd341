//! What changed between two checks: the gate of a pull request.

use super::checked::{Checked, Owed, Stage, State};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// How many lines of each sort are told.
const LINES_MAX: usize = 50;

/// What changed from one check to another. All keys are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// What is wrong or unmet now and was not before, or matters more now.
    pub worse: Vec<String>,
    /// What was wrong or unmet before and is mended or met.
    pub better: Vec<String>,
    /// What is owed now and was not before, and is met.
    pub gained: Vec<String>,
    /// What was owed before and is not any more.
    pub lost: Vec<String>,
    /// Records that stand otherwise now: which, how before, how now. `-` is unknown or not there.
    pub statuses: Vec<(String, String, String)>,
    /// How far each stage was and is, where the book asks something else of itself now.
    pub policy: Vec<(String, String, String)>,
}

impl Delta {
    /// Compares an earlier check with a later one.
    pub fn between(old: &Checked, new: &Checked) -> Self {
        let (before, now) = (trouble(old), trouble(new));
        let worse = now.iter().filter(|(key, rank)| before.get(*key).is_none_or(|it| it < *rank));
        let owed = |it: &Checked| -> BTreeSet<String> {
            it.obligations.iter().map(|it| it.key.clone()).collect()
        };
        let (owed_before, owed_now) = (owed(old), owed(new));
        let lost: BTreeSet<String> = owed_before.difference(&owed_now).cloned().collect();
        let better = before.keys().filter(|it| !now.contains_key(*it) && !lost.contains(**it));
        let gained = owed_now.difference(&owed_before).filter(|it| !now.contains_key(it.as_str()));
        Self {
            worse: worse.map(|(key, _)| (*key).to_owned()).collect(),
            better: better.map(|key| (*key).to_owned()).collect(),
            gained: gained.cloned().collect(),
            lost: lost.into_iter().collect(),
            statuses: statuses(old, new),
            policy: policy(old, new),
        }
    }

    /// The keys of the later check that are no news, for all who tell only news.
    pub fn known(&self, new: &Checked) -> BTreeSet<String> {
        let worse: BTreeSet<&str> = self.worse.iter().map(String::as_str).collect();
        trouble(new).into_keys().filter(|it| !worse.contains(it)).map(ToOwned::to_owned).collect()
    }

    /// What changed, in lines of Markdown that read as plain text too.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut list = |title: &str, lines: Vec<String>| {
            if lines.is_empty() {
                return;
            }
            writeln!(text, "{title}: {}\n", lines.len()).expect("writing to a string cannot fail");
            for line in lines.iter().take(LINES_MAX) {
                writeln!(text, "- {line}").expect("writing to a string cannot fail");
            }
            if lines.len() > LINES_MAX {
                writeln!(text, "- and {} more", lines.len() - LINES_MAX)
                    .expect("writing to a string cannot fail");
            }
            text.push('\n');
        };
        let coded = |keys: &[String]| keys.iter().map(|key| format!("`{key}`")).collect();
        let changed = |all: &[(String, String, String)]| {
            all.iter().map(|(what, old, new)| format!("`{what}`: {old} → {new}")).collect()
        };
        list("Worse", coded(&self.worse));
        list("Better", coded(&self.better));
        list("Owed now, and met", coded(&self.gained));
        list("Owed no more", coded(&self.lost));
        list("Status", changed(&self.statuses));
        list("The book asks something else of itself; its stages", changed(&self.policy));
        if text.is_empty() { "Nothing changed.\n\n".to_owned() } else { text }
    }
}

/// The keys of everything that is wrong or not met, each with how much it matters.
fn trouble(checked: &Checked) -> BTreeMap<&str, u8> {
    let unmet = |it: &&Owed| matches!(it.state, State::Unmet | State::Unknown);
    let owed = checked.obligations.iter().filter(unmet).map(|it| (it.key.as_str(), &it.severity));
    let found = checked.findings.iter().map(|it| (it.key.as_str(), &it.severity));
    owed.chain(found).map(|(key, severity)| (key, rank(severity))).collect()
}

fn rank(severity: &str) -> u8 {
    match severity {
        "error" => 3,
        "warning" => 2,
        _ => 1,
    }
}

fn statuses(old: &Checked, new: &Checked) -> Vec<(String, String, String)> {
    let names: BTreeSet<&String> = old.statuses.keys().chain(new.statuses.keys()).collect();
    let of = |it: &Checked, name: &str| {
        it.statuses.get(name).cloned().flatten().unwrap_or_else(|| "-".to_owned())
    };
    let all = names.into_iter().map(|name| (name.clone(), of(old, name), of(new, name)));
    all.filter(|(_, before, now)| before != now).collect()
}

fn policy(old: &Checked, new: &Checked) -> Vec<(String, String, String)> {
    if old.policy == new.policy {
        return Vec::new();
    }
    let of = |stages: &[Stage], name: &str| {
        let stage = stages.iter().find(|it| it.name == name);
        let numbers = stage.map(|it| &it.numbers).filter(|it| it.total > 0);
        numbers.map_or_else(|| "-".to_owned(), |it| format!("{}/{}", it.met, it.total))
    };
    let names = new.stages.iter().map(|it| &it.name);
    names.map(|name| (name.clone(), of(&old.stages, name), of(&new.stages, name))).collect()
}
