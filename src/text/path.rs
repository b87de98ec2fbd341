//! Paths inside a book, and just outside it.

use std::{borrow::Borrow, ffi::OsStr, fmt, sync::Arc};

/// A path relative to the book's root, with `/` between its parts and no `.` or `..` in it.
///
/// The same on every platform, so that sites, reports and tests are too. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookPath(Arc<str>);

/// A path that leaves the book: relative to its root, starting with one or more `../`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OuterPath(Arc<str>);

impl BookPath {
    /// Normalises `path`; `None` if it leaves the book.
    pub fn new(path: &str) -> Option<Self> {
        climb("", path).ok().map(Self::normal)
    }

    /// The path with this text, which is normal already.
    fn normal(text: String) -> Self {
        Self(text.into())
    }

    /// The book's root itself.
    pub fn root() -> Self {
        Self("".into())
    }

    /// The path of a file that was found below the root, by the names on the way to it; or why it
    /// can have none. A name with a backslash or a line break in it would be another path in links,
    /// in reports, and on other systems.
    pub fn of_names<'a>(names: impl Iterator<Item = &'a OsStr>) -> Result<Self, &'static str> {
        let mut path = String::new();
        for name in names {
            let name = name.to_str().ok_or("its name is not UTF-8; give it another one")?;
            if name.contains(|it: char| it == '\\' || it.is_control()) {
                return Err("its name has a backslash or a control character in it; \
                    give it another one");
            }
            path.push_str(if path.is_empty() { "" } else { "/" });
            path.push_str(name);
        }
        Ok(Self(path.into()))
    }

    /// Resolves `path` as a link written in the file `self`. A leading `/` means the root.
    pub fn join(&self, path: &str) -> Result<Self, OuterPath> {
        match path.strip_prefix('/') {
            Some(rooted) => climb("", rooted),
            None => climb(self.folder(), path),
        }
        .map(Self::normal)
    }

    /// The text of what `path` resolves to, as a link written in the file `self` and not from the
    /// root, for whoever only looks whether it is there; `None` if it leaves the book.
    pub fn beside(&self, path: &str) -> Option<String> {
        climb(self.folder(), path).ok()
    }

    /// A path below this one, which is a folder.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        if self.0.is_empty() { Self(name.into()) } else { Self(format!("{self}/{name}").into()) }
    }

    /// The path as written in reports and links.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it is in; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The last part without its extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// Whether it is an index or a README, which speaks for its folder.
    pub fn is_index(&self) -> bool {
        ["index", "readme"].iter().any(|it| self.stem().eq_ignore_ascii_case(it))
    }

    /// Whether it is where mdBook has the order of a book's chapters.
    pub fn is_summary(&self) -> bool {
        self.name() == "SUMMARY.md"
    }

    /// The folders it is in, nearest first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folder().rsplit('/').filter(|it| !it.is_empty())
    }

    /// What is left of this path inside `folder`; `None` if it is elsewhere.
    pub fn within(&self, folder: &Self) -> Option<&str> {
        if folder.0.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&*folder.0)?.strip_prefix('/')
    }
}

impl OuterPath {
    /// The path as the file system takes it from the book's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The way from the file at one path to the file at another, both from the same folder.
pub fn way(from: &str, to: &str) -> String {
    let same = from.bytes().zip(to.bytes()).take_while(|(here, there)| here == there).count();
    // Where the last folder ends that both are in.
    let shared = from.as_bytes()[..same].iter().rposition(|it| *it == b'/').map_or(0, |at| at + 1);
    let folders = from[shared..].matches('/').count();
    let mut way = String::with_capacity("../".len() * folders + to.len() - shared);
    way.extend(std::iter::repeat_n("../", folders));
    way.push_str(&to[shared..]);
    way
}

/// Follows `path` from a folder. Both slashes separate: links written on Windows carry the other
/// one.
fn climb(folder: &str, path: &str) -> Result<String, OuterPath> {
    let mut reached = String::with_capacity(folder.len() + 1 + path.len());
    reached.push_str(folder);
    let mut above = 0;
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => (),
            ".." if reached.is_empty() => above += 1,
            ".." => reached.truncate(reached.rfind('/').unwrap_or_default()),
            part => {
                reached.push_str(if reached.is_empty() { "" } else { "/" });
                reached.push_str(part);
            }
        }
    }
    match above {
        0 => Ok(reached),
        above => Err(OuterPath(("../".repeat(above) + &reached).into())),
    }
}

