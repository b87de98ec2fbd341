//! archbook turns a folder of decision records and requirement pages into an architecture handbook.
//!
//! Everything it does is one line of pure functions between two edges:
//!
//! ```text
//!  disk         page          handbook          check          site          output
//!  ────▶ Sources ───▶ Page… ─────────▶ Handbook ────▶ Report ─────▶ Site ────▶ files
//!  snapshot      read            link            check         plan     write
//! ```
//!
//! * [`source::Sources`] is every input at one moment. Only `disk` makes one.
//! * A [`page::Page`] is what one source says by itself. Reading never fails; it finds.
//! * The [`handbook::Handbook`] is what the pages mean together, under a [`method::Method`].
//! * A [`report::Report`] is what is met, what is missing and what is broken.
//! * A [`site::Site`] is a function from address to bytes. Only `output` writes one to a folder;
//!   only `preview` shows one to a browser.
//!
//! The modules below are listed in reading order; each may import only those above it, as the table
//! in `tests/tidy.rs` says. The library exists for archbook's own tests, benchmarks and fuzzers: it
//! is unstable, and only the command line is promised.

pub mod text;

pub mod finding;
pub mod memo;
pub mod source;

pub mod config;
pub mod method;

pub mod markdown;

pub mod page;

pub mod evidence;

pub mod handbook;
pub mod report;
pub mod start;

pub mod query;
pub mod search;

pub mod live;

pub mod check;
pub mod export;

pub mod layout;
pub mod theme;

pub mod site;

pub mod book;
pub mod disk;
pub mod git;
pub mod output;
pub mod terminal;

pub mod preview;

pub mod command;
