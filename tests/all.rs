//! Every test of archbook as a whole, in one program.
#![allow(clippy::unwrap_used, reason = "a test that fails should stop")]
#![allow(clippy::disallowed_methods, reason = "tests live at the edge")]
#![allow(clippy::print_stderr, reason = "tests say what they skip")]
#![allow(missing_docs, reason = "a test is named after what it says")]

mod again;
mod beginnings;
mod books;
mod browser;
mod bytes;
mod cheats;
mod coming_from;
mod commands;
mod completeness;
mod corpora;
mod crawl;
mod debt;
mod evidence;
mod faults;
mod files;
mod first_run;
mod forms;
mod fuzz;
mod graph;
mod guide;
mod help;
mod history;
mod hostile;
mod hosting;
mod laws;
mod layout;
mod linking;
mod live;
mod measured;
mod methods;
mod mutation;
mod new_record;
mod palette;
mod pathological;
mod preview;
mod properties;
mod published;
mod queries;
mod reference;
mod releases;
mod report;
mod rewriting;
mod rules;
mod schema;
mod schemas;
mod search;
mod shown;
mod sites;
mod sizes;
mod snippets;
mod soak;
mod theme;
mod tidy;
mod variants;
mod views;
mod workflows;
