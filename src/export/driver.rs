//! The loop that gives the units of a page to a writer, for pages in memory and for streams.

use std::io::{self, Read};

use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Severity};
use crate::document::{Document, Ids};
use crate::error::{CannotHold, Error, Result};
use crate::export::summary::Summary;
use crate::format::{Page, UnitWriter, Written};
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::part::{Part, PartReader, Parts, Settings, TranslationUnit};
use crate::place::{LocatedUnit, Locator};
use crate::position::{Cursor, Position, Span};
use crate::xml_char::illegal_characters;

/// A page to be exported: its name, and what the caller knows about it.
///
/// ```
/// # use bitext::{Locale, Settings, export::Export, format::XliffWriter};
/// # let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
/// #             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// // The page does not state its language.
/// let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV")?));
/// let export = Export::new("docs/a.md", Locale::parse("en-US")?).with_settings(settings);
/// let (mut one, mut two) = (XliffWriter::new(Vec::new()), XliffWriter::new(Vec::new()));
/// export.text(page, &mut one, &mut ())?;
/// export.stream(page.as_bytes(), &mut two, &mut ())?;
/// assert_eq!(one.finish()?, two.finish()?);
/// # Ok::<(), bitext::Error>(())
/// ```
#[doc(alias = "extract")]
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Export<'a> {
    /// The name of the page, `/`-separated.
    pub path: &'a str,
    /// The language of the sources.
    pub source_locale: Locale<'a>,
    /// How to read it; its locale is that of pages that do not state theirs.
    pub settings: Settings<'a>,
}

impl<'a> Export<'a> {
    /// A page with the usual settings.
    #[must_use]
    pub fn new(path: &'a str, source_locale: Locale<'a>) -> Self {
        Self { path, source_locale, settings: Settings::default() }
    }

    /// Sets how to read the page.
    #[must_use]
    pub const fn with_settings(mut self, settings: Settings<'a>) -> Self {
        self.settings = settings;
        self
    }

    /// Writes the units of a page in memory.
    ///
    /// # Errors
    /// [`Error::CannotHold`] if the format cannot hold the page: nothing of it was written, its findings were reported, and
    /// the writer can go on with the next page. [`Error::Io`] for those of the writer.
    pub fn text(self, text: &str, writer: &mut dyn UnitWriter, sink: &mut dyn DiagnosticSink) -> Result<Summary> {
        let mut parts = Parts::with_settings(text, &self.settings);
        let mut driver = Driver::new(writer, sink);
        driver.begin(&self.page(parts.locale(), parts.front_matter()).with_markup(self.settings.markup))?;
        let mut locator = Locator::new(text, self.settings.markup);
        let mut cursor = Cursor::new();
        let mut ids = Ids::new(self.settings.markup);
        while let Some(part) = parts.next() {
            let mut odd_ids = Vec::new();
            if let Part::Unit(unit) = part {
                let before = || units(text, &self.settings).take_while(move |other| other.span.start < unit.span.start);
                odd_ids = ids.check(unit.id, unit.span, before).unwrap_or_default();
            }
            if !(parts.diagnostics().is_empty() && odd_ids.is_empty()) {
                move_to(&mut cursor, text, &part);
                driver.report(&part, &cursor, parts.diagnostics().iter().chain(&odd_ids));
            }
            let Part::Unit(unit) = part else { continue };
            let written = driver.unit(&locator.locate(unit))?;
            if !matches!(written, Some(Written::Whole | Written::NotWanted)) {
                move_to(&mut cursor, text, &part);
                driver.account(written, &unit, &cursor);
            }
        }
        driver.end(None)
    }

