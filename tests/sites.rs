//! Small books and the sites they become, whole pages at a time.
//!
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test`, accepts what changed.

use crate::books::{Memory, files, site};
use archbook::{disk, text::Date};
use std::path::Path;

/// The pages worth keeping: those of the book, and one of each that archbook adds.
const SHOWN: &[&str] = &[
    "index.html",
    "decisions/0001-nightly.html",
    "decisions/0002-event-log.html",
    "requirements/001-recover.html",
    "_/stages/implement.html",
    "_/sections/decisions.html",
    "_/print/implement.html",
    "_/report.html",
    "_/method.html",
    "_/views.html",
    "_/views/matrix.html",
    "_/views/matrix.csv",
    "_/views/matrix.json",
    "_/views/timeline.html",
    "_/views/changes.html",
    "_/views/reviews.html",
    "404.html",
];

#[test]
fn a_small_book_becomes_the_site_that_is_kept() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small");
    let today = Date::parse("2026-11-22").unwrap();
    let mut sources = disk::snapshot(&book, &book.join("site"), today).unwrap();
    // An edition names the commit it was made from, which is another one every time.
    sources.repository = None;
    let pages = files(&site(sources, &Memory::default()));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("sites/small-site");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for address in SHOWN {
            insta::assert_snapshot!(address.replace('/', "~"), pages[*address]);
        }
    });
}
