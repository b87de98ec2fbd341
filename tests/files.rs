//! Other people's files: archbook reads none that is not the book's, and touches none of theirs.

use crate::{
    books::{find, lay_out, link_file, link_folder},
    commands::{code, err, run},
    published::site_of,
};
use archbook::{
    book::Book,
    disk,
    handbook::Destination,
    output::{self, Written},
    source::Sources,
    text::{BookPath, Date},
};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::{TempDir, tempdir};

const PAGE: (&str, &str) = ("decisions/0001-wait.md", "# 1. Wait\n\nStatus: accepted\n");
const SECRET: &str = "the secret of somebody else";

pub(crate) fn book(files: &[(&str, &str)]) -> TempDir {
    let folder = tempdir().unwrap();
    lay_out(folder.path(), files);
    folder
}

fn snapshot(root: &Path) -> Sources {
    disk::snapshot(root, &root.join("site"), Date::parse("2026-11-22").unwrap()).unwrap()
}

/// Writes the site of a book, and says what became of it.
pub(crate) fn write(root: &Path, folder: &Path) -> anyhow::Result<Written> {
    output::write(&site_of(root), root, folder, false, &|| ())
}

/// Every file below a folder, with what is in it.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let items = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = items.filter(|it| it.file_type().is_file());
    let named = |it: walkdir::DirEntry| {
        let name = it.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read(it.path()).unwrap())
    };
    files.map(named).collect()
}

/// Makes a pipe that nobody writes into. Where there are none, says so.
fn pipe(file: &Path) -> bool {
    let made = Command::new("mkfifo").arg(file).stderr(Stdio::null()).status();
    let is_made = made.is_ok_and(|it| it.success());
    if !is_made {
        eprintln!("skipped: this system makes no pipes");
    }
    is_made
}

#[track_caller]
fn unread<'a>(sources: &'a Sources, path: &str) -> &'a str {
    let found = sources.unread.iter().find(|(it, _)| it.as_str() == path);
    found.map_or_else(|| panic!("{path} is no trouble: {:?}", sources.unread), |(_, why)| why)
}

fn names(sources: &Sources) -> Vec<&str> {
    sources.tree.iter().map(BookPath::as_str).collect()
}

#[test]
fn links_are_followed_inside_the_repository_and_no_farther() {
    let (home, far) = (tempdir().unwrap(), book(&[("far.md", SECRET), ("folder/b.md", SECRET)]));
    let docs = home.path().join("docs");
    lay_out(home.path(), &[(".git/HEAD", ""), ("CHANGELOG.md", ""), ("docs/a.md", "")]);
    link_file(home.path().join("CHANGELOG.md"), docs.join("changes.md")).unwrap();
    link_file(docs.join("a.md"), docs.join("again.md")).unwrap();
    link_file(far.path().join("far.md"), docs.join("far.md")).unwrap();
    link_file(far.path().join("far.md"), docs.join("far.png")).unwrap();
    link_file(docs.join("nothing.md"), docs.join("gone.md")).unwrap();
    link_folder(far.path().join("folder"), docs.join("folder")).unwrap();
    link_folder(&docs, docs.join("circle")).unwrap();
    let sources = snapshot(&docs);
    assert_eq!(names(&sources), ["a.md", "changes.md"]);
    assert_eq!(unread(&sources, "far.md"), "it is a link to a place outside the repository");
    assert_eq!(unread(&sources, "gone.md"), "it is a link that leads nowhere");
    assert_eq!(sources.unread.len(), 2);
}

#[test]
fn no_link_leads_what_a_book_says_of_itself_out_of_the_book() {
    let files = ["book.toml", "method.toml", "waivers.toml", "baseline.toml"];
    let far = book(&files.map(|it| (it, SECRET)));
    lay_out(far.path(), &[("theme/page.html", SECRET), ("content/a.md", SECRET)]);
    let own = book(&[("a.md", "# A\n")]);
    for file in files {
        link_file(far.path().join(file), own.path().join(file)).unwrap();
    }
    for folder in ["theme", "content"] {
        link_folder(far.path().join(folder), own.path().join(folder)).unwrap();
    }
    let sources = snapshot(own.path());
    for path in files.into_iter().chain(["theme/page.html", "content"]) {
        assert_eq!(unread(&sources, path), "it is a link to a place outside the repository");
    }
    assert!(!format!("{sources:?}").contains(SECRET));
}

