//! What a page was called, and where it was, before: its `aliases`. Hugo and Zola give them as
//! addresses, Jekyll as `redirect_from`, Obsidian as other names; archbook takes both.

use super::{Page, Part};
use crate::text::{BookPath, Spanned};

impl Part {
    /// The names it goes by as well, such as ids it had before.
    pub fn former_names(&self) -> impl Iterator<Item = &str> {
        self.aliases().filter(|it| address(&it.value).is_none()).map(|it| it.value.as_str())
    }

    fn aliases(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.field("aliases").into_iter().flat_map(|it| it.value.texts())
    }
}

impl Page {
    /// The addresses it had before, each with where the page says so.
    pub fn former_addresses(&self) -> impl Iterator<Item = (String, &Spanned<String>)> {
        self.whole().aliases().filter_map(|it| Some((address(&it.value)?, it)))
    }
}

/// The address of the file that an alias means; `None` if it is a name.
fn address(alias: &str) -> Option<String> {
    let alias = alias.trim().trim_start_matches('/');
    let plain = BookPath::new(alias.trim_end_matches('/')).filter(|_| !alias.contains("://"))?;
    let plain = plain.as_str();
    let name = plain.rsplit('/').next().unwrap_or(plain);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("md" | "markdown") => Some(format!("{}.html", plain.rsplit_once('.')?.0)),
        Some("html" | "htm") => Some(plain.to_owned()),
        // Other tools give every page a folder.
        _ if alias.contains('/') => Some(format!("{plain}/index.html")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_an_address_or_a_name() {
        let aliases =
            ["/old/a.md", "b.html", "old/c/", "old/c", "ADR-3", "Use Kafka", "../d.md", "x://y/z"];
        let found = aliases.map(address);
        let found: Vec<_> = found.iter().map(|it| it.as_deref().unwrap_or("a name")).collect();
        let page = "old/c/index.html";
        assert_eq!(
            found,
            ["old/a.html", "b.html", page, page, "a name", "a name", "a name", "a name"]
        );
    }
}
