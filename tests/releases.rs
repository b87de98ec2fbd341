//! What a release is made of: the steps of its workflow, run here as a runner would, and the package.

use crate::{
    books::lay_out,
    workflows::{said, script, step},
};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

const RELEASE: &str = include_str!("../.github/workflows/release.yml");
const PAGES: &str = include_str!("../.github/workflows/pages.yml");
const TARGET: &str = "x86_64-unknown-linux-musl";
const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];
/// What stands in the repository for its tests and its readers, and is no part of a package.
const ELSEWHERE: [&str; 3] = ["tests/", "content/guide/", ".github/"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(name: &str, folder: &Path) -> Output {
    let environment = [("TAG", "v1.2.3"), ("TARGET", TARGET), ("ENDING", "")];
    step(&script(RELEASE, &format!("name: {name}\n")), folder, &environment)
}

/// A folder as a runner has it after the build.
fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("LICENSE", ""), ("README.md", ""), ("CHANGELOG.md", "")]);
    let release = folder.path().join("target").join(TARGET).join("release");
    fs::create_dir_all(&release).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_archbook"), release.join("archbook")).unwrap();
    folder
}

#[test]
fn an_archive_holds_the_program_its_completions_and_its_manual() {
    let folder = built();
    let packed = run("Pack", folder.path());
    assert!(packed.status.success(), "{}", said(&packed));
    let archive = folder.path().join(format!("dist/archbook-v1.2.3-{TARGET}.tar.gz"));
    let listed = Command::new("tar").arg("-tzf").arg(archive).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let files: BTreeSet<&str> =
        listed.lines().filter_map(|it| it.split_once('/')).map(|it| it.1).collect();
    let completions = SHELLS.map(|it| format!("completions/archbook.{it}"));
    let others = ["archbook", "LICENSE", "README.md", "CHANGELOG.md", "man/archbook.1"];
    for file in completions.iter().map(String::as_str).chain(others) {
        assert!(files.contains(file), "no {file} in {files:?}");
    }
}

#[test]
fn checksums_are_those_of_all_archives() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a", "b", "c", "d"].map(|it| format!("archbook-v1.2.3-{it}.tar.gz"));
    for name in &names[..3] {
        fs::write(folder.path().join(name), name).unwrap();
    }
    let three = run("Checksums", folder.path());
    assert!(!three.status.success() && said(&three).contains("four"), "{}", said(&three));
    fs::write(folder.path().join(&names[3]), "d").unwrap();
    assert!(run("Checksums", folder.path()).status.success());
    let mut check = Command::new("sha256sum");
    check.args(["--check", "--strict", "SHA256SUMS"]).current_dir(folder.path());
    assert_eq!(said(&check.output().unwrap()).matches(": OK").count(), 4);
}

#[test]
fn a_tag_is_released_that_is_the_version_and_that_somebody_wrote_about() {
    let folder = tempfile::tempdir().unwrap();
    let notes = |version: &str, changes: &str| {
        let manifest = format!("[package]\nname = \"archbook\"\nversion = \"{version}\"\n");
        lay_out(folder.path(), &[("Cargo.toml", &manifest), ("CHANGELOG.md", changes)]);
        run("Notes", folder.path())
    };
    let changes = "# Changelog\n\n## Unreleased\n\n- no\n\n## 1.2.3 (2027-01-01)\n\n- yes\n\n## 1.2.2\n\n- old\n";
    let good = notes("1.2.3", changes);
    assert!(good.status.success(), "{}", said(&good));
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), "\n- yes\n\n");
    let other = notes("1.2.4", changes);
    assert!(!other.status.success() && said(&other).contains("Cargo.toml says 1.2.4"));
    let silent = notes("1.2.3", "# Changelog\n\n## Unreleased\n\n- no\n");
    assert!(!silent.status.success() && said(&silent).contains("nothing under ## 1.2.3"));
}

#[test]
fn a_program_is_released_that_works_alone_and_is_small() {
    let folder = built();
    let program = folder.path().join("target").join(TARGET).join("release/archbook");
    fs::write(&program, vec![0; 20_000_000]).unwrap();
    let large = run("Weigh", folder.path());
    assert!(!large.status.success() && said(&large).contains("may have 20 MB"), "{}", said(&large));
    // The program under test is not optimised, so a script that calls it stands for it.
    let calls = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_archbook"));
    fs::write(&program, calls).unwrap();
    let small = run("Weigh", folder.path());
    assert!(small.status.success(), "{}", said(&small));
}

#[test]
fn workflows_run_what_was_read_and_may_do_little() {
    for workflow in [RELEASE, PAGES] {
        let uses = workflow.lines().filter_map(|it| it.trim().strip_prefix("- uses: "));
        for action in uses {
            let (_, pinned) = action.split_once('@').unwrap();
            let (commit, version) = pinned.split_once(" # v").unwrap();
            assert!(
                commit.len() == 40 && commit.chars().all(|it| it.is_ascii_hexdigit()),
                "{action}"
            );
            assert!(!version.is_empty(), "{action}");
        }
        assert!(workflow.contains("\npermissions:\n  contents: read\n"), "the default is too much");
    }
}

#[test]
fn the_package_has_what_the_program_is_built_from_and_no_tests() {
    let mut list = Command::new(env!("CARGO"));
    list.args(["package", "--list", "--locked", "--offline", "--allow-dirty"]).current_dir(root());
    let list = list.output().unwrap();
    assert!(list.status.success(), "{}", said(&list));
    let list = String::from_utf8(list.stdout).unwrap().replace('\\', "/");
    let files: BTreeSet<&str> = list.lines().collect();
    for folder in ["src", "theme", "content/rules"] {
        for item in walkdir::WalkDir::new(root().join(folder)) {
            let item = item.unwrap();
            let path =
                item.path().strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            let there = item.file_type().is_dir() || files.contains(&*path);
            assert!(there, "the package has no {path}");
        }
    }
    for file in ["Cargo.lock", "LICENSE", "README.md", "CHANGELOG.md"] {
        assert!(files.contains(file), "the package has no {file}");
    }
    let astray = files.iter().find(|file| ELSEWHERE.iter().any(|it| file.starts_with(it)));
    assert_eq!(astray, None, "it is no part of a package");
}
