//! The units of a stream with their places.

use std::io::Read;

use super::kind::FileKind;
use super::line_end::{LastLineEnd, LineEnd};
use super::located::{LocatedUnit, Place, PlaceFacts};
use super::scalar::ScalarScanner;
use super::surroundings::Surroundings;
use super::tracker::ContextTracker;
use crate::context::ContextKind;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::part::{Part, PartReader};
use crate::position::{Cursor, Position};

/// The most of a line's beginning that is kept, in bytes.
const LINE: usize = 64 << 10;

/// The units of a stream with their places, in order: the same as [`Parts::located`](crate::Parts::located) gives for the
/// whole text. Made by [`PartReader::located`].
///
/// Each unit lives in the reader's buffer until the next is asked for, so this is no `Iterator`. After each unit the reader
/// goes on for the rest of the line and the next line (64 KiB at most), so that the kind of place is known.
#[derive(Debug)]
pub struct LocatedReader<R> {
    parts: PartReader<R>,
    kind: FileKind,
    tracker: ContextTracker,
    /// Everything before the part given last.
    cursor: Cursor,
    units: u64,
    front_matter: ScalarScanner,
    /// The beginning of the line, up to its first unit.
    line: String,
    line_has_unit: bool,
    /// The end of the line before.
    line_end: LastLineEnd,
    /// What is known about the unit given last.
    last: Option<(u64, Position, Surroundings)>,
}

impl<R: Read> PartReader<R> {
    /// The units of the stream that have not been given yet, with their places. It reads the beginning of the stream, which tells
    /// the kind of file.
    ///
    /// Use it before the first part is read: lines and columns are right at any time, but units are counted from here on, and
    /// what was given before says nothing about headings and kinds of places.
    ///
    /// ```
    /// # use bitext::PartReader;
    /// let page: &[u8] = b"# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
    ///                     <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
    /// let mut reader = PartReader::new(page).located();
    /// while let Some(unit) = reader.next_located()? {
    ///     assert_eq!(unit.place.context().as_str(), "heading");
    /// }
    /// # Ok::<(), bitext::Error>(())
    /// ```
    pub fn located(self) -> LocatedReader<R> {
        LocatedReader::new(self)
    }
}

impl<R: Read> LocatedReader<R> {
    fn new(mut parts: PartReader<R>) -> Self {
        parts.look_ahead_from_now_on();
        let cursor = parts.place();
        let kind = FileKind::of(parts.beginning(FileKind::WINDOW));
        Self {
            parts,
            kind,
            tracker: ContextTracker::new(kind),
            cursor,
            units: 0,
            front_matter: ScalarScanner::new(),
            line: String::new(),
            line_has_unit: false,
            line_end: LastLineEnd::default(),
            last: None,
        }
    }

    /// The next unit, `None` at the end.
    ///
    /// # Errors
    /// As [`PartReader::next_part`].
    pub fn next_located(&mut self) -> Result<Option<LocatedUnit<'_>>> {
        while self.advance()? {
            if self.last.is_some() {
                return Ok(self.unit());
            }
        }
        Ok(None)
    }

    /// The whole front matter, if there is one; known after the first unit was asked for.
    pub fn front_matter(&self) -> Option<FrontMatter<'_>> {
        self.parts.front_matter()
    }

    /// The locale of the targets: the page's own word, else the caller's; known with the front matter.
    pub fn locale(&self) -> Option<Locale<'_>> {
        self.parts.locale()
    }

    /// Goes on to the next part; `false` at the end.
    pub(crate) fn advance(&mut self) -> Result<bool> {
        if let Some(part) = self.parts.part() {
            self.cursor.pass(part.raw().as_bytes());
            if let Part::Unit(unit) = part {
                self.line_end.pass(unit.raw);
            }
        }
        self.last = None;
        if !self.parts.advance()? {
            return Ok(false);
        }
        let Some(part) = self.parts.part() else { return Ok(true) };
        match part {
            Part::FrontMatter(text) => {
                follow_line(&mut self.line, &mut self.line_has_unit, text);
                self.front_matter.skeleton(text);
                self.line_end.pass(text);
            }
            Part::Skeleton(text) => {
                follow_line(&mut self.line, &mut self.line_has_unit, text);
                self.tracker.skeleton(text);
                self.line_end.pass(text);
            }
            Part::Unit(unit) => {
                let around = if unit.in_front_matter {
                    Surroundings::in_data(ContextKind::FrontMatter, self.front_matter.unit())
                } else {
                    self.tracker.unit(unit.source.unwrap_or(unit.target), self.parts.following())
                };
                self.line_has_unit = true;
                self.last = Some((self.units, self.cursor.position(), around));
                self.units += 1;
            }
        }
        Ok(true)
    }

    /// The part given last, and the place of its first byte.
    pub(crate) fn part(&self) -> Option<(Part<'_>, &Cursor)> {
        Some((self.parts.part()?, &self.cursor))
    }

    /// The findings that begin in the part given last.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        self.parts.diagnostics()
    }

    /// The unit given last, if the part given last is one.
    pub(crate) fn unit(&mut self) -> Option<LocatedUnit<'_>> {
        let (index, position, around) = self.last?;
        let headings = self.tracker.headings();
        let Some(Part::Unit(unit)) = self.parts.part() else { return None };
        let following = self.parts.following();
        let line_end = LineEnd::at(self.line_end.get(), following);
        let facts = PlaceFacts { kind: self.kind, position, around, headings, line_end, line: &self.line, following };
        Some(LocatedUnit::new(unit, Place::known(index, facts)))
    }
}

/// Keeps the beginning of the line that skeleton ends in.
fn follow_line(line: &mut String, has_unit: &mut bool, text: &str) {
    let rest = match text.rsplit_once('\n') {
        Some((_, rest)) => {
            line.clear();
            *has_unit = false;
            rest
        }
        None if *has_unit => return,
        None => text,
    };
    let mut end = rest.len().min(LINE.saturating_sub(line.len()));
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    line.push_str(&rest[..end]);
}
