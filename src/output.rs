//! [`Site`] to a folder. The only file that writes a site.
//!
//! A file is written whole or not at all, and only when it differs. What archbook wrote before and
//! no longer wants is removed, by the manifest it keeps; nothing else ever is. What stands in the
//! way and was not written by archbook stays, and is named.
#![allow(clippy::disallowed_methods, reason = "edge: writes the disk")]

mod manifest;

use crate::{
    disk::{self, MANIFEST},
    site::{Address, File, Site},
};
use anyhow::{Context, Result, bail};
use manifest::{Manifest, Stamp};
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// What a write did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// New or different files.
    pub changed: usize,
    /// Files that were right already.
    pub same: usize,
    /// Files that are no longer part of the site.
    pub removed: usize,
    /// How many bytes there are in all files that are right now.
    pub bytes: u64,
    /// Files that archbook did not write, in places where it would have.
    pub kept: Vec<String>,
}

/// What became of one file.
enum Fate {
    Changed(Stamp),
    Same(Stamp),
    Kept,
}

/// Refuses a folder that a site must not be written to: the book itself, what contains it, or what
/// somebody else filled. `force` overrules the last.
pub fn refuse(root: &Path, folder: &Path, force: bool) -> Result<()> {
    let (real_root, real) = (real(root), real(folder));
    if real_root.starts_with(&real) {
        bail!(
            "{} contains the book: a site in it would overwrite its own sources",
            folder.display()
        );
    }
    let mut items = match fs::read_dir(folder) {
        Ok(items) => items,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).context(format!("cannot read {}", folder.display())),
    };
    let own = folder.join(MANIFEST).is_file();
    if items.next().is_none() || own || force {
        return Ok(());
    }
    bail!(
        "{} holds files that archbook did not write; choose another folder with -o, or write beside \
         them with --force",
        folder.display()
    );
}

/// Makes `folder` hold `site`, whose assets are read from `root`. `force` also replaces files that
/// archbook did not write. `step` is told of every file that is as it should be.
pub fn write(
    site: &Site,
    root: &Path,
    folder: &Path,
    force: bool,
    step: &(dyn Fn() + Sync),
) -> Result<Written> {
    let before = Manifest::read(folder);
    let addresses: Vec<&Address> = site.addresses().collect();
    let inputs = format!("{}{}", site.handbook().sources.digest(), program());
    claim(folder, &before, &addresses)?;
    if before.inputs() != inputs {
        site.prepare();
    }
    let target = Target { site, root, folder, before: &before, force, inputs: &inputs };
    let fates: Result<Vec<(&Address, Fate)>> = addresses
        .par_iter()
        .map(|&address| {
            let fate = target.file(address)?;
            step();
            Ok((address, fate))
        })
        .collect();
    let mut written = Written::default();
    let mut after = Manifest::new(inputs.clone());
    for (address, fate) in fates? {
        let stamp = match fate {
            Fate::Changed(stamp) => {
                written.changed += 1;
                stamp
            }
            Fate::Same(stamp) => {
                written.same += 1;
                stamp
            }
            Fate::Kept => {
                written.kept.push(address.as_str().to_owned());
                continue;
            }
        };
        written.bytes += stamp.bytes;
        after.insert(address.as_str(), stamp);
    }
    written.removed = prune(folder, &before, &after);
    if after != before {
        replace(&folder.join(MANIFEST), after.text().as_bytes())?;
    }
    Ok(written)
}

/// A digest of this program: another one may make other pages of the same sources.
fn program() -> String {
    let program = std::env::current_exe().and_then(fs::read).unwrap_or_default();
    blake3::hash(&program).to_hex()[..16].to_owned()
}

