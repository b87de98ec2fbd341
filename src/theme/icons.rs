//! The icons of a theme: a page holds those that it uses, and the search brings all of them.

use std::collections::{BTreeMap, BTreeSet};

/// The file of the theme that draws every icon.
pub(super) const ICONS: &str = "icons.svg";

/// Where `base.html` wants the icons of its page.
const HOLDER: &str = "<svg id=\"page.icons\" hidden aria-hidden=\"true\">";

/// What every reference to an icon begins with, behind `#` and before its name.
const REFERENCE: &str = "icon.";

/// Every icon by its name: an SVG `symbol` whose id is that name after `icon.`.
#[derive(Debug, Default)]
pub(super) struct Icons(BTreeMap<String, String>);

impl Icons {
    /// Reads the symbols of an SVG file.
    pub(super) fn parse(svg: &str) -> Self {
        let symbols = svg.split("<symbol ").skip(1).filter_map(|rest| {
            let (symbol, _) = rest.split_once("</symbol>")?;
            let (name, _) = symbol.split_once("id=\"icon.")?.1.split_once('"')?;
            Some((name.to_owned(), format!("<symbol {symbol}</symbol>")))
        });
        Self(symbols.collect())
    }

    /// Puts the icons that a page uses where it wants them.
    pub(super) fn fill(&self, mut page: String) -> String {
        let Some(holder) = page.find(HOLDER) else {
            return page;
        };
        let mut used = BTreeSet::new();
        self.collect(&page, &mut used);
        let symbols: String = used.iter().map(|name| self.0[*name].as_str()).collect();
        page.insert_str(holder + HOLDER.len(), &symbols);
        page
    }

    /// Adds the icons that a text refers to, with those that they are made of.
    fn collect<'a>(&'a self, text: &str, used: &mut BTreeSet<&'a str>) {
        // One sign is looked for much faster than several.
        let references = text.split('#').skip(1).filter_map(|it| it.strip_prefix(REFERENCE));
        for rest in references {
            let name = &rest[..rest.find(['"', '\'']).unwrap_or(rest.len())];
            let Some((name, symbol)) = self.0.get_key_value(name) else {
                continue;
            };
            if used.insert(name) {
                self.collect(symbol, used);
            }
        }
    }

    /// An icon with what it is made of, to stand in an `svg` of its own.
    pub(super) fn alone(&self, name: &str) -> String {
        let icon = format!("<use href=\"#{REFERENCE}{name}\"/>");
        let mut used = BTreeSet::new();
        self.collect(&icon, &mut used);
        used.iter().map(|name| self.0[*name].as_str()).chain([icon.as_str()]).collect()
    }

    /// Every icon.
    pub(super) fn all(&self) -> String {
        self.0.values().map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg><symbol id="icon.ring" viewBox="0 0 1 1"><circle/></symbol>
        <symbol id="icon.pause"><use href="#icon.ring"/></symbol><symbol id="icon.other"/></svg>"##;

    #[test]
    fn a_page_holds_the_icons_it_uses_and_what_those_are_made_of() {
        let page = format!("{HOLDER}</svg><use href=\"#icon.pause\"/><use href=\"#icon.no\"/>");
        let filled = Icons::parse(SVG).fill(page);
        let symbols = filled.split(HOLDER).nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(
            symbols,
            "<symbol id=\"icon.pause\"><use href=\"#icon.ring\"/></symbol>\
             <symbol id=\"icon.ring\" viewBox=\"0 0 1 1\"><circle/></symbol>"
        );
    }
}
