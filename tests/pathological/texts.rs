//! Texts that nobody writes, and somebody will try, each as long as is asked for.

use std::iter::repeat_n;

/// How long a text is, in bytes, or a little less or more: no piece of it is cut.
#[derive(Clone, Copy)]
pub(crate) struct Length(pub(crate) usize);

impl Length {
    /// A text that is this piece again and again.
    fn again(self, piece: &str) -> String {
        piece.repeat(self.0 / piece.len())
    }

    /// A text of numbered pieces.
    fn numbered(self, piece: impl Fn(usize) -> String) -> String {
        let mut text = String::new();
        for at in 0.. {
            if text.len() >= self.0 {
                break;
            }
            text.push_str(&piece(at));
        }
        text
    }

    /// What opens, then what closes it as often.
    fn nested(self, open: &str, close: &str) -> String {
        let count = self.0 / (open.len() + close.len());
        open.repeat(count) + "a" + &close.repeat(count)
    }
}

/// Pieces that are quick to tell and have no end.
const REPEATED: &[&str] = &[
    "[",
    "![",
    "[[",
    "<",
    "<a ",
    "<!",
    "<!--",
    "<?",
    "<![CDATA[",
    "&",
    "&amp;",
    "&#x",
    "\\",
    "$",
    "$a ",
    "$x^2$ ",
    "> ",
    ">",
    "- ",
    "1. ",
    "> - ",
    "*a ",
    "_a_ ",
    "*a **a ",
    "**a ",
    "~a ",
    "`` ` ",
    "|",
    "-|",
    "a|b\n",
    "---\n",
    "```\n",
    "~~~\n",
    "\t",
    " ",
    "\r",
    "\0",
    "e\u{301}",
    "שלום ",
    "word ",
    "[a](b.md) ",
    "[a](b.md)\n",
    "[a](<b ",
    "[a](b \"",
    "[x][y] ",
    "[[ADR-1]] ",
    "ADR-1 ",
    "<http://a.b> ",
    "a@b.c ",
    "[^1] ",
    "# a\n",
    "# a {#x}\n",
    "a\n=\n",
    "Status: accepted\n",
    "**Status:** accepted\n",
    "Date: 2026-01-02\n",
    "## Status\n\nAccepted\n\n",
    "- a\n",
    "- a\n\n",
    "- [ ] a\n",
    "|a|b|\n|-|-|\n|c|d|\n\n",
    "a\n: b\n\n",
    "a\n: b\n",
    "> [!NOTE]\n> a\n\n",
    "a <!-- b --> ",
    "<b>a</b> ",
    "<a id=\"i\"></a>\n\n",
    "    code\n\n",
    "{#a} ",
    "# a {\n",
    "a\n:\n",
    "[[a]](b) ",
    "<div>",
    "<div>\n\n",
    "<b>a\n\n",
    "<b><i>",
    "<p><b>a</p>\n\n",
    "<table><b>",
    "<svg><b></svg>",
    "<dd><li>",
    "```archbook\ncount is:prose\n```\n\n",
    "accepted by [x](y) ",
];

