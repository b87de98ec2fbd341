//! Texts of strangers, for a terminal and the log of a job.

use std::borrow::Cow;

/// What the log of a workflow takes for a command wherever it stands in a line: GitHub's older form
/// and that of Azure.
const COMMANDS: &[&str] = &["##[", "##vso["];

/// A text in which nothing happens: each character that a terminal obeys is shown by its picture or
/// as U+FFFD, and so is each that turns the direction of what follows, which could make a line
/// read as another one (CVE-2021-42574). A blank that nobody sees parts what a log would obey.
/// A line break is such a character too.
pub fn visible(text: &str) -> Cow<'_, str> {
    let commands = COMMANDS.iter().any(|it| text.contains(it));
    if !commands && !text.trim_start().starts_with("::") && !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown: String = text.chars().map(picture).collect();
    for command in COMMANDS {
        shown = shown.replace(command, &format!("#\u{200b}{}", &command[1..]));
    }
    // GitHub's newer form begins a line.
    if shown.trim_start().starts_with("::") {
        shown = shown.replacen("::", ":\u{200b}:", 1);
    }
    Cow::Owned(shown)
}

/// The same of a text of several lines, which it keeps.
pub fn visible_lines(text: &str) -> String {
    let lines = text.split('\n').map(|line| visible(line.strip_suffix('\r').unwrap_or(line)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a terminal does something else with a character than to show it.
fn is_obeyed(c: char) -> bool {
    // Line and paragraph separators; marks, embeddings, overrides and isolates of direction.
    let turns = |c: char| {
        let marks = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
        marks || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    c.is_control() || turns(c)
}

fn picture(c: char) -> char {
    match c {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7f}' => '\u{2421}',
        c if is_obeyed(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(visible(text), expected);
        assert_eq!(visible(expected), expected, "once is enough");
    }

    #[test]
    fn nothing_in_a_text_is_obeyed() {
        check("Ünicode – 決定 ##x [a](b) a::b", "Ünicode – 決定 ##x [a](b) a::b");
        check("a\tb", "a b");
        check("\u{1b}[2J\u{7}\r\n\u{7f}", "␛[2J␇␍␊␡");
        check("\u{9b}31m\u{202e}txt.exe\u{2066}", "\u{fffd}31m\u{fffd}txt.exe\u{fffd}");
        check("a ##[add-mask]b ##vso[c]", "a #\u{200b}#[add-mask]b #\u{200b}#vso[c]");
        check("  ::error::a::b", "  :\u{200b}:error::a::b");
        assert_eq!(visible_lines("a\u{7}\r\n::b\n"), "a␇\n:\u{200b}:b\n");
    }
}
