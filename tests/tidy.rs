//! The house rules, as a test. ARCHITECTURE.md says why; this says so.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The house: every module, lowest first, and exactly which others it imports.
///
/// This is the architecture diagram. Adding a line to it is a decision; so is adding a name to one.
const HOUSE: &[(&str, &[&str])] = &[
    // values
    ("text", &[]),
    ("memo", &[]),
    ("finding", &["text"]),
    ("source", &["text"]),
    // what configures
    ("config", &["text", "finding", "source"]),
    ("method", &["text", "finding", "source"]),
    // what is read
    ("markdown", &["text", "memo"]),
    ("page", &["text", "finding", "source", "markdown"]),
    ("evidence", &["text"]),
    (
        "handbook",
        &["text", "finding", "memo", "source", "config", "method", "markdown", "page", "evidence"],
    ),
    ("report", &["text", "finding", "source", "method", "handbook"]),
    ("start", &["text", "source", "method", "markdown", "page", "handbook"]),
    // who reads the handbook; none of these know each other, but that rules and the search may ask
    // a query
    ("query", &["text", "method", "page", "handbook"]),
    ("live", &["text", "method", "page", "handbook", "query"]),
    ("search", &["text", "method", "markdown", "page", "handbook", "query"]),
    (
        "check",
        &[
            "text", "finding", "source", "config", "method", "markdown", "page", "handbook",
            "report", "query", "live",
        ],
    ),
    ("export", &["text", "finding", "source", "config", "method", "page", "handbook", "report"]),
    // the site
    ("layout", &[]),
    ("theme", &["text", "finding", "source", "config"]),
    (
        "site",
        &[
            "text", "finding", "source", "method", "markdown", "page", "handbook", "report",
            "query", "live", "search", "export", "layout", "theme",
        ],
    ),
    // the edge
    ("disk", &["text", "source", "config"]),
    ("git", &["text", "source"]),
    ("book", &["text", "memo", "source", "config", "page", "handbook", "disk", "git"]),
    ("output", &["text", "source", "site", "disk"]),
    ("terminal", &["text", "finding", "source", "method", "handbook", "report", "query"]),
    ("preview", &["finding", "theme"]),
    (
        "command",
        &[
            "text", "memo", "finding", "source", "method", "markdown", "handbook", "report",
            "query", "check", "config", "export", "theme", "site", "start", "book", "git",
            "output", "terminal", "preview",
        ],
    ),
];

/// The modules that may touch the world.
const EDGE: &[&str] = &["disk", "git", "book", "output", "terminal", "preview", "command"];

/// Names that say nothing.
const EMPTY_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "misc", "manager", "mod", "types", "core"];

const FILE_LINES_MAX: usize = 400;
const LINE_COLUMNS_MAX: usize = 100;
const ARCHITECTURE_LINES_MAX: usize = 150;

#[test]
fn the_house_stands_as_drawn() {
    let mut built: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    each_source(|file, text| {
        let module = module(file);
        if !["lib", "main"].contains(&module.as_str()) {
            let imports = imports(text).into_iter().filter(|it| *it != module);
            built.entry(module.clone()).or_default().extend(imports);
        }
    });
    let drawn: BTreeMap<String, BTreeSet<String>> = HOUSE
        .iter()
        .map(|(module, imports)| {
            (module.to_string(), imports.iter().map(ToString::to_string).collect())
        })
        .collect();
    for (module, imports) in &built {
        let expected = drawn.get(module);
        assert_eq!(Some(imports), expected, "what `{module}` imports is not what HOUSE says");
    }
    assert_eq!(built.len(), drawn.len(), "HOUSE names a module that src/ has not");
    for (at, (module, imports)) in HOUSE.iter().enumerate() {
        for import in *imports {
            let below = HOUSE[..at].iter().any(|(it, _)| it == import);
            assert!(below, "`{module}` stands on `{import}`, which is not below it");
        }
    }
}

#[test]
fn only_the_edge_touches_the_world() {
    each_source(|file, text| {
        let excused = text.contains("reason = \"edge:");
        let own = module(file);
        assert!(!excused || EDGE.contains(&own.as_str()), "{} is not of the edge", file.display());
    });
}

#[test]
fn no_item_of_a_method_is_looked_up_by_a_name_in_the_program() {
    each_source(|file, text| {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for item in ["kind", "relation", "status", "rule"] {
            let named = code.contains(&format!("{item}_named(\""));
            assert!(!named, "{}: let the method say which {item} it is", file.display());
        }
    });
}

#[test]
fn files_explain_themselves() {
    each_source(|file, text| {
        let show = file.display();
        assert!(text.starts_with("//! "), "{show}: say what this file is for, on its first line");
        let stem = file.file_stem().unwrap().to_str().unwrap();
        assert!(!EMPTY_NAMES.contains(&stem), "{show}: find a name that says what is in it");
        let lines = text.lines().count();
        assert!(lines <= FILE_LINES_MAX, "{show}: is really two files ({lines} lines)");
        for (line, number) in text.lines().zip(1..) {
            let wide = line.chars().count() > LINE_COLUMNS_MAX && !line.contains('"');
            assert!(!wide, "{show}:{number}: too wide");
            assert!(!line.contains("// FIXME"), "{show}:{number}: fix it before it is merged");
        }
    });
}

