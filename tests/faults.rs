//! What goes wrong around archbook: it says so once, and nothing is lost.

mod full;

use crate::{
    books::{self, Memory, find, lay_out},
    commands::{code, err, out, run},
    files::{book, contents, write},
    published::site_of,
};
use archbook::{
    check::check,
    handbook,
    output::{self, Deed},
    page,
    site::Site,
    source::Source,
    theme::Theme,
};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, ErrorKind},
    path::Path,
    process::{Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};
use tempfile::{TempDir, tempdir};

const OLD: &[(&str, &str)] = &[
    ("index.md", "# Home\n\n[a](a.png)\n"),
    ("a.png", "picture"),
    ("decisions/0001-wait.md", "# 1. Wait\n\nStatus: accepted\n"),
    ("notes/old.md", "# Old\n"),
];
const NEW: &[(&str, &str)] = &[
    ("decisions/0001-wait.md", "# 1. Wait no longer\n\nStatus: accepted\n"),
    ("notes/new.md", "# New\n"),
];

/// A book and its site, and the same after an edit.
struct Edited {
    book: TempDir,
    old: BTreeMap<String, Vec<u8>>,
    new: BTreeMap<String, Vec<u8>>,
}

fn edited() -> Edited {
    let (book, folder) = (book(OLD), tempdir().unwrap());
    write(book.path(), folder.path()).unwrap();
    let old = contents(folder.path());
    fs::remove_file(book.path().join("notes/old.md")).unwrap();
    lay_out(book.path(), NEW);
    write(book.path(), folder.path()).unwrap();
    Edited { book, old, new: contents(folder.path()) }
}

/// Puts a site into a folder, its manifest last, as a build does.
fn put(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files.iter().filter(|(it, _)| *it != ".archbook") {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    }
    fs::write(folder.join(".archbook"), &files[".archbook"]).unwrap();
}

/// That every file of a site is whole, as it was or as it will be, and that nothing else is there.
#[track_caller]
fn is_whole(
    found: &BTreeMap<String, Vec<u8>>,
    old: &BTreeMap<String, Vec<u8>>,
    new: &BTreeMap<String, Vec<u8>>,
) {
    for (name, bytes) in found.iter().filter(|(it, _)| *it != ".archbook") {
        let is_known = [old, new].iter().any(|it| it.get(name) == Some(bytes));
        assert!(is_known, "{name} is neither as it was nor as it will be");
    }
}

