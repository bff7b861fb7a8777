//! A unit that is written as several segments.

use std::iter;
use std::ops::Range;

use crate::inline::{Piece, PieceKind};

/// A sentence of a unit: its ranges of bytes in source and target, without the blanks after it. What is between two
/// sentences of a side, and after the last one, is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
}

/// Gives the pieces of a text range by range. A piece of text is cut where a range ends; no code is across such an end.
pub(super) struct PieceCutter<'a, I> {
    pieces: I,
    rest: Option<Piece<'a>>,
}

impl<'a, I: Iterator<Item = Piece<'a>>> PieceCutter<'a, I> {
    pub(super) const fn new(pieces: I) -> Self {
        Self { pieces, rest: None }
    }

    /// The next pieces, up to the offset `end`.
    pub(super) fn up_to(&mut self, end: usize) -> impl Iterator<Item = Piece<'a>> {
        iter::from_fn(move || {
            let piece = self.rest.take().or_else(|| self.pieces.next())?;
            if piece.start >= end {
                self.rest = Some(piece);
                return None;
            }
            if piece.range().end <= end {
                return Some(piece);
            }
            let (head, tail) = piece.raw.split_at(end - piece.start);
            self.rest = Some(Piece { raw: tail, start: end, ..piece });
            Some(Piece { raw: head, ..piece })
        })
    }
}

/// A text without codes.
pub(super) fn text_piece(text: &str) -> impl Iterator<Item = Piece<'_>> {
    iter::once(Piece { kind: PieceKind::Text, raw: text, start: 0, id: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::pieces;

    #[test]
    fn text_is_cut_and_codes_are_whole() {
        let text = "Aa `b`. Cc <br> dd.";
        let mut cutter = PieceCutter::new(pieces(text));
        let mut raws = |end| cutter.up_to(end).map(|piece| piece.raw).collect::<Vec<_>>();
        assert_eq!(raws(7), ["Aa ", "`b`", "."]);
        assert_eq!(raws(8), [" "]);
        assert_eq!(raws(8), Vec::<&str>::new());
        assert_eq!(raws(text.len()), ["Cc ", "<br>", " dd."]);
        assert_eq!(raws(text.len()), Vec::<&str>::new());
    }

    #[test]
    fn starts_are_those_of_the_text() {
        let mut cutter = PieceCutter::new(text_piece("Aa. Bb."));
        let starts = |piece: Piece<'_>| (piece.start, piece.raw.len());
        assert_eq!(cutter.up_to(3).map(starts).collect::<Vec<_>>(), [(0, 3)]);
        assert_eq!(cutter.up_to(4).map(starts).collect::<Vec<_>>(), [(3, 1)]);
        assert_eq!(cutter.up_to(7).map(starts).collect::<Vec<_>>(), [(4, 3)]);
    }
}
