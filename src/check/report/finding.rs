//! A finding with its page, and the trait of all reports.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use crate::check::finding::Finding;
use crate::check::rule::{Level, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::place::LocatedUnit;
use crate::position::{Cursor, Position, Span};

/// A finding with all that a report says about it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PageFinding<'a> {
    /// The name of the page, `/`-separated.
    pub path: Cow<'a, str>,
    /// The id of the unit, where there is one.
    pub unit: Option<Cow<'a, str>>,
    /// The code of the rule, or of the diagnostic.
    pub code: &'static str,
    /// How serious it is.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// The line and column at which it begins.
    pub position: Position,
    /// The line and column after its last character.
    pub end: Position,
    /// Its bytes in the page.
    pub span: Span,
    /// The code of the rule whose finding in the same unit explains this one.
    pub consequence_of: Option<&'static str>,
    /// The texts of the unit; none where the markup is damaged.
    pub sides: Option<Sides<'a>>,
}

/// Both texts of a unit and what a finding is about in them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sides<'a> {
    /// The target, verbatim.
    pub target: Cow<'a, str>,
    /// The bytes of the target; empty where something is missing.
    pub target_range: Range<usize>,
    /// The source, verbatim.
    pub source: Cow<'a, str>,
    /// The bytes of the source, where there are any.
    pub source_range: Option<Range<usize>>,
}

impl<'a> PageFinding<'a> {
    /// What a rule found in a unit.
    ///
    /// If the target is another text than that of the page, such as plain text, the place in the page is that of the unit. A
    /// range of the finding that goes beyond its text or cuts a character, as one of another unit may, is made smaller until
    /// the text has it.
    #[must_use]
    pub fn of_unit(path: &'a str, unit: &'a LocatedUnit<'_>, finding: &Finding) -> Self {
        let source = unit.source.unwrap_or_default();
        let target_range = range_within(unit.target, &finding.target);
        let target = unit.target_span();
        let span = if target == unit.span {
            target
        } else {
            Span::new(target.start + target_range.start as u64, target.start + target_range.end as u64)
        };
        let bytes = |from: u64, to: u64| {
            let part = Span::new(from - unit.span.start, to - unit.span.start);
            unit.raw.as_bytes().get(part.range()).unwrap_or_default()
        };
        let mut cursor = Cursor::new();
        cursor.pass(bytes(unit.span.start, span.start));
        let position = advance(unit.place.position(), cursor.position());
        cursor.pass(bytes(span.start, span.end));
        Self {
            path: path.into(),
            unit: Some(unit.id.as_str().into()),
            code: finding.rule.as_str(),
            level: finding.level,
            message: finding.message.clone(),
            position,
            end: advance(unit.place.position(), cursor.position()),
            span,
            consequence_of: finding.consequence_of.map(Rule::as_str),
            sides: Some(Sides {
                target: unit.target.into(),
                target_range,
                source: source.into(),
                source_range: finding.source.as_ref().map(|range| range_within(source, range)),
            }),
        }
    }

    /// What is odd about the markup of a page: damage is an error, all else a note.
    #[must_use]
    pub fn of_diagnostic(path: &'a str, diagnostic: &'a Diagnostic, position: Position) -> Self {
        let level = if diagnostic.severity() == Severity::Damage { Level::Error } else { Level::Note };
        Self {
            path: path.into(),
            unit: diagnostic.unit.as_deref().map(Cow::from),
            code: diagnostic.code.as_str(),
            level,
            message: diagnostic.to_string(),
            position,
            end: position,
            span: diagnostic.span,
            consequence_of: None,
            sides: None,
        }
    }
}

impl PageFinding<'_> {
    /// This finding, holding its texts itself.
    #[must_use]
    pub fn into_owned(self) -> PageFinding<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        PageFinding {
            path: own(self.path),
            unit: self.unit.map(own),
            code: self.code,
            level: self.level,
            message: self.message,
            position: self.position,
            end: self.end,
            span: self.span,
            consequence_of: self.consequence_of,
            sides: self.sides.map(|sides| Sides {
                target: own(sides.target),
                target_range: sides.target_range,
                source: own(sides.source),
                source_range: sides.source_range,
            }),
        }
    }
}

/// The place in a page of what is `at` in a text that begins at `from`.
const fn advance(from: Position, at: Position) -> Position {
    match at.line {
        1 => Position { line: from.line, column: from.column + at.column - 1 },
        line => Position { line: from.line + line - 1, column: at.column },
    }
}

/// The part of a range that a text has, in whole characters.
pub(super) fn range_within(text: &str, range: &Range<usize>) -> Range<usize> {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = floor(range.start);
    start..floor(range.end).max(start)
}

/// Writes findings in some form.
///
/// # Errors
/// All methods give the errors of the output.
#[allow(clippy::missing_errors_doc, reason = "said once, for the whole trait")]
pub trait FindingWriter {
    /// The next finding.
    fn finding(&mut self, finding: &PageFinding<'_>) -> io::Result<()>;

    /// No finding follows: writes what ends the output, and flushes it.
    fn close(&mut self) -> io::Result<()>;
}
