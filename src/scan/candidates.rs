//! Where a tag may begin: the positions of `<s` and `</s`, in either letter case, window by window.
//!
//! A *fill* writes the candidates of one window. There are two, which must agree on every input: a portable one here and
//! the one in `simd`. Everything else in the crate is the same for both.

use std::ops::Range;
use std::sync::OnceLock;

use crate::scan::simd;

/// Bytes that one fill looks at: small enough to stay in the first-level cache between the fill and the walk.
pub(crate) const WINDOW: usize = 4096;

/// Candidates that wait when a window is filled: one less than a flat unit has.
const WAITING: usize = 5;

/// A candidate takes two bytes at least; the rest is for those that wait, and lets a fill write ahead of its count.
pub(crate) const CAPACITY: usize = WINDOW / 2 + 64;

/// Writes the candidates that begin in `input[window]` to `out` from `count` on, each as its distance from the window's
/// start plus `offset`, and gives the new count. The window is at most [`WINDOW`] bytes long; bytes behind it decide about
/// candidates in it.
pub(crate) type Fill =
    fn(input: &[u8], window: Range<usize>, offset: u16, out: &mut [u16; CAPACITY], count: usize) -> usize;

/// The fill of this process: the fastest that the processor has, unless the environment asks for the portable one.
fn chosen() -> Fill {
    static FILL: OnceLock<Fill> = OnceLock::new();
    *FILL.get_or_init(|| match std::env::var_os("BITEXT_SCAN") {
        Some(name) if name == "portable" => portable,
        _ => simd::fill().unwrap_or(portable),
    })
}

/// The candidates of an input, in order.
pub(crate) struct Candidates {
    fill: Fill,
    /// Where the window begins that the positions are relative to.
    base: usize,
    /// Where the next window begins.
    end: usize,
    next: usize,
    len: usize,
    positions: Box<[u16; CAPACITY]>,
}

impl Candidates {
    pub(crate) fn new() -> Self {
        Self { fill: chosen(), base: 0, end: 0, next: 0, len: 0, positions: Box::new([0; CAPACITY]) }
    }

    /// The next candidate before `to`, without passing it. Everything before `to + 2` must be known, or the input end.
    #[inline]
    pub(crate) fn peek(&mut self, input: &[u8], to: usize) -> Option<usize> {
        if self.len - self.next <= WAITING && self.end < to {
            self.refill(input, to);
        }
        let candidate = self.positions[..self.len].get(self.next)?;
        Some(self.base + usize::from(*candidate))
    }

    /// Goes on to the next windows until enough candidates wait, or there is none before `to`.
    #[inline(never)]
    fn refill(&mut self, input: &[u8], to: usize) {
        while self.len - self.next <= WAITING && self.end < to {
            self.positions.copy_within(self.next..self.len, 0);
            self.len -= self.next;
            self.next = 0;
            let first = self.positions[..self.len].first().map_or(self.end, |first| self.base + usize::from(*first));
            let Some(offset) = u16::try_from(self.end - first).ok().filter(|n| *n < u16::MAX / 2) else {
                return; // Those that wait stand too far back to go on with them.
            };
            let moved = self.positions[..self.len].first().copied().unwrap_or_default();
            for position in &mut self.positions[..self.len] {
                *position -= moved;
            }
            let end = to.min(self.end + WINDOW);
            #[cfg(test)]
            crate::work::count(|work| work.searched += end - self.end);
            self.len = (self.fill)(input, self.end..end, offset, &mut self.positions, self.len);
            (self.base, self.end) = (first, end);
        }
    }

    /// Passes over `n` candidates of this window.
    #[inline]
    pub(crate) fn pass(&mut self, n: usize) {
        self.next += n;
        debug_assert!(self.next <= self.len, "only candidates that were seen are passed");
    }

    /// The window's start and the candidates in it that are still to come.
    #[inline]
    pub(crate) fn window(&self) -> (usize, &[u16]) {
        (self.base, &self.positions[self.next..self.len])
    }

    /// Follows the input when its first `n` bytes go, and passes over the candidates among them.
    pub(crate) fn shift(&mut self, n: usize) {
        while self.next < self.len && self.base + usize::from(self.positions[self.next]) < n {
            self.next += 1;
        }
        if self.next == self.len {
            self.base = self.end.max(n);
            self.end = self.base;
            (self.next, self.len) = (0, 0);
        } else if n > self.base {
            // A candidate is left at or behind `n`, so the distance is less than that candidate's.
            let lost = u16::try_from(n - self.base).expect("less than a position");
            for position in &mut self.positions[self.next..self.len] {
                *position -= lost;
            }
            self.base = n;
        }
        self.base -= n;
        self.end -= n;
    }
}

