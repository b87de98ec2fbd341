//! Tables between the title and the first section that hold fields: a row each, such as
//! `| Status | Accepted |`, or a column each, under a head of keys.

use super::metadata::{self, Filling, Said};
use crate::markdown::{Block, BlockKind, Link};

/// Fills in what the tables among some blocks say.
pub(super) fn fill<'a>(
    filling: &mut Filling<'_>,
    blocks: impl Iterator<Item = &'a Block>,
    links: &[Link],
) {
    let mut table: Vec<Cell<'_>> = Vec::new();
    for block in blocks {
        if let BlockKind::Cell { row, column } = block.kind {
            if (row, column) == (0, 0) {
                fields(filling, &table, links);
                table.clear();
            }
            table.push(Cell { row, column, block });
        }
    }
    fields(filling, &table, links);
}

struct Cell<'a> {
    row: u16,
    column: u16,
    block: &'a Block,
}

impl Cell<'_> {
    fn text(&self) -> &str {
        self.block.text.text.trim()
    }

    fn is_key(&self) -> bool {
        metadata::is_known(&metadata::block_key(self.text().trim_end_matches(':')))
    }
}

/// Fills in what one table says, if its first row or its first column holds keys.
fn fields(filling: &mut Filling<'_>, table: &[Cell<'_>], links: &[Link]) {
    let last = table.iter().map(|cell| cell.row).max().unwrap_or_default();
    let headed = last > 0 && table.iter().any(|cell| cell.row == 0 && cell.is_key());
    let keys = table.iter().filter(|cell| cell.is_key());
    let keys = keys.filter(|cell| if headed { cell.row == 0 } else { cell.column == 0 });
    for key in keys {
        let value = table.iter().find(|cell| {
            if headed {
                (cell.row, cell.column) == (last, key.column)
            } else {
                (cell.row, cell.column) == (key.row, 1)
            }
        });
        if let Some(value) = value {
            let said = Said { inline: &value.block.text, links };
            filling.field(
                key.text().trim_end_matches(':'),
                key.block.span,
                &said,
                0..value.block.text.text.len(),
            );
        }
    }
}
