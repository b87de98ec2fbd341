//! Waiting for the book to change.
//!
//! Changes come in handfuls: an editor writes a new file and renames it over the old one, a
//! checkout replaces hundreds. So a change is told once everything has kept still for a moment.
#![allow(clippy::disallowed_methods, reason = "edge: watches folders")]

mod census;
mod ground;

use anyhow::Context;
use census::Census;
use ground::Ground;
pub use ground::Ignored;
use notify::{
    Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind,
    event::{AccessKind, AccessMode, ModifyKind, RenameMode},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// How long nothing may happen before a change is told of which nobody knows whether it is over.
const STILL: Duration = Duration::from_millis(20);

/// The same, when a file was just closed or put in its place: it is whole. Others may come with it.
const WHOLE: Duration = Duration::from_millis(5);

/// How long a change waits for stillness at most.
const PATIENCE: Duration = Duration::from_millis(250);

/// How often a watched folder is looked for, in case it was taken away unseen, and the book is
/// looked through where the system cannot tell of changes.
const LOOK: Duration = Duration::from_millis(500);

/// How often a folder that was taken away is looked for.
const LOOK_LOST: Duration = Duration::from_millis(50);

/// What happened since the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files and folders that were written, made, renamed or removed. A folder that two paths lead
    /// to goes by one of them: its own, if it is in the book.
    pub paths: BTreeSet<PathBuf>,
    /// More may have happened than `paths` says: look at everything.
    pub rescan: bool,
}

/// Watches folders.
pub struct Watch {
    ground: Ground,
    eyes: Eyes,
    /// The files outside of the ground that links in it lead to, and the links.
    linked: BTreeMap<PathBuf, PathBuf>,
    /// A watched folder is not there at the moment.
    is_lost: bool,
    concern: Option<String>,
}

/// How changes are seen.
enum Eyes {
    /// The system tells.
    Told(RecommendedWatcher, Receiver<notify::Result<Event>>),
    /// Everything is looked through, again and again.
    Looking(Census),
}

impl Changes {
    /// Everything may have changed.
    pub fn everything() -> Self {
        Self { paths: BTreeSet::new(), rescan: true }
    }

    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.rescan
    }
}

impl Watch {
    /// Watches everything below `folders`, through links too, but not what is `ignored` or what
    /// editors and version control keep beside their files.
    pub fn new(folders: &[PathBuf], ignored: Ignored) -> anyhow::Result<Self> {
        let mut watch = Self::looking(folders, ignored)?;
        watch.restart()?;
        Ok(watch)
    }

    /// The same, without help from the system: for folders on other machines, of which it cannot
    /// tell.
    pub fn looking(folders: &[PathBuf], ignored: Ignored) -> anyhow::Result<Self> {
        let ground = Ground::new(folders, ignored)?;
        let eyes = Eyes::Looking(Census::take(&ground));
        Ok(Self { ground, eyes, linked: BTreeMap::new(), is_lost: false, concern: None })
    }

    /// Something that a person should know about the watching, once.
    pub fn concern(&mut self) -> Option<String> {
        self.concern.take()
    }

    /// Waits until something has changed and kept still.
    pub fn wait(&mut self) -> anyhow::Result<Changes> {
        let mut changes = Changes::default();
        let mut still = STILL;
        while changes.is_empty() {
            let pause = if self.is_lost { LOOK_LOST } else { LOOK };
            still = self.gather(pause, &mut changes)?.unwrap_or(STILL);
        }
        let latest = Instant::now() + PATIENCE;
        let mut until = Instant::now() + still;
        loop {
            let pause = until.min(latest).saturating_duration_since(Instant::now());
            if pause.is_zero() {
                return Ok(changes);
            }
            if let Some(still) = self.gather(pause, &mut changes)? {
                until = Instant::now() + still;
            }
        }
    }

    /// Adds what happens within `pause`; how long nothing may follow it, if something did.
    fn gather(
        &mut self,
        pause: Duration,
        changes: &mut Changes,
    ) -> anyhow::Result<Option<Duration>> {
        let event = match &mut self.eyes {
            Eyes::Looking(census) => {
                thread::sleep(pause);
                let new = Census::take(&self.ground);
                let before = changes.paths.len();
                changes.paths.extend(new.differences(census));
                *census = new;
                return Ok((changes.paths.len() > before).then_some(STILL));
            }
            Eyes::Told(_, events) => events.recv_timeout(pause),
        };
        let happened = match event {
            Ok(Ok(event)) => self.take(event, changes)?,
            Ok(Err(error)) => self.survey_all(changes, Some(error))?,
            Err(RecvTimeoutError::Timeout) => {
                self.is_lost |= !self.ground.is_there();
                None
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.is_lost = true;
                None
            }
        };
        // A folder that is back is another one, even if it has the same name.
        if self.is_lost && self.ground.is_there() {
            self.restart()?;
            changes.rescan = true;
            return Ok(Some(STILL));
        }
        Ok(happened)
    }

