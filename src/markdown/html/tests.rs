//! What texts become.

use super::*;
use crate::markdown::parse;

pub(in crate::markdown) const WORDS: Words<'static> = Words {
    link_to: "Link to {}",
    broken_link: "broken link",
    note_number: "Note {}",
    back_from_note: "Back from note {}",
    table: "Table",
    code: "Code",
    formula: "Formula",
    diagram: "Diagram",
    done: "Done",
    to_do: "To do",
    alerts: ["Note", "Tip", "Important", "Warning", "Caution"],
};

const PLAIN: RawHtml = RawHtml::Sanitized { elements: Vec::new(), attributes: Vec::new() };

/// A text whose ids begin with `p1.`, with what is added to it.
pub(in crate::markdown) fn rendered(text: &str, added: &[Added]) -> String {
    let document = parse(text, 0);
    html(&Rendering {
        text,
        offset: 0,
        outline: &document.outline,
        without: &[],
        added,
        prefix: "p1.",
        href: &|_| Href::Text,
        size: &|_| None,
        raw: &PLAIN,
        code: &Highlighter::new(),
        words: &WORDS,
    })
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let document = parse(text, 0);
    let href = |link: usize| match document.outline.links[link].target.as_str() {
        "gone" => Href::Broken("no `gone`".to_owned()),
        "far" => Href::Text,
        "term" => Href::Term("words.html#term".to_owned()),
        target => Href::To(format!("{target}.html")),
    };
    let rendered = html(&Rendering {
        text,
        offset: 0,
        outline: &document.outline,
        without: &[],
        added: &[],
        prefix: "",
        href: &href,
        size: &|_| Some((3, 2)),
        raw: &PLAIN,
        code: &Highlighter::new(),
        words: &WORDS,
    });
    assert_eq!(rendered.trim(), expected);
}

#[test]
fn links_lead_where_the_handbook_says() {
    check("[a](b \"c\")", "<p><a href=\"b.html\" title=\"c\">a</a></p>");
    check("[a](far) ![x](far)", "<p>a x</p>");
    check(
        "[a](gone)",
        "<p><span class=\"broken\" title=\"no `gone`\">a<span class=\"vh\"> (broken link)</span></span></p>",
    );
    check("[a](term)", "<p><a class=\"term\" href=\"words.html#term\">a</a></p>");
    check("see ADR-7.", "<p>see <a class=\"id\" href=\"ADR-7.html\">ADR-7</a>.</p>");
    check("[ADR-7](b) `ADR-7`", "<p><a href=\"b.html\">ADR-7</a> <code>ADR-7</code></p>");
    check(
        "![x](i) y",
        "<p><img src=\"i.html\" alt=\"x\" width=\"3\" height=\"2\" decoding=\"async\"> y</p>",
    );
}

#[test]
fn raw_html_is_resolved_then_sanitised() {
    check("<a name=\"x\"></a>", "<p><a id=\"x\"></a></p>");
    check("<a href=\"x\" onclick=y>a</a>", "<p><a href=\"x.html\">a</a></p>");
    check("<a href=\"gone\">a</a>", "<p><a class=\"broken\">a</a></p>");
    check(
        "<a id=t></a><a id=t></a>\n\n# T\n",
        "<p><a></a><a></a></p>\n<h1 id=\"t\">T <a class=\"a\" href=\"#t\" aria-label=\"Link to T\">#</a></h1>",
    );
    check("<!-- a -->\n\nb <!-- c -->", "<p>b </p>");
}

#[test]
fn tables_need_no_style() {
    check(
        "|a|b|\n|-|-:|\n|c|d|",
        "<div class=\"tbl\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr>\
         <th scope=\"col\">a</th><th scope=\"col\" class=\"r\">b</th></tr></thead><tbody><tr><td>c</td>\
         <td class=\"r\">d</td></tr></tbody></table></div>",
    );
}

#[test]
fn a_footnote_that_is_written_twice_says_both() {
    let html = rendered("a[^n]\n\n[^n]: first[^m]\n\n[^n]: second\n\n[^m]: third\n", &[]);
    for said in ["first", "second", "third"] {
        assert_eq!(html.matches(said).count(), 1, "{html}");
    }
    assert_eq!(html.matches("id=\"p1.note.2.1\"").count(), 1, "{html}");
}

#[test]
fn footnotes_stand_below_the_block_that_refers_to_them_first() {
    check(
        "a[^x]\n\nb[^x][^y]\n\n[^x]: c\n\n[^y]: - d",
        "<div class=\"noted\">\n<p>a<sup><a class=\"snr\" id=\"note.1.1\" href=\"#note.1\" aria-label=\"Note 1\">1</a></sup></p>\n\
         <ol class=\"notes\" start=\"1\">\n<li id=\"note.1\"><p>c \
         <a class=\"back\" href=\"#note.1.1\" aria-label=\"Back from note 1\">↩</a> \
         <a class=\"back\" href=\"#note.1.2\" aria-label=\"Back from note 1\">↩</a></p>\n</li>\n</ol>\n</div>\n\
         <div class=\"noted\">\n<p>b<sup><a class=\"snr\" id=\"note.1.2\" href=\"#note.1\" aria-label=\"Note 1\">1</a></sup>\
         <sup><a class=\"snr\" id=\"note.2.1\" href=\"#note.2\" aria-label=\"Note 2\">2</a></sup></p>\n\
         <ol class=\"notes\" start=\"2\">\n<li id=\"note.2\"><ul>\n<li>d</li>\n</ul>\n \
         <a class=\"back\" href=\"#note.2.1\" aria-label=\"Back from note 2\">↩</a></li>\n</ol>\n</div>",
    );
}

#[test]
fn a_picture_alone_is_a_figure() {
    check(
        "![a *b* ![c](d)](i \"e\")\n\n![](j) ![](gone)",
        "<figure><img src=\"i.html\" alt=\"a b c\" width=\"3\" height=\"2\" decoding=\"async\">\
         <figcaption>e</figcaption></figure>\n<p><img src=\"j.html\" alt=\"\" width=\"3\" height=\"2\" \
         loading=\"lazy\" decoding=\"async\"> <span class=\"broken\" title=\"no `gone`\">\
         <span class=\"vh\"> (broken link)</span></span></p>",
    );
}

#[test]
fn formulas_are_mathml_and_money_is_not() {
    check("$x$", "<p><math display=\"inline\"><mi>x</mi></math></p>");
    check("$5 *to* $10, $A/$B", "<p>$5 <em>to</em> $10, $A/$B</p>");
    check(
        "$\\nope$",
        "<p><code class=\"broken\" title=\"unknown primitive command found\">\\nope</code></p>",
    );
}

#[test]
fn text_from_the_right_says_so() {
    check(
        "שלום\n\n- א",
        "<p dir=\"auto\">שלום</p>\n<ul dir=\"rtl\">\n<li dir=\"auto\">א</li>\n</ul>",
    );
    check(
        "|א|\n|-|\n|1|",
        "<div class=\"tbl\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table dir=\"rtl\"><thead><tr>\
         <th scope=\"col\" dir=\"auto\">א</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>",
    );
}

#[test]
fn alerts_and_tasks_are_words_too() {
    check(
        "> [!WARNING]\n> a",
        "<div class=\"note warning\" role=\"note\"><p>Warning</p>\n<p>a</p>\n</div>",
    );
    check(
        "- [x] a",
        "<ul>\n<li><span class=\"task done\"><bdi class=\"vh\">Done: </bdi></span>a</li>\n</ul>",
    );
}
