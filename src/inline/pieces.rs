//! The pieces of one text.

use std::iter::FusedIterator;

use super::mark::Mark;
use super::parse::{Images, html_marks, marks};
use super::piece::Piece;
use super::tiles::Tiles;
use crate::markup::Markup;

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

impl Markup {
    /// The pieces of a text in this language, which tile it: none is empty, and no two pieces of text are neighbours.
    ///
    /// ```
    /// use bitext::{Markup, inline::{PairKind, PieceKind, StandaloneKind}};
    ///
    /// let text = "<strong>a</strong> * b *<code>c</code>&amp;";
    /// let codes: Vec<_> = Markup::Html.pieces(text).filter(|it| it.is_code()).map(|it| (it.raw, it.kind)).collect();
    /// assert_eq!(codes, [
    ///     ("<strong>", PieceKind::Open(PairKind::Strong)),
    ///     ("</strong>", PieceKind::Close(PairKind::Strong)),
    ///     ("<code>c</code>", PieceKind::Standalone(StandaloneKind::CodeSpan)),
    ///     ("&amp;", PieceKind::Standalone(StandaloneKind::Entity)),
    /// ]);
    /// assert_eq!(Markup::Html.plain_text(text), "a * b *c&");
    /// ```
    #[must_use]
    pub fn pieces(self, text: &str) -> Pieces<'_> {
        let marks = match self {
            Self::Markdown => marks(text, Images::Whole),
            Self::Html => html_marks(text),
        };
        Pieces { tiles: Tiles::new(text, marks) }
    }
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
