//! What the exchange formats of translation tools share: XLIFF 1.2, XLIFF 2.1 and 2.0, TMX 1.4b.
//!
//! [`ExchangeWriter`] writes them as the units come: what it keeps is a buffer and, for a page, eight bytes for each id. The
//! formats differ in their [`Dialect`] alone.
//!
//! Laws: the output is valid; the text of a unit, its codes' content included, is the unit's text byte for byte; a code
//! has one id in source and target. What a format cannot hold is left out or replaced, and the answer to each unit says
//! so. It leaves out what is no unit: front matter but for the facts of the pipeline, and the page around the units.

use std::fmt::Debug;
use std::io::{self, Write};

use super::buffer::Buffer;
use super::seen_ids::SeenIds;
use super::segment::Segment;
#[cfg(feature = "corpus")]
use super::segmenter::Segmenter;
use super::writer::{Page, Written};
use crate::diagnostic::Code;
use crate::error::CannotHold;
use crate::front_matter::FrontMatter;
use crate::inline::{Paired, Pairer, Protectable};
use crate::place::{ContextKind, LocatedUnit};

/// What becomes of the inline codes of a text.
///
/// ```
/// # use bitext::{Locale, export::Export, format::{InlineMode, TmxWriter}};
/// # let page = "---\nms.contentlocale: lv\n---\n<span data-ttu-id=\"407fb-102\">**b**</span><span class=\"sxs-lookup\">\
/// #             <span data-stu-id=\"407fb-102\">**a**</span></span>\n";
/// let tmx = |inline| -> bitext::Result<String> {
///     let mut writer = TmxWriter::new(Vec::new()).with_inline(inline);
///     Export::new("a.md", Locale::parse("en")?).text(page, &mut writer, &mut ())?;
///     Ok(String::from_utf8_lossy(&writer.finish()?).into_owned())
/// };
/// assert!(tmx(InlineMode::Codes)?.contains(r#"<bpt i="1" x="1" type="bold">**</bpt>a<ept i="1">**</ept>"#));
/// assert!(tmx(InlineMode::Text)?.contains("<seg>**a**</seg>"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum InlineMode {
    /// They are elements, so that tools protect them.
    #[default]
    Codes,
    /// They are text like all else.
    Text,
}

/// What becomes of an empty target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EmptyTargets {
    Kept,
    /// It holds the source, marked as new.
    Filled,
    /// Its unit is left out.
    LeftOut,
}

/// Writes a dialect: one element per unit.
#[derive(Debug)]
pub(super) struct ExchangeWriter<W: Write, D> {
    out: Buffer<W>,
    dialect: D,
    pub(super) inline: InlineMode,
    pub(super) empty_targets: EmptyTargets,
    /// Whether units say in what kind of place they are. Finding it out takes time.
    pub(super) has_kinds: bool,
    pub(super) has_notes: bool,
    /// Splits units into sentences, where that is asked for.
    #[cfg(feature = "corpus")]
    pub(super) segmenter: Option<Segmenter>,
    note: String,
    pairer: Pairer,
    ids: SeenIds,
    /// Why the page cannot be held, if so.
    cannot_hold: Option<CannotHold>,
    state: OutputState,
}

/// How far the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OutputState {
    Nothing,
    /// The beginning, and no page or whole pages.
    Pages,
    /// The beginning of a page.
    InPage,
    /// The end.
    Closed,
}

impl<W: Write, D: Dialect> ExchangeWriter<W, D> {
    pub(super) fn new(out: W, dialect: D) -> Self {
        Self {
            out: Buffer::new(out),
            dialect,
            inline: InlineMode::default(),
            empty_targets: EmptyTargets::Kept,
            has_kinds: false,
            has_notes: false,
            #[cfg(feature = "corpus")]
            segmenter: None,
            note: String::new(),
            pairer: Pairer::new(),
            ids: SeenIds::default(),
            cannot_hold: None,
            state: OutputState::Nothing,
        }
    }

    pub(super) fn dialect_mut(&mut self) -> &mut D {
        &mut self.dialect
    }

    pub(super) fn protect(&mut self, kinds: impl IntoIterator<Item = Protectable>) {
        self.pairer = std::mem::take(&mut self.pairer).with_protected(kinds);
    }

    pub(super) fn get_ref(&self) -> &W {
        self.out.get_ref()
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.into_inner()
    }

    pub(super) fn begin(&mut self, page: &Page<'_>) {
        self.ids.clear();
        self.cannot_hold = lacks_locale(page);
        #[cfg(feature = "corpus")]
        if let Some(segmenter) = &mut self.segmenter {
            segmenter.begin(page);
        }
        self.dialect.page(page);
    }

