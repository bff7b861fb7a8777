//! The pieces of one text.

use std::iter::FusedIterator;

use super::mark::Mark;
use super::parse::{Images, marks};
use super::piece::Piece;
use super::tiles::Tiles;

/// The pieces of a text, in order; see [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    tiles: Tiles<'a, Vec<Mark>>,
}

/// The pieces of `text`, which tile it: none is empty, and no two pieces of text are neighbours.
///
/// A text without codes, the usual one, is one piece and costs one fast pass and no allocation.
///
/// ```
/// # use bitext::inline::pieces;
/// let text = "1. [not a list](a.md), <b>not closed";
/// assert_eq!(pieces(text).map(|piece| piece.raw).collect::<String>(), text);
/// ```
#[must_use]
pub fn pieces(text: &str) -> Pieces<'_> {
    let marks = marks(text, Images::Whole);
    Pieces { tiles: Tiles::new(text, marks) }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.tiles.size_hint()
    }

    #[inline]
    fn next(&mut self) -> Option<Piece<'a>> {
        self.tiles.next()
    }
}

impl FusedIterator for Pieces<'_> {}
