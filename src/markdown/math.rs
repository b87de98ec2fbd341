//! Formulas in the notation of `LaTeX` to `MathML`.

use super::escape::{escaped, push_escaped};
use pulldown_latex::{
    Event, Parser, RenderConfig, Storage, config::DisplayMode, event::Content, push_mathml,
};
use std::{error::Error, ops::Range};

/// A longer formula is shown as it is written.
const FORMULA_BYTES_MAX: usize = 8 * 1024;

/// A group in more groups than these is nothing that anybody reads. To find its end, the parser
/// looks through all of them.
const DEPTH_MAX: usize = 64;

/// Commands that define others. A page could grow without end by them.
const DEFINING: &[&str] =
    &["\\def", "\\gdef", "\\edef", "\\let", "\\futurelet", "newcommand", "\\providecommand"];

/// What a number follows. The parser takes the first character of that for one byte, and would stop
/// inside of a longer one.
const COUNTING: &[&str] = &["\\char", "{alignat}", "{alignat*}", "{alignedat}"];

/// Whether what stands between two dollars, at this range of a text, is meant as a formula.
///
/// People write *$5 and $10* and `$HOME/$USER` too. So a formula stands by itself: no letter or
/// digit touches it from outside, no blank from inside, and it is no pair of `${names}`.
pub(super) fn is_inline(text: &str, range: Range<usize>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let named = text[range].starts_with("${") && after == Some('{');
    !word(before) && !word(after) && !named
}

/// A formula as `MathML`, or what is wrong with it. A block stands on a line of its own.
pub(super) fn mathml(formula: &str, is_block: bool) -> Result<String, String> {
    if formula.len() > FORMULA_BYTES_MAX {
        return Err(format!("it is longer than {FORMULA_BYTES_MAX} bytes"));
    }
    if depth(formula) > DEPTH_MAX {
        return Err(format!("its braces stand in more than {DEPTH_MAX} others"));
    }
    if let Some(command) = DEFINING.iter().find(|it| formula.contains(**it)) {
        let command = command.trim_start_matches('\\');
        return Err(format!("it may not define commands, as `\\{command}` does"));
    }
    let wide = |rest: &str| {
        let first = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '{').chars().next();
        first.is_some_and(|c| !c.is_ascii())
    };
    if let Some(name) = COUNTING.iter().find(|it| formula.split(**it).skip(1).any(wide)) {
        return Err(format!("a number follows `{name}`"));
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(formula, &storage) {
        let event = event.map_err(|error| reason(&error))?;
        // The name of a function is the one text that comes out as it is.
        if let Event::Content(Content::Function(name)) = event
            && name.contains(['<', '>', '&'])
        {
            return Err(format!("`{name}` is not the name of a function"));
        }
        events.push(Ok::<_, std::fmt::Error>(event));
    }
    let display_mode = if is_block { DisplayMode::Block } else { DisplayMode::Inline };
    let mut html = String::new();
    push_mathml(&mut html, events.into_iter(), RenderConfig { display_mode, ..Default::default() })
        .map_err(|error| error.to_string())?;
    Ok(tame(&html))
}

