//! Live blocks: what a block of code in the language `archbook` asks of the handbook.
//!
//! `table kind:decision is:in-force columns:id,title` is a *form*, how to show what is found, and a
//! query, with `columns:` and `limit:` among its terms. It stays readable wherever Markdown does.

use crate::{
    handbook::{EntryIndex, Handbook},
    method::{End, Method, RelationIndex},
    page::field_key,
    query::{Ask, Bound, Ends, Misread, Query, Term, Value},
    text::Span,
};

/// What a block asks, under a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// How what is found is shown.
    pub form: Form,
    /// How much of it is shown.
    pub limit: usize,
    query: Bound,
}

/// How what is found is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// One below the other.
    List,
    /// Row by row, with at least one column.
    Table(Vec<Column>),
    /// How many there are.
    Count,
    /// How much of what they owe is met.
    Progress,
    /// Day by day; what names no day is left out.
    Timeline,
}

/// What a table says of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// What it goes by.
    Id,
    /// What it is called.
    Title,
    /// What kind of record it is.
    Kind,
    /// How it stands.
    Status,
    /// The day it names.
    Date,
    /// The field with this name.
    Field(String),
    /// What the relation leads to, told from this end.
    Relation(RelationIndex, End),
}

/// How much is shown where nothing says so.
const LIMIT: usize = 50;

/// The forms by their names.
const FORMS: &[(&str, Form)] = &[
    ("list", Form::List),
    ("table", Form::Table(Vec::new())),
    ("count", Form::Count),
    ("progress", Form::Progress),
    ("timeline", Form::Timeline),
];
/// The fields of a block that are no part of its query: they say how to show what is found.
const SHOWN: &[&str] = &["columns", "limit"];
/// The columns by their names. The first ones are those of a table where nothing says which.
const COLUMNS: &[(&str, Column)] = &[
    ("id", Column::Id),
    ("title", Column::Title),
    ("status", Column::Status),
    ("date", Column::Date),
    ("kind", Column::Kind),
];
/// How many those are.
const COLUMNS_USUAL: usize = 4;

impl Live {
    /// Reads what a block says. What cannot be understood is all of the answer then: a list of
    /// something else than was meant would be worse than none.
    pub fn parse(code: &str, method: &Method) -> Result<Self, Vec<Misread>> {
        let (mut query, misread) = Query::parse(code);
        let mut reading = Reading { method, misread, limit: None, columns: Vec::new() };
        let form = reading.form(code, &mut query.terms);
        query.terms.retain(|term| !reading.takes(term, form.as_ref()));
        let (bound, strange) = query.bind(method);
        reading.misread.extend(strange.into_iter().map(|it| or_shown(code, it)));
        reading.misread.sort_by_key(|it| it.span);
        match form {
            Some(form) if reading.misread.is_empty() => Ok(Self {
                form: reading.with_columns(form),
                limit: reading.limit.unwrap_or(LIMIT),
                query: bound,
            }),
            _ => Err(reading.misread),
        }
    }

    /// The entries that are asked for, in the order that is wished for.
    pub fn entries(&self, handbook: &Handbook) -> Vec<EntryIndex> {
        let all = handbook.iter().map(|(at, _)| at);
        let mut found: Vec<EntryIndex> =
            all.filter(|&at| self.query.matches(handbook, at, Ends::All)).collect();
        if self.form == Form::Timeline {
            found.retain(|&at| handbook.part(at).date().is_some());
            found.sort_by_key(|&at| handbook.part(at).date());
        }
        self.query.order(handbook, &mut found);
        found
    }

    /// Whether it asks for everything there is.
    pub fn is_whole(&self) -> bool {
        self.query.asks_for_all()
    }
}

/// A block being read.
struct Reading<'a> {
    method: &'a Method,
    misread: Vec<Misread>,
    limit: Option<usize>,
    columns: Vec<Column>,
}

