//! One side of a unit, read once for all rules.

use std::cell::OnceCell;
use std::ops::Range;

use super::bytes::ByteSet;
use super::visible::{Shown, Visible, find_left_out, may_leave_out};
use super::word_looks::WordLooks;
use crate::inline::Piece;
use crate::markup::Markup;

/// The buffers of a side, for use again and again.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    bytes: ByteSet,
    visible: Visible,
}

impl Buffers {
    pub(super) const fn new() -> Self {
        Self { bytes: ByteSet::new(), visible: Visible::new() }
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
    pub(super) bytes: &'a ByteSet,
    /// What a reader sees.
    pub(super) text: &'a str,
    visible: &'a Visible,
    words: OnceCell<WordLooks>,
}

impl<'a> SideText<'a> {
    pub(super) fn read(raw: &'a str, markup: Markup, buffers: &'a mut Buffers) -> Self {
        let mut all = markup.pieces(raw);
        let first = all.next();
        let has_codes = first.is_some_and(|first| first.is_code() || first.raw.len() < raw.len());
        let mut pieces = Vec::new();
        if has_codes {
            pieces.reserve(1 + all.size_hint().1.unwrap_or_default());
            pieces.extend(first);
            pieces.extend(all);
        }
        let Buffers { bytes, visible } = buffers;
        bytes.read(raw);
        let bytes = &*bytes;
        if has_codes {
            visible.read(&pieces, bytes, Shown::Visible);
        } else if may_leave_out(bytes) && find_left_out(raw.as_bytes(), 0).is_some() {
            visible.read(first.as_slice(), bytes, Shown::Visible);
        } else {
            visible.read_plain();
        }
        let visible = &*visible;
        Self { raw, pieces, has_codes, bytes, text: visible.text(raw), visible, words: OnceCell::new() }
    }

    /// A first look at the words of what a reader sees.
    pub(super) fn words(&self) -> WordLooks {
        *self.words.get_or_init(|| WordLooks::of(self.text))
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
        literal.read(&self.pieces, self.bytes, Shown::Literal);
        literal
    }
}
