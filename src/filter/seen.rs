//! The hashes that were met before.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use crate::hash::{LowBits, TextHash};

/// A set of hashes, for corpora of many millions of pairs: 17 bytes for each place of a table, of which between 7/16 and
/// 7/8 are taken.
///
/// It is 256 tables, chosen by the first byte of the hash, because a table that grows needs the old and the new places at
/// once: 10 million hashes took 408 MiB at the most in one table, and take 273 MiB in these.
///
/// ```
/// use bitext::filter::Seen;
/// use bitext::hash::TextHash;
///
/// let mut seen = Seen::new();
/// assert!(seen.is_new(TextHash::of_text("Hello")));
/// assert!(!seen.is_new(TextHash::of_text("Hello")));
/// assert_eq!(seen.len(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct Seen {
    tables: Box<[HashSet<u128, BuildHasherDefault<LowBits>>; 256]>,
}

impl Default for Seen {
    fn default() -> Self {
        Self::new()
    }
}

impl Seen {
    /// A set that has met nothing.
    #[must_use]
    pub fn new() -> Self {
        Self { tables: Box::new(std::array::from_fn(|_| HashSet::default())) }
    }

    /// Takes in a hash; `false` if it was there before.
    pub fn is_new(&mut self, hash: TextHash) -> bool {
        let hash = hash.as_u128();
        let [first, ..] = hash.to_be_bytes();
        self.tables[usize::from(first)].insert(hash)
    }

    /// Whether a hash was met.
    #[must_use]
    pub fn contains(&self, hash: TextHash) -> bool {
        let hash = hash.as_u128();
        let [first, ..] = hash.to_be_bytes();
        self.tables[usize::from(first)].contains(&hash)
    }

    /// The number of different hashes that were met.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.iter().map(HashSet::len).sum()
    }

    /// Whether nothing was met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.iter().all(HashSet::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_is_new_once() {
        let mut seen = Seen::new();
        assert!(seen.is_empty());
        let hash = |number: u32| TextHash::of_text(&number.to_string());
        for round in 0..2 {
            for number in 0..10_000 {
                assert_eq!(seen.contains(hash(number)), round == 1, "{number}");
                assert_eq!(seen.is_new(hash(number)), round == 0, "{number}");
            }
        }
        assert_eq!(seen.len(), 10_000);
    }
}
