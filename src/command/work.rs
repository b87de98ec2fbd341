//! Work under way: a bar for those who wait for it, and where the time went for those who ask.
#![allow(clippy::disallowed_methods, reason = "edge: reads the clock")]

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    fmt::Write as _,
    sync::Once,
    time::{Duration, Instant},
};

/// Work that takes less than this shows no bar: it would be gone before anyone had read it.
const PATIENCE: Duration = Duration::from_millis(300);

/// A command that does one thing after another.
pub(super) struct Work {
    began: Instant,
    /// What was done, with when it began.
    stages: Vec<(&'static str, Instant)>,
    bar: ProgressBar,
    shown: Once,
}

impl Work {
    /// Work that begins now.
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            stages: Vec::new(),
            bar: ProgressBar::hidden(),
            shown: Once::new(),
        }
    }

    /// Ends what was done before, and begins this.
    pub(super) fn begin(&mut self, stage: &'static str) {
        self.stages.push((stage, Instant::now()));
    }

    /// Begins to write so many files.
    pub(super) fn write(&mut self, files: usize) {
        self.begin("writing");
        let style = ProgressStyle::with_template("{msg} [{wide_bar}] {pos} of {len} files");
        self.bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden())
            .with_style(style.expect("the template is one"))
            .with_message("Writing");
    }

    /// One more file is written. May be called from every thread.
    pub(super) fn step(&self) {
        if !self.shown.is_completed() && self.began.elapsed() > PATIENCE {
            // On a terminal only: everywhere else such a target is hidden by itself.
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.inc(1);
    }

    /// Ends everything: the bar goes away.
    pub(super) fn end(&mut self) {
        self.begin("");
        self.bar.finish_and_clear();
    }

    /// How long each stage took, in milliseconds, and how much was written.
    pub(super) fn timings(&self, bytes: u64) -> String {
        let mut table = String::new();
        for pair in self.stages.windows(2) {
            let [(stage, from), (_, to)] = pair else {
                continue;
            };
            let taken = to.duration_since(*from);
            writeln!(table, "{:>8.1} ms  {stage}", taken.as_secs_f64() * 1e3)
                .expect("writing to a string cannot fail");
        }
        let end = self.stages.last().map_or(self.began, |(_, end)| *end);
        let all = end.duration_since(self.began).as_secs_f64() * 1e3;
        write!(table, "{all:>8.1} ms  in all; the site has {}", HumanBytes(bytes))
            .expect("writing to a string cannot fail");
        table
    }
}
