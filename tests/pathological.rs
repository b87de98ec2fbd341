//! Texts that nobody writes, and somebody will try: each becomes a page, without a stack that
//! overflows, in a time that grows with its length.
//!
//! What a text costs in a release is measured by hand, and stands with what is known of libraries
//! in `content/guide/limits.md`; here, the bound is so generous that only a time that grows with
//! the square of the length can break it.

use crate::books::{Memory, site, sources};
use std::{
    iter::repeat_n,
    thread,
    time::{Duration, Instant},
};

/// How long each text is, in bytes.
const LENGTH: usize = 20_000;

/// What reading and rendering one may take, on the slowest machine and without optimisation. Where
/// each byte looks at all others, that takes a minute.
const PATIENCE: Duration = Duration::from_secs(30);

/// The stack of a thread of the pool that reads and renders: what Rust gives every thread.
const STACK_BYTES: usize = 2 * 1024 * 1024;

/// A text that is this piece again and again.
fn again(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

/// A text of numbered pieces.
fn numbered(piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0.. {
        if text.len() >= LENGTH {
            break;
        }
        text.push_str(&piece(at));
    }
    text
}

/// What opens, then what closes it as often.
fn nested(open: &str, close: &str) -> String {
    let count = LENGTH / (open.len() + close.len());
    open.repeat(count) + "a" + &close.repeat(count)
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
    "accepted by [x](y) ",
];

/// Every text by a name.
fn texts() -> Vec<(String, String)> {
    let repeated = REPEATED.iter().map(|it| (format!("{it:?} again and again"), again(it)));
    let rising =
        |sign: char| numbered(|at| "a".to_owned() + &repeat_n(sign, at + 1).collect::<String>());
    let front = |text: &str| format!("---\n{text}\n---\n# X\n");
    let named = [
        ("emphasis in emphasis", nested("*", "*")),
        ("strong in strong", nested("**a ", " a**")),
        ("pictures in pictures", nested("![", "](b)")),
        ("brackets in brackets", nested("[", "]")),
        ("lists in lists", numbered(|at| "  ".repeat(at) + "- a\n")),
        ("backticks that rise", rising('`')),
        ("dollars that rise", rising('$')),
        ("braces in a formula", format!("$${}$$", nested("{", "}"))),
        ("definitions", numbered(|at| format!("[r{at}]: u\n"))),
        ("footnotes", numbered(|at| format!("a[^{at}]\n\n[^{at}]: n\n\n"))),
        ("headings", numbered(|at| format!("{} h{at}\n", "#".repeat(at % 6 + 1)))),
        ("anchors", numbered(|at| format!("<a id=\"i{at}\"></a>\n\n"))),
        (
            "criteria",
            "# X\n\n## Criteria\n\n".to_owned() + &numbered(|at| format!("- c {{#p{at}}}\n")),
        ),
        (
            "options",
            "# X\n\n## Considered options\n\n".to_owned() + &numbered(|at| format!("* o{at}\n")),
        ),
        ("records on a page", numbered(|at| format!("## REQ-{at}: t\n\nText.\n\n"))),
        (
            "records in a table",
            "|ID|Requirement|\n|-|-|\n".to_owned() + &numbered(|at| format!("|REQ-{at}|must|\n")),
        ),
        (
            "terms",
            "# Glossary\n\n".to_owned() + &numbered(|at| format!("t{at}\n: [[t{}]]\n\n", at + 1)),
        ),
        ("a code block of one line", format!("```rust\n{}\n```\n", again("let a = (1, 2); "))),
        ("fields", front(&numbered(|at| format!("k{at}: v\n")))),
        ("fields that cannot be read", front(&again("a: @b\n"))),
        ("lists in a field", front(&again("["))),
        ("maps in a field", front(&again("{a: "))),
        ("dashes in a field", front(&again("- "))),
        ("fields in fields", front(&numbered(|at| " ".repeat(at) + "a:\n"))),
        ("references in a field", front(&("a: &a [x]\n".to_owned() + &again("b: *a\n")))),
        ("a field without an end", format!("---\na: \"{}", again("x"))),
        ("lists in TOML", format!("+++\na = {}\n+++\n", again("["))),
        ("tables in TOML", format!("+++\na = {}\n+++\n", again("{a="))),
        ("dots in TOML", format!("+++\n{}a = 1\n+++\n", again("a."))),
        ("braces of JSON", format!("{{\n{}}}\n", again("\"a\": {\n"))),
    ];
    repeated.chain(named.map(|(name, text)| (name.to_owned(), text))).collect()
}

#[test]
fn no_text_takes_long_or_overflows_a_stack() {
    for (name, text) in texts() {
        let start = Instant::now();
        let small = thread::Builder::new().stack_size(STACK_BYTES);
        let reading = small.spawn(move || {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK_BYTES);
            let pool = pool.build().unwrap();
            pool.install(|| {
                let site = site(sources([("adr/0001-a.md", &*text)]), &Memory::default());
                site.file(&archbook::site::Address::new("adr/0001-a.html")).is_some()
            })
        });
        assert!(reading.unwrap().join().unwrap(), "{name} becomes no page");
        let taken = start.elapsed();
        assert!(taken < PATIENCE, "{name} takes {taken:?}");
    }
}
