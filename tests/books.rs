//! Books for tests: in memory, and on disk.

use archbook::{
    check::check,
    handbook::{self, EntryIndex, Handbook, Named},
    markdown::Highlighter,
    memo::Memo,
    page::Page,
    site::{self, File, Site},
    source::{Source, Sources, Wants},
    text::{BookPath, Date},
    theme::Theme,
};
#[cfg(unix)]
pub(crate) use std::os::unix::fs::{symlink as link_file, symlink as link_folder};
#[cfg(windows)]
pub(crate) use std::os::windows::fs::{symlink_dir as link_folder, symlink_file as link_file};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

/// What the preview keeps between builds.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) pages: Memo<Arc<Source>, Page>,
    pub(crate) code: Arc<Highlighter>,
}

/// A snapshot of a book that is nowhere but here: its files with their texts.
pub(crate) fn sources<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
    let files: BTreeMap<BookPath, &str> =
        files.into_iter().map(|(path, text)| (path_of(path), text)).collect();
    let source =
        |(path, text): (&BookPath, &&str)| Source { path: path.clone(), text: (*text).into() };
    let pages = files.iter().filter(|(path, _)| path.name().rsplit('.').next() == Some("md"));
    let own = |name: &str| {
        let empty = Source { path: path_of(name), text: "".into() };
        files.get_key_value(&empty.path).map_or(empty, source)
    };
    Sources {
        src: BookPath::root(),
        config: own("book.toml"),
        waivers: own("waivers.toml"),
        baseline: own("baseline.toml"),
        method: files.get_key_value(&path_of("method.toml")).map(source),
        theme: Vec::new(),
        added: Vec::new(),
        documents: pages.map(source).map(Arc::new).collect(),
        unread: Vec::new(),
        tree: Arc::new(files.keys().cloned().collect::<BTreeSet<_>>()),
        wants: Wants::default(),
        beyond: BTreeMap::new(),
        evidence: BTreeMap::new(),
        pictures: BTreeMap::new(),
        below: String::new(),
        repository: None,
        site_url: None,
        as_of: Date::parse("2026-11-22").unwrap(),
    }
}

fn path_of(path: &str) -> BookPath {
    BookPath::new(path).unwrap()
}

pub(crate) fn handbook(mut sources: Sources, memory: &Memory) -> Handbook {
    let pages = handbook::read(&mut sources, &memory.pages);
    handbook::link(Arc::new(sources), pages)
}

pub(crate) fn site(sources: Sources, memory: &Memory) -> Site {
    let handbook = Arc::new(handbook(sources, memory));
    let (theme, flaws) = Theme::parse(&handbook.sources, &handbook.config);
    let report = Arc::new(check(&handbook).with(flaws));
    site::plan(handbook, report, Arc::new(theme), Arc::clone(&memory.code))
}

/// The entry that goes by a name.
#[track_caller]
pub(crate) fn find(book: &Handbook, name: &str) -> EntryIndex {
    match book.names.find(name, &BookPath::root()) {
        Named::One(at) => at,
        other => panic!("`{name}` leads to {other:?}"),
    }
}

/// The status of that entry, all considered.
#[track_caller]
pub(crate) fn status<'a>(book: &'a Handbook, name: &str) -> &'a str {
    book.effective(find(book, name)).map_or("unknown", |it| &book.method.status(it).name)
}

/// Every page of a site, rendered; copies of assets are left out.
pub(crate) fn files(site: &Site) -> BTreeMap<String, String> {
    let file = |address: &site::Address| match site.file(address).unwrap() {
        File::Bytes(bytes) | File::Failed(bytes, _) => {
            Some((address.as_str().to_owned(), String::from_utf8(bytes).unwrap()))
        }
        File::Copy(_) => None,
    };
    site.addresses().filter_map(file).collect()
}

/// Writes a book into a folder.
pub(crate) fn lay_out(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
}

/// Holds a file of the repository against what it should say. With `ARCHBOOK_UPDATE=1` it is written.
#[track_caller]
pub(crate) fn kept(path: &str, expected: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("ARCHBOOK_UPDATE").is_some() {
        std::fs::write(&file, expected).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == expected, "{path}: ARCHBOOK_UPDATE=1 cargo test writes it again");
}
