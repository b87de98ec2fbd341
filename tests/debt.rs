//! What is known, what is excused and what is new, as people and CI see it.

use crate::commands::{book, code, err, out, run};
use std::{fs, path::Path};

/// Two decisions that owe a date and more, and a broken link: what a folder looks like that nobody
/// has checked before.
const LEGACY: &[(&str, &str)] = &[
    (
        "decisions/0001-use-kafka.md",
        "# 1. Use Kafka\n\n## Status\n\nAccepted\n\n## Context\n\nOrders get lost between services.\n\n\
         ## Decision\n\nWe put a log between them.\n\n## Consequences\n\nNone get lost, see \
         [there](gone.md).\n",
    ),
    (
        "decisions/0002-keep-the-queue.md",
        "# 2. Keep the queue\n\n## Status\n\nAccepted\n\n## Context\n\nIt works.\n\n## Decision\n\n\
         It stays as it is for another year.\n\n## Consequences\n\nNothing changes.\n",
    ),
];
const BAD: (&str, &str) = (
    "decisions/0003-go-on.md",
    "# 3. Go on\n\n## Status\n\nAccepted\n\n## Context\n\nSee [it](0001-use-kafca.md).\n\n\
     ## Decision\n\nWe go on as before.\n\n## Consequences\n\nFine.\n",
);

fn add(folder: &Path, (path, text): (&str, &str)) {
    fs::write(folder.join(path), text).unwrap();
}

#[test]
fn a_baseline_knows_the_debt_of_today_and_no_other() {
    let folder = book(LEGACY);
    let folder = folder.path();
    assert_eq!(code(&run(folder, &["check", "."])), 1);
    let taken = run(folder, &["baseline", ".", "--as-of", "2026-11-22"]);
    assert_eq!(code(&taken), 0, "{}", err(&taken));
    insta::assert_snapshot!(fs::read_to_string(folder.join("baseline.toml")).unwrap(), @r#"
    # What this book owed, and what was wrong with it, when this baseline was taken. `archbook check`
    # fails only on what is not in it. `archbook baseline --prune` removes what is met by now.

    known = [
      "broken-link/decisions/0001-use-kafka.md#gone.md",
      "costless-decision/ADR-0002",
      "undated-decision/ADR-0001",
      "undated-decision/ADR-0002",
      "unstarted-section/definition",
      "unstarted-section/deployment",
      "unstarted-section/development",
      "unstarted-section/tests",
    ]

    [policy]
    taken = 2026-11-22
    exclude = []
    "#);
    let known = run(folder, &["check", ".", "--deny", "warning"]);
    assert_eq!(code(&known), 0, "{}", out(&known));
    assert!(err(&known).contains("known to the baseline"));
    add(folder, BAD);
    let after = run(folder, &["check", ".", "--deny", "warning"]);
    assert_eq!(code(&after), 1);
    let told = out(&after);
    assert!(told.contains("0001-use-kafca.md") && told.contains("ADR-0003"), "{told}");
    assert!(!told.contains("ADR-0001") && !told.contains("ADR-0002"), "{told}");
    // What is mended leaves the baseline, and nothing new gets into it.
    let mended = LEGACY[0].1.replace("see [there](gone.md)", "at some cost");
    add(folder, (LEGACY[0].0, &mended));
    let pruned = run(folder, &["baseline", ".", "--prune"]);
    assert!(err(&pruned).contains("met since the last one"), "{}", err(&pruned));
    let text = fs::read_to_string(folder.join("baseline.toml")).unwrap();
    assert!(!text.contains("gone.md") && !text.contains("ADR-0003"), "{text}");
    assert_eq!(code(&run(folder, &["check", "."])), 1);
}

#[test]
fn an_earlier_report_shows_what_is_worse() {
    let folder = book(LEGACY);
    let folder = folder.path();
    let old = run(folder, &["check", ".", "--format", "json"]);
    fs::write(folder.join("old.json"), out(&old)).unwrap();
    let same = run(folder, &["check", ".", "--against", "old.json"]);
    assert_eq!(code(&same), 0, "{}", out(&same));
    assert!(err(&same).contains("Nothing changed."));
    add(folder, BAD);
    let superseded = LEGACY[1].1.replace("Accepted", "Deprecated");
    add(folder, (LEGACY[1].0, &superseded));
    let worse = run(folder, &["check", ".", "--against", "old.json", "--format", "markdown"]);
    assert_eq!(code(&worse), 1);
    insta::assert_snapshot!(out(&worse).split("## ").next().unwrap(), @r"
    Worse: 3

    - `broken-link/decisions/0003-go-on.md#0001-use-kafca.md`
    - `costless-decision/ADR-0003`
    - `undated-decision/ADR-0003`

    Owed no more: 2

    - `costless-decision/ADR-0002`
    - `undated-decision/ADR-0002`

    Status: 2

    - `ADR-0002`: accepted → deprecated
    - `ADR-0003`: - → accepted
    ");
    let text = run(folder, &["check", ".", "--against", "old.json"]);
    let told = out(&text);
    assert!(told.contains("0001-use-kafca.md") && !told.contains("gone.md"), "{told}");
    fs::write(folder.join("old.json"), "{}").unwrap();
    let none = run(folder, &["check", ".", "--against", "old.json"]);
    assert_eq!(code(&none), 2);
    assert!(err(&none).contains("old.json is no report of a check"), "{}", err(&none));
}

#[test]
fn a_waiver_is_written_and_holds() {
    let requirement = "---\nid: REQ-1\nkind: requirement\nstatus: accepted\npriority: must\n\
        topic: security\n---\n\n# Keep secrets\n\nNo key is ever written to a log or to a disk.\n";
    let files = [("requirements/REQ-1.md", requirement)];
    let folder = book(&files);
    let folder = folder.path();
    let day = ["--as-of", "2026-11-22"];
    let waive = |key: &str, until: &str| {
        let reason = ["--reason", "The team is being put together", "--owner", "Ann"];
        let arguments = ["waive", key, "--book", ".", "--expires", until];
        run(folder, &[&arguments[..], &reason, &day].concat())
    };
    let unknown = waive("unowned-requirement/REQ-2", "2027-01-31");
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("`unowned-requirement/REQ-2` is not owed"), "{}", err(&unknown));
    assert_eq!(code(&waive("unowned-requirement/REQ-1", "2027-01-31")), 0);
    insta::assert_snapshot!(fs::read_to_string(folder.join("waivers.toml")).unwrap(), @r#"
    [[waiver]]
    rule = "unowned-requirement"
    on = "REQ-1"
    reason = "The team is being put together"
    owner = "Ann"
    expires = 2027-01-31
    fingerprint = "ffa21e55f554791f"
    "#);
    let checked = run(folder, &[&["check", ".", "--deny", "warning"][..], &day].concat());
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    assert!(out(&checked).contains("+1 waived"), "{}", out(&checked));
    let explained = run(folder, &["explain", "REQ-1", "--book", "."]);
    assert!(out(&explained).contains("waived   unowned-requirement/REQ-1"), "{}", out(&explained));
    let again = waive("unowned-requirement/REQ-1", "2027-01-31");
    assert!(err(&again).contains("is waived already"));
    let later = run(folder, &["check", ".", "--as-of", "2027-02-01"]);
    assert_eq!(code(&later), 1);
    assert!(out(&later).contains("expired on 2027-01-31"), "{}", out(&later));
}
