//! What our own handbook says was measured names what measures it again.

use std::{fs, path::PathBuf};

/// Where pages say what was found out; elsewhere a figure is a promise or a limit.
const FOLDERS: &[&str] = &["decisions", "explorations", "objectives", "reviews"];
/// What follows a figure of time, of size or of share.
const UNITS: &[&str] = &["µs", "ms", "s", "seconds", "KB", "KiB", "MB", "MiB", "GB", "%"];
/// How a command begins that somebody can type.
const COMMANDS: &[&str] = &["`cargo ", "`time ", "`archbook "];

/// The first figure with a unit, if there is one: both in a text, or the unit at the head of a column.
fn figure(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_digit())
            && it.chars().all(|it| it.is_ascii_digit() || ",.".contains(it))
    };
    let in_text = words.windows(2).find(|it| {
        let unit = it[1].trim_end_matches([',', '.', ':', ';', ')']);
        is_number(it[0].trim_start_matches('(')) && UNITS.contains(&unit)
    });
    let heads = text.lines().zip(text.lines().skip(1)).filter(|(_, rule)| rule.starts_with("| -"));
    let in_head = heads.map(|(head, _)| head).find(|head| {
        let mut words = head.split([' ', ',']);
        words.any(|it| UNITS.contains(&&*it.to_lowercase()) || UNITS.contains(&it))
    });
    in_text.map(|it| it.join(" ")).or(in_head.map(str::to_owned))
}

#[test]
fn who_states_a_figure_says_what_measures_it() {
    let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut count = 0;
    for folder in FOLDERS {
        for page in fs::read_dir(content.join(folder)).unwrap() {
            let page = page.unwrap().path();
            let text = fs::read_to_string(&page).unwrap();
            let Some(figure) = figure(&text) else { continue };
            let says = COMMANDS.iter().any(|it| text.contains(it));
            assert!(says, "{}: what measures `{figure}`?", page.display());
            count += 1;
        }
    }
    assert!(count >= 8, "only {count} pages of our handbook state a figure");
}

#[test]
fn figures_are_found_in_sentences_and_in_tables() {
    assert_eq!(figure("It takes 1.5 s."), Some("1.5 s.".to_owned()));
    assert_eq!(figure("(48 ms)"), Some("(48 ms)".to_owned()));
    assert_eq!(figure("| a | Peak, MB |\n| --- | ---: |\n"), Some("| a | Peak, MB |".to_owned()));
    assert_eq!(figure("17 records in 3 s-shaped rows"), None);
}
