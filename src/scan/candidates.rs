//! Where a tag may begin: the positions of `<s` and `</s`, in either letter case, window by window.
//!
//! A *fill* writes the candidates of one window. There are two, which must agree on every input: a portable one here and
//! the one in `simd`. Everything else in the crate is the same for both.

use std::sync::OnceLock;

use crate::scan::simd;

/// Bytes that one fill looks at: small enough to stay in the first-level cache between the fill and the walk.
pub(crate) const WINDOW: usize = 4096;

/// A candidate takes two bytes at least; the rest lets a fill write a few positions ahead of its count.
pub(crate) const CAPACITY: usize = WINDOW / 2 + 64;

/// Writes the candidates that begin in `input[from..to]`, relative to `from`, and gives their number. `to - from` is at
/// most [`WINDOW`]; bytes behind `to` decide about candidates before it.
pub(crate) type Fill = fn(input: &[u8], from: usize, to: usize, out: &mut [u16; CAPACITY]) -> usize;

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
        while self.next == self.len {
            if self.end >= to {
                return None;
            }
            self.base = self.end;
            self.end = to.min(self.base + WINDOW);
            self.len = (self.fill)(input, self.base, self.end, &mut self.positions);
            self.next = 0;
        }
        Some(self.base + usize::from(self.positions[self.next]))
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
            // A candidate is left at or behind `n`, so `n` lies in this window.
            let lost = u16::try_from(n - self.base).expect("a window is at most 4 KiB long");
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
pub(crate) fn portable(input: &[u8], from: usize, to: usize, out: &mut [u16; CAPACITY]) -> usize {
    let mut count = 0;
    for at in memchr::memchr_iter(b'<', &input[from..to]) {
        if begins_tag(&input[from + at..]) {
            out[count] = u16::try_from(at).expect("a window is at most 4 KiB long");
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
