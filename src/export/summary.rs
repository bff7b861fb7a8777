//! What an export has come to.

use crate::error::Error;

/// What became of the units of a page.
///
/// ```
/// # use bitext::{Locale, export::Export, format::JsonLinesWriter};
/// let mut writer = JsonLinesWriter::new(Vec::new());
/// let summary = Export::new("a.md", Locale::parse("en-US")?).stream(&b"a page \xFF"[..], &mut writer, &mut ())?;
/// assert_eq!((summary.units, summary.lacks_locale), (0, true));
/// assert_eq!(summary.error.unwrap().to_string(), "1:8: not UTF-8 (byte 7)");
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
#[non_exhaustive]
pub struct Summary {
    /// The units that were written.
    pub units: u64,
    /// The units that the format cannot hold: they were not written.
    pub left_out: u64,
    /// The characters that the format cannot hold: U+FFFD was written for them.
    pub replaced: u64,
    /// The places with [damage](crate::Severity::Damage); several findings about one place count once.
    pub damaged: u64,
    /// Whether neither the page nor the caller states the language of the targets.
    pub lacks_locale: bool,
    /// What kept the rest of a stream from being read.
    pub error: Option<Error>,
}
