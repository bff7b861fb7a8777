//! The loop that shows the units of a page to a writer, for pages in memory and for streams.

use std::io::{self, Read};

use crate::annotate::{Annotation, Annotator};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Ids;
use crate::error::Error;
use crate::export::xml::illegal_characters;
use crate::export::{Page, PlacedUnit, UnitWriter};
use crate::file_kind::FileKind;
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::part::{Part, PartReader, Parts, Settings, TranslationUnit};
use crate::position::{Cursor, Position, Span};

/// Takes what is odd about a page, with its line and column.
pub type Findings<'f> = &'f mut dyn FnMut(&Diagnostic, Position);

/// A page to be exported: its name, and what the caller knows about it.
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

/// What an export has come to.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Tally {
    /// The units that were written.
    pub units: u64,
    /// The units that the format cannot hold, and those of a page that it cannot hold: they were not written.
    pub left_out: u64,
    /// The characters that the format cannot hold: U+FFFD was written for them.
    pub replaced: u64,
    /// Whether no unit was written because the format needs the target locale, which neither the page nor the caller
    /// states.
    pub needs_locale: bool,
    /// The places with [damage](Severity::Damage); several findings about one unit are one place.
    pub damaged: u64,
    /// Whether neither the page nor the caller states the language of the targets.
    pub lacks_locale: bool,
    /// What kept the rest of a stream from being read.
    pub error: Option<Error>,
}

impl<'a> Export<'a> {
    /// A page with the usual settings.
    #[must_use]
    pub fn new(path: &'a str, source_locale: Locale<'a>) -> Self {
        Self { path, source_locale, settings: Settings::default() }
    }

    /// The same with other settings.
    #[must_use]
    pub const fn with_settings(mut self, settings: Settings<'a>) -> Self {
        self.settings = settings;
        self
    }

    /// Writes the units of a page in memory.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn text(self, text: &str, writer: &mut dyn UnitWriter, findings: Findings<'_>) -> io::Result<Tally> {
        let mut parts = Parts::with_settings(text, &self.settings);
        writer.begin(&self.page(parts.locale(), parts.front_matter()))?;
        let places = if writer.needs_places() {
            Places::Told(Box::new(Annotator::new(FileKind::of(text))))
        } else {
            Places::OnDemand { text, cursor: Cursor::new() }
        };
        let mut feed = Feed::new(places, writer, findings);
        feed.tally.lacks_locale = parts.locale().is_none();
        let mut ids = Ids::default();
        while let Some(part) = parts.next() {
            let mut odd_ids = Vec::new();
            if let Part::Unit(unit) = part {
                let before = || units(text, &self.settings).take_while(move |other| other.span.start < unit.span.start);
                odd_ids = ids.check(unit.id, unit.span, before).unwrap_or_default();
            }
            feed.part(&part, parts.following(), parts.diagnostics(), &odd_ids)?;
        }
        feed.writer.end(None)?;
        Ok(feed.tally)
    }

    /// Writes the units of a stream. Repeated ids and a second hex prefix are not found in a stream. Where the stream
    /// cannot be read on, the page ends there, and [`Tally::error`] says why.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn stream(
        self,
        mut source: impl Read,
        writer: &mut dyn UnitWriter,
        findings: Findings<'_>,
    ) -> io::Result<Tally> {
        let mut start = Vec::with_capacity(FileKind::WINDOW);
        let readable = source.by_ref().take(FileKind::WINDOW as u64).read_to_end(&mut start);
        let mut reader = PartReader::with_settings((&*start).chain(source), &self.settings.with_following());
        let mut advanced = readable.map_err(Error::from).and_then(|_| reader.advance());
        writer.begin(&self.page(reader.locale(), reader.front_matter()))?;
        let places = Places::Told(Box::new(Annotator::new(FileKind::of_bytes(&start))));
        let mut feed = Feed::new(places, writer, findings);
        feed.tally.lacks_locale = reader.locale().is_none();
        while let Ok(true) = advanced {
            if let Some(part) = reader.part() {
                feed.part(&part, reader.following(), reader.diagnostics(), &[])?;
            }
            advanced = reader.advance();
        }
        feed.tally.error = advanced.err();
        let error = feed.tally.error.as_ref().map(Error::to_string);
        feed.writer.end(error.as_deref())?;
        Ok(feed.tally)
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

/// Where the units of a page stand.
enum Places<'t> {
    /// It is told for each.
    Told(Box<Annotator>),
    /// The writer does not ask, so it is looked up for findings alone. The cursor is at the last part with one.
    OnDemand { text: &'t str, cursor: Cursor },
}

impl Places<'_> {
    /// The line and column of a byte of the page which is in `part`. An annotator must not have taken the part yet.
    fn position_in(&mut self, part: &Part<'_>, offset: u64) -> Position {
        match self {
            Self::Told(annotator) => annotator.position_in(part, offset),
            Self::OnDemand { text, cursor } => {
                let start = part.raw().as_ptr().addr() - text.as_ptr().addr();
                let passed = usize::try_from(cursor.offset()).unwrap_or(start).min(start);
                cursor.pass(&text.as_bytes()[passed..start]);
                let within = usize::try_from(offset).unwrap_or(start).saturating_sub(start).min(part.raw().len());
                let mut cursor = cursor.clone();
                cursor.pass(&part.raw().as_bytes()[..within]);
                cursor.position()
            }
        }
    }
}

