//! What texts are read as.

use super::*;

#[track_caller]
fn outline(text: &str, expected: &[&str]) {
    let document = parse(text, 0);
    let show = |it: &Heading| format!("{} {} {:?}", it.level, it.anchor, &text[it.body.range()]);
    assert_eq!(document.outline.headings.iter().map(show).collect::<Vec<_>>(), expected);
}

#[test]
fn sections_nest_and_end() {
    outline(
        "# A\nx\n## B\n## B\n# C {#sea}\ny",
        &["1 a \"x\\n## B\\n## B\\n\"", "2 b \"\"", "2 b-1 \"\"", "1 sea \"y\""],
    );
}

#[test]
fn terms_are_defined_and_have_anchors() {
    let text = "Log\n: All that *happened*,\n  in order.\n: Timber.\n\nA\n\n: 1\n\n  2\n\n# Log\n";
    let document = parse(text, 0);
    let show = |it: &Term| format!("{} {} {} {:?}", it.start, it.text, it.anchor, it.definition);
    assert_eq!(
        document.outline.terms.iter().map(show).collect::<Vec<_>>(),
        ["0 Log log-1 \"All that happened,\\nin order.\"", "50 A a \"1\""]
    );
    let all: Vec<_> = document.outline.anchors().collect();
    assert_eq!(all, ["log", "log-1", "a"]);
    assert_eq!(document.outline.term_at(2).map(|it| &*it.text), Some("A"));
}

#[track_caller]
fn links(text: &str, expected: &[(LinkKind, &str, &str)]) {
    let document = parse(text, 0);
    let links: Vec<_> = document
        .outline
        .links
        .iter()
        .map(|it| (it.kind, &*it.target, &text[it.span.range()]))
        .collect();
    assert_eq!(links, expected);
}

#[test]
fn everything_that_points_somewhere_is_a_link() {
    use LinkKind::{Bare, Html, Image, Plain, Undefined, Wiki};
    links(
        "[a](b.md) ![c](d.png)",
        &[(Plain, "b.md", "[a](b.md)"), (Image, "d.png", "![c](d.png)")],
    );
    links("[a][b] [c][] [d]\n\n[c]: e.md", &[(Undefined, "b", "[a][b]"), (Plain, "e.md", "[c]")]);
    links("[[ADR-7]], [[A|b]]", &[(Wiki, "ADR-7", "[[ADR-7]]"), (Wiki, "A", "[[A|b]]")]);
    links("| a |\n|---|\n| [[A\\|b]] |", &[(Wiki, "A", "[[A\\|b]]")]);
    links("[[b]]\n\n[b]: c.md", &[(Plain, "c.md", "[b]")]);
    links("[[1]](x.md)", &[(Plain, "x.md", "[[1]](x.md)")]);
    links(
        "see ADR-0007, `ADR-8`, x-ADR-9 and REQ-021a.",
        &[(Bare, "ADR-0007", "ADR-0007"), (Bare, "REQ-021a", "REQ-021a")],
    );
    links("# ADR-7 [x](y)", &[(Plain, "y", "[x](y)")]);
    links("<a href=\"x.md\">ADR-7</a> <code>ADR-8</code>", &[(Html, "x.md", "x.md")]);
    links("> <p>\n> <img src='x.png'>", &[(Html, "x.png", "x.png")]);
}

#[test]
fn blocks_know_where_they_stand() {
    let text = "p\n\n# H\n\n- **a**: b\n  - c\n\n> q\n\n| x | y |\n|---|---|\n| 1 | 2 |\n";
    let show = |it: &Block| {
        let Block { under, list_depth, quote_depth, item, .. } = it;
        format!(
            "{:?} {under:?} {list_depth}{quote_depth}{}",
            it.text.text,
            u8::from(item.is_some())
        )
    };
    let blocks: Vec<_> = parse(text, 0).blocks.iter().map(show).collect();
    assert_eq!(
        blocks,
        [
            "\"p\" None 000",
            "\"H\" Some(0) 000",
            "\"a: b\" Some(0) 101",
            "\"c\" Some(0) 201",
            "\"q\" Some(0) 010",
            "\"x\" Some(0) 000",
            "\"y\" Some(0) 000",
            "\"1\" Some(0) 001",
            "\"2\" Some(0) 000",
        ]
    );
}

#[test]
fn plain_text_knows_where_it_was_written() {
    let text = "**Status:** [super*seded*](x.md) &amp; `done`\nnext";
    let document = parse(text, 0);
    let inline = &document.blocks[0].text;
    assert_eq!(inline.text, "Status: superseded & done\nnext");
    let written = |word: &str| {
        let at = inline.text.find(word).unwrap();
        &text[inline.span_of(at..at + word.len()).range()]
    };
    assert_eq!((written("Status:"), written("done"), written("next")), ("Status:", "done", "next"));
    assert!(inline.is_strong(0..7) && !inline.is_strong(0..9));
    assert_eq!(inline.links(0..20), [(0, 8..18)]);
}

#[test]
fn a_link_keeps_its_sentence() {
    let document = parse("One. Two [b c](b.md) three. Four.", 0);
    let sentence = document.outline.links[0].sentence.as_ref().unwrap();
    assert_eq!((&*sentence.text, sentence.mark.clone()), ("Two b c three.", 4..7));
}

#[test]
fn headings_win_their_anchors_from_raw_html() {
    let document = parse("<a name=\"a\"></a><a id=b></a>\n\n# A\n", 0);
    assert_eq!(document.outline.anchors().collect::<Vec<_>>(), ["a", "b"]);
}
