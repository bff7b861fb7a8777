//! The exchange formats of translation tools: XLIFF 1.2, XLIFF 2.1 and 2.0, TMX 1.4b.
//!
//! [`Interchange`] writes them as the units come: what it keeps is a buffer and, for a page, eight bytes for each id. The
//! three formats differ in their [`Form`] alone.
//!
//! Laws: the output is valid; the text of a unit, its codes' content included, is the unit's text byte for byte; a code
//! has one id in source and target. What a format cannot hold is left out or replaced, and the answer to each unit says
//! so. It leaves out what is no unit: front matter but for the facts of the pipeline, and the page around the units.

use std::io::{self, Write};

use super::buffered::Buffered;
use super::seen_ids::SeenIds;
use super::{Page, PlacedUnit, UnitWriter, tmx, xliff2, xliff12};
use crate::diagnostic::Code;
use crate::front_matter::FrontMatter;
use crate::inline::{Paired, Pairer};
use crate::part::TranslationUnit;

/// An exchange format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InterchangeFormat {
    /// XLIFF 1.2, valid against the strict schema. Each page has its own languages.
    Xliff12,
    /// XLIFF 2.0: as 2.1, but for the version.
    Xliff20,
    /// XLIFF 2.1. All pages have the same languages.
    Xliff21,
    /// TMX 1.4b.
    Tmx,
}

/// What becomes of the inline codes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Inline {
    /// They are elements, so that tools protect them.
    #[default]
    Codes,
    /// They are text like all else.
    Text,
}

/// Writes XLIFF or TMX: one element `<file>` per page (XLIFF), one element per unit.
///
/// - A unit without a source, or with an empty one, is left out; so is one whose id an earlier unit of its page has. The
///   answer is [`Code::LeftOutNoSource`] or [`Code::LeftOutRepeatedId`].
/// - A character that XML cannot hold is a `<cp>` in the text of XLIFF 2, and U+FFFD elsewhere: then the answer is
///   [`Code::IllegalCharacter`]. In paths and front matter it is U+FFFD, and no answer says so.
/// - Pages without units to write have no `<file>`, because XLIFF 2 has no empty one. An output without any is valid.
/// - Pages without a target locale cannot be written: see [`UnitWriter::needs_target_locale`].
/// - What could not be read has no place in these formats: that is for the caller to report.
///
/// ```
/// # use bitext::export::{Export, Interchange, InterchangeFormat, UnitWriter};
/// # use bitext::Locale;
/// let page = "---\nms.contentlocale: lv-lv\nms.translationtype: HT\n---\n\
///             <span data-ttu-id=\"407fb-102\">**Sveiki**</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">**Hello**</span></span>\n";
/// let mut xliff = Vec::new();
/// let mut writer = Interchange::new(&mut xliff, InterchangeFormat::Xliff12);
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut |_, _| ())?;
/// writer.finish()?;
/// let unit = r#"<trans-unit id="407fb-102" xml:space="preserve" approved="yes">
/// <source><bpt id="p1" ctype="bold">**</bpt>Hello<ept id="p1">**</ept></source>
/// <target state="translated"><bpt id="p1" ctype="bold">**</bpt>Sveiki<ept id="p1">**</ept></target>
/// </trans-unit>"#;
/// # drop(writer);
/// assert!(String::from_utf8(xliff).unwrap().contains(unit));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Interchange<W> {
    out: Buffered<W>,
    form: Box<dyn Form>,
    inline: Inline,
    empty_targets: EmptyTargets,
    pairer: Pairer,
    ids: SeenIds,
    written: Written,
}

/// How far the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Nothing,
    /// The beginning, and no page or whole pages.
    Pages,
    /// The beginning of a page.
    InPage,
}

/// What becomes of an empty target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EmptyTargets {
    Kept,
    Filled,
}

impl<W: Write> Interchange<W> {
    /// Writes to `out`, in large pieces.
    #[must_use]
    pub fn new(out: W, format: InterchangeFormat) -> Self {
        let form: Box<dyn Form> = match format {
            InterchangeFormat::Xliff12 => Box::new(xliff12::Xliff12::default()),
            InterchangeFormat::Xliff20 => Box::new(xliff2::Xliff2::new("2.0")),
            InterchangeFormat::Xliff21 => Box::new(xliff2::Xliff2::new("2.1")),
            InterchangeFormat::Tmx => Box::new(tmx::Tmx::default()),
        };
        Self {
            out: Buffered::new(out),
            form,
            inline: Inline::default(),
            empty_targets: EmptyTargets::Kept,
            pairer: Pairer::new(),
            ids: SeenIds::default(),
            written: Written::Nothing,
        }
    }

