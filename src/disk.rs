//! The book's folder to [`Sources`]. The only room that reads.
#![allow(clippy::disallowed_methods, reason = "edge: reads the disk")]

mod file;
mod kept;
mod picture;
mod walk;

use crate::{
    config::Config,
    source::{Beyond, Presence, Source, Sources, Wants},
    text::{BookPath, Date},
};
use anyhow::{Context, Result};
pub use file::bytes;
use file::{ELSEWHERE, document, is_home, named, text_at};
pub use kept::{Kept, News};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};
use walk::Walk;
use walkdir::WalkDir;

/// Names what archbook wrote in an output folder, so that nobody takes it for a book.
pub const MANIFEST: &str = ".archbook";

/// What stands at the top of a repository.
const REPOSITORY: &str = ".git";

/// What a theme is written in.
const THEME_TEXTS: &[&str] = &["html", "css", "js", "svg", "toml"];

/// Takes a snapshot of the book in `root`, without the sites that are written into it: to `output`,
/// and to where its configuration says.
pub fn snapshot(root: &Path, output: &Path, as_of: Date) -> Result<Sources> {
    snapshot_as(root, output, as_of, None, (&Kept::default(), &News::Anything))
}

/// The same of a book that will have `config` as its `book.toml`, if that is given. Documents that
/// are kept are not read again, as far as they are not news.
pub fn snapshot_as(
    root: &Path,
    output: &Path,
    as_of: Date,
    config: Option<Source>,
    (kept, news): (&Kept, &News),
) -> Result<Sources> {
    let mut unread = Vec::new();
    let config = config.map_or_else(|| read_if_there(root, "book.toml", &mut unread), Ok)?;
    let own_config = Config::parse(&config).0;
    let src = src(root, &own_config);
    let outputs = [output.to_path_buf(), root.join(own_config.build_dir())];
    let again = kept.again(root, news, |it| document(root, it));
    let (tree, documents) = if let Some(files) = again {
        files
    } else {
        let tree = Arc::new(files(root, &src, &own_config, &outputs, &mut unread)?);
        let documents = documents(root, &tree, kept, &mut unread);
        (tree, documents)
    };
    let method = Some(read_if_there(root, "method.toml", &mut unread)?);
    let method = method.filter(|it| !it.text.is_empty());
    let waivers = read_if_there(root, "waivers.toml", &mut unread)?;
    let baseline = read_if_there(root, "baseline.toml", &mut unread)?;
    let theme = theme(root, &mut unread);
    let added = added(root, &own_config, &mut unread);
    Ok(Sources {
        src,
        config,
        method,
        waivers,
        baseline,
        theme,
        added,
        documents,
        unread,
        tree,
        wants: Wants::default(),
        beyond: BTreeMap::new(),
        evidence: BTreeMap::new(),
        pictures: BTreeMap::new(),
        below: below(root),
        repository: None,
        site_url: None,
        as_of,
    })
}

/// Every file of the book below the folder of its pages, unless that folder is a link to a place
/// which is not the book's to publish.
fn files(
    root: &Path,
    src: &BookPath,
    config: &Config,
    outputs: &[PathBuf],
    unread: &mut Vec<(BookPath, String)>,
) -> Result<BTreeSet<BookPath>> {
    if !is_home(root, &root.join(src.as_str())) {
        unread.push((src.clone(), ELSEWHERE.to_owned()));
        return Ok(BTreeSet::new());
    }
    let found = Walk::new(root, config, outputs).files(src);
    let mut found = found.with_context(|| format!("cannot read {}", root.display()))?;
    unread.append(&mut found.unread);
    Ok(found.files)
}

/// The pages among the files. What has gone since they were listed is told of like any other that
/// cannot be read.
fn documents(
    root: &Path,
    tree: &Arc<BTreeSet<BookPath>>,
    kept: &Kept,
    unread: &mut Vec<(BookPath, String)>,
) -> Vec<Arc<Source>> {
    let pages: Vec<&BookPath> = tree.iter().filter(|path| is_page(path)).collect();
    let read = |path: &&_| kept.document(root, path, || document(root, path));
    let read: Vec<_> = pages.par_iter().map(|path| (*path, read(path))).collect();
    let mut documents = Vec::new();
    for (path, document) in read {
        match document {
            Ok(document) => documents.push(document),
            Err(reason) => unread.push((path.clone(), reason)),
        }
    }
    kept.keep(unread.is_empty().then_some(tree), documents)
}