/// Makes the folders of the site, and says in the manifest that all its files are archbook's, so
/// that a build that is cut short leaves nothing that nobody owns.
fn claim(folder: &Path, before: &Manifest, addresses: &[&Address]) -> Result<()> {
    let parents: BTreeSet<&str> =
        addresses.iter().map(|it| it.as_str().rsplit_once('/').map_or("", |(it, _)| it)).collect();
    for parent in parents {
        let parent = folder.join(parent);
        fs::create_dir_all(&parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    let fresh: Vec<&str> =
        addresses.iter().map(|it| it.as_str()).filter(|it| !before.has(it)).collect();
    let fresh = fresh.into_iter().filter(|it| !folder.join(it).exists());
    let mut claimed = before.clone();
    let mut any = false;
    for address in fresh {
        claimed.insert(address, Stamp::default());
        any = true;
    }
    if any {
        replace(&folder.join(MANIFEST), claimed.text().as_bytes())?;
    }
    Ok(())
}

/// One write under way.
struct Target<'a> {
    site: &'a Site,
    root: &'a Path,
    folder: &'a Path,
    before: &'a Manifest,
    force: bool,
    inputs: &'a str,
}

impl Target<'_> {
    fn file(&self, address: &Address) -> Result<Fate> {
        let file = self.folder.join(address.as_str());
        let known = self.before.get(address.as_str());
        let untouched = known.filter(|stamp| self.is_as_written(&file, stamp));
        if let Some(stamp) = untouched {
            // The same inputs give the same page; only assets have contents of their own.
            if self.before.inputs() == self.inputs && self.site.is_page(address) {
                return Ok(Fate::Same(stamp.clone()));
            }
        }
        let bytes = match self.site.file(address) {
            Some(File::Bytes(bytes)) => bytes,
            Some(File::Copy(path)) => disk::bytes(self.root, &path)?,
            None => bail!("the site has no {}", address.as_str()),
        };
        let stamp = Stamp::of(&bytes);
        if untouched == Some(&stamp) {
            return Ok(Fate::Same(stamp));
        }
        match fs::read(&file) {
            Ok(there) if there == bytes => Ok(Fate::Same(stamp)),
            Ok(_) if known.is_none() && !self.force => Ok(Fate::Kept),
            _ => {
                replace(&file, &bytes)?;
                Ok(Fate::Changed(stamp))
            }
        }
    }

    /// Whether a file still has the size it was written with and was not touched since.
    fn is_as_written(&self, file: &Path, stamp: &Stamp) -> bool {
        let Ok(found) = fs::metadata(file) else {
            return false;
        };
        let touched = found.modified().unwrap_or_else(|_| SystemTime::now());
        found.len() == stamp.bytes && self.before.written().is_some_and(|it| touched <= it)
    }
}

/// Removes what was written before and is not part of the site any more.
fn prune(folder: &Path, before: &Manifest, after: &Manifest) -> usize {
    let mut removed = 0;
    for address in before.addresses().filter(|it| !after.has(it)) {
        let file = folder.join(address);
        removed += usize::from(fs::remove_file(&file).is_ok());
        let parents = file.ancestors().skip(1).take_while(|it| *it != folder);
        // A folder that still holds something is not removed, and neither are those above it.
        let emptied = parents.take_while(|it| fs::remove_dir(it).is_ok());
        drop(emptied.collect::<Vec<_>>());
    }
    removed
}

/// Writes a file beside its place and moves it there, so that nobody ever reads half of it.
fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let name = file.file_name().and_then(|it| it.to_str()).context("files have names")?;
    let fresh = file.with_file_name(format!(".{name}.new"));
    fs::write(&fresh, bytes).with_context(|| format!("cannot write {}", file.display()))?;
    fs::rename(&fresh, file).with_context(|| format!("cannot write {}", file.display()))
}

/// Where a path leads, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = absolute.ancestors().find_map(|it| Some((it, fs::canonicalize(it).ok()?)));
    there.map_or(absolute.clone(), |(above, real)| {
        real.join(absolute.strip_prefix(above).unwrap_or(Path::new("")))
    })
}
