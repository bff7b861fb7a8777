//! Where the units of a page are in its tree, and what text a browser sees in them: one walk in document order.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::tree::{MARK, SpanMark, UnitSide};
use crate::context::{ContextKind, PageBlocks, PageHeading};
use crate::markup::Markup;
use crate::part::TranslationUnit;

/// How a browser sees a unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sight {
    /// Whether the tree has the unit, in an element or in a comment.
    pub(super) is_known: bool,
    /// Whether a browser sees another text than the unit has.
    pub(super) differs: bool,
}

/// The longest text of a heading in characters; what is longer is cut and ends with `…`.
const LONGEST_HEADING: usize = 256;

/// What an open element is to the units in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Block(BlockKind),
    /// A unit's span.
    Unit,
    /// Everything else.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Body,
    Heading(u8),
    Paragraph,
    /// A list item, whether it has text outside of blocks, and whether its first block is over.
    Item {
        is_ordered: bool,
        has_text: bool,
        has_block: bool,
    },
    Quote,
    Cell,
    Preformatted,
    Link,
    /// A block of no kind above.
    Plain,
}

/// The text of a unit's span, as far as it has been seen.
struct OpenSpan {
    mark: SpanMark,
    text: String,
    differs: bool,
}

pub(super) struct Walk<'t> {
    units: &'t [TranslationUnit<'t>],
    frames: Vec<Frame>,
    open: Vec<OpenSpan>,
    pub(super) sights: Vec<Sight>,
    pub(super) blocks: PageBlocks,
    /// The innermost heading above.
    heading: Option<usize>,
    /// The text of the heading in hand.
    heading_text: Option<String>,
}

impl<'t> Walk<'t> {
    /// Walks over the tree of a page whose units are `units`.
    pub(super) fn over(tree: &Html, units: &'t [TranslationUnit<'t>]) -> Self {
        let blocks = PageBlocks { units: vec![(ContextKind::Other, None); units.len()], headings: Vec::new() };
        let mut walk = Self {
            units,
            frames: Vec::new(),
            open: Vec::new(),
            sights: vec![Sight::default(); units.len()],
            blocks,
            heading: None,
            heading_text: None,
        };
        for edge in tree.tree.root().traverse() {
            match edge {
                Edge::Open(node) => walk.open(node),
                Edge::Close(node) if node.value().is_element() => walk.close(),
                Edge::Close(_) => {}
            }
        }
        walk
    }

    fn open(&mut self, node: NodeRef<'_, Node>) {
        match node.value() {
            Node::Element(element) => {
                let mark = element.attr(MARK).and_then(SpanMark::parse).filter(|mark| mark.unit < self.units.len());
                if let Some(mark) = mark.filter(|_| element.name() == "span") {
                    self.open_unit(mark);
                    return;
                }
                if element.name() == "br" {
                    self.push_text(" ");
                } else if element.name() == "img" {
                    self.push_text(element.attr("alt").unwrap_or_default());
                }
                let frame = frame(node);
                if matches!(frame, Frame::Block(kind) if kind != BlockKind::Link) {
                    self.end_first_block();
                }
                if let Frame::Block(BlockKind::Heading(level)) = frame {
                    self.open_heading(level);
                }
                self.frames.push(frame);
            }
            Node::Text(text) => {
                self.push_text(text);
                if text.contains(MARK) {
                    self.hidden(text, None);
                }
            }
            Node::Comment(comment) => self.hidden(comment, Some(ContextKind::Comment)),
            _ => {}
        }
    }

    /// A block begins: where the list item around it has text, that was its first.
    fn end_first_block(&mut self) {
        if let Some(Frame::Block(BlockKind::Item { has_text, has_block, .. })) = self.frames.last_mut() {
            *has_block |= *has_text;
        }
    }

    /// Text begins: the list item that it is in, if it is in one and in no other block, has some.
    fn note_text(&mut self) {
        let is_block = |frame: &&mut Frame| matches!(frame, Frame::Block(kind) if *kind != BlockKind::Link);
        if let Some(Frame::Block(BlockKind::Item { has_text, .. })) = self.frames.iter_mut().rev().find(is_block) {
            *has_text = true;
        }
    }

    fn open_unit(&mut self, mark: SpanMark) {
        self.note_text();
        self.frames.push(Frame::Unit);
        let sight = &mut self.sights[mark.unit];
        if mark.side == UnitSide::Target && !sight.is_known {
            sight.is_known = true;
            self.blocks.units[mark.unit] = (context(&self.frames), self.heading);
        }
        // Units do not nest.
        if let Some(outer) = self.open.last_mut() {
            outer.differs = true;
        }
        self.open.push(OpenSpan { mark, text: String::new(), differs: false });
    }

    /// Units whose markup is no markup to a browser.
    fn hidden(&mut self, text: &str, context: Option<ContextKind>) {
        for mark in SpanMark::all_in(text) {
            let Some(sight) = self.sights.get_mut(mark.unit).filter(|sight| !sight.is_known) else { continue };
            if mark.side == UnitSide::Target {
                sight.is_known = context.is_some();
                self.blocks.units[mark.unit] = (context.unwrap_or(ContextKind::Other), self.heading);
            }
        }
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Unit) => self.close_unit(),
            Some(Frame::Block(BlockKind::Heading(level))) => self.close_heading(level),
            Some(Frame::Block(kind)) if kind != BlockKind::Link => {
                if let Some(Frame::Block(BlockKind::Item { has_block, .. })) = self.frames.last_mut() {
                    *has_block = true;
                }
            }
            Some(Frame::Block(_) | Frame::Other) | None => {}
        }
    }

    fn close_unit(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let unit = &self.units[open.mark.unit];
        let text = match open.mark.side {
            UnitSide::Target => Some(unit.target),
            UnitSide::Source => unit.source,
        };
        let differs = open.differs || !text.is_some_and(|text| is_equal(&Markup::Html.plain_text(text), &open.text));
        self.sights[open.mark.unit].differs |= differs;
        if open.mark.side == UnitSide::Source || unit.source.is_none() {
            self.push_heading_text(&open.text);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
            return;
        }
        if !text.trim_ascii().is_empty() {
            self.note_text();
        }
        self.push_heading_text(text);
    }

    fn push_heading_text(&mut self, text: &str) {
        // Blanks are joined later, so there may be more of them than the text may have characters.
        if let Some(heading) = self.heading_text.as_mut().filter(|heading| heading.len() < 64 * LONGEST_HEADING) {
            heading.push_str(text);
        }
    }

    /// A heading of this level begins: it ends those of its level and below.
    fn open_heading(&mut self, level: u8) {
        while let Some(heading) = self.heading.map(|place| &self.blocks.headings[place]).filter(|it| it.level >= level)
        {
            self.heading = heading.above;
        }
        self.heading_text = Some(String::new());
    }

    fn close_heading(&mut self, level: u8) {
        let text = self.heading_text.take().unwrap_or_default();
        let mut text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = text.char_indices().nth(LONGEST_HEADING) {
            text.truncate(end);
            text.push('…');
        }
        self.blocks.headings.push(PageHeading { level, text, above: self.heading });
        self.heading = Some(self.blocks.headings.len() - 1);
    }
}

