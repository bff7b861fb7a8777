//! What a review page is made of: plain data that the caller fills in. Texts are borrowed and verbatim.

use std::borrow::Cow;
use std::ops::Range;

use crate::front_matter::{Date, TranslationType};
use crate::locale::Locale;
use crate::markup::Markup;
use crate::position::Position;

/// A document to review.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReviewDocument<'a> {
    /// Its name for people.
    pub path: &'a str,
    /// The markup language of its texts.
    pub markup: Markup,
    /// The language of the sources.
    pub source_locale: Option<Locale<'a>>,
    /// The language of the targets.
    pub target_locale: Option<Locale<'a>>,
    /// Who translated it.
    pub translation_type: Option<TranslationType<'a>>,
    /// The day of the last hand-off.
    pub last_handoff: Option<Date>,
    /// Its units in order.
    pub units: Vec<ReviewUnit<'a>>,
    /// What else there is to say about it.
    pub notes: Vec<String>,
}

impl<'a> ReviewDocument<'a> {
    /// A document without units and facts.
    #[must_use]
    pub const fn new(path: &'a str, markup: Markup) -> Self {
        Self {
            path,
            markup,
            source_locale: None,
            target_locale: None,
            translation_type: None,
            last_handoff: None,
            units: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// A unit of a [`ReviewDocument`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReviewUnit<'a> {
    /// Its id.
    pub id: &'a str,
    /// The source; `None` in a damaged unit.
    pub source: Option<&'a str>,
    /// The target of the page.
    pub target: &'a str,
    /// Where it is in the file.
    pub position: Option<Position>,
    /// The word for what it is in, such as `table-cell`; empty if that is not known.
    pub context: &'a str,
    /// Whether it is (a part of) a heading, and the heading's level, 1 to 6.
    pub heading: Option<u8>,
    /// The target that an edit wants.
    pub edit: Option<ReviewEdit<'a>>,
    /// What is odd about it.
    pub findings: Vec<ReviewFinding<'a>>,
}

impl<'a> ReviewUnit<'a> {
    /// A unit of which only the texts are known.
    #[must_use]
    pub const fn new(id: &'a str, source: Option<&'a str>, target: &'a str) -> Self {
        Self { id, source, target, position: None, context: "", heading: None, edit: None, findings: Vec::new() }
    }
}

/// What an edit wants, and what becomes of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReviewEdit<'a> {
    /// The new target.
    pub target: Cow<'a, str>,
    /// What a merge does with it, in a few words: `applied`, `refused: the source changed`.
    pub outcome: Cow<'a, str>,
}

impl<'a> ReviewEdit<'a> {
    /// An edit to `target`, and what becomes of it.
    pub fn new(target: impl Into<Cow<'a, str>>, outcome: impl Into<Cow<'a, str>>) -> Self {
        Self { target: target.into(), outcome: outcome.into() }
    }
}

/// A finding about a unit, with the places that it is about.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReviewFinding<'a> {
    /// The word for its rule.
    pub code: Cow<'a, str>,
    /// How bad it is.
    pub level: FindingLevel,
    /// What is odd, for people.
    pub message: Cow<'a, str>,
    /// Bytes of the target that it is about.
    pub in_target: Vec<Range<usize>>,
    /// Bytes of the source that it is about.
    pub in_source: Vec<Range<usize>>,
}

impl<'a> ReviewFinding<'a> {
    /// A finding about a whole unit.
    pub fn new(code: impl Into<Cow<'a, str>>, level: FindingLevel, message: impl Into<Cow<'a, str>>) -> Self {
        Self { code: code.into(), level, message: message.into(), in_target: Vec::new(), in_source: Vec::new() }
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FindingLevel {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl FindingLevel {
    /// `note`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
