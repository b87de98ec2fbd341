//! Terms to shards: which postings each keeps, and which terms go together.

use super::{
    Shard,
    gather::{Place, Stand},
    posting::{self, Posting, Rank},
};

/// In fewer documents, no term is too common to be worth its postings.
const COMMON_DOCUMENTS_MIN: usize = 200;
/// A term shares at most so many letters with the one before: what a digit says.
const SHARED_MAX: usize = 31;

/// Cuts the terms into so many shards, all of them of about as many bytes.
pub(super) fn shards(
    terms: Vec<(Box<str>, Vec<Stand>)>,
    lengths: &[u32],
    count: usize,
) -> Vec<Shard> {
    let said: u64 = lengths.iter().map(|it| u64::from(*it)).sum();
    let average = said.checked_div(lengths.len() as u64).unwrap_or(0).max(1);
    let written: Vec<(Box<str>, String)> = terms
        .into_iter()
        .map(|(term, stands)| (term, postings(&stands, lengths, average)))
        .collect();
    let all: usize = written.iter().map(|(it, postings)| it.len() + postings.len()).sum();
    let mut shards = vec![Shard { first: String::new(), text: String::new() }; count];
    let mut before: (usize, &str) = (count, "");
    let mut passed = 0;
    for (term, postings) in &written {
        let at = passed * count / all;
        passed += term.len() + postings.len();
        let shared = if before.0 == at { shared(before.1, term) } else { 0 };
        if before.0 != at {
            term.as_ref().clone_into(&mut shards[at].first);
        }
        let letters = u32::try_from(term[..shared].encode_utf16().count());
        posting::digits(letters.expect("terms are short"), &mut shards[at].text);
        shards[at].text.extend([&term[shared..], " ", postings, " "]);
        before = (at, term);
    }
    name_empty(&mut shards);
    shards
}

/// Where nothing is in a shard, it begins where the next one does; no term comes after the last.
fn name_empty(shards: &mut [Shard]) {
    let mut next = char::MAX.to_string();
    for shard in shards.iter_mut().rev() {
        if shard.text.is_empty() {
            shard.first.clone_from(&next);
        }
        next.clone_from(&shard.first);
    }
}

/// How many bytes a term begins with that the one before begins with, too.
fn shared(before: &str, term: &str) -> usize {
    let same = before.chars().zip(term.chars()).take_while(|(one, other)| one == other);
    // A sign beyond the first 65,536 counts twice in a script.
    let mut letters = 0;
    let short = same.take_while(|(c, _)| {
        letters += c.len_utf16();
        letters <= SHARED_MAX
    });
    short.map(|(c, _)| c.len_utf8()).sum()
}

/// The postings of a term. What most documents say tells none from the others, so that only ids and
/// titles count.
fn postings(stands: &[Stand], lengths: &[u32], average: u64) -> String {
    let is_common = lengths.len() >= COMMON_DOCUMENTS_MIN && stands.len() * 2 > lengths.len();
    let mut text = String::with_capacity(stands.len() * 2);
    if is_common {
        text.push('*');
    }
    let kept = stands.iter().filter(|it| !is_common || it.place <= Place::Title);
    let posting = |it: &Stand| Posting {
        document: it.document,
        rank: rank(it, lengths[it.document as usize], average),
        heading: if it.place <= Place::Title { 0 } else { it.heading },
    };
    posting::write(kept.map(posting), &mut text);
    text
}

/// What a term is worth where it stands. In a text that counts as in BM25, with its usual numbers:
/// the share of all that saying it over and over could come to, less where the text is long.
fn rank(stand: &Stand, length: u32, average: u64) -> Rank {
    match stand.place {
        Place::Id => Rank::Id,
        Place::Title => Rank::Title,
        Place::Heading => Rank::Heading,
        Place::Text | Place::About => {
            let count = u64::from(stand.count) * 1_000;
            let share = count * 100 / (count + 300 + 900 * u64::from(length) / average).max(1);
            match share {
                65.. => Rank::Often,
                45.. => Rank::Sometimes,
                _ => Rank::Once,
            }
        }
    }
}
