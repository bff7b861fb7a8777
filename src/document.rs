//! A whole page in memory: its units, its front matter and everything odd about it.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::error::{Error, Result};
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::part::{Part, Parts, Settings, TranslationUnit};
use crate::position::{Cursor, Position};

/// A page, read whole. It borrows the text.
///
/// ```
/// # use bitext::Document;
/// let page = "---\ntitle: Sveiki\nms.contentlocale: lv-lv\n---\n\
///             <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let document = Document::parse(page);
/// let [unit] = document.units() else { panic!() };
/// assert_eq!((unit.source, unit.target), (Some("Hello"), "Sveiki"));
/// assert_eq!(unit.locale.unwrap().to_string(), "lv-LV");
/// assert!(document.diagnostics().is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Document<'a> {
    text: &'a str,
    settings: Settings<'a>,
    front_matter: Option<FrontMatter<'a>>,
    units: Vec<TranslationUnit<'a>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Document<'a> {
    /// Reads a page. Damage is reported by [`diagnostics`](Self::diagnostics); no text is an error.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        Self::with_settings(text, &Settings::default())
    }

    /// Reads a page with a limit and a fallback locale of the caller's.
    #[must_use]
    pub fn with_settings(text: &'a str, settings: &Settings<'a>) -> Self {
        let mut parts = Parts::with_settings(text, settings);
        let (mut units, mut diagnostics) = (Vec::new(), Vec::new());
        let mut ids = Ids::default();
        while let Some(part) = parts.next() {
            diagnostics.extend_from_slice(parts.diagnostics());
            if let Part::Unit(unit) = part {
                diagnostics.extend(ids.check(&unit, || units.iter().copied()));
                units.push(unit);
            }
        }
        diagnostics.sort_by_key(|finding| finding.span.start);
        Self { text, settings: *settings, front_matter: parts.front_matter(), units, diagnostics }
    }

    /// Reads a page from bytes.
    ///
    /// # Errors
    /// [`Error::NotUtf8`] with the place of the first byte that is not UTF-8.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self> {
        text(bytes).map(Self::parse)
    }

    /// How the page was read.
    pub(crate) fn settings(&self) -> &Settings<'a> {
        &self.settings
    }

    /// The page as it stands.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The front matter, if the page has one.
    #[must_use]
    pub fn front_matter(&self) -> Option<FrontMatter<'a>> {
        self.front_matter
    }

    /// The locale of the targets: the page's own word, else the caller's.
    #[must_use]
    pub fn locale(&self) -> Option<Locale<'a>> {
        self.front_matter.and_then(FrontMatter::locale).or(self.settings.locale)
    }

    /// The units, in the order in which they stand.
    #[must_use]
    pub fn units(&self) -> &[TranslationUnit<'a>] {
        &self.units
    }

    /// All parts of the page, found anew.
    #[must_use]
    pub fn parts(&self) -> Parts<'a> {
        Parts::with_settings(self.text, &self.settings)
    }

    /// Everything odd about the page, in the order of its places.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The line and column of a byte offset; the end of the page for an offset behind it. Reads the page up to there.
    #[must_use]
    pub fn position(&self, offset: u64) -> Position {
        let to = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let mut cursor = Cursor::new();
        cursor.pass(&self.text.as_bytes()[..to]);
        cursor.position()
    }
}

/// The text that `bytes` are.
///
/// # Errors
/// [`Error::NotUtf8`] with the place of the first byte that is not UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let mut cursor = Cursor::new();
        cursor.pass(&bytes[..error.valid_up_to()]);
        Error::NotUtf8 { offset: cursor.offset(), position: cursor.position() }
    })
}

/// Watches for repeated ids and for a second hex prefix.
///
/// Both counters of a page only rise, so as long as they do, no id can repeat and no set is kept.
#[derive(Default)]
pub(crate) struct Ids<'a> {
    first_prefix: Option<&'a str>,
    last_prefix: Option<&'a str>,
    last: [u32; 2],
    seen: Option<HashSet<&'a str>>,
}

impl<'a> Ids<'a> {
    /// What is odd about the id of the next unit. `before` gives the units before it, and is asked once at most.
    #[inline]
    pub(crate) fn check<I>(&mut self, unit: &TranslationUnit<'a>, before: impl FnOnce() -> I) -> Vec<Diagnostic>
    where
        I: Iterator<Item = TranslationUnit<'a>>,
    {
        let (prefix, number) = (unit.id.prefix(), unit.id.number());
        let is_second = *self.first_prefix.get_or_insert(prefix) != prefix;
        let is_new = self.last_prefix.replace(prefix).is_some_and(|last| last != prefix);
        let last = &mut self.last[usize::from(unit.id.is_merged())];
        let rises = number > *last;
        *last = number.max(*last);
        if self.seen.is_none() && rises && !is_second {
            return Vec::new();
        }
        let id = unit.id.as_str();
        let seen = self.seen.get_or_insert_with(|| before().map(|unit| unit.id.as_str()).collect());
        let codes =
            [(is_second && is_new).then_some(Code::SecondPrefix), (!seen.insert(id)).then_some(Code::RepeatedId)];
        codes.into_iter().flatten().map(|code| Diagnostic::new(code, unit.span, Some(id))).collect()
    }
}
