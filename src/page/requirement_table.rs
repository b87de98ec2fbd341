//! Tables with a requirement in each row: its id in the first column, what is required, how that is
//! verified. Such tables have no standard; these are the words that they share.

use super::{
    Field, Id, Origin, Part, Read,
    metadata::{self, Filling, Said},
    words::words,
};
use crate::{
    finding::Finding,
    markdown::{Block, BlockKind, Document, Value, slug},
    text::{BookPath, Span},
};

/// What a row has a place for.
pub(super) const PLACES: &[&str] = &["statement", "verification"];

/// What the columns of such a table are called that say what is required.
const STATEMENTS: &[&str] = &[
    "description",
    "statement",
    "requirement",
    "text",
    "title",
    "summary",
    "anforderung",
    "beschreibung",
    "description-of-requirement",
    "requirement-text",
    "requirement-description",
];

/// What the column of ids is called.
const IDS: &[&str] = &[
    "id",
    "requirement",
    "requirements",
    "requirement-id",
    "req",
    "req-id",
    "req.",
    "name",
    "identifier",
    "number",
    "no",
    "no.",
    "nr",
    "nr.",
    "#",
    "key",
    "tag",
    "kennung",
];

/// Columns that only a table of requirements has.
const VERIFICATIONS: &[&str] = &[
    "verification",
    "verification-method",
    "verification-methods",
    "validation",
    "verified-by",
    "test-method",
    "fit-criterion",
    "acceptance-criteria",
    "acceptance-criterion",
];

/// One row of a table.
type Row<'a> = [&'a Block];

/// What the head of a table of records says, read once for all of its rows.
struct Head {
    /// Where the name of each column stands.
    spans: Vec<Span>,
    /// The field that is in each column.
    keys: Vec<String>,
    /// The columns that say what is required, the most telling first.
    statements: Vec<usize>,
    /// Whether its records are requirements, whatever their ids.
    required: bool,
}

/// Whether a part of a page is a row of such a table.
pub(super) fn is_row(part: &Part) -> bool {
    part.title.from == Origin::Table
}

/// Every row of every table of a text whose first column holds ids.
pub(super) fn rows(document: &Document, path: &BookPath, findings: &mut Vec<Finding>) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    for table in tables(document) {
        let Some(head) = table.first().and_then(|row| head(row, document)) else {
            continue;
        };
        for row in table[1..].iter().filter(|row| row.len() > 1) {
            let Some(mut part) = part(&head, row) else {
                continue;
            };
            let mut filling = Filling { part: &mut part, findings, path };
            fields(&mut filling, document, &head, row);
            part.words = words(document, part.range);
            found.push(part);
        }
    }
    found
}

/// The tables of a text, as rows of cells.
fn tables(document: &Document) -> Vec<Vec<Vec<&Block>>> {
    let mut tables: Vec<Vec<Vec<&Block>>> = Vec::new();
    for block in &document.blocks {
        let BlockKind::Cell { row, column } = block.kind else {
            continue;
        };
        if (row, column) == (0, 0) {
            tables.push(Vec::new());
        }
        if let Some(table) = tables.last_mut() {
            if column == 0 {
                table.push(Vec::new());
            }
            table.extend((table.is_empty()).then(Vec::new));
            if let Some(cells) = table.last_mut() {
                cells.push(block);
            }
        }
    }
    tables
}

/// A row as the head of a table of records: a column of ids, and one that says something.
fn head(row: &Row<'_>, document: &Document) -> Option<Head> {
    let name = |cell: &&Block| metadata::block_key(cell.text.text.trim().trim_end_matches(':'));
    let names: Vec<String> = row.iter().map(name).collect();
    let (ids, others) = names.split_first()?;
    let column = |name: &&str| Some(1 + others.iter().position(|it| it == name)?);
    let statements: Vec<usize> = STATEMENTS.iter().rev().filter_map(column).collect();
    if statements.is_empty() || !IDS.contains(&ids.as_str()) {
        return None;
    }
    let required = requires(&names, row[0], document);
    let spans = row.iter().map(|cell| cell.span).collect();
    Some(Head { spans, keys: names.into_iter().map(field).collect(), statements, required })
}

/// The field that a column of this name holds.
fn field(name: String) -> String {
    match name.as_str() {
        it if VERIFICATIONS.contains(&it) => "verification".to_owned(),
        it if STATEMENTS.contains(&it) => "statement".to_owned(),
        _ => name,
    }
}

