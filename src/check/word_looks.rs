//! A first look at the words of a text: whether they may be repeated. It is at bytes, and says no to nearly every text.

use super::chars::byte_table;
use super::repeats::{look, next_word};

/// What may be in a text. Both are found out in one pass over its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct WordLooks {
    /// A word twice, with a blank between: what is before a blank begins what is after it, or the other way round.
    pub(super) has_doubled: bool,
    /// A phrase of up to eight words three times in a row: some word has twice the same distance to its like.
    pub(super) has_thrice: bool,
}

/// Letters and digits of ASCII, and every byte of all other characters.
static WORD: [bool; 256] = byte_table!(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());

impl WordLooks {
    pub(super) fn of(text: &str) -> Self {
        const FARTHEST: u16 = 8;
        // By the hash of a word: its last number, from 1, and how far that was from the one before.
        let mut last = [(0_u16, 0_u16); 256];
        let mut number = 0_u16;
        let mut looks = Self::default();
        let bytes = text.as_bytes();
        let (mut at, mut before): (usize, &[u8]) = (0, &[]);
        loop {
            let end = at;
            let Some(word) = next_word(bytes, &mut at, &WORD) else { return looks };
            let is_after_blank = bytes[end] == b' ' && end + 1 + word.len() == at;
            looks.has_doubled |= is_after_blank && may_be_doubled(before, word);
            number = number.wrapping_add(1).max(1);
            let place = &mut last[(look(word, 0) >> 24) as usize];
            let distance = number.wrapping_sub(place.0);
            looks.has_thrice |= place.0 > 0 && distance == place.1 && distance <= FARTHEST;
            *place = (number, if place.0 > 0 { distance } else { 0 });
            before = word;
        }
    }
}

/// Whether a word and the next may be the same.
fn may_be_doubled(before: &[u8], word: &[u8]) -> bool {
    // Words of ASCII have to begin alike; others may hold marks, such as quotes, which begin with C2 and E2.
    let begins_alike = before.len() >= 2 && word.starts_with(&before[..2]);
    if !begins_alike && before.is_ascii() {
        return false;
    }
    let next = word.iter().take_while(|byte| !matches!(byte, 0xC2 | 0xE2)).count();
    next >= 2 && before.ends_with(&word[..next]) || before.len() >= 2 && word.starts_with(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_have_doubled_word(text: &str) -> bool {
        WordLooks::of(text).has_doubled
    }

    fn may_have_word_thrice(text: &str) -> bool {
        WordLooks::of(text).has_thrice
    }

    #[test]
    fn first_looks_miss_nothing() {
        assert!(may_have_doubled_word("Ouvrez «le le» fichier") && may_have_doubled_word("le le"));
        assert!(may_have_doubled_word("a–le le") && may_have_doubled_word("é é") && may_have_doubled_word("le le»"));
        assert!(!may_have_doubled_word("Ouvrez le fichier") && !may_have_doubled_word("un fichier, fichier"));
        assert!(may_have_word_thrice("a b, a b, a b") && may_have_word_thrice("no no no"));
        assert!(!may_have_word_thrice("no no yes no"));
    }

    #[test]
    fn a_doubled_word_is_seen_wherever_it_is() {
        const PARTS: [&str; 9] = ["le", "é", "a", " ", "«", "»", "–", ".", "שם"];
        let is_letter = |char: char| char.is_alphanumeric();
        let mut doubled = 0;
        for number in 0..9_usize.pow(6) {
            let text: String = (0..6).map(|place| PARTS[number / 9_usize.pow(place) % 9]).collect();
            let is_doubled = text.match_indices(' ').any(|(at, _)| {
                let (before, after) = (&text[..at], &text[at + 1..]);
                let word = &after[..after.find(|char| !is_letter(char)).unwrap_or(after.len())];
                let same = before.strip_suffix(word).filter(|_| word.chars().nth(1).is_some());
                same.is_some_and(|rest| !rest.ends_with(is_letter))
            });
            doubled += usize::from(is_doubled);
            assert!(!is_doubled || may_have_doubled_word(&text), "{text}");
        }
        assert!(doubled > 1000, "{doubled}");
    }
}
