//! Text to [`Query`]: blanks, quotes, colons, commas and parentheses.

use super::{Ask, Misread, Query, Term, Value};
use crate::text::Span;

/// Deeper nesting is refused: nobody asks so far around corners, and a hostile text could otherwise
/// ask for as deep a stack as it is long.
const DEPTH_MAX: usize = 8;

pub(super) fn parse(text: &str) -> (Query, Vec<Misread>) {
    let mut reading = Reading { text, at: 0, misread: Vec::new() };
    let query = reading.terms(0);
    (query, reading.misread)
}

/// A text being read.
struct Reading<'a> {
    text: &'a str,
    /// The byte that comes next.
    at: usize,
    misread: Vec<Misread>,
}

impl Reading<'_> {
    /// Terms up to the end, or up to the parenthesis that closes them.
    fn terms(&mut self, depth: usize) -> Query {
        let mut query = Query::default();
        loop {
            let rest = &self.text[self.at..];
            self.at = self.text.len() - rest.trim_start().len();
            match self.next() {
                None => return query,
                Some(')') if depth > 0 => return query,
                Some(')') => {
                    self.wrong(self.at..self.at + 1, "nothing was opened that this could close");
                    self.at += 1;
                }
                Some('(') => {
                    let start = self.at;
                    self.skip();
                    let message = "parentheses stand only behind the name of a relation; \
                                   in quotes, they are looked for";
                    self.wrong(start..self.at, message);
                }
                Some(_) => query.terms.extend(self.term(depth)),
            }
        }
    }

    fn term(&mut self, depth: usize) -> Option<Term> {
        let start = self.at;
        let not = self.dash();
        let ask = match self.name() {
            None => self.words(),
            Some(name) if self.next() == Some('(') => self.nested(name, depth),
            Some(name) => self.values(name),
        };
        Some(Term { not, ask: ask?, span: Span::from(start..self.at) })
    }

    /// Whether a dash says *not*. One that stands alone is a word.
    fn dash(&mut self) -> bool {
        let rest = self.text[self.at..].strip_prefix('-');
        let not = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(ends_text));
        self.at += usize::from(not);
        not
    }

    /// What stands before a colon, if that could be the name of anything.
    fn name(&mut self) -> Option<Value> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))?;
        let name = &rest[..end];
        if !rest[end..].starts_with(':') || !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let span = Span::from(self.at..self.at + end);
        self.at += end + 1;
        Some(Value { text: name.to_owned(), quoted: false, span })
    }

    fn words(&mut self) -> Option<Ask> {
        let words = self.value(|_| false)?;
        if words.text.is_empty() && words.quoted {
            self.wrong(words.span.range(), "nothing stands between these quotes");
        }
        (!words.text.is_empty()).then_some(Ask::Words(words))
    }

    fn values(&mut self, name: Value) -> Option<Ask> {
        let mut values = Vec::new();
        loop {
            values.push(self.value(|c| c == ',')?);
            if self.next() != Some(',') {
                break;
            }
            self.at += 1;
        }
        values.retain(|value| !value.text.is_empty());
        if values.is_empty() {
            let message = format!("`{name}:` asks for nothing");
            self.wrong(name.span.range().start..self.at, message);
            return None;
        }
        Some(Ask::Field { name, values })
    }

    fn nested(&mut self, name: Value, depth: usize) -> Option<Ask> {
        let start = self.at;
        if depth == DEPTH_MAX {
            self.skip();
            self.wrong(start..self.at, "this is nested too deeply");
            return None;
        }
        let known = self.misread.len();
        self.at += 1;
        let query = self.terms(depth + 1);
        if self.next().is_none() {
            self.wrong(start..start + 1, "this parenthesis is not closed");
            return None;
        }
        self.at += 1;
        if query.terms.is_empty() && self.misread.len() == known {
            self.wrong(start..self.at, "nothing stands between these parentheses");
        }
        (!query.terms.is_empty()).then_some(Ask::Nested { name, query })
    }

    /// A text up to a blank, a parenthesis or a sign that ends it; in quotes, nothing ends it.
    fn value(&mut self, ends: impl Fn(char) -> bool) -> Option<Value> {
        let start = self.at;
        let mut text = String::new();
        let mut quoted = false;
        while let Some(c) = self.next().filter(|&c| !ends_text(c) && !ends(c)) {
            self.at += c.len_utf8();
            if c != '"' {
                text.push(c);
                continue;
            }
            let Some((inside, _)) = self.text[self.at..].split_once('"') else {
                self.wrong(self.at - 1..self.at, "this quote is not closed");
                self.at = self.text.len();
                return None;
            };
            text.push_str(inside);
            quoted = true;
            self.at += inside.len() + 1;
        }
        Some(Value { text, quoted, span: Span::from(start..self.at) })
    }

    /// Goes on behind the parenthesis that closes the one that comes next.
    fn skip(&mut self) {
        let mut open = 0_usize;
        let mut quoted = false;
        while let Some(c) = self.next() {
            self.at += c.len_utf8();
            match c {
                '"' => quoted = !quoted,
                '(' if !quoted => open += 1,
                ')' if !quoted => open -= 1,
                _ => (),
            }
            if open == 0 {
                return;
            }
        }
    }

    fn next(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn wrong(&mut self, range: std::ops::Range<usize>, message: impl Into<String>) {
        let (span, message) = (Span::from(range), message.into());
        self.misread.push(Misread { span, message, suggestion: None });
    }
}

