//! Follows the parts of a page and finds the kind of block or markup around each unit, and the path of headings above it.
//!
//! It works from the line that a unit is on and a little state (open quotes, list items, fence, table, comment, HTML table
//! and headings), not from a parse of the text: only the skeleton is looked at, units are opaque words in it.
//!
//! Its law: how the skeleton is cut into pieces does not matter, nor what is after the line that follows a unit's line, nor
//! more than 64 KiB after the unit. Time is linear, and memory is bounded on lines of any length.
//!
//! Left out: links and inline comments whose end is on another line, references that nothing defines (they count as
//! links), HTML headings, and the text of a Setext heading before its last line. Headings in block quotes are no part of
//! the path.

use memchr::memchr;

use super::block::{Blocks, Leaf};
use super::following;
use super::headings::{HeadingPath, Headings, without_closing};
use super::kind::FileKind;
use super::line::{self, HtmlEnd};
use super::markup::{Bracket, MarkupState, Syntax};
use super::scalar::{Scalar, ScalarKind, ScalarScanner};
use super::surroundings::{LineStart, Surroundings};
use crate::context::ContextKind;

/// The most of a line that is kept, in bytes. A longer line is read in such pieces.
const PIECE: usize = 64 * 1024;

/// Is given the skeleton of a page's body, in pieces of any length, and its units, all in order.
#[derive(Debug)]
pub(super) struct ContextTracker {
    kind: FileKind,
    blocks: Blocks,
    markup: MarkupState,
    headings: HeadingPath,
    /// The skeleton since the last unit of the line, or since the start of the line.
    pending: Vec<u8>,
    /// The line before, if it belongs to a paragraph and holds no unit: it may become a heading.
    last_line: Vec<u8>,
    line: LineState,
    /// On YAML pages, which have no blocks.
    scalars: ScalarScanner,
}

/// What is known of the line in hand.
#[derive(Debug, Default)]
struct LineState {
    /// Its beginning has been read.
    begun: bool,
    /// It is a heading of this level, for the path.
    heading: Option<u8>,
    /// It holds what its HTML block ends with.
    html_ends: bool,
    /// How its text is introduced.
    start: LineStart,
}

impl ContextTracker {
    /// A tracker at the start of a page of this kind.
    pub(super) fn new(kind: FileKind) -> Self {
        Self {
            kind,
            blocks: Blocks::new(),
            markup: MarkupState::new(),
            headings: HeadingPath::default(),
            pending: Vec::new(),
            last_line: Vec::new(),
            line: LineState::default(),
            scalars: ScalarScanner::new(),
        }
    }

    /// The texts of the headings above the unit that was given last; a unit in a heading has those above that heading.
    pub(super) fn headings(&mut self) -> Headings {
        self.headings.path()
    }

    /// Takes skeleton of the body.
    pub(super) fn skeleton(&mut self, text: &str) {
        match self.kind {
            FileKind::Yaml => return self.scalars.skeleton(text),
            FileKind::Json => return,
            _ => {}
        }
        let mut rest = text.as_bytes();
        while let Some(eol) = memchr(b'\n', rest) {
            let line = &rest[..eol];
            rest = &rest[eol + 1..];
            if self.pending.is_empty() && line.len() <= PIECE {
                self.end_line(line);
                continue;
            }
            self.keep(line);
            let pending = std::mem::take(&mut self.pending);
            self.end_line(&pending);
            self.pending = pending;
            self.pending.clear();
        }
        self.keep(rest);
    }