/// Looks up what pages want to know beyond the snapshot.
pub fn attach(sources: &mut Sources, root: &Path, wants: Wants) {
    let repository = repository(root);
    let presence = |beyond: &Beyond| {
        let path = match beyond {
            Beyond::Inside(path) => root.join(path.as_str()),
            Beyond::Outside(path) => root.join(path.as_str()),
        };
        let Ok(real) = fs::canonicalize(&path) else {
            return Presence::Absent;
        };
        let inside = repository.as_ref().and_then(|it| real.strip_prefix(it).ok());
        inside
            .and_then(Path::to_str)
            .map_or(Presence::Unpublished, |it| Presence::Repository(it.replace('\\', "/")))
    };
    sources.beyond = wants.beyond.iter().map(|it| (it.clone(), presence(it))).collect();
    let evidence = wants.evidence.par_iter();
    let evidence = evidence.filter_map(|it| Some((it.clone(), named(root, it)?)));
    sources.evidence = evidence.collect();
    let size = |it: &BookPath| Some((it.clone(), picture::size(&root.join(it.as_str()))?));
    sources.pictures = wants.pictures.par_iter().filter_map(size).collect();
    sources.wants = wants;
}

/// What `book.toml` says; nothing if it cannot be read.
pub fn config(root: &Path) -> Source {
    let path = BookPath::root().below("book.toml");
    let text = named(root, &path).and_then(Result::ok).unwrap_or_default();
    Source { path, text }
}

/// The folder of the pages: as set; else `src/` if it holds a summary; else `content/`; else all.
fn src(root: &Path, config: &Config) -> BookPath {
    let below = |name: &str| BookPath::root().below(name);
    if let Some(src) = config.src().filter(|src| root.join(src.as_str()).is_dir()) {
        return src;
    }
    if root.join("src/SUMMARY.md").is_file() {
        below("src")
    } else if root.join("content").is_dir() {
        below("content")
    } else {
        BookPath::root()
    }
}

/// The texts of the book's own theme. A folder of that name may be another tool's, full of other
/// files.
fn theme(root: &Path, unread: &mut Vec<(BookPath, String)>) -> Vec<Source> {
    let mut theme = Vec::new();
    for item in WalkDir::new(root.join("theme")).max_depth(1).sort_by_file_name() {
        let Ok(item) = item else {
            break;
        };
        let name = item.file_name().to_str().unwrap_or_default();
        let texts = name.rsplit_once('.').is_some_and(|(_, it)| THEME_TEXTS.contains(&it));
        if item.file_type().is_file() && texts && !name.starts_with('.') {
            let path = BookPath::root().below("theme").below(name);
            match named(root, &path) {
                Some(Ok(text)) => theme.push(Source { path, text }),
                Some(Err(reason)) => unread.push((path, reason)),
                None => (),
            }
        }
    }
    theme
}

/// The styles and scripts that the book adds to its pages.
fn added(root: &Path, config: &Config, unread: &mut Vec<(BookPath, String)>) -> Vec<Source> {
    let html = &config.output.html;
    let named_there = html.additional_css.iter().chain(&html.additional_js).chain(&html.mermaid);
    let paths: BTreeSet<BookPath> =
        named_there.filter_map(|it| BookPath::new(it.get_ref())).collect();
    let mut added = Vec::new();
    for path in paths {
        match named(root, &path) {
            Some(Ok(text)) => added.push(Source { path, text }),
            Some(Err(reason)) => unread.push((path, reason)),
            None => (),
        }
    }
    added
}

fn is_page(path: &BookPath) -> bool {
    let extension = path.name().rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
    extension.is_some_and(|it| it == "md" || it == "markdown")
}

/// A file of archbook's own; empty if it is not there, or no text. What the system does not give
/// is an error: without it, this would be another book.
fn read_if_there(root: &Path, name: &str, unread: &mut Vec<(BookPath, String)>) -> Result<Source> {
    let path = BookPath::root().below(name);
    let text = match text_at(root, &path).unwrap_or_else(|| Ok("".into())) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::Other => {
            unread.push((path.clone(), error.to_string()));
            "".into()
        }
        Err(error) => return Err(error).context(format!("cannot read {path}")),
    };
    Ok(Source { path, text })
}