    /// Writes the units of a stream. Repeated ids and a second hex prefix are not found in a stream. Where the stream
    /// cannot be read on, the page ends there, and [`Summary::error`] says why.
    ///
    /// # Errors
    /// As [`text`](Self::text).
    pub fn stream(
        self,
        source: impl Read,
        writer: &mut dyn UnitWriter,
        sink: &mut dyn DiagnosticSink,
    ) -> Result<Summary> {
        let mut reader = PartReader::with_settings(source, &self.settings).located();
        let mut advanced = reader.advance();
        let mut driver = Driver::new(writer, sink);
        driver.begin(&self.page(reader.locale(), reader.front_matter()))?;
        while let Ok(true) = advanced {
            if let Some((part, cursor)) = reader.part().filter(|_| !reader.diagnostics().is_empty()) {
                driver.report(&part, cursor, reader.diagnostics().iter());
            }
            let written = match reader.unit() {
                Some(unit) => driver.unit(&unit)?,
                None => Some(Written::Whole),
            };
            if !matches!(written, Some(Written::Whole | Written::NotWanted))
                && let Some((Part::Unit(unit), cursor)) = reader.part()
            {
                driver.account(written, &unit, cursor);
            }
            advanced = reader.advance();
        }
        driver.end(advanced.err())
    }

    /// Writes the units of a document, such as that of a published page. Of the settings only the locale counts: the document
    /// was read with its own.
    ///
    /// # Errors
    /// As [`text`](Self::text).
    pub fn document(
        self,
        document: &Document<'_>,
        writer: &mut dyn UnitWriter,
        sink: &mut dyn DiagnosticSink,
    ) -> Result<Summary> {
        let mut driver = Driver::new(writer, sink);
        let locale = document.locale().or(self.settings.locale);
        driver.begin(&self.page(locale, document.front_matter()).with_markup(document.settings().markup))?;
        let whole = Part::Skeleton(document.text());
        driver.report(&whole, &Cursor::new(), document.diagnostics().iter());
        let mut cursor = Cursor::new();
        for unit in document.located_units() {
            let written = driver.unit(&unit)?;
            if !matches!(written, Some(Written::Whole | Written::NotWanted)) {
                move_to(&mut cursor, document.text(), &Part::Unit(*unit));
                driver.account(written, &unit, &cursor);
            }
        }
        driver.end(None)
    }

    fn page<'p>(&self, target_locale: Option<Locale<'p>>, front_matter: Option<FrontMatter<'p>>) -> Page<'p>
    where
        'a: 'p,
    {
        Page::new(self.path, self.source_locale, target_locale).with_front_matter(front_matter)
    }
}

/// The units of a text once more.
fn units<'t>(text: &'t str, settings: &Settings<'t>) -> impl Iterator<Item = TranslationUnit<'t>> {
    Parts::with_settings(text, settings).filter_map(|part| match part {
        Part::Unit(unit) => Some(unit),
        Part::FrontMatter(_) | Part::Skeleton(_) => None,
    })
}

/// Moves the cursor forwards to the start of a part of the text.
fn move_to(cursor: &mut Cursor, text: &str, part: &Part<'_>) {
    let start = part.raw().as_ptr().addr() - text.as_ptr().addr();
    let passed = usize::try_from(cursor.offset()).unwrap_or(start).min(start);
    cursor.pass(&text.as_bytes()[passed..start]);
}

/// Between the parts of a page and a writer.
struct Driver<'w, 's> {
    writer: &'w mut dyn UnitWriter,
    sink: &'s mut dyn DiagnosticSink,
    summary: Summary,
    last_damage: Option<u64>,
    /// Why the format cannot hold the page, and how many units it has.
    cannot_hold: Option<(CannotHold, u64)>,
}

impl<'w, 's> Driver<'w, 's> {
    fn new(writer: &'w mut dyn UnitWriter, sink: &'s mut dyn DiagnosticSink) -> Self {
        Self { writer, sink, summary: Summary::default(), last_damage: None, cannot_hold: None }
    }

    fn begin(&mut self, page: &Page<'_>) -> Result<()> {
        self.summary.lacks_locale = page.target_locale.is_none();
        let begun = self.writer.begin(page);
        self.unless_cannot_hold(begin_units(begun)).map(drop)
    }

