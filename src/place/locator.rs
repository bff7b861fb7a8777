//! Finds places in a page in memory, when they are asked for.
//!
//! A [`Follower`] is told the range of each unit, in order, and does nothing with it until somebody asks about the last one.
//! Then it goes over the page from the place where it stopped. So no byte is looked at twice, and none if nobody asks.

use std::cell::RefCell;

use super::context::ContextKind;
use super::headings::Headings;
use super::kind::FileKind;
use super::located::{LocatedUnit, Place, PlaceFacts};
use super::tracker::ContextTracker;
use crate::document::Document;
use crate::part::{Part, Parts, TranslationUnit};
use crate::position::{Cursor, Position};

/// Gives the units of one page their places.
pub(crate) struct Locator<'t> {
    text: &'t str,
    follower: RefCell<Follower>,
    units: u64,
}

impl<'t> Locator<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, follower: RefCell::new(Follower::default()), units: 0 }
    }

    /// The next unit of the page with its place, which can be asked until the unit after it is taken.
    pub(crate) fn locate<'l>(&'l mut self, unit: TranslationUnit<'l>) -> LocatedUnit<'l> {
        self.follower.get_mut().take(&unit, self.text);
        let index = self.units;
        self.units += 1;
        LocatedUnit::new(unit, Place::on_demand(index, self.text, &self.follower))
    }
}

/// The ranges of a unit, as byte offsets in the page.
#[derive(Debug, Clone, Copy)]
struct Waiting {
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
}

/// Follows the units of a page.
#[derive(Debug, Default)]
pub(super) struct Follower {
    /// The units that nobody has asked about yet.
    waiting: Vec<Waiting>,
    last: Option<Waiting>,
    tracker: Option<Tracked>,
    /// Everything before this byte has been shown to the tracker.
    done: usize,
    context: Option<ContextKind>,
    /// The start of the last unit's line, and the end of what is before the first unit in it.
    line: (usize, Option<usize>),
    cursor: Cursor,
}

impl Follower {
    /// Takes the next unit.
    #[inline]
    pub(super) fn take(&mut self, unit: &TranslationUnit<'_>, text: &str) {
        let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
        let start = offset(unit.raw);
        let inside = unit.source.unwrap_or(unit.target);
        let inside_at = offset(inside);
        let unit = Waiting {
            start,
            end: start + unit.raw.len(),
            text: (inside_at, inside_at + inside.len()),
            in_front_matter: unit.in_front_matter,
        };
        self.context = None;
        self.last = Some(unit);
        self.waiting.push(unit);
    }

    pub(super) fn position(&mut self, text: &str) -> Position {
        let start = self.last.map_or(0, |unit| unit.start);
        let passed = usize::try_from(self.cursor.offset()).unwrap_or(start).min(start);
        self.cursor.pass(&text.as_bytes()[passed..start]);
        self.cursor.position()
    }

    pub(super) fn context(&mut self, text: &str) -> ContextKind {
        match self.context {
            Some(context) => context,
            None => self.catch_up(text),
        }
    }

    pub(super) fn headings(&mut self, text: &str) -> Headings {
        self.context(text);
        self.tracked(text).contexts.headings()
    }

    pub(super) fn kind(&mut self, text: &str) -> FileKind {
        self.tracked(text).kind
    }

