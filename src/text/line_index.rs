//! Byte offsets to lines and columns.

/// Where each line of a text starts.
///
/// Inside archbook everything is a byte offset. Lines and columns exist only in what people and
/// tools see, so this is used by the terminal, the exports and the pages about findings.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

/// A place as people count: both numbers start at 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl<'a> LineIndex<'a> {
    /// Finds the lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let ends = text.bytes().zip(1..).filter(|&(byte, _)| byte == b'\n').map(|(_, end)| end);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line and column of a byte offset. Offsets beyond the text or inside a character count as
    /// the nearest place before them.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1] as usize;
        let end = self.text.floor_char_boundary(offset as usize);
        LineColumn { line, column: self.text[start..end.max(start)].chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: u32, line: usize, column: usize) {
        assert_eq!(LineIndex::new(text).line_column(offset), LineColumn { line, column });
    }

    #[test]
    fn columns_count_characters() {
        check("", 0, 1, 1);
        check("a\nbc", 2, 2, 1);
        check("a\nbc", 4, 2, 3);
        check("é!", 2, 1, 2);
    }

    #[test]
    fn places_outside_the_text_are_the_nearest_inside() {
        check("é!", 1, 1, 1);
        check("a\n", 9, 2, 1);
    }
}
