//! Where the codes of a text stand. Only codes have a mark; the text is what lies between them.

use super::piece::{Piece, PieceKind};

/// A code, or half of one, as byte offsets in its text. The marks of a text are in order and do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: PieceKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// From 1.
    pub(super) id: u32,
}

/// The pieces of a text, made of its marks.
#[derive(Debug, Clone)]
pub(super) struct Tiles<'a, I> {
    text: &'a str,
    /// The end of the last piece.
    at: usize,
    /// The mark behind the text that was given last.
    ahead: Option<Mark>,
    marks: I,
}

impl<'a, I: Iterator<Item = Mark>> Tiles<'a, I> {
    #[inline]
    pub(super) fn new(text: &'a str, marks: I) -> Self {
        Self { text, at: 0, ahead: None, marks }
    }

    #[inline]
    fn piece(&mut self, kind: PieceKind, end: usize, id: Option<u32>) -> Option<Piece<'a>> {
        let start = std::mem::replace(&mut self.at, end);
        Some(Piece { kind, raw: &self.text[start..end], start, id })
    }
}

impl<'a, I: Iterator<Item = Mark>> Iterator for Tiles<'a, I> {
    type Item = Piece<'a>;

    #[inline]
    fn next(&mut self) -> Option<Piece<'a>> {
        match self.ahead.take().or_else(|| self.marks.next()) {
            Some(mark) if self.at < mark.start => {
                self.ahead = Some(mark);
                self.piece(PieceKind::Text, mark.start, None)
            }
            Some(mark) => self.piece(mark.kind, mark.end, Some(mark.id)),
            None if self.at < self.text.len() => self.piece(PieceKind::Text, self.text.len(), None),
            None => None,
        }
    }
}
