//! The parts of a page: the translation unit with its id, and the text between units. All borrow from the page.

use std::fmt;

use crate::locale::Locale;
use crate::position::Span;
use crate::scan::Quoting;

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
}

/// One translated string with the string that it translates.
///
/// The texts are verbatim Markdown: nothing in them is decoded, trimmed or joined. Inside a YAML or JSON scalar or a
/// block quote they hold that place's escapes and line prefixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TranslationUnit<'a> {
    /// The id that the page gives it. The same id occurs in other pages: the key of a unit is the page's path and its id.
    pub id: UnitId<'a>,
    /// The translation.
    pub target: &'a str,
    /// What was translated; `None` only in a damaged unit.
    pub source: Option<&'a str>,
    /// The language of the target: the page's own word, else the caller's, else `None`.
    pub locale: Option<Locale<'a>>,
    /// The whole unit with its markup, as it stands in the page.
    pub raw: &'a str,
    /// Where [`raw`](Self::raw) stands in the page.
    pub span: Span,
    /// How the attributes of its markers are quoted.
    pub quoting: Quoting,
    /// Whether it stands in the front matter.
    pub in_front_matter: bool,
}

impl TranslationUnit<'_> {
    /// Where the target stands in the page.
    #[must_use]
    pub fn target_span(&self) -> Span {
        self.span_of(self.target)
    }

    /// Where the source stands in the page.
    #[must_use]
    pub fn source_span(&self) -> Option<Span> {
        self.source.map(|source| self.span_of(source))
    }

    /// `part` is a slice of `raw`, so its distance from the start of `raw` is its offset there.
    fn span_of(&self, part: &str) -> Span {
        let start = self.span.start + (part.as_ptr().addr() - self.raw.as_ptr().addr()) as u64;
        Span::new(start, start + part.len() as u64)
    }
}

/// The id of a unit, such as `407fb-104` or `407fb-p104`: five lower-case hex digits, `-`, `p` for a merged unit, and
/// three to nine digits.
///
/// The number counts strings, not positions: the order of units is the order in which they stand.
///
/// ```
/// # use bitext::UnitId;
/// let id = UnitId::parse("407fb-p104").unwrap();
/// assert_eq!((id.prefix(), id.number(), id.is_merged()), ("407fb", 104, true));
/// assert_eq!(UnitId::parse("407FB-104"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitId<'a> {
    text: &'a str,
}

impl<'a> UnitId<'a> {
    /// Reads an id; `None` if `text` has not the form of one.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        (crate::scan::lex::id_len(text.as_bytes()) == Some(text.len())).then_some(Self { text })
    }

    /// An id that the lexer has recognised.
    pub(crate) const fn lexed(text: &'a str) -> Self {
        Self { text }
    }

    /// The whole id.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.text
    }

    /// The five hex digits, the same for all units of a page.
    #[must_use]
    pub fn prefix(self) -> &'a str {
        &self.text[..5]
    }

    /// The number, usually from 101 on.
    #[must_use]
    pub fn number(self) -> u32 {
        self.text.bytes().skip(6).filter(u8::is_ascii_digit).fold(0, |n, digit| n * 10 + u32::from(digit - b'0'))
    }

    /// Whether the unit holds several source sentences (a `-p` id); such units have a counter of their own.
    #[must_use]
    pub fn is_merged(self) -> bool {
        self.text.as_bytes()[6] == b'p'
    }
}

impl fmt::Display for UnitId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}