#[test]
fn what_is_no_file_is_never_opened() {
    let own = book(&[PAGE, ("index.md", "# Home\n\n![A](a.png) [film](film.mp4)\n")]);
    let places = ["decisions/0002-stop.md", "a.png", "book.toml", "method.toml", "theme/page.html"];
    fs::create_dir(own.path().join("theme")).unwrap();
    if !places.iter().all(|it| pipe(&own.path().join(it))) {
        return;
    }
    let sources = snapshot(own.path());
    assert_eq!(names(&sources), ["decisions/0001-wait.md", "index.md"]);
    for place in ["decisions/0002-stop.md", "book.toml", "method.toml"] {
        assert_eq!(unread(&sources, place), "it is no file");
    }
    // What turns into a pipe when it is about to be copied is not waited for either.
    fs::write(own.path().join("film.mp4"), "film").unwrap();
    let site = site_of(own.path());
    fs::remove_file(own.path().join("film.mp4")).unwrap();
    assert!(pipe(&own.path().join("film.mp4")));
    let out = tempdir().unwrap();
    let failed = output::write(&site, own.path(), out.path(), false, &|| ()).unwrap_err();
    assert_eq!(format!("{failed:#}"), "cannot read film.mp4: it is no file");
}

/// A name that is no Unicode.
#[cfg(unix)]
fn no_text() -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(b"caf\xe9.md".to_vec())
}

/// A name that is no Unicode.
#[cfg(windows)]
fn no_text() -> OsString {
    std::os::windows::ffi::OsStringExt::from_wide(&[0x63, 0xd800, 0x2e, 0x6d, 0x64])
}

#[test]
fn a_name_that_no_path_can_have_is_told_of() {
    let own = book(&[PAGE]);
    for (name, why) in [
        (no_text(), "its name is not UTF-8"),
        ("a\\..\\..\\etc.md".into(), "its name has a backslash"),
        ("line\nbreak.md".into(), "its name has a backslash or a control character"),
    ] {
        if fs::write(own.path().join(&name), SECRET).is_err() {
            eprintln!("skipped: this disk refuses the name {}", name.display());
            continue;
        }
        let sources = snapshot(own.path());
        let [(path, reason)] = sources.unread.as_slice() else { panic!("{:?}", sources.unread) };
        assert!(reason.starts_with(why) && !path.as_str().contains('\n'), "{path}: {reason}");
        assert_eq!(names(&sources), [PAGE.0]);
        assert_eq!(code(&run(own.path(), &["check", "."])), 1);
        fs::remove_file(own.path().join(&name)).unwrap();
    }
}

#[test]
fn letters_with_marks_are_found_however_they_are_put_together() {
    let (one, two) = ("de\u{301}cision.md", "caf\u{e9}.png");
    let text = "# Home\n\n[a](d\u{e9}cision.md) ![b](cafe\u{301}.png)\n";
    let own = book(&[("index.md", text), (one, "# One\n"), (two, "")]);
    let read =
        Book::at(own.path().into(), own.path().join("site"), Date::parse("2026-11-22").unwrap());
    let read = read.read().unwrap();
    let page = read.entry(find(&read, "index.md")).page;
    let to: Vec<_> = read.links(page).iter().map(|it| &it.to).collect();
    assert!(matches!(to[..], [Destination::Spot(_), Destination::File(_)]), "{to:?}");
}

#[test]
fn a_book_does_not_lead_to_another_folder_by_what_it_notes_for_other_tools() {
    let (own, far) = (tempdir().unwrap(), book(&[PAGE]));
    let inner = own.path().join("inner");
    lay_out(&inner, &[("docs/adr/0001-x.md", PAGE.1)]);
    for note in [far.path().to_str().unwrap(), "../../../..", "../inner/docs"] {
        fs::write(inner.join(".adr-dir"), note).unwrap();
        assert!(err(&run(&inner, &["list"])).starts_with("reading docs/adr"), "{note}");
    }
}

