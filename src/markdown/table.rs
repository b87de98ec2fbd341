//! Tables to HTML whose cells need no style attribute.

use super::{Words, direction::TURNED, escape::escaped};
use pulldown_cmark::{Alignment, Tag, TagEnd};

/// A table under way.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Table {
    /// The HTML that starts a part of the table. Rows and cells may have attributes of their own; a
    /// table that has some is one of a text that runs from right to left.
    pub(super) fn start(&mut self, tag: Tag<'_>, own: &str, words: &Words<'_>) -> String {
        match tag {
            Tag::Table(columns) => {
                self.columns = columns;
                let label = escaped(words.table);
                let turned = if own.is_empty() { "" } else { TURNED };
                format!(
                    "<div class=\"tbl\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table{turned}>"
                )
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                "<thead><tr>".to_owned()
            }
            Tag::TableRow => {
                self.column = 0;
                format!("<tr{own}>")
            }
            _ => self.start_cell(own),
        }
    }

    fn start_cell(&self, own: &str) -> String {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"r\"",
            Some(Alignment::Center) => " class=\"m\"",
            _ => "",
        };
        let cell = if self.in_head { "th scope=\"col\"" } else { "td" };
        format!("<{cell}{class}{own}>")
    }

    /// The HTML that ends a part of the table.
    pub(super) fn end(&mut self, tag: TagEnd) -> &'static str {
        match tag {
            TagEnd::Table => "</tbody></table></div>",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr></thead><tbody>"
            }
            TagEnd::TableRow => "</tr>",
            _ => {
                self.column += 1;
                if self.in_head { "</th>" } else { "</td>" }
            }
        }
    }
}
