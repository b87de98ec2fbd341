//! Where a term stands, in as few characters as possible.
//!
//! A posting is two numbers: how many documents after the one before, and what it is worth there. A
//! number is written in digits of 64, the lowest first; a digit of 32 or more says that another one
//! follows, and counts without those 32.

/// The digits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a term is in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is of the id.
    Id,
    /// It is of the title.
    Title,
    /// It is of a heading.
    Heading,
    /// The text says it often.
    Often,
    /// It says it sometimes.
    Sometimes,
    /// It mentions it.
    Once,
}

/// How many ranks there are.
const RANKS: u32 = 6;

/// Where a term stands in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) document: u32,
    pub(super) rank: Rank,
    /// The heading that it first stands under, from 1; 0 where it stands above all of them.
    pub(super) heading: u32,
}

/// Adds postings, which are in the order of their documents, to a text.
pub(super) fn write(postings: impl Iterator<Item = Posting>, text: &mut String) {
    let mut next = 0;
    for it in postings {
        digits(it.document - next, text);
        digits(it.heading * RANKS + it.rank as u32, text);
        next = it.document + 1;
    }
}

/// Documents, in order, as how many lie between each and the one before.
pub(super) fn set(documents: impl Iterator<Item = u32>) -> String {
    let mut text = String::new();
    let mut next = 0;
    for document in documents {
        digits(document - next, &mut text);
        next = document + 1;
    }
    text
}

/// Adds a number to a text.
pub(super) fn digits(mut number: u32, text: &mut String) {
    loop {
        let low = number % 32;
        number /= 32;
        let digit = if number > 0 { low + 32 } else { low };
        text.push(char::from(DIGITS[digit as usize]));
        if number == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let written = |number| {
            let mut text = String::new();
            digits(number, &mut text);
            text
        };
        assert_eq!([0, 31, 32, 1_023, 1_024].map(written), ["A", "f", "gB", "_f", "ggB"]);
    }

    #[test]
    fn a_posting_counts_from_the_one_before() {
        let posting = |document, rank, heading| Posting { document, rank, heading };
        let mut text = String::new();
        let all = [posting(0, Rank::Id, 0), posting(1, Rank::Once, 1), posting(40, Rank::Title, 0)];
        write(all.into_iter(), &mut text);
        assert_eq!(text, "AAALmBB");
        assert_eq!(set([0, 1, 5].into_iter()), "AAD");
    }
}
