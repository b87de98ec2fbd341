//! Names in their order, to find the closest one without looking at each.

/// Names, each with what it stands for.
///
/// In order, those that begin alike stand together: what they share is compared once, and where it
/// is too far off already, all of them are passed over.
#[derive(Debug, Default)]
pub(in crate::check) struct Sorted<'a, T>(Vec<(&'a str, T)>);

impl<'a, T: Copy + PartialEq> Sorted<'a, T> {
    pub(in crate::check) fn of(names: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|(name, _)| *name);
        Self(names)
    }

    /// What the one name stands for that is closest to `written`, if it is close and no other is as
    /// close: by the slips between them (optimal string alignment).
    pub(in crate::check) fn closest(&self, written: &str) -> Option<T> {
        let far = 1 + written.len() / 8;
        let mut slips = Slips::to(written);
        let mut best: Option<(usize, T)> = None;
        let mut alone = true;
        let mut rest = self.0.as_slice();
        while let [(name, meant), others @ ..] = rest {
            rest = others;
            let most = best.map_or(far, |(least, _)| least);
            // Names of another length are walked as well: most of them are passed over with others.
            let alike = name.len().abs_diff(written.len()) <= far;
            match (slips.from(name, most), best) {
                (Err(begins), _) => {
                    rest = &rest[rest.partition_point(|(it, _)| it.starts_with(begins))..];
                }
                (Ok(_), _) if !alike => (),
                (Ok(slips), Some((least, it))) if slips == least => alone &= it == *meant,
                (Ok(slips), _) if slips <= most => (best, alone) = (Some((slips, *meant)), true),
                _ => (),
            }
        }
        best.filter(|_| alone).map(|(_, meant)| meant)
    }
}

/// How many slips are between a text and names, one name after the other.
struct Slips {
    written: Vec<char>,
    /// The beginning of the last name, as far as it was looked at.
    path: Vec<char>,
    /// Row by row, one more than `path` has letters: how many slips make so many letters of the
    /// name the first, the first two, … of what was written.
    rows: Vec<usize>,
}

impl Slips {
    fn to(written: &str) -> Self {
        let written: Vec<char> = written.chars().collect();
        let rows = (0..=written.len()).collect();
        Self { written, path: Vec::new(), rows }
    }

    /// How many slips a name is away; or the beginning of it that makes it more than `most`,
    /// whatever follows.
    fn from<'n>(&mut self, name: &'n str, most: usize) -> Result<usize, &'n str> {
        let width = self.written.len() + 1;
        let same = |(a, b): &(&char, char)| **a == *b;
        let shared = self.path.iter().zip(name.chars()).take_while(same).count();
        self.path.truncate(shared);
        self.rows.truncate((shared + 1) * width);
        for (at, letter) in name.char_indices().skip(shared) {
            self.add(letter);
            // A swap of two letters goes back two rows, and is a slip itself.
            let last = self.rows[self.rows.len() - 2 * width..].split_at(width);
            if last.0.iter().all(|it| *it >= most) && last.1.iter().all(|it| *it > most) {
                return Err(&name[..at + letter.len_utf8()]);
            }
        }
        Ok(self.rows[self.rows.len() - 1])
    }

    /// Adds the row of one more letter.
    fn add(&mut self, letter: char) {
        let width = self.written.len() + 1;
        let start = self.rows.len();
        self.rows.push(self.rows[start - width] + 1);
        for at in 1..width {
            let other = self.written[at - 1];
            let above = start + at - width;
            let replaced = self.rows[above - 1] + usize::from(other != letter);
            let least = replaced.min(self.rows[above] + 1).min(self.rows[start + at - 1] + 1);
            let swapped =
                at > 1 && self.path.last() == Some(&other) && self.written[at - 2] == letter;
            let least = if swapped { least.min(self.rows[above - width - 2] + 1) } else { least };
            self.rows.push(least);
        }
        self.path.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_closest_is_close_and_alone() {
        let ids = Sorted::of(["REQ-021", "REQ-022", "ADR-1"].map(|it| (it, it)));
        assert_eq!(ids.closest("REQ-021a"), Some("REQ-021"));
        assert_eq!(ids.closest("RQE-021"), Some("REQ-021"));
        assert_eq!(ids.closest("REQ-02"), None);
        assert_eq!(ids.closest("REQ-999"), None);
    }

    /// The closest name, found by looking at each.
    fn slowly<'a>(names: &'a [String], written: &str) -> Option<&'a str> {
        let far = 1 + written.len() / 8;
        let near = names.iter().filter(|it| it.len().abs_diff(written.len()) <= far);
        let distances = near.map(|it| (strsim::osa_distance(it, written), it.as_str()));
        let distances: Vec<_> = distances.filter(|(distance, _)| *distance <= far).collect();
        let least = distances.iter().map(|(distance, _)| *distance).min()?;
        let mut closest = distances.iter().filter(|(distance, _)| *distance == least);
        let (_, first) = closest.next()?;
        closest.all(|(_, it)| it == first).then_some(*first)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_closer_name_is_passed_over(
            names in prop::collection::vec("[abé]{0,9}", 0..12),
            written in "[abé]{0,20}",
        ) {
            let sorted = Sorted::of(names.iter().map(|it| (it.as_str(), it.as_str())));
            prop_assert_eq!(sorted.closest(&written), slowly(&names, &written));
        }
    }
}
