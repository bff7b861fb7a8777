//! One language of a page: the page with each unit replaced by its target, or by its source.
//!
//! Law: a view is the page's parts in order, units replaced, and some ranges of skeleton left out; no other byte
//! changes, and the view of a page without units is the page. What is left out:
//!
//! - in the source view the heading anchors that the pipeline added, because the English page has none ([`Side::Source`]);
//! - in either view the definition of a reference link that only the other language refers to, where its twin for this
//!   language is in the page too.
//!
//! A view is lazy: it keeps the places of what it leaves out, and no text. It leaves out what no page holds: the front
//! matter and the alternative texts of images stay in the language of the target.
//!
//! [`repair`] undoes a mass edit that damaged the quotes of some pages. It makes a new page, to be read again.

mod anchors;
mod definitions;
mod repair;
mod slug;

use std::fmt;
use std::io;
use std::ops::Range;

use crate::document::Document;
use crate::markup::Markup;
use crate::part::TranslationUnit;

pub use repair::{Repaired, repair};

/// Which text stands for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Side {
    /// The whole unit: the view is the page.
    Both,
    /// The target alone: the clean localized page.
    Target,
    /// The source alone: the original page. A damaged unit without source gives its target.
    Source,
}

/// A view of a page, written by [`Display`](fmt::Display) or [`write_to`](Self::write_to).
///
/// ```
/// # use bitext::Document;
/// let page = "## <a name=\"hello\"></a><span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let document = Document::parse(page);
/// assert_eq!(document.target_view().to_string(), "## <a name=\"hello\"></a>Sveiki\n");
/// assert_eq!(document.source_view().to_string(), "## Hello\n");
/// ```
#[derive(Debug, Clone)]
pub struct View<'d, 'a> {
    document: &'d Document<'a>,
    side: Side,
    /// Stretches of skeleton, in order, that do not overlap.
    dropped: Vec<Range<usize>>,
}

impl<'a> Document<'a> {
    /// The page in one language, or as it is.
    #[must_use]
    pub fn view(&self, side: Side) -> View<'_, 'a> {
        View::new(self, side)
    }

    /// The page with each unit replaced by its target.
    #[must_use]
    pub fn target_view(&self) -> View<'_, 'a> {
        self.view(Side::Target)
    }

    /// The page with each unit replaced by its source.
    #[must_use]
    pub fn source_view(&self) -> View<'_, 'a> {
        self.view(Side::Source)
    }
}

impl<'d, 'a> View<'d, 'a> {
    fn new(document: &'d Document<'a>, side: Side) -> Self {
        let mut dropped = Vec::new();
        // Definitions and anchors are what the pipeline adds to Markdown.
        let is_markdown = document.settings().markup == Markup::Markdown;
        if side == Side::Both || document.units().is_empty() || !is_markdown {
            return Self { document, side, dropped };
        }
        definitions::find(document, side, &mut dropped);
        if side == Side::Source {
            anchors::find(document, &mut dropped);
        }
        dropped.sort_unstable_by_key(|range| range.start);
        Self { document, side, dropped }
    }

    /// Writes the view, in many small pieces: give it a buffered output.
    ///
    /// # Errors
    /// Those of the output.
    pub fn write_to(&self, mut out: impl io::Write) -> io::Result<()> {
        self.try_each(|text| out.write_all(text.as_bytes()))
    }

    /// Gives all pieces of the view to `take`, in order.
    fn try_each<E>(&self, mut take: impl FnMut(&'a str) -> Result<(), E>) -> Result<(), E> {
        let text = self.document.text();
        if self.side == Side::Both {
            return take(text);
        }
        let mut dropped = &*self.dropped;
        let mut at = 0;
        for unit in self.document.units() {
            let (start, end) = range_of(unit);
            dropped = skeleton(text, at..start, dropped, &mut take)?;
            take(self.text_of(unit))?;
            at = end;
        }
        skeleton(text, at..text.len(), dropped, &mut take).map(drop)
    }

    fn text_of(&self, unit: &TranslationUnit<'a>) -> &'a str {
        match self.side {
            Side::Both => unit.raw,
            Side::Target => unit.target,
            Side::Source => unit.source.unwrap_or(unit.target),
        }
    }
}

impl fmt::Display for View<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.try_each(|text| f.write_str(text))
    }
}

/// Gives a piece of skeleton without what is dropped in it; gives what is dropped after it.
fn skeleton<'t, 'r, E>(
    text: &'t str,
    range: Range<usize>,
    mut dropped: &'r [Range<usize>],
    take: &mut impl FnMut(&'t str) -> Result<(), E>,
) -> Result<&'r [Range<usize>], E> {
    let mut at = range.start;
    while let Some((first, rest)) = dropped.split_first().filter(|(first, _)| first.start < range.end) {
        take(&text[at..first.start])?;
        at = first.end;
        dropped = rest;
    }
    take(&text[at..range.end])?;
    Ok(dropped)
}

/// Where a unit is in the text of its document.
fn range_of(unit: &TranslationUnit<'_>) -> (usize, usize) {
    let offset = |at| usize::try_from(at).expect("the document is in memory, so its offsets fit");
    (offset(unit.span.start), offset(unit.span.end))
}

/// The unit that holds the byte at `at`, or else the first after it, as its place in the list of units.
fn unit_at(document: &Document<'_>, at: usize) -> usize {
    document.units().partition_point(|unit| range_of(unit).1 <= at)
}

/// Whether the byte at `at` is skeleton (or front matter).
fn is_skeleton(document: &Document<'_>, at: usize) -> bool {
    is_all_skeleton(document, at..at + 1)
}

/// Whether no byte of a range is in a unit.
fn is_all_skeleton(document: &Document<'_>, range: Range<usize>) -> bool {
    document.units().get(unit_at(document, range.start)).is_none_or(|unit| range.end <= range_of(unit).0)
}

/// The range of the line around `at`, its line end included.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
    start..end
}