/// How deep the braces of a formula stand in each other.
fn depth(formula: &str) -> usize {
    let (mut depth, mut deepest, mut signs) = (0_usize, 0, formula.bytes());
    while let Some(sign) = signs.next() {
        match sign {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            // What follows is a name or a sign.
            b'\\' => drop(signs.next()),
            _ => (),
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A formula for a page; one that cannot be read is shown as it is written.
pub(super) fn html(formula: &str, is_block: bool, label: &str) -> String {
    match (mathml(formula, is_block), is_block) {
        (Ok(html), false) => html,
        (Ok(html), true) => {
            let label = escaped(label);
            format!(
                "<span class=\"math\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">{html}</span>"
            )
        }
        (Err(reason), _) => {
            let (reason, formula) = (escaped(&reason), escaped(formula.trim()));
            format!("<code class=\"broken\" title=\"{reason}\">{formula}</code>")
        }
    }
}

/// What is wrong, without the drawing that the parser makes of it.
fn reason(error: &pulldown_latex::ParserError) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}

/// What the writer of `MathML` gives, as HTML without styles. It writes signs such as `<` as
/// they are; a tag is what begins with a letter or a slash.
fn tame(mathml: &str) -> String {
    let mut html = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find(['<', '&']) {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let next = rest[1..].chars().next();
        let tag = rest.starts_with('<') && next.is_some_and(|c| c.is_alphabetic() || c == '/');
        let entity = rest.starts_with('&') && next.is_some_and(char::is_alphabetic);
        let end = if tag { rest.find('>').map_or(rest.len(), |it| it + 1) } else { 1 };
        if tag {
            push_unstyled(&mut html, &rest[..end]);
        } else if entity {
            html.push('&');
        } else {
            push_escaped(&mut html, &rest[..end]);
        }
        rest = &rest[end..];
    }
    html + rest
}

/// Adds a tag without its `style`.
fn push_unstyled(html: &mut String, tag: &str) {
    let style = " style=\"";
    let Some(start) = tag.find(style) else {
        return html.push_str(tag);
    };
    let after = &tag[start + style.len()..];
    html.push_str(&tag[..start]);
    html.push_str(after.split_once('"').map_or("", |(_, rest)| rest));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_mathml() {
        let html = mathml("x^2", false).unwrap();
        assert_eq!(html, "<math display=\"inline\"><msup><mi>x</mi><mn>2</mn></msup></math>");
        assert!(mathml("\\frac{1}{2}", true).unwrap().starts_with("<math display=\"block\">"));
    }

    #[test]
    fn nothing_of_a_formula_is_html() {
        let html = mathml("a<b \\& c > d \\text{<img src=x> & \" style=\"y\"}", false).unwrap();
        assert!(html.contains("<mo>&lt;</mo>") && html.contains("&amp;</m"), "{html}");
        assert!(!html.contains("<img") && html.contains("&lt;img src=x&gt; &amp;"), "{html}");
        let hostile = "\\operatorname{<img src=x onerror=alert(1)>}";
        assert!(mathml(hostile, false).unwrap_err().contains("not the name"));
        assert!(html_of_error(hostile).contains("&lt;img src=x onerror=alert(1)&gt;"));
        assert!(!mathml("\\left\\lt x \\right\\gt", false).unwrap_or_default().contains("<<"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for formula in ["\\char é", "\\char{é}", "\\begin{alignat}{é}x\\end{alignat}"] {
            assert!(mathml(formula, false).unwrap_err().starts_with("a number follows"));
        }
        assert!(mathml("\\char 65 é", false).is_ok());
    }

    fn html_of_error(formula: &str) -> String {
        html(formula, false, "")
    }

    #[test]
    fn styles_are_left_out() {
        let html = mathml("\\color{red}x\\!y", false).unwrap();
        assert!(!html.contains("style"), "{html}");
    }

    #[test]
    fn what_is_no_formula_says_why() {
        assert!(mathml("\\frac{1", false).is_err());
        assert!(mathml("\\unheardof", false).unwrap_err().contains("unknown"));
        assert!(mathml("\\def\\a{\\a\\a}\\a", false).unwrap_err().contains("define"));
        assert!(mathml("\\char\u{e9}", false).unwrap_err().contains("number"));
        assert!(mathml(&"x".repeat(FORMULA_BYTES_MAX + 1), false).is_err());
        assert!(mathml(&"{".repeat(FORMULA_BYTES_MAX), false).is_err());
        let nested = |count: usize| "{".repeat(count) + "x" + &"}".repeat(count);
        assert!(mathml(&nested(DEPTH_MAX), false).is_ok());
        assert!(mathml(&nested(DEPTH_MAX + 1), false).unwrap_err().contains("braces"));
        assert!(mathml(&"\\{".repeat(DEPTH_MAX + 1), false).is_ok());
    }

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let start = text.find('$').unwrap();
        let end = text.rfind('$').unwrap() + 1;
        assert_eq!(is_inline(text, start..end), expected, "{text}");
    }

    #[test]
    fn money_and_variables_are_no_formulas() {
        check("so $x$, then", true);
        check("($x$)", true);
        check("$5-$10", false);
        check("$HOME/$USER", false);
        check("US$5 or so$", false);
        check("${a}${b}", false);
    }

    /// What formulas are made of, and what breaks them.
    const PIECES: &[&str] = &[
        "x",
        "2",
        "{",
        "}",
        "^",
        "_",
        "&",
        "\\\\",
        " ",
        "<",
        ">",
        "'",
        "[",
        "]",
        "(",
        ")",
        "|",
        "#",
        "%",
        "~",
        "$",
        "é",
        "\\left",
        "\\right",
        "\\frac",
        "\\sqrt",
        "\\begin{matrix}",
        "\\end{matrix}",
        "\\begin{array}{c|c}",
        "\\end{array}",
        "\\begin{cases}",
        "\\end{cases}",
        "\\text{",
        "\\sum",
        "\\operatorname{",
        "\\color{",
        "\\mathbb",
        "\\not",
        "\\hline",
        "\\limits",
        "\\over",
        "\\char",
        "\\kern",
        "\\hskip1em",
        "\\substack{",
        "\\middle",
        "\\bigl",
        "\\genfrac",
        "\\tag{",
        "\\",
        "-1em",
    ];

    proptest! {
        #[test]
        fn whatever_stands_between_dollars_comes_out_safe(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14),
            is_block: bool,
        ) {
            let html = html(&pieces.concat(), is_block, "");
            let tags = html.split('<').skip(1).all(|it| it.starts_with(['m', '/', 'c', 's']));
            prop_assert!(tags && !html.contains("style="), "{html}");
        }
    }
}