    pub(super) fn line<'t>(&mut self, text: &'t str) -> &'t str {
        self.context(text);
        let (start, end) = self.line;
        &text[start..end.unwrap_or(start)]
    }

    pub(super) fn following<'t>(&self, text: &'t str) -> &'t str {
        &text[self.last.map_or(0, |unit| unit.end)..]
    }

    fn tracked(&mut self, text: &str) -> &mut Tracked {
        self.tracker.get_or_insert_with(|| {
            let kind = FileKind::of(text);
            let front_matter_end = crate::scan::front::end(text.as_bytes());
            Tracked { kind, front_matter_end, contexts: ContextTracker::new(kind) }
        })
    }

    /// Shows everything up to the last unit to the tracker; gives the context of that unit.
    fn catch_up(&mut self, text: &str) -> ContextKind {
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut context = ContextKind::Other;
        for unit in &waiting {
            self.skeleton(text, unit);
            if unit.in_front_matter {
                context = ContextKind::FrontMatter;
                continue;
            }
            let inside = &text[unit.text.0..unit.text.1];
            context = self.tracked(text).contexts.unit(inside, &text[unit.end..]);
        }
        waiting.clear();
        self.waiting = waiting;
        self.context = Some(context);
        context
    }

    /// Shows the skeleton before a unit to the tracker, front matter left out.
    fn skeleton(&mut self, text: &str, unit: &Waiting) {
        let from = std::mem::replace(&mut self.done, unit.end);
        let skeleton = &text[from..unit.start];
        if let Some(end) = memchr::memrchr(b'\n', skeleton.as_bytes()) {
            self.line = (from + end + 1, None);
        }
        self.line.1.get_or_insert(unit.start);
        if unit.in_front_matter {
            return;
        }
        let tracked = self.tracked(text);
        let from = from.max(tracked.front_matter_end);
        tracked.contexts.skeleton(&text[from..unit.start]);
    }
}

/// The units of a page in memory with their places, in order; made by [`Parts::located`] and [`Document::located_units`].
#[derive(Debug)]
pub struct LocatedUnits<'a> {
    text: &'a str,
    units: UnitSource<'a>,
    follower: Follower,
    index: u64,
}

#[derive(Debug)]
enum UnitSource<'a> {
    Parts(Box<Parts<'a>>),
    Units(std::vec::IntoIter<TranslationUnit<'a>>),
}

impl<'a> Parts<'a> {
    /// The units that have not been given yet, with their places in the page.
    ///
    /// ```
    /// # use bitext::Parts;
    /// let page = "> <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
    ///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
    /// let contexts: Vec<_> = Parts::new(page).located().map(|unit| unit.place.context().to_string()).collect();
    /// assert_eq!(contexts, ["quote"]);
    /// ```
    #[must_use]
    pub fn located(self) -> LocatedUnits<'a> {
        LocatedUnits::new(self.text(), UnitSource::Parts(Box::new(self)))
    }
}

impl<'a> Document<'a> {
    /// The units with their places in the page.
    #[must_use]
    pub fn located_units(&self) -> LocatedUnits<'a> {
        LocatedUnits::new(self.text(), UnitSource::Units(self.units().to_vec().into_iter()))
    }
}

impl<'a> LocatedUnits<'a> {
    fn new(text: &'a str, units: UnitSource<'a>) -> Self {
        Self { text, units, follower: Follower::default(), index: 0 }
    }

    fn next_unit(&mut self) -> Option<TranslationUnit<'a>> {
        match &mut self.units {
            UnitSource::Units(units) => units.next(),
            UnitSource::Parts(parts) => parts.find_map(|part| match part {
                Part::Unit(unit) => Some(unit),
                Part::FrontMatter(_) | Part::Skeleton(_) => None,
            }),
        }
    }
}

impl<'a> Iterator for LocatedUnits<'a> {
    type Item = LocatedUnit<'a>;

    fn next(&mut self) -> Option<LocatedUnit<'a>> {
        let unit = self.next_unit()?;
        let (text, follower) = (self.text, &mut self.follower);
        follower.take(&unit, text);
        let facts = PlaceFacts {
            kind: follower.kind(text),
            position: follower.position(text),
            context: follower.context(text),
            headings: follower.headings(text),
            line: follower.line(text),
            following: follower.following(text),
        };
        let index = self.index;
        self.index += 1;
        Some(LocatedUnit::new(unit, Place::known(index, facts)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.units {
            UnitSource::Units(units) => units.size_hint(),
            UnitSource::Parts(_) => (0, None),
        }
    }
}

impl std::iter::FusedIterator for LocatedUnits<'_> {}