/// The portable fill.
pub(crate) fn portable(
    input: &[u8],
    window: Range<usize>,
    offset: u16,
    out: &mut [u16; CAPACITY],
    mut count: usize,
) -> usize {
    for at in memchr::memchr_iter(b'<', &input[window.clone()]) {
        if begins_tag(&input[window.start + at..]) {
            out[count] = offset + u16::try_from(at).expect("a window is at most 4 KiB long");
            count += 1;
        }
    }
    count
}

/// Whether `rest`, which begins with `<`, goes on with `s` or `/s`.
fn begins_tag(rest: &[u8]) -> bool {
    let name = if rest.get(1) == Some(&b'/') { rest.get(2) } else { rest.get(1) };
    matches!(name, Some(b's' | b'S'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds the fill of this processor to the portable one, and both to a search byte by byte.
    #[track_caller]
    fn check(input: &[u8], window: Range<usize>, offset: u16, waiting: usize) {
        let naive = window.clone().filter(|at| {
            let name = input[*at..].strip_prefix(b"</").or(input[*at..].strip_prefix(b"<")).unwrap_or_default();
            name.first().is_some_and(|b| b.eq_ignore_ascii_case(&b's'))
        });
        let expect: Vec<_> = naive.map(|at| offset + u16::try_from(at - window.start).unwrap()).collect();
        for fill in [Some(portable as Fill), simd::fill()].into_iter().flatten() {
            let mut out = [7; CAPACITY];
            let count = fill(input, window.clone(), offset, &mut out, waiting);
            assert_eq!(out[..waiting], [7; CAPACITY][..waiting], "those that wait are left alone");
            assert_eq!(out[waiting..count], expect, "{window:?} of {:?}", String::from_utf8_lossy(input));
        }
    }

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
            let bytes = *b"<<<<<<///sSsSx \xC3";
            let texts: [&[u8]; 4] = [b"</s", b"<S", b"<span data-ttu-id=", b"text without any of it, as most is"];
            let mut input = Vec::new();
            while input.len() < len {
                match self.below(8) {
                    0..4 => input.push(bytes[self.below(bytes.len())]),
                    n => input.extend_from_slice(texts[n - 4]),
                }
            }
            input.truncate(len);
            input
        }
    }

    /// Interpreted runs are slow.
    const ROUNDS: usize = if cfg!(miri) { 20 } else { 3000 };

    #[test]
    fn fills_agree_on_every_window_of_small_inputs() {
        let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
        for len in [0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 66, 67, 127, 128, 129, 130, 131, 195] {
            let input = numbers.input(len);
            for start in (0..=len).step_by(if cfg!(miri) { 31 } else { 1 }) {
                for end in (start..=len).step_by(if cfg!(miri) { 17 } else { 1 }) {
                    check(&input, start..end, 0, 0);
                }
            }
        }
    }

    #[test]
    fn fills_agree_wherever_a_window_stands() {
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for _ in 0..ROUNDS {
            // Cut anew, so that the bytes stand at any address.
            let len = numbers.below(9000);
            let cut = numbers.below(64).min(len);
            let input = numbers.input(len);
            let input = &input[cut..];
            let start = numbers.below(input.len() + 1);
            // Often up to the end of the input or near it, often a whole window.
            let rest = input.len() - start;
            let end = match numbers.below(4) {
                0 => rest,
                1 => rest.saturating_sub(numbers.below(4)),
                _ => numbers.below(rest + 1),
            };
            let window = start..start + end.min(WINDOW);
            check(
                input,
                window,
                u16::try_from(numbers.below(usize::from(u16::MAX / 2))).unwrap(),
                numbers.below(WAITING + 1),
            );
        }
    }

    #[test]
    fn windows_full_of_candidates_fit() {
        for unit in ["<s", "</s", "<", "<S<", "x<s"] {
            let input = unit.repeat(WINDOW + 4);
            for start in 0..4 {
                check(input.as_bytes(), start..start + WINDOW, 100, WAITING);
                check(input.as_bytes(), input.len() - WINDOW - start..input.len() - start, 0, 0);
            }
        }
    }
}
