//! Language tags (RFC 5646), borrowed from the page or from the caller and compared without case.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use oxilangtag::LanguageTag;

use crate::error::{Error, Result};

/// A well-formed language tag such as `lv-LV` or `sr-Latn-RS` (RFC 5646, section 2.1).
///
/// It keeps the spelling that it was made from, equals every other spelling in letter case, and is written in the case
/// that RFC 5646, section 2.1.1, recommends. It borrows its text and is cheap to copy.
///
/// ```
/// # use bitext::Locale;
/// let locale = Locale::parse("lv-lv")?;
/// assert_eq!(locale, Locale::parse("LV-LV")?);
/// assert_eq!(locale.to_string(), "lv-LV");
/// assert_eq!(locale.as_written(), "lv-lv");
/// assert_eq!(locale.language(), "lv");
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Locale<'a> {
    tag: &'a str,
}

impl<'a> Locale<'a> {
    /// Reads a language tag.
    ///
    /// # Errors
    /// [`Error::Locale`] if it is not well-formed.
    pub fn parse(tag: &'a str) -> Result<Self> {
        match LanguageTag::parse(tag) {
            Ok(_) => Ok(Self { tag }),
            Err(error) => Err(Error::Locale { tag: tag.to_owned(), cause: error.into() }),
        }
    }

    /// A tag that has been read before.
    pub(crate) const fn known(tag: &'a str) -> Self {
        Self { tag }
    }

    /// The tag in the letter case of its source.
    #[must_use]
    pub const fn as_written(self) -> &'a str {
        self.tag
    }

    /// The primary language subtag (`sr` of `sr-Latn-RS`) as it is written.
    #[must_use]
    pub fn language(self) -> &'a str {
        self.tag.split('-').next().unwrap_or(self.tag)
    }
}

impl<'a> TryFrom<&'a str> for Locale<'a> {
    type Error = Error;

    fn try_from(tag: &'a str) -> Result<Self> {
        Self::parse(tag)
    }
}

impl fmt::Display for Locale<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match LanguageTag::parse_and_normalize(self.tag) {
            Ok(tag) => f.pad(tag.as_str()),
            Err(_) => f.pad(self.tag),
        }
    }
}

impl fmt::Debug for Locale<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({:?})", self.tag)
    }
}

impl PartialEq<Locale<'_>> for Locale<'_> {
    fn eq(&self, other: &Locale<'_>) -> bool {
        self.tag.eq_ignore_ascii_case(other.tag)
    }
}

impl Eq for Locale<'_> {}

/// The order of the tags in lower case.
impl Ord for Locale<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let [own, other] = [self.tag, other.tag].map(|tag| tag.bytes().map(|byte| byte.to_ascii_lowercase()));
        own.cmp(other)
    }
}

impl PartialOrd for Locale<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Locale<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.tag.bytes() {
            state.write_u8(byte.to_ascii_lowercase());
        }
        // No tag holds this byte, so what is hashed after a tag does not mix with it.
        state.write_u8(0xFF);
    }
}
