//! Where in which file: paths, ranges of text, lines and columns, days; and how it is named.

mod date;
mod key;
mod line_index;
mod path;
mod portable;
mod scheme;
mod span;
mod visible;

pub use date::Date;
pub use key::key;
pub use line_index::{LineColumn, LineIndex};
pub use path::{BookPath, OuterPath, way};
pub use portable::{folded, portable};
pub use scheme::{SCHEMES, is_linked, scheme};
pub use span::{Span, Spanned};
pub use visible::{visible, visible_lines};