/// The way from the root of the repository around a folder to the folder.
fn below(root: &Path) -> String {
    let way = || {
        let real = fs::canonicalize(root).ok()?;
        let way = real.strip_prefix(repository(root)?).ok()?.to_str()?.replace('\\', "/");
        Some(if way.is_empty() { way } else { way + "/" })
    };
    way().unwrap_or_default()
}

/// The root of the repository around a folder.
fn repository(root: &Path) -> Option<PathBuf> {
    let root = fs::canonicalize(root).ok()?;
    root.ancestors().find(|it| it.join(REPOSITORY).exists()).map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn write(file: &Path, bytes: &[u8]) {
        fs::write(file, bytes).unwrap();
    }

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let today = Date::parse("2026-01-02").unwrap();
        let sources = snapshot(folder.path(), &folder.path().join("out"), today).unwrap();
        let tree: Vec<_> = sources.tree.iter().map(BookPath::as_str).collect();
        assert_eq!(tree, expected);
    }

    #[test]
    fn what_is_ignored_hidden_foreign_or_written_is_not_read() {
        check(
            &[
                ("a.md", ""),
                (".hidden/b.md", ""),
                ("node_modules/c.md", ""),
                ("out/d.md", ""),
                ("old/.archbook", ""),
                ("old/e.md", ""),
                (".gitignore", "*.tmp\n/f\n!keep.tmp\n"),
                ("f/g.md", ""),
                ("h/f/i.md", ""),
                ("j.tmp", ""),
                ("keep.tmp", ""),
                ("h/.gitignore", "k.md"),
                ("h/k.md", ""),
                ("l/k.md", ""),
            ],
            &["a.md", "h/f/i.md", "keep.tmp", "l/k.md"],
        );
        check(
            &[("book.toml", "[book]\nexclude = [\"drafts/\"]"), ("drafts/a.md", ""), ("b.md", "")],
            &["b.md", "book.toml"],
        );
    }

    #[test]
    fn the_pages_are_where_the_book_says() {
        check(&[("content/a.md", ""), ("b.md", "")], &["content/a.md"]);
        check(&[("src/SUMMARY.md", ""), ("b.md", "")], &["src/SUMMARY.md"]);
        check(&[("src/a.md", "")], &["src/a.md"]);
        check(
            &[("book.toml", "[book]\nsrc = \"doc\""), ("doc/a.md", ""), ("content/b.md", "")],
            &["doc/a.md"],
        );
    }

    #[test]
    fn the_theme_of_another_tool_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("theme")).unwrap();
        for name in ["custom.css", "favicon.png", "index.hbs", "page.html"] {
            let text: &[u8] = if name == "custom.css" { b"a{}" } else { b"\xff" };
            fs::write(folder.path().join("theme").join(name), text).unwrap();
        }
        let sources = snapshot(
            folder.path(),
            &folder.path().join("site"),
            Date::parse("2026-01-02").unwrap(),
        )
        .unwrap();
        let theme: Vec<_> = sources.theme.iter().map(|it| it.path.as_str()).collect();
        let unread: Vec<_> = sources.unread.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!((theme, unread), (vec!["theme/custom.css"], vec!["theme/page.html"]));
    }

    #[test]
    fn a_page_that_has_gone_since_it_was_listed_is_unread() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "# A").unwrap();
        let tree = ["a.md", "gone.md"].map(|it| BookPath::root().below(it));
        let tree = Arc::new(tree.into());
        let mut unread = Vec::new();
        let read = documents(folder.path(), &tree, &Kept::default(), &mut unread);
        let [(path, reason)] = unread.as_slice() else { panic!("{unread:?}") };
        assert_eq!((read.len(), path.as_str()), (1, "gone.md"));
        assert!(reason.contains("os error 2"), "{reason}");
    }

    #[test]
    fn a_book_knows_its_way_from_the_root_of_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("docs/adr");
        fs::create_dir_all(&book).unwrap();
        assert_eq!(below(&book), "");
        fs::create_dir_all(folder.path().join(".git")).unwrap();
        assert_eq!((below(&book), below(folder.path())), ("docs/adr/".to_owned(), String::new()));
    }
}
