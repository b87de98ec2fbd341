//! What somebody may have meant.

mod sorted;

use crate::{
    handbook::Handbook,
    text::{BookPath, Span},
};
pub(super) use sorted::Sorted;
use std::{collections::BTreeMap, sync::OnceLock};

/// Everything that a reference may have meant. Most books have nothing broken, so files and ids are
/// only sorted when somebody asks.
pub(super) struct Nearest<'a> {
    handbook: &'a Handbook,
    files: OnceLock<Files<'a>>,
    ids: OnceLock<Sorted<'a, &'a str>>,
}

struct Files<'a> {
    /// By their name in lower case.
    names: BTreeMap<String, Vec<&'a BookPath>>,
    /// By their folder.
    folders: BTreeMap<&'a str, Sorted<'a, &'a BookPath>>,
}

impl<'a> Files<'a> {
    fn of(handbook: &'a Handbook) -> Self {
        let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut folders: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for path in handbook.sources.tree.iter() {
            names.entry(path.name().to_lowercase()).or_default().push(path);
            folders.entry(path.folder()).or_default().push((path.name(), path));
        }
        let folders = folders.into_iter().map(|(folder, names)| (folder, Sorted::of(names)));
        Self { names, folders: folders.collect() }
    }
}

impl<'a> Nearest<'a> {
    pub(super) fn new(handbook: &'a Handbook) -> Self {
        Self { handbook, files: OnceLock::new(), ids: OnceLock::new() }
    }

    /// The one file that a broken path means: of the same name elsewhere, or in the same folder and
    /// one slip away.
    pub(super) fn file(&self, from: &BookPath, written: &str) -> Option<&'a BookPath> {
        let name = written.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
        // Every folder has one of these, so their name says nothing.
        let common = name.starts_with("index.") || name.starts_with("readme.");
        let files = self.files.get_or_init(|| Files::of(self.handbook));
        let same = files.names.get(&name).filter(|_| !common).map(Vec::as_slice);
        if let Some([path]) = same {
            return Some(*path).filter(|path| *path != from);
        }
        let meant = from.join(written).ok()?;
        files.folders.get(meant.folder())?.closest(meant.name())
    }

    /// The one id that a broken one means.
    pub(super) fn id(&self, written: &str) -> Option<&'a str> {
        let ids = || self.handbook.entries.iter().filter_map(|entry| entry.id.as_deref());
        self.ids.get_or_init(|| Sorted::of(ids().map(|id| (id, id)))).closest(written)
    }
}

/// Where `written` stands last inside `span` of `text`: a link names its target behind its text.
pub(super) fn place_of(text: &str, span: Span, written: &str) -> Option<Span> {
    let at = text.get(span.range())?.rfind(written).filter(|_| !written.is_empty())?;
    Some(Span::from(at..at + written.len()).shifted(span.start))
}