#[test]
fn no_site_is_written_through_a_link() {
    let (own, out, far) = (book(&[PAGE]), tempdir().unwrap(), book(&[("0001-wait.html", SECRET)]));
    let folder = out.path().join("site");
    fs::create_dir(&folder).unwrap();
    link_folder(far.path(), folder.join("decisions")).unwrap();
    let refused = write(own.path(), &folder).unwrap_err();
    assert!(refused.to_string().contains("is a link to elsewhere"), "{refused}");
    assert_eq!(contents(far.path()).len(), 1);
    // Nor is anything removed through one that took the place of a folder since.
    fs::remove_file(folder.join("decisions"))
        .or_else(|_| fs::remove_dir(folder.join("decisions")))
        .unwrap();
    write(own.path(), &folder).unwrap();
    fs::remove_dir_all(folder.join("decisions")).unwrap();
    link_folder(far.path(), folder.join("decisions")).unwrap();
    fs::remove_file(own.path().join(PAGE.0)).unwrap();
    lay_out(own.path(), &[("notes/a.md", "# A\n")]);
    write(own.path(), &folder).unwrap();
    assert_eq!(contents(far.path())["0001-wait.html"], SECRET.as_bytes());
}

#[test]
fn what_stands_where_a_page_would_be_is_kept_and_told_of() {
    let (own, far) = (book(&[PAGE]), book(&[("far.html", SECRET)]));
    let site = own.path().join("site");
    lay_out(&site, &[("decisions/0001-wait.html", "mine"), ("_/report.html/mine", "mine")]);
    link_file(far.path().join("far.html"), site.join("index.html")).unwrap();
    let pipes = pipe(&site.join("404.html"));
    let refused = run(own.path(), &["build", "."]);
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    // A folder that has a manifest is archbook's, and these files are not in it.
    fs::write(site.join(".archbook"), "archbook 1 -\n").unwrap();
    let kept = run(own.path(), &["build", "."]);
    assert_eq!(code(&kept), 1, "{}", err(&kept));
    for file in ["decisions/0001-wait.html", "_/report.html", "index.html", "404.html"] {
        let told = err(&kept).contains(&format!("kept {file}: archbook did not write it"));
        assert!(told || file == "404.html" && !pipes, "{file}: {}", err(&kept));
    }
    assert_eq!(fs::read(site.join("decisions/0001-wait.html")).unwrap(), b"mine");
    assert_eq!(fs::read(site.join("_/report.html/mine")).unwrap(), b"mine");
    assert_eq!(fs::read(far.path().join("far.html")).unwrap(), SECRET.as_bytes());
    fs::remove_dir_all(site.join("_/report.html")).unwrap();
    let forced = run(own.path(), &["build", ".", "--force"]);
    assert_eq!(code(&forced), 0, "{}", err(&forced));
    // The link is replaced, and not what it leads to.
    assert!(!site.join("index.html").is_symlink());
    assert_eq!(fs::read(far.path().join("far.html")).unwrap(), SECRET.as_bytes());
}

#[test]
fn files_and_folders_of_a_site_may_change_places_and_case() {
    let own = book(&[("index.md", "# A\n\n[a](a) [b](B.md)\n"), ("a", "file"), ("B.md", "# B\n")]);
    let out = tempdir().unwrap();
    let steps: [&[(&str, &str)]; 3] = [
        &[],
        &[("index.md", "# A\n\n[a](a/b.md) [b](b.md)\n"), ("a/b.md", "# AB\n"), ("b.md", "# B\n")],
        &[("index.md", "# A\n\n[a](a) [b](B.md)\n"), ("a", "file"), ("B.md", "# B\n")],
    ];
    for files in steps {
        for old in ["a/b.md", "a", "b.md", "B.md"].into_iter().filter(|_| !files.is_empty()) {
            let old = own.path().join(old);
            fs::remove_file(&old).or_else(|_| fs::remove_dir(&old)).ok();
        }
        lay_out(own.path(), files);
        write(own.path(), out.path()).unwrap();
        let clean = tempdir().unwrap();
        write(own.path(), clean.path()).unwrap();
        assert_eq!(contents(out.path()), contents(clean.path()));
    }
}
