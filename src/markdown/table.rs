//! Tables to HTML whose cells need no style attribute.

use pulldown_cmark::{Alignment, Tag, TagEnd};

/// A table under way.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Table {
    /// The HTML that starts a part of the table; a row has `id` for its own attribute, if any.
    pub(super) fn start(&mut self, tag: Tag<'_>, id: &str) -> String {
        match tag {
            Tag::Table(columns) => {
                self.columns = columns;
                "<div class=\"tbl\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>"
                    .to_owned()
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                "<thead><tr>".to_owned()
            }
            Tag::TableRow => {
                self.column = 0;
                format!("<tr{id}>")
            }
            _ => self.start_cell(),
        }
    }

    fn start_cell(&self) -> String {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"r\"",
            Some(Alignment::Center) => " class=\"m\"",
            _ => "",
        };
        let cell = if self.in_head { "th scope=\"col\"" } else { "td" };
        format!("<{cell}{class}>")
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