/// Whether a table holds requirements, whatever their ids: its head or the heading above says so.
fn requires(names: &[String], first: &Block, document: &Document) -> bool {
    let telling =
        |name: &String| VERIFICATIONS.contains(&name.as_str()) || name.starts_with("requirement");
    let under = first.under.map(|at| document.outline.headings[at].text.to_lowercase());
    names.iter().any(telling) || under.is_some_and(|it| it.contains("requirement"))
}

/// The record in a row, if the first cell is an id. A row that leads to another page is a line of
/// an index, and only speaks of what is there.
fn part(head: &Head, row: &Row<'_>) -> Option<Part> {
    let first = row.first()?;
    let written = first.text.text.trim();
    let shaped = is_id(written) && first.text.links(0..first.text.text.len()).is_empty();
    let cell = head.statements.iter().find_map(|&at| row.get(at)).filter(|_| shaped)?;
    let text = &cell.text;
    if !text.links(0..text.text.len()).is_empty() && text.links(0..1).len() == 1 {
        return None;
    }
    let raw = text.text.trim().to_owned();
    let title = Read { value: raw.clone(), raw, span: cell.span, from: Origin::Table };
    let start = first.item.unwrap_or(first.span.start);
    let range = row.iter().fold(first.span, |range, cell| range.to(cell.span));
    let range = Span { start, ..range };
    let id = first.text.span_of(0..first.text.text.len()).of(Id(written.to_owned()));
    let anchor = Some(slug(written));
    Some(Part { id: Some(id), anchor, item: first.item, ..Part::empty(range, title) })
}

/// Whether a text is an id: letters first, a number last, and one word.
fn is_id(text: &str) -> bool {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = &text[..text.len() - digits];
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let parted = stem.ends_with(['-', '_', '.']);
    (1..=6).contains(&digits)
        && parted
        && text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(named)
}

/// Fills in what the cells of a row say under their heads.
fn fields(filling: &mut Filling<'_>, document: &Document, head: &Head, row: &Row<'_>) {
    for ((key, &span), cell) in head.keys.iter().zip(&head.spans).zip(row).skip(1) {
        let said = Said { inline: &cell.text, links: &document.outline.links };
        filling.field(key, span, &said, 0..cell.text.text.len());
    }
    if head.required {
        let key_span = head.spans[0];
        let value = Value::Text(key_span.of("requirement".to_owned()));
        let (key, from) = ("type".to_owned(), Origin::Table);
        filling.part.fields.push(Field { key, key_span, value, from, partial: false });
    }
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[track_caller]
    fn check(table: &str, expected: &[&str]) {
        let path = BookPath::new("sdd.md").unwrap();
        let text = format!("# X\n\n## Parts\n\n{table}\n");
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let rows = page.parts[1..].iter().map(|part| {
            let id = &part.id.as_ref().unwrap().value;
            let anchor = part.anchor.as_deref().unwrap_or_default();
            let kind = part.text("type").unwrap_or("-");
            format!("{id} #{anchor} {kind}: {}", part.title.value)
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_row_is_a_requirement() {
        check(
            "Requirement | Description | Verification Method\n--|--|--\n\
             ISF-BDV-001 | It shall loop `a` back | Test\nISF_X_02 | It shall stop | Inspection",
            &[
                "ISF-BDV-001 #isf-bdv-001 requirement: It shall loop a back",
                "ISF_X_02 #isf_x_02 requirement: It shall stop",
            ],
        );
        check(
            "| ID | Title | Status |\n|--|--|--|\n| REQ-1 | Recover | Draft |\n| REQ-1 | Keep | |",
            &["REQ-1 #req-1 -: Recover", "REQ-1 #req-1-1 -: Keep"],
        );
    }

    #[test]
    fn other_tables_are_none() {
        check("| ID | Title |\n|--|--|\n| ADR-1 | [Use X](1-x.md) |", &[]);
        check("| ID | Title |\n|--|--|\n| [ADR-1](1-x.md) | Use X |", &[]);
        check("| Error | Description |\n|--|--|\n| E-404 | not found |", &[]);
        check("| ID | Description |\n|--|--|\n| first | not found |", &[]);
    }

    #[test]
    fn columns_are_fields() {
        let text =
            "# X\n\n| ID | Title | Status | Verified by |\n|-|-|-|-|\n| REQ-1 | A | Draft | t |\n";
        let path = BookPath::new("x.md").unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        let part = &page.parts[1];
        assert_eq!(part.status().unwrap().value.word, "Draft");
        assert_eq!(part.text("verification"), Some("t"));
        assert_eq!(&text[part.range.range()], "| REQ-1 | A | Draft | t ");
    }
}
