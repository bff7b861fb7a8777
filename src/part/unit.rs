//! The parts of a page: the translation unit with its id, and the text between units. All borrow from the page.

use std::fmt;

use crate::locale::Locale;
use crate::position::Span;
use crate::scan::Quoting;

/// A piece of a page: a unit, or text between units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'a> {
    /// Text of the front matter, its first and last line included. It is one part unless units are in it.
    FrontMatter(&'a str),
    /// Text of the body that is not a unit.
    Skeleton(&'a str),
    /// A unit.
    Unit(TranslationUnit<'a>),
}

impl<'a> Part<'a> {
    /// The text as it is in the page.
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

/// One translated string with the string that it translates: a segment pair.
///
/// The texts are verbatim Markdown: nothing in them is decoded, trimmed or joined. Inside a YAML or JSON scalar or a
/// block quote they hold that place's escapes and line prefixes.
///
/// ```
/// # use bitext::Document;
/// let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let document = Document::parse(page);
/// let unit = document.units()[0];
/// assert_eq!((unit.id.number(), unit.source, unit.target), (102, Some("Hello"), "Sveiki"));
/// assert_eq!(unit.target_span().of(page), Some("Sveiki"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[doc(alias = "segment")]
#[doc(alias = "trans-unit")]
#[doc(alias = "translation unit")]
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
    /// The whole unit with its markup, as it is in the page.
    pub raw: &'a str,
    /// Where [`raw`](Self::raw) is in the page.
    pub span: Span,
    /// How the attributes of its markers are quoted.
    pub quoting: Quoting,
    /// Whether it is in the front matter.
    pub in_front_matter: bool,
}

impl TranslationUnit<'_> {
    /// Where the target is in the page. If the target is another text than that of the page, such as plain text, it is where the
    /// unit is.
    #[must_use]
    pub fn target_span(&self) -> Span {
        self.span_of(self.target)
    }

    /// Where the source is in the page, or the unit, as for [`target_span`](Self::target_span).
    #[must_use]
    pub fn source_span(&self) -> Option<Span> {
        self.source.map(|source| self.span_of(source))
    }

    /// Where `part` is a slice of `raw`, its distance from the start of `raw` is its offset there.
    fn span_of(&self, part: &str) -> Span {
        let distance = part.as_ptr().addr().checked_sub(self.raw.as_ptr().addr());
        let Some(distance) = distance.filter(|distance| distance + part.len() <= self.raw.len()) else {
            return self.span;
        };
        let start = self.span.start + distance as u64;
        Span::new(start, start + part.len() as u64)
    }
}

/// The id of a unit, such as `407fb-104` or `407fb-p104`: five lower-case hex digits, `-`, `p` for a merged unit, and
/// three to nine digits.
///
/// The number counts strings, not positions: the order of units is their order in the page.
///
/// A string that pages hide, which the feature `corpus` adds from the English original, has none: in its place stands a word such
/// as `title`, which [`parse`](Self::parse) does not take, and whose [`prefix`](Self::prefix) and [`number`](Self::number) mean
/// nothing.
///
/// ```
/// # use bitext::UnitId;
/// let id = UnitId::parse("407fb-p104").unwrap();
/// assert_eq!((id.prefix(), id.number(), id.is_merged()), ("407fb", 104, true));
/// assert_eq!(UnitId::parse("407FB-104"), None);
/// ```
///
/// Ids compare as texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

    /// What is in place of an id where the page has none: ASCII, at least five bytes, and not of the form of an id.
    #[cfg(feature = "corpus")]
    pub(crate) const fn of_hidden(key: &'a str) -> Self {
        Self { text: key }
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
        self.text.as_bytes().get(5..7) == Some(b"-p")
    }
}

impl<'a> TryFrom<&'a str> for UnitId<'a> {
    type Error = InvalidUnitId;

    fn try_from(text: &'a str) -> Result<Self, InvalidUnitId> {
        Self::parse(text).ok_or_else(|| InvalidUnitId { text: text.into() })
    }
}

impl AsRef<str> for UnitId<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

/// A text that is not of the form of a [`UnitId`].
///
/// ```
/// # use bitext::UnitId;
/// let error = UnitId::try_from("407FB-104").unwrap_err();
/// assert_eq!(error.to_string(), "`407FB-104` is not the id of a unit");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not the id of a unit")]
pub struct InvalidUnitId {
    text: Box<str>,
}

impl InvalidUnitId {
    /// The text as it was given.
    #[must_use]
    pub const fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for UnitId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}
