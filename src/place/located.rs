//! A unit with its place.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;

use super::follower::Follower;
use super::headings::Headings;
use super::kind::FileKind;
use super::line_end::LineEnd;
use super::scalar::ScalarKind;
use super::surroundings::Surroundings;
use crate::context::ContextKind;
use crate::part::TranslationUnit;
use crate::position::Position;

/// A unit and where it is. It dereferences to its [`TranslationUnit`].
///
/// ```
/// # use bitext::{Document, place::ContextKind};
/// let page = "- <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let document = Document::parse(page);
/// let unit = document.located_units().next().unwrap();
/// assert_eq!((unit.target, unit.place.index()), ("Sveiki", 0));
/// assert_eq!(unit.place.context(), ContextKind::BulletItem);
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LocatedUnit<'a> {
    /// The unit.
    pub unit: TranslationUnit<'a>,
    /// Where it is.
    pub place: Place<'a>,
    /// How much of the page's unit it is.
    pub extent: Extent,
}

/// How much of a unit of the page a [`LocatedUnit`] is.
///
/// ```
/// # use bitext::{Document, place::Extent};
/// let page = "- <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// assert!(Document::parse(page).located_units().all(|unit| unit.extent == Extent::Whole));
/// assert_eq!((Extent::Sentence(2).sentence(), Extent::Whole.sentence()), (Some(2), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Extent {
    /// The whole unit, as pages give it.
    #[default]
    Whole,
    /// The sentence with this number, from 1, of a unit that was split.
    Sentence(u32),
    /// A string of the page without the markup of a unit; its source is that of the English original. It has no number
    /// among the units.
    Hidden,
}

impl Extent {
    /// The number of the sentence, from 1, if it is one.
    #[must_use]
    pub const fn sentence(self) -> Option<u32> {
        match self {
            Self::Sentence(number) => Some(number),
            Self::Whole | Self::Hidden => None,
        }
    }
}

impl<'a> LocatedUnit<'a> {
    pub(super) const fn new(unit: TranslationUnit<'a>, place: Place<'a>) -> Self {
        Self { unit, place, extent: Extent::Whole }
    }

    /// A string without the markup of a unit.
    #[cfg(feature = "corpus")]
    pub(crate) fn hidden(unit: TranslationUnit<'a>, position: Position, context: ContextKind) -> Self {
        let facts = PlaceFacts {
            kind: FileKind::Markdown,
            position,
            around: Surroundings::new(context),
            headings: Headings::default(),
            line_end: LineEnd::default(),
            line: "",
            following: "",
        };
        Self { unit, place: Place::known(0, facts), extent: Extent::Hidden }
    }
}

impl<'a> Deref for LocatedUnit<'a> {
    type Target = TranslationUnit<'a>;

    fn deref(&self) -> &TranslationUnit<'a> {
        &self.unit
    }
}

/// Where a unit is.
///
/// A place that an export shows to a writer is found out when it is asked for the first time, so a writer that does not ask
/// does not pay.
#[derive(Clone)]
pub struct Place<'a> {
    index: u64,
    source: PlaceSource<'a>,
}

#[derive(Clone)]
enum PlaceSource<'a> {
    Known(PlaceFacts<'a>),
    /// The text of the page, and who finds out about its last unit.
    OnDemand(&'a str, &'a RefCell<Follower>),
}

/// What there is to know of a place.
#[derive(Debug, Clone)]
pub(super) struct PlaceFacts<'a> {
    pub(super) kind: FileKind,
    pub(super) position: Position,
    pub(super) around: Surroundings,
    pub(super) headings: Headings,
    pub(super) line_end: LineEnd,
    /// The beginning of its line, up to the first unit in it.
    pub(super) line: &'a str,
    /// The text after the unit: at least the rest of its line and the next line, or 64 KiB.
    pub(super) following: &'a str,
}

