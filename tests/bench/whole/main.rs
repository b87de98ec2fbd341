//! Whole programs in turn on one generated book: the least that can be done, archbook, and peers
//! that are installed. `cargo bench --bench whole -- 1000 10000` prints a table.
//!
//! Runs of the programs alternate, so that what else the machine does falls on all of them; every
//! figure is a median. Nothing here fails when something is slow: a person reads it.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "benchmarks live at the edge")]

mod chance;
mod code;
mod corpus;
mod limit;
mod peer;
mod run;
mod save;

use corpus::Corpus;
use peer::Peer;
use run::{Run, build, median, ratio};
use std::{env, fs, path::PathBuf};

/// The program that is measured.
const ARCHBOOK: &str = env!("CARGO_BIN_EXE_archbook");

/// How often each program runs on each book.
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [command, source, output] = &arguments[..]
        && command == limit::COMMAND
    {
        return limit::run(source.as_ref(), output.as_ref());
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    let peers = peer::installed();
    for it in &peers {
        println!("{}", it.version());
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole");
    println!("| pages | what | median | peak MB | KB a page | times the limit |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: |");
    for size in sizes {
        measure(&Corpus::new(&folder, size), &peers);
    }
}

/// Prints what there is to say of one book.
fn measure(corpus: &Corpus, peers: &[Peer]) {
    let mut limits = Vec::new();
    let mut builds = Vec::new();
    let mut others: Vec<Vec<Run>> = peers.iter().map(|_| Vec::new()).collect();
    for _ in 0..RUNS {
        limits.push(build(corpus, limit::command(corpus)));
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
    println!("| {page} | serve, until ready | {:.0} ms | {} | | |", saves.ready, saves.peak);
    println!("| {page} | serve, save to fresh | {:.0} ms | | | |", median(&saves.fresh));
    fs::remove_dir_all(corpus.output()).unwrap_or_default();
}

fn line(corpus: &Corpus, name: &str, runs: &[Run], limits: &[Run]) {
    let wall: Vec<f64> = runs.iter().map(|it| it.milliseconds).collect();
    let peak: Vec<f64> = runs.iter().map(|it| it.peak).collect();
    let pages = corpus.pages;
    println!(
        "| {pages} | {name} | {:.0} ms | {:.0} | {:.1} | {:.2} |",
        median(&wall),
        median(&peak),
        runs[0].bytes / 1e3 / f64::from(u32::try_from(pages).unwrap()),
        ratio(runs, limits),
    );
}
