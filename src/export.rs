//! The handbook and its report, for other tools. One file per format.
//!
//! Each format has types of its own: what is exported is a promise, what archbook works with is
//! not.

mod findings;
mod json;
mod schema;

pub use findings::findings;
pub use json::json;
pub use schema::{Schema, schema, schemas};
