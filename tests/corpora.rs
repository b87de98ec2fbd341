//! Books that nobody here wrote, in the folder that `ARCHBOOK_CORPORA` names.

use crate::{
    commands::{code, err, out, run},
    crawl,
    first_run::files,
    published::{read, site_of},
};
use archbook::{page::FileName, text::BookPath};
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const DAY: &[&str] = &["--as-of", "2026-11-22"];

/// The folders of real books; none, said aloud, where they are not at hand.
fn corpora() -> Vec<PathBuf> {
    let Some(corpora) = env::var_os("ARCHBOOK_CORPORA") else {
        eprintln!("skipped: ARCHBOOK_CORPORA names no folder of real books");
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> =
        fs::read_dir(corpora).unwrap().map(|it| it.unwrap().path()).collect();
    folders.retain(|it| it.is_dir());
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn real_books_have_no_dead_link() {
    let mut faults = Vec::new();
    for folder in corpora() {
        let site = site_of(&folder);
        let name = name(&folder);
        eprintln!("{name}: {} addresses", site.addresses().count());
        faults.extend(crawl::faults(&site).into_iter().map(|it| format!("{name}: {it}")));
    }
    let shown = faults[..faults.len().min(60)].join("\n");
    assert!(faults.is_empty(), "{} faults:\n{shown}", faults.len());
}

/// What numbers a record by its name: its number, or 0 for one that is named by a day.
fn number(path: &str) -> Option<u32> {
    let name = FileName::of(&BookPath::new(path).unwrap());
    if name.date.is_some() { Some(0) } else { name.value() }
}

/// Adopts a copy of a book and starts a record in it: its check passes, the number is the next one,
/// and no other file is touched.
fn adopted(folder: &Path) {
    let name = name(folder);
    let copy = tempfile::tempdir().unwrap();
    let root = copy.path().join("book");
    let copied = Command::new("cp").arg("-r").arg(folder).arg(&root).status().unwrap();
    assert!(copied.success());
    let before = files(&root);
    let ran = |arguments: &[&str]| {
        let ran = run(&root, &[arguments, DAY].concat());
        assert_eq!(code(&ran), 0, "{name}: {arguments:?}: {}{}", out(&ran), err(&ran));
        out(&ran).to_owned()
    };
    ran(&["init", "--from", "."]);
    ran(&["check"]);
    let decisions = |listed: String| {
        let paths = listed.lines().filter_map(|it| it.rsplit("  ").next().map(str::to_owned));
        paths.collect::<BTreeSet<String>>()
    };
    let listed = || out(&run(&root, &["list", "kind:decision", "--book", "."])).to_owned();
    let there = decisions(listed());
    let path = ran(&["new", "decision", "Use the event log"]).trim_end().to_owned();
    let new = number(&path).unwrap();
    let used: BTreeSet<u32> = there.iter().filter_map(|it| number(it)).collect();
    let next = new == 0 || new == 1 || (used.contains(&(new - 1)) && !used.contains(&new));
    assert!(next, "{name}: {path} is not the next after {used:?}");
    assert!(decisions(listed()).contains(&path), "{name}: {path} is a decision");
    ran(&["check"]);
    let mut after = files(&root);
    for own in [path.as_str(), "baseline.toml", "book.toml"] {
        let was = before.get(&root.join(own));
        let is = after.remove(&root.join(own));
        assert!(was.is_none_or(|it| Some(it) == is.as_ref()), "{name}: {own} stays as it is");
    }
    let mut before = before;
    before.remove(&root.join("book.toml"));
    assert!(after == before, "{name}: another file was touched");
}

#[test]
fn real_books_are_adopted_and_go_on() {
    let books: Vec<PathBuf> = corpora().into_iter().filter(|it| name(it) != "truth").collect();
    books.par_iter().for_each(|it| adopted(it));
}

/// Beside the books lies what is known of them; of an mdBook, the chapters in their order.
#[test]
fn real_mdbooks_are_read_in_the_order_of_their_summaries() {
    let corpora = corpora();
    let truths =
        corpora.iter().filter(|it| name(it) == "truth").flat_map(|it| fs::read_dir(it).unwrap());
    let truths = truths.map(|it| it.unwrap().path());
    for truth in truths.filter(|it| name(it).ends_with(".summary.json")) {
        let book = name(&truth).replace(".summary.json", "");
        let folder = truth.parent().unwrap().with_file_name(&book);
        let truth: serde_json::Value = serde_json::from_slice(&fs::read(&truth).unwrap()).unwrap();
        let chapters = truth["records"].as_array().unwrap().iter();
        let paths: Vec<PathBuf> =
            chapters.filter_map(|it| Some(folder.join(it["path"].as_str()?))).collect();
        let mut roots = paths[0].ancestors();
        let root = roots.find(|it| it.join("book.toml").is_file()).unwrap();
        let handbook = read(root);
        let written = paths.iter().map(|it| it.strip_prefix(root).unwrap().to_str().unwrap());
        let written: Vec<&str> = written.collect();
        let prose = handbook.iter().filter(|(_, it)| it.kind.is_none() && it.part == 0);
        let prose = prose.map(|(_, it)| handbook.page(it.page).path().as_str());
        let shown: Vec<&str> = prose.filter(|it| written.contains(it)).collect();
        let mut seen = BTreeSet::new();
        let expected = written.into_iter().filter(|it| shown.contains(it) && seen.insert(*it));
        assert_eq!(shown, expected.collect::<Vec<_>>(), "{book}");
        assert!(shown.len() > 1, "{book}: its chapters are read");
    }
}