impl Reading<'_> {
    /// Takes the form, which is the first word.
    fn form(&mut self, code: &str, terms: &mut Vec<Term>) -> Option<Form> {
        let names: Vec<&str> = FORMS.iter().map(|(name, _)| *name).collect();
        let first = match terms.first() {
            Some(Term { not: false, ask: Ask::Words(word), .. }) => word.clone(),
            other => {
                let span = other.map_or(Span::from(0..code.trim_end().len()), |it| it.span);
                let message = format!("a live block begins with its form: {}", names.join(", "));
                self.misread.push(Misread { span, message, suggestion: None });
                return None;
            }
        };
        terms.remove(0);
        let spelled = first.text.to_lowercase();
        let found = FORMS.iter().find(|(name, _)| *name == spelled);
        if found.is_none() {
            self.misread.push(Misread::unknown("form", &first, &names));
        }
        found.map(|(_, form)| form.clone())
    }

    /// Whether a term says how to show what is found, and is no part of the query then.
    fn takes(&mut self, term: &Term, form: Option<&Form>) -> bool {
        let Term { not: false, ask: Ask::Field { name, values }, .. } = term else {
            return false;
        };
        match (name.text.to_lowercase().as_str(), form) {
            ("columns", Some(Form::Table(_)) | None) => self.take_columns(values),
            ("limit", Some(Form::List | Form::Table(_) | Form::Timeline) | None) => {
                self.take_limit(values);
            }
            (name @ ("columns" | "limit"), _) => {
                let message = format!("there is no `{name}:` in this form");
                self.misread.push(Misread { span: term.span, message, suggestion: None });
            }
            _ => return false,
        }
        true
    }

    fn take_columns(&mut self, values: &[Value]) {
        for value in values {
            match column(self.method, &field_key(&value.text)) {
                Some(column) => self.columns.push(column),
                None => self.misread.push(unknown_column(self.method, value)),
            }
        }
    }

    fn take_limit(&mut self, values: &[Value]) {
        match values {
            [Value { text, .. }] if text.parse().is_ok_and(|it: usize| it > 0) => {
                self.limit = text.parse().ok();
            }
            _ => {
                let whole = values.iter().map(|it| it.span).reduce(Span::to);
                let message = "a limit is a number from 1".to_owned();
                let span = whole.unwrap_or_default();
                self.misread.push(Misread { span, message, suggestion: None });
            }
        }
    }

    /// The form with the columns that were asked for.
    fn with_columns(&mut self, form: Form) -> Form {
        let usual = || COLUMNS[..COLUMNS_USUAL].iter().map(|(_, column)| column.clone()).collect();
        match form {
            Form::Table(_) if self.columns.is_empty() => Form::Table(usual()),
            Form::Table(_) => Form::Table(std::mem::take(&mut self.columns)),
            form => form,
        }
    }
}

/// What was misread; a field that is none may have been one that says how to show what is found.
fn or_shown(code: &str, misread: Misread) -> Misread {
    let range = misread.span.range();
    if misread.suggestion.is_some() || !code[range.end..].starts_with(':') {
        return misread;
    }
    let name = Value { text: code[range].to_owned(), quoted: false, span: misread.span };
    Misread { suggestion: Misread::unknown("field", &name, SHOWN).suggestion, ..misread }
}

/// The column that goes by a name: a fact, a relation at either end, or a field.
fn column(method: &Method, spelled: &str) -> Option<Column> {
    let own = COLUMNS.iter().find(|(name, _)| *name == spelled);
    let own = own.map(|(_, column)| column.clone());
    let relation = || method.relation_told(spelled).map(|(at, end)| Column::Relation(at, end));
    let field = || method.field_named(spelled).map(|field| Column::Field(field.name.clone()));
    own.or_else(relation).or_else(field)
}

fn unknown_column(method: &Method, value: &Value) -> Misread {
    let own = COLUMNS.iter().map(|(name, _)| *name);
    let ends = method.relations.iter().flat_map(|it| [it.name.as_str(), it.inverse.as_str()]);
    let fields = method.fields.iter().map(|field| field.name.as_str());
    let names: Vec<&str> = own.chain(fields).chain(ends).collect();
    let found = Misread::unknown("column", value, &names);
    match found.suggestion {
        Some(_) => found,
        None => Misread { message: format!("there is no column `{}`", value.text), ..found },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn wrong(code: &str, expected: &[(&str, &str)]) {
        let misread = Live::parse(code, &Method::standard()).unwrap_err();
        let found: Vec<(&str, &str)> =
            misread.iter().map(|it| (&code[it.span.range()], it.message.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_form_has_what_belongs_to_it() {
        let read = |code| Live::parse(code, &Method::standard()).unwrap();
        let table = read("Table kind:decision\n  limit:7\n  columns:title,Satisfied-By,owner\n");
        let Form::Table(columns) = &table.form else {
            panic!("a table is a table");
        };
        assert!(matches!(columns[..], [Column::Title, Column::Relation(_, End::To), _]));
        assert_eq!((table.limit, &columns[2]), (7, &Column::Field("owner".to_owned())));
        let usual = [Column::Id, Column::Title, Column::Status, Column::Date];
        assert_eq!(read("table").form, Form::Table(usual.to_vec()));
        assert!(read("progress").is_whole() && !read("progress stage:research").is_whole());
    }

    #[test]
    fn a_slip_in_what_says_how_to_show_is_met_with_what_was_meant() {
        for (code, meant) in [("table colums:id", "columns"), ("list limt:3", "limit")] {
            let misread = Live::parse(code, &Method::standard()).unwrap_err();
            let found = misread.iter().map(|it| (&code[it.span.range()], it.suggestion.as_deref()));
            let (_, name) = code.split_once(' ').unwrap();
            let name = name.split(':').next().unwrap();
            assert_eq!(found.collect::<Vec<_>>(), [(name, Some(meant))]);
        }
    }

    #[test]
    fn what_cannot_be_understood_is_all_of_the_answer() {
        let forms = "there is no form `chart`; there are list, table, count, progress, timeline";
        wrong("chart kind:decision", &[("chart", forms)]);
        let begins = "a live block begins with its form: list, table, count, progress, timeline";
        wrong("kind:decision", &[("kind:decision", begins)]);
        wrong(" \n", &[("", begins)]);
        wrong("count limit:3", &[("limit:3", "there is no `limit:` in this form")]);
        wrong("list limit:0", &[("0", "a limit is a number from 1")]);
        wrong(
            "table kind:decison columns:id,titel",
            &[("decison", "there is no kind `decison`"), ("titel", "there is no column `titel`")],
        );
    }
}
