//! The head of a question: what is well formed, told from everything else. No sockets here.
//!
//! It reads no more of HTTP (RFC 9112) than a preview needs: the first line, and of the fields
//! those that say whose server is meant and what else comes over the wire.

/// How long a head may be, in bytes. A browser sends about one thousand, and the cookies that other
/// servers on this machine have set.
pub const HEAD_MAX: usize = 16 * 1024;

/// How many fields a head may have. A browser sends about twenty.
const FIELDS_MAX: usize = 100;

/// A question that is whole and well formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// `GET` or `HEAD`.
    pub method: &'a str,
    /// What is asked for: visible ASCII, and still as it was sent.
    pub target: &'a str,
    /// The field `Host`.
    pub host: Option<&'a str>,
    /// Whether there may be another question on the same connection.
    pub goes_on: bool,
    /// How many bytes the head has, up to and with the empty line.
    pub length: usize,
}

/// Why there will be no answer, as a status of HTTP and in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal(pub u16, pub &'static str);

const MALFORMED: Refusal = Refusal(400, "this is no request");
const WRITES: Refusal = Refusal(405, "the preview can only be read");
const BODY: Refusal = Refusal(413, "the preview takes no body");
const LONG_TARGET: Refusal = Refusal(414, "this address is too long");
const LONG_FIELDS: Refusal = Refusal(431, "these header fields are too long, or too many");
const VERSION: Refusal = Refusal(505, "the preview speaks HTTP/1.1");

/// Reads the head that `bytes` begin with; `None` as long as its end has not come. What is wrong is
/// said as soon as it is seen, and nothing that follows can mend it.
pub fn read(bytes: &[u8]) -> Result<Option<Head<'_>>, Refusal> {
    let seen = &bytes[..bytes.len().min(HEAD_MAX)];
    let unless_full = |refusal| if seen.len() < HEAD_MAX { Ok(None) } else { Err(refusal) };
    let mut rest = seen;
    let Some(first) = line(&mut rest)? else { return unless_full(LONG_TARGET) };
    let mut head = Head::begin(first)?;
    for _ in 0..=FIELDS_MAX {
        match line(&mut rest)? {
            Some([]) => return Ok(Some(Head { length: seen.len() - rest.len(), ..head })),
            Some(field) => head.heed(field)?,
            None => return unless_full(LONG_FIELDS),
        }
    }
    Err(LONG_FIELDS)
}

/// Takes the next line from `rest`; `None` if its end has not come.
fn line<'a>(rest: &mut &'a [u8]) -> Result<Option<&'a [u8]>, Refusal> {
    let end = rest.windows(2).position(|it| it == b"\r\n");
    // The end itself may have come by half.
    let line = end.map_or_else(|| rest.strip_suffix(b"\r").unwrap_or(rest), |end| &rest[..end]);
    if line.iter().any(|it| it.is_ascii_control() && *it != b'\t') {
        return Err(MALFORMED);
    }
    Ok(end.map(|end| {
        *rest = &rest[end + 2..];
        line
    }))
}

impl<'a> Head<'a> {
    /// What the first line says.
    fn begin(line: &'a [u8]) -> Result<Self, Refusal> {
        let mut words = line.split(|it| *it == b' ').map(visible);
        let (Some(method), Some(target), Some(version), None) =
            (words.next().flatten(), words.next().flatten(), words.next().flatten(), words.next())
        else {
            return Err(MALFORMED);
        };
        let goes_on = match version {
            "HTTP/1.1" => true,
            "HTTP/1.0" => false,
            _ if version.starts_with("HTTP/") => return Err(VERSION),
            _ => return Err(MALFORMED),
        };
        match method {
            "GET" | "HEAD" => Ok(Self { method, target, host: None, goes_on, length: 0 }),
            _ if method.bytes().all(is_of_names) => Err(WRITES),
            _ => Err(MALFORMED),
        }
    }

    /// What a field adds. The others are nobody's business here, whatever bytes are in them.
    fn heed(&mut self, line: &'a [u8]) -> Result<(), Refusal> {
        let colon = line.iter().position(|it| *it == b':').ok_or(MALFORMED)?;
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.is_empty() || !name.iter().copied().all(is_of_names) {
            return Err(MALFORMED);
        }
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"host") {
            let host = if value.is_empty() { Some("") } else { visible(value) };
            match self.host.replace(host.ok_or(MALFORMED)?) {
                Some(_) => return Err(MALFORMED),
                None => return Ok(()),
            }
        }
        if is(b"connection") {
            let mut wishes = value.split(|it| *it == b',').map(<[u8]>::trim_ascii);
            self.goes_on &= !wishes.any(|it| it.eq_ignore_ascii_case(b"close"));
        }
        if is(b"transfer-encoding") || is(b"content-length") && value != b"0" {
            return Err(BODY);
        }
        Ok(())
    }

    /// The same question with nothing else to it, the only one on its connection.
    pub fn plain(&self) -> String {
        let host = self.host.map_or_else(String::new, |it| format!("Host: {it}\r\n"));
        let Self { method, target, .. } = self;
        format!("{method} {target} HTTP/1.1\r\n{host}Connection: close\r\n\r\n")
    }
}

