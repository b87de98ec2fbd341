//! How much of a processor a megabyte of each text takes that nobody would write, from its reading to
//! its page: `cargo bench --bench texts` prints those that take longest.
//!
//! One thread does all of it. Where the system does not say how long a thread had a processor, it is
//! the time that went by. A number asks for that many megabytes; names of texts, or parts of them,
//! choose among these.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "benchmarks live at the edge")]
#![allow(dead_code, unused_imports, reason = "the tests need more of these files")]

#[path = "../books.rs"]
mod books;
#[path = "../pathological/texts.rs"]
mod texts;

use archbook::site::Address;
use books::{Memory, site, sources};
use std::{
    env, fs,
    time::{Duration, Instant},
};
use texts::{Length, texts};

/// The allocator of the program, without which this would measure another one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What every text is as long as, times the number that is given.
const MEGABYTE: usize = 1_000_000;

/// How often a text is read; the shortest time counts, since nothing but what else runs adds to it.
const RUNS: usize = 3;

/// How many texts are told, of those that take longest.
const TOLD: usize = 12;

fn main() {
    let arguments = env::args().skip(1).filter(|it| it != "--bench");
    let (numbers, chosen): (Vec<String>, Vec<String>) =
        arguments.partition(|it| it.parse::<usize>().is_ok());
    let count: usize = numbers.first().map_or(1, |it| it.parse().expect("it is a number"));
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|it| name.contains(it));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let texts = texts(Length(count * MEGABYTE)).into_iter().filter(|(name, _)| is_chosen(name));
    let mut all: Vec<(Duration, String)> = texts
        .map(|(name, text)| {
            let runs = (0..RUNS).map(|_| pool.install(|| taken(&text)));
            (runs.min().expect("a text is read more than once"), name)
        })
        .collect();
    all.sort();
    println!("{} texts of {count} MB", all.len());
    println!("| text | seconds |");
    println!("| --- | ---: |");
    for (taken, name) in all.iter().rev().take(TOLD) {
        println!("| {name} | {:.2} |", taken.as_secs_f64());
    }
}

/// What it takes to make a page of a text.
fn taken(text: &str) -> Duration {
    let (start, before) = (Instant::now(), processor());
    let site = site(sources([("adr/0001-a.md", text)]), &Memory::default());
    assert!(site.file(&Address::new("adr/0001-a.html")).is_some(), "it becomes no page");
    before
        .zip(processor())
        .map_or_else(|| start.elapsed(), |(before, after)| after.saturating_sub(before))
}

/// How long this thread had a processor so far, where the system says so.
fn processor() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
