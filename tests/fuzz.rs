//! The inputs that the fuzz targets found to matter, on any compiler: every property holds for them,
//! and for what a few edits make of them.

use crate::properties;
use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};
use std::{fs, path::PathBuf};

/// How often inputs are edited, for each target.
const EDITED: u32 = 48;

/// One edit: where, how much goes, and what comes.
type Edit = (Index, Index, String);

/// The inputs that are kept for a target.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|it| it.file_type().is_file());
    files.map(|it| fs::read(it.path()).unwrap()).collect()
}

#[test]
fn every_property_holds_for_what_was_found() {
    for (target, property) in properties::ALL {
        let inputs = corpus(target);
        assert!(!inputs.is_empty(), "{target} has no inputs");
        for it in &inputs {
            property(it);
        }
    }
}

#[test]
fn every_property_holds_for_what_edits_make_of_it() {
    let edit = || (any::<Index>(), any::<Index>(), "[ -~\n\té]{0,4}");
    for (target, property) in properties::ALL {
        let inputs = (select(corpus(target)), prop::collection::vec(edit(), 1..6));
        let mut runner = TestRunner::new(Config { cases: EDITED, ..Config::default() });
        let holds = runner.run(&inputs, |(input, edits)| {
            property(&edits.into_iter().fold(input, edited));
            Ok(())
        });
        assert!(holds.is_ok(), "{target}: {}", holds.unwrap_err());
    }
}

fn edited(mut input: Vec<u8>, (start, length, new): Edit) -> Vec<u8> {
    let start = start.index(input.len() + 1);
    let end = start + length.index((input.len() - start).min(8) + 1);
    input.splice(start..end, new.into_bytes());
    input
}
