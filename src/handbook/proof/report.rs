//! A run, indexed by what a test may ask of it.

use crate::{
    evidence::{Case, Run, Tally},
    page::Id,
    text::{Date, key},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::OnceLock,
};

/// The properties that say which record a case is about.
const SUBJECTS: &[&str] = &["requirement", "requirements", "verifies", "test"];

/// A run, indexed.
pub(super) struct Report {
    run: Run,
    /// The cases that say they are about a record, by the key of its id.
    about: BTreeMap<String, Vec<About>>,
    /// Every way to name a case, in order; made when a test first names cases.
    names: OnceLock<Vec<(String, usize)>>,
}

/// Some cases that are about a record.
struct About {
    /// The criterion that they are about; `None` for all of the record.
    anchor: Option<String>,
    cases: Range<usize>,
}

impl Report {
    pub(super) fn new(run: Run) -> Self {
        Self { about: about(&run), names: OnceLock::new(), run }
    }

    pub(super) fn day(&self) -> Option<Date> {
        self.run.day
    }

    /// Counts the cases that go by this name. Without a name, counts those that say they are about
    /// one of the `subjects`; and if none says what it is about, all.
    pub(super) fn tally(
        &self,
        name: &str,
        subjects: impl FnOnce() -> Vec<(String, Option<String>)>,
    ) -> Tally {
        if name.is_empty() && self.about.is_empty() {
            return Tally::of(&self.run.cases);
        }
        let cases = if name.is_empty() { self.cases_about(&subjects()) } else { self.named(name) };
        Tally::of(cases.into_iter().map(|at| &self.run.cases[at]))
    }

    fn named(&self, name: &str) -> BTreeSet<usize> {
        let names = self.names.get_or_init(|| names(&self.run));
        let first = names.partition_point(|(it, _)| it.as_str() < name);
        let found = names[first..].iter().take_while(|(it, _)| it.starts_with(name));
        found.map(|(_, at)| *at).collect()
    }

    fn cases_about(&self, subjects: &[(String, Option<String>)]) -> BTreeSet<usize> {
        let about = subjects.iter().flat_map(|(id, anchor)| {
            let about = self.about.get(id).into_iter().flatten();
            about.filter(move |it| it.anchor.is_none() || anchor.is_none() || it.anchor == *anchor)
        });
        // A suite may say the same a thousand times, and yet its cases are counted off once.
        let ranges: BTreeSet<(usize, usize)> =
            about.map(|it| (it.cases.start, it.cases.end)).collect();
        ranges.into_iter().flat_map(|(start, end)| start..end).collect()
    }
}

/// Everything that cases go by, in order.
fn names(run: &Run) -> Vec<(String, usize)> {
    let of_case = |(case, at): (&Case, usize)| {
        let Case { class, name, file, .. } = case;
        let both = [format!("{class}.{name}"), format!("{class}::{name}")];
        let names = both.into_iter().chain([name.clone(), file.clone()]);
        names.filter(|it| !it.is_empty()).map(move |it| (it, at))
    };
    let mut names: Vec<(String, usize)> = run.cases.iter().zip(0..).flat_map(of_case).collect();
    names.par_sort_unstable();
    names
}

/// Which cases are about what. One property may name several records.
fn about(run: &Run) -> BTreeMap<String, Vec<About>> {
    let mut about: BTreeMap<String, Vec<About>> = BTreeMap::new();
    let telling = run.properties.iter().filter(|it| SUBJECTS.contains(&key(&it.name).as_str()));
    for property in telling {
        for subject in property.value.split([',', ';', '\n']) {
            let (id, anchor) = subject.split_once('#').unwrap_or((subject, ""));
            let anchor = Some(anchor.trim().to_owned()).filter(|it| !it.is_empty());
            let cases = property.cases.clone();
            about.entry(Id(id.trim().to_owned()).key()).or_default().push(About { anchor, cases });
        }
    }
    about
}
