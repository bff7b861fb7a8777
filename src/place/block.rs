//! The block that a line belongs to: a small part of CommonMark's block structure, one line at a time.
//!
//! Kept are the open containers (quotes and list items), the kind of the open leaf, and nothing of the text. A line with
//! units is given with one word in the place of its first unit; what follows that cannot change its block, but for the
//! next line, which may make it a heading or the head of a table.

use super::line::{self, HtmlEnd, LineCursor};
use crate::context::ContextKind;

/// Containers deeper than this are not told apart.
const MAX_DEPTH: usize = 64;

#[derive(Debug, Clone, Copy)]
enum Container {
    Quote,
    Item {
        ordered: bool,
        /// The columns of blanks that a line needs to belong to it.
        indent: usize,
        /// Nothing is in it yet.
        fresh: bool,
    },
}

/// The open block without children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    None,
    Paragraph(ContextKind),
    /// A heading, which ends with the line.
    Heading(u8),
    /// A heading that the next line underlines.
    Setext(u8),
    /// The underline of a heading that is in the line before.
    Underline(u8),
    Fence {
        mark: u8,
        marks: usize,
    },
    IndentedCode,
    Html(HtmlEnd),
    /// The head of a table; the delimiter row follows.
    TableHead,
    Table,
}

#[derive(Debug)]
pub(super) struct Blocks {
    containers: Vec<Container>,
    leaf: Leaf,
}

impl Blocks {
    pub(super) const fn new() -> Self {
        Self { containers: Vec::new(), leaf: Leaf::None }
    }

    pub(super) const fn leaf(&self) -> Leaf {
        self.leaf
    }

    /// Whether a quote is open.
    pub(super) fn in_quote(&self) -> bool {
        self.containers.iter().any(|container| matches!(container, Container::Quote))
    }

    /// Takes a line (without its end), or its beginning up to the first unit and a word in that unit's place. Gives
    /// what of the line is not markup of containers. `last_line` is what this gave for the line before if that was the
    /// last of the open paragraph so far, and the whole of it is known; else nothing.
    pub(super) fn line<'l>(&mut self, bytes: &'l [u8], last_line: &[u8]) -> &'l [u8] {
        let mut cursor = LineCursor::new(bytes);
        let matched = self.matching(&mut cursor);
        let all_matched = matched == self.containers.len();
        if all_matched && let Some(leaf) = self.continued(&cursor, last_line) {
            self.leaf = leaf;
            return cursor.text();
        }
        let in_paragraph = matches!(self.leaf, Leaf::Paragraph(..));
        if cursor.is_blank() {
            self.containers.truncate(matched);
            self.leaf = if all_matched && self.leaf == Leaf::IndentedCode { self.leaf } else { Leaf::None };
            return cursor.text();
        }
        if !all_matched && !in_paragraph {
            self.leaf = Leaf::None;
        }
        let began = self.begin(&mut cursor, matched, in_paragraph && all_matched);
        let text = cursor.text();
        self.leaf = match (began, self.leaf) {
            (Some(leaf), _) => leaf,
            // Text that nothing interrupts belongs to the paragraph, even without its markers (lazily).
            (None, Leaf::Paragraph(kind)) => Leaf::Paragraph(kind),
            (None, _) => Leaf::Paragraph(self.text_kind()),
        };
        if !line::blank(text) {
            self.used();
        }
        text
    }

    /// Takes the markers of the open containers, as far as the line has them.
    fn matching(&self, cursor: &mut LineCursor<'_>) -> usize {
        for (at, container) in self.containers.iter().enumerate() {
            match *container {
                Container::Quote if cursor.indent() < 4 && cursor.text().first() == Some(&b'>') => take_quote(cursor),
                Container::Item { fresh, .. } if cursor.is_blank() && !fresh => {}
                Container::Item { indent, .. } if cursor.indent() >= indent && !cursor.is_blank() => {
                    cursor.take_blanks(indent);
                }
                _ => return at,
            }
        }
        self.containers.len()
    }

    /// The leaf after this line if the open one takes it as a whole.
    fn continued(&self, cursor: &LineCursor<'_>, last_line: &[u8]) -> Option<Leaf> {
        let text = cursor.text();
        match self.leaf {
            Leaf::Fence { mark, marks } => {
                let closes = cursor.indent() < 4 && line::closes_fence(text, mark, marks);
                Some(if closes { Leaf::None } else { self.leaf })
            }
            Leaf::Html(HtmlEnd::Blank) if cursor.is_blank() => None,
            Leaf::Html(_) => Some(self.leaf),
            Leaf::IndentedCode if cursor.indent() >= 4 => Some(self.leaf),
            Leaf::TableHead => Some(Leaf::Table),
            Leaf::Setext(_) => Some(Leaf::None),
            Leaf::Paragraph(..) if cursor.indent() < 4 => match line::underline(text) {
                Some(level) => Some(Leaf::Underline(level)),
                None => is_delimiter_row(text, last_line).then_some(Leaf::Table),
            },
            _ => None,
        }
    }

    /// Opens the containers that begin with the line; gives the leaf that begins, or `None` for text.
    ///
    /// Containers that the line does not continue are closed, unless its text goes on with an open paragraph.
    fn begin(&mut self, cursor: &mut LineCursor<'_>, matched: usize, mut in_paragraph: bool) -> Option<Leaf> {
        let mut depth = matched;
        let mut rule = RuleEnd::default();
        while cursor.indent() < 4 && !cursor.is_blank() {
            let text = cursor.text();
            let marker = line::marker(text).filter(|marker| marker.interrupts || !in_paragraph);
            let container = match marker {
                _ if text.first() == Some(&b'>') => {
                    take_quote(cursor);
                    Container::Quote
                }
                Some(marker) if !rule.is_rule(text) => take_marker(cursor, marker),
                _ => break,
            };
            self.containers.truncate(depth);
            self.used();
            if depth < MAX_DEPTH {
                self.containers.push(container);
                depth += 1;
            }
            in_paragraph = false;
            self.leaf = Leaf::None;
        }
        let leaf = self.leaf_of(cursor);
        if leaf.is_some() || !matches!(self.leaf, Leaf::Paragraph(..)) {
            self.containers.truncate(depth);
        }
        leaf
    }

    /// The leaf that begins here; `None` for text.
    fn leaf_of(&self, cursor: &LineCursor<'_>) -> Option<Leaf> {
        let in_paragraph = matches!(self.leaf, Leaf::Paragraph(..));
        if cursor.is_blank() {
            return Some(Leaf::None);
        }
        if cursor.indent() >= 4 {
            return (!in_paragraph).then_some(Leaf::IndentedCode);
        }
        let text = cursor.text();
        let found = match text.first()? {
            b'#' => line::heading(text).map(Leaf::Heading),
            b'`' | b'~' => line::fence(text).map(|(mark, marks)| Leaf::Fence { mark, marks }),
            b'<' => line::html(text, in_paragraph).map(Leaf::Html),
            b'*' | b'-' | b'_' => line::is_thematic_break(text).then_some(Leaf::None),
            _ => None,
        };
        found.or_else(|| (self.leaf == Leaf::Table).then_some(Leaf::Table))
    }

    /// The kind of a paragraph that begins here: its item's if it is the first in it, else that of the quote around.
    fn text_kind(&self) -> ContextKind {
        match self.containers.last() {
            Some(Container::Item { fresh: true, ordered: true, .. }) => return ContextKind::OrderedItem,
            Some(Container::Item { fresh: true, ordered: false, .. }) => return ContextKind::BulletItem,
            _ => {}
        }
        if self.in_quote() { ContextKind::Quote } else { ContextKind::Paragraph }
    }

    /// The innermost item has a block now.
    fn used(&mut self) {
        if let Some(Container::Item { fresh, .. }) = self.containers.last_mut() {
            *fresh = false;
        }
    }

    /// Looks at the next line, which may make the line that was just given a Setext heading or the head of a table.
    /// `cells` counts the cells of the whole line.
    pub(super) fn look_ahead(&mut self, next: &[u8], cells: impl FnOnce() -> usize) {
        let mut cursor = LineCursor::new(next);
        if self.matching(&mut cursor) < self.containers.len() || cursor.indent() >= 4 {
            return;
        }
        let text = cursor.text();
        if let Some(level) = line::underline(text) {
            self.leaf = Leaf::Setext(level);
        } else if line::delimiter_row(text).is_some_and(|columns| columns == cells()) {
            self.leaf = Leaf::TableHead;
        }
    }

    /// Ends the line; `html_ends` if it holds what an HTML block ends with.
    pub(super) fn end_line(&mut self, html_ends: bool) {
        if html_ends || matches!(self.leaf, Leaf::Heading(_) | Leaf::Underline(_)) {
            self.leaf = Leaf::None;
        }
    }

    /// How the open HTML block ends.
    pub(super) const fn html_end(&self) -> Option<HtmlEnd> {
        match self.leaf {
            Leaf::Html(end) => Some(end),
            _ => None,
        }
    }
}

