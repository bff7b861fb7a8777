//! Where a tag may begin: every `<`, as bits. A *fill* turns 64 bytes into a word; the words of the last few KiB of input
//! stay in a ring, in which the next candidate is found by shifts.
//!
//! Bits rather than a list of positions, because most need not be looked at: the walk skips three of the six candidates of
//! a unit, those inside the boundary and inside the end. And every `<` rather than those of span tags alone, because a
//! filter in the fill costs more than it saves: of real units 0.4 % hold any other.
//!
//! Which fill runs makes no difference to anything else: all fills give the same words.

#![allow(clippy::inline_always, reason = "a look is some fourteen instructions, three times a unit")]

use std::fmt;
use std::hint::select_unpredictable;

use crate::scan::fill::{Fill, WORD, portable};
use crate::scan::simd;

/// Words in the ring, a power of two. Few where pages are made by a fuzzer, which are short.
const RING: usize = if cfg!(fuzzing) { 16 } else { 128 };
/// Bytes that one fill looks at: small enough to stay in the first-level cache between the fill and the walk.
const WINDOW: usize = RING / 2 * WORD;
/// Words that are kept zero after the known ones. The first words of the ring are repeated after its last, as many as
/// these, so a look from any known place needs neither a limit nor a wrap.
const AHEAD: usize = 3;
/// Places that one look goes over.
const LOOK: usize = 2 * 56;
/// How far after a place that is still needed windows may be filled, in bytes.
const NEAR: usize = WINDOW - (1 + AHEAD) * WORD;

/// The fill of this process: the fastest that the processor has, or the portable one in a build with
/// `--cfg bitext_portable`.
fn chosen() -> Fill {
    if cfg!(bitext_portable) { portable } else { simd::fill().unwrap_or(portable) }
}

/// The candidates of an input.
pub(crate) struct Candidates {
    fill: Fill,
    /// The bits are known before this byte, and kept for the last `RING` words.
    known: usize,
    /// Byte 0 of the input has this place in the ring, in bits.
    phase: usize,
    words: Box<[[u8; 8]; RING + AHEAD]>,
}

impl fmt::Debug for Candidates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidates").field("known", &self.known).finish_non_exhaustive()
    }
}

impl Candidates {
    pub(crate) fn new() -> Self {
        Self { fill: chosen(), known: 0, phase: 0, words: Box::new([[0; 8]; RING + AHEAD]) }
    }

    /// The first candidate from `from` on and before `to`. Later calls may ask from that candidate on, or from `to` on if
    /// there is none, but from no earlier place.
    #[inline(always)]
    pub(crate) fn next(&mut self, input: &[u8], from: usize, to: usize) -> Option<usize> {
        let found = if from < self.known { self.find(from) } else { None };
        found.or_else(|| self.search(input, from, to)).filter(|at| *at < to)
    }

    /// The first candidate from `from` on, if it is not so far after `keep` that the bits at `keep` would be lost; else a
    /// place after every input.
    #[inline(always)]
    pub(crate) fn near(&mut self, input: &[u8], from: usize, keep: usize) -> usize {
        match self.find(from) {
            Some(at) => at,
            None => self.search(input, from, keep + NEAR).unwrap_or(usize::MAX),
        }
    }

    /// The first candidate among those that are known of the next [`LOOK`] places.
    #[inline(always)]
    fn find(&self, from: usize) -> Option<usize> {
        let bit = from + self.phase;
        let bits: &[u8; 16] = self.words.as_flattened()[bit / 8 % (8 * RING)..].first_chunk()?;
        let low = u64::from_le_bytes(*bits.first_chunk()?) >> (bit % 8);
        let high = u64::from_le_bytes(*bits[7..].first_chunk()?) >> (bit % 8);
        let word = select_unpredictable(low == 0, high, low);
        let before = select_unpredictable(low == 0, 56, 0);
        (word != 0).then(|| from + before + word.trailing_zeros() as usize)
    }

    /// Goes on after a look at `from` that found nothing, from look to look and from window to window, until there is a
    /// candidate or `to` is reached.
    #[inline(never)]
    fn search(&mut self, input: &[u8], mut from: usize, to: usize) -> Option<usize> {
        let to = to.min(input.len());
        loop {
            // The look found nothing that is known, and reached no further.
            from = (from + LOOK).min(self.known).max(from);
            if from < self.known {
                if let Some(at) = self.find(from) {
                    return Some(at);
                }
            } else if self.known < to {
                self.extend(input);
                if from < self.known
                    && let Some(at) = self.find(from)
                {
                    return Some(at);
                }
            } else {
                return None;
            }
        }
    }

    /// Fills one more window, or as much as there is of one.
    fn extend(&mut self, input: &[u8]) {
        #[cfg(test)]
        let start = self.known;
        let bit = self.known + self.phase;
        let (index, shift) = (bit / WORD % RING, bit % WORD);
        let (blocks, _) = input[self.known..].as_chunks();
        let count = blocks.len().min(WINDOW / WORD).min(RING - index);
        if shift == 0 && count > 0 {
            (self.fill)(&blocks[..count], &mut self.words[index..index + count]);
            self.known += count * WORD;
        } else {
            // The start of a stream's input within a word, or the end of an input.
            let mut block = [0; WORD];
            let len = (input.len() - self.known).min(WORD - shift);
            block[..len].copy_from_slice(&input[self.known..self.known + len]);
            let mut word = [[0; 8]];
            (self.fill)(&[block], &mut word);
            let before = u64::from_le_bytes(self.words[index]) & !(u64::MAX << shift);
            self.words[index] = (before | u64::from_le_bytes(word[0]) << shift).to_le_bytes();
            self.known += len;
        }
        let next = (self.known + self.phase).div_ceil(WORD);
        for index in next..next + AHEAD {
            self.words[index % RING] = [0; 8];
        }
        self.words.copy_within(..AHEAD, RING);
        #[cfg(test)]
        crate::work::count(|work| work.searched += self.known - start);
    }

