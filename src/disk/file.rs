//! One file of the book: what is in it, as text.
#![allow(clippy::disallowed_methods, reason = "edge: reads the disk")]

use super::repository;
use crate::text::BookPath;
use anyhow::{Context, Result};
use std::{
    fs,
    io::{self, Error, ErrorKind},
    path::Path,
    sync::Arc,
};

/// No page is longer; spans count in four bytes.
const SOURCE_BYTES_MAX: u64 = 64 << 20;

/// So often is a file read that is written at the same time. Then it is taken as it is.
const READINGS_MAX: usize = 4;

/// Why a link is not followed. A book that somebody else wrote could otherwise ask for any file.
pub(super) const ELSEWHERE: &str = "it is a link to a place outside the repository";

/// Why something is not opened: a folder, a pipe, a device.
pub(super) const NO_FILE: &str = "it is no file";

/// The text of a file that the book names, or why it has none; `None` if nothing is there.
/// It may be ignored, as what tools write mostly is, but it may not lie elsewhere behind a link: a
/// book that somebody else wrote could then ask for any file.
pub(super) fn named(root: &Path, path: &BookPath) -> Option<Result<Arc<str>, String>> {
    Some(text_at(root, path)?.map_err(|error| error.to_string()))
}

/// The same, with what the system says where it is to blame. What the file is to blame for is an
/// error of the kind [`ErrorKind::Other`].
pub(super) fn text_at(root: &Path, path: &BookPath) -> Option<io::Result<Arc<str>>> {
    let file = root.join(path.as_str());
    if fs::symlink_metadata(&file).is_err_and(|it| it.kind() == ErrorKind::NotFound) {
        return None;
    }
    Some(if is_home(root, &file) {
        still(&file, SOURCE_BYTES_MAX).and_then(|it| decode(it).map_err(Error::other))
    } else {
        Err(Error::other(ELSEWHERE))
    })
}

/// Whether what is at a place is the book's: of the repository around it, or of its own folder
/// where there is none.
pub(super) fn is_home(root: &Path, file: &Path) -> bool {
    let home = repository(root).or_else(|| fs::canonicalize(root).ok());
    let real = fs::canonicalize(file);
    home.is_some_and(|home| real.map_or(true, |it| it.starts_with(home)))
}

/// Reads one file of the book as it is.
pub fn bytes(root: &Path, path: &BookPath) -> Result<Vec<u8>> {
    let file = root.join(path.as_str());
    still(&file, u64::MAX).with_context(|| format!("cannot read {path}"))
}

/// The text of a page, or why it has none.
pub(super) fn document(root: &Path, path: &BookPath) -> Result<Arc<str>, String> {
    let bytes = still(&root.join(path.as_str()), SOURCE_BYTES_MAX);
    bytes.map_err(|error| error.to_string()).and_then(decode)
}

/// What is in a file, or why nothing is.
fn still(file: &Path, bytes_max: u64) -> io::Result<Vec<u8>> {
    let look = || {
        let found = fs::metadata(file)?;
        if !found.is_file() {
            Err(Error::other(NO_FILE))
        } else if found.len() > bytes_max {
            Err(Error::other(format!("it is larger than {} MiB", bytes_max >> 20)))
        } else {
            Ok((found.modified().ok(), found.len()))
        }
    };
    settled(look, || fs::read(file))
}

/// What `read` gives while `look` sees nothing change. A file that is written meanwhile is read
/// again, so that no page is half of what it was and half of what it will be.
fn settled<L: PartialEq>(
    mut look: impl FnMut() -> io::Result<L>,
    mut read: impl FnMut() -> io::Result<Vec<u8>>,
) -> io::Result<Vec<u8>> {
    let mut before = look()?;
    for _ in 1..READINGS_MAX {
        let bytes = read()?;
        let after = look()?;
        if before == after {
            return Ok(bytes);
        }
        before = after;
    }
    read()
}

/// Bytes to text: UTF-8 with or without a byte-order mark, or UTF-16 with one. A carriage return
/// that stands alone ends a line too, as it did on old machines, and comes out as a line feed.
fn decode(bytes: Vec<u8>) -> Result<Arc<str>, String> {
    let text = characters(bytes)?;
    Ok(if text.contains('\r') { with_newlines(&text).into() } else { text.into() })
}

/// A text in which lines end with `\n` or `\r\n`. A `\r` alone, with which old systems end them,
/// becomes the one byte that all who read the text know.
fn with_newlines(text: &str) -> String {
    let pieces: Vec<String> = text.split("\r\n").map(|it| it.replace('\r', "\n")).collect();
    pieces.join("\r\n")
}

fn characters(bytes: Vec<u8>) -> Result<String, String> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_err(|_| "it is not the UTF-16 that it says it is".to_owned())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .map(|text| text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text))
            .map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                format!("it is not UTF-8 from byte {at} on; save it as UTF-8")
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again() {
        let mut looks = [1, 2, 3, 3].into_iter();
        let mut texts = ["half", "nearly", "whole"].into_iter();
        let mut next = || Ok(texts.next().unwrap().as_bytes().to_vec());
        let read = settled(|| Ok(looks.next().unwrap()), &mut next).unwrap();
        assert_eq!(read, b"whole");
        let mut ever = 0..;
        let mut readings = 0;
        let restless = settled(
            || Ok(ever.next()),
            || {
                readings += 1;
                Ok(Vec::new())
            },
        );
        assert!(restless.is_ok() && readings == READINGS_MAX);
    }

    #[test]
    fn texts_come_in_several_encodings() {
        let text = |bytes: &[u8]| decode(bytes.to_vec()).map(|it| it.to_string());
        assert_eq!(text(b"\xef\xbb\xbfa"), Ok("a".to_owned()));
        assert_eq!(text(b"\xff\xfea\0\xe9\0"), Ok("aé".to_owned()));
        assert_eq!(text(b"\xfe\xff\0a"), Ok("a".to_owned()));
        assert_eq!(text(b"a\rb\r\r\nc\n"), Ok("a\nb\n\r\nc\n".to_owned()));
        assert!(text(b"caf\xe9").unwrap_err().contains("byte 3"));
    }
}
