//! [`Site`] to a folder. The only room that writes a site.
//!
//! A file is written whole or not at all, and only when it differs. What archbook wrote before and
//! no longer wants is removed, by the manifest it keeps; nothing else ever is. What stands in the
//! way and was not written by archbook stays, and is named.
#![allow(clippy::disallowed_methods, reason = "edge: writes the disk")]

mod hand;
mod last;
mod manifest;
mod turn;

use crate::{
    disk::{self, MANIFEST},
    site::{Address, File, Site},
    text::folded,
};
use anyhow::{Context, Result, bail};
use hand::Hand;
pub use hand::{Asked, Deed, replace};
pub use last::Last;
use last::inputs;
use manifest::{Manifest, Stamp};
use rayon::prelude::*;
use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::LazyLock,
};
use turn::{LOCK, Turn};

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
    /// The digest of all that the site was made from.
    pub inputs: String,
    /// Files that archbook did not write, in places where it would have.
    pub kept: Vec<String>,
    /// Files that could not be rendered, and why. What stands in for them says so.
    pub failed: Vec<(String, String)>,
}

impl Written {
    /// Whether everything is there that the site has.
    pub fn is_whole(&self) -> bool {
        self.kept.is_empty() && self.failed.is_empty()
    }
}

/// What became of one file.
struct Fate {
    /// What is there now; nothing of ours where what somebody else wrote was kept.
    stamp: Option<Stamp>,
    is_changed: bool,
    /// Why it could not be rendered.
    failure: Option<String>,
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
    let items = match fs::read_dir(folder) {
        Ok(items) => items,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).context(format!("cannot read {}", folder.display())),
    };
    let own = folder.join(MANIFEST).is_file();
    // A build that was killed before it wrote anything leaves its lock.
    let mut others = items.filter(|it| it.as_ref().map_or(true, |it| it.file_name() != LOCK));
    if others.next().is_none() || own || force {
        return Ok(());
    }
    bail!(
        "{} holds files that archbook did not write; choose another folder with -o, or write beside \
         them with --force",
        folder.display()
    );
}

/// Makes `folder` hold `site`, whose assets are read from `root`. `force` also replaces files that
/// archbook did not write.
pub fn write(site: &Site, root: &Path, folder: &Path, force: bool) -> Result<Written> {
    write_asking(site, root, folder, force, &|_, _| Ok(()))
}

/// The same, if whoever is asked lets it.
pub fn write_asking(
    site: &Site,
    root: &Path,
    folder: &Path,
    force: bool,
    asked: Asked<'_>,
) -> Result<Written> {
    let hand = Hand { folder, asked };
    hand.make("")?;
    let turn = Turn::take(folder)?;
    let mut before = Manifest::read(folder);
    let addresses: Vec<&Address> = site.addresses().collect();
    if turn.follows_a_crash {
        before.doubt();
        before.addresses().chain(addresses.iter().map(|it| it.as_str())).for_each(|it| {
            hand.sweep(it);
        });
        hand.sweep(MANIFEST);
    }
    let inputs = inputs(&site.handbook().sources);
    let cleared = clear(&hand, &before, &addresses);
    claim(&hand, &before, &addresses)?;
    if before.inputs() != inputs {
        site.prepare();
    }
    let target = Target { site, root, hand: &hand, before: &before, force, inputs: &inputs };
    let fates: Result<Vec<(&Address, Fate)>> =
        addresses.par_iter().map(|&address| Ok((address, target.file(address)?))).collect();
    let mut after = Manifest::new(inputs.clone());
    let mut written = Written { inputs: inputs.clone(), ..Written::default() };
    for (address, fate) in fates? {
        let name = address.as_str().to_owned();
        let Some(stamp) = fate.stamp else {
            written.kept.push(name);
            continue;
        };
        written.bytes += stamp.bytes;
        after.insert(address.as_str(), stamp);
        written.changed += usize::from(fate.is_changed);
        written.same += usize::from(!fate.is_changed);
        written.failed.extend(fate.failure.map(|why| (name, why)));
    }
    written.removed = cleared + prune(&hand, before.addresses().filter(|it| !after.has(it)));
    if after != before || before.written().is_none() {
        hand.replace(MANIFEST, after.text().as_bytes())?;
    }
    Ok(written)
}

