//! `export csv`: every obligation, one a row.
//!
//! Rows are those of RFC 4180. A spreadsheet takes a field that begins like a formula for one,
//! whoever wrote it, so such a field begins with an apostrophe here:
//! <https://owasp.org/www-community/attacks/CSV_Injection>

use super::{
    checked::{Checked, Owed},
    place::Where,
};
use crate::{handbook::Handbook, report::Report};

/// What every row says.
const COLUMNS: [&str; 9] =
    ["key", "rule", "severity", "stage", "state", "by", "message", "path", "line"];

/// What makes a spreadsheet calculate, at the beginning of a field.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// What ends a field as well where a comma stands in numbers, whatever the quotes say.
const PARTING: [char; 4] = [';', '\t', '\r', '\n'];

/// The ledger as CSV, in its order, with a row of names above it.
pub fn csv(handbook: &Handbook, report: &Report) -> String {
    let checked = Checked::of(handbook, report);
    let rows = checked.obligations.iter().map(|it| {
        let Owed { key, rule, severity, stage, state, by, message, place, .. } = it;
        let Where { path, line, .. } = place;
        let message = message.as_deref().unwrap_or_default();
        row([key, rule, severity, stage, state.name(), by, message, path, &line.to_string()])
    });
    row(COLUMNS) + &rows.collect::<String>()
}

/// One row with its end.
pub(super) fn row<const N: usize>(fields: [&str; N]) -> String {
    fields.map(field).join(",") + "\r\n"
}

fn field(text: &str) -> String {
    let guarded = guarded(text);
    if guarded.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// A text in which nothing calculates, wherever a spreadsheet lets a field begin in it.
fn guarded(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        if begins && FORMULA.contains(&c) {
            guarded.push('\'');
        }
        guarded.push(c);
        begins = PARTING.contains(&c);
    }
    guarded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_must_be_and_never_a_formula() {
        assert_eq!(row(["a b", "a,b", "a \"b\"", "", "é"]), "a b,\"a,b\",\"a \"\"b\"\"\",,é\r\n");
        assert_eq!(row(["＝1", "a;=1", "\t=1"]), "'＝1,a;'=1,'\t'=1\r\n");
        assert_eq!(row(["=1+1", "-x", "@a,b", "a\nb"]), "'=1+1,'-x,\"'@a,b\",\"a\nb\"\r\n");
    }
}
