//! The `archbook` program: one line of work, one exit code.

use archbook::command::Command;
use clap::Parser;
use std::process::ExitCode;

/// Reading a book is many small allocations on all cores at once, which this one is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    Command::parse().run()
}
