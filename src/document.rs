//! A whole page in memory: its units, its front matter and everything odd about it.

use std::collections::HashSet;

use crate::context::PageBlocks;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::{Error, Result};
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::part::{Part, Parts, Settings, TranslationUnit, UnitId};
use crate::position::{Cursor, Position, Span};

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
    blocks: Option<&'a PageBlocks>,
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
        let mut ids = Ids::new(settings.markup);
        while let Some(part) = parts.next() {
            diagnostics.extend_from_slice(parts.diagnostics());
            if let Part::Unit(unit) = part {
                if let Some(findings) = ids.check(unit.id, unit.span, || units.iter().copied()) {
                    diagnostics.extend(findings);
                }
                if units.len() == units.capacity() {
                    units.reserve(to_come(units.len(), unit.span.end, text.len()));
                }
                units.push(unit);
            }
        }
        diagnostics.sort_by_key(|finding| finding.span.start);
        Self { text, settings: *settings, front_matter: parts.front_matter(), units, diagnostics, blocks: None }
    }

    /// Reads a page from bytes.
    ///
    /// # Errors
    /// [`Error::NotUtf8`] with the place of the first byte that is not UTF-8.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self> {
        text_of(bytes).map(Self::parse)
    }

    /// The document with what is known about it from elsewhere than its text.
    #[cfg(feature = "html")]
    pub(crate) fn with_facts(
        mut self,
        front_matter: Option<FrontMatter<'a>>,
        blocks: &'a PageBlocks,
        diagnostics: &[Diagnostic],
    ) -> Self {
        self.front_matter = front_matter;
        self.blocks = Some(blocks);
        self.diagnostics.extend_from_slice(diagnostics);
        self.diagnostics.sort_by_key(|finding| finding.span.start);
        self
    }

    /// The blocks around the units, if a tree has found them.
    pub(crate) const fn blocks(&self) -> Option<&'a PageBlocks> {
        self.blocks
    }

    /// How the page was read.
    pub(crate) fn settings(&self) -> &Settings<'a> {
        &self.settings
    }

    /// The whole text of the page.
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

    /// The units, in their order in the page.
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

    /// The line and column of a byte offset; the end of the page for an offset after it. Reads the page up to there.
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
pub fn text_of(bytes: &[u8]) -> Result<&str> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let mut cursor = Cursor::new();
        cursor.pass(&bytes[..error.valid_up_to()]);
        Error::NotUtf8 { offset: cursor.offset(), position: cursor.position() }
    })
}

/// How many units to make room for: as many as the rest of the page has if it goes on like what was read, but not many
/// times what was found.
fn to_come(units: usize, end: u64, len: usize) -> usize {
    const FIRST: usize = 16;
    let rest = (len as u64).saturating_sub(end).saturating_mul(units as u64) / end.max(1);
    usize::try_from(rest).unwrap_or(usize::MAX).clamp(FIRST, FIRST + 8 * units)
}

/// Watches for repeated ids and for a second hex prefix.
///
/// Both counters of a page only rise, so as long as they do, no id can repeat and no set is kept. A published page holds the
/// files that it includes, with their prefixes.
#[derive(Default)]
pub(crate) struct Ids<'a> {
    markup: Markup,
    /// As [`prefix`] has it; 0 before the first unit.
    first_prefix: u64,
    last_prefix: u64,
    /// The last id of each counter, as [`order`] has it.
    last: [(usize, u64); 2],
    seen: Option<HashSet<&'a str>>,
}

/// The hex digits of an id, as a number that none is 0 of.
fn prefix(id: &str) -> u64 {
    const FIVE_BYTES: u64 = (1 << 40) - 1;
    id.as_bytes().first_chunk().map_or(0, |start| u64::from_le_bytes(*start)) & FIVE_BYTES
}

/// Ids with one prefix and counter are in the order of their lengths and last bytes. Of others, unequal orders still
/// mean unequal ids.
fn order(id: &str) -> (usize, u64) {
    (id.len(), id.as_bytes().last_chunk().map_or(0, |end| u64::from_be_bytes(*end)))
}

impl<'a> Ids<'a> {
    /// For a page in this markup language.
    pub(crate) fn new(markup: Markup) -> Self {
        Self { markup, ..Self::default() }
    }

    /// What is odd about the id of the next unit, which is at `span`, if anything may be. `before` gives the units
    /// before it, and is asked once at most.
    #[inline]
    pub(crate) fn check<I>(&mut self, id: UnitId<'a>, span: Span, before: impl FnOnce() -> I) -> Option<Vec<Diagnostic>>
    where
        I: Iterator<Item = TranslationUnit<'a>>,
    {
        let prefix = prefix(id.as_str());
        let last = &mut self.last[usize::from(id.is_merged())];
        let order = order(id.as_str());
        if self.seen.is_none() && order > *last && (prefix == self.first_prefix || self.first_prefix == 0) {
            *last = order;
            (self.first_prefix, self.last_prefix) = (prefix, prefix);
            return None;
        }
        Some(self.check_all(id.as_str(), span, prefix, before))
    }

    /// What is odd about an id that may have been in the page before.
    #[cold]
    fn check_all<I>(&mut self, id: &'a str, span: Span, prefix: u64, before: impl FnOnce() -> I) -> Vec<Diagnostic>
    where
        I: Iterator<Item = TranslationUnit<'a>>,
    {
        let is_new = std::mem::replace(&mut self.last_prefix, prefix) != prefix;
        let is_second = is_new && prefix != self.first_prefix && self.markup == Markup::Markdown;
        let seen = self.seen.get_or_insert_with(|| before().map(|unit| unit.id.as_str()).collect());
        let codes = [is_second.then_some(Code::SecondPrefix), (!seen.insert(id)).then_some(Code::RepeatedId)];
        codes.into_iter().flatten().map(|code| Diagnostic::new(code, span, Some(id))).collect()
    }
}
