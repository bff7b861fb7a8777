//! The units of a page in memory with their places: for a caller that takes one after the other, and as an iterator.

use std::cell::RefCell;

use super::follower::Follower;
use super::headings::Headings;
use super::located::{LocatedUnit, Place, PlaceFacts};
use super::surroundings::Surroundings;
use crate::context::PageBlocks;
use crate::document::Document;
use crate::markup::Markup;
use crate::part::{Part, Parts, TranslationUnit};

/// Gives the units of one page their places.
pub(crate) struct Locator<'t> {
    text: &'t str,
    follower: RefCell<Follower>,
    units: u64,
}

impl<'t> Locator<'t> {
    pub(crate) fn new(text: &'t str, markup: Markup) -> Self {
        Self { text, follower: RefCell::new(Follower::new(markup)), units: 0 }
    }

    /// The next unit of the page with its place, which can be asked until the unit after it is taken.
    pub(crate) fn locate<'l>(&'l mut self, unit: TranslationUnit<'l>) -> LocatedUnit<'l> {
        self.follower.get_mut().take(&unit, self.text);
        let index = self.units;
        self.units += 1;
        LocatedUnit::new(unit, Place::on_demand(index, self.text, &self.follower))
    }
}

/// The units of a page in memory with their places, in order; made by [`Parts::located`] and [`Document::located_units`].
#[derive(Debug)]
pub struct LocatedUnits<'a> {
    text: &'a str,
    units: UnitSource<'a>,
    follower: Follower,
    index: u64,
    /// Units before this byte were given as parts.
    given: u64,
    /// What a tree says of the units, if there is one.
    blocks: Option<&'a PageBlocks>,
    /// The headings above the unit given last, as the tree has them.
    headings: (Option<usize>, Headings),
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
        let (text, settings, given) = (self.text(), *self.settings(), self.given() as u64);
        // A place depends on everything before it.
        let parts = if given == 0 { self } else { Parts::with_settings(text, &settings) };
        LocatedUnits { given, ..LocatedUnits::new(text, settings.markup, UnitSource::Parts(Box::new(parts))) }
    }
}

impl<'a> Document<'a> {
    /// The units with their places in the page.
    #[must_use]
    pub fn located_units(&self) -> LocatedUnits<'a> {
        let units = UnitSource::Units(self.units().to_vec().into_iter());
        let blocks = self.blocks();
        LocatedUnits { blocks, ..LocatedUnits::new(self.text(), self.settings().markup, units) }
    }
}

impl<'a> LocatedUnits<'a> {
    fn new(text: &'a str, markup: Markup, units: UnitSource<'a>) -> Self {
        let headings = (None, Headings::default());
        Self { text, units, follower: Follower::new(markup), index: 0, given: 0, blocks: None, headings }
    }

    /// What is around the next unit, and the headings above it.
    fn block(&mut self) -> (Surroundings, Headings) {
        let around = self.follower.around(self.text);
        let Some(blocks) = self.blocks else { return (around, self.follower.headings(self.text)) };
        let unit = usize::try_from(self.index).unwrap_or(usize::MAX);
        let heading = blocks.heading(unit);
        if heading != self.headings.0 {
            self.headings = (heading, blocks.headings(heading).into());
        }
        (Surroundings { context: blocks.context(unit), ..around }, self.headings.1.clone())
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
        let text = self.text;
        let unit = loop {
            let unit = self.next_unit()?;
            self.follower.take(&unit, text);
            if unit.span.start >= self.given {
                break unit;
            }
            self.index += 1;
        };
        let (around, headings) = self.block();
        let follower = &mut self.follower;
        let facts = PlaceFacts {
            kind: follower.kind(text),
            position: follower.position(text),
            around,
            headings,
            line_end: follower.line_end(text),
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