/// Whether a sign ends a text that is not in quotes.
fn ends_text(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plain: &str, misread: &[(&str, &str)]) {
        let (query, found) = parse(text);
        assert_eq!(query.to_string(), plain);
        let found: Vec<(&str, &str)> =
            found.iter().map(|it| (&text[it.span.range()], it.message.as_str())).collect();
        assert_eq!(found, misread);
    }

    #[test]
    fn terms_are_words_fields_and_their_opposites() {
        check(" Kafka  -\"two words\" ", "Kafka -\"two words\"", &[]);
        check("kind:adr,,req -kind:\"a, b\",c", "kind:adr,req -kind:\"a, b\",c", &[]);
        check("a:(b:(c -d) e)f", "a:(b:(c -d) e) f", &[]);
        check("- -- 3:4 :x", "- -- 3:4 :x", &[]);
    }

    #[test]
    fn what_is_not_closed_is_said() {
        check("a \"b c", "a", &[("\"", "this quote is not closed")]);
        check("a:(b c", "", &[("(", "this parenthesis is not closed")]);
        check("a) b", "a b", &[(")", "nothing was opened that this could close")]);
        check("kind:, b", "b", &[("kind:,", "`kind:` asks for nothing")]);
        check("a:() b", "b", &[("()", "nothing stands between these parentheses")]);
        check("\"\"", "", &[("\"\"", "nothing stands between these quotes")]);
    }

    #[test]
    fn queries_that_say_different_things_differ() {
        let texts = ["a", "b", "-a", "\"a\"", "a:b", "a:c", "b:c", "a:(b)", "a:(-b)", "a b"];
        for (one, other) in texts.iter().flat_map(|one| texts.map(|other| (*one, other))) {
            assert_eq!(parse(one).0 == parse(&format!(" {other} ")).0, one == other);
        }
    }

    #[test]
    fn depth_has_a_bound() {
        let nested = |depth| format!("{}b{}", "a:(".repeat(depth), ")".repeat(depth));
        assert_eq!(parse(&nested(DEPTH_MAX)).1, []);
        check(&nested(DEPTH_MAX + 1), "", &[("(b)", "this is nested too deeply")]);
        let deep = "a:(".repeat(100_000);
        let (query, misread) = parse(&deep);
        assert_eq!((query.terms.len(), misread.is_empty()), (0, false));
    }
}
