//! English words, to tell prose from names: a list of common words of technical texts, written for this crate.
//!
//! [`is_function`] holds articles, prepositions, pronouns and the like, [`is_content`] nouns, verbs and adjectives in
//! their usual forms. Words are in lower case. What is in neither may still be English.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

static FUNCTION: Words = LazyLock::new(|| include_str!("words/function.txt").split_whitespace().collect());
static WEAK: Words = LazyLock::new(|| include_str!("words/weak.txt").split_whitespace().collect());
static CONTENT: Words = LazyLock::new(|| include_str!("words/content.txt").split_whitespace().collect());

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

/// Whether a word is English, in any case, also in the plural.
pub(super) fn is_english(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_known = |word: &str| is_content(word) || is_function(word);
    is_known(&lower) || lower.strip_suffix('s').is_some_and(is_known)
}
