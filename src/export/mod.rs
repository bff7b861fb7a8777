//! Units out of pages: one trait for all formats, and the loop that shows a page's units to it.
//!
//! A [`UnitWriter`] is told about pages in order: a page begins, its units follow, it ends. It writes as it is told, so
//! what it keeps does not grow with the number of units. [`Export`] reads a page in memory or as a stream and tells a
//! writer about it; both give the same. Which files there are, and where output goes, is for the caller to say.

mod buffered;
mod codes;
mod data;
mod feed;
mod interchange;
mod json;
mod json_string;
mod record;
mod seen_ids;
mod tmx;
mod windows;
mod xliff12;
mod xliff2;
pub(crate) mod xml;

use std::io;

pub use feed::{Export, Findings, Tally};
pub use interchange::{Inline, Interchange, InterchangeFormat};
pub use json::{Json, JsonLines};
pub use record::{ErrorRecord, Record};
pub use xliff2::SecondLocale;

use crate::annotate::Annotation;
use crate::diagnostic::Code;
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::part::TranslationUnit;

/// What all units of a page share.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Page<'a> {
    /// The name of the page, `/`-separated; with the id of a unit the key of the unit.
    pub path: &'a str,
    /// The language of the sources. Pages do not state it.
    pub source_locale: Locale<'a>,
    /// The language of the targets, if the page or the caller states it.
    pub target_locale: Option<Locale<'a>>,
    /// The page's front matter, if it has one.
    pub front_matter: Option<FrontMatter<'a>>,
}

impl<'a> Page<'a> {
    /// A page without front matter.
    #[must_use]
    pub const fn new(path: &'a str, source_locale: Locale<'a>, target_locale: Option<Locale<'a>>) -> Self {
        Self { path, source_locale, target_locale, front_matter: None }
    }

    /// The same page with its front matter.
    #[must_use]
    pub const fn with_front_matter(mut self, front_matter: Option<FrontMatter<'a>>) -> Self {
        self.front_matter = front_matter;
        self
    }

    /// Who translated it, in the page's own word: `HT`, `MT`, `Human Translation` and others.
    #[must_use]
    pub fn translation_type(&self) -> Option<&'a str> {
        Some(self.front_matter?.translation_type()?.as_str())
    }
}

/// A unit and where it stands.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PlacedUnit<'a> {
    /// The unit.
    pub unit: TranslationUnit<'a>,
    /// Its number, line, column and kind of place.
    pub place: Annotation,
    /// The source texts of the headings above it, the outermost first.
    pub headings: &'a [String],
}

impl<'a> PlacedUnit<'a> {
    /// A unit with what an [`Annotator`](crate::annotate::Annotator) tells about it.
    #[must_use]
    pub const fn new(unit: TranslationUnit<'a>, place: Annotation, headings: &'a [String]) -> Self {
        Self { unit, place, headings }
    }
}

/// Writes units in some format.
///
/// For each page [`begin`](Self::begin), then [`unit`](Self::unit) for each of its units in order, then
/// [`end`](Self::end); a page that nothing could be read of is [`unreadable`](Self::unreadable) instead. Last of all
/// [`finish`](Self::finish).
///
/// # Errors
/// All methods give the errors of the output. After an error the output is not usable.
#[allow(clippy::missing_errors_doc, reason = "said once, for the whole trait")]
pub trait UnitWriter {
    /// Whether the format cannot hold a page without a target locale. [`Export`] then shows none of its units; `false`
    /// unless said otherwise.
    fn needs_target_locale(&self) -> bool {
        false
    }

    /// Whether the writer asks where units stand, which costs more than finding them. If it does not,
    /// [`bare_unit`](Self::bare_unit) is called in place of [`unit`](Self::unit). `true` unless said otherwise.
    fn needs_places(&self) -> bool {
        true
    }

    /// A page begins.
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()>;

    /// The next unit of the page. The answer is what keeps the format from holding it as it is: `None`, or a code that
    /// says whether it was left out or changed.
    fn unit(&mut self, unit: &PlacedUnit<'_>) -> io::Result<Option<Code>>;

    /// The next unit of the page, for a writer that does not ask where it stands.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] unless there is a method of the writer's own.
    fn bare_unit(&mut self, _unit: &TranslationUnit<'_>) -> io::Result<Option<Code>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// The page ends. `error` says why its rest could not be read, if that is so.
    fn end(&mut self, error: Option<&str>) -> io::Result<()>;

    /// A page could not be read.
    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()>;

    /// No page follows: writes what is still held back, and flushes the output.
    fn finish(&mut self) -> io::Result<()>;
}
