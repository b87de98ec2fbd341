//! The words that a rendered text has beside its author's.

/// Interface texts. `{}` stands for a number or a name.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// What the link beside a heading says; `{}` is the heading.
    pub link_to: &'a str,
    /// What is said behind a link that leads nowhere.
    pub broken_link: &'a str,
    /// What a reference to a footnote says; `{}` is its number.
    pub note_number: &'a str,
    /// What the link from a footnote back to its reference says; `{}` is its number.
    pub back_from_note: &'a str,
    /// What a table is called.
    pub table: &'a str,
    /// What code in no known language is called.
    pub code: &'a str,
    /// What a formula on a line of its own is called.
    pub formula: &'a str,
    /// What a diagram without a title is called.
    pub diagram: &'a str,
    /// What is said before a task that is done.
    pub done: &'a str,
    /// What is said before a task that is not.
    pub to_do: &'a str,
    /// What kinds of alert begin with: note, tip, important, warning, caution.
    pub alerts: [&'a str; 5],
}

/// A phrase with its `{}` filled in.
pub(super) fn filled(phrase: &str, with: &str) -> String {
    phrase.replace("{}", with)
}
