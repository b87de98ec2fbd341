//! Where in which file: paths, ranges of text, lines and columns, days.

mod date;
mod key;
mod line_index;
mod path;
mod portable;
mod span;

pub use date::Date;
pub use key::key;
pub use line_index::{LineColumn, LineIndex};
pub use path::{BookPath, OuterPath, way};
pub use portable::{folded, portable};
pub use span::{Span, Spanned};
