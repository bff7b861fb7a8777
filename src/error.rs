//! What can fail: bytes that are not UTF-8, reading, and a locale or an edit file that does not parse.
//!
//! Scanning never fails, and damage in a page is a [`Diagnostic`](crate::Diagnostic), not an error.

use std::io;

use crate::position::Position;

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something that keeps a document from being read or written.
///
/// Its message is lower case without a full stop and begins with line and column where there are any; the caller puts
/// the file's name before it: `page.md:12:7: not UTF-8 (byte 411)`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is not UTF-8 from this byte on.
    #[error("{position}: not UTF-8 (byte {offset})")]
    NotUtf8 {
        /// The 0-based offset of the first byte that is not UTF-8.
        offset: u64,
        /// Its line and column.
        position: Position,
    },
    /// The text is no well-formed language tag (RFC 5646).
    #[error("`{tag}` is not a language tag: {source}")]
    Locale {
        /// The text as it was given.
        tag: String,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file of edits is not what its format asks for.
    #[error("{position}: {reason}")]
    Edits {
        /// The line and column of what is wrong.
        position: Position,
        /// What is wrong with it.
        reason: String,
    },
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Error {
    /// The line and column that the error is about, if it is about a place in a text.
    #[must_use]
    pub const fn position(&self) -> Option<Position> {
        match self {
            Self::NotUtf8 { position, .. } | Self::Edits { position, .. } => Some(*position),
            Self::Locale { .. } | Self::Io(_) => None,
        }
    }
}