/// A word of visible ASCII.
fn visible(word: &[u8]) -> Option<&str> {
    let is_visible = !word.is_empty() && word.iter().all(u8::is_ascii_graphic);
    str::from_utf8(word).ok().filter(|_| is_visible)
}

/// Whether names of methods and fields may have this in them.
fn is_of_names(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: impl AsRef<[u8]>, expected: Result<Option<(&str, &str, bool)>, u16>) {
        let head = read(text.as_ref()).map_err(|it| it.0);
        let head = head.map(|it| it.map(|it| (it.target, it.host.unwrap_or("-"), it.goes_on)));
        assert_eq!(head, expected, "{}", text.as_ref().escape_ascii());
    }

    #[test]
    fn a_question_is_whole_at_its_empty_line() {
        let text = b"GET /a HTTP/1.1\r\nHost: localhost:3000 \r\nCookie: x=\xc3\xa9\r\n\r\n";
        for end in 0..text.len() {
            check(&text[..end], Ok(None));
        }
        check(text, Ok(Some(("/a", "localhost:3000", true))));
        let head = read(text).unwrap().unwrap();
        assert_eq!((head.method, head.length), ("GET", text.len()));
        check([&text[..], b"\0rubbish"].concat(), Ok(Some(("/a", "localhost:3000", true))));
        assert_eq!(
            head.plain(),
            "GET /a HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n"
        );
    }

    #[test]
    fn what_comes_after_the_question_is_known_from_it() {
        check("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", Ok(Some(("/", "-", false))));
        check("GET / HTTP/1.1\r\nconnection: TE, Close\r\n\r\n", Ok(Some(("/", "-", false))));
        check("GET / HTTP/1.1\r\nConnection: upgrade\r\n\r\n", Ok(Some(("/", "-", true))));
        check("HEAD / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", Ok(Some(("/", "-", true))));
        for body in [
            "Content-Length: 1",
            "content-length: -1",
            "Transfer-Encoding: x",
            "Content-Length: 00",
        ] {
            check(format!("GET / HTTP/1.1\r\n{body}\r\n\r\n"), Err(413));
        }
    }

    #[test]
    fn rubbish_is_refused_as_soon_as_it_is_seen() {
        let fields = [
            "no colon",
            " Folded: x",
            "Host : x",
            ": x",
            "N\u{e9}: x",
            "X: \u{1}",
            "X: a\rb",
            "X: a\nb",
            "Host: a\r\nHost: a",
            "Host: a b",
            "Host: \u{e9}",
        ];
        for field in fields {
            check(format!("GET / HTTP/1.1\r\n{field}\r\n"), Err(400));
        }
        for line in [
            "",
            "GET",
            "GET /",
            "GET  / HTTP/1.1",
            "GET / HTTP/1.1 ",
            " GET / HTTP/1.1",
            "GET /a b HTTP/1.1",
            "GET /\u{e9} HTTP/1.1",
            "GET\t/ HTTP/1.1",
            "G(T / HTTP/1.1",
            "GET / HTML/1.1",
        ] {
            check(format!("{line}\r\n"), Err(400));
        }
        for bytes in [&b"\x16\x03\x01\x02"[..], b"\0", b"GET / HTTP/1.1\n", b"GET \r/"] {
            check(bytes, Err(400));
        }
        check("POST / HTTP/1.1\r\n", Err(405));
        check("PRI * HTTP/2.0\r\n", Err(505));
    }

    #[test]
    fn a_head_has_an_end() {
        let within = "a".repeat(HEAD_MAX - 20);
        check(format!("GET /{within}"), Ok(None));
        check(format!("GET /{within}{within}"), Err(414));
        check(format!("GET / HTTP/1.1\r\nX: {within}{within}"), Err(431));
        let fields = |count| format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(count));
        check(fields(FIELDS_MAX), Ok(Some(("/", "-", true))));
        check(fields(FIELDS_MAX + 1), Err(431));
    }
}