    pub(super) fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        if let Some(reason) = &self.cannot_hold {
            return Err(reason.clone().into());
        }
        let Some(source) = unit.source.filter(|source| !source.is_empty()) else {
            return Ok(Written::LeftOut(Code::LeftOutNoSource));
        };
        if !self.ids.is_new(unit.id) {
            return Ok(Written::LeftOut(Code::LeftOutRepeatedId));
        }
        if unit.target.is_empty() && self.empty_targets == EmptyTargets::LeftOut {
            return Ok(Written::LeftOut(Code::LeftOutNoTarget));
        }
        self.open()?;
        let is_filled = unit.target.is_empty() && self.empty_targets == EmptyTargets::Filled;
        let target = if is_filled { source } else { unit.target };
        let paired = match self.inline {
            InlineMode::Codes => {
                let markup = unit.place.file_kind().markup();
                Some(self.pairer.pair_in(markup, source, target)).filter(|paired| paired.codes() > 0)
            }
            InlineMode::Text => None,
        };
        self.note.clear();
        if self.has_notes {
            push_note(&mut self.note, unit);
        }
        #[cfg(feature = "corpus")]
        let segments = self.segmenter.as_mut().map_or(&[][..], |one| one.split(source, target, paired.as_ref()));
        #[cfg(not(feature = "corpus"))]
        let segments = &[];
        let texts = ExchangeUnit {
            id: unit.id.as_str(),
            kind: self.has_kinds.then(|| unit.place.context()),
            note: &self.note,
            source,
            target,
            is_translated: !unit.target.is_empty(),
            paired: paired.as_ref(),
            segments,
        };
        let replaced = self.dialect.unit(&texts, &mut self.out.bytes);
        self.out.flush_if_full()?;
        Ok(if replaced > 0 { Written::Changed(Code::IllegalCharacter) } else { Written::Whole })
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        if self.state == OutputState::InPage {
            self.dialect.end_page(&mut self.out.bytes);
            self.state = OutputState::Pages;
        }
        self.out.flush_if_full()
    }

    pub(super) fn close(&mut self) -> io::Result<()> {
        match self.state {
            OutputState::Nothing => self.dialect.nothing(&mut self.out.bytes),
            OutputState::Pages | OutputState::InPage => self.dialect.end_file(&mut self.out.bytes),
            OutputState::Closed => return Ok(()),
        }
        self.state = OutputState::Closed;
        self.out.flush()
    }

    /// Writes what is before the first unit of a page.
    fn open(&mut self) -> io::Result<()> {
        if self.state == OutputState::InPage {
            return Ok(());
        }
        let is_first = self.state == OutputState::Nothing;
        self.dialect.check_page()?;
        if is_first {
            self.dialect.begin_file(&mut self.out.bytes);
        }
        self.dialect.begin_page(&mut self.out.bytes);
        self.state = OutputState::InPage;
        Ok(())
    }
}

/// `line 12: Install > Prerequisites`, the headings above the unit from the outermost on.
fn push_note(note: &mut String, unit: &LocatedUnit<'_>) {
    let line = unit.place.position().line;
    note.push_str("line ");
    note.push_str(itoa::Buffer::new().format(line));
    for (number, heading) in unit.place.headings().iter().enumerate() {
        note.push_str(if number == 0 { ": " } else { " > " });
        note.push_str(heading);
    }
}

/// Why a page cannot be held that has no target locale.
fn lacks_locale(page: &Page<'_>) -> Option<CannotHold> {
    if page.target_locale.is_some() {
        return None;
    }
    let stated = page.front_matter.and_then(|front_matter| front_matter.get("ms.contentlocale"));
    let stated = stated.filter(|tag| !tag.trim().is_empty());
    Some(stated.map_or(CannotHold::NoTargetLocale, |tag| CannotHold::TargetLocale { tag: tag.into() }))
}

/// A unit as it is to be written.
pub(super) struct ExchangeUnit<'a> {
    pub(super) id: &'a str,
    /// The kind of place, where that is asked for.
    pub(super) kind: Option<ContextKind>,
    /// What people should know of the place; empty where that is not asked for.
    pub(super) note: &'a str,
    /// Never empty.
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    /// Whether the target is the page's own, and not empty.
    pub(super) is_translated: bool,
    /// `None` without codes, or if they are to be text.
    pub(super) paired: Option<&'a Paired<'a>>,
    /// Its sentences, more than one; empty if the unit is one segment.
    pub(super) segments: &'a [Segment],
}

/// How a format is written.
pub(super) trait Dialect: Debug {
    /// Takes in what all units of the next page share.
    fn page(&mut self, page: &Page<'_>);

    /// Writes what is before the first page.
    fn begin_file(&mut self, out: &mut Vec<u8>);

    /// Whether the output can hold the page.
    fn check_page(&self) -> Result<(), CannotHold> {
        Ok(())
    }

    /// Writes what is before the first unit of the page.
    fn begin_page(&mut self, out: &mut Vec<u8>);

    /// Writes a unit. Returns the number of characters that were replaced.
    fn unit(&mut self, unit: &ExchangeUnit<'_>, out: &mut Vec<u8>) -> u64;

    /// Writes what is after the last unit of the page.
    fn end_page(&mut self, out: &mut Vec<u8>);

    /// Writes what is after the last page.
    fn end_file(&mut self, out: &mut Vec<u8>);

    /// Writes an output without any unit.
    fn nothing(&mut self, out: &mut Vec<u8>);
}

/// Who translated, as far as these formats care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Provenance {
    Human,
    Machine,
    #[default]
    Unknown,
}

impl Provenance {
    pub(super) fn of(page: &Page<'_>) -> Self {
        match page.front_matter.and_then(FrontMatter::translation_type) {
            Some(kind) if kind.is_human() => Self::Human,
            Some(_) => Self::Machine,
            None => Self::Unknown,
        }
    }
}
