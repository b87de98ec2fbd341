//! The `archbook` program: one line of work, one exit code.

use archbook::command::Command;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    Command::parse().run()
}
