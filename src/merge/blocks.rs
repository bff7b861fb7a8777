//! The block structure of a page of Markdown, as a CommonMark parser reads it, to be compared before and after edits.
//!
//! Kept of the page are the kinds of its blocks, how deep they are and where they begin, tables and their cells included,
//! and the links and images that begin in its skeleton. Two pages have the same structure if these are the same, places
//! counted from the edited targets before them. Where in an edited target a block begins does not matter, but that it does.
//!
//! The work is linear in the length of the page. Front matter is left out, and so are pages that are not Markdown.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The structure of one page.
#[derive(Debug)]
pub(super) struct Structure {
    marks: Vec<BlockStart>,
    /// Where the blocks at the top of the page begin.
    tops: Vec<usize>,
}

/// The beginning of a block, or of a link or image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BlockStart {
    shape: Shape,
    depth: u32,
    start: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Paragraph,
    Heading(u8),
    Quote,
    Code { is_fenced: bool },
    Html,
    List { is_ordered: bool },
    Item,
    Table(usize),
    Row,
    Cell,
    Rule,
    Link,
    Image,
    Other,
}

/// Where something begins: so many edited targets are before it, and it is so many bytes after the last of them, or in the
/// next.
#[derive(Debug, PartialEq, Eq)]
struct RelativePlace {
    edits: usize,
    distance: Option<usize>,
}

impl Structure {
    /// The structure of `page` after its first `body` bytes. `units` are the ranges of its units, in order.
    pub(super) fn of(page: &str, body: usize, units: impl Iterator<Item = Range<usize>>) -> Self {
        let mut units = units.skip_while(|unit| unit.end <= body).peekable();
        let (mut marks, mut tops) = (Vec::new(), Vec::new());
        let mut depth = 0;
        for (event, range) in Parser::new_ext(&page[body..], Options::ENABLE_TABLES).into_offset_iter() {
            let start = body + range.start;
            let shape = match event {
                Event::Start(tag) => shape(&tag),
                Event::Rule => Some(Shape::Rule),
                Event::End(tag) => {
                    depth -= u32::from(is_block(tag));
                    continue;
                }
                _ => continue,
            };
            let Some(shape) = shape else { continue };
            if matches!(shape, Shape::Link | Shape::Image) {
                while units.next_if(|unit| unit.end <= start).is_some() {}
                if units.peek().is_some_and(|unit| unit.contains(&start)) {
                    continue;
                }
            }
            let is_block = !matches!(shape, Shape::Link | Shape::Image);
            if is_block && depth == 0 {
                tops.push(start);
            }
            marks.push(BlockStart { shape, depth, start });
            depth += u32::from(is_block && shape != Shape::Rule);
        }
        Self { marks, tops }
    }

    /// The bytes from the block at the top of the page that holds `at` to the end of the block after it.
    pub(super) fn surroundings(&self, at: usize, end: usize) -> Range<usize> {
        let tops = self.tops.partition_point(|&top| top <= at);
        let start = tops.checked_sub(1).map_or(at, |top| self.tops[top]);
        start..self.tops.get(tops + 1).copied().unwrap_or(end)
    }

    /// Whether both have the same structure. `edited` and `others_edited` are the ranges of the edited targets in each page.
    pub(super) fn is_as(&self, edited: &[Range<usize>], other: &Self, others_edited: &[Range<usize>]) -> bool {
        let mut own = Places::new(edited);
        let mut others = Places::new(others_edited);
        self.marks.len() == other.marks.len()
            && self.marks.iter().zip(&other.marks).all(|(one, two)| {
                (one.shape, one.depth) == (two.shape, two.depth) && own.of(one.start) == others.of(two.start)
            })
    }

    /// Whether both have the same structure but for the blocks that begin in those edited targets that are `free`; where one
    /// began, one has to begin.
    pub(super) fn is_as_outside(
        &self,
        edited: &[Range<usize>],
        other: &Self,
        others_edited: &[Range<usize>],
        free: &[bool],
    ) -> bool {
        let (own, own_free) = self.without_free(edited, free);
        let (others, others_free) = other.without_free(others_edited, free);
        own == others && own_free.is_subset(&others_free)
    }

    /// The marks that begin in no free target, and the free targets in which one begins.
    fn without_free(&self, edited: &[Range<usize>], free: &[bool]) -> (Vec<PlacedMark>, BTreeSet<usize>) {
        let mut places = Places::new(edited);
        let (mut others, mut begun) = (Vec::with_capacity(self.marks.len()), BTreeSet::new());
        for mark in &self.marks {
            let place = places.of(mark.start);
            if place.distance.is_none() && free[place.edits] {
                begun.insert(place.edits);
            } else {
                others.push((mark.shape, mark.depth, place));
            }
        }
        (others, begun)
    }
}

/// A mark with its place among the edited targets.
type PlacedMark = (Shape, u32, RelativePlace);

fn shape(tag: &Tag<'_>) -> Option<Shape> {
    Some(match tag {
        Tag::Paragraph => Shape::Paragraph,
        Tag::Heading { level, .. } => Shape::Heading(*level as u8),
        Tag::BlockQuote(_) => Shape::Quote,
        Tag::CodeBlock(kind) => Shape::Code { is_fenced: matches!(kind, CodeBlockKind::Fenced(_)) },
        Tag::HtmlBlock => Shape::Html,
        Tag::List(start) => Shape::List { is_ordered: start.is_some() },
        Tag::Item => Shape::Item,
        Tag::Table(columns) => Shape::Table(columns.len()),
        Tag::TableHead | Tag::TableRow => Shape::Row,
        Tag::TableCell => Shape::Cell,
        Tag::Link { .. } => Shape::Link,
        Tag::Image { .. } => Shape::Image,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return None,
        _ => Shape::Other,
    })
}

/// Whether this ends what [`Structure::of`] counts as depth.
const fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Makes places relative; they have to be asked for in order.
struct Places<'r> {
    edited: &'r [Range<usize>],
    /// The edited targets that are passed.
    passed: usize,
}

impl<'r> Places<'r> {
    const fn new(edited: &'r [Range<usize>]) -> Self {
        Self { edited, passed: 0 }
    }

    fn of(&mut self, start: usize) -> RelativePlace {
        while self.edited.get(self.passed).is_some_and(|edited| edited.end <= start) {
            self.passed += 1;
        }
        let is_inside = self.edited.get(self.passed).is_some_and(|edited| edited.start <= start);
        let last = self.passed.checked_sub(1).map_or(0, |last| self.edited[last].end);
        RelativePlace { edits: self.passed, distance: (!is_inside).then(|| start - last) }
    }
}