#[test]
fn a_disk_that_fails_at_any_moment_costs_nothing() {
    let Edited { book, old, new } = edited();
    let site = site_of(book.path());
    let kinds =
        [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
    // Each moment once, with one reason after the other.
    for (at, kind) in (0..).zip(kinds.into_iter().cycle()) {
        let folder = tempdir().unwrap();
        put(folder.path(), &old);
        let deeds = AtomicUsize::new(0);
        // From then on, all fails: a disk that is full stays full.
        let asked = |_: Deed, _: &Path| match deeds.fetch_add(1, Ordering::SeqCst) {
            done if done < at => Ok(()),
            _ => Err(io::Error::from(kind)),
        };
        let written = output::write_asking(&site, book.path(), folder.path(), false, &asked);
        is_whole(&contents(folder.path()), &old, &new);
        let Err(error) = written else {
            assert!(at > 20, "only {at} failures were tried");
            break;
        };
        let text = format!("{error:#}");
        let is_clear = text.starts_with("cannot write ") || text.starts_with("cannot make ");
        assert!(is_clear && text.ends_with(&kind.to_string()), "{text}");
        let again = output::write(&site, book.path(), folder.path(), false).unwrap();
        assert!(again.is_whole() && contents(folder.path()) == new);
    }
}

/// A book with enough in it that a build can be killed at work.
fn long(text: &str) -> Vec<(String, String)> {
    let page = |number: usize| {
        let path = format!("decisions/{number:04}-choice.md");
        let links: Vec<_> = (1..6).map(|it| format!("ADR-{it}")).collect();
        (path, format!("# {number}. {text}\n\nStatus: accepted\n\nSee {}.\n", links.join(", ")))
    };
    (1..=120).map(page).collect()
}

fn lay(folder: &Path, files: &[(String, String)]) {
    lay_out(folder, &files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>());
}

fn builder(book: &Path, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archbook"));
    command.arg("build").arg(book).arg("-o").arg(folder).args(["--as-of", "2026-11-22"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

#[track_caller]
fn built(book: &Path, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let done = builder(book, folder).output().unwrap();
    assert_eq!(code(&done), 0, "{}", err(&done));
    contents(folder)
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_one_repairs() {
    let (book, clean, folder) = (tempdir().unwrap(), tempdir().unwrap(), tempdir().unwrap());
    let site = folder.path().join("site");
    lay(book.path(), &long("First"));
    let first = built(book.path(), &clean.path().join("first"));
    lay(book.path(), &long("Second"));
    let second = built(book.path(), &clean.path().join("second"));
    let mut killed_at_work = 0;
    for round in 0..6 {
        let text = if round % 2 == 0 { "Second" } else { "First" };
        let (old, new) = if round % 2 == 0 { (&first, &second) } else { (&second, &first) };
        fs::remove_dir_all(&site).ok();
        fs::create_dir_all(&site).unwrap();
        put(&site, old);
        lay(book.path(), &long(text));
        let mut build = builder(book.path(), &site).spawn().unwrap();
        // Killed as soon as so many files have changed, which no clock needs to know.
        let changed =
            || new.iter().filter(|(it, is)| fs::read(site.join(it)).ok().as_ref() == Some(*is));
        let common = new.iter().filter(|(it, is)| old.get(*it) == Some(*is)).count();
        while changed().count() < common + 25 * round && build.try_wait().unwrap().is_none() {}
        build.kill().unwrap();
        build.wait().unwrap();
        let found = contents(&site);
        let temporary = |it: &&String| matches!(it.rsplit('.').next(), Some("new" | "lock"));
        let names: BTreeMap<_, _> =
            found.clone().into_iter().filter(|(it, _)| !temporary(&it)).collect();
        is_whole(&names, old, new);
        killed_at_work += usize::from(names != *old && names != *new);
        assert_eq!(&built(book.path(), &site), new, "round {round}");
    }
    assert!(killed_at_work > 0, "no build was killed at work");
}

#[test]
fn two_builds_at_once_take_turns() {
    let (one, two, clean) = (tempdir().unwrap(), tempdir().unwrap(), tempdir().unwrap());
    lay(one.path(), &long("First"));
    lay(two.path(), &long("Second"));
    let sites =
        [built(one.path(), &clean.path().join("1")), built(two.path(), &clean.path().join("2"))];
    let folder = clean.path().join("both");
    for _ in 0..2 {
        let builds: Vec<_> = [&one, &two, &one, &two]
            .map(|it| builder(it.path(), &folder).spawn().unwrap())
            .into_iter()
            .map(|it| it.wait_with_output().unwrap())
            .collect();
        for build in builds {
            assert_eq!(code(&build), 0, "{}", err(&build));
        }
        assert!(sites.contains(&contents(&folder)), "neither the one site nor the other");
    }
}

/// Runs archbook as somebody who may not do everything, if this system has such people.
fn restricted(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let program = env!("CARGO_BIN_EXE_archbook");
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|it| it.stdout == b"0\n");
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", program]);
        command
    } else {
        Command::new(program)
    };
    let done = command.args(arguments).current_dir(folder).output().ok();
    let done = done.filter(|it| it.status.code().is_some_and(|it| it < 3));
    if done.is_none() {
        eprintln!("skipped: nobody here can be kept from a file");
    }
    done
}

fn allow(rights: &str, file: &Path) {
    drop(Command::new("chmod").arg(rights).arg(file).stderr(Stdio::null()).status());
}

#[test]
fn what_may_not_be_read_is_told_of_once() {
    let book = book(&[OLD[2], ("closed/0002-x.md", "# 2. X\n"), ("0003-y.md", "# 3. Y\n")]);
    allow("755", book.path());
    allow("000", &book.path().join("closed"));
    allow("000", &book.path().join("0003-y.md"));
    let checked = restricted(book.path(), &["check", "."]);
    allow("755", &book.path().join("closed"));
    let Some(checked) = checked else { return };
    if out(&checked).contains("unreadable-file") {
        assert_eq!(code(&checked), 1);
        for path in ["closed", "0003-y.md"] {
            let told = format!("--> {path}\n");
            assert_eq!(out(&checked).matches(&told).count(), 1, "{}", out(&checked));
        }
        assert!(out(&checked).contains("Permission denied"), "{}", out(&checked));
    } else {
        eprintln!("skipped: this system has no rights to take away");
    }
    fs::write(book.path().join("book.toml"), "[book]\ntitle = \"T\"\n").unwrap();
    allow("000", &book.path().join("book.toml"));
    let Some(checked) = restricted(book.path(), &["check", "."]) else { return };
    assert!(code(&checked) != 2 || err(&checked).starts_with("error: cannot read book.toml: "));
}

#[test]
fn a_folder_that_may_not_be_written_keeps_what_it_has() {
    let (book, out) = (book(OLD), tempdir().unwrap());
    allow("755", book.path());
    allow("755", out.path());
    let site = out.path().join("site");
    write(book.path(), &site).unwrap();
    let before = contents(&site);
    lay_out(book.path(), NEW);
    allow("555", &site);
    let built = restricted(book.path(), &["build", ".", "-o", site.to_str().unwrap()]);
    allow("755", &site);
    let Some(built) = built else { return };
    if code(&built) == 0 {
        return eprintln!("skipped: this system has no rights to take away");
    }
    assert_eq!(code(&built), 2);
    assert!(err(&built).starts_with("error: cannot write "), "{}", err(&built));
    assert_eq!(err(&built).lines().count(), 1, "{}", err(&built));
    assert_eq!(contents(&site), before);
}

#[test]
fn an_asset_that_vanishes_before_it_is_copied_is_one_clear_message() {
    let (book, out) = (book(OLD), tempdir().unwrap());
    let site = site_of(book.path());
    fs::remove_file(book.path().join("a.png")).unwrap();
    let failed = output::write(&site, book.path(), out.path(), false).unwrap_err();
    assert!(format!("{failed:#}").starts_with("cannot read a.png: "), "{failed:#}");
    fs::write(book.path().join("a.png"), "picture").unwrap();
    assert!(write(book.path(), out.path()).unwrap().is_whole());
}

#[test]
fn a_clock_that_goes_backwards_hides_no_change() {
    let (book, out) = (book(OLD), tempdir().unwrap());
    write(book.path(), out.path()).unwrap();
    let whole = contents(out.path());
    let page = out.path().join("index.html");
    let day = Duration::from_hours(24);
    let set = |file: &Path, time| {
        fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
    };
    // The manifest is of tomorrow, and the page was changed today, without a change of its length.
    set(&out.path().join(".archbook"), SystemTime::now() + day);
    fs::write(&page, vec![b'x'; whole["index.html"].len()]).unwrap();
    let repaired = write(book.path(), out.path()).unwrap();
    assert_eq!((repaired.changed, contents(out.path()) == whole), (1, true));
    // And pages of tomorrow, of a manifest of today.
    set(&page, SystemTime::now() + day);
    let again = write(book.path(), out.path()).unwrap();
    assert_eq!((again.changed, again.same), (0, whole.len() - 1));
    for day in ["1000-01-01", "9999-12-31"] {
        let built = run(book.path(), &["build", ".", "-o", "site", "--as-of", day]);
        assert_eq!(code(&built), 0, "{}", err(&built));
    }
}

#[test]
fn a_page_that_archbook_fails_at_while_reading_costs_that_page() {
    let mut sources = books::sources(OLD.iter().copied());
    let read = |source: &Arc<Source>| {
        assert!(!source.text.contains("# Old"), "the reader broke");
        page::read(source)
    };
    let memory = Memory::default();
    let pages = handbook::read_with(&mut sources, &memory.pages, read);
    assert_eq!((pages.len(), sources.documents.len()), (2, 2));
    let book = Arc::new(handbook::link(Arc::new(sources), pages));
    let report = Arc::new(check(&book));
    let found = report.findings.iter().find(|it| it.rule.0 == "unreadable-file").unwrap();
    assert_eq!(found.place.path.as_str(), "notes/old.md");
    assert!(found.message.ends_with("a mistake to be reported: the reader broke"));
    let site = archbook::site::plan(book, report, Arc::new(Theme::default()), Arc::default());
    assert!(books::files(&site).contains_key("decisions/0001-wait.html"));
}

/// A site one page of which cannot be rendered: its text begins in the middle of a letter.
fn broken() -> Site {
    let sources = books::sources(OLD.iter().copied());
    let mut book = books::handbook(sources, &Memory::default());
    let at = book.entry(find(&book, "ADR-0001")).page;
    let page = Arc::get_mut(&mut book.pages[at.0 as usize]).expect("nobody else has it");
    page.source = Arc::new(Source { path: page.source.path.clone(), text: "é".into() });
    page.body = 1;
    let report =
        Arc::new(check(&books::handbook(books::sources(OLD.iter().copied()), &Memory::default())));
    archbook::site::plan(Arc::new(book), report, Arc::new(Theme::default()), Arc::default())
}

#[test]
fn a_page_that_archbook_fails_at_while_rendering_costs_that_page() {
    let (book, out) = (book(OLD), tempdir().unwrap());
    let site = broken();
    // As often as it is built: what failed is never taken for done.
    for _ in 0..2 {
        let written = output::write(&site, book.path(), out.path(), false).unwrap();
        let failed: Vec<&str> = written.failed.iter().map(|(it, _)| it.as_str()).collect();
        assert!(failed.contains(&"decisions/0001-wait.html"), "{failed:?}");
        assert!(!failed.contains(&"index.html") && !failed.contains(&"notes/old.html"));
        assert!(!written.is_whole());
        let page = fs::read_to_string(out.path().join("decisions/0001-wait.html")).unwrap();
        assert!(page.contains("archbook failed at it"), "{page}");
    }
    assert!(write(book.path(), out.path()).unwrap().is_whole());
}
