//! Titles to the words of a file's name.

/// A name of a file is at most 255 bytes long on most systems, and something stands before and
/// behind its words.
const WORDS_BYTES_MAX: usize = 120;

/// The letters and digits of a title, of any script, with `joint` between its words; empty if it
/// has none.
///
/// Nothing is transliterated: a name in the script of its author can be read, and no table knows
/// how every language is spelled in Latin letters.
pub(super) fn words(title: &str, joint: char, lower: bool) -> String {
    // An apostrophe joins what it stands between: *don't* is one word.
    let inside = |c: char| is_mark(c) || matches!(c, '\'' | '’' | '\u{200c}' | '\u{200d}');
    let apart = |c: char| !c.is_alphanumeric() && !inside(c);
    let mut name = String::new();
    for word in title.split(apart) {
        let word: String = word.chars().filter(|c| c.is_alphanumeric() || is_mark(*c)).collect();
        let word = if lower { word.to_lowercase() } else { word };
        if word.is_empty() {
            continue;
        }
        let gap = if name.is_empty() { 0 } else { joint.len_utf8() };
        if name.len() + gap + word.len() > WORDS_BYTES_MAX {
            if name.is_empty() {
                name.push_str(&word[..word.floor_char_boundary(WORDS_BYTES_MAX)]);
            }
            break;
        }
        name.extend((gap > 0).then_some(joint));
        name.push_str(&word);
    }
    name
}

/// Whether a character only changes the letter before it, as accents and vowel signs do, and is no
/// letter itself: the blocks of combining marks, and those of the scripts of India and south-east
/// Asia.
fn is_mark(c: char) -> bool {
    let combining = matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}');
    let indic = matches!(c, '\u{900}'..='\u{d7f}' | '\u{e31}'..='\u{e4e}' | '\u{eb1}'..='\u{ece}'
        | '\u{f71}'..='\u{f84}' | '\u{102b}'..='\u{103e}' | '\u{17b4}'..='\u{17d3}');
    combining || (indic && !c.is_alphanumeric() && !matches!(c, '\u{964}' | '\u{965}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: &str) {
        assert_eq!(words(title, '-', true), expected);
    }

    #[test]
    fn words_of_any_script_are_kept() {
        check("Use Kafka", "use-kafka");
        check("  What, why & `how`?  ", "what-why-how");
        check("Don't use C++ / C#", "dont-use-c-c");
        check("Überblick für Größe", "überblick-für-größe");
        check("cafe\u{301} society", "cafe\u{301}-society");
        check("使用 Kafka 作为事件日志", "使用-kafka-作为事件日志");
        check("イベントログを使う", "イベントログを使う");
        check("Использовать очередь", "использовать-очередь");
        check("استخدم السجل", "استخدم-السجل");
        check("हिन्दी में", "हिन्दी-में");
        check("?!", "");
    }

    #[test]
    fn names_are_as_the_book_writes_them() {
        assert_eq!(words("Use the Event log", '_', true), "use_the_event_log");
        assert_eq!(words("Use the Event log", ' ', false), "Use the Event log");
    }

    #[test]
    fn long_titles_end_with_a_word() {
        let title = "word ".repeat(60);
        let name = words(&title, '-', true);
        assert!(name.len() <= WORDS_BYTES_MAX && name.ends_with("-word"), "{name}");
        let one = words(&"事".repeat(100), '-', true);
        assert_eq!(one.chars().count(), 40);
    }
}
