//! What is around a unit inside its block: brackets, code spans, comments and HTML table cells.
//!
//! The skeleton is looked at byte by byte for the few characters that matter; units are opaque. Whether a bracket is a
//! link's is asked of the text after the unit: the rest of its line and the next one.

use memchr::{memchr, memmem};

use super::{following, line};

/// Brackets deeper than this are not told apart.
const MAX_BRACKETS: usize = 32;

/// The bytes after units that may be looked at for one line; brackets that need more are taken for text.
const BUDGET: usize = 64 * 1024;

/// How the text of a block is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Markdown with HTML in it.
    Markdown,
    /// HTML alone.
    Html,
    /// Nothing but text: code.
    Verbatim,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// Not looked at yet; whether `!` is before it.
    Unknown {
        image: bool,
    },
    Link,
    Image,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comment {
    None,
    /// In Markdown text, and it is not known whether it closes (CommonMark 6.6).
    Inline,
    /// In an HTML block, where it goes on until it closes, or known to close.
    Open,
}

#[derive(Debug)]
pub(super) struct MarkupState {
    brackets: Vec<Bracket>,
    /// Open brackets beyond the limit.
    deeper: usize,
    /// The backticks that the open code span begins with; 0 if there is none.
    code: usize,
    comment: Comment,
    /// Open `<table>`s.
    tables: u32,
    cell: bool,
    budget: usize,
}

impl MarkupState {
    pub(super) const fn new() -> Self {
        Self {
            brackets: Vec::new(),
            deeper: 0,
            code: 0,
            comment: Comment::None,
            tables: 0,
            cell: false,
            budget: BUDGET,
        }
    }

    /// A new line begins.
    pub(super) fn end_line(&mut self) {
        self.brackets.clear();
        self.deeper = 0;
        self.code = 0;
        self.budget = BUDGET;
    }

    /// A new block begins.
    pub(super) fn end_block(&mut self) {
        if self.comment == Comment::Inline {
            self.comment = Comment::None;
        }
    }

    pub(super) const fn in_cell(&self) -> bool {
        self.cell
    }

    /// Whether the unit before `following` is in a comment.
    pub(super) fn in_comment(&mut self, following: &[u8]) -> bool {
        if self.comment == Comment::Inline {
            let (rest, next) = following::lines(&following[..following.len().min(self.budget)]);
            self.budget -= (rest.len() + next.map_or(0, <[u8]>::len)).min(self.budget);
            let closes = |text: &[u8]| memmem::find(text, b"-->").is_some();
            self.comment = if closes(rest) || next.is_some_and(closes) { Comment::Open } else { Comment::None };
        }
        self.comment == Comment::Open
    }

    /// Whether a comment is open, which text without `<` may close.
    pub(super) fn is_open(&self) -> bool {
        self.comment != Comment::None
    }

    /// Passes over a piece of skeleton of one line.
    pub(super) fn pass(&mut self, text: &[u8], syntax: Syntax) {
        if syntax == Syntax::Verbatim && self.comment == Comment::None {
            return;
        }
        #[cfg(test)]
        crate::work::count(|work| work.searched += text.len());
        let mut at = 0;
        while at < text.len() {
            at = match (self.comment, self.code) {
                (Comment::None, 0) => self.plain(text, at, syntax),
                (Comment::None, _) => self.in_code(text, at),
                _ => self.in_comment_text(text, at),
            };
        }
    }

    fn in_comment_text(&mut self, text: &[u8], at: usize) -> usize {
        match memmem::find(&text[at..], b"-->") {
            Some(end) => {
                self.comment = Comment::None;
                at + end + 3
            }
            None => text.len(),
        }
    }

    fn in_code(&mut self, text: &[u8], at: usize) -> usize {
        let Some(found) = memchr(b'`', &text[at..]) else { return text.len() };
        let start = at + found;
        let run = run(text, start);
        if run == self.code {
            self.code = 0;
        }
        start + run
    }

    /// Takes what is at `at`, and gives the offset after it.
    fn plain(&mut self, text: &[u8], at: usize, syntax: Syntax) -> usize {
        let special = |b: &u8| match syntax {
            Syntax::Markdown => matches!(b, b'<' | b'[' | b']' | b'`' | b'\\'),
            Syntax::Html | Syntax::Verbatim => *b == b'<',
        };
        let Some(found) = text[at..].iter().position(special) else { return text.len() };
        let at = at + found;
        match text[at] {
            b'\\' => at + 2,
            b'`' => {
                self.code = run(text, at);
                at + self.code
            }
            b'[' => {
                self.open(at > 0 && text[at - 1] == b'!' && !(at > 1 && text[at - 2] == b'\\'));
                at + 1
            }
            b']' => {
                self.close();
                at + 1
            }
            _ => self.angle(text, at, syntax),
        }
    }

    /// Takes the `<` at `at`.
    fn angle(&mut self, text: &[u8], at: usize, syntax: Syntax) -> usize {
        let rest = &text[at + 1..];
        if rest.starts_with(b"!--") {
            self.comment = if syntax == Syntax::Markdown { Comment::Inline } else { Comment::Open };
            return at + 4;
        }
        if let Some((closing, name)) = line::tag_name(rest) {
            self.tag(closing, name);
        }
        at + 1
    }

    fn tag(&mut self, closing: bool, name: &[u8]) {
        let [b't' | b'T', ..] = name else { return };
        let is = |tag: &[u8]| name.eq_ignore_ascii_case(tag);
        if is(b"td") || is(b"th") {
            self.cell = !closing && self.tables > 0;
        } else if is(b"tr") {
            self.cell = false;
        } else if is(b"table") {
            self.cell = false;
            self.tables = if closing { self.tables.saturating_sub(1) } else { self.tables.saturating_add(1) };
        }
    }

    fn open(&mut self, image: bool) {
        if self.brackets.len() < MAX_BRACKETS {
            self.brackets.push(Bracket::Unknown { image });
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        match self.deeper {
            0 => {
                self.brackets.pop();
            }
            _ => self.deeper -= 1,
        }
    }

    /// The innermost link or image whose text the unit before `following` belongs to.
    pub(super) fn link(&mut self, following: &[u8]) -> Option<Bracket> {
        for (outwards, bracket) in self.brackets.iter_mut().rev().enumerate() {
            if let Bracket::Unknown { image } = *bracket {
                let rest = &following[..following.len().min(self.budget)];
                let (is_link, seen) = following::closes_link(rest, outwards + self.deeper);
                self.budget -= seen;
                #[cfg(test)]
                crate::work::count(|work| work.searched += seen);
                *bracket = match (is_link, image) {
                    (false, _) => Bracket::Text,
                    (true, false) => Bracket::Link,
                    (true, true) => Bracket::Image,
                };
            }
            if matches!(bracket, Bracket::Link | Bracket::Image) {
                return Some(*bracket);
            }
        }
        None
    }
}

/// The number of backticks at `at`.
fn run(text: &[u8], at: usize) -> usize {
    text[at..].iter().take_while(|&&b| b == b'`').count()
}
