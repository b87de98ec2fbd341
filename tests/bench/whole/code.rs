//! Code as records quote it: eight languages, and no two blocks alike, so that nothing is gained by
//! remembering.

use super::chance::Chance;

const NAMES: &[&str] = &[
    "ledger", "tenant", "invoice", "session", "shard", "payment", "replica", "budget", "quota",
    "region", "stream", "backup",
];

const BLOCKS: &[(&str, &str)] = &[
    (
        "rust",
        r#"use std::collections::BTreeMap;

/// At most LIMIT of them for each NAME.
#[derive(Debug, Default)]
pub struct Window<'a> {
    seen: BTreeMap<&'a str, u64>,
}

impl<'a> Window<'a> {
    pub fn admit(&mut self, NAME: &'a str) -> Result<u64, String> {
        let count = self.seen.entry(NAME).or_default();
        if *count >= LIMIT {
            return Err(format!("{NAME} is over OTHER: {count}"));
        }
        *count += 1; // told to whoever asks within SMALL ms
        Ok(*count)
    }
}
"#,
    ),
    (
        "yaml",
        r#"apiVersion: batch/v1
kind: CronJob
metadata:
  name: NAME-OTHER
  labels: { stage: live, cost: "LIMIT" }
spec:
  schedule: "SMALL 3 * * *"
  jobTemplate:
    spec:
      containers:
        - name: NAME
          image: store.example/NAME:LIMIT.SMALL
          # since the review of last year
          env:
            - { name: OTHER_LIMIT, value: "LIMIT" }
"#,
    ),
    (
        "sql",
        r"-- what is left of each NAME
CREATE TABLE NAME_OTHER (
    id      BIGINT PRIMARY KEY,
    owner   UUID NOT NULL REFERENCES OTHER (id),
    amount  NUMERIC(SMALL, 2) NOT NULL DEFAULT 0,
    at      TIMESTAMPTZ NOT NULL DEFAULT now()
);

SELECT owner, sum(amount) AS total
FROM NAME_OTHER
WHERE at > now() - INTERVAL 'SMALL days' AND amount <> 0
GROUP BY owner HAVING count(*) > LIMIT
ORDER BY total DESC;
",
    ),
    (
        "bash",
        r#"#!/bin/sh
set -eu
name="${1:?which NAME}"
for at in $(seq 1 SMALL); do
  if ! curl --fail --silent "https://NAME.example/OTHER?at=${at}" > "/tmp/$name.json"; then
    echo "NAME ${at} does not answer" >&2
    exit LIMIT
  fi
done
jq -r '.[] | select(.OTHER > LIMIT) | .id' "/tmp/$name.json" | sort | uniq -c
"#,
    ),
    (
        "python",
        r#"from dataclasses import dataclass


@dataclass
class Quota:
    """How much of a NAME is left."""

    limit: int = LIMIT
    used: dict[str, int] | None = None

    def take(self, OTHER: str, amount: int = SMALL) -> bool:
        used = self.used or {}
        left = self.limit - used.get(OTHER, 0)  # never below zero
        return left >= amount and not OTHER.startswith("NAME-")
"#,
    ),
    (
        "json",
        r#"{
  "NAME": { "limit": LIMIT, "burst": SMALL, "strict": true },
  "OTHER": [
    { "region": "north", "weight": 0.SMALL, "owner": null },
    { "region": "south", "weight": 0.LIMIT, "owner": "NAME" }
  ]
}
"#,
    ),
    (
        "toml",
        r#"# what a NAME may take
[NAME.OTHER]
enabled = true
limit = LIMIT
regions = ["north", "south"]
until = 2027-03-14
"#,
    ),
    (
        "typescript",
        r#"interface NAMEState { OTHER: string; left: number }

export async function refill(states: NAMEState[], by = SMALL): Promise<number> {
  const open = states.filter((it) => it.left < LIMIT && !it.OTHER.startsWith("x"));
  for (const it of open) it.left += by; // in place: nobody else holds them
  return open.length;
}
"#,
    ),
];

/// A fenced block.
pub(crate) fn block(chance: &mut Chance) -> String {
    let (language, text) = BLOCKS[chance.below(BLOCKS.len())];
    let (name, other) = (chance.one(NAMES), chance.one(NAMES));
    let text = text.replace("NAME", name).replace("OTHER", other);
    let (limit, small) = (10 + chance.below(980), 10 + chance.below(50));
    let text = text.replace("LIMIT", &limit.to_string()).replace("SMALL", &small.to_string());
    format!("```{language}\n{text}```\n\n")
}
