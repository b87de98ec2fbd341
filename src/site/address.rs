//! Where things live on the site, and how they reach each other.

use crate::text::{self, BookPath};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::{borrow::Cow, collections::HashSet, fmt, sync::Arc};

/// What may stand in a link as it is. A colon may not: it would make the first part of a relative
/// link a scheme.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/')
    .remove(b'(')
    .remove(b')')
    .remove(b'!')
    .remove(b',')
    .remove(b'+')
    .remove(b'=')
    .remove(b'@');

/// Where a file lives on the site: relative to its top, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Arc<str>);

/// Something that could not have the address that its path asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// What it is.
    pub path: BookPath,
    /// The address it asked for, which was taken.
    pub wanted: Address,
    /// The address it has.
    pub given: Address,
}

impl Address {
    /// The address with this text. It need not be one that a site has.
    pub fn new(address: &str) -> Self {
        Self(address.into())
    }

    /// The text, not encoded in any way.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way from the file at this address to another one, not encoded. It always names the file.
    pub fn relative(&self, to: &Self) -> String {
        text::way(&self.0, &to.0)
    }

    /// The way from here to another address as links write it.
    pub fn href(&self, to: &Self) -> String {
        let way = self.relative(to);
        // Most ways are in no need of it.
        match Cow::from(utf8_percent_encode(&way, PLAIN)) {
            Cow::Borrowed(_) => way,
            Cow::Owned(encoded) => encoded,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path or an anchor as links write it.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// A path that people wrote as a part of a link, which they may or may not have encoded.
pub(super) fn encode_rest(text: &str) -> String {
    const ENCODED: &AsciiSet = &PLAIN.remove(b'%');
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Hands out addresses, each one once, no two that a disk could take for the same, and none that
/// some disk cannot hold.
#[derive(Default)]
pub(super) struct Claims {
    files: HashSet<Arc<str>>,
    folders: HashSet<String>,
    pub(super) collisions: Vec<Collision>,
}

impl Claims {
    /// Nothing is taken yet, and there is room for so many addresses.
    pub(super) fn with_room(count: usize) -> Self {
        Self { files: HashSet::with_capacity(count), ..Self::default() }
    }

    /// An address of archbook's own.
    pub(super) fn own(&mut self, wanted: &str) -> Address {
        self.free(wanted)
    }

    /// The address that the file at `path` asks for, or one near it.
    pub(super) fn claim(&mut self, path: &BookPath, wanted: &str) -> Address {
        let given = self.free(wanted);
        if given.as_str() != wanted {
            let wanted = Address::new(wanted);
            let collision = Collision { path: path.clone(), wanted, given: given.clone() };
            self.collisions.push(collision);
        }
        given
    }

    /// The address itself, if it is free, and one at which a file can be.
    pub(super) fn spare(&mut self, wanted: &str) -> Option<Address> {
        let address = Address::new(wanted);
        (text::portable(wanted) == wanted && self.take(&address)).then_some(address)
    }

    fn free(&mut self, wanted: &str) -> Address {
        let wanted = Address::new(&text::portable(wanted));
        let numbered = (2..).map(|count| Address::new(&numbered(wanted.as_str(), count)));
        std::iter::once(wanted.clone())
            .chain(numbered)
            .find(|it| self.take(it))
            .expect("there is always another number")
    }

    /// Takes an address unless it, or a folder of it, is taken as a file, or it as a folder.
    fn take(&mut self, address: &Address) -> bool {
        let folded = text::folded(address.as_str());
        let folders = || folded.match_indices('/').map(|(end, _)| &folded[..end]);
        let taken = self.files.contains(&*folded)
            || self.folders.contains(&*folded)
            || folders().any(|folder| self.files.contains(folder));
        if !taken {
            let new = folders().filter(|&it| !self.folders.contains(it)).map(ToOwned::to_owned);
            let new: Vec<String> = new.collect();
            self.folders.extend(new);
            self.files.insert(match folded {
                Cow::Borrowed(_) => Arc::clone(&address.0),
                Cow::Owned(folded) => folded.into(),
            });
        }
        !taken
    }
}

/// Another address near the wanted one. The count goes to the file and, since a folder of it may be
/// the trouble, to a folder in front as well where one count was not enough.
fn numbered(wanted: &str, count: usize) -> String {
    let (folder, name) = wanted.rsplit_once('/').map_or(("", wanted), |it| it);
    let (stem, extension) = name.rsplit_once('.').map_or((name, ""), |it| it);
    let dot = if extension.is_empty() { "" } else { "." };
    let name = format!("{stem}-{count}{dot}{extension}");
    match folder {
        "" => name,
        _ if count > 2 => format!("{}-{count}/{name}", folder.replace('/', "-")),
        _ => format!("{folder}/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hrefs_lead_to_files_with_any_name() {
        let href = |to| Address::new("a/b.html").href(&Address::new(to));
        assert_eq!(href("a/c#?% \"'é.html"), "c%23%3F%25%20%22%27%C3%A9.html");
        assert_eq!(href("a/x:y.html"), "x%3Ay.html");
    }

    #[test]
    fn no_two_files_have_one_address_on_any_disk() {
        let mut claims = Claims::default();
        let path = BookPath::new("x.md").unwrap();
        let wanted = ["a/B.html", "a/b.html", "a/b.html", "a", "c.html", "c.html/d.html", "e", "E"];
        let given: Vec<_> =
            wanted.iter().map(|it| claims.claim(&path, it).as_str().to_owned()).collect();
        assert_eq!(
            given,
            [
                "a/B.html",
                "a/b-2.html",
                "a-3/b-3.html",
                "a-2",
                "c.html",
                "c.html-3/d-3.html",
                "e",
                "E-2"
            ]
        );
        assert_eq!(claims.collisions.len(), 5);
    }

    #[test]
    fn an_address_is_one_that_every_system_can_hold() {
        let mut claims = Claims::default();
        let path = BookPath::new("x.md").unwrap();
        let wanted = ["aux.html", "a:b.html", "a-b.html", "caf\u{e9}.html", "cafe\u{301}.html"];
        let given = wanted.map(|it| claims.claim(&path, it).as_str().to_owned());
        let nfd = "cafe\u{301}-2.html";
        assert_eq!(given, ["aux-.html", "a-b.html", "a-b-2.html", "caf\u{e9}.html", nfd]);
        assert_eq!((claims.spare("con/old.html"), claims.spare("c:/old.html")), (None, None));
    }
}
