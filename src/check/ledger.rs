//! What the handbook owes under its method, and how each obligation stands.

mod asked;
mod demand;
mod evidence;
mod gated;
mod policy;
mod shared;
mod single;
mod words;

use crate::{
    finding::{Finding, Severity},
    handbook::Handbook,
    method::StageIndex,
    report::{Debtor, Obligation, State},
};
use asked::Asked;
pub use evidence::evidence;
pub(super) use policy::Policy;
use rayon::prelude::*;

/// Every obligation: the book's first, then entry by entry in reading order. Waivers come later.
pub(super) fn obligations(handbook: &Handbook, policy: &Policy) -> (Vec<Obligation>, Vec<Finding>) {
    let (asked, findings) = asked::bind(handbook, policy);
    let (mut obligations, single): (Vec<Obligation>, _) = rayon::join(
        || asked.par_iter().flat_map(|rule| shared::obligations(handbook, policy, rule)).collect(),
        || single::obligations(handbook, policy, &asked),
    );
    obligations.extend(single);
    (obligations, findings)
}

/// How an obligation comes out.
enum Outcome {
    Met,
    /// Not met; what the names in the rule's message stand for.
    Unmet(Details),
    NotApplicable(String),
    Unknown(String),
}

/// Names in the message of a rule, and what they stand for here.
type Details = Vec<(&'static str, String)>;

impl Asked<'_> {
    /// The obligation that an outcome makes; what is not met may have been declared not applicable.
    fn obligation(
        &self,
        (handbook, policy): (&Handbook, &Policy),
        (by, stage, severity): (Debtor, StageIndex, Severity),
        outcome: Outcome,
        details: impl FnOnce() -> Details,
    ) -> Obligation {
        let mut owed = Obligation { rule: self.at, severity, stage, by, state: State::Met };
        owed.state = match outcome {
            Outcome::Met => State::Met,
            Outcome::Unmet(mut names) => {
                if let Some(reason) = policy.excuse(|| owed.key(handbook)) {
                    State::NotApplicable(reason.to_owned())
                } else {
                    names.extend(details());
                    State::Unmet(filled(&self.rule.message, &names))
                }
            }
            Outcome::NotApplicable(reason) => State::NotApplicable(reason),
            Outcome::Unknown(reason) => State::Unknown(reason),
        };
        owed
    }
}

/// A message with what its names in braces stand for; what stands for nothing is left as it is.
fn filled(message: &str, names: &Details) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        let meant = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = names.iter().find(|(it, _)| *it == name)?;
            Some((value.as_str(), after))
        });
        let (value, after) = meant.unwrap_or(("{", after));
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text + rest
}
