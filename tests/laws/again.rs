//! What a build must not depend on: what was built before, the order of files, the number of threads,
//! and where it is done.

use super::{
    cases,
    disk::{Folder, Warm, difference},
    generated::{self, Bytes, Files},
};
use proptest::prelude::*;

/// A book, and its files in some order.
fn in_some_order() -> impl Strategy<Value = (Files, Vec<(String, Bytes)>)> {
    generated::book().prop_flat_map(|book| {
        let files: Vec<_> = book.clone().into_iter().collect();
        (Just(book), Just(files).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(cases(14))]

    #[test]
    fn a_warm_build_equals_a_cold_one(first in generated::book(), edits in generated::edits()) {
        let (mut folder, warm, mut now) = (Folder::new(&first), Warm::default(), first);
        folder.shown(&warm);
        for edit in edits {
            edit.apply(&mut now);
            folder.change(&now);
            let (warm, cold) = (folder.shown(&warm), folder.shown(&Warm::default()));
            prop_assert_eq!(difference(&warm, &cold), None, "after {:?}", edit);
        }
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn neither_threads_nor_the_order_of_files_show((book, files) in in_some_order()) {
        let built = |folder: &Folder, threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| folder.shown(&Warm::default()))
        };
        let expected = built(&Folder::new(&book), 1);
        let folder = Folder::in_order(files);
        for threads in [2, 7] {
            prop_assert_eq!(difference(&expected, &built(&folder, threads)), None);
        }
    }
}
