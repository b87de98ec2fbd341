//! Styles and scripts without what only their authors read.

use super::extension;

/// A style or a script without what only its authors read; any other file as it is.
pub(super) fn tight(name: &str, text: &str) -> String {
    match extension(name) {
        "css" => style(text),
        "js" => script(text),
        _ => text.to_owned(),
    }
}

/// A script without its indentation, its empty lines and the comments that have lines of their own.
fn script(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let said = lines.filter(|line| !line.is_empty() && !line.starts_with("// "));
    said.fold(String::with_capacity(text.len()), |tight, line| tight + line + "\n")
}

/// A style without its comments and without the blanks that part nothing, on one line. What stands
/// in quotes stays as it is (CSS Syntax Module Level 3, §4).
fn style(text: &str) -> String {
    let mut tight = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => quoted(rest, sign),
            it if it.is_whitespace() => {
                rest.find(|it: char| !it.is_whitespace()).unwrap_or(rest.len())
            }
            it => it.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        rest = after;
        match part {
            _ if part.starts_with("/*") => {}
            _ if sign.is_whitespace() => blank(&mut tight, rest),
            "}" => {
                // The last declaration of a rule needs no end.
                tight.truncate(tight.trim_end_matches(';').len());
                tight.push('}');
            }
            _ => tight.push_str(part),
        }
    }
    tight
}

/// One blank, where what was said and what comes must stay apart. A selector may begin with a
/// colon, so only what follows one may come closer.
fn blank(tight: &mut String, rest: &str) {
    let parted = tight.is_empty()
        || tight.ends_with(['{', '}', ';', ',', ':', '>', ' '])
        || rest.is_empty()
        || rest.starts_with(['{', '}', ';', ',', '>']);
    if !parted {
        tight.push(' ');
    }
}

/// How long the text in quotes is that `text` begins with, these included.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let closes = |(_, it): &(usize, char)| {
        let closes = *it == quote && !escaped;
        escaped = *it == '\\' && !escaped;
        closes
    };
    text.char_indices().skip(1).find(closes).map_or(text.len(), |(at, _)| at + quote.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_keeps_what_it_means() {
        let written = "\
/* Why: a; b. */
@layer a, b;
@media (min-width: 2rem) and (hover) {
  .a > li + li:not(.b, .c) :is(h2)::after { content: \" < \\\" {  \"; width: calc(1px + 2%); }
  /* Again. */ .b { --x: var(--y,  1px);; }
}
";
        let small = "@layer a,b;@media (min-width:2rem) and (hover){\
            .a>li + li:not(.b,.c) :is(h2)::after{content:\" < \\\" {  \";width:calc(1px + 2%)}\
            .b{--x:var(--y,1px)}}";
        assert_eq!(style(written), small);
        assert_eq!(style(small), small);
        assert_eq!(style("a{b:\"c"), "a{b:\"c");
    }

    #[test]
    fn a_script_keeps_its_lines() {
        assert_eq!(script("// Why.\n\nif (a)\n  b(\"//c\");\n"), "if (a)\nb(\"//c\");\n");
    }
}
