//! The hand that writes: each of its deeds is done whole, or is not done.
#![allow(clippy::disallowed_methods, reason = "edge: writes the disk")]

use anyhow::{Context, Result, bail};
use std::{
    ffi::OsString,
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

/// What is about to be done to a file or a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A folder is made.
    Make,
    /// A file is written beside its place.
    Write,
    /// It is moved to its place.
    Move,
    /// A file is removed.
    Remove,
}

/// Is asked before every deed, and may forbid it: as a disk does that is full, or may only be read.
/// That is how tests are such a disk; outside of tests it always agrees.
pub type Asked<'a> = &'a (dyn Fn(Deed, &Path) -> io::Result<()> + Sync);

/// Replaces a file of the book, whole or not at all: behind a link to it if there is one, with the
/// rights that it has.
pub fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("cannot write {}", file.display());
    let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
    let rights = fs::metadata(&real).ok().map(|it| it.permissions());
    if rights.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::from(ErrorKind::PermissionDenied)).with_context(cannot);
    }
    let fresh = beside(&real);
    let prepared = put(&fresh, bytes)
        .and_then(|()| rights.map_or(Ok(()), |it| fs::set_permissions(&fresh, it)));
    settle(&fresh, prepared.and_then(|()| fs::rename(&fresh, &real))).with_context(cannot)
}

/// Writes below one folder.
pub(super) struct Hand<'a> {
    pub(super) folder: &'a Path,
    pub(super) asked: Asked<'a>,
}

impl Hand<'_> {
    /// Makes a folder of the site, and those on the way to it.
    pub(super) fn make(&self, below: &str) -> Result<()> {
        let folder = self.folder.join(below);
        if self.leads_elsewhere(&folder) {
            bail!("{} is a link to elsewhere, and no site is written there", folder.display());
        }
        let made = (self.asked)(Deed::Make, &folder).and_then(|()| fs::create_dir_all(&folder));
        made.with_context(|| format!("cannot make {}", folder.display()))
    }

    /// Writes a file beside its place and moves it there, so that nobody ever reads half of it.
    pub(super) fn replace(&self, address: &str, bytes: &[u8]) -> Result<()> {
        let file = self.folder.join(address);
        let fresh = beside(&file);
        let written = (self.asked)(Deed::Write, &fresh)
            .and_then(|()| put(&fresh, bytes))
            .and_then(|()| (self.asked)(Deed::Move, &file))
            .and_then(|()| fs::rename(&fresh, &file));
        settle(&fresh, written).with_context(|| format!("cannot write {}", file.display()))
    }

    /// Removes a file of the site, and the folders that are empty without it; whether it was there.
    pub(super) fn remove(&self, address: &str) -> bool {
        let file = self.folder.join(address);
        let is_ours = file.parent().is_some_and(|it| !self.leads_elsewhere(it));
        if !is_ours || (self.asked)(Deed::Remove, &file).is_err() {
            return false;
        }
        let removed = fs::remove_file(&file).is_ok();
        let parents = file.ancestors().skip(1).take_while(|it| *it != self.folder);
        // A folder that still holds something is not removed, and neither are those above it.
        let emptied = parents.take_while(|it| fs::remove_dir(it).is_ok());
        drop(emptied.collect::<Vec<_>>());
        removed
    }

    /// Removes what a build left beside a file when it was cut short.
    pub(super) fn sweep(&self, address: &str) {
        let file = self.folder.join(address);
        if file.parent().is_some_and(|it| !self.leads_elsewhere(it)) {
            fs::remove_file(beside(&file)).ok();
        }
    }

    /// Whether a link stands on the way from the folder of the site to one in it.
    fn leads_elsewhere(&self, inner: &Path) -> bool {
        inner.ancestors().take_while(|it| *it != self.folder).any(Path::is_symlink)
    }
}

/// Writes a file that is not there yet: what is there instead is removed and not written through,
/// since it may be a link.
fn put(fresh: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = match fs::File::create_new(fresh) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(fresh).and_then(|()| fs::File::create_new(fresh))
        }
        new => new,
    };
    new?.write_all(bytes)
}

/// Takes away what was written beside a file that could not be moved to its place. If that fails
/// too, the next build does it.
fn settle(fresh: &Path, written: io::Result<()>) -> io::Result<()> {
    if written.is_err() {
        fs::remove_file(fresh).ok();
    }
    written
}

/// Where a file is written before it is moved to its place.
fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".new");
    file.with_file_name(name)
}
