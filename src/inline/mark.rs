//! Where the codes of a text are. Only codes have a mark; what is between two marks is text.

use super::kind::PieceKind;

/// A code, or half of one, as byte offsets in its text. The marks of a text are in order and do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: PieceKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// From 1.
    pub(super) id: u32,
}
