//! One run of a program: how long it takes, the most memory it has, how much it writes.

use super::{corpus::Corpus, preview::memory};
use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use walkdir::WalkDir;

/// What a run took.
pub(crate) struct Run {
    pub(crate) milliseconds: f64,
    /// In MB; 0 where the system does not say.
    pub(crate) peak: f64,
    pub(crate) bytes: f64,
}

/// A run that writes everything. What was there before is removed first, which is not measured.
pub(crate) fn build(corpus: &Corpus, command: Command) -> Run {
    fs::remove_dir_all(corpus.output()).unwrap_or_default();
    // Some file systems keep what was just removed in the way of what comes next.
    thread::sleep(Duration::from_secs(if corpus.pages < 5_000 { 1 } else { 6 }));
    fs::create_dir_all(corpus.output()).unwrap();
    again(corpus, command)
}

/// A run over what is there.
pub(crate) fn again(corpus: &Corpus, mut command: Command) -> Run {
    let start = Instant::now();
    let mut running =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut peak = 0.0;
    let status = loop {
        if let Some(status) = running.try_wait().unwrap() {
            break status;
        }
        peak = f64::max(peak, memory(running.id(), "VmHWM").unwrap_or_default());
        thread::sleep(Duration::from_millis(2));
    };
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    assert!(status.success(), "{command:?} fails");
    let files = WalkDir::new(corpus.output()).into_iter().map(Result::unwrap);
    let files = files.filter(|it| it.file_type().is_file());
    let bytes = files.map(|it| u32::try_from(it.metadata().unwrap().len()).unwrap());
    Run { milliseconds, peak, bytes: bytes.map(f64::from).sum() }
}

/// The one in the middle.
pub(crate) fn median(all: &[f64]) -> f64 {
    let mut all = all.to_vec();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// How many times as long runs took as those that they were made in turn with.
pub(crate) fn ratio(runs: &[Run], others: &[Run]) -> f64 {
    let pairs = runs.iter().zip(others);
    median(&pairs.map(|(run, other)| run.milliseconds / other.milliseconds).collect::<Vec<_>>())
}
