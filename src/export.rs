//! The handbook and its report, for other tools. One file per format.
//!
//! Each format has types of its own: what is exported is a promise, what archbook works with is
//! not.

mod audit;
mod badge;
mod checked;
mod csv;
mod delta;
mod feed;
mod github;
mod json;
mod junit;
mod keyed;
mod markdown;
mod matrix;
mod place;
mod rules;
mod sarif;
mod schema;
mod xml;

pub use audit::{Excuse, audit};
pub use badge::{badge_json, badge_svg};
pub use checked::{
    Checked, Fix, Found, Gate, Noted, Numbers, Owed, Policy, Section, Stage, State, Total, checked,
};
pub use csv::csv;
pub use delta::Delta;
pub use feed::{Feed, FeedItem, feed};
pub use github::github;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use matrix::{Traceability, traceability};
pub use place::Where;
pub use sarif::sarif;
pub use schema::{Schema, schema, schemas};
