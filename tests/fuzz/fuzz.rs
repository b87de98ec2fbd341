//! The properties of `tests/properties.rs`, for the targets.
#![allow(dead_code, unused_imports, reason = "the tests need more of these files")]

#[path = "../books.rs"]
mod books;
#[path = "../crawl.rs"]
mod crawl;
#[path = "../properties.rs"]
mod properties;

/// Checks the property of this target on one input.
pub fn hold(target: &str, data: &[u8]) {
    let property = properties::ALL.iter().find(|it| it.0 == target);
    property.expect("every target has a property").1(data);
}
