//! The units of a page in memory with their places: for a caller that takes one after the other, and as an iterator.

use std::cell::RefCell;

use super::follower::Follower;
use super::located::{LocatedUnit, Place, PlaceFacts};
use crate::document::Document;
use crate::part::{Part, Parts, TranslationUnit};

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
            around: follower.around(text),
            headings: follower.headings(text),
            line_end: follower.line_end(text),
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