/// Every text by a name.
pub(crate) fn texts(length: Length) -> Vec<(String, String)> {
    let repeated = REPEATED.iter().map(|it| (format!("{it:?} again and again"), length.again(it)));
    let rising = |sign: char| {
        length.numbered(|at| "a".to_owned() + &repeat_n(sign, at + 1).collect::<String>())
    };
    let named = [
        ("emphasis in emphasis", length.nested("*", "*")),
        ("strong in strong", length.nested("**a ", " a**")),
        ("pictures in pictures", length.nested("![", "](b)")),
        ("brackets in brackets", length.nested("[", "]")),
        ("lists in lists", length.numbered(|at| "  ".repeat(at) + "- a\n")),
        ("backticks that rise", rising('`')),
        ("dollars that rise", rising('$')),
        ("braces in a formula", format!("$${}$$", length.nested("{", "}"))),
        (
            "braces in formulas",
            length.again(&format!("$${}x{}$$\n\n", "{".repeat(4_000), "}".repeat(4_000))),
        ),
        ("elements in elements", length.nested("<div>", "</div>")),
        ("elements of many names", length.numbered(|at| format!("<x{at}>\n"))),
        ("elements in quotations", format!("<b>a</b>\n\n{}a", length.again(">"))),
        ("formatting of many sorts", length.numbered(|at| format!("<b id={at}>\n\n"))),
        (
            "one long formatting",
            format!("<b title={}>\n\n{}", "a".repeat(1_000), length.again("a\n\n")),
        ),
        ("attributes of one tag", format!("<b {}>", length.numbered(|at| format!("a{at} ")))),
        (
            "rows that are short",
            format!("{0}\n{1}\n{2}", "|a".repeat(900), "|-".repeat(900), length.again("|b\n")),
        ),
        (
            "a glossary",
            "# Glossary\n\n".to_owned()
                + &length.numbered(|at| format!("t{at} u\n: x [[t{at} u]]\n\n")),
        ),
        ("attributes of a heading", format!("# a {{{}}}\n", length.again(".b "))),
        ("definitions", length.numbered(|at| format!("[r{at}]: u\n"))),
        ("footnotes", length.numbered(|at| format!("a[^{at}]\n\n[^{at}]: n\n\n"))),
        ("headings", length.numbered(|at| format!("{} h{at}\n", "#".repeat(at % 6 + 1)))),
        ("anchors", length.numbered(|at| format!("<a id=\"i{at}\"></a>\n\n"))),
        (
            "criteria",
            "# X\n\n## Criteria\n\n".to_owned()
                + &length.numbered(|at| format!("- c {{#p{at}}}\n")),
        ),
        (
            "options",
            "# X\n\n## Considered options\n\n".to_owned()
                + &length.numbered(|at| format!("* o{at}\n")),
        ),
        ("records on a page", length.numbered(|at| format!("## REQ-{at}: t\n\nText.\n\n"))),
        (
            "records in a table",
            "|ID|Requirement|\n|-|-|\n".to_owned()
                + &length.numbered(|at| format!("|REQ-{at}|must|\n")),
        ),
        (
            "terms",
            "# Glossary\n\n".to_owned()
                + &length.numbered(|at| format!("t{at}\n: [[t{}]]\n\n", at + 1)),
        ),
        (
            "a code block of one line",
            format!("```rust\n{}\n```\n", length.again("let a = (1, 2); ")),
        ),
    ];
    let named = named.into_iter().chain(heads(length));
    repeated.chain(named.map(|(name, text)| (name.to_owned(), text))).collect()
}

/// Front matter by a name.
fn heads(length: Length) -> impl Iterator<Item = (&'static str, String)> {
    let front = |text: &str| format!("---\n{text}\n---\n# X\n");
    let named = [
        ("fields", front(&length.numbered(|at| format!("k{at}: v\n")))),
        ("fields that cannot be read", front(&length.again("a: @b\n"))),
        ("lists in a field", front(&length.again("["))),
        ("maps in a field", front(&length.again("{a: "))),
        ("dashes in a field", front(&length.again("- "))),
        ("fields in fields", front(&length.numbered(|at| " ".repeat(at) + "a:\n"))),
        ("references in a field", front(&("a: &a [x]\n".to_owned() + &length.again("b: *a\n")))),
        ("a field without an end", format!("---\na: \"{}", length.again("x"))),
        ("lists in TOML", format!("+++\na = {}\n+++\n", length.again("["))),
        ("tables in TOML", format!("+++\na = {}\n+++\n", length.again("{a="))),
        ("dots in TOML", format!("+++\n{}a = 1\n+++\n", length.again("a."))),
        ("braces of JSON", format!("{{\n{}}}\n", length.again("\"a\": {\n"))),
    ];
    named.into_iter()
}