    /// The same with another treatment of inline codes.
    #[must_use]
    pub fn with_inline(mut self, inline: Inline) -> Self {
        self.inline = inline;
        self
    }

    /// The same, but empty targets hold the source, marked as new: some tools show no unit without a target.
    #[must_use]
    pub fn with_copied_sources(mut self) -> Self {
        self.empty_targets = EmptyTargets::Filled;
        self
    }

    /// Writes what stands before the first unit of a page.
    fn open(&mut self) -> io::Result<()> {
        match self.written {
            Written::InPage => return Ok(()),
            Written::Nothing => self.form.begin_file(&mut self.out.buffer),
            Written::Pages => {}
        }
        self.form.begin_page(&mut self.out.buffer)?;
        self.written = Written::InPage;
        Ok(())
    }
}

impl<W: Write> UnitWriter for Interchange<W> {
    fn needs_target_locale(&self) -> bool {
        true
    }

    fn needs_places(&self) -> bool {
        false
    }

    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.ids.clear();
        self.form.page(page);
        Ok(())
    }

    fn unit(&mut self, unit: &PlacedUnit<'_>) -> io::Result<Option<Code>> {
        self.bare_unit(&unit.unit)
    }

    fn bare_unit(&mut self, unit: &TranslationUnit<'_>) -> io::Result<Option<Code>> {
        let Some(source) = unit.source.filter(|source| !source.is_empty()) else {
            return Ok(Some(Code::LeftOutNoSource));
        };
        if !self.ids.is_new(unit.id) {
            return Ok(Some(Code::LeftOutRepeatedId));
        }
        self.open()?;
        let is_filled = unit.target.is_empty() && self.empty_targets == EmptyTargets::Filled;
        let target = if is_filled { source } else { unit.target };
        let paired = match self.inline {
            Inline::Codes => Some(self.pairer.pair(source, target)).filter(|paired| paired.codes() > 0),
            Inline::Text => None,
        };
        let texts = Texts {
            id: unit.id.as_str(),
            source,
            target,
            is_translated: !unit.target.is_empty(),
            paired: paired.as_ref(),
        };
        let replaced = self.form.unit(&texts, &mut self.out.buffer);
        self.out.relieve()?;
        Ok((replaced > 0).then_some(Code::IllegalCharacter))
    }

    fn end(&mut self, _error: Option<&str>) -> io::Result<()> {
        if self.written == Written::InPage {
            self.form.end_page(&mut self.out.buffer);
            self.written = Written::Pages;
        }
        self.out.relieve()
    }

    fn unreadable(&mut self, _path: &str, _error: &str) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        match self.written {
            Written::Nothing => self.form.nothing(&mut self.out.buffer),
            Written::Pages | Written::InPage => self.form.end_file(&mut self.out.buffer),
        }
        self.out.flush()
    }
}

/// A unit as it is to be written.
pub(super) struct Texts<'a> {
    pub(super) id: &'a str,
    /// Never empty.
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    /// Whether the target is the page's own, and not empty.
    pub(super) is_translated: bool,
    /// `None` without codes, or if they are to be text.
    pub(super) paired: Option<&'a Paired<'a>>,
}

/// How a format says it.
pub(super) trait Form {
    /// Takes in what all units of the next page share.
    fn page(&mut self, page: &Page<'_>);

    /// Writes what stands before the first page.
    fn begin_file(&mut self, out: &mut Vec<u8>);

    /// Writes what stands before the first unit of the page; an error if the output cannot hold the page.
    fn begin_page(&mut self, out: &mut Vec<u8>) -> io::Result<()>;

    /// Writes a unit. Returns the number of characters that were replaced.
    fn unit(&mut self, unit: &Texts<'_>, out: &mut Vec<u8>) -> u64;

    /// Writes what stands behind the last unit of the page.
    fn end_page(&mut self, out: &mut Vec<u8>);

    /// Writes what stands behind the last page.
    fn end_file(&mut self, out: &mut Vec<u8>);

    /// Writes an output without any unit.
    fn nothing(&mut self, out: &mut Vec<u8>);
}

/// Who translated, as far as these formats care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Translator {
    Human,
    Machine,
    #[default]
    Unknown,
}

impl Translator {
    pub(super) fn of(page: &Page<'_>) -> Self {
        match page.front_matter.and_then(FrontMatter::translation_type) {
            Some(kind) if kind.is_human() => Self::Human,
            Some(_) => Self::Machine,
            None => Self::Unknown,
        }
    }
}
