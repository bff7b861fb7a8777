//! A file that is read piece by piece: UTF-8 is checked, and lines and columns are known of what is in memory.

use std::io::{self, BufRead, Read};

use crate::error::{Error, Result};
use crate::position::{BOM, Cursor, Position};

/// How many bytes are read at once.
const PIECE: usize = 64 << 10;

/// A file of UTF-8, of which the bytes from the mark on are in memory. A byte order mark is passed over.
pub(in crate::format) struct Source<'r> {
    reader: &'r mut dyn Read,
    bytes: Vec<u8>,
    /// Up to where the bytes are known to be UTF-8: what is after it is half a character.
    checked: usize,
    /// Up to where they have been consumed.
    at: usize,
    mark: usize,
    /// The place of the byte at `passed`, which is never after the mark.
    cursor: Cursor,
    passed: usize,
    /// What was wrong with the file itself.
    error: Option<Error>,
}

impl<'r> Source<'r> {
    pub(in crate::format) fn new(reader: &'r mut dyn Read) -> Self {
        let (bytes, cursor) = (Vec::new(), Cursor::new());
        Self { reader, bytes, checked: 0, at: 0, mark: 0, cursor, passed: 0, error: None }
    }

    /// How many bytes have been consumed.
    pub(super) fn offset(&self) -> usize {
        usize::try_from(self.cursor.offset()).unwrap_or(usize::MAX).saturating_add(self.at - self.passed)
    }

    /// Sets the mark to what comes next.
    pub(super) fn set_mark(&mut self) {
        self.mark = self.at;
    }

    /// The place of the mark.
    pub(super) fn position(&self) -> Position {
        self.cursor_at(self.mark).position()
    }

    /// The place of the mark, from where the next one is looked for: for many places, in order.
    pub(super) fn pass_to_mark(&mut self) -> Position {
        self.cursor.pass(&self.bytes[self.passed..self.mark]);
        self.passed = self.mark;
        self.cursor.position()
    }

    /// What was wrong with the file itself, once.
    pub(super) fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    fn cursor_at(&self, at: usize) -> Cursor {
        let mut cursor = self.cursor.clone();
        cursor.pass(&self.bytes[self.passed..at]);
        cursor
    }

    /// Drops what is before the mark, and reads a piece; gives whether there was one. What is right before an error is given
    /// first.
    fn read_on(&mut self) -> Result<bool> {
        self.pass_to_mark();
        drop(self.bytes.drain(..self.mark));
        self.at -= self.mark;
        self.checked -= self.mark;
        (self.mark, self.passed) = (0, 0);
        let is_first = self.cursor.offset() == 0 && self.bytes.is_empty();
        let known = self.bytes.len();
        (&mut *self.reader).take(PIECE as u64).read_to_end(&mut self.bytes)?;
        let is_end = self.bytes.len() == known;
        match simdutf8::compat::from_utf8(&self.bytes[self.checked..]) {
            Ok(_) => self.checked = self.bytes.len(),
            Err(error) => {
                self.checked += error.valid_up_to();
                if (error.error_len().is_some() || is_end) && self.checked == self.at {
                    let cursor = self.cursor_at(self.checked);
                    return Err(Error::NotUtf8 { offset: cursor.offset(), position: cursor.position() });
                }
            }
        }
        if is_first && self.bytes.starts_with(BOM) {
            self.at = BOM.len();
        }
        Ok(!is_end)
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.checked {
            match self.read_on() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.error.get_or_insert(error);
                    return Err(io::Error::other("the file cannot be read on"));
                }
            }
        }
        Ok(&self.bytes[self.at..self.checked])
    }

    fn consume(&mut self, bytes: usize) {
        self.at += bytes;
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct GivenPieces<'b>(&'b [u8], usize);

    impl Read for GivenPieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn places_are_known_over_pieces_and_what_is_passed_is_dropped() {
        let line = "één, two\n";
        let text = "\u{FEFF}".to_owned() + &line.repeat(40_000);
        let mut pieces = GivenPieces(text.as_bytes(), 1000);
        let mut source = Source::new(&mut pieces);
        for number in 1..=40_000 {
            assert!(!source.fill_buf().unwrap().is_empty());
            source.set_mark();
            if number % 7 == 0 {
                assert_eq!(source.position(), Position { line: number, column: 1 });
                assert_eq!(source.pass_to_mark(), Position { line: number, column: 1 });
            }
            for _ in 0..line.len() {
                assert!(!source.fill_buf().unwrap().is_empty());
                source.consume(1);
            }
            assert!(source.bytes.len() <= 2 * PIECE, "{}", source.bytes.len());
        }
        assert_eq!(source.offset(), text.len());
        assert!(source.fill_buf().unwrap().is_empty());
    }

    #[test]
    fn what_is_not_utf8_is_reported_where_it_is() {
        for (end, what) in [(&b"\xFF>"[..], "a byte"), (b"\xC3", "half a character")] {
            let bytes = [&b"a\n".repeat(50_000), "é".as_bytes(), end].concat();
            let mut pieces = GivenPieces(&bytes, 999);
            let mut source = Source::new(&mut pieces);
            let mut count = 0;
            while let Ok(piece) = source.fill_buf() {
                let length = piece.len();
                assert!(length > 0, "{what}");
                count += length;
                source.consume(length);
                source.set_mark();
            }
            assert_eq!(count, 100_002, "{what}");
            let error = source.take_error().unwrap();
            assert_eq!(error.to_string(), "50001:2: not UTF-8 (byte 100002)", "{what}");
        }
        let mut pieces = GivenPieces(b"\xEF\xBB\xBF\xFF", 4);
        let mut source = Source::new(&mut pieces);
        assert!(source.fill_buf().is_err());
        assert_eq!(source.take_error().unwrap().to_string(), "1:1: not UTF-8 (byte 3)");
    }
}
