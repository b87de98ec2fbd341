//! What of the raw HTML in its pages a book lets through.

use crate::{
    config::Config,
    markdown::{Markup, RawHtml},
};
use toml::Spanned;

/// What a book allows. A name that it may not allow does not count.
pub(super) fn allowed(config: &Config) -> RawHtml {
    if config.is_unsafe() {
        return RawHtml::AsWritten;
    }
    let allow = &config.output.html.allow;
    let names = |written: &[Spanned<String>], markup: fn(String) -> Markup| {
        let markup = written.iter().map(|it| markup(it.get_ref().to_lowercase()));
        markup.filter(Markup::is_harmless).map(|it| it.name().to_owned()).collect()
    };
    RawHtml::Sanitized {
        elements: names(&allow.elements, Markup::Element),
        attributes: names(&allow.attributes, Markup::Attribute),
    }
}
