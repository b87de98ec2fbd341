//! What raw HTML in pages may be, beside what always may.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// `[output.html.allow]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Allow {
    /// Elements, such as `font`. One that could run, load or send something is refused.
    #[schemars(with = "Vec<String>", example = ["font"])]
    pub elements: Vec<Spanned<String>>,
    /// Attributes of any element, such as `color`. One that could run, load or send something is
    /// refused.
    #[schemars(with = "Vec<String>", example = ["color"])]
    pub attributes: Vec<Spanned<String>>,
}
