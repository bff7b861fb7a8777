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