    /// Prefetches what is filled after the next window, now that the walk has come to `at`.
    #[inline(always)]
    pub(crate) fn walked_to(input: &[u8], at: usize) {
        simd::prefetch(input, at + WINDOW + 1024);
    }

    /// Removes the first `n` bytes of the input.
    pub(crate) fn shift(&mut self, n: usize) {
        self.phase = (self.phase + n) % (RING * WORD);
        self.known = self.known.saturating_sub(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, the same ones each time (xorshift64).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 >> 16).unwrap() % n
        }

        fn input(&mut self, len: usize) -> Vec<u8> {
            let mut input = Vec::new();
            while input.len() < len {
                match self.below(8) {
                    0..4 => input.push(b"<<<\0\xFF\x3B\x3D\xBC"[self.below(8)]),
                    4..7 => input.extend_from_slice(b"<span> and text without any of it, as most is"),
                    // Longer than a look, now and then longer than a window.
                    _ => input.resize(input.len() + self.below(2 * WINDOW) / (1 + self.below(100)), b'x'),
                }
            }
            input.truncate(len);
            input
        }
    }

    /// Interpreted runs are slow.
    const ROUNDS: usize = if cfg!(miri) { 3 } else { 300 };

    fn naive(input: &[u8], from: usize) -> Option<usize> {
        input.get(from..)?.iter().position(|byte| *byte == b'<').map(|len| from + len)
    }

    #[test]
    fn fills_agree_byte_by_byte_at_any_address() {
        let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
        for _ in 0..ROUNDS {
            let input = numbers.input(4000);
            let (blocks, _) = input[numbers.below(WORD)..].as_chunks::<WORD>();
            let bit = |block: &[u8; WORD], at: usize| u8::from(block[at] == b'<') << (at % 8);
            let expect: Vec<[u8; 8]> = blocks
                .iter()
                .map(|block| std::array::from_fn(|byte| (8 * byte..8 * byte + 8).map(|at| bit(block, at)).sum()))
                .collect();
            for fill in [Some(portable as Fill), simd::fill()].into_iter().flatten() {
                let mut words = vec![[7; 8]; blocks.len()];
                fill(blocks, &mut words);
                assert_eq!(words, expect);
            }
        }
    }

    #[test]
    fn one_after_the_other_all_are_found() {
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for _ in 0..ROUNDS {
            let len = numbers.below(10 * WINDOW);
            let input = numbers.input(len);
            let (mut candidates, mut from) = (Candidates::new(), 0);
            while let Some(at) = candidates.next(&input, from, input.len()) {
                assert_eq!(Some(at), naive(&input, from));
                // Sometimes far on, as after a long tag.
                from = at + 1 + numbers.below(100) / 99 * numbers.below(3 * WINDOW);
            }
            assert_eq!(naive(&input, from), None);
        }
    }

    #[test]
    fn however_a_stream_grows_and_shifts_all_are_found() {
        let mut numbers = Numbers(0xD1B5_4A32_D192_ED03);
        for _ in 0..ROUNDS {
            let len = numbers.below(6 * WINDOW);
            let whole = numbers.input(len);
            let (mut candidates, mut from, mut gone, mut end) = (Candidates::new(), 0, 0, 0);
            while end < whole.len() {
                end = (end + 1 + numbers.below(700)).min(whole.len());
                let input = &whole[gone..end];
                let to = input.len().saturating_sub(numbers.below(3) * 60);
                while let Some(at) = candidates.next(input, from, to) {
                    assert_eq!(Some(at), naive(&input[..to], from), "of {}", input.len());
                    from = at + 1 + numbers.below(20) / 19 * numbers.below(400);
                }
                assert_eq!(naive(&input[..to], from), None);
                // What is removed may reach past everything that is known.
                let n = numbers.below(2) * from.max(to).min(input.len());
                candidates.shift(n);
                (gone, from) = (gone + n, from.saturating_sub(n));
            }
        }
    }

    #[test]
    fn near_keeps_what_is_still_needed() {
        let mut numbers = Numbers(0xA076_1D64_78BD_642F);
        // Each step looks at all that is near.
        let step = if cfg!(miri) { WINDOW / 4 } else { 1 };
        for _ in 0..ROUNDS {
            let len = numbers.below(8 * WINDOW);
            let input = numbers.input(len);
            let (mut candidates, mut keep) = (Candidates::new(), 0);
            while let Some(at) = candidates.next(&input, keep, input.len()) {
                keep = at;
                let (mut from, mut found) = (at + 1, 0);
                loop {
                    let next = candidates.near(&input, from, keep);
                    if next == usize::MAX {
                        break;
                    }
                    assert_eq!(Some(next), naive(&input, from));
                    (from, found) = (next + 1, found + 1);
                }
                assert!(from > input.len() || naive(&input, from).is_none_or(|next| next >= keep + NEAR));
                assert_eq!(candidates.next(&input, keep, input.len()), Some(keep), "{found} looked at ahead");
                keep += step + numbers.below(2) * numbers.below(WINDOW);
            }
        }
    }
}
