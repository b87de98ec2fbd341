//! How large a picture is, from the first bytes of its file.
//!
//! Looked up anew in every build: a picture costs one small read, and that is less than it would
//! take to be sure that nothing about it has changed.

use quick_xml::{Reader, events::Event};
use std::{fs::File, io::Read, path::Path};

/// The opening tag of a drawing stands in so many bytes, whatever licence stands above it.
const DRAWING_HEAD: u64 = 16 * 1024;

/// Width and height of a picture in pixels; `None` where its file does not say.
pub(super) fn size(file: &Path) -> Option<(u32, u32)> {
    let extension = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let (width, height) = if extension.eq_ignore_ascii_case("svg") {
        let mut head = Vec::new();
        File::open(file).ok()?.take(DRAWING_HEAD).read_to_end(&mut head).ok()?;
        drawing(&head)?
    } else {
        let size = imagesize::size(file).ok()?;
        (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// The size of a drawing: what its first tag says in pixels, else that of its view box.
fn drawing(head: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(head);
    let mut buffer = Vec::new();
    let tag = loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => break tag.into_owned(),
            Event::Eof => return None,
            _ => buffer.clear(),
        }
    };
    let attribute = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
    let side = |name: &str| pixels(attribute(name)?.trim().trim_end_matches("px"));
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return Some((width, height));
    }
    let view = attribute("viewBox")?;
    let mut numbers = view.split([' ', ',', '\t', '\n']).filter(|it| !it.is_empty()).skip(2);
    Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
}

/// A number of pixels, rounded.
fn pixels(number: &str) -> Option<u32> {
    let pixels: f64 = number.parse().ok()?;
    let whole = (0.5..f64::from(u16::MAX)).contains(&pixels).then(|| pixels.round());
    whole.and_then(|it| format!("{it}").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_how_large_it_is() {
        let size = |text: &str| drawing(text.as_bytes());
        assert_eq!(
            size("<?xml version='1.0'?><!-- a --><svg width='3' height='4.4px'/>"),
            Some((3, 4))
        );
        assert_eq!(size("<svg width='100%' viewBox='0 0 24,12'>"), Some((24, 12)));
        assert_eq!(size("<svg viewBox='0 0 1e9 1'>"), None);
        assert_eq!(size("<svg"), None);
        assert_eq!(size("no drawing"), None);
    }

    #[test]
    fn a_picture_says_how_large_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.gif");
        assert_eq!(size(&file), None);
        super::super::tests::write(&file, b"GIF89a\x03\0\x02\0\0\0\0");
        assert_eq!(size(&file), Some((3, 2)));
    }
}
