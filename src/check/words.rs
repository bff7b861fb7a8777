//! English words, to tell prose from names: a list of common words of technical texts, written for this crate.
//!
//! [`is_function`] holds articles, prepositions, pronouns and the like, [`is_content`] nouns, verbs and adjectives in
//! their usual forms. Words are in lower case. What is in neither may still be English.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str, BuildHasherDefault<Fnv>>>;

/// The hash FNV-1a, for short words of lists that nobody else writes.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

static FUNCTION: Words = LazyLock::new(|| include_str!("words/function.txt").split_whitespace().collect());
static WEAK: Words = LazyLock::new(|| include_str!("words/weak.txt").split_whitespace().collect());
static CONTENT: Words = LazyLock::new(|| include_str!("words/content.txt").split_whitespace().collect());

/// Both: asked as one, they make of the 17 million instructions for [`is_english`] 12 (callgrind, 1,000 real pages).
static ENGLISH: Words = LazyLock::new(|| FUNCTION.union(&CONTENT).copied().collect());

/// Whether a word is a function word (`the`, `should`).
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION.contains(word)
}

/// Whether it is a function word that occurs in names as well (`of`, `for`, `new`).
pub(super) fn is_weak(word: &str) -> bool {
    WEAK.contains(word)
}

/// Whether it is a noun, verb or adjective that a translation would translate.
pub(super) fn is_content(word: &str) -> bool {
    CONTENT.contains(word)
}

/// No word of the lists is longer, in bytes, in the plural too.
const LONGEST: usize = 32;

/// Whether a word is English, in any case, also in the plural.
pub(super) fn is_english(word: &str) -> bool {
    let mut buffer = [0; LONGEST];
    let Some(lower) = buffer.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let Ok(lower) = std::str::from_utf8(lower) else { return false };
    ENGLISH.contains(lower) || lower.strip_suffix('s').is_some_and(|word| ENGLISH.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_in_the_plural() {
        for word in ["The", "files", "WINDOW", "should"] {
            assert!(is_english(word), "{word}");
        }
        for word in ["fichier", "Žurnāls", "", "x".repeat(40).as_str()] {
            assert!(!is_english(word), "{word}");
        }
        assert!(CONTENT.iter().chain(&*FUNCTION).all(|word| word.len() < LONGEST));
    }
}
