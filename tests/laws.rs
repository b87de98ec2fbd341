//! What must hold for every book, and for everything that is done to one: the laws, and which tests
//! hold them.
//!
//! The books are generated ones (`generated`). `PROPTEST_CASES=1000 cargo test laws` asks of more of
//! them; what fails is printed with the seed that makes it again.

mod again;
mod anchors;
mod disk;
mod findings;
pub(crate) mod generated;
mod sections;
mod twice;
mod written;

use crate::{crawl, tidy};
use proptest::prelude::*;

/// Every law with the tests that hold it.
const LAWS: &[(&str, &[&str])] = &[
    (
        "what was built before does not show",
        &["a_warm_build_equals_a_cold_one", "a_folder_that_was_written_before_does_not_show"],
    ),
    (
        "the order of files and the number of threads do not show",
        &["neither_threads_nor_the_order_of_files_show"],
    ),
    (
        "where and by whom a site is built does not show",
        &["our_own_site_is_the_same_wherever_and_by_whomever_it_is_built"],
    ),
    (
        "to write twice is to write once",
        &[
            "a_second_build_writes_nothing_and_a_changed_book_only_what_differs",
            "a_book_that_did_not_change_is_not_read_again",
        ],
    ),
    (
        "every place lies inside its source, between characters",
        &[
            "whatever_a_page_says_it_is_read_as_one",
            "everything_found_has_a_place_in_the_book",
            "every_property_holds_for_what_edits_make_of_it",
        ],
    ),
    ("no link is dead", &["no_link_on_a_site_is_dead"]),
    (
        "an anchor is there once, and stays whatever is written elsewhere",
        &[
            "whatever_a_page_says_it_is_read_as_one",
            "what_has_no_anchor_changes_none",
            "a_heading_changes_no_anchor_of_another_name",
        ],
    ),
    ("the way from one address to another leads there", &["every_way_leads_there"]),
    (
        "without its cause, nothing is found",
        &[
            "every_page_shows_how_to_fail_and_how_to_pass",
            "a_fix_clears_its_finding",
            "an_edit_that_a_finding_offers_takes_it_away",
        ],
    ),
    (
        "a page that shares nothing changes nothing that is said of others",
        &["a_page_that_shares_nothing_changes_nothing_that_is_said_of_others"],
    ),
];

/// How many cases a law is asked of, unless whoever asks says how many.
fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(count), ..ProptestConfig::default() }
}

#[test]
fn every_law_is_held_by_a_test() {
    let tests = tidy::tests();
    for (law, held) in LAWS {
        assert!(!held.is_empty(), "nobody sees to it that {law}");
        for name in *held {
            assert!(tests.contains(*name), "there is no test `{name}`, by which {law}");
        }
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn no_link_on_a_site_is_dead(book in generated::book()) {
        let site = disk::Folder::new(&book).site(&disk::Warm::default());
        prop_assert_eq!(crawl::faults(&site), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_way_leads_there(from in generated::page_path(), to in generated::page_path()) {
        let [from, to] = [from, to].map(|it| archbook::text::BookPath::new(&it).unwrap());
        crate::properties::assert_way(&from, &to);
    }
}
