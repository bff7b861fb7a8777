//! Reading files of edits: limits, encoding, and which format it is.

use std::io::{self, Read};

use crate::document::text_of;
use crate::edit::Edits;
use crate::error::Result;
#[cfg(feature = "json")]
use crate::format::json;
#[cfg(feature = "xliff")]
use crate::format::xliff;

/// What a file of edits may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest file in bytes: 256 MiB unless set. Edits take at most a small multiple of their file.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20 }
    }
}

impl Limits {
    /// Sets the limit for the length of a file, in bytes.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: u64) -> Self {
        self.bytes = bytes;
        self
    }
}

/// The edits of an XLIFF file of version 1.0 to 1.2, or 2.x.
///
/// The key of an edit is the `resname` (1.2) or the `name` (2.x) of its unit if that has the form of an id, else the `id`;
/// its path is the `original` of the `<file>`. A unit without a target is no edit.
///
/// # Errors
/// [`Error::Edits`](crate::Error::Edits) for what is no such file, [`Error::NotUtf8`](crate::Error::NotUtf8), and those of
/// `source`.
#[cfg(feature = "xliff")]
pub fn read_xliff(source: impl Read, limits: Limits) -> Result<Edits> {
    let bytes = read(source, limits)?;
    xliff::read(text_of(&bytes)?)
}

/// The edits of a file of JSON Lines as [`JsonLinesWriter`](crate::format::JsonLinesWriter) writes it. Of the keys `path`,
/// `id`, `source` and `target`, only `id` and `target` must be there. Lines that say why a page could not be read are no
/// edits.
///
/// ```
/// # use bitext::format::{Limits, read_json_lines};
/// let line = br#"{"path":"a.md","id":"407fb-102","source":"Hello","target":"Labdien"}"#;
/// let edits = read_json_lines(&line[..], Limits::default())?;
/// assert_eq!(edits.iter().next().unwrap().target().as_deref(), Some("Labdien"));
/// # Ok::<(), bitext::Error>(())
/// ```
///
/// # Errors
/// [`Error::Edits`](crate::Error::Edits) for what is no such file, [`Error::NotUtf8`](crate::Error::NotUtf8), and those of
/// `source`.
#[cfg(feature = "json")]
pub fn read_json_lines(source: impl Read, limits: Limits) -> Result<Edits> {
    let bytes = read(source, limits)?;
    json::read(text_of(&bytes)?)
}

/// The edits of a file of any format that is read: XLIFF begins with `<`, JSON Lines with `{`.
///
/// # Errors
/// As [`read_xliff`] and [`read_json_lines`].
#[cfg(all(feature = "json", feature = "xliff"))]
pub fn read_edits(source: impl Read, limits: Limits) -> Result<Edits> {
    let bytes = read(source, limits)?;
    let text = text_of(&bytes)?;
    let is_xml = text.trim_start_matches('\u{FEFF}').trim_ascii_start().starts_with('<');
    if is_xml { xliff::read(text) } else { json::read(text) }
}

/// All of `source`, if it is not longer than the limit.
fn read(source: impl Read, limits: Limits) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes {
        let reason = format!("the file is longer than {} bytes", limits.bytes);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, reason).into());
    }
    Ok(bytes)
}
