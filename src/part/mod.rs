//! Units and skeleton. Parts *tile* the input: their raw texts, joined, are the input. Nothing is ever dropped: what is
//! not a unit is skeleton, and damage is reported beside it with its place.
//!
//! [`Parts`] walks over a text in memory, [`PartReader`] over a stream; both drive the same step, so they agree.

mod flat;
mod line_ends;
#[cfg(test)]
mod linear;
mod pair;
mod reader;
mod sequence;
mod slice;
mod unit;

pub use reader::PartReader;
pub use slice::Parts;
pub use unit::{TranslationUnit, UnitId};

use crate::locale::Locale;
use crate::markup::Markup;

/// A stretch of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'a> {
    /// A stretch of the front matter, its `---` lines included. It is one stretch unless units stand in it.
    FrontMatter(&'a str),
    /// A stretch of the body that is not a unit.
    Skeleton(&'a str),
    /// A unit.
    Unit(TranslationUnit<'a>),
}

impl<'a> Part<'a> {
    /// The text as it stands in the page.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        match self {
            Self::FrontMatter(text) | Self::Skeleton(text) => text,
            Self::Unit(unit) => unit.raw,
        }
    }

    /// The unit, if it is one.
    #[must_use]
    pub fn into_unit(self) -> Option<TranslationUnit<'a>> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::FrontMatter(_) | Self::Skeleton(_) => None,
        }
    }
}

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
    /// The markup language of a page in memory: Markdown unless set. A [`PartReader`] reads Markdown alone.
    pub markup: Markup,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { unit_limit: 4 << 20, locale: None, buffer: 256 << 10, markup: Markup::Markdown }
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

    /// The same with another markup language of a page in memory.
    #[must_use]
    pub const fn with_markup(mut self, markup: Markup) -> Self {
        self.markup = markup;
        self
    }
}
