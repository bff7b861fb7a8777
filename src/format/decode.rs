//! The text of a file of edits: UTF-8, or UTF-16 as its first bytes show (XML 1.0, appendix F, and the byte order mark).

use std::borrow::Cow;
use std::fmt;

use crate::document::text_of;
use crate::error::{Error, Result};
use crate::position::Cursor;

/// How a file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
        })
    }
}

/// Whether a file that begins so is UTF-16, and how it orders the two bytes of a unit: by its byte order mark, or because
/// one of the first two bytes, which are a character of ASCII in every format that is read, is zero.
pub(super) fn utf16_order(head: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match head {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => Some(u16::from_le_bytes),
        [0, second, ..] if *second != 0 => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// The text that the bytes of a file are.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding)> {
    let Some(order) = utf16_order(bytes) else { return Ok((Cow::Borrowed(text_of(bytes)?), Encoding::Utf8)) };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| order(*pair));
    let mut text = String::with_capacity(bytes.len() / 2);
    for char in char::decode_utf16(units) {
        let Ok(char) = char else { return Err(not_utf16(&text, "half a pair of surrogates")) };
        text.push(char);
    }
    if rest.is_empty() { Ok((Cow::Owned(text), Encoding::Utf16)) } else { Err(not_utf16(&text, "half a character")) }
}

fn not_utf16(text: &str, what: &str) -> Error {
    let mut cursor = Cursor::new();
    cursor.pass(text.as_bytes());
    Error::edits(cursor.position(), format!("not UTF-16: {what}"))
}