/// Where the marks and blanks begin that a line ends with, looked for once: each `-` of `- - - x` could begin a rule.
#[derive(Debug, Default)]
struct RuleEnd {
    /// The mark, and the number of bytes from the first of them on.
    found: Option<(u8, usize)>,
}

impl RuleEnd {
    /// Whether `text`, the end of the line, is a thematic break.
    fn is_rule(&mut self, text: &[u8]) -> bool {
        let (mark, len) = *self.found.get_or_insert_with(|| {
            #[cfg(test)]
            crate::work::count(|work| work.searched += text.len());
            let is_blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r');
            let mark = text.iter().rev().copied().find(|b| !is_blank(b)).unwrap_or_default();
            (mark, text.iter().rev().take_while(|b| is_blank(b) || **b == mark).count())
        });
        if text.len() > len || text.first() != Some(&mark) {
            return false;
        }
        #[cfg(test)]
        crate::work::count(|work| work.searched += text.len());
        line::is_thematic_break(text)
    }
}

/// Whether this line makes the line before it the head of a table.
fn is_delimiter_row(text: &[u8], last_line: &[u8]) -> bool {
    !last_line.is_empty() && line::delimiter_row(text).is_some_and(|columns| columns == line::cells(last_line))
}

fn take_quote(cursor: &mut LineCursor<'_>) {
    cursor.take(1);
    cursor.take_blanks(1);
}

fn take_marker(cursor: &mut LineCursor<'_>, marker: line::ListMarker) -> Container {
    let before = cursor.indent();
    cursor.take(marker.width);
    let blanks = match cursor.indent() {
        _ if cursor.is_blank() => 1,
        blanks @ 1..=4 => blanks,
        _ => 1,
    };
    cursor.take_blanks(blanks);
    Container::Item { ordered: marker.ordered, indent: before + marker.width + blanks, fresh: true }
}