#[test]
fn what_one_system_gets_the_others_get_too() {
    let sources =
        ["src", "tests"].into_iter().flat_map(|it| walkdir::WalkDir::new(root().join(it)));
    let sources = sources.map(|it| it.unwrap().into_path());
    for file in sources.filter(|it| it.extension().is_some_and(|it| it == "rs")) {
        let text = fs::read_to_string(&file).unwrap();
        let count = |of: &str| text.matches(&format!("#[cfg({of})]")).count();
        let twins: usize = ["windows", "not(unix)"].map(count).iter().sum();
        assert_eq!(count("unix"), twins, "{}: a twin is missing", file.display());
    }
}

#[test]
fn lines_and_columns_exist_only_for_people() {
    let allowed = ["text", "export", "terminal", "site", "command"];
    each_source(|file, text| {
        let own = module(file);
        let counts = text.contains("LineIndex");
        assert!(!counts || allowed.contains(&own.as_str()), "{} counts lines", file.display());
    });
}

#[test]
fn every_template_has_its_view() {
    let theme = root().join("theme");
    for item in fs::read_dir(theme).unwrap() {
        let name = item.unwrap().file_name().into_string().unwrap();
        if let Some(stem) = name.strip_suffix(".html") {
            let rooms = ["src/site", "src/site/views"];
            let has = rooms.iter().any(|it| root().join(it).join(format!("{stem}.rs")).is_file());
            assert!(has, "theme/{name} has no src/site/{stem}.rs, nor one among the views");
        }
    }
}

#[test]
fn the_architecture_names_every_module() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(text.lines().count() < ARCHITECTURE_LINES_MAX, "ARCHITECTURE.md is too long");
    for (module, _) in HOUSE {
        assert!(text.contains(&format!("`{module}`")), "ARCHITECTURE.md does not name `{module}`");
    }
}

/// The top-level modules a file names: `crate::a::…` and `crate::{a::…, b::…}`.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in text.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            found.push(name(rest));
            continue;
        };
        let mut depth = 0;
        for part in group.split_inclusive([',', '{', '}']) {
            if depth == 0 {
                found.push(name(part.trim_start()));
            }
            match part.chars().last() {
                Some('{') => depth += 1,
                Some('}') if depth == 0 => break,
                Some('}') => depth -= 1,
                _ => (),
            }
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

/// The name at the start of `text`.
fn name(text: &str) -> String {
    text.chars().take_while(|&it| it.is_alphanumeric() || it == '_').collect()
}

/// The names of all tests.
pub(crate) fn tests() -> BTreeSet<String> {
    let files = ["src", "tests"].into_iter().flat_map(|it| walkdir::WalkDir::new(root().join(it)));
    let files = files.map(|it| it.unwrap().into_path());
    let mut tests = BTreeSet::new();
    for file in files.filter(|it| it.extension().is_some_and(|it| it == "rs")) {
        let text = fs::read_to_string(&file).unwrap();
        let after = text.split("#[test]").skip(1);
        let named = after.filter_map(|it| it.trim_start().strip_prefix("fn ").map(name));
        tests.extend(named);
    }
    tests
}

fn module(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let top = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    top.trim_end_matches(".rs").to_owned()
}

fn each_source(mut check: impl FnMut(&Path, &str)) {
    for item in walkdir::WalkDir::new(root().join("src")).sort_by_file_name() {
        let item = item.unwrap();
        if item.path().extension().is_some_and(|it| it == "rs") {
            check(item.path(), &fs::read_to_string(item.path()).unwrap());
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_import_reader_reads_imports() {
    let text = "use crate::{a::B, c::{D, E}, f};\nuse crate::g::h;\nlet x = crate::i();";
    assert_eq!(imports(text), ["a", "c", "f", "g", "i"]);
}

#[test]
fn every_library_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table =
        fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let decisions = fs::read_dir(root.join("content/decisions")).unwrap().map(Result::unwrap);
    let mut decisions = decisions.map(|it| it.path());
    let of_libraries =
        |it: &PathBuf| it.file_name().unwrap().to_str().unwrap().starts_with("0012-");
    let reasons = fs::read_to_string(decisions.find(of_libraries).unwrap()).unwrap();
    for table in ["dependencies", "dev-dependencies"] {
        for name in manifest[table].as_table().unwrap().keys() {
            assert!(reasons.contains(&format!("`{name}`")), "{name} has no reason");
        }
    }
}

/// What promises something to those who trust archbook, and how many tests it names at least.
const PROMISES: &[(&str, usize)] = &[
    ("SECURITY.md", 6),
    ("content/guide/limits.md", 1),
    ("content/guide/trust.md", 2),
    ("content/guide/trust-files.md", 8),
];

#[test]
fn a_promise_names_tests_that_are_there() {
    for (page, least) in PROMISES {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let spans = text.split('`').skip(1).step_by(2);
        let is_code = |it: &&str| Path::new(it).extension().is_some_and(|it| it == "rs");
        let files: BTreeSet<&str> = spans.filter(is_code).collect();
        for file in &files {
            let code = fs::read_to_string(root().join(file));
            assert!(code.is_ok_and(|it| it.contains("#[test]")), "{page}: {file} has no test");
        }
        assert!(files.len() >= *least, "{page} names {files:?}");
    }
}
