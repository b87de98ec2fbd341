//! What somebody may have meant.

use crate::{
    handbook::Handbook,
    text::{BookPath, Span},
};
use std::{cell::OnceCell, collections::BTreeMap};

/// Everything that a reference may have meant. Most books have nothing broken, so the files are
/// only sorted when somebody asks.
pub(super) struct Nearest<'a> {
    handbook: &'a Handbook,
    files: OnceCell<Files<'a>>,
}

#[derive(Default)]
struct Files<'a> {
    /// By their name in lower case.
    names: BTreeMap<String, Vec<&'a BookPath>>,
    /// By their folder.
    folders: BTreeMap<&'a str, Vec<&'a BookPath>>,
}

impl<'a> Files<'a> {
    fn of(handbook: &'a Handbook) -> Self {
        let mut files = Self::default();
        for path in handbook.sources.tree.iter() {
            files.names.entry(path.name().to_lowercase()).or_default().push(path);
            files.folders.entry(path.folder()).or_default().push(path);
        }
        files
    }
}

impl<'a> Nearest<'a> {
    pub(super) fn new(handbook: &'a Handbook) -> Self {
        Self { handbook, files: OnceCell::new() }
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
        let beside = files.folders.get(meant.folder())?;
        let names = beside.iter().map(|path| (*path, path.name()));
        closest(names, meant.name())
    }

    /// The one id that a broken one means.
    pub(super) fn id(&self, written: &str) -> Option<&'a str> {
        let ids = self.handbook.iter().filter_map(|(_, entry)| entry.id.as_deref());
        closest(ids.map(|id| (id, id)), written)
    }
}

/// The one candidate that is closest to `written`, if it is close and no other is as close.
pub(super) fn closest<'a, T: Copy + PartialEq>(
    candidates: impl Iterator<Item = (T, &'a str)>,
    written: &str,
) -> Option<T> {
    let far = 1 + written.len() / 8;
    let mut best: Option<(usize, T)> = None;
    let mut alone = true;
    for (candidate, name) in candidates.filter(|(_, it)| it.len().abs_diff(written.len()) <= far) {
        let distance = strsim::osa_distance(name, written);
        match best {
            Some((least, it)) if distance == least => alone &= it == candidate,
            Some((least, _)) if distance > least => (),
            _ if distance <= far => (best, alone) = (Some((distance, candidate)), true),
            _ => (),
        }
    }
    best.filter(|_| alone).map(|(_, candidate)| candidate)
}

/// Where `written` stands last inside `span` of `text`: a link names its target behind its text.
pub(super) fn place_of(text: &str, span: Span, written: &str) -> Option<Span> {
    let at = text.get(span.range())?.rfind(written).filter(|_| !written.is_empty())?;
    Some(Span::from(at..at + written.len()).shifted(span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_is_close_and_alone() {
        let ids = ["REQ-021", "REQ-022", "ADR-1"];
        let closest = |written| closest(ids.iter().map(|it| (*it, *it)), written);
        assert_eq!(closest("REQ-021a"), Some("REQ-021"));
        assert_eq!(closest("REQ-02"), None);
        assert_eq!(closest("REQ-999"), None);
    }
}
