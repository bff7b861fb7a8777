//! Whether a text can hold a code at all: three quarters of all units hold none.

use memchr::{memmem, memrchr, memrchr_iter};

use super::steps::step;

/// The bytes that are looked at together; a multiple of what one vector register holds.
const WINDOW: usize = 32;

/// Whether `text` may hold a code; `false` is certain.
#[inline]
pub(super) fn may_hold_codes(text: &str) -> bool {
    find_window(text.as_bytes(), is_special).is_some_and(|start| is_plausible(text.as_bytes(), start))
}

/// `*` `:` `&` `<` `~`, and the six from `[` to `` ` ``: `[` `\\` `]` `^` `_` `` ` ``.
#[inline]
const fn is_special(byte: u8) -> bool {
    (byte | 0x10 == b':') | (byte == b'&') | (byte == b'<') | (byte == b'~') | (byte.wrapping_sub(b'[') <= b'`' - b'[')
}

/// The start of a window in which `these` holds for a byte, and for no byte before it.
///
/// A window is looked at without an early exit, and `these` should be without branches, so that the compiler makes vector
/// instructions of them.
#[inline]
pub(super) fn find_window(bytes: &[u8], these: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let is_in = |window: &[u8; WINDOW]| window.iter().fold(0, |seen, &byte| seen | u8::from(these(byte))) != 0;
    let (windows, rest) = bytes.as_chunks();
    for (place, window) in windows.iter().enumerate() {
        if is_in(window) {
            return Some(place * WINDOW);
        }
    }
    let is_in_rest = bytes.last_chunk().map_or_else(|| rest.iter().any(|&byte| these(byte)), is_in);
    is_in_rest.then_some(bytes.len() - rest.len())
}

/// Whether the special bytes from `start` on stand so that one of them may begin a code: `AT&T`, `a < b`, `2 * 3`,
/// `snake_case` and `note [1]` need no parser.
fn is_plausible(bytes: &[u8], start: usize) -> bool {
    let (mut semicolon, mut angle, mut backtick, mut bracket, mut colons) = (None, None, None, None, None);
    let is_before_last =
        |at, byte, last: &mut Option<usize>| at < *last.get_or_insert_with(|| memrchr(byte, bytes).unwrap_or(0));
    let mut at = start;
    while let Some(found) = bytes[at..].iter().position(|&byte| is_special(byte)) {
        step(1);
        let start = at + found;
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
            return true;
        }
    }
    false
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
