//! What can fail: bytes that are not UTF-8, reading and writing, a locale or a file of edits that does not parse, and a page
//! that a format cannot hold.
//!
//! Scanning never fails, and damage in a page is a [`Diagnostic`](crate::Diagnostic), not an error.

use std::io;

use oxilangtag::LanguageTag;

use crate::position::Position;

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error below another one.
type Cause = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Something that keeps a document from being read or written.
///
/// Its message says all that is known; errors below it are no [`source`](std::error::Error::source), so that who prints the
/// whole chain prints nothing twice. It is lower case without a full stop and begins with line and column where there are any; the caller puts
/// the file's name before it: `page.md:12:7: not UTF-8 (byte 411)`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is not UTF-8 from this byte on.
    #[error("{position}: not UTF-8 (byte {offset})")]
    #[non_exhaustive]
    NotUtf8 {
        /// The 0-based offset of the first byte that is not UTF-8.
        offset: u64,
        /// Its line and column.
        position: Position,
    },
    /// The text is no well-formed language tag (RFC 5646).
    #[error("`{tag}` is not a language tag: {}", instead_of(tag).map_or_else(|| cause.to_string(), |tag| format!("`{tag}` would be one")))]
    #[non_exhaustive]
    Locale {
        /// The text as it was given.
        tag: String,
        /// What is wrong with it; the message says it.
        cause: Cause,
    },
    /// A file of edits is not what its format asks for.
    #[error("{position}: {reason}")]
    #[non_exhaustive]
    Edits {
        /// The line and column of what is wrong.
        position: Position,
        /// What is wrong with it.
        reason: String,
        /// The error of the XML or JSON parser, if it found the fault; `reason` says it.
        cause: Option<Cause>,
    },
    /// The format cannot hold a page: nothing of it was written.
    #[error("{reason}")]
    #[non_exhaustive]
    CannotHold {
        /// Why not; it is the message.
        reason: CannotHold,
        /// The number of units that the page has.
        units: u64,
        /// The number of its damaged places.
        damaged: u64,
    },
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Why a format cannot hold a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CannotHold {
    /// Neither the page nor the caller states the language of the targets, and the format needs it.
    #[error("states no target locale")]
    NoTargetLocale,
    /// The page states a target locale that is no language tag, and the caller states none.
    #[error("states the target locale `{tag}`, which is no language tag{}", instead_of(tag).map_or_else(String::new, |tag| format!(" (`{tag}` would be one)")))]
    #[non_exhaustive]
    TargetLocale {
        /// What the page states.
        tag: String,
    },
    /// The output can have one source and one target language, and the pages before have others.
    #[error("one output of this format has one source and one target language, but {second} comes after {first}")]
    #[non_exhaustive]
    SecondLocale {
        /// The language of the pages before.
        first: String,
        /// The language of the page.
        second: String,
    },
    /// Another reason, of a writer of your own.
    #[error("{0}")]
    Other(Box<str>),
}

/// The language tag that a text such as `zh_CN` or `pt_BR.UTF-8`, the name of a POSIX locale, stands for.
fn instead_of(tag: &str) -> Option<String> {
    let name = tag.split(['.', '@']).next()?;
    let tag = LanguageTag::parse_and_normalize(&name.replace('_', "-")).ok()?;
    Some(tag.into_inner())
}

impl From<CannotHold> for io::Error {
    fn from(reason: CannotHold) -> Self {
        Self::new(io::ErrorKind::InvalidInput, reason)
    }
}

impl Error {
    /// The line and column that the error is about, if it is about a place in a text.
    #[must_use]
    pub const fn position(&self) -> Option<Position> {
        match self {
            Self::NotUtf8 { position, .. } | Self::Edits { position, .. } => Some(*position),
            Self::Locale { .. } | Self::CannotHold { .. } | Self::Io(_) => None,
        }
    }

    #[cfg(any(feature = "json", feature = "xliff"))]
    pub(crate) fn edits(position: Position, reason: impl Into<String>) -> Self {
        Self::Edits { position, reason: reason.into(), cause: None }
    }

    #[cfg(any(feature = "json", feature = "xliff"))]
    pub(crate) fn edits_because(position: Position, reason: impl Into<String>, cause: impl Into<Cause>) -> Self {
        Self::Edits { position, reason: reason.into(), cause: Some(cause.into()) }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    #[test]
    fn no_message_says_what_its_source_says() {
        let error = crate::Locale::parse("lv_LV").unwrap_err();
        assert_eq!(
            (error.to_string(), error.source().is_none()),
            ("`lv_LV` is not a language tag: `lv-LV` would be one".into(), true)
        );
        let error = super::Error::CannotHold {
            reason: super::CannotHold::Other("it is too long".into()),
            units: 1,
            damaged: 0,
        };
        assert_eq!((error.to_string(), error.source().is_none()), ("it is too long".into(), true));
    }
}
