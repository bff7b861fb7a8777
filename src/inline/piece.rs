//! One piece of a text: its kind, its range and its id.

use std::ops::Range;

use super::kind::{PairKind, PieceKind, StandaloneKind};
use super::tags;

/// A part of a unit's text: text without codes, one inline code, or half of one.
#[doc(alias = "placeholder")]
#[doc(alias = "inline code")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Piece<'a> {
    /// What it is.
    pub kind: PieceKind,
    /// The text of the piece, verbatim and never empty.
    pub raw: &'a str,
    /// Where it starts: a byte offset in the text.
    pub start: usize,
    /// The number of the code, from 1 in order of appearance; the two halves of a pair have one number. `None` for text.
    pub id: Option<u32>,
}

impl<'a> Piece<'a> {
    /// The bytes of the text that it covers.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.start + self.raw.len()
    }

    /// Whether it is a code, or half of one.
    #[must_use]
    pub const fn is_code(&self) -> bool {
        !matches!(self.kind, PieceKind::Text)
    }

    /// The name of an HTML tag, as written; `None` for everything else, comments included.
    ///
    /// ```
    /// let names: Vec<_> = bitext::inline::pieces("<B>a</B><!-- b --><br/>").map(|piece| piece.tag_name()).collect();
    /// assert_eq!(names, [Some("B"), None, Some("B"), None, Some("br")]);
    /// ```
    #[must_use]
    pub fn tag_name(&self) -> Option<&'a str> {
        match self.kind {
            PieceKind::Open(PairKind::Html)
            | PieceKind::Close(PairKind::Html)
            | PieceKind::Standalone(StandaloneKind::Html) => tags::name(self.raw),
            _ => None,
        }
    }
}
