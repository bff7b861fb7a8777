//! Text as XML 1.0 holds it: the one place where anything is escaped.
//!
//! Law: what an XML parser reads out of the written bytes is the text, byte for byte, but for characters that XML cannot
//! hold at all (XML 1.0, section 2.2): these become U+FFFD, or a `<cp>` where the format has one, and are counted.
//! Line ends would be normalised by a parser, so `\r` is a reference everywhere; in attributes so are tabs and new lines.

use crate::window::{self, WINDOW};

/// What is written for a character that XML cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Illegal {
    /// U+FFFD.
    Replaced,
    /// `<cp hex="001B"/>` (XLIFF 2.1, section 4.2.3.1): nothing is lost.
    CodePoint,
}

/// Appends the content of an element. Returns the number of characters that were replaced.
#[inline]
pub(in crate::format) fn push_text(out: &mut Vec<u8>, text: &str, illegal: Illegal) -> u64 {
    push(out, text.as_bytes(), is_special_in_text, illegal)
}

/// Appends the value of an attribute, without its quotes. Characters that XML cannot hold are replaced.
pub(in crate::format) fn push_attribute(out: &mut Vec<u8>, value: &str) {
    push(out, value.as_bytes(), is_special_in_attribute, Illegal::Replaced);
}

/// Appends ` name="value"`.
pub(in crate::format) fn push_named(out: &mut Vec<u8>, name: &str, value: &str) {
    out.push(b' ');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"=\"");
    push_attribute(out, value);
    out.push(b'"');
}

/// Appends a number.
pub(in crate::format) fn push_number(out: &mut Vec<u8>, number: impl itoa::Integer) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

fn push(out: &mut Vec<u8>, bytes: &[u8], is_special: impl Fn(u8) -> bool + Copy, illegal: Illegal) -> u64 {
    let (mut written, mut at, mut replaced) = (0, 0, 0);
    loop {
        at = next_special(bytes, at, is_special);
        let Some(&byte) = bytes.get(at) else { break };
        let (length, reference): (_, &[u8]) = match byte {
            b'&' => (1, b"&amp;"),
            b'<' => (1, b"&lt;"),
            b'>' => (1, b"&gt;"),
            b'"' => (1, b"&quot;"),
            b'\t' => (1, b"&#9;"),
            b'\n' => (1, b"&#10;"),
            b'\r' => (1, b"&#13;"),
            LEAD => (3, b""),
            _ => (1, b""),
        };
        out.extend_from_slice(&bytes[written..at]);
        out.extend_from_slice(reference);
        if reference.is_empty() {
            replaced += push_illegal(out, &bytes[at..at + length], illegal);
        }
        at += length;
        written = at;
    }
    out.extend_from_slice(&bytes[written..]);
    replaced
}

/// Appends what stands for a character that XML cannot hold. Returns 1 if that is not the character itself.
#[cold]
fn push_illegal(out: &mut Vec<u8>, character: &[u8], illegal: Illegal) -> u64 {
    if illegal == Illegal::Replaced {
        out.extend_from_slice("\u{FFFD}".as_bytes());
        return 1;
    }
    let code = match character {
        [control] => u32::from(*control),
        [.., last] => 0xFF00 | u32::from(last | 0xC0),
        [] => 0,
    };
    out.extend_from_slice(format!("<cp hex=\"{code:04X}\"/>").as_bytes());
    0
}

/// The first byte of U+FFFE and U+FFFF in UTF-8, and of U+F000 to U+FFFD (full-width punctuation among them).
const LEAD: u8 = 0xEF;

/// Whether the bytes begin with U+FFFE or U+FFFF.
const fn is_noncharacter(bytes: &[u8]) -> bool {
    matches!(bytes, [LEAD, 0xBF, 0xBE | 0xBF, ..])
}

/// A control character but tab and new line, `&`, `<` or `>`.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
fn is_special_in_text(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\n') & (byte != b'\t')) | (byte == b'&') | (byte | 0x02 == b'>')
}

/// A control character, `&`, `"`, `<` or `>`.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
fn is_special_in_attribute(byte: u8) -> bool {
    (byte < 0x20) | (byte | 0x04 == b'&') | (byte | 0x02 == b'>')
}

/// The place of the first byte from `at` on that has to be escaped or replaced; the end if there is none.
#[inline]
fn next_special(bytes: &[u8], at: usize, is_special: impl Fn(u8) -> bool + Copy) -> usize {
    let is_special_at = |at: usize| is_special(bytes[at]) || is_noncharacter(&bytes[at..]);
    window::find(bytes, at, |window| is_plain(window, is_special), is_special_at)
}

/// Whether nothing in the window is special, or may be the beginning of a character that XML cannot hold.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
fn is_plain(window: &[u8; WINDOW], is_special: impl Fn(u8) -> bool + Copy) -> bool {
    !window::any(window, |byte| is_special(byte) | (byte == LEAD)) || is_plain_with_lead(window, is_special)
}

/// The same of a window that holds something special or [`LEAD`].
#[cold]
fn is_plain_with_lead(window: &[u8; WINDOW], is_special: impl Fn(u8) -> bool) -> bool {
    // U+FFC0 to U+FFFF begin so; the last byte's successor is not in the window.
    let pairs = window[1..].iter().zip(window);
    let pair = pairs.fold(0, |seen, (&next, &byte)| seen | (u8::from(byte == LEAD) & u8::from(next == 0xBF)));
    !window::any(window, is_special) && pair == 0 && window[WINDOW - 1] != LEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn text(text: &str, illegal: Illegal) -> (String, u64) {
        let mut out = Vec::new();
        let replaced = push_text(&mut out, text, illegal);
        (String::from_utf8(out).unwrap(), replaced)
    }

    fn attribute(value: &str) -> String {
        let mut out = Vec::new();
        push_attribute(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_character_as_the_naive_way_writes_it() {
        let naive = |char: char, in_attribute: bool| match char {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '\r' => "&#13;".to_owned(),
            '"' if in_attribute => "&quot;".to_owned(),
            '\t' if in_attribute => "&#9;".to_owned(),
            '\n' if in_attribute => "&#10;".to_owned(),
            _ if crate::xml_char::is_xml_char(char) => char.to_string(),
            _ => "\u{FFFD}".to_owned(),
        };
        let chars = ('\0'..='\u{FF}').chain('\u{EFFF}'..='\u{10001}').chain(['\u{10FFFF}', '\u{1FFFE}']);
        for char in chars {
            for filler in ["", "x", "0123456789abcdef", "，é0123456789abcdefghi"] {
                let whole = format!("{filler}{char}{filler}");
                let expect = |in_attribute| format!("{filler}{}{filler}", naive(char, in_attribute));
                assert_eq!(
                    text(&whole, Illegal::Replaced),
                    (expect(false), u64::from(!crate::xml_char::is_xml_char(char)))
                );
                assert_eq!(attribute(&whole), expect(true));
            }
        }
    }

    #[test]
    fn xliff_2_has_an_element_for_what_xml_cannot_hold() {
        let (written, replaced) = text("a\u{1B}b\0\u{FFFE}\u{FFFF}\u{FFFD}", Illegal::CodePoint);
        let expect = "a<cp hex=\"001B\"/>b<cp hex=\"0000\"/><cp hex=\"FFFE\"/><cp hex=\"FFFF\"/>\u{FFFD}";
        assert_eq!((&*written, replaced), (expect, 0));
    }
}