/// Between the parts of a page and a writer.
struct Feed<'w, 'f, 't> {
    writer: &'w mut dyn UnitWriter,
    findings: Findings<'f>,
    places: Places<'t>,
    tally: Tally,
    last_damage: Option<u64>,
}

impl<'w, 'f, 't> Feed<'w, 'f, 't> {
    fn new(places: Places<'t>, writer: &'w mut dyn UnitWriter, findings: Findings<'f>) -> Self {
        Self { writer, findings, places, tally: Tally::default(), last_damage: None }
    }

    fn part(&mut self, part: &Part<'_>, following: &str, odd: &[Diagnostic], odd_ids: &[Diagnostic]) -> io::Result<()> {
        if !(odd.is_empty() && odd_ids.is_empty()) {
            self.report(part, odd.iter().chain(odd_ids));
        }
        let place = match &mut self.places {
            Places::Told(annotator) => annotator.annotate(part, following),
            Places::OnDemand { .. } => None,
        };
        let Part::Unit(unit) = part else { return Ok(()) };
        if self.tally.lacks_locale && self.writer.needs_target_locale() {
            self.tally.needs_locale = true;
            self.tally.left_out += 1;
            return Ok(());
        }
        let lost = match (&self.places, place) {
            (Places::Told(annotator), Some(place)) if self.writer.needs_places() => {
                self.writer.unit(&PlacedUnit::new(*unit, place, annotator.headings()))?
            }
            _ => self.writer.bare_unit(unit)?,
        };
        match lost {
            None => self.tally.units += 1,
            Some(code) => self.lost(code, part, unit, place),
        }
        Ok(())
    }

    /// The writer could not hold something of a unit.
    #[cold]
    fn lost(&mut self, code: Code, part: &Part<'_>, unit: &TranslationUnit<'_>, place: Option<Annotation>) {
        let position = match place {
            Some(place) => place.position,
            None => self.places.position_in(part, unit.span.start),
        };
        let id = Some(unit.id.as_str());
        if code != Code::IllegalCharacter {
            self.tally.left_out += 1;
            (self.findings)(&Diagnostic::new(code, unit.span, id), position);
            return;
        }
        self.tally.units += 1;
        let mut cursor = Cursor::at(unit.span.start, position);
        let mut passed = 0;
        for (at, char) in illegal_characters(unit.raw) {
            let start = unit.span.start + at as u64;
            cursor.pass(&unit.raw.as_bytes()[passed..at]);
            passed = at;
            self.tally.replaced += 1;
            let span = Span::new(start, start + char.len_utf8() as u64);
            (self.findings)(&Diagnostic::new(code, span, id), cursor.position());
        }
    }

    #[cold]
    fn report<'d>(&mut self, part: &Part<'_>, odd: impl Iterator<Item = &'d Diagnostic>) {
        let mut odd: Vec<_> = odd.collect();
        odd.sort_by_key(|finding| finding.span.start);
        for finding in odd {
            let start = finding.span.start;
            let position = self.places.position_in(part, start);
            (self.findings)(finding, position);
            if finding.severity() == Severity::Damage && self.last_damage != Some(start) {
                self.last_damage = Some(start);
                self.tally.damaged += 1;
            }
        }
    }
}
