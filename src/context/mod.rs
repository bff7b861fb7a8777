//! Where units stand: the kind of block or markup around a unit, and the path of headings above it.
//!
//! [`Contexts`] is given the parts of a document in order. It works from the line that a unit stands on and a little
//! state (open quotes, list items, fence, table, comment, HTML table and headings), not from a parse of the text: only
//! the skeleton is looked at, units are opaque words in it.
//!
//! Its law: how the skeleton is cut into stretches does not matter, nor what stands behind the line after a unit's, nor
//! more than 64 KiB behind the unit. Time is linear, and memory is bounded on lines of any length.
//!
//! Left out: links and inline comments whose end is on another line, references that nothing defines (they count as
//! links), HTML headings, and the text of a Setext heading before its last line. Headings in block quotes are no part of
//! the path.

mod block;
mod following;
mod headings;
mod inline;
mod line;

use std::fmt;

use memchr::memchr;

use crate::file_kind::FileKind;
use crate::part::TranslationUnit;
use block::{Blocks, Leaf};
use headings::{Headings, without_closing};
use inline::{Bracket, Inline, Syntax};
use line::HtmlEnd;

/// What a unit stands in; of several, the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContextKind {
    /// A heading of this level, 1 to 6, by `#` or underlined.
    Heading(u8),
    /// A paragraph; also one that is not the first in its list item.
    Paragraph,
    /// The first block of a bullet list's item.
    BulletItem,
    /// The first block of an ordered list's item.
    OrderedItem,
    /// A block quote, alerts such as `> [!NOTE]` included.
    Quote,
    /// A cell of a Markdown table.
    TableCell,
    /// A `<td>` or `<th>` of an HTML table.
    HtmlTableCell,
    /// The text of a link: `[unit](url)`, `[unit][label]`.
    LinkText,
    /// The text of an image: `![unit](url)`.
    ImageAlt,
    /// An HTML comment.
    Comment,
    /// A code block, fenced or indented.
    CodeFence,
    /// The front matter.
    FrontMatter,
    /// Anything else: other HTML, and all of a YAML or JSON page.
    Other,
}

impl ContextKind {
    /// One stable word in kebab-case; all levels of headings have the same.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::BulletItem => "bullet-item",
            Self::OrderedItem => "ordered-item",
            Self::Quote => "quote",
            Self::TableCell => "table-cell",
            Self::HtmlTableCell => "html-table-cell",
            Self::LinkText => "link-text",
            Self::ImageAlt => "image-alt",
            Self::Comment => "html-comment",
            Self::CodeFence => "code-fence",
            Self::FrontMatter => "front-matter",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for ContextKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The longest stretch of a line that is kept, in bytes. A longer line is read in such pieces.
const PIECE: usize = 64 * 1024;

/// Follows the parts of a document and tells the context of each unit.
///
/// Give it all parts in order: skeleton in stretches of any length, front matter, and units.
#[derive(Debug)]
pub struct Contexts {
    kind: FileKind,
    blocks: Blocks,
    inline: Inline,
    headings: Headings,
    /// The skeleton since the last unit of the line, or since the start of the line.
    pending: Vec<u8>,
    /// The line before, if it belongs to a paragraph and holds no unit: it may become a heading.
    last_line: Vec<u8>,
    line: Line,
}

/// What is known of the line in hand.
#[derive(Debug, Default)]
struct Line {
    /// Its beginning has been read.
    begun: bool,
    /// It is a heading of this level, for the path.
    heading: Option<u8>,
    /// It holds what its HTML block ends with.
    html_ends: bool,
}

impl Contexts {
    /// A tracker at the start of a page of this kind.
    ///
    /// In Markdown every kind of context occurs; in ECMA XML only comments, HTML tables and [`ContextKind::Other`]; in
    /// YAML and JSON only [`ContextKind::Other`].
    #[must_use]
    pub fn new(kind: FileKind) -> Self {
        Self {
            kind,
            blocks: Blocks::new(),
            inline: Inline::new(),
            headings: Headings::default(),
            pending: Vec::new(),
            last_line: Vec::new(),
            line: Line::default(),
        }
    }

    /// The texts of the headings above the unit that was given last, outermost first; a unit in a heading has those
    /// above that heading.
    ///
    /// A text is the sources in the heading with the skeleton between them, empty anchors (`<a name="…"></a>`) left out;
    /// a unit without a source counts with its target. Blanks around it are trimmed, and it is cut at 64 KiB.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        self.headings.path()
    }

    /// Takes a stretch of front matter.
    pub fn front_matter(&mut self, _text: &str) {}

    /// Takes a stretch of skeleton.
    pub fn skeleton(&mut self, text: &str) {
        if matches!(self.kind, FileKind::Yaml | FileKind::Json) {
            return;
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

    /// Takes a unit, and gives its context.
    ///
    /// `following` is the text of the page behind the unit: at least the rest of its line and the next line, or 64 KiB.
    /// What is behind that does not matter.
    pub fn unit(&mut self, unit: &TranslationUnit<'_>, following: &str) -> ContextKind {
        if unit.in_front_matter {
            return ContextKind::FrontMatter;
        }
        if matches!(self.kind, FileKind::Yaml | FileKind::Json) {
            return ContextKind::Other;
        }
        let following = following.as_bytes();
        self.read_pending(Some(following));
        if self.line.heading.is_some() {
            self.headings.push_text(unit.source.unwrap_or(unit.target).as_bytes());
        }
        self.kind_before(following)
    }

    /// The context of a unit at this place.
    fn kind_before(&mut self, following: &[u8]) -> ContextKind {
        if self.syntax() == Syntax::Markdown {
            match self.inline.link(following) {
                Some(Bracket::Image) => return ContextKind::ImageAlt,
                Some(_) => return ContextKind::LinkText,
                None => {}
            }
        }
        if self.inline.in_comment(following) {
            return ContextKind::Comment;
        }
        match self.blocks.leaf() {
            Leaf::Fence { .. } | Leaf::IndentedCode => ContextKind::CodeFence,
            _ if self.inline.in_cell() => ContextKind::HtmlTableCell,
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

    /// Reads the beginning of a line, up to its first unit. `following` is what stands behind that unit; without it the
    /// line is too long to ask. Gives where the text of the block begins.
    fn begin_line(&mut self, following: Option<&[u8]>) -> usize {
        self.line.begun = true;
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
        self.inline.pass(skeleton, self.syntax());
        if let Some(end) = self.blocks.html_end() {
            self.line.html_ends |= line::ends_html(end, skeleton);
        }
        if self.line.heading.is_some() {
            self.headings.push_skeleton(skeleton);
        }
    }

    /// Passes over skeleton behind which the line holds no unit: only what reaches over the end of the line matters.
    fn pass_rest(&mut self, skeleton: &[u8]) {
        let html_may_end = !matches!(self.blocks.html_end(), None | Some(HtmlEnd::Blank));
        if html_may_end || self.inline.is_open() || memchr(b'<', skeleton).is_some() {
            self.pass(skeleton);
        }
    }

    /// Ends a line; `tail` is the skeleton behind its last unit, or all of it.
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
        self.inline.end_line();
        if self.blocks.leaf() == Leaf::None {
            self.inline.end_block();
        }
        self.line = Line::default();
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
