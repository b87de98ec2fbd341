//! The record of `EdgeX` Foundry: no status of its own, but a change log whose first entry is the
//! newest and says how the record stands, as in `- [approved](https://…) 2022-01-31`.

use super::{Origin, metadata::Filling};
use crate::{
    markdown::{BlockKind, Document},
    text::Date,
};

/// The sections that make a record one of these.
pub(super) const SECTIONS: &[&str] =
    &["submitters", "change log", "referenced use case", "proposed design", "other related adrs"];

/// What its template has a place for.
pub(super) const PLACES: &[&str] =
    &["status", "date", "author", "context", "design", "consequences", "decision", "links"];

/// Fills in what the first entry of the change log says, where nothing else has.
pub(super) fn fill(filling: &mut Filling<'_>, document: &Document) {
    let headings = &document.outline.headings;
    let log = headings.iter().position(|it| it.text.trim().eq_ignore_ascii_case("change log"));
    let Some(log) = log.filter(|_| filling.part.statuses.is_empty()) else {
        return;
    };
    let own = document.under(log).iter();
    let mut items = own.filter(|block| block.kind == BlockKind::Paragraph && block.item.is_some());
    let Some(block) = items.next() else {
        return;
    };
    let text = &block.text.text;
    let Some((word, day)) = text.split_once(' ').filter(|(_, day)| Date::parse(day).is_some())
    else {
        return;
    };
    filling.status_text(word, block.text.span_of(0..word.len()), Origin::Section);
    filling.date(day, block.text.span_of(word.len() + 1..text.len()), Origin::Section);
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[test]
    fn the_newest_entry_counts() {
        let text =
            "# X\n\n## Change Log\n\n- [approved](a) 2024-02-18\n- [pending](b) 2024-02-01\n";
        let path = BookPath::new("0001-x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        assert_eq!(page.whole().status().unwrap().value.word, "approved");
        assert_eq!(page.whole().date().unwrap().to_string(), "2024-02-18");
    }
}
