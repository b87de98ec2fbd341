//! The preview through many edits, in the small; `cargo bench --bench whole -- soak` is the same in the
//! large.

#[path = "bench/whole/chance.rs"]
mod chance;
#[path = "bench/whole/code.rs"]
mod code;
#[path = "bench/whole/corpus.rs"]
mod corpus;
#[path = "bench/whole/edit.rs"]
mod edit;
#[path = "bench/whole/preview.rs"]
mod preview;
#[path = "bench/whole/soak.rs"]
mod run;

use corpus::Corpus;
use run::Plan;

const ARCHBOOK: &str = env!("CARGO_BIN_EXE_archbook");
/// How much larger the preview may be after a day of writing. It is a tenth, which the benchmark asks
/// of a large book; of one so small, what the allocator holds back is a tenth by itself. A single
/// state of this book that were kept for every edit would make it five times as large.
const GROWTH_MAX: f64 = 1.25;

#[test]
fn a_day_of_writing_leaves_the_preview_as_small_and_as_right_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan { seed: 7, edits: 140, every: 20 };
    let soak = run::run(&Corpus::new(folder.path(), 200), plan);
    eprintln!("seed {}: {} answers, {:.1?} MB", plan.seed, soak.compared, soak.memory);
    match soak.growth() {
        Some(growth) => assert!(growth <= GROWTH_MAX, "{:?}", soak.memory),
        None => eprintln!("skipped: this system does not say how much memory a program takes"),
    }
}
