//! Repetitions in a text: of words, and of characters in scripts without blanks.
//!
//! Each function is linear in the length of the text. The first looks are at bytes, and say no to nearly every text.

use std::ops::Range;

use super::chars::byte_table;

/// The longest period that [`characters`] looks for, in characters.
pub(super) const LONGEST_PERIOD: usize = 12;

/// A range of characters of three bytes in UTF-8 (Han, Kana and Hangul are such) that is `times` times its first part, the
/// longest part first. `is_wanted` is asked for a part of `shortest` to [`LONGEST_PERIOD`] characters.
///
/// The bytes are compared with those before in blocks of 4, 8 or 16, of which a repetition holds a whole one.
pub(super) fn characters(
    text: &str,
    shortest: usize,
    times: usize,
    is_wanted: impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    for period in (shortest..=LONGEST_PERIOD).rev().map(|characters| 3 * characters) {
        let needed = (times - 1) * period;
        // A run of n bytes holds a whole block of (n + 1) / 2.
        let (block, next): (usize, FindNext) = match needed {
            31.. => (16, next_same::<16>),
            15.. => (8, next_same::<8>),
            _ => (4, next_same::<4>),
        };
        let mut from = period;
        while let Some(at) = next(bytes, from, period) {
            let is_same = |at: &usize| bytes[*at] == bytes[*at - period];
            let start = (period..at).rev().take_while(is_same).last().unwrap_or(at);
            let end = at + (at..bytes.len()).take_while(is_same).count();
            if end - start >= needed {
                let mut starts = (start - period..=end - needed - period).filter(|&start| text.is_char_boundary(start));
                let is_it =
                    |&start: &usize| text.is_char_boundary(start + period) && is_wanted(&text[start..start + period]);
                if let Some(start) = starts.find(is_it) {
                    return Some(start..start + times * period);
                }
            }
            // What follows is no part of this run.
            from = end.max(at + block);
        }
    }
    None
}

/// Finds a block in bytes, from a place on, for a period.
type FindNext = fn(&[u8], usize, usize) -> Option<usize>;

/// The first block, of those that begin at `from`, that is the same as what is `period` bytes before it.
#[inline]
fn next_same<const BLOCK: usize>(bytes: &[u8], from: usize, period: usize) -> Option<usize> {
    let (earlier, later) = (bytes.get(from - period..)?, bytes.get(from..)?);
    let blocks = later.as_chunks::<BLOCK>().0.iter().zip(earlier.as_chunks::<BLOCK>().0);
    blocks.into_iter().position(|(one, other)| one == other).map(|index| from + index * BLOCK)
}

/// Letters of ASCII, `-` and `'`.
pub(super) static LATIN_WORD: [bool; 256] =
    byte_table!(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\''));

/// The next run of bytes that are in the table, from `at` on, which moves after it.
#[inline]
pub(super) fn next_word<'b>(bytes: &'b [u8], at: &mut usize, is_in: &[bool; 256]) -> Option<&'b [u8]> {
    let mut start = *at;
    while !is_in[usize::from(*bytes.get(start)?)] {
        start += 1;
    }
    let mut end = start + 1;
    while end < bytes.len() && is_in[usize::from(bytes[end])] {
        end += 1;
    }
    *at = end;
    Some(&bytes[start..end])
}

/// A hash of how a word looks at first: its length, its first four bytes and its last four, each with these bits set.
pub(super) fn look(word: &[u8], set: u32) -> u32 {
    let (first, last) = match (word.first_chunk(), word.last_chunk()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first), u32::from_le_bytes(*last)),
        _ => (word.iter().fold(0, |all, &byte| all << 8 | u32::from(byte)), 0),
    };
    let (first, last) = (first | set, last | set);
    let length = u32::try_from(word.len()).unwrap_or(u32::MAX);
    (first.wrapping_mul(0x9E37_79B1) ^ last.rotate_left(15) ^ length).wrapping_mul(0x85EB_CA6B)
}

/// Whether `part` may hold four words in a row that are in `whole` in a row, letter case aside: a look at hashes of pairs.
pub(super) fn may_share_words(whole: &str, part: &str) -> bool {
    let mut pairs = [0_u64; 64];
    for (_, pair) in word_pairs(whole) {
        pairs[(pair >> 6) as usize & 63] |= 1 << (pair & 63);
    }
    let mut run = 0;
    for (is_joined, pair) in word_pairs(part) {
        let is_known = is_joined && pairs[(pair >> 6) as usize & 63] >> (pair & 63) & 1 == 1;
        run = if is_known { run + 1 } else { 0 };
        if run >= 3 {
            return true;
        }
    }
    false
}

/// Hashes of words of ASCII letters with the word before; and whether only blanks and commas are between.
fn word_pairs(text: &str) -> impl Iterator<Item = (bool, u32)> {
    let bytes = text.as_bytes();
    let (mut at, mut before) = (0, 0_u32);
    std::iter::from_fn(move || {
        let mut is_joined = true;
        while at < bytes.len() && !bytes[at].is_ascii_alphabetic() {
            is_joined &= matches!(bytes[at], b' ' | b',');
            at += 1;
        }
        let hash = look(next_word(bytes, &mut at, &LATIN_WORD)?, 0x2020_2020);
        let pair = before.rotate_left(13).wrapping_mul(0x9E37_79B1) ^ hash;
        before = hash;
        Some((is_joined, pair ^ (pair >> 15)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_repeat() {
        let find = |text, times| characters(text, 2, times, |_| true).map(|range| text[range].to_owned());
        assert_eq!(find("これはテストテストです", 2).as_deref(), Some("テストテスト"));
        assert_eq!(find("a設定する設定する。", 2).as_deref(), Some("設定する設定する"));
        assert_eq!(find("設定設定設定", 3).as_deref(), Some("設定設定設定"));
        assert_eq!(find("設定設定", 3), None);
        assert_eq!(find("これはテストです", 2), None);
    }

    #[test]
    fn words_are_shared() {
        assert!(may_share_words("Select the items that you want", "Voir: select the items that."));
        assert!(!may_share_words("Select the items that you want", "Select items, the, that you"));
    }
}
