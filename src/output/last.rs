//! The last build: what it was made from and what it said. The next one can then tell in a moment
//! that nothing changed, without reading a page.
#![allow(clippy::disallowed_methods, reason = "edge: reads the disk")]

use super::{Hand, LOCK, Manifest, Stamp, Written, program};
use crate::{
    disk,
    site::{Address, File, Site},
    source::{Beyond, Sources, Wants},
    text::BookPath,
};
use anyhow::Result;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

/// The file that says so, in the folder of the site.
const LAST: &str = ".archbook.last";

/// A build that went well.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Last {
    /// The digest of all that the pages were made from.
    inputs: String,
    /// What the pages asked for beyond the snapshot of the book.
    beyond: Vec<String>,
    evidence: Vec<String>,
    pictures: Vec<String>,
    /// The files of the book that the site has copies of, by address.
    copies: BTreeMap<String, String>,
    /// What the book holds, in a line.
    pub summary: String,
    /// What was found in it, in a line.
    pub tally: String,
    /// Whether errors are among that.
    pub has_errors: bool,
}

impl Last {
    /// The last build into a folder, if nothing changed since, with what it would do again.
    pub fn unchanged(sources: &Sources, root: &Path, folder: &Path) -> Option<(Self, Written)> {
        let last: Self = serde_json::from_str(&text(folder)?).ok()?;
        let manifest = Manifest::read(folder);
        if manifest.inputs() != last.inputs || folder.join(LOCK).exists() {
            return None;
        }
        let mut sources = sources.clone();
        disk::attach(&mut sources, root, last.wants());
        if last.inputs != inputs(&sources) {
            return None;
        }
        let files: Vec<(&str, &Stamp)> = manifest.files().collect();
        let stands = |(address, stamp): &(&str, &Stamp)| {
            let there = fs::symlink_metadata(folder.join(address)).ok();
            manifest.vouches(there.as_ref(), stamp) && last.is_copied(root, address, stamp)
        };
        let bytes = files.iter().map(|(_, stamp)| stamp.bytes).sum();
        let written = Written { same: files.len(), bytes, ..Written::default() };
        files.par_iter().all(stands).then_some((last, written))
    }

    /// What there is to know of a site that was written, apart from what is said of it.
    pub fn of(site: &Site, written: &Written) -> Self {
        let handbook = site.handbook();
        let Wants { beyond, evidence, pictures } = &handbook.sources.wants;
        let place = |it: &Beyond| match it {
            Beyond::Inside(path) => path.to_string(),
            Beyond::Outside(path) => path.as_str().to_owned(),
        };
        let copy = |address: &Address| match site.file(address) {
            Some(File::Copy(path)) => Some((address.as_str().to_owned(), path.to_string())),
            _ => None,
        };
        Self {
            inputs: written.inputs.clone(),
            beyond: beyond.iter().map(place).collect(),
            evidence: evidence.iter().map(ToString::to_string).collect(),
            pictures: pictures.iter().map(ToString::to_string).collect(),
            copies: site.addresses().filter(|it| !site.is_page(it)).filter_map(copy).collect(),
            ..Self::default()
        }
    }

    /// Keeps it for the next build, which has to try again where this one left something out.
    pub fn keep(&self, written: &Written, folder: &Path) -> Result<()> {
        let json = serde_json::to_string(self)?;
        if !written.is_whole() || text(folder).is_some_and(|it| it == json) {
            return Ok(());
        }
        Hand { folder, asked: &|_, _| Ok(()) }.replace(LAST, json.as_bytes())
    }

    /// Whether an address shows no copy, or one of what the book still holds.
    fn is_copied(&self, root: &Path, address: &str, stamp: &Stamp) -> bool {
        let path = self.copies.get(address).map(|it| BookPath::new(it));
        path.is_none_or(|path| {
            let bytes = path.and_then(|it| disk::bytes(root, &it).ok());
            bytes.is_some_and(|it| Stamp::of(&it) == *stamp)
        })
    }

    fn wants(&self) -> Wants {
        let inside = |all: &[String]| all.iter().filter_map(|it| BookPath::new(it)).collect();
        let place = |it: &String| match BookPath::root().join(it) {
            Ok(path) => Beyond::Inside(path),
            Err(path) => Beyond::Outside(path),
        };
        Wants {
            beyond: self.beyond.iter().map(place).collect(),
            evidence: inside(&self.evidence),
            pictures: inside(&self.pictures),
        }
    }
}

/// What the file says, if it is one: a link leads elsewhere, a pipe would be waited for.
fn text(folder: &Path) -> Option<String> {
    let file = folder.join(LAST);
    let is_file = fs::symlink_metadata(&file).is_ok_and(|it| it.is_file());
    is_file.then(|| fs::read_to_string(file).ok()).flatten()
}

/// A digest of all that a site is made from: the book, and this program.
pub(super) fn inputs(sources: &Sources) -> String {
    format!("{}{}", sources.digest(), program())
}
