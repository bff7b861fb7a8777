//! A review document out of a page: its units with their places, what is odd about them, and what edits want.

use std::borrow::Cow;

use super::data::{FindingLevel, ReviewDocument, ReviewFinding, ReviewUnit};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::locale::Locale;
use crate::part::TranslationUnit;
use crate::place::ContextKind;
use crate::position::{Cursor, Span};

impl<'a> ReviewDocument<'a> {
    /// The document of a page: all its units in order, its facts, and its diagnostics as findings. What is odd elsewhere than in
    /// a unit is a note of the document.
    #[must_use]
    pub fn of(path: &'a str, document: &Document<'a>, source_locale: Locale<'a>) -> Self {
        let mut review = Self::new(path, document.settings().markup);
        review.source_locale = Some(source_locale);
        review.target_locale = document.locale();
        if let Some(front) = document.front_matter() {
            review.translation_type = front.translation_type();
            review.last_handoff = front.last_handoff();
        }
        for located in document.located_units() {
            let mut unit = ReviewUnit::new(located.unit.id.as_str(), located.unit.source, located.unit.target);
            let context = located.place.context();
            unit.position = Some(located.place.position());
            unit.context = context.as_str();
            unit.heading = match context {
                ContextKind::Heading(level) => Some(level),
                _ => None,
            };
            review.units.push(unit);
        }
        review.add_diagnostics(document);
        review
    }

    fn add_diagnostics(&mut self, document: &Document<'a>) {
        let (units, text) = (document.units(), document.text());
        let mut cursor = Cursor::new();
        for diagnostic in document.diagnostics() {
            let at = diagnostic.span.start;
            let place = units.partition_point(|unit| unit.span.end <= at);
            if let Some(unit) = units.get(place).filter(|unit| unit.span.start <= at) {
                self.units[place].findings.push(finding(unit, diagnostic));
                continue;
            }
            let to = usize::try_from(at).unwrap_or(text.len()).min(text.len());
            let from = usize::try_from(cursor.offset()).unwrap_or(to).min(to);
            cursor.pass(&text.as_bytes()[from..to]);
            self.notes.push(format!("{}: {}: {diagnostic}", cursor.position(), diagnostic.code));
        }
    }
}

fn finding<'a>(unit: &TranslationUnit<'_>, diagnostic: &Diagnostic) -> ReviewFinding<'a> {
    let level = match diagnostic.severity() {
        Severity::Note => FindingLevel::Note,
        Severity::Damage => FindingLevel::Warning,
    };
    let mut finding = ReviewFinding::new(diagnostic.code.as_str(), level, Cow::Owned(diagnostic.to_string()));
    let within = |text: Span| {
        let is_in = text.start <= diagnostic.span.start && diagnostic.span.end <= text.end;
        let offset = |at: u64| usize::try_from(at - text.start).unwrap_or(usize::MAX);
        is_in.then(|| offset(diagnostic.span.start)..offset(diagnostic.span.end))
    };
    finding.in_target.extend(within(unit.target_span()));
    finding.in_source.extend(unit.source_span().and_then(within));
    finding
}