    /// Adds one event; how long nothing may follow it, if it matters.
    fn take(&mut self, event: Event, changes: &mut Changes) -> anyhow::Result<Option<Duration>> {
        if event.need_rescan() {
            return self.survey_all(changes, None);
        }
        if is_end(event.kind) {
            let mut paths = event.paths.into_iter().filter_map(|it| self.own_name(it));
            return Ok(paths.any(|it| changes.paths.contains(&it)).then_some(WHOLE));
        }
        let removes = matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From))
        );
        let appears =
            matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
        let mut matters = false;
        for path in event.paths {
            let Some(path) = self.own_name(path).filter(|it| !self.ground.ignores(it)) else {
                continue;
            };
            matters = true;
            self.is_lost |= removes && self.ground.starts_at(&path);
            if appears && !removes {
                let surveyed = if self.ground.has_folder(&path) {
                    // Files may have come into it before it was watched.
                    changes.rescan = true;
                    self.survey(&path)
                } else if path.is_symlink() {
                    self.follow(&path)
                } else {
                    Ok(())
                };
                self.cope(surveyed)?;
            }
            changes.paths.insert(path);
        }
        let is_put = appears && !removes && !event.kind.is_create();
        let still = if is_put { WHOLE } else { STILL };
        Ok(matters.then_some(still))
    }

    /// What a changed file is called in the book, if it is of the book.
    fn own_name(&self, path: PathBuf) -> Option<PathBuf> {
        self.linked.get(&path).cloned().or_else(|| self.ground.own_name(path))
    }

    /// Looks at everything again, because something was missed.
    fn survey_all(
        &mut self,
        changes: &mut Changes,
        error: Option<notify::Error>,
    ) -> anyhow::Result<Option<Duration>> {
        changes.rescan = true;
        let surveyed = match error {
            Some(error) => Err(error),
            None => self.survey_folders(),
        };
        self.cope(surveyed)?;
        Ok(Some(STILL))
    }

    /// Starts to watch, from nothing. Where the system will not tell, looks.
    fn restart(&mut self) -> anyhow::Result<()> {
        self.is_lost = false;
        self.linked.clear();
        let (sender, events) = channel();
        let tell = move |event: notify::Result<Event>| {
            // Reading the book is an event too. If nobody listens, nobody minds.
            let is_read = |it: &Event| it.kind.is_access() && !is_end(it.kind);
            if !event.as_ref().is_ok_and(is_read) {
                drop(sender.send(event));
            }
        };
        let started = RecommendedWatcher::new(tell, Config::default()).and_then(|watcher| {
            self.eyes = Eyes::Told(watcher, events);
            self.survey_folders()
        });
        self.cope(started)
    }

    fn survey_folders(&mut self) -> notify::Result<()> {
        self.ground.folders().to_vec().iter().try_for_each(|it| self.survey(it))
    }

    /// Watches a folder and what is below it; again, if it was watched before.
    ///
    /// Each folder by itself where that is the system's way, and before its entries are read: so
    /// none escapes that is made at this moment, and the ignored ones cost nothing.
    fn survey(&mut self, folder: &Path) -> notify::Result<()> {
        let Eyes::Told(watcher, _) = &mut self.eyes else { return Ok(()) };
        if RecommendedWatcher::kind() != WatcherKind::Inotify {
            let is_covered =
                self.ground.folders().iter().any(|it| it != folder && folder.starts_with(it));
            return if is_covered {
                Ok(())
            } else {
                watcher.watch(folder, RecursiveMode::Recursive)
            };
        }
        let mut links = Vec::new();
        self.ground.walk(
            folder,
            |folder| watch_only(watcher, folder),
            |path, entry| {
                links.extend(entry.file_type().is_ok_and(|it| it.is_symlink()).then_some(path));
            },
        )?;
        links.iter().try_for_each(|it| self.follow(it))
    }

    /// Watches the file behind a link, which does not change with it: the folder it is in tells.
    fn follow(&mut self, link: &Path) -> notify::Result<()> {
        let (Eyes::Told(watcher, _), Ok(file)) = (&mut self.eyes, link.canonicalize()) else {
            return Ok(());
        };
        if let Some(folder) = file.parent().filter(|it| file.is_file() && !self.ground.holds(it)) {
            watch_only(watcher, folder)?;
            self.linked.insert(file, link.to_owned());
        }
        Ok(())
    }

    /// If the system will not tell any more, looks instead. Any other error is a reason to look at
    /// everything once, and no reason to stop.
    fn cope(&mut self, outcome: notify::Result<()>) -> anyhow::Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        if is_limit(&error) || matches!(self.eyes, Eyes::Looking(_)) {
            self.concern = Some(format!(
                "the system will not watch so many folders ({error}): looking for changes twice a \
                 second instead; on Linux, fs.inotify.max_user_watches sets the limit"
            ));
            self.eyes = Eyes::Looking(Census::take(&self.ground));
        } else if !self.ground.is_there() {
            self.is_lost = true;
        } else if matches!(error.kind, ErrorKind::Generic(_)) {
            return Err(error).context("cannot watch the book");
        }
        Ok(())
    }
}

/// Watches one folder. It may be gone again, or nobody's business; only a limit is an error.
fn watch_only(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    watcher
        .watch(folder, RecursiveMode::NonRecursive)
        .or_else(|error| if is_limit(&error) { Err(error) } else { Ok(()) })
}

/// Whether this says that somebody who may have written a file is done with it.
fn is_end(kind: EventKind) -> bool {
    kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

/// Whether an error says that there are too many watches already.
fn is_limit(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // No descriptor for a watcher, of the process or of the system; no space for a watch.
        ErrorKind::Io(error) => matches!(error.raw_os_error(), Some(23 | 24 | 28)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