impl<'a> Place<'a> {
    pub(super) const fn known(index: u64, facts: PlaceFacts<'a>) -> Self {
        Self { index, source: PlaceSource::Known(facts) }
    }

    pub(super) const fn on_demand(index: u64, text: &'a str, follower: &'a RefCell<Follower>) -> Self {
        Self { index, source: PlaceSource::OnDemand(text, follower) }
    }

    /// The number of the unit among the units of the page, 0-based.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The line and column of the unit's first marker, both 1-based, columns in characters.
    #[must_use]
    pub fn position(&self) -> Position {
        match &self.source {
            PlaceSource::Known(facts) => facts.position,
            PlaceSource::OnDemand(text, follower) => follower.borrow_mut().position(text),
        }
    }

    /// The kind of place.
    #[must_use]
    pub fn context(&self) -> ContextKind {
        self.around().context
    }

    /// The source texts of the headings above the unit.
    #[must_use]
    pub fn headings(&self) -> Headings {
        match &self.source {
            PlaceSource::Known(facts) => facts.headings.clone(),
            PlaceSource::OnDemand(text, follower) => follower.borrow_mut().headings(text),
        }
    }

    /// The kind of file that the page is.
    #[must_use]
    pub fn file_kind(&self) -> FileKind {
        match &self.source {
            PlaceSource::Known(facts) => facts.kind,
            PlaceSource::OnDemand(text, follower) => follower.borrow_mut().kind(text),
        }
    }

    /// The line end that a new line in the unit gets: that of its line, else of the line before.
    #[must_use]
    pub fn line_end(&self) -> LineEnd {
        match &self.source {
            PlaceSource::Known(facts) => facts.line_end,
            PlaceSource::OnDemand(text, follower) => follower.borrow_mut().line_end(text),
        }
    }

    /// The number of block quotes around the unit, as the marks at the start of its line show; 64 at most.
    #[must_use]
    pub fn quote_depth(&self) -> usize {
        self.around().quote_depth
    }

    /// The kind of scalar that the unit is in, on YAML and JSON pages and in front matter.
    #[must_use]
    pub fn scalar(&self) -> ScalarKind {
        self.around().scalar.kind
    }

    /// Whether the unit is in a code block, fenced or indented; also in the text of what looks like a link there.
    #[must_use]
    pub fn is_in_code(&self) -> bool {
        self.around().in_code
    }

    /// Whether the unit is in an HTML comment.
    #[must_use]
    pub fn is_in_comment(&self) -> bool {
        self.around().in_comment
    }

    /// The beginning of the unit's line, up to the first unit in it; of a stream, 64 KiB of it at most.
    #[must_use]
    pub fn line_start(&self) -> &'a str {
        match &self.source {
            PlaceSource::Known(facts) => facts.line,
            PlaceSource::OnDemand(text, follower) => follower.borrow_mut().line(text),
        }
    }

    /// The page before the unit, where it is in memory and the rest of what is here would have to be found out.
    #[cfg(feature = "check")]
    pub(crate) fn preceding(&self) -> Option<&'a str> {
        match &self.source {
            PlaceSource::Known(_) => None,
            PlaceSource::OnDemand(text, follower) => Some(follower.borrow().preceding(text)),
        }
    }

    /// The text after the unit. Of a page in memory it is the rest of the page; of a stream at least the rest of the line
    /// and the next line, or 64 KiB.
    #[must_use]
    pub fn following(&self) -> &'a str {
        match &self.source {
            PlaceSource::Known(facts) => facts.following,
            PlaceSource::OnDemand(text, follower) => follower.borrow().following(text),
        }
    }

    /// All that is around the unit.
    pub(super) fn around(&self) -> Surroundings {
        match &self.source {
            PlaceSource::Known(facts) => facts.around,
            PlaceSource::OnDemand(text, follower) => follower.borrow_mut().around(text),
        }
    }
}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("index", &self.index)
            .field("position", &self.position())
            .field("context", &self.context())
            .finish_non_exhaustive()
    }
}
