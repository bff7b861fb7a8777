//! Finds the place of the last unit of a page in memory, when it is asked for.
//!
//! A [`Follower`] is given the range of each unit, in order, and does nothing with it until somebody asks about the last one.
//! Then it goes over the page from the place where it stopped. So no byte is looked at twice, and none if nobody asks.

use super::headings::Headings;
use super::kind::FileKind;
use super::line_end::LineEnd;
use super::scalar::ScalarScanner;
use super::surroundings::Surroundings;
use super::tracker::ContextTracker;
use crate::context::ContextKind;
use crate::markup::Markup;
use crate::part::TranslationUnit;
use crate::position::{Cursor, Position};
use crate::scan::front;

/// The ranges of a unit, as byte offsets in the page.
#[derive(Debug, Clone, Copy)]
struct UnitRange {
    start: usize,
    end: usize,
    /// The source, or the target of a unit that has none.
    text: (usize, usize),
    in_front_matter: bool,
}

/// What is known of the page from the first question on.
#[derive(Debug)]
struct Tracked {
    kind: FileKind,
    front_matter_end: usize,
    contexts: ContextTracker,
    /// For units in the front matter.
    front_matter: ScalarScanner,
}

/// Follows the units of a page.
#[derive(Debug, Default)]
pub(super) struct Follower {
    markup: Markup,
    /// The units that nobody has asked about yet.
    waiting: Vec<UnitRange>,
    last: Option<UnitRange>,
    tracker: Option<Tracked>,
    /// Everything before this byte has been shown to the tracker.
    done: usize,
    around: Option<Surroundings>,
    /// The last line end before this byte, once somebody has asked for it.
    line_end: Option<LineEnd>,
    line_end_from: usize,
    /// The start of the last unit's line, and the end of what is before the first unit in it.
    line: (usize, Option<usize>),
    cursor: Cursor,
}

impl Follower {
    /// A follower of a page in this markup language.
    pub(super) fn new(markup: Markup) -> Self {
        Self { markup, ..Self::default() }
    }

    /// Takes the next unit.
    #[inline]
    pub(super) fn take(&mut self, unit: &TranslationUnit<'_>, text: &str) {
        let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
        let start = offset(unit.raw);
        let inside = unit.source.unwrap_or(unit.target);
        let inside_at = offset(inside);
        let unit = UnitRange {
            start,
            end: start + unit.raw.len(),
            text: (inside_at, inside_at + inside.len()),
            in_front_matter: unit.in_front_matter,
        };
        self.around = None;
        self.last = Some(unit);
        self.waiting.push(unit);
    }

    pub(super) fn position(&mut self, text: &str) -> Position {
        let start = self.last.map_or(0, |unit| unit.start);
        let passed = usize::try_from(self.cursor.offset()).unwrap_or(start).min(start);
        self.cursor.pass(&text.as_bytes()[passed..start]);
        self.cursor.position()
    }

    /// What is around the last unit.
    pub(super) fn around(&mut self, text: &str) -> Surroundings {
        match self.around {
            Some(around) => around,
            None => self.catch_up(text),
        }
    }

    pub(super) fn headings(&mut self, text: &str) -> Headings {
        self.around(text);
        self.tracked(text).contexts.headings()
    }

    pub(super) fn kind(&mut self, text: &str) -> FileKind {
        self.tracked(text).kind
    }

    pub(super) fn line_end(&mut self, text: &str) -> LineEnd {
        if let Some(end) = LineEnd::first_of(self.following(text)) {
            return end;
        }
        let start = self.last.map_or(0, |unit| unit.start);
        let from = std::mem::replace(&mut self.line_end_from, start);
        self.line_end = LineEnd::last_of(&text[from..start]).or(self.line_end);
        self.line_end.unwrap_or_default()
    }

    /// The beginning of the last unit's line, up to the first unit in it.
    pub(super) fn line<'t>(&mut self, text: &'t str) -> &'t str {
        self.around(text);
        let (start, end) = self.line;
        &text[start..end.unwrap_or(start)]
    }

    pub(super) fn following<'t>(&self, text: &'t str) -> &'t str {
        &text[self.last.map_or(0, |unit| unit.end)..]
    }

    #[cfg(feature = "check")]
    pub(super) fn preceding<'t>(&self, text: &'t str) -> &'t str {
        &text[..self.last.map_or(0, |unit| unit.start)]
    }

    fn tracked(&mut self, text: &str) -> &mut Tracked {
        let markup = self.markup;
        self.tracker.get_or_insert_with(|| {
            let (kind, front_matter_end) = match markup {
                Markup::Markdown => (FileKind::of(text), front::end(text.as_bytes())),
                Markup::Html => (FileKind::Html, 0),
            };
            Tracked { kind, front_matter_end, contexts: ContextTracker::new(kind), front_matter: ScalarScanner::new() }
        })
    }

    /// Shows everything up to the last unit to the tracker; gives what is around that unit.
    fn catch_up(&mut self, text: &str) -> Surroundings {
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut around = Surroundings::new(ContextKind::Other);
        for unit in &waiting {
            let from = std::mem::replace(&mut self.done, unit.end);
            if let Some(end) = memchr::memrchr(b'\n', &text.as_bytes()[from..unit.start]) {
                self.line = (from + end + 1, None);
            }
            self.line.1.get_or_insert(unit.start);
            let tracked = self.tracked(text);
            if unit.in_front_matter {
                tracked.front_matter.skeleton(&text[from..unit.start]);
                around = Surroundings::in_data(ContextKind::FrontMatter, tracked.front_matter.unit());
                continue;
            }
            let from = from.max(tracked.front_matter_end);
            tracked.contexts.skeleton(&text[from..unit.start]);
            let inside = &text[unit.text.0..unit.text.1];
            around = tracked.contexts.unit(inside, &text[unit.end..]);
        }
        waiting.clear();
        self.waiting = waiting;
        self.around = Some(around);
        around
    }
}
