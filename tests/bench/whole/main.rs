//! Whole programs in turn on one generated book: the least that can be done, archbook, and peers
//! that are installed. `cargo bench --bench whole -- 1000 10000 50000` prints a table.
//!
//! `cargo bench --bench whole -- soak 10000` edits a previewed book all day instead, and
//! `cargo bench --bench whole -- steps 10000` says what each step of the limit takes.
//!
//! Runs of the programs alternate, so that what else the machine does falls on all of them; every
//! figure is a median. Nothing here fails when something is slow: a person reads it.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "benchmarks live at the edge")]

mod chance;
mod code;
mod corpus;
mod edit;
mod limit;
mod peer;
mod preview;
mod run;
mod save;
mod soak;

use corpus::Corpus;
use peer::Peer;
use run::{Run, build, median, ratio};
use soak::Plan;
use std::{
    env, fs,
    num::NonZero,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

/// The program that is measured.
const ARCHBOOK: &str = env!("CARGO_BIN_EXE_archbook");

/// What this program is called with to edit all day.
const SOAK_COMMAND: &str = "soak";

/// What it is called with to say what each step of the limit takes.
const STEPS_COMMAND: &str = "steps";

/// A long day.
const SOAK: Plan = Plan { seed: 1, edits: 1_000, every: 50 };

/// How often each program runs on each book.
const RUNS: usize = 5;

/// Peers take minutes for a book with more pages, and what archbook takes for a page of such a book
/// is compared with what it takes for one of a smaller book.
const PEER_PAGES_MAX: usize = 20_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [command, step, source, output] = &arguments[..]
        && command == limit::COMMAND
    {
        return limit::run(step, source.as_ref(), output.as_ref());
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|it| it.parse().ok()).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole");
    println!("{}", machine());
    if arguments.iter().any(|it| it == SOAK_COMMAND) {
        return soak(&folder.join(SOAK_COMMAND), sizes.first().copied().unwrap_or(10_000));
    }
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    if arguments.iter().any(|it| it == STEPS_COMMAND) {
        return steps(&Corpus::new(&folder, sizes[0]));
    }
    let peers = peer::installed();
    for it in &peers {
        println!("{}", it.version());
    }
    println!("| pages | what | median | ms a page | peak MB | KB a page | times the limit |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let peers = if size > PEER_PAGES_MAX { &[] } else { &peers[..] };
        measure(&Corpus::new(&folder, size), peers);
    }
}

/// Edits a book of its own, which is afterwards another, and prints what became of the preview.
fn soak(folder: &Path, pages: usize) {
    fs::remove_dir_all(folder).unwrap_or_default();
    let soak = soak::run(&Corpus::new(folder, pages), SOAK);
    let Plan { seed, edits, every } = SOAK;
    println!("{pages} pages, {edits} edits of seed {seed}; memory in MB after every {every}:");
    println!("{:.0?}", soak.memory);
    println!("{} answers equal a cold build's", soak.compared);
    if let Some(growth) = soak.growth() {
        println!("the memory at the end is {growth:.3} times that after {every} edits");
    }
}

/// Prints what each step of the limit takes.
fn steps(corpus: &Corpus) {
    println!("| step | median | peak MB |");
    println!("| --- | ---: | ---: |");
    for step in limit::STEPS {
        let runs: Vec<Run> =
            (0..RUNS).map(|_| build(corpus, limit::command(corpus, step))).collect();
        let [wall, peak] = middle(&runs);
        println!("| {step} | {wall:.0} ms | {peak:.0} |");
    }
    fs::remove_dir_all(corpus.output()).unwrap_or_default();
}

/// What is measured with: the program, its system, and the processor, as far as the system tells.
fn machine() -> String {
    let version = Command::new(ARCHBOOK).arg("--version").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = told.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": "));
    let (_, name) = named.unwrap_or(("", env::consts::ARCH));
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    format!("{}, {}, {cores} cores of {name}", version.trim(), env::consts::OS)
}

/// Prints what there is to say of one book.
fn measure(corpus: &Corpus, peers: &[Peer]) {
    let whole = limit::STEPS.last().expect("the limit has steps");
    let mut limits = Vec::new();
    let mut builds = Vec::new();
    let mut others: Vec<Vec<Run>> = peers.iter().map(|_| Vec::new()).collect();
    for _ in 0..RUNS {
        limits.push(build(corpus, limit::command(corpus, whole)));
        builds.push(build(corpus, peer::archbook(corpus)));
        for (peer, runs) in peers.iter().zip(&mut others) {
            runs.push(build(corpus, peer.command(corpus)));
        }
    }
    line(corpus, "the limit", &limits, &limits);
    line(corpus, "archbook", &builds, &limits);
    for (peer, runs) in peers.iter().zip(&others) {
        line(corpus, peer.name, runs, &limits);
    }
    // What a peer wrote is no site of archbook's.
    build(corpus, peer::archbook(corpus));
    let again: Vec<Run> = (0..RUNS).map(|_| run::again(corpus, peer::archbook(corpus))).collect();
    line(corpus, "archbook, nothing changed", &again, &limits);
    let saves = save::measure(corpus);
    let page = corpus.pages;
    println!("| {page} | serve, until ready | {:.0} ms | | {:.0} | | |", saves.ready, saves.peak);
    println!("| {page} | serve, save to fresh | {:.0} ms | | | | |", median(&saves.fresh));
    fs::remove_dir_all(corpus.output()).unwrap_or_default();
}

fn line(corpus: &Corpus, name: &str, runs: &[Run], limits: &[Run]) {
    let [wall, peak] = middle(runs);
    let pages = corpus.pages;
    let page = 1.0 / f64::from(u32::try_from(pages).unwrap());
    println!(
        "| {pages} | {name} | {wall:.0} ms | {:.2} | {peak:.0} | {:.1} | {:.2} |",
        wall * page,
        runs[0].bytes / 1e3 * page,
        ratio(runs, limits),
    );
}

/// The medians of the milliseconds and of the memory of runs.
fn middle(runs: &[Run]) -> [f64; 2] {
    let wall: Vec<f64> = runs.iter().map(|it| it.milliseconds).collect();
    let peak: Vec<f64> = runs.iter().map(|it| it.peak).collect();
    [median(&wall), median(&peak)]
}
