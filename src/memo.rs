//! The whole incremental engine.
//!
//! A [`Memo`] remembers the results of one pure function by its input: the input itself, not a hash
//! or a timestamp of it. What it holds is immutable, depends on nothing outside the key, and
//! everything that changes it is in the key; so a warm build equals a cold one, by construction.
//!
//! Few functions are worth remembering, those that are slow per file: reading a page, highlighting
//! a code block, and looking for what a page links to among all files. Linking, checking and
//! rendering start afresh every time.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Remembers which `V` every `K` gave.
#[derive(Debug)]
pub struct Memo<K, V> {
    /// Locked one by one, so that threads seldom meet.
    shelves: Vec<Mutex<Shelf<K, V>>>,
    hasher: RandomState,
}

/// Each result with the number of builds since it was last asked for.
type Shelf<K, V> = HashMap<K, (Arc<V>, u32)>;

impl<K: Eq + Hash, V> Memo<K, V> {
    /// How many builds an unused result survives.
    const AGE_MAX: u32 = 8;
    const SHELVES: usize = 16;

    /// What `compute` returned for this `key` before, or returns now.
    pub fn get_or(&self, key: K, compute: impl FnOnce(&K) -> V) -> Arc<V> {
        if let Some((value, age)) = self.shelf(&key).get_mut(&key) {
            *age = 0;
            return Arc::clone(value);
        }
        let value = Arc::new(compute(&key));
        self.shelf(&key).insert(key, (Arc::clone(&value), 0));
        value
    }

    /// Ends a build: everything gets older, and what is too old is forgotten.
    pub fn age(&self) {
        self.forget(Self::AGE_MAX);
    }

    /// Ends a build: what it did not ask for is forgotten. For what nobody comes back to.
    pub fn keep_latest(&self) {
        self.forget(1);
    }

    fn forget(&self, age_max: u32) {
        for shelf in &self.shelves {
            lock(shelf).retain(|_, (_, age)| {
                *age += 1;
                *age <= age_max
            });
        }
    }

    fn shelf(&self, key: &K) -> MutexGuard<'_, Shelf<K, V>> {
        let hash = self.hasher.hash_one(key);
        lock(&self.shelves[usize::try_from(hash >> 60).expect("four bits fit")])
    }
}

/// A panic while a result was computed left no half-made result behind, so the lock is still good.
fn lock<K, V>(shelf: &Mutex<Shelf<K, V>>) -> MutexGuard<'_, Shelf<K, V>> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<K: Eq + Hash, V> Default for Memo<K, V> {
    fn default() -> Self {
        let shelves = (0..Self::SHELVES).map(|_| Mutex::default()).collect();
        Self { shelves, hasher: RandomState::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_computed_once_and_forgotten_when_nobody_asks() {
        let memo = Memo::default();
        assert_eq!(*memo.get_or("a", |key| key.len()), 1);
        assert_eq!(*memo.get_or("a", |_| 99), 1);
        for _ in 0..=Memo::<&str, usize>::AGE_MAX {
            memo.age();
        }
        assert_eq!(*memo.get_or("a", |_| 99), 99);
    }

    #[test]
    fn of_what_nobody_comes_back_to_only_the_latest_is_kept() {
        let memo = Memo::default();
        for (text, expected) in [("a", 1), ("a", 1), ("b", 1), ("a", 99)] {
            let known = if expected == 99 { 99 } else { text.len() };
            assert_eq!(*memo.get_or(text, |_| known), expected);
            memo.keep_latest();
        }
    }
}
