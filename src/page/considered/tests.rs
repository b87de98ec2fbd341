//! What is read of options, however they are written.

use super::*;
use crate::{page::read, source::Source, text::BookPath};
use std::sync::Arc;

/// Each option as `name: fate, heading: +for -against`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let path = BookPath::new("0001-x.md").unwrap();
    let page = read(&Arc::new(Source { path, text: text.into() }));
    let sign = |sort| match sort {
        Sort::Good => "+",
        Sort::Bad => "-",
        _ => "·",
    };
    let show = |it: &Considered| {
        let mut shown = format!("{}: {:?}", it.name, it.fate);
        if let Some(about) = it.about {
            shown.extend([" (", text[about.range()].trim_end(), ")"]);
        }
        for argument in &it.arguments {
            shown.extend([" ", sign(argument.sort), &text[argument.span.range()]]);
        }
        shown
    };
    let found: Vec<_> = page.parts.iter().flat_map(|it| &it.considered).map(show).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_option_that_is_named_was_chosen() {
    let text = "# X\n\n## Considered Options\n\n* A log\n* A log and a *table*\n\n## Outcome\n\n";
    for chosen in
        ["Chosen option: \"A log\", because", "**Chosen:** a log. It is", "Chosen: [A log](#x)"]
    {
        check(&format!("{text}{chosen}"), &["A log: Chosen", "A log and a table: Left"]);
    }
    for chosen in ["Chosen option: 'A log and a \"table\"', since", "Chosen: and a table"] {
        check(&format!("{text}{chosen}"), &["A log: Left", "A log and a table: Chosen"]);
    }
    for unsure in ["Chosen option: none of them", "A log", "Chosen: a", "Chosen:"] {
        check(&format!("{text}{unsure}"), &["A log: Unsaid", "A log and a table: Unsaid"]);
    }
    let table = "# X\n\n## Options\n\n|o|\n|-|\n|A log|\n|B|\n\nChosen: B";
    check(table, &["A log: Left", "B: Chosen"]);
}

#[test]
fn an_option_that_a_list_and_a_table_name_is_one() {
    let text = "# X\n\n## Considered options\n\n- **A**: it is fast\n- **B**: it is cheap\n\n\
                | Option | Cost |\n|---|---|\n| A | 3 |\n| B | 1 |\n\nChosen: B\n";
    check(text, &["A: Left (it is fast)", "B: Chosen (it is cheap)"]);
}

#[test]
fn arguments_belong_to_the_option_above_them() {
    check(
        "# X\n\n## Considered Options\n\n* [Kafka](https://kafka.apache.org)\n* Option 2: Files\n\n\
         ## Decision Outcome\n\nChosen option: \"Option 2\"\n\n\
         ## Pros and Cons of the Options\n\n### Kafka\n\nA log.\n\n* Good, because it is fast\n\
         * Bad, it is another server\n\n### Files\n\n#### Pros\n\n* cheap\n\n#### Cons\n\n* slow\n\
         * Good: known\n\n## Consequences\n\n* Bad, because it grows\n",
        &[
            "Kafka: Left (A log.) +it is fast -it is another server",
            "Files: Chosen +cheap -slow +known",
        ],
    );
}

#[test]
fn alternatives_were_not_chosen() {
    check(
        "# X\n\n## Alternatives considered\n\nThere were two.\n\n### Nothing\n\nIt would cost.\n\n\
         ### 2. `Map`\n\n### Why not both?\n",
        &["Nothing: Left (It would cost.)", "Map: Left"],
    );
    check(
        "# X\n\n## Betrachtete Alternativen\n\n*   **Dagger/Hilt:** zu groß.\n*   Von Hand - zu viel\n",
        &["Dagger/Hilt: Left (zu groß.)", "Von Hand: Left (zu viel)"],
    );
    check(
        "# X\n\n## Alternatives Considered\n\n**Renumber the ADRs.** Rejected: it costs.\n\n\
         **An index** by hand.\n\nIt drifts.\n",
        &["Renumber the ADRs: Left (Rejected: it costs.)", "An index: Left (by hand.)"],
    );
    check("# X\n\n## Considered alternatives\n\n* A\n* B\n", &["A: Unsaid", "B: Unsaid"]);
    check("---\nalternatives: [Kafka, Files]\n---\n# X\n", &["Kafka: Left", "Files: Left"]);
}

#[test]
fn what_a_template_leaves_is_no_option() {
    check("# X\n\n## Options\n\n* {title of option 1}\n* [option 2]\n* …\n", &[]);
    let questions = "# X\n\n## Rationale and alternatives\n\n- Why is this the best?\n";
    check(questions, &[]);
}

#[test]
fn a_decision_on_a_page_of_many_has_options_of_its_own() {
    check(
        "# All\n\n## ADR-001 Log\n\n### Options\n\n- A\n- B\n\nChosen: A\n\n## ADR-002 Login\n\n\
         ### Options\n\n- A\n- C\n",
        &["A: Chosen", "B: Left", "A: Unsaid", "C: Unsaid"],
    );
}
