//! Addresses that lead on to others: `[output.html.redirect]` of `book.toml`, as mdBook has it.

use super::{Destination, Handbook, resolve};
use crate::text::{BookPath, Span};

/// An address of the site at which nothing is but the way to somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The address, such as `guide/old.html`.
    pub from: String,
    /// Where it leads.
    pub to: Destination,
    /// Where `book.toml` says so.
    pub span: Span,
}

impl Handbook {
    /// What `book.toml` says of addresses that were. Places on a page have no address of their own,
    /// so that nothing can stand there and lead on.
    pub fn redirects(&self) -> impl Iterator<Item = Redirect> {
        let told = self.config.output.html.redirect.iter();
        told.filter_map(|(old, new)| {
            let from = address(old)?;
            let to = resolve::address(self, &self.sources.src.below(&from), new.get_ref());
            Some(Redirect { from, to, span: new.span().into() })
        })
    }
}

/// The address that is meant by a path from the top of the site.
fn address(written: &str) -> Option<String> {
    let path = written.trim().trim_start_matches('/');
    let path = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let path = BookPath::new(&path).filter(|it| *it != BookPath::root())?;
    Some(path.to_string()).filter(|it| !it.contains(['#', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_from_the_top_is_an_address() {
        let found = ["/a.html", "b/c.html", "/d/", "/a.html#b", "../x.html", "/"].map(address);
        let found: Vec<_> = found.iter().map(|it| it.as_deref().unwrap_or("none")).collect();
        assert_eq!(found, ["a.html", "b/c.html", "d/index.html", "none", "none", "none"]);
    }
}
