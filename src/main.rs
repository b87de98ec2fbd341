//! The `archbook` program.
fn main() {}