    /// Gives a unit to the writer. `None` says that the format cannot hold the page.
    #[inline]
    fn unit(&mut self, unit: &LocatedUnit<'_>) -> Result<Option<Written>> {
        if let Some((_, units)) = &mut self.cannot_hold {
            *units += 1;
            return Ok(None);
        }
        match self.writer.unit(unit) {
            Ok(Written::Whole) => {
                self.summary.units += 1;
                Ok(Some(Written::Whole))
            }
            Ok(written) => Ok(Some(written)),
            Err(error) => self.unless_cannot_hold(Err((error, 1))),
        }
    }

    /// Keeps the reason if the format cannot hold the page; other errors are passed on.
    fn unless_cannot_hold(
        &mut self,
        done: std::result::Result<Option<Written>, (io::Error, u64)>,
    ) -> Result<Option<Written>> {
        let (error, units) = match done {
            Ok(written) => return Ok(written),
            Err(error) => error,
        };
        let reason = error.get_ref().and_then(|inner| inner.downcast_ref::<CannotHold>());
        match reason {
            Some(reason) => {
                self.cannot_hold = Some((reason.clone(), units));
                Ok(None)
            }
            None => Err(error.into()),
        }
    }

    fn end(self, error: Option<Error>) -> Result<Summary> {
        let Self { writer, mut summary, cannot_hold, .. } = self;
        if let Some((reason, units)) = cannot_hold {
            return Err(Error::CannotHold { reason, units, damaged: summary.damaged });
        }
        let message = error.as_ref().map(Error::to_string);
        writer.end(message.as_deref())?;
        summary.error = error;
        Ok(summary)
    }

    /// Counts and reports a unit that was not written as it is. The cursor is at its start.
    #[cold]
    fn account(&mut self, written: Option<Written>, unit: &TranslationUnit<'_>, cursor: &Cursor) {
        let id = Some(unit.id.as_str());
        match written {
            None | Some(Written::Whole | Written::NotWanted) => {}
            Some(Written::LeftOut(code)) => {
                self.summary.left_out += 1;
                self.sink.report(&Diagnostic::new(code, unit.span, id), cursor.position());
            }
            Some(Written::Changed(Code::IllegalCharacter)) => {
                self.summary.units += 1;
                self.report_illegal(unit, cursor.clone());
            }
            Some(Written::Changed(code)) => {
                self.summary.units += 1;
                self.sink.report(&Diagnostic::new(code, unit.span, id), cursor.position());
            }
        }
    }

    fn report_illegal(&mut self, unit: &TranslationUnit<'_>, mut cursor: Cursor) {
        let mut passed = 0;
        for (at, char) in illegal_characters(unit.raw) {
            let start = unit.span.start + at as u64;
            cursor.pass(&unit.raw.as_bytes()[passed..at]);
            passed = at;
            self.summary.replaced += 1;
            let span = Span::new(start, start + char.len_utf8() as u64);
            let finding = Diagnostic::new(Code::IllegalCharacter, span, Some(unit.id.as_str()));
            self.sink.report(&finding, cursor.position());
        }
    }

    /// Reports what is odd about a part. The cursor is at the start of the part.
    #[cold]
    fn report<'d>(&mut self, part: &Part<'_>, cursor: &Cursor, findings: impl Iterator<Item = &'d Diagnostic>) {
        let mut findings: Vec<_> = findings.collect();
        findings.sort_by_key(|finding| finding.span.start);
        let (base, text) = (cursor.offset(), part.raw().as_bytes());
        let mut cursor = cursor.clone();
        let mut passed = 0;
        for finding in findings {
            let start = finding.span.start;
            let within = usize::try_from(start.saturating_sub(base)).unwrap_or(usize::MAX).clamp(passed, text.len());
            cursor.pass(&text[passed..within]);
            passed = within;
            let position: Position = cursor.position();
            self.sink.report(finding, position);
            if finding.severity() == Severity::Damage && self.last_damage != Some(start) {
                self.last_damage = Some(start);
                self.summary.damaged += 1;
            }
        }
    }
}

/// A page that begins has no units yet.
fn begin_units(begun: io::Result<()>) -> std::result::Result<Option<Written>, (io::Error, u64)> {
    begun.map(|()| Some(Written::Whole)).map_err(|error| (error, 0))
}