    /// Keeps skeleton of an unfinished line; what is too long is read at once.
    fn keep(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.pending.len() == PIECE {
                self.read_pending(None);
            }
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.pending.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
        }
    }

    /// Reads the skeleton that is kept, before a unit or in the midst of a long line.
    fn read_pending(&mut self, following: Option<&[u8]>) {
        let start = if self.line.begun { 0 } else { self.begin_line(following) };
        let pending = std::mem::take(&mut self.pending);
        self.pass(&pending[start..]);
        self.pending = pending;
        self.pending.clear();
    }

    /// Takes a unit of the body with its source (or, without one, its target), and gives what is around it.
    ///
    /// `following` is the text of the page after the unit: at least the rest of its line and the next line, or 64 KiB.
    /// What is after that does not matter.
    pub(super) fn unit(&mut self, text: &str, following: &str) -> Surroundings {
        match self.kind {
            FileKind::Yaml => return Surroundings::in_data(ContextKind::Other, self.scalars.unit()),
            FileKind::Json => return Surroundings::in_data(ContextKind::Other, Scalar::of(ScalarKind::Double)),
            _ => {}
        }
        let following = following.as_bytes();
        self.read_pending(Some(following));
        if self.line.heading.is_some() {
            self.headings.push_text(text.as_bytes());
        }
        let context = self.context_before(following);
        let leaf = self.blocks.leaf();
        let is_table = matches!(leaf, Leaf::TableHead | Leaf::Table);
        Surroundings {
            context,
            in_table: is_table || (self.line.start.has_bar && matches!(leaf, Leaf::Paragraph(_))),
            in_heading: matches!(leaf, Leaf::Heading(_) | Leaf::Setext(_) | Leaf::Underline(_)),
            in_code: matches!(leaf, Leaf::Fence { .. } | Leaf::IndentedCode),
            in_comment: self.markup.in_comment(following),
            in_html: self.kind == FileKind::EcmaXml || matches!(leaf, Leaf::Html(_)),
            quote_depth: self.line.start.quote_depth,
            scalar: Scalar::NONE,
        }
    }

    /// The context of a unit at this place.
    fn context_before(&mut self, following: &[u8]) -> ContextKind {
        if self.syntax() == Syntax::Markdown {
            match self.markup.link(following) {
                Some(Bracket::Image) => return ContextKind::ImageAlt,
                Some(_) => return ContextKind::LinkText,
                None => {}
            }
        }
        if self.markup.in_comment(following) {
            return ContextKind::Comment;
        }
        match self.blocks.leaf() {
            Leaf::Fence { .. } | Leaf::IndentedCode => ContextKind::CodeFence,
            _ if self.markup.in_cell() => ContextKind::HtmlTableCell,
            _ if self.kind == FileKind::EcmaXml => ContextKind::Other,
            Leaf::Heading(level) | Leaf::Setext(level) | Leaf::Underline(level) => ContextKind::Heading(level),
            Leaf::TableHead | Leaf::Table => ContextKind::TableCell,
            Leaf::Paragraph(kind) => kind,
            Leaf::Html(_) => ContextKind::Other,
            Leaf::None => ContextKind::Paragraph,
        }
    }

    /// How the line in hand is read inside.
    fn syntax(&self) -> Syntax {
        match self.blocks.leaf() {
            _ if self.kind == FileKind::EcmaXml => Syntax::Html,
            Leaf::Html(_) => Syntax::Html,
            Leaf::Fence { .. } | Leaf::IndentedCode => Syntax::Verbatim,
            _ => Syntax::Markdown,
        }
    }

    /// Reads the beginning of a line, up to its first unit. `following` is what is after that unit; without it the
    /// line is too long to ask. Gives where the text of the block begins.
    fn begin_line(&mut self, following: Option<&[u8]>) -> usize {
        self.line.begun = true;
        self.line.start = LineStart::of(&self.pending);
        if self.kind == FileKind::EcmaXml {
            return 0;
        }
        // A word stands for the unit.
        self.pending.push(b'x');
        let text = self.blocks.line(&self.pending, &self.last_line);
        let start = self.pending.len() - text.len();
        if matches!(self.blocks.leaf(), Leaf::Paragraph(..)) {
            let (rest, next) = following.map_or((&[][..], None), following::lines_before_rule);
            let before = &text[..text.len() - 1];
            self.blocks.look_ahead(next.unwrap_or_default(), || following::cells(before, rest));
        }
        self.pending.pop();
        self.last_line.clear();
        self.begin_heading();
        start + self.heading_marks()
    }

    /// The number of `#`s before the text of the line in hand.
    fn heading_marks(&self) -> usize {
        match self.blocks.leaf() {
            Leaf::Heading(level) => usize::from(level),
            _ => 0,
        }
    }

    /// Begins a heading if the line is one.
    fn begin_heading(&mut self) {
        let (Leaf::Heading(level) | Leaf::Setext(level) | Leaf::Underline(level)) = self.blocks.leaf() else { return };
        if !self.blocks.in_quote() {
            self.headings.begin(level);
            self.line.heading = Some(level);
        }
    }

    /// Passes over skeleton of the line in hand whose beginning has been read.
    fn pass(&mut self, skeleton: &[u8]) {
        self.markup.pass(skeleton, self.syntax());
        if let Some(end) = self.blocks.html_end() {
            self.line.html_ends |= line::ends_html(end, skeleton);
        }
        if self.line.heading.is_some() {
            self.headings.push_skeleton(skeleton);
        }
    }

    /// Passes over skeleton after which the line holds no unit: only what reaches over the end of the line matters.
    fn pass_rest(&mut self, skeleton: &[u8]) {
        let html_may_end = !matches!(self.blocks.html_end(), None | Some(HtmlEnd::Blank));
        if html_may_end || self.markup.is_open() || memchr(b'<', skeleton).is_some() {
            self.pass(skeleton);
        }
    }

    /// Ends a line; `tail` is the skeleton after its last unit, or all of it.
    fn end_line(&mut self, tail: &[u8]) {
        match self.line.heading {
            _ if !self.line.begun => self.whole_line(tail),
            Some(_) => self.pass(without_closing(tail)),
            None => self.pass_rest(tail),
        }
        if let Some(level) = self.line.heading {
            self.headings.end(level);
        }
        self.blocks.end_line(self.line.html_ends);
        self.markup.end_line();
        if self.blocks.leaf() == Leaf::None {
            self.markup.end_block();
        }
        self.line = LineState::default();
    }

    /// Reads a line without units.
    fn whole_line(&mut self, line: &[u8]) {
        if self.kind == FileKind::EcmaXml {
            return self.pass_rest(line);
        }
        let text = self.blocks.line(line, &self.last_line);
        self.begin_heading();
        match self.blocks.leaf() {
            Leaf::Underline(_) => {
                let last_line = std::mem::take(&mut self.last_line);
                self.pass(&last_line);
                self.last_line = last_line;
            }
            Leaf::Heading(level) => self.pass(without_closing(&text[usize::from(level)..])),
            leaf => {
                if matches!(leaf, Leaf::Paragraph(..)) {
                    self.last_line.clear();
                    self.last_line.extend_from_slice(text);
                }
                self.pass_rest(text);
            }
        }
    }
}