/// A path is found by its text.
impl Borrow<str> for BookPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BookPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, link: &str, expected: &str) {
        let resolved = match BookPath::new(from).unwrap().join(link) {
            Ok(inside) => inside.as_str().to_owned(),
            Err(outside) => outside.as_str().to_owned(),
        };
        assert_eq!(resolved, expected);
    }

    #[test]
    fn links_resolve_against_the_file_they_are_written_in() {
        check("decisions/0001.md", "0002.md", "decisions/0002.md");
        check("decisions/0001.md", "../needs/n1.md", "needs/n1.md");
        check("decisions/0001.md", "./a//b.md", "decisions/a/b.md");
        check("decisions/0001.md", "..\\needs\\n1.md", "needs/n1.md");
        check("decisions/0001.md", "/index.md", "index.md");
    }

    #[test]
    fn links_may_leave_the_book_and_say_so() {
        check("decisions/0001.md", "../../src/main.rs", "../src/main.rs");
        check("a.md", "../b/../../c", "../../c");
    }

    #[test]
    fn the_way_to_a_file_names_the_file() {
        for (from, to, expected) in [
            ("index.html", "a/b.html", "a/b.html"),
            ("a/b.html", "index.html", "../index.html"),
            ("a/b.html", "a/b.html", "b.html"),
            ("a/b/c.html", "a/d/e.html", "../d/e.html"),
            ("a/x.html", "b/a/x.html", "../b/a/x.html"),
            ("_/stages/a.html", "_/theme.css", "../theme.css"),
            ("a/b.html", "a", "../a"),
        ] {
            assert_eq!(way(from, to), expected);
            let resolved = BookPath::new(from).unwrap().join(expected);
            assert_eq!(resolved, Ok(BookPath::new(to).unwrap()));
        }
    }

    #[test]
    fn what_windows_writes_is_the_same_path() {
        check("decisions\\0001.md", ".\\0002.md", "decisions/0002.md");
        check("a.md", "..\\..\\far\\b.md", "../../far/b.md");
        // Neither a drive nor another machine is anything but a name in a book.
        check("a.md", "C:\\Windows\\win.ini", "C:/Windows/win.ini");
        check("a.md", "\\\\server\\share\\b.md", "server/share/b.md");
    }

    #[test]
    fn a_path_is_made_of_names_that_every_system_reads_alike() {
        let of = |names: &[&str]| {
            BookPath::of_names(names.iter().map(OsStr::new)).map(|it| it.as_str().to_owned())
        };
        assert_eq!(of(&["a", "b c", "e\u{301}.md"]), Ok("a/b c/e\u{301}.md".to_owned()));
        for name in ["..\\b.md", "C:\\b.md", "line\nbreak.md", "nul\0.md"] {
            assert!(of(&["a", name]).is_err(), "{name}");
        }
    }

    #[test]
    fn names_come_apart() {
        let path = BookPath::new("docs/adr/0007-a.b.md").unwrap();
        assert_eq!(
            (path.folder(), path.name(), path.stem()),
            ("docs/adr", "0007-a.b.md", "0007-a.b")
        );
        assert_eq!(path.folders().collect::<Vec<_>>(), ["adr", "docs"]);
        assert_eq!(path.within(&BookPath::new("docs").unwrap()), Some("adr/0007-a.b.md"));
        assert_eq!(path.within(&BookPath::new("doc").unwrap()), None);
    }
}
