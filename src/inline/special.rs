//! Whether a text can hold a code at all: three quarters of all units hold none.

use std::ops::Range;

use memchr::{memmem, memrchr, memrchr_iter};

use super::steps::step;
use crate::window::{self, WINDOW};

/// The range of `text` that holds all its codes; `None` if there are none.
///
/// What is outside of it has no influence on the codes: the range has at least one character before the first byte that may
/// begin a code and one after the last that may end one, unless the text begins or ends there, and it begins with a
/// letter where one is near.
#[inline]
pub(super) fn codes_range(text: &str) -> Option<Range<usize>> {
    let window = find_window(text.as_bytes(), is_special)?;
    let first = first_plausible(text.as_bytes(), window)?;
    Some(start(text, first)..end(text, first))
}

/// How far to look for a letter to begin with.
const NEAR: usize = 8;

fn start(text: &str, first: usize) -> usize {
    let bytes = text.as_bytes();
    let begins_word = |&at: &usize| bytes[at].is_ascii_alphabetic();
    let far = first.saturating_sub(NEAR);
    if let Some(start) = (far..first).rev().find(begins_word) {
        return start;
    }
    (0..=far).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn end(text: &str, first: usize) -> usize {
    if text.len() - first < 2 * WINDOW {
        return text.len();
    }
    let (rest, windows) = text.as_bytes().as_rchunks();
    let without = windows.iter().rev().take_while(|window| !window::any(window, may_end_a_code)).count();
    // The window before may end with a backslash, whose other half is in this one.
    let end = rest.len() + (windows.len() - without) * WINDOW + 1;
    (end + 1..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// `*` `:` `&` `<` `~`, and the six from `[` to `` ` ``: `[` `\\` `]` `^` `_` `` ` ``.
#[allow(clippy::needless_bitwise_bool, reason = "without branches the compiler makes vector instructions of it")]
#[inline]
const fn is_special(byte: u8) -> bool {
    (byte | 0x10 == b':') | (byte == b'&') | (byte == b'<') | (byte == b'~') | (byte.wrapping_sub(b'[') <= b'`' - b'[')
}

/// [`is_special`] for every byte.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = is_special(byte);
        byte += 1;
    }
    table
};

/// The place of the first special byte from `at` on.
#[inline]
pub(super) fn find_special(bytes: &[u8], at: usize) -> Option<usize> {
    Some(at + bytes[at..].iter().position(|&byte| SPECIAL[byte as usize])?)
}

/// A special byte or one of `)` `;` `>` (and `+`).
#[allow(clippy::needless_bitwise_bool, reason = "without branches the compiler makes vector instructions of it")]
#[inline]
const fn may_end_a_code(byte: u8) -> bool {
    (byte | 0x11 == b';')
        | (byte == b'&')
        | (byte | 2 == b'>')
        | (byte == b')')
        | (byte == b'~')
        | (byte.wrapping_sub(b'[') <= b'`' - b'[')
}

/// The start of a window in which `these` holds for a byte, and for no byte before it; see [`window::any`]. It does not hold for
/// a blank.
#[inline]
pub(super) fn find_window(bytes: &[u8], these: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let (windows, rest) = bytes.as_chunks();
    for (place, window) in windows.iter().enumerate() {
        if window::any(window, these) {
            return Some(place * WINDOW);
        }
    }
    window::any(&window::last(bytes), these).then_some(bytes.len() - rest.len())
}

/// The first of the special bytes from `start` on that may begin a code where it is: `AT&T`, `a < b`,
/// `2 * 3`, `snake_case` and `note [1]` need no parser.
fn first_plausible(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut semicolon, mut angle, mut backtick, mut bracket, mut colons) = (None, None, None, None, None);
    let is_before_last =
        |at, byte, last: &mut Option<usize>| at < *last.get_or_insert_with(|| memrchr(byte, bytes).unwrap_or(0));
    let mut at = start;
    while let Some(start) = find_special(bytes, at) {
        step(1);
        at = start + 1;
        let next = bytes.get(at).copied().unwrap_or(b' ');
        let is_plausible = match bytes[start] {
            b'\\' => next.is_ascii_punctuation(),
            b'&' => (next.is_ascii_alphanumeric() || next == b'#') && is_before_last(at, b';', &mut semicolon),
            b'<' => (next.is_ascii_alphabetic() || b"/!?".contains(&next)) && is_before_last(at, b'>', &mut angle),
            b'`' => is_before_last(start, b'`', &mut backtick),
            b'[' => start < *bracket.get_or_insert_with(|| last_link_middle(bytes)),
            b':' => next == b':' && *colons.get_or_insert_with(|| has_two_colon_runs(bytes)),
            b'*' => !next.is_ascii_whitespace(),
            b'_' => !next.is_ascii_whitespace() && (start == 0 || !bytes[start - 1].is_ascii_alphanumeric()),
            b'~' => next == b'~',
            _ => false,
        };
        if is_plausible {
            return Some(start);
        }
    }
    None
}

/// The place of the last `](` or `][`; 0 if there is none.
fn last_link_middle(bytes: &[u8]) -> usize {
    let is_middle = |&at: &usize| matches!(bytes.get(at + 1), Some(b'(' | b'['));
    memrchr_iter(b']', bytes).find(is_middle).unwrap_or(0)
}

fn has_two_colon_runs(bytes: &[u8]) -> bool {
    let first = memmem::find(bytes, b":::");
    first.is_some_and(|first| memmem::rfind(bytes, b":::").is_some_and(|last| last >= first + 3))
}
