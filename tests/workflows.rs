//! The workflows that publish a handbook: what their steps do, run here as a runner would.

use crate::{
    books::lay_out,
    commands::{code, run},
    history::{commit, git},
};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const GITHUB: &str = include_str!("../src/start/deploy/github-pages.yml");
const GITLAB: &str = include_str!("../src/start/deploy/gitlab-pages.yml");
const DECISION: &str = "# 1. Use Kafka\n\nDate: 2026-03-14\n\nStatus: accepted\n";

/// The script that stands below a line of a workflow, without its indentation.
pub(crate) fn script(workflow: &str, after: &str) -> String {
    let (_, below) = workflow.split_once(after).unwrap();
    let (_, below) = below.split_once("|\n").unwrap();
    let indent = below.len() - below.trim_start_matches(' ').len();
    let lines = below.lines().take_while(|it| it.is_empty() || it.starts_with(&" ".repeat(indent)));
    lines.flat_map(|it| [it.get(indent..).unwrap_or_default(), "\n"]).collect()
}

/// Runs a script as a step does: it ends with the first command that fails.
pub(crate) fn step(script: &str, folder: &Path, environment: &[(&str, &str)]) -> Output {
    let mut shell = Command::new("bash");
    shell.args(["-e", "-o", "pipefail", "-c", script]).current_dir(folder);
    shell.envs(environment.iter().copied()).output().unwrap()
}

pub(crate) fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// The SHA-256 of a file, in hexadecimal digits.
fn checksum(file: &Path) -> String {
    let output = Command::new("sha256sum").arg(file).output().unwrap();
    String::from_utf8(output.stdout).unwrap()[..64].to_owned()
}

#[test]
fn our_own_handbook_is_published_by_the_workflow_that_we_hand_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(fs::read_to_string(root.join(".github/workflows/pages.yml")).unwrap(), GITHUB);
}

#[test]
fn a_program_is_installed_from_a_store_of_ones_own_if_it_is_the_one_that_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    // A script stands for the program, which is large.
    lay_out(folder.path(), &[("store/archbook", "#!/bin/sh\necho archbook of a test\n")]);
    let packed = at("store/archbook.tar.gz");
    let store = at("store");
    let pack = ["-czf", &*packed, "-C", &*store, "archbook"];
    assert!(Command::new("tar").args(pack).status().unwrap().success());
    for (workflow, after) in [(GITHUB, "name: Install archbook"), (GITLAB, "before_script:")] {
        let script = script(workflow, after);
        for name in ["archbook", "archbook.tar.gz"] {
            let file = at(&format!("store/{name}"));
            let (url, sum) = (format!("file://{file}"), checksum(Path::new(&file)));
            let (paths, temporary) = (at("paths"), at("runner"));
            let install = |sum: &str| {
                let mut environment = vec![("RUNNER_TEMP", &*temporary), ("GITHUB_PATH", &*paths)];
                environment.extend([("ARCHBOOK_URL", &*url), ("ARCHBOOK_SHA256", sum)]);
                environment.extend([("CI_PROJECT_DIR", &*temporary), ("ARCHBOOK_GIT", "")]);
                fs::remove_dir_all(&temporary).ok();
                fs::create_dir_all(&temporary).unwrap();
                step(&script, folder.path(), &environment)
            };
            let good = install(&sum);
            assert!(good.status.success(), "{}", said(&good));
            assert!(said(&good).ends_with("archbook of a test\n"), "{}", said(&good));
            let bad = install(&"0".repeat(64));
            assert!(!bad.status.success() && said(&bad).contains("FAILED"), "{}", said(&bad));
        }
        let nothing = [("RUNNER_TEMP", &*at("none")), ("CI_PROJECT_DIR", &*at("none"))];
        let nothing = step(&script, folder.path(), &nothing);
        assert!(said(&nothing).contains("set the variables ARCHBOOK_URL"), "{}", said(&nothing));
        assert!(!nothing.status.success());
    }
}

#[test]
fn a_pull_request_fails_for_what_it_makes_worse_and_for_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let repository = folder.path().join("repository");
    fs::create_dir_all(&repository).unwrap();
    git(&repository, "Ann", "2026-01-02", &["init", "-q", "-b", "main"]);
    lay_out(
        &repository,
        &[("docs/0001-a.md", DECISION), ("docs/0002-b.md", "See [it](none.md).\n")],
    );
    commit(&repository, "Ann", "2026-01-02");
    let base = git(&repository, "", "2026-01-02", &["rev-parse", "HEAD"]);
    let program = Path::new(env!("CARGO_BIN_EXE_archbook")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let check = |temporary: &str| {
        let temporary = folder.path().join(temporary);
        fs::create_dir_all(&temporary).unwrap();
        let summary = temporary.join("summary");
        let output = step(
            &script(GITHUB, "BASE: ${{"),
            &repository,
            &[
                ("PATH", &path),
                ("BASE", &base),
                ("BOOK", "docs"),
                ("RUNNER_TEMP", temporary.to_str().unwrap()),
                ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
            ],
        );
        (output, fs::read_to_string(summary).unwrap())
    };
    lay_out(&repository, &[("docs/0003-c.md", &DECISION.replace("1.", "3."))]);
    commit(&repository, "Bob", "2026-02-03");
    let (same, _) = check("first");
    assert!(same.status.success(), "{}", said(&same));
    lay_out(&repository, &[("docs/0004-d.md", "See [that](nowhere.md).\n")]);
    commit(&repository, "Bob", "2026-02-04");
    let (worse, summary) = check("second");
    assert_eq!(worse.status.code(), Some(1), "{}", said(&worse));
    assert!(said(&worse).contains("nowhere.md") && !said(&worse).contains("none.md"));
    assert!(summary.contains("nowhere.md"), "{summary}");
    assert_eq!(code(&run(&repository, &["check", "docs"])), 1);
}

#[test]
fn a_workflow_is_written_where_its_host_looks_and_over_none() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), "Ann", "2026-01-02", &["init", "-q", "-b", "trunk"]);
    lay_out(folder.path(), &[("docs/0001-a.md", DECISION)]);
    let docs = folder.path().join("docs");
    let deploy = |host: &str| run(&docs, &["init", "--from", ".", "--deploy", host]);
    assert_eq!(code(&deploy("github-pages")), 0);
    let written = fs::read_to_string(folder.path().join(".github/workflows/pages.yml")).unwrap();
    let expected = GITHUB.replace("[main]", "[trunk]").replace("BOOK: .", "BOOK: docs");
    assert_eq!(written, expected);
    // A book that is there gets the workflow and nothing else.
    assert_eq!(code(&run(&docs, &["init", "--deploy", "gitlab-pages"])), 0);
    let written = fs::read_to_string(folder.path().join(".gitlab-ci.yml")).unwrap();
    assert_eq!(written, GITLAB.replace("BOOK: .", "BOOK: docs"));
    let again = deploy("gitlab-pages");
    assert_eq!(code(&again), 2);
    assert!(said(&again).contains(".gitlab-ci.yml is there already"), "{}", said(&again));
}
