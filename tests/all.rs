//! Every test of archbook as a whole, in one program.
#![allow(clippy::unwrap_used, reason = "a test that fails should stop")]
#![allow(clippy::disallowed_methods, reason = "tests live at the edge")]
