//! `audit.csv`: what is excused and what does not apply, who answers for it, and until when.

use super::csv::row;
use crate::{
    handbook::Handbook,
    report::{Report, State},
};
use serde::{Deserialize, Serialize};

/// Why something that is not met does not count against the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excuse {
    /// The key of the obligation.
    pub key: String,
    /// Why.
    pub reason: String,
    /// Who answers for it; none where the record itself says so.
    pub owner: Option<String>,
    /// The last day it counts, or the day to look again, as 2026-03-14; none where there is none.
    pub until: Option<String>,
}

/// Every waiver, everything that does not apply and everything the baseline knows, one a row.
pub fn audit(handbook: &Handbook, report: &Report) -> String {
    let line = |what: &str, it: &Excuse| {
        let [owner, until] = [&it.owner, &it.until].map(|it| it.as_deref().unwrap_or_default());
        row([what, &it.key, &it.reason, owner, until])
    };
    let mut text = row(["what", "key", "reason", "owner", "until"]);
    text.extend(waivers(report).iter().map(|it| line("waiver", it)));
    text.extend(not_applicable(handbook, report).iter().map(|it| line("not applicable", it)));
    text.extend(report.known.iter().map(|key| row(["baseline", key, "", "", ""])));
    text
}

/// The waivers that count.
pub(super) fn waivers(report: &Report) -> Vec<Excuse> {
    let waivers = report.waivers.iter().map(|it| Excuse {
        key: it.key.clone(),
        reason: it.reason.clone(),
        owner: Some(it.owner.clone()),
        until: Some(it.expires.to_string()),
    });
    waivers.collect()
}

/// What does not apply, as `book.toml` or the record says.
pub(super) fn not_applicable(handbook: &Handbook, report: &Report) -> Vec<Excuse> {
    let excuses = report.obligations.iter().filter_map(|it| {
        let State::NotApplicable(reason) = &it.state else {
            return None;
        };
        let (key, reason) = (it.key(handbook), reason.clone());
        let declared = &handbook.config.not_applicable;
        let declared = declared.iter().find(|it| *it.obligation.get_ref() == key);
        let owner = declared.map(|it| it.owner.clone());
        let until = declared.map(|it| it.review_by.to_string());
        Some(Excuse { key, reason, owner, until })
    });
    excuses.collect()
}
