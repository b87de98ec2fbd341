//! Waivers: what is owed and excused for a while, and excuses that do not count.

use crate::{
    config::Waiver,
    finding::{Finding, Severity},
    handbook::{Handbook, fingerprint},
    report::{Obligation, State, Waived},
    text::{BookPath, Span},
};
use std::collections::BTreeMap;

/// No excuse lasts longer.
const DAYS_MAX: i32 = 180;
/// A reason is a sentence.
const REASON_WORDS_MIN: usize = 3;

/// Excuses what waivers excuse, and says which waivers do not count.
pub(super) fn apply(
    handbook: &Handbook,
    obligations: &mut [Obligation],
) -> (Vec<Waived>, Vec<Finding>) {
    let (written, mut findings) = written(handbook);
    let asked = |it: &&(&BookPath, Waiver), rule: &str| it.1.rule.get_ref() == rule;
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for (at, it) in obligations.iter().enumerate() {
        let rule = &handbook.method.rule(it.rule).name;
        if written.iter().any(|waiver| asked(&waiver, rule)) {
            keys.insert(it.key(handbook), at);
        }
    }
    let mut waived = Vec::new();
    for (path, waiver) in &written {
        let key = format!("{}/{}", waiver.rule.get_ref(), waiver.on.get_ref());
        let owed = keys.get(&key).copied();
        let excuse = Excuse { handbook, path, waiver, key };
        let state = owed.map(|at| &obligations[at]);
        if let Some(flaw) = excuse.flaw(state, || keys.keys().map(String::as_str).collect()) {
            findings.push(flaw);
        } else if let Some(at) = owed
            && let State::Unmet(message) = &obligations[at].state
        {
            obligations[at].state = State::Waived(message.clone(), waived.len());
            waived.extend(excuse.counts());
        }
    }
    (waived, findings)
}

/// Every waiver with the file it is written in.
fn written(handbook: &Handbook) -> (Vec<(&BookPath, Waiver)>, Vec<Finding>) {
    let sources = &handbook.sources;
    let (own, findings) = Waiver::parse(&sources.waivers);
    let own = own.into_iter().map(|it| (&sources.waivers.path, it));
    let others = handbook.config.waivers.iter().map(|it| (&sources.config.path, it.clone()));
    (own.chain(others).collect(), findings)
}

/// One waiver, and what it is about.
struct Excuse<'a> {
    handbook: &'a Handbook,
    path: &'a BookPath,
    waiver: &'a Waiver,
    key: String,
}

impl Excuse<'_> {
    /// Why it does not count.
    fn flaw<'k>(
        &self,
        owed: Option<&Obligation>,
        known: impl FnOnce() -> Vec<&'k str>,
    ) -> Option<Finding> {
        let Self { handbook, waiver, key, .. } = self;
        let today = handbook.sources.as_of;
        let Some(owed) = owed else {
            let message = format!("`{key}` is not owed");
            let near = known().into_iter().min_by_key(|it| strsim::osa_distance(it, key));
            let finding = self.finding("orphaned-waiver", Severity::Error, message);
            return Some(match near.filter(|it| strsim::osa_distance(it, key) <= 3) {
                Some(near) => finding.note(format!("`{near}` is")),
                None => finding.note("remove the waiver"),
            });
        };
        match &owed.state {
            State::Met | State::NotApplicable(_) => {
                let message = format!("`{key}` is met by now");
                Some(
                    self.finding("orphaned-waiver", Severity::Error, message)
                        .note("remove the waiver"),
                )
            }
            // Of two waivers for one thing, the first counts.
            State::Waived(..) => Some(self.finding(
                "orphaned-waiver",
                Severity::Error,
                format!("`{key}` is waived already"),
            )),
            State::Unmet(_) | State::Unknown(_) => self.unsigned(owed).or_else(|| {
                let expires = waiver.expires.filter(|it| *it < today)?;
                let message = format!("the waiver of `{key}` expired on {expires}");
                Some(self.finding("expired-waiver", Severity::Error, message))
            }),
        }
    }

    /// What it lacks to be one that somebody answers for.
    fn unsigned(&self, owed: &Obligation) -> Option<Finding> {
        let Self { handbook, waiver, key, .. } = self;
        let today = handbook.sources.as_of;
        let words = waiver.reason.split_whitespace().count();
        let lacks = |what: &str| {
            let message = format!("the waiver of `{key}` {what}");
            Some(
                self.finding("unsigned-waiver", Severity::Error, message).note("it does not count"),
            )
        };
        if words < REASON_WORDS_MIN {
            return lacks("has no reason, in a sentence");
        }
        if waiver.owner.trim().is_empty() {
            return lacks("has no owner");
        }
        let Some(expires) = waiver.expires else {
            return lacks("does not expire");
        };
        if expires.days_since(today) > DAYS_MAX {
            return lacks(&format!("expires in more than {DAYS_MAX} days"));
        }
        let entry = owed.by.entry()?;
        let now = fingerprint(handbook, entry);
        if waiver.fingerprint.is_empty() {
            let line = format!("fingerprint = \"{now}\"");
            let end = Span::from(waiver.on.span()).end;
            let place = Span { start: end, end };
            let finding = lacks("has no fingerprint of what it excuses")?;
            return Some(finding.fix(place, format!("add `{line}`"), format!("\n{line}")));
        }
        let changed = waiver.fingerprint != now;
        changed.then(|| {
            let message = format!("`{}` has changed since it was excused", handbook.label(entry));
            let finding = self.finding("expired-waiver", Severity::Error, message);
            finding.note(format!("if it still holds, set `fingerprint = \"{now}\"`"))
        })
    }

    fn counts(self) -> Option<Waived> {
        let Waiver { reason, owner, expires, .. } = self.waiver;
        let (reason, owner) = (reason.trim().to_owned(), owner.trim().to_owned());
        Some(Waived { key: self.key, reason, owner, expires: (*expires)? })
    }

    fn finding(&self, rule: &'static str, severity: Severity, message: String) -> Finding {
        let span = Span::from(self.waiver.rule.span());
        Finding::new(rule, severity, self.path, span, message).about(self.key.clone())
    }
}
