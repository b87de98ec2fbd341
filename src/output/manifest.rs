//! What archbook wrote: one line a file, with what it held.
//!
//! ```text
//! archbook 1 ⟨digest of all inputs⟩
//! ⟨digest of the file⟩ ⟨its size in bytes⟩ ⟨its address⟩
//! ```
#![allow(clippy::disallowed_methods, reason = "edge: reads the disk")]

use crate::{disk::MANIFEST, text::BookPath};
use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

const VERSION: &str = "archbook 1 ";

/// Stands for the digest of a file that is archbook's and was not written yet.
const NONE: &str = "-";

/// The files of a site on disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    inputs: String,
    files: BTreeMap<String, Stamp>,
    written: Option<SystemTime>,
}

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    digest: String,
    pub(super) bytes: u64,
}

impl Stamp {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let digest = blake3::hash(bytes).to_hex()[..32].to_owned();
        Self { digest, bytes: bytes.len() as u64 }
    }
}

impl Manifest {
    pub(super) fn new(inputs: String) -> Self {
        Self { inputs, ..Self::default() }
    }

    /// The manifest of a folder; empty if there is none, or none that this version wrote.
    pub(super) fn read(folder: &Path) -> Self {
        let file = folder.join(MANIFEST);
        let Some(found) = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file) else {
            return Self::default();
        };
        let text = fs::read_to_string(&file).unwrap_or_default();
        let mut lines = text.lines();
        let Some(inputs) = lines.next().and_then(|it| it.strip_prefix(VERSION)) else {
            return Self::default();
        };
        let files = lines.filter_map(line).collect();
        // One from the future was written by a clock that went wrong since, or was wrong then: it
        // says nothing about which files were touched after it.
        let written = found.modified().ok().filter(|it| *it <= SystemTime::now());
        Self { inputs: inputs.to_owned(), files, written }
    }

    /// Trusts no file to be what it was written as: each is compared.
    pub(super) fn doubt(&mut self) {
        self.written = None;
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("{VERSION}{}\n", self.inputs);
        for (address, Stamp { digest, bytes }) in &self.files {
            let digest = if digest.is_empty() { NONE } else { digest };
            text.push_str(&[digest, " ", &bytes.to_string(), " ", address, "\n"].concat());
        }
        text
    }

    pub(super) fn insert(&mut self, address: &str, stamp: Stamp) {
        self.files.insert(address.to_owned(), stamp);
    }

    pub(super) fn get(&self, address: &str) -> Option<&Stamp> {
        self.files.get(address)
    }

    /// Whether a file still has the size it was written with and was not touched since.
    pub(super) fn vouches(&self, found: Option<&fs::Metadata>, stamp: &Stamp) -> bool {
        let Some(found) = found.filter(|it| it.is_file()) else {
            return false;
        };
        let touched = found.modified().unwrap_or_else(|_| SystemTime::now());
        found.len() == stamp.bytes && self.written.is_some_and(|it| touched <= it)
    }

    /// Every file with what it held, in the order of their addresses.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &Stamp)> {
        self.files.iter().map(|(address, stamp)| (address.as_str(), stamp))
    }

    pub(super) fn has(&self, address: &str) -> bool {
        self.files.contains_key(address)
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn inputs(&self) -> &str {
        &self.inputs
    }

    /// When it was written, which is after every file it names.
    pub(super) fn written(&self) -> Option<SystemTime> {
        self.written
    }
}

impl PartialEq for Manifest {
    fn eq(&self, other: &Self) -> bool {
        self.inputs == other.inputs && self.files == other.files
    }
}

/// One line; `None` if it names a place outside the folder, as no manifest of ours does.
fn line(line: &str) -> Option<(String, Stamp)> {
    let mut words = line.splitn(3, ' ');
    let (digest, bytes, address) = (words.next()?, words.next()?, words.next()?);
    let inside = BookPath::new(address).is_some_and(|path| path.as_str() == address);
    let digest = if digest == NONE { "" } else { digest };
    let stamp = Stamp { digest: digest.to_owned(), bytes: bytes.parse().ok()? };
    inside.then(|| (address.to_owned(), stamp))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_what_it_wrote_and_nothing_outside_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::new("x".to_owned());
        manifest.insert("a b/c.html", Stamp::of(b"text"));
        let text = manifest.text() + "- 0 ../escape\n- 0 /etc/passwd\nnonsense\n";
        fs::write(folder.path().join(MANIFEST), text).unwrap();
        let read = Manifest::read(folder.path());
        assert!(read == manifest && read.get("a b/c.html") == Some(&Stamp::of(b"text")));
    }
}
