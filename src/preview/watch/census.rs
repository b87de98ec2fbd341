//! Changes, found by looking.

use super::ground::Ground;
use std::{
    collections::BTreeMap,
    convert::Infallible,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Every file and folder that matters, with when it was changed and how long it is.
pub(super) struct Census(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Census {
    /// Looks at everything.
    pub(super) fn take(ground: &Ground) -> Self {
        let mut found = BTreeMap::new();
        for folder in ground.folders() {
            let mut folders = Vec::new();
            let walked: Result<(), Infallible> = ground.walk(
                folder,
                |folder| {
                    folders.push(folder.to_owned());
                    Ok(())
                },
                |path, _| {
                    let state = look(&path);
                    found.insert(path, state);
                },
            );
            let Ok(()) = walked;
            // When a folder was changed only says that something in it came or went, which is seen
            // anyhow, even if that does not matter.
            found.extend(folders.into_iter().filter(|it| it.is_dir()).map(|it| (it, (None, 0))));
        }
        Self(found)
    }

    /// What is here and was not then, or the other way round, or otherwise.
    pub(super) fn differences(&self, then: &Self) -> Vec<PathBuf> {
        let new = self.0.iter().filter(|(path, state)| then.0.get(*path) != Some(*state));
        let gone = then.0.iter().filter(|(path, _)| !self.0.contains_key(*path));
        new.chain(gone).map(|(path, _)| path.clone()).collect()
    }
}

fn look(path: &Path) -> (Option<SystemTime>, u64) {
    path.metadata().map_or((None, 0), |it| (it.modified().ok(), it.len()))
}