/// Removes what was written before and is in the way of what will be: a file where a folder is
/// wanted, or the other way round, or one whose name a disk may take for another's. How many.
fn clear(hand: &Hand<'_>, before: &Manifest, addresses: &[&Address]) -> usize {
    let wanted: BTreeSet<&str> = addresses.iter().map(|it| it.as_str()).collect();
    let files: BTreeSet<Cow<'_, str>> = wanted.iter().map(|it| folded(it)).collect();
    let folders: BTreeSet<&str> = files.iter().flat_map(|it| parents(it)).collect();
    let outdated = before.addresses().filter(|it| !wanted.contains(it));
    let in_the_way = outdated.filter(|it| {
        let name = folded(it);
        files.contains(&*name)
            || folders.contains(&*name)
            || parents(&name).any(|it| files.contains(it))
    });
    prune(hand, in_the_way)
}

/// Removes these files; how many were there.
fn prune<'a>(hand: &Hand<'_>, addresses: impl Iterator<Item = &'a str>) -> usize {
    addresses.map(|it| usize::from(hand.remove(it))).sum()
}

/// The folders that an address is in, outermost first.
fn parents(address: &str) -> impl Iterator<Item = &str> {
    address.match_indices('/').map(|(end, _)| &address[..end])
}

/// A digest of this program: another one may make other pages of the same sources. It is made once,
/// when it is first asked for.
pub fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        let mut digest = blake3::Hasher::new();
        let program = std::env::current_exe().and_then(fs::File::open);
        // Of a program that may not be read, it is the digest of nothing.
        program.and_then(|mut it| io::copy(&mut it, &mut digest)).ok();
        digest.finalize().to_hex()[..16].to_owned()
    });
    &PROGRAM
}

/// Makes the folders of the site, and says in the manifest that all its files are archbook's, so
/// that a build that is cut short leaves nothing that nobody owns.
fn claim(hand: &Hand<'_>, before: &Manifest, addresses: &[&Address]) -> Result<()> {
    let folders: BTreeSet<&str> =
        addresses.iter().filter_map(|it| parents(it.as_str()).last()).collect();
    folders.into_iter().try_for_each(|it| hand.make(it))?;
    let names = addresses.iter().map(|it| it.as_str());
    let fresh =
        names.filter(|it| !before.has(it) && fs::symlink_metadata(hand.folder.join(it)).is_err());
    let mut claimed = before.clone();
    let mut any = false;
    for address in fresh {
        claimed.insert(address, Stamp::default());
        any = true;
    }
    if any {
        hand.replace(MANIFEST, claimed.text().as_bytes())?;
    }
    Ok(())
}

/// One write under way.
struct Target<'a> {
    site: &'a Site,
    root: &'a Path,
    hand: &'a Hand<'a>,
    before: &'a Manifest,
    force: bool,
    inputs: &'a str,
}

impl Target<'_> {
    fn file(&self, address: &Address) -> Result<Fate> {
        let file = self.hand.folder.join(address.as_str());
        let there = fs::symlink_metadata(&file).ok();
        let known = self.before.get(address.as_str());
        let untouched = known.filter(|stamp| self.before.vouches(there.as_ref(), stamp));
        if let Some(stamp) = untouched {
            // The same inputs give the same page; only assets have contents of their own.
            if self.before.inputs() == self.inputs && self.site.is_page(address) {
                return Ok(Fate::same(stamp.clone()));
            }
        }
        let (bytes, failure) = match self.site.file(address) {
            Some(File::Bytes(bytes)) => (bytes, None),
            Some(File::Failed(bytes, why)) => (bytes, Some(why)),
            Some(File::Copy(path)) => (disk::bytes(self.root, &path)?, None),
            None => bail!("the site has no {}", address.as_str()),
        };
        // What failed is tried again by the next build, whatever is there.
        let stamp = failure.as_ref().map_or_else(|| Stamp::of(&bytes), |_| Stamp::default());
        // What is no file is not opened: a link leads elsewhere, a pipe would be waited for.
        let is_file = there.as_ref().is_some_and(fs::Metadata::is_file);
        let is_right = || is_file && fs::read(&file).is_ok_and(|it| it == bytes);
        if untouched == Some(&stamp) || is_right() {
            return Ok(Fate { failure, ..Fate::same(stamp) });
        }
        if there.is_some() && known.is_none() && !self.force {
            return Ok(Fate { stamp: None, is_changed: false, failure });
        }
        self.hand.replace(address.as_str(), &bytes)?;
        Ok(Fate { stamp: Some(stamp), is_changed: true, failure })
    }
}

impl Fate {
    fn same(stamp: Stamp) -> Self {
        Self { stamp: Some(stamp), is_changed: false, failure: None }
    }
}

/// Where a path leads, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = absolute.ancestors().find_map(|it| Some((it, fs::canonicalize(it).ok()?)));
    there.map_or(absolute.clone(), |(above, real)| {
        real.join(absolute.strip_prefix(above).unwrap_or(Path::new("")))
    })
}
