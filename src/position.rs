//! Where something stands: byte spans, and lines and columns on request.
//!
//! While scanning only byte offsets are kept. Whoever wants a line and a column lets a [`Cursor`] pass over the text,
//! once and forwards; nobody else pays for it.

use std::fmt;

/// A stretch of the input: half-open byte offsets, 0-based, from the first byte of the file (a byte order mark counts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
}

impl Span {
    /// The stretch from `start` to before `end`.
    #[must_use]
    pub const fn new(start: u64, end: u64) -> Self {
        Self { start, end }
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> u64 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A place for people: line and column, both 1-based.
///
/// Lines end with `\n` (so `\r\n` is one end, and a lone `\r` is none); columns count characters (Unicode scalar values).
/// A byte order mark is not a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, 1-based.
    pub line: u64,
    /// The column in characters, 1-based.
    pub column: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Counts lines and columns while text passes by.
///
/// Give it the text in order, in stretches of any length; [`Cursor::position`] is the place after what it was given.
/// Bytes are accepted too, so that the place of a byte that is not UTF-8 can be told.
///
/// ```
/// # use bitext::position::{Cursor, Position};
/// let mut cursor = Cursor::new();
/// cursor.pass("één\ntw".as_bytes());
/// assert_eq!(cursor.position(), Position { line: 2, column: 3 });
/// assert_eq!(cursor.offset(), 8);
/// ```
#[derive(Debug, Clone)]
pub struct Cursor {
    offset: u64,
    position: Position,
}

impl Default for Cursor {
    fn default() -> Self {
        Self::new()
    }
}

impl Cursor {
    /// A cursor at the first byte of a file.
    #[must_use]
    pub const fn new() -> Self {
        Self { offset: 0, position: Position { line: 1, column: 1 } }
    }

    /// The place after everything that has passed.
    #[must_use]
    pub const fn position(&self) -> Position {
        self.position
    }

    /// The number of bytes that have passed.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// Passes over the next stretch of the file.
    pub fn pass(&mut self, bytes: &[u8]) {
        let mut seen = if self.offset == 0 { bytes.strip_prefix(BOM).unwrap_or(bytes) } else { bytes };
        if seen.len() > LONG
            && let Some(end) = memchr::memrchr(b'\n', seen)
        {
            let (lines, last_line) = seen.split_at(end + 1);
            self.position.line += memchr::memchr_iter(b'\n', lines).count() as u64;
            self.position.column = 1;
            seen = last_line;
        }
        for block in seen.chunks(BLOCK) {
            let (lines, characters) = count(block);
            if lines == 0 {
                self.position.column += characters;
                continue;
            }
            let last_line = memchr::memrchr(b'\n', block).map_or(block, |end| &block[end + 1..]);
            self.position.line += lines;
            self.position.column = 1 + count(last_line).1;
        }
        self.offset += bytes.len() as u64;
    }
}

/// U+FEFF in UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// From this many bytes on a count of line ends alone, and of the characters of the last line, is faster.
const LONG: usize = 8 * BLOCK;

/// No longer than what a byte can count.
const BLOCK: usize = 255;

/// The line ends in a block, and the characters that begin in it: those bytes that do not continue one.
///
/// Both are counted at once and in bytes, which becomes vector instructions. Parts are short: with a search for line ends
/// before the counting, files to annotations ran at 0.43 of the speed of reading the files, with this at 0.48 (the
/// contexts left out of both).
fn count(block: &[u8]) -> (u64, u64) {
    let (mut lines, mut characters) = (0_u8, 0_u8);
    for &byte in block {
        lines += u8::from(byte == b'\n');
        characters += u8::from(byte & 0xC0 != 0x80);
    }
    (lines.into(), characters.into())
}
