//! The pieces of a text, made of its marks: a code for each mark, and text for what is between them.

use std::iter::FusedIterator;
use std::ops::Deref;

use super::kind::PieceKind;
use super::mark::Mark;
use super::piece::Piece;

/// The pieces of a text, made of its marks.
#[derive(Debug, Clone)]
pub(super) struct Tiles<'a, M> {
    text: &'a str,
    /// The end of the last piece.
    at: usize,
    marks: M,
    /// The place of the next mark.
    next: usize,
}

impl<'a, M: Deref<Target = [Mark]>> Tiles<'a, M> {
    #[inline]
    pub(super) const fn new(text: &'a str, marks: M) -> Self {
        Self { text, at: 0, marks, next: 0 }
    }
}

impl<'a, M: Deref<Target = [Mark]>> Iterator for Tiles<'a, M> {
    type Item = Piece<'a>;

    fn size_hint(&self) -> (usize, Option<usize>) {
        let marks = self.marks.len() - self.next;
        (marks.max(usize::from(self.at < self.text.len())), Some(2 * marks + 1))
    }

    #[inline]
    fn next(&mut self) -> Option<Piece<'a>> {
        let start = self.at;
        let (kind, end, id) = match self.marks.get(self.next) {
            Some(mark) if mark.start == start => {
                self.next += 1;
                (mark.kind, mark.end, Some(mark.id))
            }
            Some(mark) => (PieceKind::Text, mark.start, None),
            None if start == self.text.len() => return None,
            None => (PieceKind::Text, self.text.len(), None),
        };
        self.at = end;
        Some(Piece { kind, raw: &self.text[start..end], start, id })
    }
}

impl<M: Deref<Target = [Mark]>> FusedIterator for Tiles<'_, M> {}
