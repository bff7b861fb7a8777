//! How pages are read.

use crate::locale::Locale;

/// What a reader of pages may want otherwise than usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings<'a> {
    /// The longest unit in bytes, from the start of its first marker to the start of its last closing tag: 4 MiB unless
    /// set. What is longer is closed at the first `</span></span>` in its source, or else with its target alone, or else
    /// is skeleton; a diagnostic says so.
    pub unit_limit: usize,
    /// The locale of pages that do not state theirs.
    pub locale: Option<Locale<'a>>,
    /// How much a [`PartReader`] asks of its source at once, in bytes: 256 KiB unless set.
    pub buffer: usize,
    /// Whether a [`PartReader`] reads on behind each unit, so that its context can be told: not unless set.
    pub looks_ahead: bool,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { unit_limit: 4 << 20, locale: None, buffer: 256 << 10, looks_ahead: false }
    }
}

impl<'a> Settings<'a> {
    /// The same with another limit for the length of a unit, in bytes.
    #[must_use]
    pub const fn with_unit_limit(mut self, bytes: usize) -> Self {
        self.unit_limit = bytes;
        self
    }

    /// The same with a locale for pages that do not state theirs.
    #[must_use]
    pub const fn with_locale(mut self, locale: Option<Locale<'a>>) -> Self {
        self.locale = locale;
        self
    }

    /// The same with another size for a [`PartReader`]'s readings, in bytes (8 at least).
    #[must_use]
    pub const fn with_buffer(mut self, bytes: usize) -> Self {
        self.buffer = bytes;
        self
    }

    /// The same for a [`PartReader`] that knows what follows a unit: see [`PartReader::following`].
    #[must_use]
    pub const fn with_following(mut self) -> Self {
        self.looks_ahead = true;
        self
    }
}
