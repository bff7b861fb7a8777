//! One side of a unit, read once for all rules.

use std::ops::Range;

use super::visible::{BEFORE_LEFT_OUT, Shown, Visible, find_left_out};
use crate::inline::Piece;
use crate::markup::Markup;

/// Which bytes a text holds.
#[derive(Debug, Clone)]
pub(super) struct ByteSet([bool; 256]);

impl ByteSet {
    fn of(text: &str) -> Self {
        let mut set = [false; 256];
        for &byte in text.as_bytes() {
            set[byte as usize] = true;
        }
        Self(set)
    }

    pub(super) const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    pub(super) fn has_any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|&byte| self.has(byte))
    }

    pub(super) fn has_in(&self, range: Range<u8>) -> bool {
        self.0[usize::from(range.start)..usize::from(range.end)].contains(&true)
    }

    /// Whether it may hold a decimal digit of any script.
    pub(super) fn may_have_digit(&self) -> bool {
        self.has_in(b'0'..b'9' + 1) || self.has_any(&[0xD9, 0xDB, 0xE0, 0xE1, 0xE2, 0xEF])
    }
}

/// The buffers of a side, for use again and again.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    visible: Visible,
}

impl Buffers {
    pub(super) const fn new() -> Self {
        Self { visible: Visible::new() }
    }
}

/// A text, its pieces, and what a reader sees of it.
#[derive(Debug)]
pub(super) struct SideText<'a> {
    /// The text, verbatim.
    pub(super) raw: &'a str,
    /// The pieces of it; none if it holds no code.
    pub(super) pieces: Vec<Piece<'a>>,
    /// Whether a piece is a code.
    pub(super) has_codes: bool,
    /// Which bytes the raw text holds.
    pub(super) bytes: ByteSet,
    /// What a reader sees.
    pub(super) text: &'a str,
    visible: &'a Visible,
}

impl<'a> SideText<'a> {
    pub(super) fn read(raw: &'a str, markup: Markup, buffers: &'a mut Buffers) -> Self {
        let mut all = markup.pieces(raw);
        let first = all.next();
        let has_codes = first.is_some_and(|first| first.is_code() || first.raw.len() < raw.len());
        let pieces: Vec<_> = if has_codes { first.into_iter().chain(all).collect() } else { Vec::new() };
        let bytes = ByteSet::of(raw);
        let visible = &mut buffers.visible;
        if has_codes {
            visible.read(&pieces, Shown::Visible);
        } else if bytes.has_any(&BEFORE_LEFT_OUT) && find_left_out(raw.as_bytes(), 0).is_some() {
            visible.read(first.as_slice(), Shown::Visible);
        } else {
            visible.read_plain();
        }
        let visible = &*visible;
        Self { raw, pieces, has_codes, bytes, text: visible.text(raw), visible }
    }

    /// The bytes of the raw text that a range of the visible text was made of.
    pub(super) fn raw_range(&self, range: Range<usize>) -> Range<usize> {
        self.visible.raw_range(range)
    }

    /// Where links begin and end in the visible text, in order.
    pub(super) fn link_edges(&self) -> &[usize] {
        self.visible.link_edges()
    }

    /// The place after the last byte.
    pub(super) fn end(&self) -> Range<usize> {
        self.raw.len()..self.raw.len()
    }

    /// What is left of markup: see [`Shown::Literal`].
    pub(super) fn literal(&self) -> Visible {
        let mut literal = Visible::new();
        literal.read(&self.pieces, Shown::Literal);
        literal
    }
}
