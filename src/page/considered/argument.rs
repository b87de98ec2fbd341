//! Arguments: what is said for and against an option.

use super::{Argument, rest_of};
use crate::{
    markdown::{Block, BlockKind, Outline},
    page::{Sort, languages, point},
};

/// What stands above what speaks for an option, in the singular and in the plural.
const FOR: &[&str] = &["pro", "pros", "advantage", "advantages", "benefits", "strengths"];
/// What stands above what speaks against it.
const AGAINST: &[&str] =
    &["con", "cons", "disadvantage", "disadvantages", "drawbacks", "downsides", "weaknesses"];
/// What may stand between *Good,* and the reason.
const BECAUSE: &[&str] = &["because", "since", "weil", "da", "porque", "porquê", "perché", "car"];

/// No such label has more bytes than this.
const LABEL_MAX: usize = 32;

/// What is said for and against an option in these blocks, in order: items that begin with a word
/// for it, or that stand below one.
pub(super) fn arguments(outline: &Outline, blocks: &[Block]) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut stance = None;
    for block in blocks {
        if block.kind == BlockKind::Heading {
            stance = block.under.and_then(|at| stance_of(&outline.headings[at].text));
        } else if let Some(label) = label(block) {
            stance = Some(label);
        } else if block.is_prose() && block.item.is_some() {
            arguments.extend(argument(block, stance));
        } else if block.list_depth == 0 {
            stance = None;
        }
    }
    arguments
}

/// What the items below a block speak for, where it is nothing but a word for that.
pub(super) fn label(block: &Block) -> Option<Sort> {
    let text = block.text.text.trim();
    stance_of(text).filter(|_| block.is_prose() && text.len() <= LABEL_MAX)
}

fn stance_of(title: &str) -> Option<Sort> {
    let title = languages::section(title.trim_end_matches([' ', '*', '_', ':']));
    if FOR.contains(&title.as_str()) {
        return Some(Sort::Good);
    }
    AGAINST.contains(&title.as_str()).then_some(Sort::Bad)
}

/// An item as an argument. Its own first word says more than what stands above it.
fn argument(block: &Block, stance: Option<Sort>) -> Option<Argument> {
    let text = &block.text.text;
    let mark = text.char_indices().find(|(_, c)| [':', ',', '，', '：', '、'].contains(c));
    let end = mark.map_or(0, |(at, c)| at + c.len_utf8());
    let begins = point::verdict(text).or_else(|| stance_of(&text[..end]));
    let start = if begins.is_some() { text.len() - reason(&text[end..]).len() } else { 0 };
    let sort = begins.or(stance)?;
    let says = text[start..].chars().any(char::is_alphanumeric);
    says.then(|| Argument { sort, span: rest_of(block, start) })
}

/// A reason without the word that leads to it.
fn reason(text: &str) -> &str {
    let text = text.trim_start();
    let (word, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(0));
    if BECAUSE.contains(&word.to_lowercase().as_str()) { rest.trim_start() } else { text }
}
