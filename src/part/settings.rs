//! How pages are read: limits and the locale of pages that state none.

use crate::locale::Locale;
use crate::markup::Markup;

/// How pages are read. The default is right for nearly all of them.
///
/// ```
/// # use bitext::{Locale, Parts, Settings};
/// let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV")?)).with_unit_limit(1 << 20);
/// let parts = Parts::with_settings("a page without front matter", &settings);
/// assert_eq!(parts.locale(), settings.locale);
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings<'a> {
    /// The longest unit in bytes, from the start of its first marker to the start of its last closing tag: 4 MiB unless
    /// set. What is longer is closed at the first `</span></span>` in its source, or else with its target alone, or else
    /// is skeleton; a diagnostic says so.
    pub unit_limit: usize,
    /// The locale of pages that do not state theirs.
    pub locale: Option<Locale<'a>>,
    /// How much a [`PartReader`](crate::PartReader) asks of its source at once, in bytes: 256 KiB unless set.
    pub buffer: usize,
    /// The markup language of a page in memory: Markdown unless set. A [`PartReader`](crate::PartReader) reads Markdown alone.
    pub markup: Markup,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { unit_limit: 4 << 20, locale: None, buffer: 256 << 10, markup: Markup::Markdown }
    }
}

impl<'a> Settings<'a> {
    /// Sets [`unit_limit`](Self::unit_limit), in bytes.
    #[must_use]
    pub const fn with_unit_limit(mut self, bytes: usize) -> Self {
        self.unit_limit = bytes;
        self
    }

    /// Sets [`locale`](Self::locale).
    #[must_use]
    pub const fn with_locale(mut self, locale: Option<Locale<'a>>) -> Self {
        self.locale = locale;
        self
    }

    /// Sets [`buffer`](Self::buffer), in bytes; fewer than 8 count as 8, and more than 1 GiB as 1 GiB.
    #[must_use]
    pub const fn with_buffer(mut self, bytes: usize) -> Self {
        self.buffer = bytes;
        self
    }

    /// Sets [`markup`](Self::markup).
    #[must_use]
    pub const fn with_markup(mut self, markup: Markup) -> Self {
        self.markup = markup;
        self
    }
}