/// Compares the text of a unit with what a browser sees: line ends are read as `\n` (HTML standard, 13.2.3.5).
fn is_equal(text: &str, seen: &str) -> bool {
    text == seen || (text.contains('\r') && text.replace("\r\n", "\n").replace('\r', "\n") == seen)
}

/// What a unit is in: of the blocks and links around it, the innermost.
fn context(frames: &[Frame]) -> ContextKind {
    let mut in_paragraph = false;
    for frame in frames.iter().rev() {
        let Frame::Block(block) = frame else { continue };
        return match block {
            BlockKind::Link => ContextKind::LinkText,
            BlockKind::Preformatted => ContextKind::CodeFence,
            BlockKind::Heading(level) => ContextKind::Heading(*level),
            BlockKind::Cell => ContextKind::HtmlTableCell,
            BlockKind::Quote => ContextKind::Quote,
            BlockKind::Item { has_block: true, .. } => ContextKind::Paragraph,
            BlockKind::Item { is_ordered: true, .. } => ContextKind::OrderedItem,
            BlockKind::Item { .. } => ContextKind::BulletItem,
            BlockKind::Paragraph => {
                in_paragraph = true;
                continue;
            }
            BlockKind::Body | BlockKind::Plain if in_paragraph => ContextKind::Paragraph,
            BlockKind::Body | BlockKind::Plain => ContextKind::Other,
        };
    }
    ContextKind::Other
}

/// The classes of a `<div>` around an alert, which is a block quote in Markdown.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

fn frame(node: NodeRef<'_, Node>) -> Frame {
    let Some(element) = node.value().as_element() else { return Frame::Other };
    Frame::Block(match element.name() {
        "body" => BlockKind::Body,
        "h1" => BlockKind::Heading(1),
        "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" => BlockKind::Heading(4),
        "h5" => BlockKind::Heading(5),
        "h6" => BlockKind::Heading(6),
        "p" => BlockKind::Paragraph,
        "li" => {
            let list = node.parent().and_then(|list| list.value().as_element());
            BlockKind::Item {
                is_ordered: list.is_some_and(|list| list.name() == "ol"),
                has_text: false,
                has_block: false,
            }
        }
        "blockquote" => BlockKind::Quote,
        "div" if element.classes().any(|class| ALERTS.iter().any(|alert| alert.eq_ignore_ascii_case(class))) => {
            BlockKind::Quote
        }
        "td" | "th" => BlockKind::Cell,
        "pre" => BlockKind::Preformatted,
        "a" if element.attr("href").is_some() => BlockKind::Link,
        "div" | "section" | "article" | "main" | "aside" | "ul" | "ol" | "dl" | "dt" | "dd" | "table" | "caption"
        | "figure" | "figcaption" | "details" | "summary" | "header" | "footer" | "nav" => BlockKind::Plain,
        _ => return Frame::Other,
    })
}
