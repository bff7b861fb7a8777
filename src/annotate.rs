//! Where the units of a page stand, for people: line, column, number in the page, kind of place, headings above.
//!
//! An [`Annotator`] is shown the parts of a page in order, be they of a slice or of a stream, and tells the same for
//! both. Only those who ask for it pay: pairing itself keeps byte offsets and nothing else. It leaves out what a unit
//! knows by itself (id, texts, span).

use crate::context::{ContextKind, Contexts};
use crate::file_kind::FileKind;
use crate::part::Part;
use crate::position::{Cursor, Position};

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotation {
    /// Its number among the units of the page, 0-based.
    pub index: u64,
    /// The line and column of its first marker.
    pub position: Position,
    /// The kind of place.
    pub context: ContextKind,
}

/// Tells where units stand while the parts of one page pass by.
///
/// ```
/// # use bitext::{FileKind, Parts};
/// # use bitext::annotate::Annotator;
/// let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut annotator = Annotator::new(FileKind::of(page));
/// let mut parts = Parts::new(page);
/// let mut places = Vec::new();
/// while let Some(part) = parts.next() {
///     if let Some(place) = annotator.annotate(&part, parts.following()) {
///         places.push(format!("{} {}", place.position, place.context.as_str()));
///     }
/// }
/// assert_eq!(places, ["1:3 heading"]);
/// ```
#[derive(Debug)]
pub struct Annotator {
    cursor: Cursor,
    contexts: Contexts,
    units: u64,
}

impl Annotator {
    /// An annotator before the first part of a page of this kind.
    #[must_use]
    pub fn new(kind: FileKind) -> Self {
        Self { cursor: Cursor::new(), contexts: Contexts::new(kind), units: 0 }
    }

    /// Takes the next part; tells where it stands if it is a unit. `following` is the text behind it: the rest of its
    /// line and the next line, or as much as [`Parts::following`](crate::Parts::following) and
    /// [`PartReader::following`](crate::PartReader::following) give.
    pub fn annotate(&mut self, part: &Part<'_>, following: &str) -> Option<Annotation> {
        let position = self.cursor.position();
        self.cursor.pass(part.raw().as_bytes());
        let context = match part {
            Part::FrontMatter(text) => {
                self.contexts.front_matter(text);
                return None;
            }
            Part::Skeleton(text) => {
                self.contexts.skeleton(text);
                return None;
            }
            Part::Unit(unit) => self.contexts.unit(unit, following),
        };
        let index = self.units;
        self.units += 1;
        Some(Annotation { index, position, context })
    }

    /// The source texts of the headings that the last unit stands below, the outermost first.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        self.contexts.headings()
    }

    /// The line and column of a byte offset of the page that lies in `part`, the part to be annotated next.
    #[must_use]
    pub fn position_in(&self, part: &Part<'_>, offset: u64) -> Position {
        let text = part.raw().as_bytes();
        let within = usize::try_from(offset.saturating_sub(self.cursor.offset())).unwrap_or(usize::MAX);
        let mut cursor = self.cursor.clone();
        cursor.pass(&text[..within.min(text.len())]);
        cursor.position()
    }
}
