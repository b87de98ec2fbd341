//! Texts that nobody writes, and somebody will try: each becomes a page, without a stack that
//! overflows, in a time that grows with its length.
//!
//! What a text costs in a release is measured by hand, and stands with what is known of libraries
//! in `content/guide/limits.md`; here, the bound is so generous that only a time that grows with
//! the square of the length can break it.

use crate::books::{Memory, site, sources};
use archbook::site::{Address, File, Site};
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
        (
            "braces in formulas",
            again(&format!("$${}x{}$$\n\n", "{".repeat(4_000), "}".repeat(4_000))),
        ),
        ("elements in elements", nested("<div>", "</div>")),
        ("elements of many names", numbered(|at| format!("<x{at}>\n"))),
        ("elements in quotations", format!("<b>a</b>\n\n{}a", again(">"))),
        ("formatting of many sorts", numbered(|at| format!("<b id={at}>\n\n"))),
        ("one long formatting", format!("<b title={}>\n\n{}", "a".repeat(1_000), again("a\n\n"))),
        ("attributes of one tag", format!("<b {}>", numbered(|at| format!("a{at} ")))),
        (
            "rows that are short",
            format!("{0}\n{1}\n{2}", "|a".repeat(900), "|-".repeat(900), again("|b\n")),
        ),
        (
            "a glossary",
            "# Glossary\n\n".to_owned() + &numbered(|at| format!("t{at} u\n: x [[t{at} u]]\n\n")),
        ),
        ("attributes of a heading", format!("# a {{{}}}\n", again(".b "))),
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

/// The page that is at an address.
fn shown_at(site: &Site, address: &str) -> String {
    match site.file(&Address::new(address)) {
        Some(File::Bytes(html)) => String::from_utf8(html).unwrap(),
        _ => panic!("there is no page"),
    }
}

#[test]
fn code_that_nobody_reads_has_no_colours() {
    let coloured = |code: &str| {
        let text = format!("# A\n\n```rust\n{code}\n```\n");
        let site = site(sources([("guide/a.md", &*text)]), &Memory::default());
        let html = shown_at(&site, "guide/a.html");
        assert!(html.contains("let") && html.contains("&lt;"), "it is not there");
        html.contains("<b>let</b>")
    };
    let line = "let a = b < c;\n";
    assert!(coloured(line));
    let kibibytes = |count: usize| line.repeat(count * 1024 / line.len());
    assert!(coloured(&kibibytes(255)) && !coloured(&kibibytes(257)));
    let wide = |bytes: usize| line.replace('\n', &" ".repeat(bytes - line.len() + 1));
    assert!(coloured(&wide(2_000)) && !coloured(&wide(2_001)));
}

#[test]
fn raw_html_that_takes_too_long_is_text() {
    let many = "<div>c\n\n".repeat(4_000);
    let text = format!("# A\n\n<a id=\"x\"></a>\n\n[b](#x)\n\n{many}");
    let site = site(sources([("guide/a.md", &*text)]), &Memory::default());
    let html = shown_at(&site, "guide/a.html");
    assert!(html.contains("<p>&lt;a id=\"x\"&gt;&lt;/a&gt;"), "{}", &html[..9_000]);
    assert!(html.contains("<p>&lt;div&gt;c") && !html.contains("<div>c"));
    let rules: Vec<&str> = site.report().findings.iter().map(|it| &*it.rule.0).collect();
    assert_eq!(rules, ["unreachable-page", "broken-anchor", "tangled-html"]);
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
                site.file(&Address::new("adr/0001-a.html")).is_some()
            })
        });
        assert!(reading.unwrap().join().unwrap(), "{name} becomes no page");
        let taken = start.elapsed();
        assert!(taken < PATIENCE, "{name} takes {taken:?}");
    }
}
