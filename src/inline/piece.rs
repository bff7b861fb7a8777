//! The pieces of one text.

use std::iter::FusedIterator;
use std::ops::Range;

use super::mark::{Mark, Tiles};
use super::parse::{Images, html_marks, marks};
use super::tags;
use crate::markup::Markup;

/// A stretch of a unit's text: text, or one inline code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece<'a> {
    /// What it is.
    pub kind: PieceKind,
    /// The stretch itself, verbatim and never empty.
    pub raw: &'a str,
    /// Where it starts: a byte offset in the text.
    pub start: usize,
    /// The number of the code, from 1 in order of appearance; the two halves of a pair have the same. `None` for text.
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

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PieceKind {
    /// Text to translate.
    Text,
    /// The opening half of a code that encloses text.
    Open(PairKind),
    /// The closing half.
    Close(PairKind),
    /// A code that stands for itself.
    Standalone(StandaloneKind),
}

/// The codes that enclose text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PairKind {
    /// `**` or `__`; `<strong>` or `<b>` in HTML.
    Strong,
    /// `*` or `_`; `<em>` or `<i>` in HTML.
    Emphasis,
    /// `~~`; `<del>`, `<s>` or `<strike>` in HTML.
    Strikethrough,
    /// `[` and `](url)`, `][name]` or `][]`; `<a href>` in HTML.
    Link,
    /// An HTML tag and its closing tag.
    Html,
}

/// The codes that stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StandaloneKind {
    /// `` `code` ``, backticks included; in HTML a `<code>` element that holds no other tag.
    CodeSpan,
    /// A backslash and the ASCII punctuation that it escapes.
    Escape,
    /// A named or numeric character reference of HTML5, such as `&amp;`.
    Entity,
    /// An address in angle brackets.
    Autolink,
    /// `<xref:…>`: a reference to an API page by its name.
    Xref,
    /// `[!INCLUDE[…](…)]`, and other inclusions of this form (`[!code-cs[…](…)]`).
    Include,
    /// `![alternative text](url)`, or with `[name]` or `[]` behind it; `<img>` in HTML.
    Image,
    /// A single HTML tag or comment.
    Html,
    /// `:::name …:::` on one line.
    TripleColon,
}

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

    #[inline]
    fn next(&mut self) -> Option<Piece<'a>> {
        self.tiles.next()
    }
}

impl FusedIterator for Pieces<'_> {}
