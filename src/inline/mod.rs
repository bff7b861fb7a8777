//! What is inside a unit's text: the inline codes, and the text between them.
//!
//! [`pieces`] gives the pieces of one text, [`pair`] those of a source and its target with ids that both sides share,
//! [`plain_text`] the text without codes. Pieces *tile* a text: their raw texts, joined, are the text byte for byte.
//! Nothing is normalised, and no text is an error: what cannot be paired is a standalone code, what is not markup is text.
//!
//! ```
//! use bitext::inline::{PairKind, PieceKind, StandaloneKind, pieces};
//!
//! let all: Vec<_> = pieces("Click **OK** \\> [Help](help.md)").map(|piece| (piece.raw, piece.kind, piece.id)).collect();
//! assert_eq!(all, [
//!     ("Click ", PieceKind::Text, None),
//!     ("**", PieceKind::Open(PairKind::Strong), Some(1)),
//!     ("OK", PieceKind::Text, None),
//!     ("**", PieceKind::Close(PairKind::Strong), Some(1)),
//!     (" ", PieceKind::Text, None),
//!     ("\\>", PieceKind::Standalone(StandaloneKind::Escape), Some(2)),
//!     (" ", PieceKind::Text, None),
//!     ("[", PieceKind::Open(PairKind::Link), Some(3)),
//!     ("Help", PieceKind::Text, None),
//!     ("](help.md)", PieceKind::Close(PairKind::Link), Some(3)),
//! ]);
//! ```
//!
//! # What is markup
//! The inline syntax of CommonMark 0.31 with `~~strikethrough~~`, read by pulldown-cmark, and what the documentation
//! platform adds to it: `<xref:…>`, `[!INCLUDE[…](…)]` and `:::name …:::`. The text of a unit is always inline: `1.`, `#`,
//! `-`, a rule or a blank line start no block, neither at its start nor in a later line.
//!
//! - A reference link is known by its two pairs of brackets, `[text][name]` and `[text][]`: its definition is elsewhere
//!   on the page. A lone `[text]` is text, because nothing in it distinguishes a link from brackets.
//! - An HTML tag closes the nearest open one of its name, without regard to case, among the 64 that were opened last.
//!   Void elements (`<br>`), `<x/>`, comments, and tags that find no partner are standalone.
//! - Pairs may overlap, as in `**a <b>b** c</b>`; [`Paired::is_nested`] is false for one of the two.
//! - An image is one standalone code, its alternative text included.
//!
//! # HTML
//! The texts of published pages are HTML: [`Markup::Html`](crate::Markup::Html) has their pieces, with kinds like those of
//! Markdown.
//!
//! # Cost
//! A text without codes costs one pass and no allocation. Everything else is linear in the length of the text, but for
//! sorting the codes that differ between two sides: tests count the steps on hostile texts of 1 MiB.
//!
//! # What it leaves out
//! Bare addresses (`https://…`), footnote references and placeholders are text, unless a [`Pairer`] is asked to protect them. Whether a URL or an include exists is not looked at.

mod codes;
mod entity;
mod flank;
mod html;
mod join;
mod kind;
mod mark;
mod mask;
mod nest;
mod pair;
mod parse;
mod piece;
mod pieces;
mod plain;
mod protect;
mod simple;
mod special;
mod steps;
mod tags;
mod tiles;

pub use codes::CodeSide;
#[cfg(feature = "check")]
pub(crate) use entity::push_value as push_entity;
pub use kind::{PairKind, PieceKind, StandaloneKind};
pub use pair::{Paired, Pairer, pair};
pub use piece::Piece;
pub use pieces::{Pieces, pieces};
pub use plain::plain_text;
pub use protect::Protectable;
#[cfg(any(test, fuzzing))]
pub use steps::steps_of;
