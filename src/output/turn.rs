//! One build at a time: whoever writes into a folder holds its lock meanwhile.
//!
//! The lock is a file, which the system unlocks when its holder ends in any way. A holder that ends
//! well takes the file away. So one that lies there unlocked says that a build was cut short.
#![allow(clippy::disallowed_methods, reason = "edge: locks a file")]

use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

/// The lock, in the folder of the site.
pub(super) const LOCK: &str = ".archbook.lock";

/// How long another build is waited for.
const PATIENCE: Duration = Duration::from_mins(2);
const LOOK: Duration = Duration::from_millis(20);

/// The turn of this build. Dropping it ends it.
pub(super) struct Turn {
    path: PathBuf,
    lock: File,
    /// Whether the build before this one was cut short.
    pub(super) follows_a_crash: bool,
}

impl Turn {
    /// Waits for the turn of this build to write into `folder`, which must be there.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(LOCK);
        let start = Instant::now();
        loop {
            let (lock, is_new) =
                open(&path).with_context(|| format!("cannot write {}", path.display()))?;
            let is_held = match lock.try_lock() {
                Ok(()) => true,
                // Some file systems have no locks. There, whoever builds twice at once must know.
                Err(TryLockError::Error(error)) => error.kind() == ErrorKind::Unsupported,
                Err(TryLockError::WouldBlock) => false,
            };
            // A holder that is done writes a byte into the file that it took away: who has opened
            // that one holds a lock that nobody else will ever look at.
            if is_held && lock.metadata()?.len() == 0 {
                return Ok(Self { path, lock, follows_a_crash: !is_new });
            }
            if start.elapsed() > PATIENCE {
                bail!("another build is writing into {}", folder.display());
            }
            sleep(LOOK);
        }
    }
}

/// The lock, and whether it was not there before.
fn open(path: &Path) -> io::Result<(File, bool)> {
    match File::create_new(path) {
        Ok(lock) => Ok((lock, true)),
        // A link could make a lock of any file, and a pipe would be waited for.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let is_lock = fs::symlink_metadata(path).map_or(true, |it| it.is_file());
            if !is_lock {
                return Err(io::Error::other("it is no file"));
            }
            match OpenOptions::new().write(true).open(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => open(path),
                lock => Ok((lock?, false)),
            }
        }
        Err(error) => Err(error),
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // If this fails, the next build takes more care than it must, and no harm is done.
        fs::remove_file(&self.path).and_then(|()| self.lock.set_len(1)).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn one_waits_for_the_other_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let first = Turn::take(&path).unwrap();
        assert!(!first.follows_a_crash);
        let waiting: Vec<_> = (0..4)
            .map(|_| {
                let path = path.clone();
                thread::spawn(move || drop(Turn::take(&path).unwrap()))
            })
            .collect();
        sleep(LOOK * 3);
        assert!(waiting.iter().all(|it| !it.is_finished()));
        drop(first);
        for it in waiting {
            it.join().unwrap();
        }
        assert_eq!(fs::read_dir(&path).unwrap().count(), 0);
    }

    #[test]
    fn a_lock_that_nobody_holds_tells_of_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(LOCK), "").unwrap();
        assert!(Turn::take(folder.path()).unwrap().follows_a_crash);
        assert!(!Turn::take(folder.path()).unwrap().follows_a_crash);
    }
}
