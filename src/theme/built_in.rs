//! The files of the built-in theme as people see them who want one of their own.

use super::{ICON, WORDS, icons::ICONS};

/// The built-in theme: every file with its name.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("asking.js", include_str!("../../theme/asking.js")),
    ("base.css", include_str!("../../theme/base.css")),
    ("base.html", include_str!("../../theme/base.html")),
    ("block.html", include_str!("../../theme/block.html")),
    ("cards.js", include_str!("../../theme/cards.js")),
    ("changes.html", include_str!("../../theme/changes.html")),
    ("colours.js", include_str!("../../theme/colours.js")),
    ("contents.js", include_str!("../../theme/contents.js")),
    ("copy.js", include_str!("../../theme/copy.js")),
    ("criteria.html", include_str!("../../theme/criteria.html")),
    ("diagram.js", include_str!("../../theme/diagram.js")),
    ("drawing.css", include_str!("../../theme/drawing.css")),
    ("drawing.html", include_str!("../../theme/drawing.html")),
    ("edition.css", include_str!("../../theme/edition.css")),
    ("figures.css", include_str!("../../theme/figures.css")),
    ("finding.js", include_str!("../../theme/finding.js")),
    ("findings.html", include_str!("../../theme/findings.html")),
    ("forced.css", include_str!("../../theme/forced.css")),
    ("gone.html", include_str!("../../theme/gone.html")),
    ("graph.css", include_str!("../../theme/graph.css")),
    ("graph.html", include_str!("../../theme/graph.html")),
    ("graph.js", include_str!("../../theme/graph.js")),
    ("home.html", include_str!("../../theme/home.html")),
    (ICON, include_str!("../../theme/icon.svg")),
    (ICONS, include_str!("../../theme/icons.svg")),
    ("keys.js", include_str!("../../theme/keys.js")),
    ("layout.css", include_str!("../../theme/layout.css")),
    ("life.html", include_str!("../../theme/life.html")),
    ("lists.css", include_str!("../../theme/lists.css")),
    ("lists.js", include_str!("../../theme/lists.js")),
    ("live.css", include_str!("../../theme/live.css")),
    ("live.html", include_str!("../../theme/live.html")),
    ("made.html", include_str!("../../theme/made.html")),
    ("matrix.css", include_str!("../../theme/matrix.css")),
    ("matrix.html", include_str!("../../theme/matrix.html")),
    ("matrix.js", include_str!("../../theme/matrix.js")),
    ("method.css", include_str!("../../theme/method.css")),
    ("method.html", include_str!("../../theme/method.html")),
    ("missing.html", include_str!("../../theme/missing.html")),
    ("moved.html", include_str!("../../theme/moved.html")),
    ("names.css", include_str!("../../theme/names.css")),
    ("names.html", include_str!("../../theme/names.html")),
    ("near.js", include_str!("../../theme/near.js")),
    ("nearby.html", include_str!("../../theme/nearby.html")),
    ("options.css", include_str!("../../theme/options.css")),
    ("options.html", include_str!("../../theme/options.html")),
    ("over.css", include_str!("../../theme/over.css")),
    ("over.js", include_str!("../../theme/over.js")),
    ("owed.html", include_str!("../../theme/owed.html")),
    ("page.html", include_str!("../../theme/page.html")),
    ("pages.html", include_str!("../../theme/pages.html")),
    ("parts.css", include_str!("../../theme/parts.css")),
    ("parts.html", include_str!("../../theme/parts.html")),
    ("print.css", include_str!("../../theme/print.css")),
    ("print.html", include_str!("../../theme/print.html")),
    ("prose.css", include_str!("../../theme/prose.css")),
    ("radar.css", include_str!("../../theme/radar.css")),
    ("radar.html", include_str!("../../theme/radar.html")),
    ("record.css", include_str!("../../theme/record.css")),
    ("references.html", include_str!("../../theme/references.html")),
    ("report.html", include_str!("../../theme/report.html")),
    ("reviews.html", include_str!("../../theme/reviews.html")),
    ("search.css", include_str!("../../theme/search.css")),
    ("search.html", include_str!("../../theme/search.html")),
    ("section.html", include_str!("../../theme/section.html")),
    ("seek.js", include_str!("../../theme/seek.js")),
    ("sheet.js", include_str!("../../theme/sheet.js")),
    ("sidebar.html", include_str!("../../theme/sidebar.html")),
    ("sidebar.js", include_str!("../../theme/sidebar.js")),
    ("stage.html", include_str!("../../theme/stage.html")),
    ("terms.js", include_str!("../../theme/terms.js")),
    ("theme.js", include_str!("../../theme/theme.js")),
    ("timeline.css", include_str!("../../theme/timeline.css")),
    ("timeline.html", include_str!("../../theme/timeline.html")),
    ("views.html", include_str!("../../theme/views.html")),
    (WORDS, include_str!("../../theme/words.toml")),
    ("work.css", include_str!("../../theme/work.css")),
];

/// A file of the built-in theme.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its name, which is that of the file that stands in for it.
    pub name: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// Every file of the built-in theme, in the order of their names.
pub fn built_in() -> impl Iterator<Item = BuiltIn> {
    BUILT_IN.iter().map(|&(name, text)| BuiltIn { name, text })
}

impl BuiltIn {
    /// What it is for: the first sentence of the comment that it begins with.
    pub fn about(&self) -> &'static str {
        let opening = ["{#-", "/*", "//", "<!--", "#"];
        let comment = opening.iter().find_map(|it| self.text.strip_prefix(it)).unwrap_or_default();
        let line = comment.lines().next().unwrap_or_default();
        let ends =
            ["-#}", "*/", "-->"].iter().filter_map(|it| line.find(it)).chain(line.find(". "));
        let end = ends.min().unwrap_or(line.len());
        line[..end].trim().trim_end_matches('.')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_says_what_it_is_for() {
        for file in built_in() {
            assert!(!file.about().is_empty(), "{} begins with no comment", file.name);
        }
    }
}
