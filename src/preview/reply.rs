//! An answer, and how it gets onto the wire.
//!
//! The head and the body leave in one write: in two, the second would wait for the browser to
//! acknowledge the first, which takes it 40 ms.
#![allow(clippy::disallowed_methods, reason = "edge: sends the book's files")]

use super::media;
use crate::theme::{DRAWING_POLICY, POLICY};
use std::{
    fs::File,
    io::{self, Read, Write},
    path::PathBuf,
};

/// One answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// Its media type.
    pub(super) kind: &'static str,
    /// Where to look instead.
    pub(super) location: Option<String>,
    /// Whether the connection ends with it.
    pub(super) is_last: bool,
    pub(super) body: Body,
}

/// What an answer carries.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    Bytes(Vec<u8>),
    File(PathBuf),
}

/// What larger files are sent in, so that ten readers of a film do not hold it ten times.
const PIECE: usize = 16 * 1024;

impl Reply {
    /// Bytes, and what they are.
    pub(super) fn bytes(status: u16, kind: &'static str, body: Vec<u8>) -> Self {
        Self { status, kind, location: None, is_last: false, body: Body::Bytes(body) }
    }

    /// A short answer in words.
    pub(super) fn words(status: u16, text: &str) -> Self {
        Self::bytes(status, media::TEXT, format!("{text}\n").into_bytes())
    }

    /// Look there.
    pub(super) fn redirect(location: String) -> Self {
        Self { location: Some(location), ..Self::words(302, "see there") }
    }

    /// The same, with nothing after it.
    pub(super) fn last(self) -> Self {
        Self { is_last: true, ..self }
    }

    /// Sends it; of a `HEAD`, only the head.
    pub(super) fn send(self, wire: &mut dyn Write, head_only: bool) -> io::Result<()> {
        let mut out;
        match &self.body {
            Body::Bytes(bytes) => {
                out = self.head(bytes.len() as u64);
                if !head_only {
                    out.extend_from_slice(bytes);
                }
                wire.write_all(&out)?;
            }
            // What is no file is not even opened: a pipe would be waited for.
            Body::File(path) => match path.is_file().then(|| File::open(path)) {
                Some(Ok(file)) => {
                    let metadata = file.metadata()?;
                    out = self.head(metadata.len());
                    let length = if head_only { 0 } else { metadata.len() };
                    send_file(wire, &out, file, length)?;
                }
                _ => return Self::words(404, "this file is gone").send(wire, head_only),
            },
        }
        wire.flush()
    }

    /// The head, up to and with the empty line.
    fn head(&self, length: u64) -> Vec<u8> {
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {length}\r\n{COMMON}",
            self.status,
            phrase(self.status),
            self.kind
        );
        match self.kind {
            media::HTML => line(&mut head, "Content-Security-Policy", POLICY),
            kind if media::is_markup(kind) => {
                line(&mut head, "Content-Security-Policy", DRAWING_POLICY);
            }
            _ => (),
        }
        if let Some(location) = &self.location {
            line(&mut head, "Location", location);
        }
        if self.is_last {
            line(&mut head, "Connection", "close");
        }
        if self.status == 405 {
            line(&mut head, "Allow", "GET, HEAD");
        }
        head.push_str("\r\n");
        head.into_bytes()
    }
}

/// In every answer. The last line keeps other sites from loading the search index as a script.
pub(super) const COMMON: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n";

fn line(head: &mut String, name: &str, value: &str) {
    for part in [name, ": ", value, "\r\n"] {
        head.push_str(part);
    }
}

/// Sends exactly `length` bytes after the head, whatever happens to the file meanwhile: the head
/// has promised them. A file that shrinks is filled up with zeros, and a change of it is about to
/// reload the page anyway.
fn send_file(wire: &mut dyn Write, head: &[u8], file: File, length: u64) -> io::Result<()> {
    let mut source = head.chain(file.chain(io::repeat(0)).take(length));
    // Not on the heap: each thread would keep a part of that for itself.
    let mut piece = [0; PIECE];
    loop {
        let mut free = &mut piece[..];
        io::copy(&mut source.by_ref().take(PIECE as u64), &mut free)?;
        let count = PIECE - free.len();
        wire.write_all(&piece[..count])?;
        if count < PIECE {
            return Ok(());
        }
    }
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(reply: Reply, head_only: bool) -> (String, Vec<u8>) {
        let mut wire = Vec::new();
        reply.send(&mut wire, head_only).unwrap();
        let end = wire.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
        (String::from_utf8(wire[..end].to_vec()).unwrap(), wire[end..].to_vec())
    }

    #[test]
    fn a_head_promises_the_body_that_it_leaves_out() {
        let reply = || Reply::bytes(200, media::HTML, b"hello".to_vec());
        let (head, body) = sent(reply(), false);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.contains("Content-Length: 5\r\n"));
        assert!(head.contains("script-src 'self';") && !head.contains("unsafe"));
        assert_eq!((sent(reply(), true), body), ((head, Vec::new()), b"hello".to_vec()));
    }

    #[test]
    fn a_large_file_arrives_whole() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE] {
            let path = folder.path().join("film.mp4");
            let bytes: Vec<u8> = b"0123456".iter().copied().cycle().take(length).collect();
            std::fs::write(&path, &bytes).unwrap();
            let body = Body::File(path);
            let reply = Reply { body, ..Reply::bytes(200, "video/mp4", Vec::new()) };
            let (head, body) = sent(reply, false);
            assert!(head.contains(&format!("Content-Length: {length}\r\n")));
            assert!(body == bytes, "{length}");
        }
    }

    #[test]
    fn a_file_that_is_gone_is_not_found() {
        let body = Body::File("/no/such/file".into());
        let reply = Reply { body, ..Reply::bytes(200, media::TEXT, Vec::new()) };
        assert!(sent(reply, false).0.starts_with("HTTP/1.1 404 "));
    }
}
